"""`assessments`, `foresight` and `explain` show what became of expectations, as of the day asked."""

import json
from pathlib import Path

import pytest

import comity
from presentation.cli.conftest import call, rows

STORIES = (
    {
        "id": "wire-1",
        "published": "2024-11-12",
        "outlet": "Example Wire",
        "text": "Peru and Chile held talks on Monday. Peru and Chile are likely to sign an agreement on copper soon. "
        "Uruguay's president, Luis Lacalle Pou, could be replaced by Yamandú Orsi, officials in Chile said. "
        "Ties between Peru and Chile soured because Chile closed the border to Peruvian grapes.",
    },
    {
        "id": "post-1",
        "published": "2024-12-10",
        "outlet": "Example Post",
        "text": "Peru and Chile signed an agreement on copper in Arica on Monday.",
    },
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("settled")
    (folder / "stories.jsonl").write_text("".join(json.dumps(each) + "\n" for each in STORIES), encoding="utf-8")
    record = str(folder / "held")
    assert call("read", str(folder / "stories.jsonl"), "--record", record).exit_code == 0
    return record


def test_assessments_tell_what_became_of_them(held: str) -> None:
    found = {row["outcome"]["text"].split()[0]: row["settled"] for row in rows("assessments", "--record", held)}
    copper = found["Peru"]
    assert (copper["outcome"], copper["on"]) == ("came true", "2024-12-09")
    assert copper["matches"][0]["report"] == "post-1"
    assert found["Uruguay's"]["outcome"] == "open"
    assert found["Ties"] is None
    flat = call("assessments", "--csv", "--record", held).stdout.splitlines()[0]
    assert "settled,settled_on,settled_why" in flat


def test_they_are_settled_as_of_a_day(held: str) -> None:
    then = rows("assessments", "--record", held, "--as-of", "2024-11-30", "--by", "published", "--status", "open")
    assert len(then) == 2
    later = ("--record", held, "--as-of", "2025-04-01", "--by", "published", "--status", "came true")
    assert {row["settled"]["on"] for row in rows("assessments", *later)} == {"2024-12-09", "2025-03-01"}


def test_a_filter_hides_rows_but_no_news(held: str) -> None:
    (row,) = rows("assessments", "--record", held, "--report", "wire-1", "--dyad", "CHL-PER", "--status", "came true")
    assert row["settled"]["matches"][0]["report"] == "post-1"


def test_who_expects_well(held: str) -> None:
    found = {row["source"]: row for row in rows("foresight", "--record", held)}
    author = found["Example Wire"]
    assert (author["made"], author["came_true"], author["share"], author["affiliation"]) == (1, 1, 1.0, "Example Wire")
    shown = call("foresight", "--table", "--record", held).stdout
    assert "1 of 1, 100% (27 to 100%)" in shown
    assert "sources" in shown
    assert comity.foresight(record=held, type="conditional") == ()
    assert call("foresight", "--csv", "--type", "conditional", "--record", held).stdout.startswith("source,kind,")


def test_explain_shows_what_settled_an_assessment(held: str) -> None:
    (row,) = rows("assessments", "--record", held, "--status", "came true")
    shown = call("explain", row["id"], "--record", held).stdout
    assert "settled     came true on 2024-12-09" in shown
    assert "| Peru and Chile signed an agreement on copper in Arica on Monday." in shown


def test_a_table_without_a_status_says_which_have_one(held: str, tmp_path: Path) -> None:
    result = call("foresight", "--status", "open", "--record", held)
    assert result.exit_code == 2
    assert "assessments" in result.stderr
