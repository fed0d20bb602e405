"""Event data imported on a cluster: a file is a worker's, and several are read at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from comity.exchange import ImportOutcome, Ordered, summed
from comity.model import ImportProgress, ImportSummary
from comity.record import Record
from comity.scaling.engine import Cluster, forget, shared
from comity.scaling.work import import_one


def import_files(record: Record, paths: Sequence[Path], order: Ordered, *, cluster: Cluster) -> ImportSummary:
    """Do what `comity.exchange.import_files` does, a file a worker; the watch is told of whole files.

    Raises `ClusterError`, `RecordError`; whole files stay, and the same call ends the work.
    """
    place = shared(record.path, cluster).path
    sent = replace(order, watch=None, apart=True)
    futures = [cluster.submit(import_one, place, str(path.absolute()), sent) for path in dict.fromkeys(paths)]

    def outcomes() -> Iterator[ImportOutcome]:
        for path, future in zip(dict.fromkeys(paths), futures, strict=True):
            found: ImportOutcome = cluster.result(future)
            _tell(order, path, found)
            yield found

    try:
        return summed(outcomes())
    finally:
        forget(futures)


def _tell(order: Ordered, path: Path, found: Any) -> None:
    if order.watch is None:
        return
    if found.error is not None:
        order.watch(found.error)
    else:
        size = path.stat().st_size
        order.watch(ImportProgress(str(path), size, size, found.tally.kept))
