"""What the log keeps beside a coding's JSON, so that a filter decodes only what it needs."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import combinations
from typing import Any

import msgspec

from comity.errors import UsageError
from comity.model import ActorRef, Agreement, Assessment, Coding, Event, Pledge, Position, Statement

Row = Event | Agreement | Pledge | Statement | Position | Assessment


def text_hash(text: str) -> str:
    """The SHA-256 of a report's cleaned text (hex): two reports with one hash say the same words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rows_of(coding: Coding) -> Iterator[Row]:
    """Every row of a coding that has an id of its own, kind after kind."""
    yield from coding.events
    yield from coding.agreements
    yield from coding.pledges
    yield from coding.statements
    yield from coding.positions
    yield from coding.assessments


def dyads_of(coding: Coding) -> tuple[str, ...]:
    """The dyads that a coding tells of ("AAA-BBB", codes in alphabetical order), sorted.

    From events (actor and recipient), agreements (parties), pledges (parties, and parties with those they
    promise to), statements (speaker with those spoken of or to), positions (states with a stance on one
    issue), assessments.
    """
    found: set[str] = set()
    for event in coding.events:
        found |= _between(_codes(event.actors), _codes(event.recipients))
    for agreement in coding.agreements:
        found |= _among(_codes(agreement.parties))
    for pledge in coding.pledges:
        parties = _codes(pledge.parties)
        found |= _among(parties) | _between(parties, _codes(pledge.to))
    for statement in coding.statements:
        if statement.speaker is not None:
            others = _codes((*statement.about, *statement.addressees))
            found |= _between(_codes((statement.speaker,)), others)
    stances: dict[str, set[str]] = {}
    for position in coding.positions:
        stances.setdefault(position.issue, set()).update(_codes((position.actor,)))
    for codes in stances.values():
        found |= _among(codes)
    for assessment in coding.assessments:
        found.update(assessment.dyads)
    return tuple(sorted(found))


def states_of(coding: Coding) -> tuple[str, ...]:
    """The states and bodies that some row of a coding names, sorted."""
    found = {ref.country for row in rows_of(coding) for ref in refs_of(row) if ref.country}
    for assessment in coding.assessments:
        found.update(code for dyad in assessment.dyads for code in dyad.split("-") if code)
    return tuple(sorted(found))


def refs_of(value: Any) -> Iterator[ActorRef]:
    """Every actor reference inside a struct, at any depth."""
    return (each for each in walk(value) if isinstance(each, ActorRef))


def walk(value: Any) -> Iterator[msgspec.Struct]:
    """Every msgspec struct inside a value, itself first, at any depth."""
    if isinstance(value, msgspec.Struct):
        yield value
        parts: Iterable[Any] = (getattr(value, name) for name in value.__struct_fields__)
    else:
        parts = value if isinstance(value, tuple) else ()
    for part in parts:
        # Most fields are texts and numbers; a generator for each took a third of an append.
        if isinstance(part, msgspec.Struct | tuple):
            yield from walk(part)


def moment(stamp: str) -> str:
    """An ISO timestamp in UTC to the microsecond, so that text order is time order; no zone is read as UTC.

    Raises `UsageError` for anything else.
    """
    try:
        read = datetime.fromisoformat(stamp)
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _not_a_time(stamp) from error
    return read.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def last_moment(as_of: str) -> str:
    """The last moment that `as_of` covers: a day is taken to its end (UTC), a timestamp as it is."""
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        return moment(as_of)
    return moment(datetime.combine(day, time.max, UTC).isoformat())


def last_day(as_of: str) -> str:
    """The day of `as_of`, to compare with a report's published day; a day or a timestamp."""
    return last_moment(as_of)[:10]


def _not_a_time(stamp: str) -> UsageError:
    step = "write a day as 2024-03-04 or a time as 2024-03-04T10:00:00Z"
    return UsageError(repr(stamp), "it is not an ISO day or time", step)


def _codes(refs: Iterable[ActorRef]) -> set[str]:
    return {ref.country for ref in refs if ref.country}


def _between(ours: set[str], theirs: set[str]) -> set[str]:
    return {"-".join(sorted((one, other))) for one in ours for other in theirs if one != other}


def _among(codes: set[str]) -> set[str]:
    return {"-".join(pair) for pair in combinations(sorted(codes), 2)}
