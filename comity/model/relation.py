"""The measure of a relation: its level over time, where it turned, what drove it, and how far that can be known."""

from typing import Literal

import msgspec

from comity.model.values import Quad

Period = Literal["week", "month", "quarter"]


class Act(msgspec.Struct, frozen=True):
    """An act between two states as the measures count it: an incident of the record, or an imported row.

    `actor` and `recipient` are codes of states; a joint act (`joint`) has both sides in both roles. `date` is an ISO
    day, the first of the days known. `intensity` is PLOVER's, -10..10. `source` is an outlet or publisher, `text` the
    report's words, or the other coder's label. `coder` is who coded it ("comity-rules.v1", "icews", "chronicle").
    """

    id: str
    coder: str
    date: str
    actor: str
    recipient: str
    joint: bool
    type: str
    mode: str | None
    quad: Quad
    intensity: float
    text: str
    issues: tuple[str, ...] = ()
    source: str | None = None
    reports: int = 1


class Interval(msgspec.Struct, frozen=True):
    """An estimate with its 90% interval; `n` counts what it rests on, `unit` says of what it is a number."""

    mean: float
    low: float
    high: float
    n: int
    unit: str = ""


class RelationRow(msgspec.Struct, frozen=True):
    """One period of a relation, `start..end` inclusive ISO days; `direction` "JPN>KOR", or null for both together.

    `level` -10..10 with its 90% band `low..high`; `cooperation` and `conflict` are latent rates: intensity-weighted
    acts a period at the usual coverage. `events` counts acts, `reports` what told them, `coverage` all that the same
    coders read in the period about any dyad. `turning` is the probability that the regime changed in this period. Where
    nothing was covered the measures are null and `note` says why.
    """

    dyad: str
    direction: str | None
    start: str
    end: str
    level: float | None
    low: float | None
    high: float | None
    cooperation: float | None
    conflict: float | None
    events: int
    reports: int
    coverage: int
    turning: float | None
    note: str | None = None


class TurningPoint(msgspec.Struct, frozen=True):
    """A period in which the regime changed: how probably, from which mean level to which, and the acts that drove it.

    `drivers` are the acts that pulled the level most in its direction, the strongest first.
    """

    start: str
    end: str
    probability: float
    before: float
    after: float
    drivers: tuple[Act, ...] = ()


class CoderShare(msgspec.Struct, frozen=True):
    """What one coder gave: its acts of the dyad, its first and last day, and its effect on both rates.

    `cooperation` and `conflict` are log-ratios to the coder with most acts (0 for that one): how much more or less of
    each it tells of the same relation. `licence` is null for the project's own codings.
    """

    coder: str
    acts: int
    since: str
    until: str
    cooperation: float
    conflict: float
    licence: str | None = None


class Association(msgspec.Struct, frozen=True):
    """How one series goes before another: a lagged association, never called a cause.

    `what` names it in plain words ("conflict by PRK towards the two"), `lag` is in periods, `estimate` a correlation
    in -1..1 with a 90% interval `low..high` from `n` periods.
    """

    kind: Literal["reciprocity", "triad"]
    what: str
    lag: int
    estimate: float
    low: float
    high: float
    n: int


class IssueShare(msgspec.Struct, frozen=True):
    """An issue of the codebook: how many conflictual and cooperative acts carry it, and its share of all conflict.

    The share is of the intensity of conflictual acts whose issue is known.
    """

    issue: str
    conflict: int
    cooperation: int
    share: float


class Relation(msgspec.Struct, frozen=True):
    """A dyad measured over time. What could not be measured is null or empty, and `notes` say why.

    `rows` go in order of time. `half_life` is in periods: how long until half of a shock is gone. `fulfilment` is the
    share of settled pledges that were kept.
    """

    dyad: str
    direction: str | None
    period: Period
    rows: tuple[RelationRow, ...]
    turning_points: tuple[TurningPoint, ...] = ()
    coders: tuple[CoderShare, ...] = ()
    half_life: Interval | None = None
    associations: tuple[Association, ...] = ()
    issues: tuple[IssueShare, ...] = ()
    fulfilment: Interval | None = None
    marks: tuple[Act, ...] = ()
    notes: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True):
    """Where a dyad stands in the last period that its coder covered, `start..end`, among all dyads.

    `level` with its 90% band `low..high`; `year_before` the level a year earlier and `change` from it, null where the
    coder covered less than a year. `turned` is the first day of the period of its last turning point, from the mean
    level `turned_from` to `turned_to`. `acts` are all acts of both directions, joint ones twice.
    """

    dyad: str
    start: str
    end: str
    level: float
    low: float
    high: float
    year_before: float | None
    change: float | None
    turned: str | None
    turned_from: float | None
    turned_to: float | None
    acts: int
    coder: str
