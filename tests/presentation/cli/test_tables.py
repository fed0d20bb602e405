"""The tables of the record: filters, forms, and words that are not known."""

import csv
import io
import json
from pathlib import Path

import pytest
from pyarrow import parquet

import comity
from comity.presentation.views import TABLES
from presentation.cli.conftest import call, rows


@pytest.mark.parametrize("table", TABLES)
def test_every_table_comes_in_every_form(table: str, record: str, tmp_path: Path) -> None:
    found = rows(table, "--record", record)
    lines = list(csv.DictReader(io.StringIO(call(table, "--csv", "--record", record).stdout)))
    key = "source" if table == "foresight" else "id"
    assert [line[key] for line in lines] == [row[key] for row in found]
    assert call(table, "--table", "--record", record).exit_code == 0
    target = tmp_path / "table.parquet"
    assert call(table, "--parquet", str(target), "--record", record).exit_code == 0
    assert parquet.read_table(target).num_rows == len(found)


def test_events_carry_their_evidence_and_source(record: str) -> None:
    (sanction,) = rows("events", "--type", "sanction", "--status", "occurred", "--record", record)
    assert sanction["evidence"][0]["text"].startswith("Chile imposed")
    assert (sanction["report"], sanction["outlet"], sanction["published"]) == (
        "wire-1",
        "Example Wire",
        "2024-03-04",
    )


def test_a_dyad_may_be_written_in_any_way(record: str) -> None:
    plain = rows("events", "--dyad", "CHL-PER", "--record", record)
    assert plain
    for written in ("per-chl", "Peru-Chile", "PER-CHL"):
        assert rows("events", "--dyad", written, "--record", record) == plain
    assert all(row["type"] != "CONSULT" or row["status"] != "planned" for row in plain)


def test_a_direction_keeps_who_acts(record: str) -> None:
    sanctions = rows("events", "--dyad", "CHL>PER", "--type", "SANCTION", "--record", record)
    assert [row["actors"][0]["country"] for row in sanctions] == ["CHL"]
    assert rows("events", "--dyad", "PER>CHL", "--type", "SANCTION", "--status", "occurred", "--record", record) == []


def test_days_months_and_years_bound_the_dates(record: str) -> None:
    every = rows("events", "--since", "2024", "--until", "2024", "--record", record)
    early = rows("events", "--until", "2024-03-02", "--record", record)
    late = rows("events", "--since", "2024-04", "--record", record)
    assert {row["id"] for row in early}.isdisjoint(row["id"] for row in late)
    assert {row["id"] for row in [*early, *late]} == {row["id"] for row in every}
    assert all(row["date"]["start"] <= "2024-03-02" for row in early)


def test_undated_rows_left_out_are_counted(record: str) -> None:
    undated = [row for row in rows("events", "--record", record) if row["date"] is None]
    assert undated
    told = call("events", "--since", "2024", "--record", record).stderr
    assert told == f"{len(undated)} events without a date left out by --since or --until\n"


def test_two_reports_of_one_meeting_are_one_incident(record: str) -> None:
    meetings = rows("incidents", "--type", "CONSULT", "--status", "occurred", "--record", record)
    assert [(row["reports"], row["outlets"]) for row in meetings] == [(2, 2)]


def test_the_other_filters(record: str) -> None:
    assert {row["report"] for row in rows("events", "--report", "post", "--record", record)} == {"post-1"}
    assert len(rows("events", "--limit", "1", "--record", record)) == 1
    assert {row["id"] for row in rows("actors", "--actor", "BOL", "--record", record)} >= {"state:BOL"}
    for row in rows("events", "--actor", "Bolivia", "--record", record):
        assert "BOL" in {ref["country"] for ref in row["actors"] + row["recipients"]}
    trade = rows("events", "--issue", "trade", "--record", record)
    assert {row["id"] for row in rows("events", "--issue", "tariffs", "--record", record)} <= {
        row["id"] for row in trade
    }


def test_the_record_as_of_a_day(record: str) -> None:
    words = ("reports", "--by", "published", "--record", record)
    assert [row["id"] for row in rows(*words, "--as-of", "2024-03-04")] == ["wire-1"]
    assert len(rows(*words, "--as-of", "2024-03-05")) == 2
    assert rows("reports", "--as-of", "2020-01-01", "--record", record) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("events", "--dyad", "CHL-PRE"), "PER"),
        (("events", "--dyad", "CHL"), "two codes"),
        (("events", "--dyad", "CHL-CHL"), "twice"),
        (("events", "--type", "CONSULTS"), "CONSULT"),
        (("events", "--status", "ocurred"), "occurred"),
        (("events", "--issue", "tarifs"), "tariffs"),
        (("statements", "--status", "occurred"), "incidents"),
        (("pledges", "--status", "fulfiled"), "fulfilled"),
        (("assessments", "--status", "true"), "came true"),
        (("pledges", "--type", "promises"), "promise"),
        (("events", "--since", "March"), "2025-07"),
        (("events", "--report", "wire-2"), "wire-1"),
        (("events", "--by", "hearsay"), "published"),
        (("events", "--json", "--csv"), "choose one"),
    ],
)
def test_an_unknown_word_names_the_nearest(words: tuple[str, ...], told: str, record: str) -> None:
    result = call(*words, "--record", record)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.startswith("comity: ")
    assert len(result.stderr.splitlines()) == 1


def test_no_record_is_its_own_status() -> None:
    result = call("events")
    assert result.exit_code == 4
    assert "comity read" in result.stderr


def test_functions_give_the_same_rows(record: str) -> None:
    twin = comity.events(record=record, dyad="CHL-PER", type="CONSULT")
    assert json.loads(json.dumps(twin)) == rows("events", "--dyad", "CHL-PER", "--type", "CONSULT", "--record", record)
    with pytest.raises(comity.ComityError, match="did you mean dyad"):
        comity.events(record=record, dyads="CHL-PER")


def test_an_unwritable_parquet_file_is_told(record: str) -> None:
    result = call("events", "--parquet", "no/such/folder.parquet", "--record", record)
    assert result.exit_code == 4
    assert "can't be written" in result.stderr
