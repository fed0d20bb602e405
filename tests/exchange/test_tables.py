"""Rows of other coders in the tables of events and incidents, on the command line and in Python."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

import comity
from comity.errors import UsageError
from comity.presentation.cli import app
from tests.exchange.factory import imported, lay

TEXT = "Chile's foreign minister met the Peruvian foreign minister in Lima on Monday."


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, Any]]:
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("others")
    (folder / "story.json").write_text(
        json.dumps({"id": "wire-1", "text": TEXT, "published": "2024-03-06", "outlet": "Example Wire"})
    )
    comity.read(folder / "story.json", record=folder / "record")
    lay(folder / "record", [
        imported("2024-03-05", story="s1", actor_sector="MIL", actor_name="Navy (CHL)"),
        imported("2024-03-05", story="s2", actor_sector="MIL", actor_name="Navy (CHL)", source="Coast Daily"),
        imported("2024-02-01", direction="KEN>UGA", type="THREATEN", quad="verbal conflict", cameo="130",
                 intensity=-4.4, issues=["territory"], story=None),
        imported(None),
    ])  # fmt: skip
    lay(folder / "record", [imported("2024-03-07", coder="gdelt", batch="g1", direction="PER>CHL")])
    return str(folder / "record")


def test_without_coder_only_our_own_rows_are_shown_and_the_others_are_told(record: str) -> None:
    result = call("events", "--record", record, "--json")
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert row["coder"].startswith("comity-rules") and "licence" not in row
    told = result.stderr.strip().splitlines()
    assert told == [
        "the record also holds 1 imported row of gdelt and 4 imported rows of icews "
        "(comity events --coder all shows them)"
    ]
    assert len(rows("incidents", "--record", record)) == 1


def test_rows_of_one_coder_or_of_all_are_shown_with_their_licence(record: str) -> None:
    found = rows("events", "--record", record, "--coder", "icews")
    assert [row["date"]["start"] if row["date"] else None for row in found] == [
        "2024-02-01", "2024-03-05", "2024-03-05", None]  # fmt: skip
    assert {row["coder"] for row in found} == {"icews"} and found[0]["licence"].startswith("own terms")
    assert (found[1]["outlet"], found[1]["report"], found[1]["label"]) == ("Andean Wire", "s1", "Consult")
    assert found[1]["actors"] == [
        {"country": "CHL", "sector": "MIL", "id": None, "name": "Navy (CHL)", "text": "Navy (CHL)"}
    ]
    everything = rows("events", "--record", record, "--coder", "all")
    assert len(everything) == 6 and [set(row) for row in everything] == [set(everything[0])] * 6
    ours = next(row for row in everything if row["coder"].startswith("comity"))
    assert ours["licence"] is None and ours["evidence"]
    assert rows("events", "--record", record, "--coder", ours["coder"], "--type", "CONSULT")[0]["id"] == ours["id"]
    assert call("events", "--record", record, "--coder", "all", "--json").stderr == ""


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("--dyad CHL-PER", 4), ("--dyad CHL>PER", 3), ("--dyad PER>CHL", 1), ("--since 2024-03", 3),
        ("--until 2024-02", 1), ("--type threaten", 1), ("--status occurred", 5), ("--status planned", 0),
        ("--issue territory", 1),
        ("--actor KEN", 1), ("--actor CHL.MIL", 2), ("--actor navy", 2), ("--report s1", 1), ("--limit 2", 2),
        ("--limit 0", 0), ("--as-of 2025-12-31", 0), ("--as-of 2026-01-01", 5),
        ("--as-of 2024-03-06 --by published", 3),
    ],
)  # fmt: skip
def test_imported_rows_are_narrowed_as_our_own(record: str, words: str, count: int) -> None:
    assert len(rows("events", "--record", record, "--coder", "icews,gdelt", *words.split())) == count


def test_rows_without_a_date_are_counted_when_days_are_asked_for(record: str) -> None:
    result = call("events", "--record", record, "--coder", "icews", "--since", "2024", "--json")
    assert "1 events without a date left out" in result.stderr


def test_an_incident_is_one_act_however_many_rows_tell_it(record: str) -> None:
    found = rows("incidents", "--record", record, "--coder", "icews", "--dyad", "CHL-PER", "--since", "2024-03")
    assert [(len(row["events"]), row["reports"], row["outlets"], row["coder"]) for row in found] == [(2, 2, 2, "icews")]
    both = rows("incidents", "--record", record, "--coder", "all")
    assert [set(row) for row in both] == [set(both[0])] * len(both)
    assert any(row["coder"].startswith("comity-rules") for row in both)


@pytest.mark.parametrize("form", ["--csv", "--table"])
def test_the_other_forms_hold_the_same_rows(record: str, form: str) -> None:
    result = call("events", "--record", record, "--coder", "all", form)
    assert result.exit_code == 0 and "own terms" in " ".join(result.stdout.split())
    assert form != "--csv" or len(result.stdout.splitlines()) == 7


def test_a_coder_that_is_not_there_is_refused_with_those_that_are(record: str) -> None:
    for words in (("--coder", "icew"), ("--coder", "nobody"), ("--coder", ",")):
        result = call("events", "--record", record, *words)
        assert result.exit_code == 2 and "icews" in result.stderr, result.stderr
    assert call("pledges", "--record", record, "--coder", "icews").exit_code == 2


def test_the_python_twin_gives_the_same_rows(record: str) -> None:
    assert [row["id"] for row in comity.events(record=record, coder="all")] == [
        row["id"] for row in rows("events", "--record", record, "--coder", "all")
    ]
    with pytest.raises(UsageError):
        comity.events(record=record, coder="polecat")


def test_explain_tells_where_an_imported_row_comes_from_and_what_was_made_of_it(record: str) -> None:
    row = rows("events", "--record", record, "--coder", "icews", "--dyad", "KEN-UGA")[0]
    result = call("explain", row["id"], "--record", record)
    assert result.exit_code == 0, result.output
    told = result.stdout
    for words in ("imported from icews, layout release", "made-up.tab", "own terms", "10.7910/DVN/28075", "CAMEO 130",
                  "THREATEN", '"Foreign Ministry (KEN)" (actors) is KEN.GOV', "intensity -4.4"):  # fmt: skip
        assert words in told, told
    assert json.loads(call("explain", row["id"], "--record", record, "--json").stdout)["row"] == row
    (twin,) = comity.explain(row["id"], record=record)
    assert twin.id == row["id"]
    assert call("explain", "m-", "--record", record).exit_code == 2
    assert "no row of this id" in call("explain", "m-nothing", "--record", record).stderr
