"""Who leads a state, how long leaders of its kind last, and when they were replaced: by the table of leaders.

The chance that a leader goes in a month of the term is counted: of the state's own terms that reached this month, how
many ended in it, drawn to what terms of the same office did in all states. Where terms are fixed, ends pile up on the
same month and the calendar of elections comes out of the count by itself.
"""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from comity.codebook import Leader, leaders, states
from comity.simulation.types import Floats

# Offices that can lead a state; which one does is that whose holders the table knows longest and best.
CHIEF = frozenset(
    "president,prime minister,chancellor,premier,leader,taoiseach,king,queen,sultan,emir,grand duke,supreme leader,"
    "general secretary,captain regent,chairman of the presidency,acting president,prince,pope".split(",")
)
# Terms before this tell little of how a state changes its leaders now.
SINCE = "1985-01-01"
# Worth of what all states' terms tell, in the state's own terms.
_WORTH = 3.0
_LONGEST = 600


class Handover(NamedTuple):
    """A change of leader of a state: the day, and the names of who left and who followed."""

    state: str
    office: str
    date: str
    left: str
    follows: str


def holder(state: str, on: str, office: str | None = None) -> Leader | None:
    """Give who leads a state on a day, or holds this office in it; null where the table knows nobody."""
    there = [
        row
        for row in leaders()
        if row.country == state
        and row.since
        and row.since <= on
        and (not row.until or row.until > on)
        and (row.office.casefold() == office.casefold() if office else row.office in CHIEF)
    ]
    if not there:
        return None
    told = _weight_of_offices(state)
    return max(there, key=lambda row: (told.get(row.office, 0.0), row.since))


@lru_cache(maxsize=256)
def _weight_of_offices(state: str) -> dict[str, float]:
    """How many days of the state since `SINCE` the table has for each office."""
    found: dict[str, float] = defaultdict(float)
    for row in leaders():
        if row.country == state and row.since:
            begin, end = max(row.since, SINCE), row.until or known_until()
            if end > begin and len(begin) == len(end) == 10:
                found[row.office] += (date.fromisoformat(end) - date.fromisoformat(begin)).days
    return dict(found)


@lru_cache(maxsize=1)
def known_until() -> str:
    """Give the last day of which the table tells anything."""
    return max(day for row in leaders() for day in (row.since, row.until) if len(day) == 10)


def offices_of(state: str, on: str) -> tuple[str, ...]:
    """Give the offices of a state that somebody holds on a day, by the table."""
    rows = (row for row in leaders() if row.country == state and row.since and row.since <= on)
    return tuple(sorted({row.office for row in rows if not row.until or row.until > on}))


def handovers(state: str, since: str, until: str) -> tuple[Handover, ...]:
    """Give the changes of a state's leader between two days (inclusive)."""
    office = max(
        (each for each in _weight_of_offices(state) if each in CHIEF),
        key=lambda each: _weight_of_offices(state)[each],
        default=None,
    )
    rows = sorted(
        (row for row in leaders() if row.country == state and row.office == office and row.since),
        key=lambda row: row.since,
    )
    return tuple(
        Handover(state, after.office, after.since, before.name, after.name)
        for before, after in pairwise(rows)
        if before.id != after.id and since <= after.since <= until and len(after.since) == 10
    )


@lru_cache(maxsize=256)
def monthly_hazard(state: str, office: str) -> Floats:
    """Give the chance (M,) that a leader goes in each month of the term, by months served."""
    ended, reached = _counts(state, office)
    all_ended, all_reached = _counts(None, office)
    flat = all_ended.sum() / max(all_reached.sum(), 1.0)
    # A window of a year on either side: other states' calendars differ by months.
    window = np.ones(13)
    usual = (np.convolve(all_ended, window, "same") + 24 * flat) / (np.convolve(all_reached, window, "same") + 24)
    return np.asarray((ended + _WORTH * usual) / (reached + _WORTH))


@lru_cache(maxsize=256)
def _counts(state: str | None, office: str) -> tuple[Floats, Floats]:
    ended, reached = np.zeros(_LONGEST), np.zeros(_LONGEST)
    for row in leaders():
        if row.office != office or (state is not None and row.country != state):
            continue
        if len(row.since) != 10 or row.since < SINCE:
            continue
        over = len(row.until) == 10
        months = min(months_between(row.since, row.until if over else known_until()), _LONGEST - 1)
        reached[: months + 1] += 1
        if over:
            ended[months] += 1
    return ended, reached


def months_between(first: str, last: str) -> int:
    """Give the whole months from one ISO day to another, nearest."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return max(round(days / 30.4375), 0)


def state_name(code: str) -> str:
    """Give a state's name."""
    return states()[code].name if code in states() else code
