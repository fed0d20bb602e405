"""What each tool answers: one struct a tool, from which its output schema is made. Rows are those of docs/fields.md."""

from typing import Any

import msgspec

from comity.model import Event, Forecast, Incident, Interval, LedgerPledge, Quad, RelationRow, Status


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The report that a row rests on, and the coder that drew it; null is what is not told."""

    report: str | None
    outlet: str | None
    published: str | None
    title: str | None
    coder: str


class EventRow(Event, frozen=True, kw_only=True):
    """An event with its source; rows of other coders leave null what they do not tell."""

    type: str | None  # type: ignore[assignment]
    status: Status | None  # type: ignore[assignment]
    quad: Quad | None  # type: ignore[assignment]
    confidence: float | None  # type: ignore[assignment]
    report: str | None
    outlet: str | None
    published: str | None
    title: str | None
    coder: str
    corrected_by: tuple[str, ...] = ()


class EventsFound(msgspec.Struct, frozen=True):
    """A page of events: `rows` of `total` from `offset` on; `next_offset` null at the end; `undated` rows left out
    by since or until for want of a date; `others` rows of other coders that `coder` would show."""

    total: int
    offset: int
    next_offset: int | None
    undated: int
    others: dict[str, int]
    rows: list[EventRow]
    notes: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True):
    """One event of an incident as one report tells it: the `sentence`, its `source`, corrections by hand."""

    event: Event
    sentence: str
    source: Source
    corrected_by: tuple[str, ...] = ()


class IncidentTold(msgspec.Struct, frozen=True):
    """An incident with its differences and history, and every telling of it (`tellings` of `tellings_total`)."""

    incident: Incident
    tellings_total: int
    tellings: list[Telling]
    notes: tuple[str, ...] = ()


class Turn(msgspec.Struct, frozen=True):
    """A period in which the regime changed: how probably, and from which mean level to which."""

    start: str
    end: str
    probability: float
    before: float
    after: float


class Series(msgspec.Struct, frozen=True):
    """A relation over time: a row a period, the latest `rows` of `rows_total`; `half_life` in periods."""

    dyad: str
    direction: str | None
    period: str
    rows_total: int
    rows: list[RelationRow]
    turning_points: list[Turn]
    half_life: Interval | None
    notes: tuple[str, ...] = ()


class Forecasts(msgspec.Struct, frozen=True):
    """Forecasts of a dyad, from the acts of `coder` that cover `since`..`until`."""

    dyad: str
    direction: str | None
    coder: str
    licence: str | None
    since: str
    until: str
    forecasts: list[Forecast]
    notes: tuple[str, ...] = ()


class PledgeRow(LedgerPledge, frozen=True, kw_only=True):
    """A promise with its status and the source of its first telling."""

    report: str | None
    outlet: str | None
    published: str | None
    title: str | None
    coder: str
    corrected_by: tuple[str, ...] = ()


class PledgesFound(msgspec.Struct, frozen=True):
    """A page of promises: `rows` of `total` from `offset` on; `undated` are left out by due_before."""

    total: int
    offset: int
    next_offset: int | None
    undated: int
    rows: list[PledgeRow]
    notes: tuple[str, ...] = ()


class BriefTold(msgspec.Struct, frozen=True):
    """A brief as Markdown, its sources numbered below it."""

    dyad: str
    markdown: str
    notes: tuple[str, ...] = ()


def schema_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Give the JSON schema of a struct with an object at its root, as the protocol wants it."""
    (root,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    parts = dict(parts)
    own = parts.pop(root["$ref"].rpartition("/")[2])
    return {**own, "$defs": parts} if parts else own
