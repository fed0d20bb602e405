"""Reports read on a cluster: this process finds and hands out what is new, the workers code it and append it."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from comity import pipeline
from comity.coding import RulesCoder
from comity.config import Settings
from comity.errors import ClusterError, ReadError
from comity.ledger import keep
from comity.model import Report, RunSummary
from comity.record import Arrivals, Stages
from comity.scaling.engine import Cluster, forget, shared
from comity.scaling.work import Task, code_and_append, ended, told

# Characters in a batch: few at first, so that all workers begin at once, then some seconds of work a commit.
FIRST, LARGEST = 10_000, 50_000
# Reports in a batch at most, for the sake of a stream without news of states.
MOST = 500
# Batches in hand for each worker: one under work and one waiting.
AHEAD = 2
# Seconds after which one looks whether any worker is left.
LOOK = 5
# Reports after which their events are placed, so that views never have much left to place.
PLACE_EVERY = 20_000


def read(
    paths: Iterable[str | Path],
    *,
    cluster: Cluster,
    settings: Settings,
    read_at: str,
    run: str,
    stdin: BinaryIO | None = None,
    watch: Callable[[Report | ReadError], None] | None = None,
    found: Iterable[Report | ReadError] | None = None,
    stages: Stages | None = None,
) -> RunSummary:
    """Do what `pipeline.read` does, with the workers of a cluster.

    Among the `stages`, "code" is what this process waits for workers, their appending included. The log takes batches
    in the order in which they are done. Raises `ClusterError`, `RecordError`; what was appended
    stays, and the same call ends the work.
    """
    stages = stages or Stages()
    record = shared(settings.record, cluster)
    keep(record, engine=cluster)
    arrivals = Arrivals(record, coder=RulesCoder.name, read_at=read_at, run=run)
    task = Task(settings.model, settings.gate, read_at, run)
    since = 0

    def new() -> Iterator[Report]:
        for item in stages.over("read", found or pipeline.reports(paths, settings=settings, stdin=stdin)):
            if watch is not None:
                watch(item)
            if arrivals.take(item):
                if isinstance(item, Report):
                    yield item
                else:
                    arrivals.count([item])

    for answer in stages.over("code", _coded(new(), cluster, lambda batch: (batch, record.path, task))):
        arrivals.count(answer)
        since += len(answer)
        if since >= PLACE_EVERY:
            with stages.of("merge"):
                keep(record, engine=cluster)
            since = 0
    with stages.of("merge"):
        keep(record, engine=cluster)
    return arrivals.summary()


def batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in batches of twice as many characters each time, up to `LARGEST`."""
    batch: list[Report] = []
    size, most = 0, FIRST
    for report in reports:
        batch.append(report)
        size += len(report.text)
        if size >= most or len(batch) >= MOST:
            yield batch
            batch, size, most = [], 0, min(2 * most, LARGEST)
    if batch:
        yield batch


def _coded(
    reports: Iterable[Report], cluster: Cluster, given: Callable[[bytes], tuple[Any, ...]]
) -> Iterator[list[Any]]:
    """What the workers tell of each batch, as they come; two batches a worker are in hand, the rest is not read yet."""
    import distributed

    wait: Any = distributed.wait  # it has no types of its own

    def submit(batch: list[Report]) -> Any:
        return cluster.submit(code_and_append, *given(msgspec.msgpack.encode(batch)))

    waiting: dict[Any, list[Report]] = {}
    stream = batches(reports)
    more = True
    try:
        while more or waiting:
            while more and len(waiting) < cluster.workers * AHEAD:
                batch = next(stream, None)
                more = batch is not None
                if batch is not None:
                    waiting[submit(batch)] = batch
            if not waiting:
                return
            with cluster.kept():
                try:
                    done = wait(list(waiting), return_when="FIRST_COMPLETED", timeout=LOOK).done
                except TimeoutError:
                    cluster.look()
                    continue
            for future in done:
                batch = waiting.pop(future)
                try:
                    answer = told(cluster.result(future))
                except ClusterError as error:
                    if not isinstance(error.__cause__, distributed.KilledWorker):
                        raise
                    # One of them ends its worker: each by itself, to find which.
                    answer = [ended(batch[0])] if len(batch) == 1 else []
                    waiting |= {submit([report]): [report] for report in batch} if len(batch) > 1 else {}
                yield answer
    finally:
        forget(list(waiting))
