"""Reading around the clock: many generated reports by `comity read`, with the memory of all its processes as it goes.

    python scripts/read_trial.py --out DIR [--reports 100000] [--jobs 2]

Prints, every tenth of the way, how many reports are coded, the rate since the last line and the resident memory of the
command and its workers (shared pages counted once), the median of that tenth, for it comes and goes by 100 MB; at the
end how the last tenth compares with the second, which is the growth.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from resident import resident
from told import write


def coded(record: Path) -> int:
    """How many reports the record holds."""
    from comity.record import open_record

    return open_record(str(record), create=False).extent().reports if (record / "record.json").exists() else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--jobs", default="2")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    source, record = told.out / "reports.jsonl", told.out / "record"
    if not source.exists():
        write(source, told.reports)
    began = time.monotonic()
    words = ["read", str(source), "--record", str(record), "--jobs", told.jobs]
    reading = subprocess.Popen([sys.executable, "-m", "comity", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    samples: list[tuple[int, float, float]] = []
    peak = 0.0
    lately: list[float] = []
    while reading.poll() is None:
        time.sleep(5)
        # A command that ends loses its workers first.
        if len(processes := list(resident(reading.pid))) > 1:
            lately.append(sum(each[-1] for each in processes))
            peak = max(peak, lately[-1])
        count = coded(record)
        if lately and count >= (len(samples) + 1) * told.reports / 10:
            seconds, now = time.monotonic() - began, statistics.median(lately)
            before = samples[-1] if samples else (0, 0.0, 0.0)
            rate = (count - before[0]) / (seconds - before[1])
            samples.append((count, seconds, now))
            lately.clear()
            print(f"{count:8,} reports after {seconds:6.0f} s: {rate:5.1f} a second, {now:6.0f} MB", flush=True)
    seconds = time.monotonic() - began
    out, error = reading.communicate()
    told_last = (out + error).decode().strip().splitlines()[-1:]
    rate = round(coded(record) / seconds, 1)
    print(json.dumps({"seconds": round(seconds), "rate": rate, "peak": round(peak), "told": told_last}))
    sys.exit(reading.returncode) if reading.returncode else None
    if len(samples) > 2:
        print(f"growth from the second tenth to the last: {samples[-1][2] - samples[1][2]:+.0f} MB")


if __name__ == "__main__":
    main()
