"""The check finds what contradicts the reports, and errors of the disk leave the record whole."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from comity.errors import RecordDamaged, RecordMissing, RecordUnwritable
from comity.model import Coding, Skipped
from comity.record import Record, check, open_record

from .factory import coding, event, report

AT = "2024-03-05T08:00:00Z"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return open_record(tmp_path / "record", create=True)


def shifted(given: Coding) -> Coding:
    evidence = given.events[0].evidence[0]
    moved = msgspec.structs.replace(evidence, start=evidence.start + 1, end=evidence.end + 1)
    spoilt = msgspec.structs.replace(given.events[0], evidence=(moved,))
    return msgspec.structs.replace(given, events=(spoilt,))


def doubled(given: Coding) -> Coding:
    return msgspec.structs.replace(given, events=given.events * 2)


def without_pledges(given: Coding) -> Coding:
    return msgspec.structs.replace(given, pledges=())


def without_agreements(given: Coding) -> Coding:
    return msgspec.structs.replace(given, agreements=())


def without_actors(given: Coding) -> Coding:
    return msgspec.structs.replace(given, actors=())


def skipped_outside(given: Coding) -> Coding:
    return msgspec.structs.replace(given, skipped=(Skipped(start=5, end=10**6, reason="length"),))


def negative_span(given: Coding) -> Coding:
    actor = given.actors[0]
    words = actor.mentions[0]
    size = len(given.report.text)
    moved = msgspec.structs.replace(words, start=words.start - size, end=words.end - size)
    return msgspec.structs.replace(given, actors=(msgspec.structs.replace(actor, mentions=(moved,)),))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (shifted, "e-r1 has a span"),
        (negative_span, "has a span"),
        (doubled, "the id e-r1 is there 2 times"),
        (without_pledges, "a-r1 names the pledge p-r1"),
        (without_agreements, "p-r1 names the agreement a-r1"),
        (without_actors, "names the actor person:minister"),
        (skipped_outside, "lies outside the text"),
    ],
)
def test_the_check_finds_what_does_not_hold(record: Record, spoil: Any, told: str) -> None:
    record.append([coding("r0"), spoil(coding("r1"))], read_at=AT, run="one")
    problems = check(record.path)
    assert any(told in each for each in problems)
    assert all(each.startswith("report r1 by comity-rules.v1: ") for each in problems)


def planted(record: Record, **changes: Any) -> None:
    """Add the rows of the table once more, changed, past the front door."""
    import pyarrow as pa
    from deltalake import DeltaTable, write_deltalake

    table = DeltaTable(record.path / "codings").to_pyarrow_table()
    rows = [row | changes for row in table.to_pylist()]
    write_deltalake(record.path / "codings", pa.Table.from_pylist(rows, schema=table.schema), mode="append")


def test_a_doubled_row_is_found_and_read_once(record: Record) -> None:
    record.append([coding("r1")], read_at=AT, run="one")
    planted(record, sequence=7)
    assert any("2 times with the same text" in each for each in check(record.path))
    assert list(record.codings()) == [coding("r1")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"coding": b"{"}, "can't be decoded"),
        ({"coding": None}, "can't be decoded"),
        ({"schema_version": 9}, "its schema is 9"),
        ({"dyads": ["FJI-TON"]}, "its column dyads"),
        ({"text_hash": "0"}, "its column text_hash"),
        ({}, "the place 0 in the log's order is taken 2 times"),
    ],
)
def test_a_row_from_elsewhere_is_found(record: Record, change: dict[str, Any], told: str) -> None:
    record.append([coding("r1")], read_at=AT, run="one")
    planted(record, **change)
    assert any(told in each for each in check(record.path))


def test_lost_and_cut_files_are_told(record: Record) -> None:
    record.append([coding("r1")], read_at=AT, run="one")
    (file,) = (record.path / "codings").glob("*.parquet")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert len(check(record.path)) == 1
    with pytest.raises(RecordDamaged):
        list(record.codings())
    file.unlink()
    assert len(check(record.path)) == 1
    file.write_bytes(whole)
    assert check(record.path) == ()


def test_a_folder_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    with pytest.raises(RecordUnwritable):
        open_record(tmp_path / "file" / "record", create=True)
    with pytest.raises(RecordMissing):
        open_record(tmp_path / "file" / "record", create=False)


def _delta_error(number: int) -> Exception:
    from deltalake.exceptions import DeltaError

    names = {errno.ENOSPC: "No space left on device", errno.EROFS: "Read-only file system"}
    return DeltaError(f"Generic LocalFileSystem error: {names[number]} (os error {number})")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("through_delta", [False, True])
def test_a_refused_write_leaves_the_record_whole(
    record: Record, monkeypatch: pytest.MonkeyPatch, number: int, through_delta: bool
) -> None:
    import deltalake

    record.append([coding("r1")], read_at=AT, run="one")

    def refuse(*_: Any, **__: Any) -> None:
        raise _delta_error(number) if through_delta else OSError(number, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(deltalake, "write_deltalake", refuse)
        with pytest.raises(RecordUnwritable, match="full" if number == errno.ENOSPC else "may not be written"):
            record.append([coding("r2")], read_at=AT, run="two")
    assert check(record.path) == ()
    assert [each.report.id for each in record.codings()] == ["r1"]
    assert record.append([coding("r2")], read_at=AT, run="three").added == ("r2",)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if made.returncode:
        pytest.skip(f"a small disk can't be mounted here: {made.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def noisy(name: str) -> Coding:
    """A coding that does not compress."""
    import hashlib

    noise = " ".join(hashlib.sha256(f"{name}{n}".encode()).hexdigest() for n in range(400))
    return coding(report(name, text=noise), events=())


def test_a_full_disk_leaves_whole_reports(tiny_disk: Path) -> None:
    record = open_record(tiny_disk / "record", create=True)
    added: list[str] = []
    with pytest.raises(RecordUnwritable, match="the disk is full"):
        for number in range(100):
            added += record.append([noisy(f"r{number}")], read_at=AT, run="one").added
    assert added
    assert check(record.path) == ()
    assert [each.report.id for each in record.codings()] == added


def test_a_read_only_disk_can_be_read_and_not_written(tiny_disk: Path) -> None:
    record = open_record(tiny_disk / "record", create=True)
    record.append([coding("r1")], read_at=AT, run="one")
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert open_record(record.path, create=True) == record
    assert list(record.codings()) == [coding("r1")]
    assert check(record.path) == ()
    with pytest.raises(RecordUnwritable, match="may not be written"):
        record.append([coding("r2")], read_at=AT, run="two")
    with pytest.raises(RecordUnwritable, match="may not be written"):
        open_record(tiny_disk / "another", create=True)


def test_the_factory_makes_codings_that_hold(record: Record) -> None:
    record.append([coding("r1"), coding("r2", events=(event("e-1"),))], read_at=AT, run="one")
    assert check(record.path) == ()
