"""Network, map, issues, method, codebook, API, SQL, health: what they show, and what they refuse."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from fastapi.testclient import TestClient

from comity import codebook
from comity.presentation.filters import Filters
from comity.presentation.index import (
    TABLES,
    Index,
    Wanted,
    index_path,
    public_columns,
    sql_of,
    taking_part,
    tally,
    ties,
)
from comity.presentation.web import querying
from comity.presentation.web.codes import kinds
from comity.presentation.web.describing import places
from comity.presentation.web.marked import PAGES, html, slug
from comity.presentation.web.schema import schema

LARGEST = 150_000
EVERY = (
    "/network", "/map", "/issues", "/issues/history", "/method", "/codebook", "/api", "/sql", "/health",
    "/map?role=by&quad=verbal+conflict", "/network?state=KOR&period=2015", "/network?dyad=JPN-KOR&status=all",
    "/map?dyad=JPN-KOR&zoom=1", "/sql?view=/incidents", "/network?period=1203",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(record: Path, desk: TestClient) -> Index:
    return Index(index_path(record))


@pytest.mark.parametrize("at", EVERY)
def test_a_page_is_whole(at: str, desk: TestClient) -> None:
    found = desk.get(at)
    assert found.status_code == 200
    assert len(found.content) <= LARGEST
    levels = [int(each) for each in re.findall(r"<h([1-6])[ >]", found.text)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "style=" not in re.sub(r"<svg.*?</svg>", "", found.text, flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', re.sub(r"<svg.*?</svg>", "", found.text, flags=re.DOTALL))
    assert len(ids) == len(set(ids))


# The network and the map.


def test_ties_are_the_incidents_that_happened(desk: TestClient, index: Index) -> None:
    found = desk.get("/network.json?dyad=JPN>KOR").json()
    columns = index.columns("incidents")
    happened = columns.among("status", ("occurred", "ongoing"))
    expected = int((index.fitting("incidents", Wanted(Filters(dyad="JPN>KOR"))) & happened).sum())
    assert found["acts"] == expected == sum(row["count"] for row in found["rows"])
    assert {(row["actor"], row["recipient"]) for row in found["rows"]} == {("JPN", "KOR")}
    assert desk.get("/network.json?dyad=JPN>KOR&status=all").json()["acts"] >= expected


def test_plans_are_left_out_and_it_is_said(desk: TestClient) -> None:
    assert "Plans, demands, conditions and denials are left out" in desk.get("/network").text
    assert "planned" in desk.get("/network.json?status=planned").json()["said"]


def test_the_twin_forms_agree(desk: TestClient) -> None:
    for at in ("/network", "/map"):
        rows = desk.get(f"{at}.json").json()["rows"]
        told = list(csv.DictReader(io.StringIO(desk.get(f"{at}.csv").text)))
        assert len(rows) == len(told) > 0
        assert list(rows[0]) == list(told[0])
        svg = desk.get(f"{at}.svg")
        assert svg.headers["content-type"] == "image/svg+xml"
        assert ElementTree.fromstring(svg.text).tag.endswith("svg")


def test_a_zero_is_not_what_was_never_observed(desk: TestClient) -> None:
    rows = {row["code"]: row for row in desk.get("/map.json?dyad=JPN-KOR").json()["rows"] if row["kind"] == "state"}
    assert rows["JPN"]["value"] > 0
    others = [row for code, row in rows.items() if code not in ("JPN", "KOR")]
    assert 0 in {row["value"] for row in others}
    # A state that the record never names has no row.
    assert len(rows) < len(codebook.states())
    assert "nothing was observed" in desk.get("/map?period=1203").text


def test_counts_of_states_count_a_row_once(index: Index) -> None:
    columns = index.columns("incidents")
    either = taking_part(columns, columns.alive, "either")
    for state in ("JPN", "KOR"):
        mask = columns.holding("way", lambda way, state=state: state in way.split(">"))
        assert either[state] == int((mask & columns.alive).sum())
    both = {(one, other, quad): count for one, other, quad, count in ties(columns, columns.alive)}
    told = {(*str(way).split(">"), quad): count for (way, quad), count in tally(columns, columns.alive, "way", "quad")}
    assert all(told[key] == count for key, count in both.items() if key[0] != key[1])
    assert tally(columns, np.zeros(len(columns.ids), bool), "way", "quad") == []


@pytest.mark.parametrize(
    "asked",
    ["dyad=JPN", "state=QQQ", "quad=love", "period=2019&since=2018", "since=soon", "width=9", "nonsense=1",
     "status=perhaps", "role=by", "by=heart", "type=HUG"],
)  # fmt: skip
def test_a_network_refuses_what_cant_be_meant(asked: str, desk: TestClient) -> None:
    for form in ("", ".json"):
        found = desk.get(f"/network{form}?{asked}")
        assert found.status_code == 400
        assert "Traceback" not in found.text


# SQL.

ASKED = (
    {}, {"dyad": "JPN-KOR"}, {"dyad": "JPN>KOR"}, {"since": "2019"}, {"until": "2000-06"},
    {"since": "2015", "until": "2015-12", "dyad": "JPN-KOR"}, {"actor": "KOR"}, {"actor": "moon"}, {"actor": "lee"},
    {"actor": "a_b%"}, {"actor": "é"}, {"issue": "trade"}, {"issue": "history"}, {"status": "planned"},
    {"status": "open"}, {"type": "CONSULT"}, {"type": "promise"}, {"coder": "all"}, {"coder": "chronicle"},
)  # fmt: skip
BESIDE = (
    {"q": "summit"}, {"q": "tariff on"}, {"q": "'; --"}, {"quad": "verbal conflict"}, {"country": "KOR"},
    {"told_by": "1"}, {"outlet": "O'Neil's \"Daily\""}, {"place": "Seoul"}, {"direction": "worsens"},
    {"language": "en"},
)  # fmt: skip


def _same(index: Index, table: str, wanted: Wanted, *, earliest: bool = False) -> None:
    expected = index.numbers(table, wanted, earliest=earliest)
    sql = sql_of(index, table, wanted, earliest=earliest).sql
    found = index.ask(sql.replace("SELECT id,", "SELECT row, id,", 1))
    assert [row["row"] for row in found] == expected


@pytest.mark.parametrize("table", TABLES)
def test_a_view_as_sql_has_the_rows_of_the_page(table: str, index: Index) -> None:
    from comity.errors import UsageError

    compared = 0
    for given in ASKED:
        wanted = Wanted(Filters(**given))
        try:
            index.numbers(table, wanted)
        except UsageError:
            with pytest.raises(UsageError):
                sql_of(index, table, wanted)
            continue
        _same(index, table, wanted)
        compared += 1
    for beside in BESIDE:
        _same(index, table, Wanted(**beside))
    _same(index, table, Wanted(), earliest=True)
    assert compared >= 8
    first = sql_of(index, table, Wanted(), first=3, count=5).sql
    assert len(index.ask(first)) <= 5


@pytest.mark.parametrize("table", ["events", "pledges"])
def test_a_report_by_its_beginning(table: str, index: Index) -> None:
    report = index.ask(f"SELECT report FROM {table} WHERE report IS NOT NULL AND origin = 'own' LIMIT 1")[0]["report"]
    _same(index, table, Wanted(Filters(report=report[:8])))


def test_the_page_of_a_view_as_sql_runs(desk: TestClient) -> None:
    total = desk.get("/incidents.json?dyad=JPN-KOR&q=summit").json()["count"]
    found = desk.get("/sql.json", params={"view": "/incidents?dyad=JPN-KOR&q=summit"}).json()
    assert found["count"] == min(total, querying.MOST_ROWS) and found["more"] == (total > querying.MOST_ROWS)
    assert all("json" not in row for row in desk.get("/sql.json?sql=SELECT * FROM events LIMIT 2").json()["rows"])


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE events", "SELECT 1; DELETE FROM events", "PRAGMA user_version", "ATTACH 'x' AS y", 
        "EXPLAIN SELECT 1",
        "WITH x AS (SELECT 1) INSERT INTO meta VALUES (1, 2)", "SELECT * FROM codings", "SELECT value FROM meta",
        "SELECT name FROM sqlite_master", "SELECT * FROM pragma_database_list", "SELECT randomblob(9)",
        "SELECT zeroblob(999999)", "SELECT printf('%9999999d', 1)", "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT value FROM json_each('[1]')", "SELECT sqlite_version()", "nonsense", "SELECT nothing FROM events",
        "SELECT " + "(" * 500 + "1" + ")" * 500, " UNION ".join(["SELECT 1"] * 60), "SELECT 1 --\0",
        "WITH RECURSIVE t(x) AS (SELECT 'aaaaaaaaaa' UNION ALL SELECT x || x FROM t) SELECT max(length(x)) FROM t",
    ],
)  # fmt: skip
def test_sql_reads_what_is_public_and_nothing_else(sql: str, desk: TestClient) -> None:
    found = desk.get("/sql.json", params={"sql": sql})
    assert found.status_code == 400
    assert "index.sqlite" not in found.text and "Traceback" not in found.text and "/tmp" not in found.text
    assert desk.get("/sql", params={"sql": sql}).status_code == 400


def test_sql_that_never_ends_is_ended(desk: TestClient) -> None:
    sql = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT count(*) FROM t"
    found = desk.get("/sql.json", params={"sql": sql})
    assert found.status_code == 400 and "seconds" in found.json()["error"]


def test_sql_gives_at_most_so_many_rows(desk: TestClient) -> None:
    sql = "SELECT a.id FROM events AS a, events AS b"
    found = desk.get("/sql.json", params={"sql": sql}).json()
    assert found["count"] == querying.MOST_ROWS and found["more"]
    given = desk.get("/sql.csv", params={"sql": "SELECT '=1+1' AS x, NULL AS y"})
    assert given.text == "x,y\n'=1+1,\n"
    assert "and more that are not shown" in desk.get("/sql", params={"sql": sql}).text


def test_words_of_a_report_stay_words(desk: TestClient) -> None:
    found = desk.get("/sql", params={"sql": "SELECT '<script>alert(1)</script>' AS \"<b>\""})
    assert "<script>alert" not in found.text and "<b>" not in found.text


def test_every_column_that_can_be_asked_is_explained() -> None:
    told = {table: dict(columns) for table, _, columns in schema()}
    for table, names in public_columns().items():
        for name in names:
            assert len(told[table][name]) > 5, (table, name)


def test_the_examples_of_the_page_run(desk: TestClient) -> None:
    from comity.presentation.web.pages.asking import EXAMPLES

    for _, sql in EXAMPLES:
        assert desk.get("/sql.json", params={"sql": sql}).status_code == 200


# Issues, codebook, method, API, health.


def test_an_issue_has_both_positions(desk: TestClient) -> None:
    tree = desk.get("/issues.json").json()
    assert tree["count"] == len(codebook.issues())
    told = max((row for row in tree["rows"] if row["parent"]), key=lambda row: row["whole"]["positions"])
    found = desk.get(f"/issues/{told['code']}.json").json()
    assert found["counts"]["positions"] == told["whole"]["positions"] > 0
    assert sum(each["count"] for each in found["stances"]) >= found["counts"]["positions"]
    assert "Both positions" in desk.get(f"/issues/{told['code']}").text
    assert desk.get("/issues/nonsense").status_code == 404
    assert desk.get("/issues/history?dyad=XXX").status_code == 400


def test_every_code_has_its_place(desk: TestClient) -> None:
    text = desk.get("/codebook").text
    anchors = set(re.findall(r'<dt id="([^"]+)"', text))
    wanted = {*codebook.event_types(), *codebook.issues(), *codebook.states(), *codebook.organisations(),
              *codebook.cameo_codes(), "occurred", "GOV"}  # fmt: skip
    assert wanted <= anchors
    assert desk.get("/codebook.json").json()["count"] == sum(len(kind.codes) for kind in kinds())
    assert {row["code"] for row in desk.get("/codebook.json?q=lima").json()["rows"]} >= {"PER"}
    assert "No code has these words" in desk.get("/codebook?q=zzzz").text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_method_is_shown(name: str, desk: TestClient) -> None:
    found = desk.get(f"/method/{slug(name)}")
    assert found.status_code == 200 and len(found.content) <= LARGEST
    for to in re.findall(r'href="(/method/[^"#]+)', str(html(name))):
        assert desk.get(to).status_code == 200
    assert not re.search(r'href="[^"]*\.md', found.text)


def test_the_method_says_what_the_record_rests_on(desk: TestClient, index: Index) -> None:
    told = desk.get("/method.json").json()
    assert told["reports"] == index.columns("reports").count
    assert {each["coder"] for each in told["coders"]} >= {"chronicle"}
    assert desk.get("/method/nonsense").status_code == 404


def test_lines_for_programs_fetch_the_view(desk: TestClient) -> None:
    found = desk.get("/api", params={"view": "/events?dyad=JPN>KOR&since=2019"}).text
    (line,) = re.findall(r"curl -sS &#39;http://testserver([^ ]+)&#39;", found)
    assert line == "/events.csv?dyad=JPN&gt;KOR&amp;since=2019"
    assert "comity.events(record=" in found
    assert desk.get("/api", params={"view": "/network?quad=verbal conflict"}).status_code == 200
    assert desk.get("/api", params={"view": "/nothing"}).status_code == 404
    for other in ("//elsewhere.example", "https://elsewhere.example/events", "/\\elsewhere", "events", "/a\nb"):
        assert desk.get("/api", params={"view": other}).status_code == 400
        assert desk.get("/sql", params={"view": other}).status_code == 400


def test_every_address_is_described(desk: TestClient) -> None:
    for place in places(desk.app):  # type: ignore[arg-type]
        assert len(place.summary) > 10, place
        assert all(about or where for _, about, where in place.parameters), place


def test_health_and_metrics(desk: TestClient, index: Index) -> None:
    for _ in range(40):
        told = desk.get("/health.json").json()
        if told["index"]["behind"] is not None:
            break
    assert told["ok"] and told["index"]["behind"] == 0
    assert told["record"]["reports"] == index.columns("reports").count
    found = desk.get("/metrics")
    assert found.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in found.text.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+', line), line
    assert "comity_desk_up 1" in found.text
    assert found.headers["cache-control"] == "no-store"
