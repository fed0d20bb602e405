"""Bad input in every address that there is, and reports that mean harm on every page that shows them."""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

import comity
from comity.config import Settings
from comity.model import Removed, Report, Statement
from comity.presentation.index import TABLES
from comity.presentation.web import create_app
from comity.record import open_record

from ..rows import BOTH, MINISTER, coding, event, span
from .sound import asked, hold, parameters, routes

SCRIPT = "<script>alert(1)</script>"
# As they stand in an address: percent-escaped already.
QUOTED = (
    "'; DROP TABLE events; --", "1 UNION SELECT * FROM meta", '" OR ""="', "%' OR 1=1 --", "NEAR(a b, 1) OR *^",
    SCRIPT, '"><img src=x onerror=alert(1)>', "'\" onmouseover=alert(1) x='", "javascript:alert(1)", "]]></title><b>",
    "{{7*1283}}", "${7*1283}", "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "\x00", "a\x00b", "\x1b[31m", "\u202egnp.exe", "\ufeff", "\U0001f600" * 60, "\u0130" * 50,
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "con", "NUL.json", "C:\\x", "file:///etc/passwd", "T/../../x",
    "0", "-1", "1.5", "1e9", "9" * 30, "0x10", "\u0661\u0662", "\u00b2", "NaN", "Infinity", "1_000",
    "2024-13-45", "0000", "0000-00-00", "9999-12-31", "9999-12-31T", "9999-12-31T23:59:59-14:00", "2024-02-30", "-0044",
    "2024-01-01T00:00:00.0000001Z", "2024-W01", "T", "XXX-YYY", "JPN-JPN", "JPN>", "-", ">", "JPN-KOR-PRK", "a>b>c",
    "\r\nx-injected: 1", "\r\n\r\n<script>alert(1)</script>", "=cmd|'/c calc'!A1", "x" * 299, "x" * 301,
    "e-" + "0" * 40, "i-", "..", ".", "//evil.example/", "\\\\evil.example", "https://evil.example/", "*", "%", "%s%n",
)  # fmt: skip
VALUES = (
    *(quote(each, safe="") for each in QUOTED),
    "%", "%zz", "%00", "%ED%A0%80", "%ff%fe", "%C0%AE%C0%AE%2F", "%u0041", "%250d%250ax-injected:1", "a+b%2Bc;d=e", "",
)  # fmt: skip
TEXT = (
    f"Peru's foreign minister met his Chilean counterpart {SCRIPT} \"><img src=x onerror=alert(1)> \u202eturned\u202c."
)
QUOTE = f"we will {SCRIPT} never <b>yield</b> ]]> {{{{7*1283}}}}"
NAMES = (
    f"</title>{SCRIPT}", "'\"><svg onload=alert(1)>", "<![CDATA[ <b>x</b> ]]>", "\u202egnp.exe", "javascript:alert(1)",
    "{{7*1283}}", "a\x00b\x07c", "=HYPERLINK(\"http://evil.example\")", "<!-- --!> <b>", "&lt;b&gt;&amp;#60;",
)  # fmt: skip


@pytest.fixture(scope="module")
def harmful(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk on a record whose newest reports mean harm wherever a report may say something."""
    folder = tmp_path_factory.mktemp("harmful")
    shutil.copytree(record, folder / "record", ignore=shutil.ignore_patterns("desk"))
    lines = [
        json.dumps({
            "id": f"r-{at}-{name[:20]}", "title": name, "outlet": name, "byline": name, "url": name,
            "language": name[:8],
            "published": f"2026-01-{at + 1:02}",
            "text": f"Kenya's foreign minister {name} met his Ugandan counterpart in Kampala on Monday. "
                    f"Uganda promised to open a customs post by June 30, 2026, he said. \"{name} must stop,\" said the "
                    f"president of Kenya {name}. If {name} goes on, trade between the two countries could fall.",
        })
        for at, name in enumerate(NAMES)
    ]  # fmt: skip
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    comity.read([folder / "reports.jsonl"], record=folder / "record")
    text = f"{TEXT}\n\nHe said {QUOTE}."
    report = Report("r-by-hand", text, title=NAMES[0], outlet=NAMES[1], published="2026-01-20", url=NAMES[4],
                    byline=NAMES[2], language="en", addresses=("data:text/html,x", NAMES[1]),
                    removed=(Removed(0, 5, SCRIPT, "navigation"),))  # fmt: skip
    evil = event("e-0bad000000000001", text=text, words=TEXT, trigger="met", actors=BOTH, recipients=BOTH)
    said = Statement("s-0bad000000000001", MINISTER, (), (), QUOTE, True, None, 0.1, (span(text, QUOTE),))
    open_record(folder / "record", create=False).append(
        [coding(report, events=(evil,), statements=(said,))], read_at="2026-01-21T12:00:00Z", run="by-hand"
    )
    app = create_app(Settings(record=str(folder / "record")), keep=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def picked(route: str, name: str, count: int) -> list[str]:
    """Some of the hostile values, other ones for each address and parameter, the same in each run."""
    start = int(hashlib.sha256(f"{route} {name}".encode()).hexdigest(), 16)
    return [VALUES[(start + at * 7) % len(VALUES)] for at in range(count)]


def attacked(desk: TestClient, share: int) -> int:
    """Ask every address with hostile values in each of its parameters, and in its path; gives how many requests."""
    done = 0
    for path, told in routes(desk.app):  # type: ignore[arg-type]
        # A file of rows is written by another process, which takes a while.
        count = 1 if path.endswith((".parquet", ".zip", ".svg")) else share
        plain = path.replace("{id}", "e-1").replace("{name}", "x").replace("{dyad}", "JPN-KOR")
        for name in parameters(told):
            for value in picked(path, name, count):
                at = f"{plain.replace('{', '').replace('}', '')}?{name}={value}"
                hold(asked(desk, at), at)
                done += 1
        if "{" in path:
            for value in picked(path, "in the path", 3 * share):
                at = path[: path.index("{")] + value + path[path.index("}") + 1 :]
                hold(asked(desk, at), at)
                done += 1
    return done


def test_no_address_breaks_whatever_it_is_asked(desk: TestClient) -> None:
    assert attacked(desk, 1) > 500


@pytest.mark.trial
def test_no_address_breaks_for_many_hostile_values(desk: TestClient) -> None:
    assert attacked(desk, 6) > 5_000


@pytest.mark.parametrize("table", TABLES)
def test_each_hostile_value_in_the_filters_of_a_table(desk: TestClient, table: str) -> None:
    names = ("q", "dyad", "since", "page", "issue", "actor", "as_of", "report", "coder", "type")
    for at, value in enumerate(VALUES):
        address = f"/{table}?{names[(at + list(TABLES).index(table)) % len(names)]}={value}"
        hold(asked(desk, address), address)


def test_bad_values_are_the_askers_mistake_in_a_clear_sentence(desk: TestClient) -> None:
    for address in (
        "/events?since=2024-13-45", "/events?page=0", "/events?page=-1", "/events?page=1.5", "/events?page=1e9",
        "/events?page=99999999999999999999", "/events?page=9999999", "/events?dyad=XXX-YYY", "/events?per_page=201",
        "/events?type=NOSUCH", "/events?as_of=T/../../x", "/events?as_of=9999-12-31T", "/events?by=guess",
        "/events?nosuch=1", "/events?page=%D9%A1", f"/events?q={'x' * 301}", "/incidents.json?since=0000",
    ):  # fmt: skip
        answer = asked(desk, address)
        assert answer.status_code == 400, address
        hold(answer, address)
        words = answer.json()["error"] if ".json" in address else answer.text
        assert len(words) > 30


def test_no_file_is_made_under_a_name_from_an_address(desk: TestClient, record: Path) -> None:
    before = set((record / "desk").iterdir())
    for value in ("T/../../x", "2024-01-01T/../x", "T\\..\\x", "T\x00", "2024-01-01T00:00:00/x", "T" * 200):
        assert asked(desk, f"/events?as_of={quote(value, safe='')}").status_code == 400
    assert set((record / "desk").iterdir()) == before


def test_a_flood_of_files_fills_no_disk(record: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from comity.presentation.web import desk as kept

    monkeypatch.setattr(kept, "MOST_FILES", 3)
    monkeypatch.setattr(kept, "MOST_DAYS_ON_DISK", 3)
    monkeypatch.setattr(kept, "MOST_DAYS", 1)
    shutil.copytree(record, tmp_path / "record", ignore=shutil.ignore_patterns("desk"))
    app = create_app(Settings(record=str(tmp_path / "record")), keep=False)
    with TestClient(app) as client:
        for year in (*range(2001, 2008), 2001):
            for at in (f"/events.parquet?until={year}", f"/incidents?as_of={year}"):
                for _ in range(30):
                    answer = client.get(at)
                    if answer.status_code != 503:
                        break
                    time.sleep(0.3)
                assert answer.status_code == 200, at
        assert len(list(app.state.desk.folder.iterdir())) <= 3
        assert len(list((tmp_path / "record/desk").glob("index-*.sqlite"))) <= 4


def test_a_parameter_that_stands_twice_is_refused(desk: TestClient) -> None:
    answer = asked(desk, "/events?type=CONSULT&type=SANCTION")
    assert answer.status_code == 400 and "twice" in answer.text
    assert asked(desk, "/events.json?q=&q=").json()["status"] == 400


@pytest.mark.parametrize("length", [8_001, 60_000])
def test_addresses_longer_than_any_view_are_refused(desk: TestClient, length: int) -> None:
    answer = asked(desk, "/events", params={"q": "x" * length})
    assert answer.status_code == 414
    hold(answer, "/events")


def test_unknown_addresses_and_methods_have_a_page(desk: TestClient) -> None:
    for address in ("/nosuch", "/events/", "/static/..%2fapp.py", "/static/%2e%2e", "/static/nosuch.css", "/.env",
                    "/static/%00", "/..%2f..%2fetc/passwd", "/%ff", "/static/..%5capp.py", "/nosuch.json"):  # fmt: skip
        answer = asked(desk, address)
        assert answer.status_code in (404, 307), address
        hold(answer, address)
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        answer = desk.request(method, "/events")
        assert answer.status_code == 405
        hold(answer, "/events")


def test_no_page_runs_a_word_of_a_report(harmful: TestClient) -> None:
    seen = 0
    for path, _ in routes(harmful.app):  # type: ignore[arg-type]
        if "{" not in path and not path.startswith("/static"):
            hold(asked(harmful, path), path)
            seen += 1
    for table in TABLES:
        for row in harmful.get(f"/{table}.json?per_page=200&page=1&sort=latest").json()["rows"][:25]:
            at = f"/{table}/{quote(row['id'], safe='')}"
            answer = harmful.get(at)
            hold(answer, at)
            assert answer.status_code in (200, 503), at
            seen += 1
    assert seen > 100


def test_words_of_reports_are_shown_as_they_are_written(harmful: TestClient) -> None:
    page = harmful.get("/reports/r-by-hand").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*1283}}" in page


def test_data_of_hostile_reports_stay_data(harmful: TestClient) -> None:
    kinds = {"json": "application/json", "csv": "text/csv", "atom": "application/atom+xml", "svg": "image/svg+xml"}
    for table in TABLES:
        for form, kind in kinds.items():
            answer = harmful.get(f"/{table}.{form}")
            if answer.status_code == 404 and form == "svg":
                continue
            assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)
            hold(answer, f"/{table}.{form}")
    assert "'=HYPERLINK" in harmful.get("/reports.csv").text
