"""Whether two events of one block may be one: by words, place, date."""

import re
from datetime import date, timedelta
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from comity.model import Date, Event, Place

# Shorter words are mostly grammar, and say nothing about which event it is.
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
# A judgement, not a measurement: on pairs of sentences written for the tests it keeps apart those that share
# little but the names of the two states. Score it on labelled pairs before trusting finer counts to it.
ALIKE = 0.3
# Cities are wider than a point; two venues of one meeting lie within this, two cities seldom do.
NEAR_KM = 50.0

Days = tuple[date, date]


def words_of(event: Event) -> frozenset[str]:
    """The longer words of an event's evidence, in lower case."""
    return frozenset(_WORD.findall(" ".join(span.text for span in event.evidence).lower()))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of words share enough (Jaccard) to be about the same thing."""
    if not one or not other:
        return False
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= ALIKE * (len(one) + len(other) - shared)


def days_of(when: Date | None) -> Days | None:
    """The first and last day of a date, null when it is not known or not a day."""
    if when is None or when.start is None or when.end is None:
        return None
    return _days(when.start, when.end)


@lru_cache(maxsize=65536)
def _days(start: str, end: str) -> Days | None:
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return None
    return (first, last) if first <= last else None


def overlap(one: Days, other: Days) -> Days | None:
    """The days that two ranges share."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def adjacent(one: Days, other: Days) -> bool:
    """Whether one range begins on the day after the other ends."""
    day = timedelta(days=1)
    return other[0] - one[1] == day or one[0] - other[1] == day


def contradict(one: Place | None, other: Place | None) -> bool:
    """Whether two places can't be the same: other states, or points too far apart."""
    if one is None or other is None:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if one.name.casefold() == other.name.casefold():
        return False
    distance = _kilometres(one, other)
    return distance is not None and distance > NEAR_KM


def _kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance (haversine on a sphere of 6371 km)."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
