"""Whether two events of one block may be one: by words, place, date."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

from comity.codebook import states
from comity.model import ActorRef, Date, Event, Place

# Shorter words are mostly grammar, and say nothing about which event it is.
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
# Endings tell apart "sanctions" and "sanctioned", which are one matter; longer stems miss more of these.
_STEM = 6
# A judgement, checked on the open pairs of tests/gold/pairs.jsonl: accounts of one act in other words seldom share
# more than half of their telling words.
ALIKE = 0.5
# The words of nearly every report on states, and those that the type of the act tells already, weigh this.
_PLAIN_WEIGHT = 0.25
_PLAIN = frozenset(
    word[:_STEM]
    for word in (
        "about above accord according accused across after again against agency agree agreed agreement also among "
        "announce another around arrived asked back because been before being between both capital chief condemned "
        "could counterpart countries country criticised decision delegation demanded deputy diplomat diplomats "
        "discuss discussed during each envoy first following foreign four from government have head held into issue "
        "joint last late later leader leaders made meet meeting minister ministers ministry month months more nation "
        "national next office official officials other over part premier president presidents prime report reported "
        "reporters reports said same says second secretary security several side sides signed since some spokesman "
        "spokeswoman spoke state states statement such summit talk talked talks than that their them there these they "
        "this those three told took towards under until urged very visit visited warned week weeks were what when "
        "where which while will with would year years "
        "january february march april june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
# Cities are wider than a point; two venues of one meeting lie within this, two cities seldom do.
NEAR_KM = 50.0

Days = tuple[date, date]
# The words of an account, and how much they tell.
Wording = tuple[frozenset[str], float]
_DAY = timedelta(days=1)


def words_of(event: Event) -> frozenset[str]:
    """The stems of the longer words and the numbers of an event's evidence, in lower case.

    The names of its parties' states and the words of its date are left out: who and when are parts of their own.
    """
    text = " ".join([span.text for span in event.evidence])
    found = _stems(text) - _names_of(tuple([ref.country for ref in (*event.actors, *event.recipients)]))
    # The dates of a report are few, and told again and again.
    return frozenset(found if event.date is None else found - _stems_of_date(event.date.text))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}


@lru_cache(maxsize=4096)
def _stems_of_date(text: str) -> frozenset[str]:
    return frozenset(_stems(text))


@lru_cache(maxsize=4096)
def _names_of(countries: tuple[str | None, ...]) -> frozenset[str]:
    """The stems of all that these states are called by."""
    return frozenset[str]().union(*(_names(country) for country in countries if country))


@cache
def _names(country: str) -> frozenset[str]:
    """The stems of all that a state is called by."""
    state = states().get(country)
    if state is None:
        return frozenset()
    names = (state.name, state.capital, *state.names, *state.demonyms, *state.capital_names, *state.houses)
    return frozenset[str]().union(*(_stems(name) for name in names))


def wording_of(words: frozenset[str]) -> Wording:
    """Words with their mass, worked out once: they are held against those of many accounts."""
    plain = len(words & _PLAIN)
    return words, len(words) - plain + plain * _PLAIN_WEIGHT


def closeness(one: Wording, others: Iterable[Wording]) -> float | None:
    """How much of their telling words an account and the nearest of others share (cosine), 1 from `ALIKE` on.

    Null when the one tells nothing, or none of the others does.
    """
    words, mass = one
    near: float | None = None
    for each, other_mass in others:
        if mass < 1.0 or other_mass < 1.0:
            if words and words == each:
                return 1.0
            continue
        shared = words & each
        plain = len(shared & _PLAIN)
        close = (len(shared) - plain + plain * _PLAIN_WEIGHT) / (sqrt(mass * other_mass) * ALIKE)
        if close >= 1.0:
            return 1.0
        if near is None or close > near:
            near = close
    return near


def named(refs: tuple[ActorRef, ...], kind: str) -> Iterator[tuple[str, str]]:
    """The state and the name of each `person` or `office` among these, without their prefixes."""
    for ref in refs:
        if ref.country and ref.id and ref.id.startswith(kind):
            yield ref.country, ref.id.rpartition(":")[2]


def days_of(when: Date | None) -> Days | None:
    """The first and last day of a date, null when it is not known or not a day."""
    if when is None or when.start is None or when.end is None:
        return None
    return _days(when.start, when.end)


def day_of(text: str | None) -> date | None:
    """The day of an ISO date or time, null when it is none."""
    days = _days(text, text) if text else None
    return days[0] if days else None


@lru_cache(maxsize=4096)
def _days(start: str, end: str) -> Days | None:
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return None
    return (first, last) if first <= last else None


def width(days: Days | None) -> int:
    """The number of days in a range; an unknown one is wider than any."""
    return (days[1] - days[0]).days + 1 if days else 10**6


def overlap(one: Days, other: Days) -> Days | None:
    """The days that two ranges share."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def adjacent(one: Days, other: Days) -> bool:
    """Whether one range begins on the day after the other ends."""
    return other[0] - one[1] == _DAY or one[0] - other[1] == _DAY


def contradict(one: Place | None, other: Place | None) -> bool:
    """Whether two places can't be the same: other states, or points too far apart."""
    if one is None or other is None or one is other:
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
