"""Pages of single things: incidents, events, reports, actors, other rows, two reports side by side."""

import json
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from httpx import Response

import comity
from comity.config import Settings
from comity.model import Removed, Report, Statement
from comity.presentation.web import create_app
from comity.record import open_record

from ..rows import BOTH, MINISTER, coding, event, span

WIRE = """Kenya and Uganda signed an agreement on cross-border power lines in Kampala on Tuesday.

Kenya's foreign minister said the two countries "have waited long enough" for the lines. He promised to open a customs
post at Busia by June 30, 2024. Uganda rejected Kenya's claim to the island of Migingo.

If the drought goes on, trade between the two countries could fall, an economist at Makerere University said."""
POST = """Kenya and Uganda signed an agreement on power lines in Entebbe on March 13.

Uganda's energy minister praised Kenya for its patience. Kenya banned imports of Ugandan milk in January."""
SCRIPT = "<script>alert('from a report')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
TURNED = "‮reversed‬"
LONG = "W" * 50_000
TELLING = f"Peru's foreign minister met his Chilean counterpart {SCRIPT} {IMAGE} {TURNED} in Santiago."
QUOTE = f"we will {SCRIPT} never &amp; <b>yield</b>"
BAD = f"{TELLING}\n\nHe said {QUOTE}.\n\nA null \x00 byte and a bell \x07 and a word: {LONG}."


def told(id: str, text: str, outlet: str, published: str, **about: str) -> str:
    return json.dumps({"id": id, "text": text, "outlet": outlet, "published": published, **about})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of one signing, one that is withdrawn, and a hostile one."""
    folder = tmp_path_factory.mktemp("single")
    lines = [
        told("r-wire", WIRE, "Example Wire", "2024-03-13", title="Power lines", url="https://wire.example/1?a=1&b=2"),
        told("r-post", POST, "Example Post", "2024-03-14", title="Lines at last"),
        told("r-gone", "Brazil recalled its ambassador from Bolivia on Monday.", "Example Wire", "2024-03-12"),
        told("r-early", "Fiji opened an embassy in Tonga on Monday.", "Example Wire", "2024-03-11",
             url="https://wire.example/embassy"),
        told("r-later", "Fiji opened an embassy in Tonga on Monday. Tonga praised Fiji.", "Example Wire", "2024-03-11",
             url="https://wire.example/embassy"),
        told("news/2024 03", "Ghana lent Togo two helicopters on Friday.", "Example Wire", "2024-03-16"),
    ]  # fmt: skip
    source = folder / "reports.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    record = folder / "record"
    comity.read([source], record=record)
    report = Report("r-hostile", BAD, title=f"{SCRIPT}{IMAGE}{TURNED}", outlet=IMAGE, published="2024-03-15",
                    url="javascript:alert(document.domain)", byline=SCRIPT, language="en",
                    addresses=("data:text/html,x", "https://ok.example/"),
                    removed=(Removed(0, 5, SCRIPT, "navigation"),))  # fmt: skip
    evil = event("e-0bad000000000001", text=BAD, words=TELLING, trigger="met", actors=BOTH, recipients=BOTH)
    said = Statement("s-0bad000000000001", MINISTER, (), (), QUOTE, True, None, 0.1, (span(BAD, QUOTE),))
    open_record(record, create=False).append(
        [coding(report, events=(evil,), statements=(said,))], read_at="2024-03-15T12:00:00Z", run="by-hand"
    )
    from comity.api import correct

    correct("withdraw", "r-gone", why="printed by mistake", who="A. Reader", record=record)
    return record


@pytest.fixture(scope="module")
def client(small: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(record=str(small)), keep=False), raise_server_exceptions=False) as found:
        yield found


def got(client: TestClient, address: str, *, follow: bool = True) -> Response:
    """The answer once the workshop is done with it."""
    for _ in range(60):
        found = client.get(address, follow_redirects=follow)
        if found.status_code != 503:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{address} is still being made")


def rows(client: TestClient, table: str) -> list[dict[str, Any]]:
    return list(client.get(f"/{table}.json?per_page=200").json()["rows"])


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its headings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        return [str(attrs["href"]) for tag, attrs in self.found if tag == "a" and "href" in attrs]

    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.found if tag in ("h1", "h2", "h3", "h4")]


def signing(client: TestClient) -> dict[str, Any]:
    return next(row for row in rows(client, "incidents") if row["type"] == "SUPPORT" and row["reports"] == 2)


def test_an_incident_shows_each_report_with_its_sentence_marked(client: TestClient) -> None:
    row = signing(client)
    page = client.get(f"/incidents/{row['id']}").text
    assert "Example Wire" in page and "Example Post" in page
    assert page.count("<mark>") >= 2
    assert '<strong class="trigger"' in page and ">signed</strong>" in page
    assert "Praise, endorse, recognise, sign" in page
    assert "by the rules of merging" in page


def test_an_incident_tells_what_its_reports_differ_on(client: TestClient) -> None:
    row = signing(client)
    page = client.get(f"/incidents/{row['id']}").text
    fields = {each["field"] for each in row["differences"]}
    assert fields
    for field in fields:
        assert f">{field}</th>" in page


def test_the_data_of_an_incident_are_the_commands_row_with_its_tellings(client: TestClient, small: Path) -> None:
    row = signing(client)
    data = client.get(f"/incidents/{row['id']}.json").json()
    assert {each["report"] for each in data["tellings"]} == {"r-wire", "r-post"}
    told = next(each for each in comity.incidents(record=small) if each["id"] == row["id"])
    assert json.loads(msgspec.json.encode(told)).items() <= data.items()


def test_the_beginning_of_an_id_leads_on_and_keeps_the_parameters(client: TestClient) -> None:
    row = signing(client)
    answer = client.get(f"/incidents/{row['id'][:8]}?embed=1", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/incidents/{row['id']}?embed=1"


def test_an_event_explains_its_codes_and_leads_to_its_incident(client: TestClient) -> None:
    row = signing(client)
    page = client.get(f"/events/{row['events'][0]}").text
    assert f'href="/incidents/{row["id"]}"' in page
    assert 'href="/codebook#SUPPORT"' in page
    assert "confidence" in page and "comity-rules" in page


def test_why_an_event_is_there_is_shown_on_request(client: TestClient) -> None:
    event_id = signing(client)["events"][0]
    page = got(client, f"/events/{event_id}/why").text
    assert "What else it could have been" in page
    data = got(client, f"/events/{event_id}/why.json").json()
    assert data[0]["id"] == event_id and data[0]["rule"]


def test_an_imported_row_tells_where_it_comes_from(desk: TestClient) -> None:
    row = next(each for each in desk.get("/events.json?coder=all&per_page=200").json()["rows"] if each.get("licence"))
    page = desk.get(f"/events/{row['id']}").text
    assert row["licence"] in page and row["coder"] in page
    why = got(desk, f"/events/{row['id']}/why").text
    assert "SHA-256" in why and "What the source says" in why


def test_a_report_lists_every_row_that_it_gave(client: TestClient) -> None:
    page = client.get("/reports/r-wire").text
    data = client.get("/reports/r-wire.json").json()
    kinds = ("events", "agreements", "pledges", "statements", "positions", "assessments")
    assert sum(len(data[kind]) for kind in kinds) > 4
    for kind in kinds:
        for row in data[kind]:
            assert f'href="/{kind}/{row["id"]}"' in page, (kind, row["id"])


def test_marks_can_be_switched(client: TestClient) -> None:
    assert 'class="is is-events"' in client.get("/reports/r-wire").text
    bare = client.get("/reports/r-wire?show=none").text
    text = bare[bare.index('<div class="report-text"') : bare.index("What it gave")]
    assert 'class="is' not in text
    names = client.get("/reports/r-wire?show=actors,dates").text
    text = names[names.index('<div class="report-text"') : names.index("What it gave")]
    assert 'class="is is-actors"' in text and 'class="is is-dates"' in text and "is-events" not in text


def test_the_text_of_a_report_stands_whole_under_its_marks(client: TestClient) -> None:
    class Words(HTMLParser):
        text, inside, raised = "", 0, 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "div":
                self.inside += bool(self.inside) or ("class", "report-text") in attrs
            self.raised += tag == "sup"

        def handle_endtag(self, tag: str) -> None:
            self.inside -= bool(self.inside) and tag == "div"
            self.raised -= tag == "sup"

        def handle_data(self, data: str) -> None:
            if self.inside and not self.raised:
                self.text += data

    words = Words()
    everything = "events,agreements,pledges,statements,positions,assessments,actors,dates,figures"
    words.feed(client.get(f"/reports/r-wire?show={everything}").text)
    assert words.text == client.get("/reports/r-wire.json").json()["report"]["text"]


@pytest.mark.parametrize(
    "address",
    ["/reports/r-hostile", "/reports/r-hostile?part=2", "/events/e-0bad000000000001",
     "/statements/s-0bad000000000001", "/compare?a=r-hostile&b=r-wire"],
)  # fmt: skip
def test_nothing_that_a_report_says_runs_or_breaks_the_page(client: TestClient, address: str) -> None:
    answer = got(client, address)
    assert answer.status_code == 200
    page, tags = answer.text, Tags(answer.text)
    assert SCRIPT not in page and "onerror=alert" not in page.replace("&#34;&gt;&lt;img src=x onerror=alert", "")
    assert [attrs for tag, attrs in tags.found if tag == "script"] == [
        attrs for tag, attrs in tags.found if tag == "script" and str(attrs.get("src", "")).startswith("/static/")
    ]
    assert not [tag for tag, _ in tags.found if tag in ("img", "b", "iframe", "object")]
    assert all(link.startswith(("/", "#", "http://", "https://")) for link in tags.links())
    assert "‮" not in page and "\x00" not in page and "\x07" not in page
    assert len(answer.content) <= 150_000
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_only_web_addresses_are_links_and_they_lead_out_quietly(client: TestClient) -> None:
    tags = Tags(client.get("/reports/r-wire").text)
    (out,) = [attrs for tag, attrs in tags.found if tag == "a" and str(attrs["href"]).startswith("https://wire.")]
    assert out["rel"] == "noopener nofollow external" and out["href"] == "https://wire.example/1?a=1&b=2"
    hostile = client.get("/reports/r-hostile").text
    assert not [link for link in Tags(hostile).links() if link.startswith(("javascript", "data"))]
    assert "Its address is no web address" in hostile


def test_a_long_text_stands_on_several_pages_and_a_place_leads_to_its_part(client: TestClient) -> None:
    assert "Part 1 of" in client.get("/reports/r-hostile").text
    assert "Part 3 of" in client.get("/reports/r-hostile?at=30000").text
    assert client.get("/reports/r-hostile?part=99").status_code == 400


def test_a_report_may_have_an_id_of_any_form(client: TestClient) -> None:
    assert client.get("/reports/news%2F2024%2003").status_code == 200
    assert client.get("/reports/news/2024%2003.json").json()["report"]["id"] == "news/2024 03"
    link = next(row for row in Tags(client.get("/reports/news%2F2024%2003").text).links() if row.endswith(".json"))
    assert client.get(link).status_code == 200


def test_a_withdrawn_report_says_who_withdrew_it_and_why(client: TestClient) -> None:
    answer = got(client, "/reports/r-gone")
    assert answer.status_code == 410
    assert "withdrawn by A. Reader" in answer.text and "printed by mistake" in answer.text


def test_a_report_that_a_later_text_replaced_leads_to_that(client: TestClient) -> None:
    answer = got(client, "/reports/r-early")
    assert answer.status_code == 200 and answer.url.path == "/reports/r-later"
    assert "r-early was replaced by this report" in answer.text


def test_an_unknown_id_is_answered_with_the_nearest(client: TestClient) -> None:
    wrong = signing(client)["events"][0][:-1] + "z"
    answer = got(client, f"/events/{wrong}")
    assert answer.status_code == 404 and signing(client)["events"][0] in answer.text
    assert got(client, "/reports/r-wirr").status_code == 404
    assert "did you mean state:KEN" in got(client, "/actors/state:KEX").text


@pytest.mark.parametrize("table", ["incidents", "events", "pledges", "statements", "positions", "assessments",
                                   "agreements", "actors", "reports"])  # fmt: skip
@pytest.mark.parametrize(
    "id", ["'; DROP TABLE events; --", "%00", "..%2F..%2Fetc%2Fpasswd", "x" * 4000, "%F0%9F%A6%89"]
)
def test_an_id_that_is_none_gives_a_plain_page(client: TestClient, table: str, id: str) -> None:
    answer = got(client, f"/{table}/{id}")
    assert answer.status_code in (404, 400)
    assert "Traceback" not in answer.text and "/tmp" not in answer.text and "sqlite" not in answer.text.lower()


def test_unknown_parameters_are_refused_by_name(client: TestClient) -> None:
    answer = client.get("/reports/r-wire?shew=events")
    assert answer.status_code == 400 and "shew" in answer.text
    assert client.get("/reports/r-wire?show=everything").status_code == 400
    assert client.get("/reports/r-wire?as_of=never").status_code == 400
    assert client.get("/incidents/i-1?part=0").status_code in (400, 404)


def test_two_reports_stand_side_by_side(client: TestClient) -> None:
    page = got(client, "/compare?a=r-wire&b=r-post").text
    assert "Told by both" in page and "Only [1], Example Wire" in page and "Only [2], Example Post" in page
    data = got(client, "/compare.json?a=r-wire&b=r-post").json()
    assert data["reports"] == ["r-wire", "r-post"] and data["both"]


def test_the_form_of_two_reports_suggests_what_goes_together(client: TestClient) -> None:
    assert "/compare?a=r-post&amp;b=r-wire" in client.get("/compare").text
    assert "/compare?a=r-wire&amp;b=r-post" in client.get("/compare?a=r-wire").text
    answer = client.get("/compare?a=r-wir&b=r-post", follow_redirects=False)
    assert answer.status_code == 307 and answer.headers["location"] == "/compare?a=r-wire&b=r-post"
    assert client.get("/compare?a=r-wire&b=r-wire").status_code == 400
    assert got(client, "/compare?a=r-wire&b=/etc/passwd").status_code == 404


def test_a_code_leads_to_its_state_and_one_that_no_report_names_has_a_page(client: TestClient) -> None:
    assert client.get("/actors/KEN", follow_redirects=False).headers["location"] == "/actors/state:KEN"
    assert "Uganda" in client.get("/actors/state:KEN").text
    assert "No report of the record names it" in client.get("/actors/state:NRU").text
    assert client.get("/actors/state:NRU.json").json()["named"] == 0


def test_offices_are_told_apart_by_who_tells_them(desk: TestClient) -> None:
    found = desk.get("/actors.json?type=person&per_page=200").json()["rows"]
    row = next(each for each in found if {one["source"] for one in each["tenures"]} == {"table", "reports"})
    page = desk.get(f"/actors/{row['id']}").text
    assert "the codebook’s table of leaders" in page and '<svg class="career"' in page
    drawing = desk.get(f"/actors/{row['id']}.svg")
    assert drawing.headers["content-type"].startswith("image/svg+xml") and "<title" in drawing.text


@pytest.mark.parametrize("table", ["pledges", "statements", "positions", "assessments", "agreements"])
def test_each_kind_of_row_has_a_page_and_data(desk: TestClient, table: str) -> None:
    for row in desk.get(f"/{table}.json?per_page=200").json()["rows"]:
        answer = desk.get(f"/{table}/{row['id']}")
        assert answer.status_code == 200 and "<mark>" in answer.text
        data = desk.get(f"/{table}/{row['id']}.json").json()
        assert data["id"] == row["id"] and data["evidence"] == row["evidence"]


def test_every_page_of_a_record_is_small_with_headings_in_order(desk: TestClient) -> None:
    for table in ("incidents", "events", "reports", "actors"):
        for row in desk.get(f"/{table}.json?per_page=60").json()["rows"]:
            answer = desk.get(f"/{table}/{row['id']}")
            assert answer.status_code == 200 and len(answer.content) <= 150_000
            levels = Tags(answer.text).levels()
            assert levels[0] == 1 and levels.count(1) == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_incident_that_was_joined_to_another_leads_there_and_says_so(small: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "record"
    shutil.copytree(small, copy, ignore=shutil.ignore_patterns("desk"))
    both = [row["id"] for row in comity.incidents(record=copy) if row["type"] in ("AGREE", "SUPPORT")][:2]
    comity.api.correct("join", both[0], both[1], why="one and the same", who="A. Reader", record=copy)
    with TestClient(create_app(Settings(record=str(copy)), keep=False), raise_server_exceptions=False) as client:
        gone = next(id for id in both if got(client, f"/incidents/{id}", follow=False).status_code == 307)
        page = got(client, f"/incidents/{gone}")
        assert page.status_code == 200
        assert f"{gone} is part of this incident now" in page.text and "one and the same" in page.text
        assert "by hand, by A. Reader" in page.text
