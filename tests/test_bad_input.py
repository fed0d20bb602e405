"""Bad input and bad luck, end to end through the command: one clear line each, and the record stays whole.

The rooms' own tests try each kind of input alone; here they meet in one run, and runs meet one another.
"""

import errno
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import generated
import pytest

import comity
from comity.record import open_record

REPORTS = 30
GOOD = (
    "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday. "
    "Chile imposed a tariff on Peru on Friday.\n"
)
FRENCH = (
    "Le ministre péruvien des affaires étrangères a rencontré son homologue chilien à Santiago. "
    "Les deux pays ont signé un accord sur la pêche après des mois de discussions.\n"
)
PLENTY = GOOD * (50_000_000 // len(GOOD))

# A file's name, its bytes, and the words that its line on stderr must hold.
BAD = {
    "binary.txt": (bytes(range(256)) * 40, "not text"),
    "broken.pdf": (b"%PDF-1.4\n1 0 obj << /Type /Cat", "the PDF is damaged"),
    "deep.json": (b'{"text":' + b"[" * 20_000 + b"]" * 20_000 + b"}", "an object is expected|can't be parsed"),
    "empty.txt": (b"", "the file is empty"),
    "french.txt": (FRENCH.encode(), 'its language is "fr"'),
    "huge.html": (b"<html><body><p>" + PLENTY.encode(), "one report holds more than"),
    "huge.jsonl": (json.dumps({"text": PLENTY}).encode(), "one report holds more than"),
    "huge.txt": (PLENTY.encode(), "one report holds more than"),
    "muddled.txt": (bytes(0x80 + (i * 7919 + i * i * 31) % 128 for i in range(3000)), "no encoding"),
    "truncated.jsonl": (b'{"id": "whole", "text": "Peru left."}\n{"id": "x", "text": "Peru met Ch', "line 2"),
}
# Odd but readable: no date of publication, an old encoding, 20,000 nested tags.
ODD = {
    "accents.txt": "The envoy of São Tomé met Côte d’Ivoire’s minister in Bogotá on Monday.".encode("cp1252"),
    "nested.html": f"<body>{'<div>' * 20_000}<p>Today: {GOOD}</p>{'</div>' * 20_000}</body>".encode(),
    "undated.txt": GOOD.encode(),
}


def start(*words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "comity", *(str(word) for word in words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMITY_")},
    )


def run(*words: object) -> "subprocess.CompletedProcess[str]":
    process = start(*words)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def is_one_clear_line(told: str) -> bool:
    """A line that names its subject, the problem, and after a semicolon the next step."""
    return bool(re.fullmatch(r"comity: .+: .+; .+\.\n", told))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def held(record: Path) -> Counter[str]:
    return Counter(each.report_id for each in open_record(record, create=False).versions())


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty short generated reports as JSON lines."""
    return generated.write(tmp_path_factory.mktemp("thirty") / "thirty.jsonl", REPORTS, size=1)


@pytest.fixture(scope="module")
def whole(thirty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that an undisturbed run makes of them."""
    folder = tmp_path_factory.mktemp("whole") / "record"
    assert comity.read(thirty, record=folder).coded == REPORTS
    return folder


def same_codings(record: Path, other: Path) -> bool:
    ours, theirs = ({each.report.id: each for each in comity.codings(record=folder)} for folder in (record, other))
    return ours == theirs


@pytest.mark.slow
def test_a_run_over_every_kind_of_bad_input_reads_the_rest(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for name, data in {**ODD, **{name: data for name, (data, _) in BAD.items()}}.items():
        (inputs / name).write_bytes(data)
    record = tmp_path / "record"
    done = run("read", inputs, tmp_path / "nowhere.txt", "--record", record)

    assert done.returncode == 3
    assert done.stdout == ""
    *lines, summary = done.stderr.splitlines(keepends=True)
    assert all(is_one_clear_line(line) for line in lines), lines
    assert len(lines) == len(BAD) + 1
    for name, (_, words) in BAD.items():
        (line,) = (line for line in lines if f"/{name}" in line)
        assert re.search(words, line), line
    assert "nowhere.txt: no such file or folder" in lines[-1]
    new = len(ODD) + 1  # the whole line before the truncated one
    assert f"{new + len(lines)} read: {new} new, 0 known, {len(lines)} skipped" in summary
    for count, name in ((1, "binary"), (1, "encoding"), (1, "in another language"), (3, "too large"), (3, "broken")):
        assert f"{count} {name}" in summary
    assert f"{new} new without a date of publication" in summary
    checked = run("check", record)
    assert (checked.returncode, checked.stderr) == (0, "the record is whole\n")


@pytest.mark.parametrize("command", ["brief", "code"])
def test_other_commands_tell_it_too(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run(command, tmp_path / "empty.txt")
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_clear_line(done.stderr) and "empty.txt" in done.stderr


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    for words in (("events",), ("brief", "CHL-PER"), ("check",)):
        done = run(*words, "--record", tmp_path / "nowhere")
        assert done.returncode == 4
        assert is_one_clear_line(done.stderr) and "no record lies here" in done.stderr


def test_a_record_of_a_newer_schema_is_left_alone(whole: Path, thirty: Path, tmp_path: Path) -> None:
    record = tmp_path / "newer"
    shutil.copytree(whole, record)
    (record / "record.json").write_text('{"schema": 99, "created_by": "comity 9.0"}', encoding="utf-8")
    before = contents(record)
    for words in (("read", thirty), ("events",), ("check",), ("brief", "JPN-KOR")):
        done = run(*words, "--record", record)
        assert done.returncode == 4
        assert is_one_clear_line(done.stderr) and "it has schema 99" in done.stderr
    assert contents(record) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte; only root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if not sys.platform.startswith("linux") or os.geteuid() or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.slow
def test_a_disk_that_fills_up_keeps_whole_reports(small_disk: Path, thirty: Path, whole: Path, tmp_path: Path) -> None:
    record = small_disk / "record"
    assert comity.read(generated.write(tmp_path / "five.jsonl", 5, size=1), record=record).coded == 5
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    done = run("read", thirty, "--record", record)
    assert done.returncode == 4
    assert is_one_clear_line(done.stderr) and "the disk is full" in done.stderr
    assert comity.check(record) == ()
    assert set(held(record).values()) == {1}
    filler.unlink()
    comity.read(thirty, record=record)
    assert comity.check(record) == ()
    assert same_codings(record, whole)


def test_a_full_disk_without_a_disk(thirty: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.record import store

    commit, calls = store._commit, iter(range(9))

    def fail_at_the_third(*words: object) -> None:
        if next(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        commit(*words)

    record = tmp_path / "record"
    monkeypatch.setattr(store, "_commit", fail_at_the_third)
    with pytest.raises(comity.ComityError, match="the disk is full; free some space"):
        comity.read(thirty, record=record)
    assert sum(held(record).values()) == 3  # the batches before: one report, then two
    assert comity.check(record) == ()
    comity.read(thirty, record=record)
    assert same_codings(record, whole)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("--help",), ("events", "--csv"), ("reports", "--table")])
def test_an_output_that_takes_no_more(words: tuple[str, ...], whole: Path) -> None:
    options = () if words == ("--help",) else ("--record", str(whole))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "comity", *words, *options], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 4
    assert is_one_clear_line(done.stderr) and "standard output" in done.stderr


@pytest.fixture
def barred(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder that may not be written to, and what to put before a command so that this holds for root too."""
    folder = tmp_path / "barred"
    folder.mkdir()
    words: list[str] = []
    if os.geteuid() == 0:
        words = ["setpriv", "--bounding-set", "-dac_override"]
        if shutil.which("setpriv") is None or subprocess.run([*words, "true"], capture_output=True).returncode:
            pytest.skip("root may write everywhere, and setpriv can't change that here")
    folder.chmod(0o555)
    yield folder, words
    folder.chmod(0o755)


def test_a_folder_that_is_read_only(barred: tuple[Path, list[str]], whole: Path, thirty: Path) -> None:
    folder, before = barred
    tries = (
        ("read", str(thirty), "--record", str(folder / "record")),
        ("brief", "JPN-KOR", "--record", str(whole), "-o", str(folder / "brief.html")),
        ("events", "--record", str(whole), "--parquet", str(folder / "events.parquet")),
    )
    for words in tries:
        done = subprocess.run([*before, sys.executable, "-m", "comity", *words], capture_output=True, text=True)
        assert done.returncode == 4, done
        assert is_one_clear_line(done.stderr) and str(folder) in done.stderr
        assert list(folder.iterdir()) == []


def test_a_record_that_is_read_only_is_read_and_not_written(
    barred: tuple[Path, list[str]], whole: Path, tmp_path: Path
) -> None:
    record, before = tmp_path / "record", barred[1]
    shutil.copytree(whole, record)
    folders = [record, *(path for path in record.rglob("*") if path.is_dir())]
    more = tmp_path / "more.txt"
    more.write_text(GOOD, encoding="utf-8")
    for folder in folders:
        folder.chmod(0o555)
    try:
        command = [*before, sys.executable, "-m", "comity"]
        read = subprocess.run([*command, "read", more, "--record", record], capture_output=True, text=True)
        shown = subprocess.run([*command, "reports", "--record", record], capture_output=True, text=True)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert read.returncode == 4
    assert is_one_clear_line(read.stderr) and "may not be written" in read.stderr
    assert shown.returncode == 0 and len(shown.stdout.splitlines()) == REPORTS
    assert same_codings(record, whole)


def test_reading_twice_changes_no_byte(whole: Path, thirty: Path) -> None:
    def but_for_traces() -> dict[str, bytes]:
        # That a run was made is itself a row of the record.
        return {name: held for name, held in contents(whole).items() if not name.startswith("runs/")}

    before = but_for_traces()
    again = run("read", thirty, "--record", whole)
    assert again.returncode == 0
    assert f"{REPORTS} read: 0 new, {REPORTS} known, 0 skipped" in again.stderr
    assert but_for_traces() == before


@pytest.mark.slow
def test_two_reads_at_once_lose_nothing(thirty: Path, whole: Path, tmp_path: Path) -> None:
    lines = thirty.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "first.jsonl").write_text("".join(lines[:20]), encoding="utf-8")
    (tmp_path / "second.jsonl").write_text("".join(lines[10:]), encoding="utf-8")
    record = tmp_path / "record"
    both = [start("read", tmp_path / f"{name}.jsonl", "--record", record) for name in ("first", "second")]
    told = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    new = [int(found[1]) for text in told if (found := re.search(r"(\d+) new, \d+ known", text))]
    assert sum(new) == REPORTS
    assert comity.check(record) == ()
    assert same_codings(record, whole)


def killed(thirty: Path, record: Path, chance: random.Random) -> int:
    """Kill a `comity read` at a random commit and moment; gives how many reports it left."""
    process = start("read", thirty, "--record", record)
    log = record / "codings" / "_delta_log"
    commits = chance.randint(0, 4)
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline and len(list(log.glob("*.json"))) < commits:
        time.sleep(0.005)
    time.sleep(chance.uniform(0.0, 0.3 if commits else 3.0))
    process.kill()
    process.communicate(timeout=60)
    if not (record / "record.json").exists():
        return 0
    assert comity.check(record) == ()
    return sum(held(record).values())


def survives_kills(times: int, thirty: Path, whole: Path, folder: Path) -> None:
    chance = random.Random(20250823)
    left = []
    for number in range(times):
        record = folder / f"record-{number}"
        left.append(killed(thirty, record, chance))
        assert comity.read(thirty, record=record).coded == REPORTS - left[-1]
        assert comity.check(record) == ()
        assert set(held(record).values()) == {1}
        assert same_codings(record, whole)
    assert any(0 < count < REPORTS for count in left), left
    assert set(left) <= {0, 1, 3, 7, 15, REPORTS}, "a batch was torn"


@pytest.mark.slow
def test_kill_9_leaves_whole_reports_and_a_rerun_ends_the_work(thirty: Path, whole: Path, tmp_path: Path) -> None:
    survives_kills(6, thirty, whole, tmp_path)


@pytest.mark.trial
def test_kill_9_at_forty_moments(thirty: Path, whole: Path, tmp_path: Path) -> None:
    survives_kills(40, thirty, whole, tmp_path)
