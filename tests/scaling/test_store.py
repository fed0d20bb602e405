"""A record in an object store: every command as in a folder, and many writers without a lock."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyarrow.fs import FileSystem, LocalFileSystem, copy_files
from typer.testing import CliRunner

from comity.errors import RecordMissing, RecordUnreachable, UsageError
from comity.exchange import shipped
from comity.ledger import disagreements, keep
from comity.presentation.cli import app
from comity.record import Remote, caches_of, check, located, open_record
from tests.record.factory import coding

from .store import environment

TESTS = Path(__file__).parent.parent
STORY = {
    "id": "wire-1",
    "published": "2024-03-04",
    "outlet": "Example Wire",
    "text": "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday. "
    "Chile imposed a tariff on Peru on Friday. Ghana said it would open an embassy in Togo by June.",
}


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, Any]]:
    result = call(*words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def start(script: str, *words: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(TESTS / script), *(str(word) for word in words)]
    return subprocess.Popen(command, env=environment({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_commands_work_as_on_a_folder(remote: str, tmp_path: Path) -> None:
    story, folder = tmp_path / "story.jsonl", str(tmp_path / "record")
    story.write_text(json.dumps(STORY))
    for place in (remote, folder):
        assert "1 new" in call("read", str(story), "--record", place, "--jobs", "1").stderr
        assert "1 known" in call("read", str(story), "--record", place, "--jobs", "1").stderr
    for table in ("events", "incidents", "pledges", "reports", "actors"):
        there, here = rows(table, "--record", remote), rows(table, "--record", folder)
        for each in (*there, *here):
            each.pop("read_at", None), each.pop("run", None), each.pop("history", None)
        assert there == here and there
    brief = call("brief", "CHL-PER", "--record", remote)
    assert brief.exit_code == 0 and "tariff" in brief.stdout
    assert rows("events", "--dyad", "CHL-PER", "--record", remote, "--as-of", "2020-01-01") == []
    (event, *_) = rows("events", "--dyad", "CHL-PER", "--record", remote)
    withdrawn = call("correct", "withdraw", event["id"], "--why", "not an act", "--who", "desk", "--record", remote)
    assert withdrawn.exit_code == 0, withdrawn.output
    assert event["id"] not in {each["id"] for each in rows("events", "--record", remote)}
    for words in (("check", remote), ("check", remote, "--rebuild")):
        assert call(*words).exit_code == 0


def test_event_data_is_imported_and_what_is_worked_out_is_kept_on_this_machine(remote: str, tmp_path: Path) -> None:
    (file,) = shipped()
    for words in (("import", "chronicle", str(file)), ("relation", "JPN-KOR", "--coder", "chronicle")):
        result = call(*words, "--record", remote)
        assert result.exit_code == 0, result.output
    (known,) = rows("imports", "--record", remote, "--json")
    assert known["rows"] > 0
    kept = caches_of(Remote(remote))
    assert kept.is_relative_to(tmp_path / "caches") and any(kept.rglob("*.parquet"))


def test_several_writers_without_a_lock_lose_nothing_and_double_nothing(remote: str) -> None:
    open_record(remote, create=True)
    workers = [start("record/worker.py", remote, 5, first, 2, 2, 0) for first in (0, 0, 1, 1001)]
    for worker in workers:
        _, errors = worker.communicate(timeout=180)
        assert worker.returncode == 0, errors
    expected = {f"r{number}" for number in (*range(11), *range(1001, 1011))}
    counts = Counter(each.report_id for each in open_record(remote, create=False).versions())
    assert counts == dict.fromkeys(expected, 1)
    assert check(remote) == ()


def test_killed_writers_leave_whole_batches_and_a_rerun_ends_the_work(remote: str) -> None:
    chance = Random(7)
    open_record(remote, create=True)
    for trial in range(4):
        worker = start("record/worker.py", remote, 4, trial * 12, 3, 3, 0)
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.6))
        worker.kill()
        worker.communicate(timeout=60)
        assert check(remote) == ()
        here = [head for head in open_record(remote, create=False).versions() if head.run == f"from {trial * 12}"]
        assert len(here) % 3 == 0, "a batch was torn"
    worker = start("record/worker.py", remote, 4 * 4, 0, 3, 3, 0)
    _, errors = worker.communicate(timeout=180)
    assert worker.returncode == 0, errors
    counts = Counter(each.report_id for each in open_record(remote, create=False).versions())
    assert counts == {f"r{number}": 1 for number in range(4 * 12)}
    assert check(remote) == ()


def test_processes_that_place_at_once_place_each_event_once(remote: str) -> None:
    open_record(remote, create=True)
    workers = [start("ledger/keeper.py", remote, 3, first, 2, 0, -1) for first in (0, 1, 1001)]
    for worker in workers:
        _, errors = worker.communicate(timeout=180)
        assert worker.returncode == 0, errors
    record = open_record(remote, create=False)
    keep(record)
    assert check(remote) == () and list(disagreements(record)) == []


def test_many_commits_are_joined_into_few_files(remote: str) -> None:
    record = open_record(remote, create=True)
    for number in range(33):
        record.append([coding(f"r{number}")], read_at="2024-03-05T08:00:00Z", run="test")
    from comity.record import store as log

    assert len(log.table(record.path).opened().files()) < 5
    assert len(list(record.codings())) == 33


def test_a_copy_in_a_folder_is_a_record_and_the_other_way_round(remote: str, tmp_path: Path) -> None:
    open_record(remote, create=True).append([coding("r1")], read_at="2024-03-05T08:00:00Z", run="test")
    folder = tmp_path / "copy"
    system, path = FileSystem.from_uri(remote)
    copy_files(path, str(folder), source_filesystem=system, destination_filesystem=LocalFileSystem())
    assert check(folder) == ()
    assert [each.report_id for each in open_record(folder, create=False).versions()] == ["r1"]
    copy_files(str(folder), f"{path}-back", source_filesystem=LocalFileSystem(), destination_filesystem=system)
    assert check(f"{remote}-back") == ()


def test_what_is_not_there_is_told(remote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecordMissing):
        open_record(remote, create=False)
    with pytest.raises(RecordUnreachable, match="NoSuchBucket"):
        open_record("s3://no-such-bucket/record", create=True)
    for word in ("ftp://example.org/record", "s3://bucket-alone"):
        with pytest.raises(UsageError):
            open_record(word, create=False)
    assert located(Path("s3://bucket/record")) == Remote("s3://bucket/record")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(RecordUnreachable, match="AWS_"):
        open_record(remote, create=False)
