"""Placing what a run appends, seldom enough to cost little: each placing asks the whole table what lies near."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from comity.ledger.keeping import keep
from comity.record import Record, Stages, forget_files

# Placed is when a part of what the run has appended is not: fifty times for each time as much.
_SHARE = 50
# A go of 1,000 reports of four sentences takes 36 MB, one of 2,000 takes 90 and leaves them with the process. So from
# 50,000 reports on goes stay as they are. Each goes through the whole table first (0.75 s with 100,000 reports in it, a
# second each 130,000); hence from half a million on they grow again, for else a run of millions would do little else.
_MOST, _LATE_SHARE = 1000, 500


@contextmanager
def paced(record: Record, stages: Stages) -> Iterator[Callable[[int], None]]:
    """Keep a run's events placed: what an earlier one left at the beginning, and all at the end.

    Gives a function that is told how many reports were appended, and places now and then; views place for themselves
    what is not placed yet. Of a run that breaks off the next one places the rest. Raises `RecordUnwritable`.
    """
    appended = waiting = 0

    def place(count: int) -> None:
        nonlocal appended, waiting
        appended, waiting = appended + count, waiting + count
        if waiting >= min(appended / _SHARE, max(_MOST, appended / _LATE_SHARE)):
            _keep()
            waiting = 0

    def _keep() -> None:
        with stages.of("merge"):
            keep(record)
        # Until the next go only little is asked: kept at hand, 75 MB with 60,000 reports in the record.
        forget_files()

    _keep()
    yield place
    if waiting:
        _keep()
