"""Several processes append at once, and are killed at any moment: nothing is lost and nothing doubled."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import comity
from comity.record import check, open_record

HERE = Path(__file__).parent
ROOT = Path(comity.__path__[0]).parent


def start(*words: object) -> "subprocess.Popen[str]":
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE / "worker.py"), *(str(word) for word in words)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("unlocked", [0, 1], ids=["with the lock", "with transactions alone"])
def test_four_processes_lose_nothing_and_double_nothing(tmp_path: Path, unlocked: int) -> None:
    path = tmp_path / "record"
    if unlocked:
        open_record(path, create=True)
    batches = 6 if unlocked else 20
    # Pairs of processes read the same reports; batches of two that start one apart overlap by half.
    workers = [start(path, batches, first, 2, 2, unlocked) for first in (0, 0, 1, 1001)]
    for worker in workers:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
    span = 2 * batches
    expected = {f"r{number}" for number in (*range(span + 1), *range(1001, 1001 + span))}
    counts = Counter(each.report_id for each in open_record(path, create=False).versions())
    assert set(counts) == expected
    assert set(counts.values()) == {1}
    assert check(path) == ()


def test_a_reader_sees_whole_batches_while_others_write(tmp_path: Path) -> None:
    record = open_record(tmp_path / "record", create=True)
    worker = start(record.path, 8, 0, 5, 5, 0)
    sizes = set()
    while worker.poll() is None:
        sizes.add(len(list(record.codings())))
    assert worker.returncode == 0
    sizes.add(len(list(record.codings())))
    assert 40 in sizes
    assert {size % 5 for size in sizes} == {0}


def test_killed_writers_leave_whole_reports_and_a_rerun_ends_the_work(tmp_path: Path) -> None:
    chance = random.Random(20240304)
    path = tmp_path / "record"
    killed_midway = 0
    for trial in range(15):
        worker = start(path, 4, trial * 12, 3, 3, 0)
        assert worker.stdout is not None
        # By turns: anywhere, after the record was opened, and after the first batch was told.
        for _ in range(trial % 3):
            worker.stdout.readline()
        time.sleep(chance.uniform(0.0, (0.4, 0.25, 0.06)[trial % 3]))
        worker.kill()
        told, _ = worker.communicate(timeout=60)
        if not (path / "record.json").exists():
            continue
        assert check(path) == ()
        here = [head for head in open_record(path, create=False).versions() if head.run == f"from {trial * 12}"]
        assert len(here) % 3 == 0, "a batch was torn"
        finished = [int(line) for line in told.split() if line.isdigit()]
        assert {f"r{number + each}" for number in finished for each in range(3)} <= {h.report_id for h in here}
        killed_midway += 0 < len(here) < 12
    assert killed_midway > 0
    again = start(path, 15 * 4, 0, 3, 3, 0)
    _, errors = again.communicate(timeout=120)
    assert again.returncode == 0, errors
    counts = Counter(each.report_id for each in open_record(path, create=False).versions())
    assert counts == {f"r{number}": 1 for number in range(15 * 12)}
    assert check(path) == ()


def test_a_kill_while_the_record_is_made_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "record"
    (path / "codings" / "_delta_log").mkdir(parents=True)
    (path / "record.json.new").write_text('{"sch')
    record = open_record(path, create=True)
    assert list(record.codings()) == []
    assert check(path) == ()
