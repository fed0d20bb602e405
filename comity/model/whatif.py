"""A what-if: what is assumed, what would follow, by how much, and what that rests on."""

from typing import Literal

import msgspec

from comity.model.coding import Likelihood
from comity.model.relation import Act
from comity.model.values import Span

Camp = Literal["same", "new"]
Footing = Literal["event study", "few precedents", "prior only"]


class Intervention(msgspec.Struct, frozen=True):
    """One thing that a scenario assumes: an `input` of the table of inputs, on a day (ISO).

    `by` is the state that acts, null for either. A change of leader has a `state`, an `office`, who leaves it
    (`leader`), who follows (`successor`) and whether that is of the same or a new `camp`; a `pledge` is named by its
    id. `note` are the words of who wrote the scenario.
    """

    input: str
    date: str
    by: str | None = None
    state: str | None = None
    office: str | None = None
    leader: str | None = None
    successor: str | None = None
    camp: Camp | None = None
    pledge: str | None = None
    note: str | None = None


class Scenario(msgspec.Struct, frozen=True):
    """What is assumed of a dyad, over `months` from the end of the record, drawn in `paths` paths from a `seed`."""

    dyad: str
    title: str
    interventions: tuple[Intervention, ...]
    months: int = 24
    paths: int = 10_000
    seed: int = 1


class Band(msgspec.Struct, frozen=True):
    """A mean over paths with its 90% band."""

    mean: float
    low: float
    high: float


class WhatIfRow(msgspec.Struct, frozen=True):
    """One month of a what-if, `start..end` inclusive ISO days.

    `baseline` and `scenario` are levels of both states together, -10..10, without and with what is assumed;
    `difference` is the second less the first on the same paths. `cooperation` and `conflict` say by what factor the
    rates differ. `precedents` counts those of all inputs that are at work by then.
    """

    dyad: str
    start: str
    end: str
    baseline: Band
    scenario: Band
    difference: Band
    cooperation: Band
    conflict: Band
    precedents: int
    note: str | None = None


class Precedent(msgspec.Struct, frozen=True):
    """Something of the kind that is on record: an act, a settled pledge, or a change of leader in the table.

    `own` says that it is the dyad's. `act` is null for what no report tells as an act. `cooperation` and `conflict`
    are the log-ratios of the rates in the three months from then on to those at matched dates; null where they can't be
    told, and `reason` says why.
    """

    dyad: str
    date: str
    text: str
    source: str | None
    own: bool
    act: Act | None = None
    cooperation: float | None = None
    conflict: float | None = None
    reason: str | None = None


class Stretch(msgspec.Struct, frozen=True):
    """What follows an input in the months `first..last` after it: factors of the two rates."""

    first: int
    last: int
    cooperation: Band
    conflict: Band


class Effect(msgspec.Struct, frozen=True):
    """The effect of an input as the record's precedents tell it, drawn towards none where they are few.

    `footing` is "prior only" under five precedents, whose effect can hardly be told from none; `own` counts those of
    the dyad among `used`, the precedents whose months could be compared; `dyads` those that lent theirs. The dyad's own
    precedents come first.
    """

    input: str
    name: str
    footing: Footing
    stretches: tuple[Stretch, ...]
    precedents: tuple[Precedent, ...]
    used: int
    own: int
    dyads: int
    placebos: int
    notes: tuple[str, ...] = ()


class Odds(msgspec.Struct, frozen=True):
    """How likely something is within the horizon, without and with what is assumed, and what that rests on."""

    kind: Literal["leader", "pledge broken", "pledge kept"]
    what: str
    baseline: float
    scenario: float
    low: float
    high: float
    rests_on: str
    id: str | None = None


class WhatIf(msgspec.Struct, frozen=True):
    """The answer to a scenario: a row a month, the effects and odds behind it, and what it can't know."""

    scenario: Scenario
    since: str
    until: str
    rows: tuple[WhatIfRow, ...]
    effects: tuple[Effect, ...]
    odds: tuple[Odds, ...]
    assumptions: tuple[str, ...]
    unknown: tuple[str, ...]


class Conditional(msgspec.Struct, frozen=True):
    """A conditional that a report states, as a scenario to be edited and run.

    `by` is who says it, `author` for the report's own voice. `input` is the input that its condition speaks of, "other"
    where none fits, and `reason` then says so. `scenario` is the text of a scenario file.
    """

    id: str
    dyad: str
    report: str
    outlet: str | None
    published: str | None
    by: str
    condition: str
    outcome: str
    hedge: str | None
    direction: str
    likelihood: Likelihood | None
    evidence: tuple[Span, ...]
    input: str
    scenario: str
    reason: str | None = None
