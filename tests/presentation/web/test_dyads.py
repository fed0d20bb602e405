"""Pages of dyads: all of them, and everything on two states."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from comity import api, presentation
from comity.presentation.index import Index, index_path
from comity.presentation.web.dyad_parts import issues_of, others_of, pledges_of
from comity.presentation.web.dyad_views import dyad_view, stamp_of

from .helpers import settled, sound

PARTS = (
    "Where it stands", "The relation over time", "Pledges", "Issues, and where each side stands",
    "Pressure from outside", "What to expect", "What reports say would follow", "Newest incidents",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(record: Path, desk: TestClient) -> Index:
    return Index(index_path(record))


def test_all_dyads_are_listed_sorted_and_narrowed(desk: TestClient) -> None:
    found = desk.get("/dyads")
    assert found.status_code == 200 and "/dyads/CHN-IND" in found.text
    sound(found.text)
    rows = desk.get("/dyads.json?sort=name").json()
    assert rows["count"] == len(rows["rows"]) and [row["name"] for row in rows["rows"]] == sorted(
        row["name"] for row in rows["rows"]
    )
    narrowed = desk.get("/dyads.json?q=India").json()["rows"]
    assert [row["dyad"] for row in narrowed] == ["CHN-IND"]
    # A code is meant whole.
    assert all("PRK" in row["dyad"].split("-") for row in desk.get("/dyads.json?q=prk").json()["rows"])
    head = desk.get("/dyads.csv").text.splitlines()[0]
    assert head == "dyad,name,incidents,imported,cooperation,conflict,reports,last,last_end"


@pytest.mark.parametrize("asked", ["sort=size", "page=0", "page=99", "colour=red"])
def test_bad_lists_are_refused(desk: TestClient, asked: str) -> None:
    assert desk.get(f"/dyads?{asked}").status_code == 400


def test_the_page_shows_at_once_and_then_everything(desk: TestClient) -> None:
    first = desk.get("/dyads/CHN-IND?period=quarter")
    assert first.status_code == 200 and all(words in first.text for words in PARTS)
    if "refresh" in first.headers:
        assert first.headers["cache-control"] == "no-store" and "is being" in first.text
    found = settled(desk, "/dyads/JPN-KOR")
    assert found.status_code == 200
    sound(found.text)
    assert "on the scale from −10, conflict, to +10, cooperation" in found.text
    assert 'src="/dyads/JPN-KOR.svg"' in found.text and "chart=forecast" in found.text
    assert "Past score" in found.text and "Run it as a what-if" in found.text
    # Each mark leads to the act that it stands for.
    assert 'class="mark" href="/incidents/' in found.text


def test_the_rows_are_those_of_the_command(desk: TestClient, record: Path) -> None:
    told = settled(desk, "/dyads/JPN-KOR.json?period=quarter&since=2015").json()
    found = api.relation("JPN-KOR", record=record, period="quarter", since="2015")
    together = [row for row in told["rows"] if row["direction"] is None]
    assert told["count"] == len(told["rows"]) and {row["direction"] for row in told["rows"]} == {
        None, "JPN>KOR", "KOR>JPN",
    }  # fmt: skip
    assert [(row["start"], row["level"], row["events"]) for row in together] == [
        (row.start, row.level, row.events) for row in found.rows
    ]
    flat = settled(desk, "/dyads/JPN-KOR.csv?period=quarter&since=2015").text.splitlines()
    assert flat[0].startswith("dyad,direction,start,end,level,low,high") and len(flat) == told["count"] + 1


def test_one_direction_has_an_address_of_its_own(desk: TestClient) -> None:
    found = desk.get("/dyads/JPN-KOR?direction=KOR>JPN&period=quarter", follow_redirects=False)
    assert found.status_code == 307 and found.headers["location"] == "/dyads/KOR%3EJPN?period=quarter"
    assert "South Korea towards Japan" in desk.get("/dyads/KOR>JPN").text


@pytest.mark.parametrize("name", ["kor-jpn", "South Korea-Japan"])
def test_other_spellings_lead_to_the_one_address(desk: TestClient, name: str) -> None:
    found = desk.get(f"/dyads/{name}?since=2020", follow_redirects=False)
    assert found.headers["location"] == "/dyads/JPN-KOR?since=2020"


@pytest.mark.parametrize(
    ("at", "status", "words"),
    [
        ("/dyads/ATL-MUR", 404, "no state or body"),
        ("/dyads/MOZ-ZWE", 404, "no report or imported row"),
        ("/dyads/JPN-JPN", 404, "twice"),
        ("/dyads/nothing", 404, "names one party"),
        ("/dyads/JPN-KOR?period=day", 400, "period"),
        ("/dyads/JPN-KOR?since=2020&until=2019", 400, "earlier day first"),
        ("/dyads/JPN-KOR?since=soon", 400, "no day"),
        ("/dyads/JPN-KOR?direction=CHN>USA", 400, "is none of"),
        ("/dyads/JPN-KOR?coder=nobody", 400, "coder"),
        ("/dyads/JPN-KOR?chart=pie", 400, "chart"),
        ("/dyads/JPN-KOR?flavour=1", 400, "parameter"),
        ("/dyads/JPN-KOR.svg?since=nine", 400, "no day"),
        ("/dyads/%3Cscript%3E-KOR", 404, "no state or body"),
    ],
)
def test_what_can_not_be_shown_is_told_with_its_status(desk: TestClient, at: str, status: int, words: str) -> None:
    found = desk.get(at)
    assert found.status_code == status and words in found.text
    assert "Traceback" not in found.text and "<script>-" not in found.text.lower()


@pytest.mark.parametrize("chart", ["relation", "forecast"])
def test_charts_stand_alone(desk: TestClient, chart: str) -> None:
    found = settled(desk, f"/dyads/JPN-KOR.svg?chart={chart}")
    assert found.headers["content-type"].startswith("image/svg+xml")
    assert found.text.startswith("<svg") and "<title" in found.text and "style=" not in found.text


@pytest.mark.parametrize("chart", ["relation", "forecast"])
def test_charts_are_dark_on_a_dark_screen_and_their_style_may_stand(desk: TestClient, chart: str) -> None:
    found = settled(desk, f"/dyads/JPN-KOR.svg?chart={chart}")
    (style,) = re.findall(r"<style>(.*?)</style>", found.text)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in found.headers["content-security-policy"]
    for what, colour in set(re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', found.text)):
        assert f'[{what}="{colour}"]' in style


def test_lines_below_a_line_are_a_list_in_it(desk: TestClient) -> None:
    text = settled(desk, "/dyads/JPN-KOR").text
    told = re.findall(r'<ul class="told">.*?</ul>\s*(?=</section>|<h3|<details|<p|<div|<figure)', text, re.DOTALL)
    assert told
    assert any(re.search(r"<li>[^<]*.*?<ul>\s*<li>", each, re.DOTALL) for each in told)
    assert 'class="sub"' not in text
    # A list holds items alone: none stands in a list without one around it.
    assert not re.search(r"</li>\s*<ul>|<ul[^>]*>\s*<ul", text)


def test_the_brief_is_a_file_to_save(desk: TestClient) -> None:
    for form, start in (("md", b"# "), ("html", b"<!doctype html>")):
        found = settled(desk, f"/dyads/JPN-KOR/brief.{form}")
        assert found.status_code == 200 and found.content.startswith(start)
        assert found.headers["content-disposition"] == f'attachment; filename="comity-JPN-KOR.{form}"'
    found = settled(desk, "/dyads/JPN-KOR/brief.pdf")
    if hasattr(presentation, "render_pdf"):
        assert found.status_code == 503 or found.content.startswith(b"%PDF")
    else:
        assert found.status_code == 503 and "take it as .html or .md" in found.text


def test_pledges_that_ask_for_attention_come_first(index: Index) -> None:
    found = pledges_of(dyad_view("JPN-KOR", {}), index)
    order = [row["status"] for row in found.rows]
    assert order == sorted(order, key=["due", "open", "broken", "withdrawn", "partly", "lapsed", "fulfilled"].index)
    assert found.total == sum(number for _, number in found.statuses)


def test_both_sides_of_an_issue_stand_beside_each_other(index: Index) -> None:
    found, count = issues_of(dyad_view("JPN-KOR", {}), index)
    assert count >= len(found) > 0 and found[0].one and found[0].other
    for each in found:
        assert all(row["issue"] == each.code and "JPN" in row["parties"].split("\t") for row in each.one)
        assert all(row["issue"] == each.code and "KOR" in row["parties"].split("\t") for row in each.other)


def test_outsiders_are_none_of_the_two(index: Index) -> None:
    found = others_of(dyad_view("JPN-KOR", {}), index)
    assert found and {each["code"] for each in found}.isdisjoint({"JPN", "KOR"})
    columns = index.columns("incidents")
    took = columns.alive & columns.own & columns.among("status", ("occurred", "ongoing"))
    for each in found:
        towards = columns.among("way", (f"{each['code']}>JPN", f"{each['code']}>KOR"))
        assert each["acts"] == sum(each["quads"].values()) == int((took & towards).sum())


def test_the_stamp_is_the_dyads_own(index: Index) -> None:
    assert stamp_of("JPN-KOR", index) == stamp_of("JPN-KOR", index)
    assert stamp_of("JPN-KOR", index) != stamp_of("CHN-IND", index)


def test_a_past_day_is_its_own_view(desk: TestClient) -> None:
    found = settled(desk, "/dyads/JPN-KOR?as_of=2019-12-31&by=published")
    assert found.status_code == 200 and "as of 31 December 2019" in found.text
    assert "2025" not in found.text.split("Newest incidents")[1].split("Take it along")[0]
