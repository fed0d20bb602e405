"""Values that are derived from the log of codings and can be rebuilt at any time."""

from typing import Any, Literal

import msgspec

from comity.model.values import ActorRef, Date, Quad, Status


class Difference(msgspec.Struct, frozen=True):
    """A field on which reports of the same incident differ; each value names its event and report."""

    field: str
    values: tuple[dict[str, Any], ...]


LinkKind = Literal["part of", "includes", "same occasion", "follows up"]


class Link(msgspec.Struct, frozen=True):
    """Another incident (`id`) that this one belongs with: this one is part of it, includes it, ..."""

    id: str
    relation: LinkKind


class IncidentChange(msgspec.Struct, frozen=True):
    """A change of the events that an incident holds: when (ISO moment, UTC), which events, why, and by whom.

    `merged` names in `other` the incident that they went to, `split` and `moved` that which took a part of them
    (null when nothing tells them any more); `emptied` leaves none. `by` is "rule" or who corrected it by hand.
    """

    incident: str
    at: str
    change: Literal["made", "merged", "split", "moved", "emptied"]
    other: str | None
    events: tuple[str, ...]
    why: str
    by: str = "rule"


class Incident(msgspec.Struct, frozen=True):
    """The same event told by several reports, or several times in one.

    `history` is known of incidents that a record keeps.
    """

    id: str
    type: str
    mode: str | None
    quad: Quad
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    date: Date | None
    status: Status
    issues: tuple[str, ...]
    events: tuple[str, ...]
    reports: int
    outlets: int
    differences: tuple[Difference, ...]
    confidence: float
    quote: str = ""
    links: tuple[Link, ...] = ()
    history: tuple[IncidentChange, ...] = ()


class RunSummary(msgspec.Struct, frozen=True):
    """What a run did: counts for its last line, each unknown and each skipped input with its reason.

    `versions` counts added texts of reports that the record held in other words, `future` those published on a day
    that had not begun, `addresses` new addresses of known texts; `retracted` tells of reports that an outlet retracts.
    `reasons` counts the skipped inputs by reason, `unknowns` what stays null in the added codings. `run` is the id of
    the run's trace; `notes` tell what else a reader of the record should know of it.
    """

    inputs: int = 0
    coded: int = 0
    known: int = 0
    events: int = 0
    undated: int = 0
    versions: int = 0
    future: int = 0
    addresses: int = 0
    skipped: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    reasons: dict[str, int] = {}
    unknowns: dict[str, int] = {}
    run: str = ""
    notes: tuple[str, ...] = ()
