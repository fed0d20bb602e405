"""A coding: the rows that one coder draws from one report (the contract of the record)."""

from typing import Literal

import msgspec

from comity.model.reading import Actor
from comity.model.report import Report
from comity.model.values import ActorRef, Date, Figure, Place, Quad, Skipped, Span, Status


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom: a PLOVER type and mode, with its status, date, place and evidence.

    A joint act has both sides in `actors` and in `recipients`. `intensity` is PLOVER's score (-10..10).
    `evidence` is the sentence; `trigger` the predicate inside it; `rule` names the frame that fired.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    date: Date | None
    status: Status
    quad: Quad
    intensity: float | None
    cameo: str | None
    place: Place | None
    issues: tuple[str, ...]
    figures: tuple[Figure, ...]
    reported_by: ActorRef | None
    evidence: tuple[Span, ...]
    confidence: float
    trigger: Span | None = None
    rule: str = ""
    notes: tuple[str, ...] = ()


class Agreement(msgspec.Struct, frozen=True):
    """A treaty, statement or understanding that the report tells of, with the pledges found in it."""

    id: str
    title: str
    form: Literal["treaty", "agreement", "statement", "declaration", "understanding"]
    parties: tuple[ActorRef, ...]
    date: Date | None
    areas: tuple[str, ...]
    pledges: tuple[str, ...]
    evidence: tuple[Span, ...]
    confidence: float = 0.5


class Pledge(msgspec.Struct, frozen=True):
    """What somebody bound themselves to do; `to` whom, by when (`due`), made when, in which agreement."""

    id: str
    parties: tuple[ActorRef, ...]
    to: tuple[ActorRef, ...]
    text: str
    area: str | None
    made_on: Date | None
    due: Date | None
    kind: Literal["promise", "plan", "undertaking", "assurance"]
    agreement: str | None
    evidence: tuple[Span, ...]
    confidence: float = 0.5


class Statement(msgspec.Struct, frozen=True):
    """What somebody said, in their words (`direct`) or the report's; `tone` is -1 (hostile) to 1 (warm)."""

    id: str
    speaker: ActorRef | None
    addressees: tuple[ActorRef, ...]
    about: tuple[ActorRef, ...]
    quote: str
    direct: bool
    said_on: Date | None
    tone: float | None
    evidence: tuple[Span, ...]
    confidence: float = 0.5


class Position(msgspec.Struct, frozen=True):
    """Where an actor stands on an issue, on the day when the report shows it."""

    id: str
    actor: ActorRef
    issue: str
    stance: Literal["supports", "opposes", "demands", "concedes", "avoids"]
    date: Date | None
    evidence: tuple[Span, ...]
    confidence: float = 0.5


class Likelihood(msgspec.Struct, frozen=True):
    """What a hedge says of how likely something is: its `term` on the scale of ICD 203, from `low` to `high` (0 to 1).

    Source: Office of the Director of National Intelligence, Intelligence Community Directive 203, Analytic Standards
    (2015), D.6.e.2.
    """

    term: str
    low: float
    high: float


class Assessment(msgspec.Struct, frozen=True):
    """What somebody expects, or why they think that it happened; never an event.

    `likelihood` is null where the hedge states none: "could" says that something is possible, not how likely.
    """

    id: str
    kind: Literal["conditional", "forecast", "cause", "regularity"]
    by: ActorRef | Literal["author"]
    condition: Span | None
    outcome: Span
    hedge: str | None
    dyads: tuple[str, ...]
    direction: Literal["improves", "worsens", "none", "unknown"]
    evidence: tuple[Span, ...]
    confidence: float = 0.5
    likelihood: Likelihood | None = None


class Coding(msgspec.Struct, frozen=True):
    """All rows of one report by one coder, named and versioned.

    `corrected` gives, by the id of a row or of the report, the corrections by hand that it shows; a coder leaves it
    empty, the record fills it.
    """

    report: Report
    coder: str
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    pledges: tuple[Pledge, ...]
    statements: tuple[Statement, ...]
    positions: tuple[Position, ...]
    assessments: tuple[Assessment, ...]
    figures: tuple[Figure, ...]
    skipped: tuple[Skipped, ...]
    corrected: dict[str, tuple[str, ...]] = {}
