"""Several processes read and place at once, and are killed between the two commits: each event is placed once."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import comity
from comity.ledger import disagreements, keep, kept_incidents, placements
from comity.record import check, open_record

HERE = Path(__file__).parent
ROOT = Path(comity.__path__[0]).parent


def start(*words: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HERE / "keeper.py"), *(str(word) for word in words)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def placed(path: Path) -> Counter[str]:
    with placements.table(path).opened().asked() as query:
        return Counter(each.event_id for each in placements.held(query, 0))


def whole(path: Path, reports: set[int]) -> None:
    """Every event of these reports is placed once, in the log's order, and all are one meeting."""
    record = open_record(path, create=False)
    keep(record)
    assert placed(path) == {f"e-r{number}": 1 for number in reports}
    with placements.table(path).opened().asked() as query:
        rows = placements.held(query, 0)
    assert [row.number for row in rows] == list(range(len(rows)))
    assert [row.sequence for row in rows] == sorted(row.sequence for row in rows)
    assert check(path) == () and list(disagreements(record)) == []
    (incident,) = kept_incidents(record, record.codings())
    assert incident.reports == len(reports)


@pytest.mark.parametrize("unlocked", [0, 1], ids=["with the lock", "with transactions alone"])
def test_processes_that_read_at_once_place_each_event_once(tmp_path: Path, unlocked: int) -> None:
    path = tmp_path / "record"
    open_record(path, create=True)
    batches = 4 if unlocked else 8
    workers = [start(path, batches, first, 2, unlocked, -1) for first in (0, 1, 1001)]
    for worker in workers:
        _, errors = worker.communicate(timeout=180)
        assert worker.returncode == 0, errors
    span = 2 * batches
    whole(path, {*range(span + 1), *range(1001, 1001 + span)})


def test_an_end_between_the_two_commits_is_made_good_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "record"
    worker = start(path, 4, 0, 2, 0, 1)
    worker.communicate(timeout=60)
    assert worker.returncode == 9
    assert placed(path) == {"e-r0": 1, "e-r1": 1}
    assert list(disagreements(open_record(path, create=False))) == []
    worker = start(path, 3, 10, 2, 0, -1)
    worker.communicate(timeout=60)
    whole(path, {*range(4), *range(10, 16)})


def test_an_end_between_the_two_commits_is_made_good_by_the_next_view(tmp_path: Path) -> None:
    path = tmp_path / "record"
    start(path, 1, 0, 2, 0, 0).communicate(timeout=60)
    record = open_record(path, create=False)
    (incident,) = kept_incidents(record, record.codings())
    assert set(incident.events) == {"e-r0", "e-r1"}
    whole(path, {0, 1})


def test_killed_at_any_moment_nothing_is_placed_twice_or_lost(tmp_path: Path) -> None:
    chance = random.Random(20240305)
    path = tmp_path / "record"
    for trial in range(5):
        worker = start(path, 20, trial * 40, 2, 0, -1)
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.5))
        worker.kill()
        worker.communicate(timeout=60)
        assert check(path) == () and list(disagreements(open_record(path, create=False))) == []
    log = open_record(path, create=False).versions()
    assert len(log) >= 10
    whole(path, {int(each.report_id.removeprefix("r")) for each in log})
