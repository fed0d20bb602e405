"""Compaction and vacuum beside readers: rows stay, earlier versions stay for as long as asked, no scan breaks."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import comity
from comity.record import Record, check, compact, open_record, own_tables
from comity.record.tables import retain

from .factory import coding

AT = "2024-03-05T08:00:00Z"
ROOT = Path(comity.__path__[0]).parent
READER = """
import sys, time
from comity.record import open_record, own_tables
log = own_tables(open_record(sys.argv[1], create=False).path)[0]
found = []
for (id,) in log.opened().scan(["report_id"], by=1):
    found.append(id)
    if len(found) == 1:
        print("began", flush=True)
        sys.stdin.readline()
whole = [each.report.id for each in open_record(sys.argv[1], create=False).codings()]
print(len(set(found)), len(found), len(whole), flush=True)
"""


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = open_record(tmp_path / "record", create=True)
    for number in range(6):
        made.append([coding(f"r{number}")], read_at=AT, run="one")
    return made


def files(record: Record) -> int:
    return len(list((record.path / "codings").glob("*.parquet")))


def test_compaction_joins_files_and_keeps_rows_and_the_old_files(record: Record) -> None:
    before = list(record.codings())
    (done, *_) = (compact(each, keep_days=2) for each in own_tables(record.path) if each.exists())
    assert done is not None
    assert (done.table, done.files_before, done.files_after, done.rows, done.removed) == ("codings", 6, 1, 6, 0)
    assert list(record.codings()) == before
    assert files(record) == 7
    assert check(record.path) == ()


def test_an_earlier_version_can_be_read_for_as_long_as_asked(record: Record) -> None:
    from deltalake import DeltaTable

    compact(own_tables(record.path)[0], keep_days=2)
    log = DeltaTable(record.path / "codings")
    assert log.metadata().configuration["delta.deletedFileRetentionDuration"] == "interval 48 hours"
    assert DeltaTable(record.path / "codings", version=3).to_pyarrow_table().num_rows == 3


def test_files_are_removed_when_their_time_is_over(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    compact(own_tables(record.path)[0], keep_days=1)
    opened = own_tables(record.path)[0].opened()
    assert len(opened.delta.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=True, full=True)) == 6
    # However short a time is asked for, files that a reader may be in the middle of stay.
    assert compact(own_tables(record.path)[0], keep_days=0).removed == 0  # type: ignore[union-attr]
    assert files(record) == 7


def test_what_a_killed_writer_left_is_removed_in_time_and_not_before(record: Record) -> None:
    left = record.path / "codings" / "part-00000-left-by-a-killed-writer.parquet"
    left.write_bytes(b"PAR1")
    old = time.time() - 3 * 86400
    assert compact(own_tables(record.path)[0], keep_days=2).removed == 0  # type: ignore[union-attr]
    os.utime(left, (old, old))
    assert compact(own_tables(record.path)[0], keep_days=2).removed == 1  # type: ignore[union-attr]
    assert check(record.path) == ()


def test_days_that_a_table_has_already_are_not_written_again(record: Record) -> None:
    version = own_tables(record.path)[0].opened().version
    retain(record.path / "codings")
    assert own_tables(record.path)[0].opened().version == version


def test_readers_in_the_middle_of_a_scan_go_on(record: Record) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(record.path)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None and reader.stdout.readline() == "began\n"
    for number in range(6, 9):
        record.append([coding(f"r{number}")], read_at=AT, run="two")
    comity.compact(record=record.path, keep_days=0)
    for reader in readers:
        told, _ = reader.communicate("go on\n", timeout=60)
        assert told == "6 6 9\n"
    assert check(record.path) == ()
