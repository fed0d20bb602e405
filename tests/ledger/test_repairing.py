"""`check --repair`: the placements held against the log; the first row that differs is told, and all is mended."""

import re
from pathlib import Path
from typing import Any

import pytest

from comity.errors import RecordDamaged
from comity.ledger import disagreements, keep, kept_incidents, mend, placements
from comity.record import Record, open_record
from tests.record.factory import coding, event, report

AT, LATER = "2024-03-05T08:00:00Z", "2024-03-09T08:00:00Z"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = open_record(tmp_path / "record", create=True)
    made.append(
        [coding("r1"), coding("r2"), coding(report("r3"), events=(event("e-r3", mode=None),))], read_at=AT, run="x"
    )
    keep(made)
    return made


def ids(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.id, each.events) for each in kept_incidents(record, record.codings())]


def spoil(record: Record, change: Any) -> None:
    """Write the placements anew with some rows changed, past the front door."""
    import pyarrow as pa
    from deltalake import DeltaTable, write_deltalake

    table = DeltaTable(record.path / "placements").to_pyarrow_table()
    rows = sorted(table.to_pylist(), key=lambda row: row["number"])
    changed = pa.Table.from_pylist(change(rows), schema=table.schema)
    write_deltalake(record.path / "placements", changed, mode="overwrite")


def test_what_is_as_the_log_gives_it_is_left_alone(record: Record) -> None:
    version = placements.table(record.path).opened().version
    assert mend(record, at=LATER) == ("placements: every row is as the log gives it", 0)
    assert placements.table(record.path).opened().version == version


def test_an_empty_record_has_nothing_to_place(tmp_path: Path) -> None:
    told, moved = mend(open_record(tmp_path / "empty", create=True), at=LATER)
    assert ("nothing to place" in told, moved) == (True, 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: rows[1:], "e-r1 at 0 of the log of report r1 is in no incident"),
        (lambda rows: [*rows, rows[1] | {"number": 99}], "e-r2 at 1 of the log of report r2 is placed 2 times"),
        (lambda rows: [rows[0], rows[1] | {"incident": "i-elsewhere"}, rows[2]], "e-r2 .* lies in i-elsewhere"),
        (lambda rows: [rows[0] | {"event": rows[1]["event"]}, *rows[1:]], "e-r1 .*|e-r2 .*placed 2 times"),
        (lambda rows: [*rows, rows[0] | {"sequence": 1, "event_id": "e-x", "number": 9}], "e-r1 at 1 .*not hold it"),
        (lambda rows: [rows[0] | {"outlet": "Another"}, *rows[1:]], "e-r1 .*another outlet than the log"),
    ],
)
def test_the_first_row_that_differs_is_told_and_all_is_mended(record: Record, change: Any, told: str) -> None:
    before = ids(record)
    spoil(record, change)
    sentence, _ = mend(record, at=LATER)
    assert re.search(told, sentence), sentence
    assert list(disagreements(record)) == []
    assert [events for _, events in ids(record)] == [events for _, events in before]
    assert mend(record, at=LATER)[0] == "placements: every row is as the log gives it"


def test_a_table_that_cannot_be_read_is_set_aside(record: Record) -> None:
    before = ids(record)
    for file in (record.path / "placements").glob("*.parquet"):
        file.write_bytes(b"no table")
    with pytest.raises(RecordDamaged):
        ids(record)
    sentence, placed = mend(record, at=LATER)
    assert "set aside as placements.damaged-1 and made anew" in sentence
    assert placed == 3
    assert (record.path / "placements.damaged-1").is_dir()
    assert ids(record) == before
