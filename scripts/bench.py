"""The benchmarks: what docs/benchmarks.md tells, measured through the command and printed as a table.

Each run is a process of its own, started on this machine's files as they are after `make install`; its time is
the wall clock's, its memory the kernel's highest resident size.
"""

import argparse
import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import generated
import stream
from generated import DYADS

from comity.ledger import incidents, keep
from comity.record import open_record

PAIR = ("2025-08-23-tokyo-summit.txt", "2025-08-25-tokyo-summit-analysis.html")
SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s+[\"“‘A-Z]|$)", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """One process with those it started: seconds of the wall, peak MB of the largest, seconds of the processors."""

    seconds: float
    megabytes: float
    processor: float


def comity(*words: str) -> Run:
    """Run the command once; a failure ends the benchmarks."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "PYTHON"))}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "comity", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings
    )
    assert process.stderr is not None
    told = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"comity {' '.join(words)} failed:\n{told}")
    return Run(seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def median(runs: int, *words: str) -> Run:
    """The medians of several runs of one command."""
    found = [comity(*words) for _ in range(runs)]
    return Run(*(statistics.median(getattr(run, name) for run in found) for name in Run.__dataclass_fields__))


def row(what: str, goal: str, value: str, reached: bool | None) -> None:
    """Print a row of the table as soon as it is known."""
    verdict = "" if reached is None else "yes" if reached else "**no**"
    print(f"| {what} | {goal} | {value} | {verdict} |", flush=True)


def small(runs: int) -> None:
    """What a person waits for."""
    pair = [str(generated.EXAMPLES / name) for name in PAIR]
    # The first run after an installation reads everything from the disk; it is not counted.
    comity("brief", *pair)
    brief = median(runs, "brief", *pair)
    row("`comity brief` of two reports, cold", "6 s", f"{brief.seconds:.1f} s", brief.seconds <= 6)
    helped = median(runs, "--help")
    row("`comity --help`", "0.3 s", f"{helped.seconds:.2f} s", helped.seconds <= 0.3)


def large(runs: int, count: int) -> None:
    """What grows with the number of reports."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tenth = generated.write(folder / "tenth.jsonl", count // 10)
        whole = generated.write(folder / "whole.jsonl", count)
        few = [comity("read", str(tenth), "--record", str(folder / f"few-{n}")) for n in range(runs)]
        seconds = statistics.median(run.seconds for run in few)
        many = comity("read", str(whole), "--record", str(folder / "many"))
        ratio = many.seconds / seconds
        row(
            f"`comity read` of {count:,} reports against {count // 10:,}",
            "11 times",
            f"{ratio:.1f} times ({many.seconds:.0f} s, {seconds:.1f} s)",
            ratio <= 11,
        )
        row(
            f"peak memory of that process, {count:,} reports",
            "600 MB",
            f"{many.megabytes:.0f} MB",
            many.megabytes <= 600,
        )
        text = [each["text"] for each in generated.reports(count)]
        words = sum(len(each.split()) for each in text)
        sentences = sum(len(SENTENCE_END.findall(each)) for each in text)
        row(
            f"speed over {count:,} reports of {words // count} words",
            "",
            f"{count / many.seconds:.1f} reports/s, {sentences / many.seconds:.0f} sentences/s",
            None,
        )
        brief = median(min(runs, 3), "brief", "JPN-KOR", "--record", str(folder / "many"))
        row(
            f"`comity brief` of a dyad from a record of {count:,} reports",
            "",
            f"{brief.seconds:.1f} s, {brief.megabytes:.0f} MB",
            None,
        )


def rates(count: int) -> None:
    """How many sentences a second `comity code` takes, its start included, with a process for each core."""
    with tempfile.TemporaryDirectory() as name:
        dense, general = Path(name) / "dense.jsonl", Path(name) / "general.jsonl"
        reports = generated.reports(count)
        dense.write_text("".join(json.dumps(each) + "\n" for each in reports), encoding="utf-8")
        told = sum(len(SENTENCE_END.findall(each["text"])) for each in reports)
        for what, goal, path, sentences in (
            ("news dense with acts between states", 250, dense, told),
            ("a stream of general news (`scripts/stream.py`)", 2000, general, count * 100),
        ):
            if path is general:
                lines = (json.dumps(each) + "\n" for each in stream.reports(sentences))
                path.write_text("".join(lines), encoding="utf-8")
            found = comity("code", str(path))
            rate = sentences / found.seconds
            row(
                f"`comity code`, {sentences:,} sentences of {what}",
                f"at least {goal:,} a second",
                f"{rate:,.0f} a second ({sentences / found.processor:,.0f} a core), {found.megabytes:.0f} MB",
                rate >= goal,
            )


def placed(events: int) -> None:
    """What incidents cost: merging, one report more, and a dyad's table, of 300 dyads alike and with a busy one."""
    for what, busy in (("300 dyads", 0.0), ("60% of one dyad", 0.6)):
        took = {count: merging(count, busy) for count in (events // 4, events // 2, events)}
        ratio = took[events].processor / took[events // 4].processor
        row(
            f"merging {events:,} events, {what}",
            "60 s of a core; 5 times a quarter of them",
            f"{took[events].processor:.0f} s of a core ({took[events].seconds:.0f} s passed), {ratio:.1f} times; "
            + ", ".join(f"{count:,}: {run.processor:.0f} s" for count, run in took.items()),
            took[events].processor <= 60 and ratio <= 5,
        )
        with tempfile.TemporaryDirectory() as name:
            record = Path(name) / "record"
            added = adding(record, events, busy)
            row(
                f"one report more in a record of {events:,} events, {what}: coding and placing committed, warm",
                "1 s",
                f"{added.seconds:.2f} s ({added.processor:.2f} s of a core)",
                added.seconds <= 1,
            )
            # The last dyad is as busy as any other; the first has the share that is asked for.
            for number in (DYADS - 1, 0) if busy else (DYADS - 1,):
                dyad = "-".join(sorted(generated.pair(number)))
                view = median(3, "incidents", "--dyad", dyad, "--record", str(record))
                row(
                    f"`comity incidents --dyad` of {'the busy' if number == 0 else 'a'} dyad there, {what}",
                    "2 s",
                    f"{view.seconds:.1f} s ({view.processor:.1f} s of a core)",
                    view.seconds <= 2,
                )


def merging(events: int, busy: float) -> Run:
    """Merge generated codings in this process; the generating is not counted."""
    log = list(generated.codings(events, busy=busy))
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    incidents(log)
    return Run(time.perf_counter() - start, 0, time.process_time() - used)


def adding(record: Path, events: int, busy: float) -> Run:
    """Add one report to a record of all but five: the median of four, after a first one that loads what is needed."""
    *most, a, b, c, d, e = generated.codings(events, busy=busy)
    log = open_record(record, create=True)
    log.append(most, read_at="2026-11-22T08:00:00Z", run="bench")
    keep(log)
    del most
    found = []
    for number, each in enumerate((a, b, c, d, e)):
        start, used = time.perf_counter(), time.process_time()
        log.append([each], read_at=f"2026-11-22T09:00:0{number}Z", run="bench")
        keep(log)
        found.append(Run(time.perf_counter() - start, 0, time.process_time() - used))
    return sorted(found[1:], key=lambda run: run.seconds)[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs a median is taken of (default 5)")
    parser.add_argument("--reports", type=int, default=1000, help="reports of the long run (default 1000)")
    parser.add_argument("--events", type=int, default=100_000, help="events of the runs on incidents (default 100000)")
    parser.add_argument("--only", choices=("small", "rates", "large", "placed"), help="one part alone")
    words = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians of {words.runs}, the long run once\n")
    print("| what | goal, at most | reached | met |\n|---|---|---|---|", flush=True)
    parts = {
        "small": lambda: small(words.runs),
        "rates": lambda: rates(words.reports),
        "large": lambda: large(words.runs, words.reports),
        "placed": lambda: placed(words.events),
    }
    for name, part in parts.items():
        if words.only in (None, name):
            part()


if __name__ == "__main__":
    main()
