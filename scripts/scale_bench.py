"""Reports and merged events a second with 1, 2 and 4 workers: the figures of docs/scale.md.

    python scripts/scale_bench.py                       # alone on the machine: 20 minutes on two cores
    python scripts/scale_bench.py --only read --reports 200 --workers 1,2

Prints a table (Markdown). `seconds` pass on the wall, after the workers have loaded their pipeline; `of a core` are
processor seconds, which say what the work costs where other processes share the machine: `workers` all of them
together, `here` the process that reads, hands out and numbers.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generated import codings, write

from comity import load_settings, scaling
from comity.config import Settings
from comity.ledger import keep, place_anew
from comity.record import Record, open_record

AT = "2026-01-01T00:00:00Z"
# Codings that a commit of generated ones takes: 100,000 events are 25,000 codings.
_A_COMMIT = 2500


def warm(settings: Settings) -> None:
    """Load the pipeline of this worker."""
    from comity import pipeline
    from comity.reading import read_text

    list(pipeline.code_reports([read_text("Ghana's minister met his Togolese counterpart.")], settings=settings))


def processor(_: int = 0) -> float:
    """The processor seconds of this process so far."""
    return time.process_time()


@contextmanager
def measured(cluster: scaling.Cluster | None) -> Iterator[dict[str, float]]:
    """Fill in the seconds of what is done inside."""
    found: dict[str, float] = {}
    before = sum(cluster.client.run(processor).values()) if cluster else 0.0
    here, start = time.process_time(), time.perf_counter()
    yield found
    found["seconds"] = time.perf_counter() - start
    found["here"] = time.process_time() - here
    found["workers"] = sum(cluster.client.run(processor).values()) - before if cluster else 0.0


def reading(folder: Path, count: int, workers: int) -> dict[str, float]:
    """Read generated reports with a cluster of so many processes."""
    settings = load_settings(record=str(folder / f"read-{workers}"))
    stories = write(folder / "stories.jsonl", count)
    with scaling.connected(f"local:{workers}") as cluster:
        cluster.client.run(warm, settings)
        with measured(cluster) as found:
            told = scaling.read([stories], cluster=cluster, settings=settings, read_at=AT, run=f"bench-{workers}")
    assert told.coded == count, told
    return found


def filled(folder: Path, events: int, busy: float) -> Record:
    """A record of generated codings whose events are placed nowhere yet."""
    record = open_record(folder, create=True)
    batch = []
    for each in codings(events, busy=busy):
        batch.append(each)
        if len(batch) == _A_COMMIT:
            record.append(batch, read_at=AT, run="bench")
            batch = []
    record.append(batch, read_at=AT, run="bench")
    return record


def merging(record: Record, workers: int) -> dict[str, float]:
    """Place all events anew, with a cluster of so many processes or (0) in this one."""
    now = datetime.now(UTC).isoformat()
    if not workers:
        with measured(None) as found:
            place_anew(record, at=now)
        return found
    with scaling.connected(f"local:{workers}") as cluster:
        cluster.client.run(processor)
        with measured(cluster) as found:
            place_anew(scaling.shared(str(record.path), cluster), at=now, engine=cluster)
    return found


def commits(record: Record, count: int = 20) -> dict[str, float]:
    """Append single codings to a record that is full already; seconds are of all."""
    some = list(codings(4 * count))
    with measured(None) as found:
        for number, each in enumerate(some):
            record.append([_named(each, number)], read_at=AT, run="bench")
    return found


def _named(coding: Any, number: int) -> Any:
    import msgspec

    report = msgspec.structs.replace(coding.report, id=f"extra-{number}")
    return msgspec.structs.replace(coding, report=report, events=())


def row(what: str, amount: int, unit: str, found: dict[str, float], first: float | None = None) -> float:
    """Print a row of the table; gives its rate."""
    rate = amount / found["seconds"]
    times = "" if first is None else f"{rate / first:.2f}"
    each = 1000 * found["workers"] / amount if found["workers"] else 0.0
    own = 1000 * found["here"] / amount
    print(f"| {what} | {found['seconds']:.1f} | {rate:,.1f} {unit}/s | {times} | {each:.2f} | {own:.2f} |", flush=True)
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("read", "merge"))
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--busy", type=float, default=0.0, help="the share of events that are of one dyad")
    parser.add_argument("--workers", default="1,2,4")
    given = parser.parse_args()
    counts = [int(word) for word in given.workers.split(",")]
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load before {load:.1f}\n")
    print("| what | seconds | rate | times one worker | workers, ms of a core each | here, ms of a core each |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.only != "merge":
            _rows(
                counts,
                f"{given.reports} reports, ",
                given.reports,
                "reports",
                lambda n: reading(folder, given.reports, n),
            )
        if given.only != "read":
            record = filled(folder / "merge", given.events, given.busy)
            keep(record)
            row(f"{given.events:,} events placed anew, no cluster", given.events, "events", merging(record, 0))
            _rows(counts, f"{given.events:,} events, ", given.events, "events", lambda n: merging(record, n))
            row(f"commits to a log of {given.events // 4:,} codings", 20, "commits", commits(record))
    print(f"\nload after {os.getloadavg()[0]:.1f}")


def _rows(counts: list[int], what: str, amount: int, unit: str, measure: Callable[[int], dict[str, float]]) -> None:
    first: float | None = None
    for number in counts:
        rate = row(f"{what}{number} worker{'s' * (number > 1)}", amount, unit, measure(number), first)
        first = rate if first is None else first


if __name__ == "__main__":
    main()
