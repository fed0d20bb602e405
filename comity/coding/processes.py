"""Many reports coded by several processes at once: in order, streaming, a broken report told and passed by.

Each process loads the parser for itself (spawned, not forked: threads and locks of the caller are not copied). Reports
and codings travel as msgpack, in chunks that keep a parser's batch full; the caller reads and writes meanwhile.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

import msgspec

from comity.coding.coder import RulesCoder
from comity.errors import ComityError, ReadError, ReportFailed
from comity.model import Coding, Report
from comity.recognition import pass_over, recognise_all

# Characters to be parsed that a chunk holds: about 130 sentences, a second of work and two full batches.
CHUNK = 20_000
# Inputs that a chunk holds at most, so that a stream without news of states is handed on all the same.
MOST = 1000
# Chunks in hand for each process: one under work and one waiting keep it busy, more only take memory.
AHEAD = 2
BATCH = 32  # reports a commit: few enough to lose little work, enough that commits don't cost the time
Item = TypeVar("Item")
# Inputs from which on several processes pay.
FEW = 48
Words = tuple[str, str, str]


class Chunk:
    """Some inputs in their order: `items` are finished, or null where the next of `reports` comes."""

    def __init__(self) -> None:
        self.items: list[Coding | ReadError | None] = []
        self.reports: list[Report] = []


class Workers:
    """The processes of one run; new ones take the place of those that end before their time."""

    def __init__(self, jobs: int, model: str, gate: bool) -> None:
        self.jobs = jobs
        self.model = model
        self.gate = gate
        self.answered = False
        self.pool = started(jobs)

    def submit(self, chunk: Chunk) -> "Future[list[bytes | Words]]":
        """Hand a chunk to the next free process."""
        reports = msgspec.msgpack.encode(chunk.reports)
        try:
            return self.pool.submit(code_packed, reports, self.model, self.gate)
        except BrokenProcessPool:
            self.pool = started(self.jobs)
            return self.pool.submit(code_packed, reports, self.model, self.gate)

    def results(self, chunk: Chunk, future: "Future[list[bytes | Words]]") -> Iterator[Coding | ReadError]:
        """Give a chunk's codings and errors in the order of its inputs, once they are there."""
        try:
            coded = iter(future.result())
            self.answered = True
        except BrokenProcessPool as broken:
            if not self.answered:
                problem = "can't be started or end at once"
                raise ComityError("the processes of --jobs", problem, "run again with --jobs 1") from broken
            coded = self.one_by_one(chunk.reports)
        for item in chunk.items:
            if item is not None:
                yield item
                continue
            answer = next(coded)
            yield msgspec.msgpack.decode(answer, type=Coding) if isinstance(answer, bytes) else ReportFailed(*answer)

    def one_by_one(self, reports: list[Report]) -> Iterator[bytes | Words]:
        """Code the reports of a chunk whose process ended, each by itself, to find the one that ends it."""
        pool = started(1)
        try:
            for report in reports:
                try:
                    yield pool.submit(code_packed, msgspec.msgpack.encode([report]), self.model, self.gate).result()[0]
                except BrokenProcessPool:
                    yield failed(report, "its process ended, perhaps for want of memory")
                    pool = started(1)
        finally:
            pool.shutdown(cancel_futures=True)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Give lists of 1, 2, 4 ... up to `BATCH` items, so that the first result does not wait for the 32nd."""
    stream, size = iter(items), 1
    while batch := list(islice(stream, size)):
        yield batch
        size = min(BATCH, size * 2)


def sharing(found: Iterable[Report | ReadError], jobs: int | None) -> tuple[int, Iterable[Report | ReadError]]:
    """Give how many processes are to share inputs, and all the inputs.

    `jobs` of null leaves the choice to the number of inputs: to load the parser once more pays from a few dozen on.
    """
    if jobs is not None:
        return jobs, found
    stream = iter(found)
    first = list(islice(stream, FEW))
    return (cores() if len(first) == FEW else 1), chain(first, stream)


def cores() -> int:
    """Give the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_in_processes(
    found: Iterable[Report | ReadError], *, model: str, gate: bool, jobs: int
) -> Iterator[Coding | ReadError]:
    """Give the coding of each report in order, errors in their place; `jobs` processes work at once.

    A report that the coder breaks on, or that ends its process, comes as a `ReportFailed`. Raises `ModelMissing`.
    """
    workers = Workers(jobs, model, gate)
    waiting: deque[tuple[Chunk, Future[list[bytes | Words]]]] = deque()
    try:
        for chunk in chunks(found, gate=gate):
            waiting.append((chunk, workers.submit(chunk)))
            if len(waiting) > jobs * AHEAD:
                yield from workers.results(*waiting.popleft())
        while waiting:
            yield from workers.results(*waiting.popleft())
    finally:
        workers.pool.shutdown(cancel_futures=True)


def started(jobs: int) -> ProcessPoolExecutor:
    """Give a pool of spawned processes that ends when its owner does."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=settle)


def settle() -> None:
    """Make a process leave Ctrl-C to its owner, and end with it whatever ended that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    owner = parent_process()
    if owner is not None:
        sentinel = owner.sentinel

        def watch() -> None:
            connection.wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def chunks(found: Iterable[Report | ReadError], *, gate: bool) -> Iterator[Chunk]:
    """Part inputs into chunks; what the gate passes over is coded at once, which saves the way there and back."""
    coder = RulesCoder()
    chunk, size = Chunk(), 0
    for item in found:
        passed = pass_over(item) if gate and isinstance(item, Report) else None
        if isinstance(item, ReadError):
            chunk.items.append(item)
        elif passed is not None:
            chunk.items.append(coder.code(passed))
        else:
            chunk.items.append(None)
            chunk.reports.append(item)
            size += len(item.text)
        if size >= CHUNK or len(chunk.items) >= MOST:
            yield chunk
            chunk, size = Chunk(), 0
    if chunk.items:
        yield chunk


def code_packed(reports: bytes, model: str, gate: bool) -> list[bytes | Words]:
    """Code packed reports in a process of a run: each coding packed, or the words of a report's error, in order."""
    batch = msgspec.msgpack.decode(reports, type=list[Report])
    try:
        return [*codings(batch, model, gate)]
    except ComityError:
        raise
    except Exception:
        return [alone(report, model, gate) for report in batch]


def codings(reports: Iterable[Report], model: str, gate: bool) -> Iterator[bytes]:
    coder = RulesCoder()
    for reading in recognise_all(reports, model=model, gate=gate):
        yield msgspec.msgpack.encode(coder.code(reading))


def alone(report: Report, model: str, gate: bool) -> bytes | Words:
    """Code one report of a chunk that broke; whichever it was gives the words of its error."""
    try:
        return next(codings([report], model, gate))
    except ComityError:
        raise
    except Exception as error:
        return failed(report, f"{type(error).__name__}: {error}")


def failed(report: Report, why: str) -> Words:
    return report.id, f"the coder broke on it ({why})", "please send it to the project; the others are coded"
