"""Where the desk makes what takes longer than a page may: measures, forecasts, what-ifs, briefs, past days.

One process of its own does the work, so that pages are drawn meanwhile. What was made is kept; when the record has
grown since, the older value is shown, marked as such, while the new one is made.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from comity.errors import ComityError
from comity.presentation.index.orphans import end_with_starter
from comity.presentation.web.problems import Preparing

# A page waits so long for what it shows; after this the reader is told to come back.
PATIENCE = 4.0
MOST_KEPT = 400
# Requests for new work beyond these wait for an empty bench: a flood of scenarios must not fill the memory.
MOST_WAITING = 16
# So many requests wait at once for what is being made, of the forty that the server answers at once.
MOST_PATIENT = 12


@dataclass(frozen=True)
class Made:
    """A value from the workshop; `fresh` tells whether it was made of the record as it stands."""

    value: Any
    fresh: bool = True


class Workshop:
    """Makes values of functions of the module `crafts`, one after another, and keeps them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seats = threading.BoundedSemaphore(MOST_PATIENT)
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._under_way: dict[Hashable, Future[Any]] = {}
        self._pool: ProcessPoolExecutor | None = None

    def made(
        self, key: Hashable, stamp: Hashable, craft: Callable[..., Any], *values: Any, what: str, wait: float = PATIENCE
    ) -> Made:
        """Give the value of `craft(*values)`, kept under `key` for as long as `stamp` is the same.

        A value of another stamp is given at once, not fresh, while the new one is made. Raises `Preparing` when it
        takes longer than `wait` seconds, and the `ComityError` that the craft raised.
        """
        started = False
        with self._lock:
            known = self._kept.get(key)
            if known is not None and known[0] == stamp:
                self._kept.move_to_end(key)
                return self._told(known[1], fresh=True)
            future = self._under_way.get((key, stamp))
            if future is None:
                if len(self._under_way) >= MOST_WAITING:
                    raise Preparing(what, seconds=10)
                future = self._started(craft, values)
                self._under_way[key, stamp] = future
                started = True
        if started:
            # Of a future that is done already the call comes at once, in this thread, and takes the lock itself.
            future.add_done_callback(lambda done: self._keep(key, stamp, done))
        if known is not None and not isinstance(known[1], ComityError):
            return self._told(known[1], fresh=False)
        return Made(self._awaited(future, what, wait))

    def _awaited(self, future: "Future[Any]", what: str, wait: float) -> Any:
        # Requests that wait hold threads that pages need; beyond these, readers are told at once to come back. Who asks
        # for a longer wait than a page's, as a correction does, gets it.
        seated = wait <= PATIENCE and self._seats.acquire(blocking=False)
        try:
            return future.result(timeout=wait if seated or wait > PATIENCE else 0)
        except TimeoutError as error:
            raise Preparing(what) from error
        except (BrokenProcessPool, CancelledError) as error:
            raise Preparing(what, seconds=5) from error
        finally:
            if seated:
                self._seats.release()

    @property
    def busy(self) -> bool:
        """Whether anything is being made."""
        with self._lock:
            return bool(self._under_way)

    def close(self) -> None:
        """End the process; what is under way is dropped."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _started(self, craft: Callable[..., Any], values: tuple[Any, ...]) -> "Future[Any]":
        if self._pool is None:
            self._pool = _bench()
        try:
            return self._pool.submit(craft, *values)
        except BrokenProcessPool:
            # The process was killed, for lack of memory for instance: the next request gets another one.
            self._pool = _bench()
            return self._pool.submit(craft, *values)

    def _keep(self, key: Hashable, stamp: Hashable, done: "Future[Any]") -> None:
        with self._lock:
            self._under_way.pop((key, stamp), None)
            if done.cancelled():
                return
            error = done.exception()
            if error is None:
                self._kept[key] = (stamp, done.result())
            elif isinstance(error, ComityError):
                # What can't be answered is remembered, too: asking again would take as long.
                self._kept[key] = (stamp, error)
            self._kept.move_to_end(key) if key in self._kept else None
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    @staticmethod
    def _told(value: Any, *, fresh: bool) -> Made:
        if isinstance(value, ComityError):
            raise value
        return Made(value, fresh)


def _bench() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    end_with_starter()
    # Pages come first.
    os.nice(5)
