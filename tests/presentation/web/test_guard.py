"""What stands before every page: names of the desk, pages kept and asked for again, methods, frames."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from comity.config import Settings
from comity.presentation.web import create_app

from .sound import Page, asked, hold, routes


@pytest.fixture(scope="module")
def open_desk(record: Path) -> Iterator[TestClient]:
    """A desk that answers under any name, as with --host 0.0.0.0."""
    app = create_app(Settings(record=str(record)), keep=False, any_host=True)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_the_desk_answers_under_its_own_names(desk: TestClient, host: str) -> None:
    assert asked(desk, "/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "localhost@evil.example",
     "127.0.0.1:80:80", "[::1].evil.example", "[::1", "127.0.0.2", "0", "", "localhost#.evil.example", "☃"],
)  # fmt: skip
def test_the_desk_does_not_answer_under_another_name(desk: TestClient, host: str) -> None:
    for at in ("/events", "/events.json", "/nosuch", "/static/desk.css"):
        answer = asked(desk, at, headers={"host": host.encode()})
        assert answer.status_code == 421
        assert "JPN" not in answer.text
        hold(answer, at)


def test_a_page_kept_for_one_name_is_not_shown_under_another(open_desk: TestClient) -> None:
    for at in ("/incidents", "/incidents?dyad=JPN-KOR"):
        assert "evil.example" in asked(open_desk, at, headers={"host": "evil.example"}).text
        assert "evil.example" not in asked(open_desk, at, headers={"host": "desk.example"}).text


@pytest.mark.parametrize("host", ["[", "a b", "<script>alert(1)</script>", "x" * 5000, "a:99999999", '"><b>', "\\"])
def test_hostile_names_break_nothing_where_all_are_answered(open_desk: TestClient, host: str) -> None:
    for at in ("/incidents?q=a", "/incidents.atom", "/api", "/nosuch"):
        hold(asked(open_desk, at, headers={"host": host}), at)


def test_a_page_that_is_the_same_is_not_sent_again(desk: TestClient) -> None:
    at = "/incidents?sort=earliest"
    first = asked(desk, at)
    mark = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for told in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = asked(desk, at, headers={"if-none-match": told})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == mark
        hold(again, at)
    assert asked(desk, at, headers={"if-none-match": '"other"'}).status_code == 200


def test_what_is_wrong_is_never_kept(desk: TestClient) -> None:
    for at in ("/incidents?page=0", "/nosuch", "/correct"):
        assert "etag" not in asked(desk, at).headers


def test_only_the_headers_are_sent_to_who_asks_for_them(desk: TestClient) -> None:
    for at in ("/", "/incidents", "/events.json", "/events.csv", "/static/desk.css", "/nosuch"):
        whole, head = asked(desk, at), desk.head(at, follow_redirects=False)
        assert head.status_code == whole.status_code and head.content == b""
        assert head.headers["content-type"] == whole.headers["content-type"]
        hold(head, at)


def test_static_files_are_kept_for_ever_and_data_never_without_asking(desk: TestClient) -> None:
    assert "immutable" in asked(desk, "/static/desk.css").headers["cache-control"]
    assert "no-cache" in asked(desk, "/events.csv").headers["cache-control"]


def test_other_pages_may_frame_only_what_is_meant_for_it(desk: TestClient) -> None:
    def framed(at: str) -> str:
        return str(asked(desk, at).headers["content-security-policy"]).rpartition("frame-ancestors ")[2]

    assert framed("/incidents?embed=1") == "*"
    for at in ("/incidents", "/incidents?embed=0", "/incidents?q=embed%3D1", "/incidents?embed=10",
               "/incidents?xembed=1", "/correct?embed=1", "/sign-in?embed=1"):  # fmt: skip
        assert framed(at) == "'self'", at


def test_a_failure_that_nobody_foresaw_tells_nothing(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.presentation.index import Index

    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("/secret/path SELECT 1 FROM events")

    monkeypatch.setattr(Index, "page", broken)
    monkeypatch.setattr(Index, "numbers", broken)
    for at in ("/incidents?q=never-asked-before", "/incidents.json?q=never-asked-before"):
        answer = asked(desk, at)
        assert answer.status_code == 500 and "/secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff" and "content-security-policy" in answer.headers


def test_no_form_of_the_desk_sends_a_parameter_twice(desk: TestClient) -> None:
    for path, _ in routes(desk.app):  # type: ignore[arg-type]
        if "{" in path or "." in path:
            continue
        inside: list[str] | None = None
        for tag, told in Page(asked(desk, path).text).tags:
            if tag == "form":
                inside = []
            elif inside is not None and tag in ("input", "select", "textarea") and told.get("name"):
                assert told.get("type") in ("radio",) or told["name"] not in inside, f"{path}: {told['name']}"
                inside.append(str(told["name"]))
