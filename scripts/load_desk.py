"""The desk under load: readers at once while reports are appended; the time of each page, and memory.

    python scripts/load_desk.py RECORD [--readers 20] [--seconds 60] [--pause 0]

The record is one of `scripts/load_record.py`, or any other that may grow: reports are appended to it. Each reader asks
for one page after another, of every kind, with filters drawn at random; a reader looks at a page for about `--pause`
seconds.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import httpx
from resident import resident

# A view of every kind; {dyad}, {state} ... are drawn from what the record holds.
VIEWS = (
    "/", "/events", "/events?dyad={dyad}", "/events?type={type}&status=occurred", "/events?since={year}&until={year}",
    "/events?page={page}", "/events?q={word}", "/incidents", "/incidents?dyad={dyad}", "/incidents?actor={state}",
    "/pledges", "/pledges?dyad={dyad}&status=open", "/statements?dyad={dyad}", "/positions?issue={issue}",
    "/assessments", "/agreements", "/actors", "/actors/{state}", "/reports", "/reports?outlet={outlet}",
    "/reports/{report}",
    "/incidents/{incident}", "/events/{event}", "/dyads", "/dyads/{dyad}", "/network", "/network?state={state}", "/map",
    "/issues", "/search?q={word}", "/codebook", "/method", "/sql", "/health", "/events.json?dyad={dyad}&per_page=50",
)  # fmt: skip


def drawn(base: str) -> dict[str, list[str]]:
    """What addresses are filled with, from the desk itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in (1, 50, 500):
        for table in ("events", "incidents", "reports"):
            got = httpx.get(f"{base}/{table}.json?per_page=100&page={page}", timeout=120)
            if got.status_code != 200:
                continue
            for row in got.json()["rows"]:
                found[table.removesuffix("s")].append(row["id"])
                if table == "events":
                    codes = sorted({ref["country"] for ref in (*row["actors"], *row["recipients"]) if ref["country"]})
                    found["state"] += codes
                    found["dyad"] += ["-".join(codes)] if len(codes) == 2 else []
                    found["type"].append(row["type"])
                    found["issue"] += row["issues"]
                    found["outlet"] += [row["outlet"]] if row["outlet"] else []
                    found["word"] += [
                        word for word in row["evidence"][0]["text"].split() if len(word) > 5 and word.isalpha()
                    ]
    found["year"] = [str(year) for year in range(2017, 2025)]
    found["page"] = [str(page) for page in (2, 10, 100, 1000, 10_000)]
    return found


async def reader(
    base: str, words: dict[str, list[str]], chance: random.Random, since: float, until: float, pause: float, times: dict
) -> None:
    """Ask for one page after another; what is asked from `since` on counts."""
    async with httpx.AsyncClient(timeout=60) as client:
        while time.monotonic() < until:
            view = chance.choice(VIEWS)
            address = re.sub(r"\{(\w+)\}", lambda found: chance.choice(words[found[1]] or ["x"]), view)
            began = time.monotonic()
            try:
                got = await client.get(base + address)
            except (httpx.ReadError, httpx.RemoteProtocolError):
                # The desk ended the connection, idle for some seconds, just as it was asked again.
                got = await client.get(base + address)
            if began >= since:
                times[view].append((time.monotonic() - began, got.status_code, len(got.content)))
            await asyncio.sleep(pause * chance.random() * 2)


def memory(pid: int, busy: dict[str, float]) -> dict[str, float]:
    """Resident megabytes of a process and all below it, by what they do; shared pages counted once (PSS).

    `busy` takes the seconds of a core that each has used so far.
    """
    found: dict[str, float] = {}
    used: dict[str, float] = {}
    for each, words, megabytes in resident(pid):
        try:
            clock = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        name = (
            "derive"
            if "--derive" in words
            else "keeper"
            if "presentation.index" in words
            else "workshop"
            if "spawn" in words
            else "desk"
        )
        found[name] = found.get(name, 0.0) + megabytes
        used[name] = used.get(name, 0.0) + sum(map(int, clock)) / os.sysconf("SC_CLK_TCK")
    busy.update(used)
    return found


APPEND = """
import sys, time
from datetime import datetime, UTC
sys.path.insert(0, {scripts!r})
import msgspec
from generated import codings
from comity.ledger import keep
from comity.record import open_record
log = open_record({record!r}, create=False)
for number, coding in enumerate(codings(4000)):
    report = msgspec.structs.replace(coding.report, id=f"appended-{{time.time_ns()}}")
    events = tuple(msgspec.structs.replace(e, id=f"e-{{report.id}}-{{n}}") for n, e in enumerate(coding.events))
    one = msgspec.structs.replace(coding, report=report, events=events)
    log.append([one], read_at=datetime.now(UTC).isoformat(), run="load")
    keep(log)
    print(report.id, time.time(), flush=True)
    time.sleep({every})
"""


def tell(times: dict[str, list], seconds: float) -> None:
    """Print the times of each view, and of all."""

    def late(some: list[float], at: float) -> float:
        return 1000 * sorted(some)[min(len(some) - 1, int(at * len(some)))]

    print(f"{'view':48} {'n':>5} {'median':>8} {'p99':>8} {'KB':>6} statuses")
    for view in VIEWS:
        some = [each[0] for each in times[view]]
        if some:
            statuses = Counter(each[1] for each in times[view])
            size = max(each[2] for each in times[view]) / 1024
            print(f"{view:48} {len(some):5} {late(some, 0.5):6.0f}ms {late(some, 0.99):6.0f}ms {size:6.0f}", end=" ")
            print(dict(statuses))
    every = [each[0] for some in times.values() for each in some]
    print(f"{len(every)} pages, {len(every) / seconds:.0f} a second, median {late(every, 0.5):.0f} ms, ", end="")
    print(f"p99 {late(every, 0.99):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--warm", type=float, default=15, help="seconds before those that count")
    parser.add_argument("--append-every", type=float, default=2.0)
    told = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-m", "comity", "serve", "--record", told.record, "--port", "0"],
                              stderr=subprocess.PIPE, text=True)  # fmt: skip
    base = re.search(r"http://\S+?(?=/ )", server.stderr.readline())[0]
    began = time.monotonic()
    while httpx.get(f"{base}/events", timeout=120).status_code != 200:
        time.sleep(2)
    print(f"ready after {time.monotonic() - began:.1f} s", flush=True)
    words = drawn(base)
    script = APPEND.format(scripts=str(Path(__file__).parent), record=told.record, every=told.append_every)
    appender = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    times: dict[str, list] = defaultdict(list)
    peak: dict[str, float] = {}
    before: dict[str, float] = {}
    busy: dict[str, float] = {}
    memory(server.pid, before)

    async def load() -> None:
        since = time.monotonic() + told.warm
        until = since + told.seconds
        readers = [reader(base, words, random.Random(n), since, until, told.pause, times) for n in range(told.readers)]

        async def watch() -> None:
            while time.monotonic() < until:
                now = memory(server.pid, busy)
                total = {**now, "all": sum(now.values())}
                for name, size in total.items():
                    peak[name] = max(peak.get(name, 0), size)
                await asyncio.sleep(1)

        await asyncio.gather(watch(), *readers)

    try:
        asyncio.run(load())
    finally:
        appender.terminate()
        server.terminate()
    tell(times, told.seconds)
    print("memory (MB, PSS):", json.dumps({name: round(size) for name, size in peak.items()}))
    cores = {name: round((each - before.get(name, 0)) / (told.warm + told.seconds), 2) for name, each in busy.items()}
    print("cores kept busy:", json.dumps(cores))
    print("appended:", len(appender.stdout.read().splitlines()))


if __name__ == "__main__":
    main()
