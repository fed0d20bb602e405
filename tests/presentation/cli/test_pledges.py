"""`comity pledges` shows the ledger, as of a day, and `comity explain` how a promise fared."""

import json
from pathlib import Path

import pytest

import comity
from comity.ledger import incidents, pledges
from presentation.cli.conftest import call, rows

STORIES = (
    ("2024-05-02", "The defence ministers of Peru and Brazil will meet in Lima on June 20."),
    ("2024-05-03", "Kenya and Tanzania agreed to set up a joint task force on smuggling."),
    ("2024-06-21", "The defence ministers of Peru and Brazil met in Lima on Thursday."),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("kept")
    path = folder / "stories.jsonl"
    lines = (
        json.dumps({"id": f"s{n}", "text": text, "published": day, "outlet": f"Wire {n}"})
        for n, (day, text) in enumerate(STORIES)
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    comity.read(path, record=folder / "record")
    return str(folder / "record")


def test_a_row_is_an_entry_with_its_history_matches_and_source(kept: str) -> None:
    (row,) = rows("pledges", "--status", "fulfilled", "--record", kept)
    assert [change["status"] for change in row["history"]] == ["open", "fulfilled"]
    assert row["matches"][0]["row"] == row["history"][1]["match"]
    assert (row["report"], row["outlet"], row["reports"]) == ("s0", "Wire 0", 1)


def test_as_of_gives_the_status_of_that_day(kept: str) -> None:
    def status(day: str) -> str:
        (row,) = rows("pledges", "--dyad", "BRA-PER", "--as-of", day, "--by", "published", "--record", kept)
        return str(row["status"])

    assert [status(day) for day in ("2024-06-19", "2024-06-20", "2024-06-21")] == ["open", "open", "fulfilled"]


def test_filters_never_change_a_status(kept: str) -> None:
    every = {row["id"]: row["status"] for row in rows("pledges", "--record", kept)}
    for words in (("--dyad", "BRA-PER"), ("--report", "s0"), ("--actor", "PER"), ("--since", "2024-05")):
        assert {row["id"]: row["status"] for row in rows("pledges", *words, "--record", kept)}.items() <= every.items()


def test_the_table_and_the_function_are_twins(kept: str) -> None:
    found = tuple(comity.codings(record=kept))
    ledger = pledges(found, incidents(found), today=None)
    assert [row["id"] for row in comity.pledges(record=kept)] == [entry.id for entry in ledger]


def test_explain_tells_how_a_promise_fared(kept: str) -> None:
    (row,) = rows("pledges", "--status", "fulfilled", "--record", kept)
    told = call("explain", row["id"], "--record", kept).stdout
    assert "history     2024-06-20  fulfilled" in told
    assert row["matches"][0]["row"] in told


def test_flat_cells_hold_history_and_matches(kept: str, tmp_path: Path) -> None:
    lines = call("pledges", "--status", "fulfilled", "--csv", "--record", kept).stdout.splitlines()
    assert "2024-06-20 fulfilled" in lines[1]
    assert "keeps" in lines[1]
