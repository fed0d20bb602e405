"""A record that an earlier Comity wrote is told, brought up to date, and loses nothing on the way."""

import json
import zipfile
from pathlib import Path

import pytest

import comity
from comity.errors import RecordMissing, RecordNewer, RecordOlder
from comity.ledger import disagreements
from comity.record import check, migrate, migrating, open_record

# Written by the last Comity of schema 1: three reports in two runs, placed, and a correction by hand.
OLD = Path(__file__).parent / "schema-1.zip"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    with zipfile.ZipFile(OLD) as packed:
        packed.extractall(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*.*") if each.is_file()}


def test_an_old_record_is_told_with_the_way_out_and_left_alone(old: Path) -> None:
    before = contents(old)
    for create in (True, False):
        with pytest.raises(RecordOlder, match=r"has schema 1.*works with schema 2; .*`comity migrate`"):
            open_record(old, create=create)
    with pytest.raises(RecordOlder, match="comity migrate"):
        comity.check(old)
    assert contents(old) == before


def test_a_migrated_record_holds_what_it_held(old: Path) -> None:
    done = comity.migrate(record=old)
    assert (done.before, done.after, done.runs) == (1, 2, 2)
    record = open_record(old, create=False)
    assert check(old) == ()
    assert list(disagreements(record)) == []
    shown = list(record.codings())
    assert [each.report.id for each in shown] == ["r1", "r2", "r3"]
    assert shown[0].events[0].date is not None
    assert shown[0].events[0].date.start == "2024-03-05"
    assert [each.report.id for each in record.codings(as_of="2024-03-05")] == ["r1", "r2"]
    (incident,) = [each for each in comity.incidents(record=old) if "e-r1" in each["events"]]
    assert incident["history"][0]["at"].startswith("2024-03-05")


def test_the_runs_that_the_log_tells_of_are_listed(old: Path) -> None:
    comity.migrate(record=old)
    first, second, migration = comity.runs(record=old)
    assert (first.id, first.counts, first.ended) == ("20240305T080000Z-aaaaaa", {"reports": 2, "events": 2}, None)
    assert second.started == "2024-03-06T09:30:00.000000Z"
    assert "its end is not known" in second.notes[0]
    assert (migration.command, migration.status) == ("migrate", "done")


def test_migrating_again_changes_nothing(old: Path) -> None:
    comity.migrate(record=old)
    before = contents(old)
    assert comity.migrate(record=old).runs == 0
    assert contents(old) == before


def test_a_migration_that_stops_before_its_last_step_leaves_the_old_record(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(folder: Path) -> None:
        raise KeyboardInterrupt

    logs = {name: each for name, each in contents(old).items() if name.endswith(".parquet")}
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "mark", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(old)
    # Schema 1 still: the marker and every file that it reads are as they were.
    assert json.loads((old / "record.json").read_text())["schema"] == 1
    assert logs.items() <= contents(old).items()
    with pytest.raises(RecordOlder):
        open_record(old, create=False)
    assert migrate(old).after == 2
    assert len(open_record(old, create=False).runs()) == 2
    assert check(old) == ()


def test_what_cannot_be_migrated_is_told(old: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        migrate(tmp_path / "none")
    (old / "record.json").write_text('{"schema": 9}')
    with pytest.raises(RecordNewer):
        migrate(old)


def test_a_migrated_record_takes_new_reports(old: Path) -> None:
    from .factory import coding

    migrate(old)
    record = open_record(old, create=False)
    assert record.append([coding("r1"), coding("r9")], read_at="2024-04-01", run="new").added == ("r9",)
    assert check(old) == ()
