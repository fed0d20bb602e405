"""A large log is placed anew in parts by processes of this machine: the same rows, and no file is left."""

import random
from pathlib import Path

import pytest
from generated import codings

from comity import api, scaling
from comity.api import maintaining
from comity.ledger import keep, place_anew, placements
from comity.ledger.placing import Placement
from comity.record import Record, open_record
from tests.ledger.test_placing_kept import LATE, versions


def filled(folder: Path) -> Record:
    """A log whose events were placed a few reports at a time, so that a placing anew moves some."""
    record = open_record(str(folder), create=True)
    log = versions(random.Random(7), 60)
    for first in range(0, len(log), 9):
        record.append(log[first : first + 9], read_at=f"2024-03-{5 + first // 9:02}T08:00:00Z", run="r")
        keep(record)
    return record


def rows(record: Record) -> list[Placement]:
    with placements.table(record.path).opened().asked() as query:
        return placements.placements(query, placements.editions(query)[-1].number)


def test_processes_give_the_rows_that_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, several = filled(tmp_path / "one"), filled(tmp_path / "several")
    moved = place_anew(one, at=LATE)
    monkeypatch.setattr("comity.scaling.processes.PART", 15)
    with scaling.beside(several.path, codings=60) as engine:
        assert engine.parts == 5
        assert place_anew(several, at=LATE, engine=engine) == moved
    assert rows(several) == rows(one)
    assert not list((tmp_path / "several").glob("placing-*"))


def test_the_command_does_so_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = open_record(str(tmp_path / "record"), create=True)
    record.append(list(codings(200)), read_at="2024-03-05T08:00:00Z", run="r")
    left = tmp_path / "record" / "placing-of-a-killed-run"
    left.mkdir()
    monkeypatch.setattr(maintaining, "MANY", 10)
    assert api.check(record=tmp_path / "record", rebuild=True) == ()
    assert api.runs(record=tmp_path / "record")[-1].status == "done"
    assert rows(record)
    assert not left.exists()


def test_an_error_in_a_process_is_that_of_the_command(tmp_path: Path) -> None:
    record = filled(tmp_path / "record")
    with scaling.beside(record.path, codings=60) as engine, pytest.raises(ValueError, match="invalid literal"):
        engine.result(engine.submit(int, "no number"))
    assert not list((tmp_path / "record").glob("placing-*"))
