"""Make a large record of made-up reports for trials of speed: `python scripts/load_record.py --out DIR`.

By default 100,000 reports with 1,000,000 events over ten years, written as `comity read` writes them: commits of the
log, each followed by the placing of its events. Progress and the time of each step are told on stderr.
"""

import argparse
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from load_codings import Load

from comity.ledger import keep
from comity.model import Coding, Correction
from comity.record import Record, open_record

# Codings of one commit of the log, and after how many its events are placed: each placing takes up what is near.
BATCH, PLACED = 2000, 10_000
# After how many shares of the record a correction by hand is made, and which.
CORRECTIONS = ("withdraw", "revise", "restore", "withdraw", "revise")


def load(out: Path, *, reports: int, each: int, seed: int) -> dict[str, float]:
    """Write the record and give the seconds that each step took."""
    record = open_record(out, create=True)
    spent = dict.fromkeys(("codings", "append", "keep", "correct"), 0.0)
    made = Load(reports, each, seed).codings()
    begun = time.monotonic()
    done, corrected, withdrawn = 0, 0, ""

    def timed(step: str, since: float) -> float:
        now = time.monotonic()
        spent[step] += now - since
        return now

    while True:
        clock = time.monotonic()
        codings = list(islice(made, BATCH))
        if not codings:
            break
        clock = timed("codings", clock)
        read_at = f"{codings[-1].report.published}T18:00:00Z"
        record.append(codings, read_at=read_at, run=f"load-{done:07}")
        clock = timed("append", clock)
        done += len(codings)
        if done % PLACED == 0 or done == reports:
            keep(record)
        clock = timed("keep", clock)
        for step in range(corrected, done * len(CORRECTIONS) // reports):
            withdrawn = _correct(record, CORRECTIONS[step], codings[step % len(codings)], read_at, withdrawn)
        corrected = done * len(CORRECTIONS) // reports
        timed("correct", clock)
        steps = ", ".join(f"{name} {seconds:.0f}" for name, seconds in spent.items())
        print(f"{done:,} of {reports:,} reports in {time.monotonic() - begun:.0f} s ({steps})", file=sys.stderr)
    return spent


def _correct(record: Record, action: str, coding: Coding, at: str, withdrawn: str) -> str:
    """Make one correction by hand; gives the id of the event that is withdrawn now."""
    target = withdrawn if action == "restore" else coding.events[0].id
    field, value = ("status", "denied") if action == "revise" else (None, None)
    why = "made up, to show how corrections look"
    record.correct(Correction("", at, "the load script", why, action, target, field, value))  # type: ignore[arg-type]
    return {"withdraw": target, "restore": ""}.get(action, withdrawn)


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Make the record that the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="the record's folder; it must not be there yet")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--events-each", type=int, default=10, help="events a report, on average")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.reports < 1 or given.events_each < 1:
        parser.error("--reports and --events-each are 1 or more")
    if given.out.exists():
        parser.error(f"{given.out} is there already: name another folder, or remove it first")
    begun = time.monotonic()
    spent = load(given.out, reports=given.reports, each=given.events_each, seed=given.seed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items())
    print(
        f"{given.out}: {given.reports:,} reports and {given.reports * given.events_each:,} events in "
        f"{time.monotonic() - begun:.0f} s ({steps}); {size(given.out) / 1e6:.0f} MB on disk, "
        f"{memory:.0f} MB of memory at most",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
