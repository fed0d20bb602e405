"""Kills, full and read-only disks, and many processes at once: nothing is lost, doubled or seen by half.

A few seeded trials of each run with the tests; `make trials` runs many (figures in docs/reliability.md).
"""

import contextlib
import random
import resource
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.errors import RecordOlder
from comity.record import open_record

from .deeds import AT, CONTEXT, DEEDS, coding, copied, placed, record_of, report, run, whole

TRIALS = 20
SEED = 20240304


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """What is laid before a deed, made once."""
    made: dict[str, Path] = {}

    def lay(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp(name)
            DEEDS[name].prepare(made[name])
        return made[name]

    return lay


def sound(name: str, folder: Path) -> None:
    """What must hold of the record at any moment, whatever was done to whoever wrote it."""
    try:
        assert comity.check(record_of(folder)) == ()
    except RecordOlder:
        assert name == "migrate"
        return
    record = open_record(record_of(folder), create=False)
    made = record.corrections()
    whole(record.codings(), withdrawn={each.target for each in made if each.action == "withdraw"})
    assert set(Counter((head.report_id, head.coder, head.text_hash) for head in record.versions()).values()) == {1}


def trials(name: str, template: Path, folder: Path, count: int) -> Counter[str]:
    """Kill a deed at random moments, look at the record, and do it again to the end."""
    chance = random.Random(f"{SEED} {name}")
    lasts = min(run(name, copied(template, folder))[0] for _ in range(2))
    found: Counter[str] = Counter()
    for _ in range(count):
        copied(template, folder)
        _, told = run(name, folder, kill_after=chance.uniform(0, lasts))
        found[told] += 1
        assert told in ("killed", "done")
        sound(name, folder)
        assert run(name, folder)[1] == "done"
        sound(name, folder)
        DEEDS[name].done(folder)
        runs = open_record(record_of(folder), create=False).runs()
        assert len({each.id for each in runs}) == len(runs)
        # The one that was killed and this one may have begun in the same second; of a migration that was killed after
        # its last step nothing is left to do.
        assert name == "migrate" or "done" in {each.status for each in runs if each.started == runs[-1].started}
    return found


@pytest.mark.parametrize("name", DEEDS)
def test_a_killed_run_leaves_whole_reports_and_the_next_one_ends_it(
    laid: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    trials(name, laid(name), tmp_path / "trial", 2)


@pytest.mark.trial
@pytest.mark.parametrize("name", DEEDS)
def test_many_killed_runs(laid: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    found = trials(name, laid(name), tmp_path / "trial", TRIALS)
    print(f"{name}: {TRIALS} trials, {found['killed']} killed in the middle, 0 lost, 0 doubled")
    assert found["killed"] >= TRIALS // 2


def no_file_beyond(size: int) -> None:
    """From now on the system refuses to let a file of this process grow further, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("name", DEEDS)
def test_a_disk_that_takes_no_more_leaves_the_record_whole(
    laid: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    told = set()
    for size in (0, 36_000):
        folder = copied(laid(name), tmp_path / "full")
        told.add(run(name, folder, before=partial(no_file_beyond, size))[1])
        sound(name, folder)
        assert run(name, folder)[1] == "done"
        DEEDS[name].done(folder)
    assert told <= {"RecordUnwritable", "done"}
    assert "RecordUnwritable" in told


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if made.returncode:
        pytest.skip(f"a small disk can't be mounted here: {made.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("name", DEEDS)
def test_a_full_or_read_only_disk_is_told_and_the_record_can_be_read(
    laid: Callable[[str], Path], tiny_disk: Path, name: str
) -> None:
    folder = copied(laid(name), tiny_disk / "here")
    filling = tiny_disk / "filling"
    with filling.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    assert run(name, folder)[1] == "RecordUnwritable"
    sound(name, folder)
    filling.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert run(name, folder)[1] == "RecordUnwritable"
    sound(name, folder)
    subprocess.run(["mount", "-o", "remount,rw", str(tiny_disk)], check=True)
    assert run(name, folder)[1] == "done"
    DEEDS[name].done(folder)


def write(folder: Path, first: int, seconds: float, pipe: Any) -> None:
    """Add reports, three a commit, place them, and now and then compact or place all anew."""
    from comity import api
    from comity.ledger import keep

    record, number = open_record(record_of(folder), create=True), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        some = [coding(report(f"w{first}-{number}-{each}")) for each in range(3)]
        record.append(some, read_at=AT, run=f"writer {first}")
        keep(record)
        number += 1
        if number % 10 == 5:
            api.compact(record=record.path, keep_days=0)
        if number % 25 == 20:
            api.check(record.path, rebuild=True)
    pipe.send(number)


def look(folder: Path, seconds: float, pipe: Any) -> None:
    """Read all there is, again and again: every commit whole or not at all, and nothing seen is ever gone."""
    seen, views = 0, 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        record = open_record(record_of(folder), create=False)
        found = list(record.codings())
        whole(found)
        commits = Counter(each.report.id.rsplit("-", 1)[0] for each in found)
        if set(commits.values()) - {3} or len(found) < seen:
            pipe.send(f"half a commit, or fewer than before: {commits}")
            return
        seen, views = len(found), views + 1
        if views % 3 == 0:
            comity.incidents(record=record.path, limit=5)
    pipe.send(views)


def crowd(folder: Path, *, seconds: float, readers: int) -> tuple[int, int]:
    """Two writers and some readers at once; gives how many commits were made and how many views were looked at."""
    open_record(record_of(folder), create=True)
    told = []
    for target, words in [(write, (0,)), (write, (1,)), *[(look, ())] * readers]:
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(target=target, args=(folder, *words, seconds, theirs))
        process.start()
        theirs.close()
        told.append((process, ours))
    answers = []
    for process, ours in told:
        answers.append(ours.recv())
        process.join(120)
        assert process.exitcode == 0
    assert all(isinstance(each, int) for each in answers), answers
    commits = answers[0] + answers[1]
    assert comity.check(record_of(folder)) == ()
    counts = Counter(head.report_id for head in open_record(record_of(folder), create=False).versions())
    wanted = {f"w{who}-{number}-{each}" for who in (0, 1) for number in range(answers[who]) for each in range(3)}
    assert counts == dict.fromkeys(wanted, 1)
    assert placed(folder) == {f"e-{id}": 1 for id in wanted}
    return commits, sum(answers[2:])


def test_two_writers_and_some_readers_for_a_few_seconds(tmp_path: Path) -> None:
    commits, views = crowd(tmp_path, seconds=4, readers=3)
    assert commits >= 2 and views > 0


@pytest.mark.trial
def test_two_writers_and_ten_readers_for_a_minute(tmp_path: Path) -> None:
    commits, views = crowd(tmp_path, seconds=60, readers=10)
    print(f"two writers and ten readers: {commits} commits of 3 reports, {views} views, none of half a commit")
    assert commits > 20 and views > 20
