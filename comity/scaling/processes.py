"""Processes of this machine as the engine that placing runs on: no scheduler, and what they hand on lies on the disk.

A large log placed anew would not fit into memory; in parts, each is a file until its turn comes.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from operator import getitem
from pathlib import Path
from typing import Any

from comity.coding import started
from comity.record import Place, caches_of

# Codings whose events make a part: some hundred thousand, which take about 700 MB while they are placed.
PART = 10_000
_PREFIX = "placing-"


@dataclass(frozen=True)
class OnDisk:
    """What a call gave, if it was bytes: the file that holds them."""

    path: str


@dataclass(frozen=True)
class Processes:
    """An engine for `comity.ledger`: `parts` of the work, done by the processes of a pool over files in a folder."""

    parts: int
    pool: ProcessPoolExecutor
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """Begin a call; its handle is a future. What it needs of other calls is waited for, and read where it runs."""
        told = [_kept(each) for each in given]
        if function is getitem:
            ready: Future[Any] = Future()
            ready.set_result(told[0][told[1]])
            return ready
        return self.pool.submit(_called, function, str(self.folder / f"{next(self._numbers)}"), *told)

    def result(self, handle: Any) -> Any:
        """The value behind a handle, once it is there. Raises what the call raised."""
        return _value(_kept(handle))


@contextmanager
def beside(record: Place, *, codings: int) -> Iterator[Processes]:
    """Give an engine for a record with so many codings; its files lie in the record's folder until it is done with."""
    home = caches_of(record)
    for left in home.glob(f"{_PREFIX}*"):
        # Of a run that was killed.
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
    workers = min(os.cpu_count() or 1, 8)
    pool = started(workers)
    try:
        yield Processes(max(workers, codings // PART + 1), pool, folder)
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(folder, ignore_errors=True)


def _kept(given: Any) -> Any:
    return given.result() if isinstance(given, Future) else given


def _called(function: Callable[..., Any], path: str, *given: Any) -> Any:
    """Make a call in a process of the pool; bytes that it gives, alone or in a list, are put into files."""
    made = function(*(_value(each) for each in given))
    if isinstance(made, bytes):
        return _put(made, path)
    if isinstance(made, list | tuple) and made and all(isinstance(each, bytes) for each in made):
        return [_put(each, f"{path}-{number}") for number, each in enumerate(made)]
    return made


def _put(value: bytes, path: str) -> OnDisk:
    Path(path).write_bytes(value)
    return OnDisk(path)


def _value(each: Any) -> Any:
    return Path(each.path).read_bytes() if isinstance(each, OnDisk) else each
