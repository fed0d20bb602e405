"""The small values that every row of a coding is made of.

All are frozen `msgspec.Struct`s: values without behaviour, encoded to the JSON of the contract by field name.
"""

from typing import Literal

import msgspec

Precision = Literal["day", "week", "month", "season", "year", "none"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Status = Literal["occurred", "ongoing", "planned", "conditional", "demanded", "denied"]
# What of these is told as a fact; all else may never come about.
TOOK_PLACE: frozenset[Status] = frozenset({"occurred", "ongoing"})


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a report's cleaned text: `report.text[start:end] == text`, offsets in code points."""

    start: int
    end: int
    text: str


class Removed(msgspec.Struct, frozen=True):
    """Text that was taken out of a page, and why; offsets point into the text as it was given (decoded)."""

    start: int
    end: int
    text: str
    reason: str


class Skipped(msgspec.Struct, frozen=True):
    """A stretch that was seen and not coded, with the reason."""

    start: int
    end: int
    reason: str


class Date(msgspec.Struct, frozen=True):
    """A resolved date: inclusive ISO days `start..end`, how precise, and the words that said it.

    `start` and `end` are null only together (nothing is known but the words).
    """

    start: str | None
    end: str | None
    precision: Precision
    text: str = ""


class Place(msgspec.Struct, frozen=True):
    """A place with its state (ISO alpha-3) and coordinates in degrees, each null when unknown."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


class ActorRef(msgspec.Struct, frozen=True):
    """Who acts, is acted on, speaks or promises, as one row names them.

    `country` is ISO alpha-3 or `IGO:...`; `sector` a PLOVER sector; `id` points into the coding's actors
    (`person:...`, `state:JPN`, `igo:UN`, `group:...`); `text` is what the report says here.
    """

    country: str | None
    sector: str | None
    id: str | None
    name: str | None
    text: str


class Measure(msgspec.Struct, frozen=True):
    """A number of units: 17 "years"."""

    value: float
    unit: str


class FigureComparison(msgspec.Struct, frozen=True):
    """How something compares with what was before: "the first joint statement in 17 years".

    `rank` is a place in the order (1, 2, ...), an end of it ("highest", "lowest", "record", "record high", "record
    low"), a direction ("higher", "lower") or a multiple ("half", "double", "triple", "quadruple", "times"); `of` the
    words for what is counted. `since` is the day or period from which is counted, or that is compared with; its
    days are null where only words tell it ("since the war"). `span` is the stretch counted over, `than` the other
    value.
    """

    rank: int | str
    of: str
    since: Date | None = None
    span: Measure | None = None
    than: float | None = None


class Figure(msgspec.Struct, frozen=True):
    """A number the report gives: `value` in `unit` ("percent", "USD", "people", "years", ...), of `what`.

    A first or another comparison has as its `value` the number that it tells: that of its span, the year from which
    it counts (unit "year"), else its place in the order (unit "rank"); `comparison` says what it means.
    """

    value: float
    unit: str
    what: str
    date: Date | None
    evidence: tuple[Span, ...]
    comparison: FigureComparison | None = None
