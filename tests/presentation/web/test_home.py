"""Where a reader begins: what moved, what is new, what falls due, what was read; and the search."""

from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from comity import api
from comity.presentation.index import Index, index_path
from comity.presentation.web.dyad_counts import MONTHS, dyad_counts, last_day, moved
from comity.presentation.web.dyad_parts import falling_due
from comity.presentation.web.searching import search, states_in
from comity.presentation.web.sparks import spark

from .helpers import settled, sound


@pytest.fixture(scope="module")
def index(record: Path, desk: TestClient) -> Index:
    return Index(index_path(record))


def test_home_has_its_five_parts(desk: TestClient) -> None:
    found = settled(desk, "/")
    assert found.status_code == 200
    sound(found.text)
    for words in ("Dyads that changed most", "Newest incidents", "Pledges falling due", "Read last", 'name="q"'):
        assert words in found.text
    assert "By the measured level" in found.text and "A year before" in found.text
    assert 'class="spark"' in found.text


def test_home_tells_the_standings_of_the_command(desk: TestClient, record: Path) -> None:
    settled(desk, "/")
    told = desk.get("/home.json").json()
    first = api.relations(record=record, least=30)[0]
    assert told["dyads"][0]["dyad"] == first.dyad and told["dyads"][0]["change"] == first.change
    assert told["incidents"] and told["reports"] and told["day"] == "2025-10-22"


def test_changes_are_weighed_where_nothing_was_imported(index: Index) -> None:
    found = moved(index)
    assert found and all(len(each.spark) == MONTHS for each in found)
    assert [abs(each.change) for each in found] == sorted((abs(each.change) for each in found), reverse=True)
    # The record's last month is that of its newest report.
    assert last_day(index) == "2025-10-22"
    first = found[0]
    assert first.recent == pytest.approx(np.mean([value or 0.0 for value in first.spark[-3:]]))


def test_every_dyad_is_counted_as_its_table_counts_it(index: Index, record: Path) -> None:
    for each in dyad_counts(index)[:6]:
        assert each.incidents == len(api.table("incidents", record=record, dyad=each.dyad).rows)
        told = api.table("incidents", record=record, dyad=each.dyad, coder="all").rows
        took = [row["date"] for row in told if row["status"] in ("occurred", "ongoing") and row["date"]]
        assert each.last == max((date["start"][:10] for date in took if date["start"]), default=None)
        assert each.reports == sum(each.dyad in row["dyads"] for row in api.table("reports", record=record).rows)


def test_pledges_ahead_come_before_those_that_passed(index: Index) -> None:
    found = falling_due(index, "2025-08-01", most=5)
    days = [row["due_end"] for row in found]
    ahead = [day for day in days if day >= "2025-08-01"]
    assert ahead == sorted(ahead) and days[: len(ahead)] == ahead
    assert all(row["status"] in ("open", "due") for row in found)


def test_a_spark_tells_none_from_not_covered() -> None:
    drawn = spark((None, 0.0, 2.0, -4.0))
    assert drawn.gap == "M2 12h1" and drawn.none == "M6 12h3"
    assert drawn.up == "M12 12v-6" and drawn.down == "M17 12v11"


@pytest.mark.parametrize(
    ("text", "states", "rest"),
    [
        ("Japan Korea", ["JPN", "KOR"], []),
        ("CHL-PER", ["CHL", "PER"], []),
        ("Chile and Peru copper", ["CHL", "PER"], ["copper"]),
        ("Guinea-Bissau, Senegal", ["GNB", "SEN"], []),
        ("chilean", ["CHL"], []),
        ("per chl", ["PER", "CHL"], []),
        ("what can follow", [], ["what", "follow", "can"]),
        ("war shrine", [], ["war", "shrine"]),
    ],
)
def test_states_are_found_in_what_a_reader_types(text: str, states: list[str], rest: list[str]) -> None:
    assert states_in(text) == (states, rest)


def test_a_search_answers_a_dyad_first(desk: TestClient) -> None:
    found = desk.get("/search", params={"q": "Japan Korea"})
    assert found.status_code == 200 and 'href="/dyads/JPN-KOR"' in found.text
    sound(found.text)
    rows = desk.get("/search.json", params={"q": "japan korea"}).json()["rows"]
    assert rows[0] == {"group": "dyad", "words": "Japan and South Korea", "id": "JPN-KOR",
                       "address": "/dyads/JPN-KOR", "aside": rows[0]["aside"]}  # fmt: skip


def test_a_search_answers_every_kind(index: Index) -> None:
    incident = index.rows("incidents", [int(index.columns("incidents").ids[0])])[0]["id"]
    by_id = search(index, incident[:8]).groups
    assert by_id[0].kind == "id" and any(hit.id == incident for hit in by_id[0].hits)
    kinds = {group.kind for group in search(index, "seafood").groups}
    assert {"issue", "incidents"} <= kinds
    assert any(group.kind == "actors" for group in search(index, "Ishiba").groups)
    assert any(group.kind == "state" for group in search(index, "India").groups)


def test_what_is_not_there_is_said_with_a_near_name(desk: TestClient) -> None:
    found = desk.get("/search", params={"q": "Mongolai"})
    assert "Nothing of the record has these words" in found.text and "Mongolia" in found.text


@pytest.mark.parametrize(
    "text", ['"', "*", "a OR", "NEAR(", "<script>alert(1)</script>", "'; DROP TABLE", "\x00x", "ß" * 99]
)
def test_no_search_breaks_the_page(desk: TestClient, text: str) -> None:
    found = desk.get("/search", params={"q": text})
    assert found.status_code == 200 and "<script>alert" not in found.text


def test_bad_searches_are_refused_in_words(desk: TestClient) -> None:
    assert desk.get("/search", params={"q": "x" * 201}).status_code == 400
    assert desk.get("/search", params={"queer": "x"}).status_code == 400
