"""Values of the ledger: what many reports tell together, each with the rows that it rests on.

All are derived from the log of codings and corrections, as of a day, and can be rebuilt at any time.
"""

from typing import Any, Literal

import msgspec

from comity.model.derived import Difference
from comity.model.values import ActorRef, Date, Span

PledgeStatus = Literal["open", "due", "fulfilled", "partly", "broken", "lapsed", "withdrawn"]
Outcome = Literal["open", "came true", "did not", "unclear"]
Action = Literal["revise", "withdraw", "restore", "join", "part", "match", "unmatch", "settle"]


class Correction(msgspec.Struct, frozen=True):
    """A correction by hand: who changed what, when and why. It is a row of its own; nothing is deleted.

    `target` is the id of a row, a report or an incident. `revise` sets `field` to `value`; `withdraw` takes the
    target out of every view and `restore` brings it back; `join` and `part` say that two incidents (`target` and
    `value`) are one, or that an event (`value`) is none of an incident's; `match` and `unmatch` tie a pledge or
    an assessment to an event (`value`) or part them; `settle` sets a pledge's or an assessment's status by hand.
    `at` is the ISO moment of the correction (UTC).
    """

    id: str
    at: str
    who: str
    why: str
    action: Action
    target: str
    field: str | None = None
    value: Any = None


class Match(msgspec.Struct, frozen=True):
    """A later row that bears on a pledge or an assessment: what it means for it, how well it fits, and why.

    `score` is 0..1; `parts` gives what it is made of (parties, issue, type, date, place, text, each 0..1). `by` is
    "rule" or the name of who matched it by hand.
    """

    row: str
    report: str
    meaning: str
    score: float
    parts: dict[str, float]
    date: Date | None
    published: str | None
    evidence: tuple[Span, ...]
    by: str = "rule"


class Change(msgspec.Struct, frozen=True):
    """A status that a pledge or an assessment took on a day (ISO), why in a sentence, and the match that told it."""

    status: str
    on: str | None
    why: str
    match: str | None = None


class LedgerPledge(msgspec.Struct, frozen=True):
    """A pledge as all reports tell it, with its status and how it came by it.

    `id` is that of the first telling; `told` lists every Pledge row, `differences` where they differ.
    """

    id: str
    parties: tuple[ActorRef, ...]
    to: tuple[ActorRef, ...]
    text: str
    area: str | None
    made_on: Date | None
    due: Date | None
    kind: str
    agreement: str | None
    status: PledgeStatus
    history: tuple[Change, ...]
    matches: tuple[Match, ...]
    told: tuple[str, ...]
    reports: int
    outlets: int
    differences: tuple[Difference, ...]
    evidence: tuple[Span, ...]
    confidence: float
    notes: tuple[str, ...] = ()


class Foresight(msgspec.Struct, frozen=True):
    """How often a source's expectations came true: an author (byline and outlet), a named person, or an office.

    `made` counts assessments but causes; `settled` those that came true or did not; `share` is their share that
    came true, `low` and `high` its Wilson 90% interval; `brier` the mean squared distance between a stated
    likelihood and what came, over `scored` assessments. Shares are null where nothing is settled.
    """

    source: str
    kind: Literal["author", "person", "office"]
    affiliation: str | None
    country: str | None
    made: int
    settled: int
    came_true: int
    did_not: int
    unclear: int
    open: int
    share: float | None
    low: float | None
    high: float | None
    brier: float | None
    scored: int
    assessments: tuple[str, ...]


class Settled(msgspec.Struct, frozen=True):
    """What became of an assessment: its outcome, the day that settled it (ISO) and why, with the rows it rests on."""

    outcome: Outcome
    on: str | None
    why: str
    matches: tuple[Match, ...] = ()


class Cited(msgspec.Struct, frozen=True):
    """Words of a report: its id, and the span in its text."""

    report: str
    span: Span


class Tenure(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """An office as the codebook's table of leaders or the reports give it to somebody.

    `since` and `until` are ISO days or years, null when not told. `seen` is for offices that reports tell without
    dates: the ISO day of the earliest such report, or the year for which it names the office. `former` says that it
    was over by then.
    """

    title: str
    country: str | None
    organisation: str | None
    since: str | None
    until: str | None
    seen: str | None
    former: bool
    source: Literal["reports", "table"]
    evidence: tuple[Cited, ...] = ()


class Label(msgspec.Struct, frozen=True):
    """What reports call somebody: a party or a camp, with the words that tell it."""

    name: str
    evidence: tuple[Cited, ...]


class Neighbour(msgspec.Struct, frozen=True):
    """Who held an office before or after somebody; `office` and `on` (the ISO day of the change) null when not told."""

    id: str
    name: str
    office: str | None
    country: str | None
    on: str | None
    source: Literal["reports", "table"]
    evidence: tuple[Cited, ...] = ()


class Claim(msgspec.Struct, frozen=True):
    """One side of a contradiction: what is told, and who tells it (a report's id, or the leaders' table)."""

    told: str
    source: str
    evidence: tuple[Cited, ...] = ()


class Contradiction(msgspec.Struct, frozen=True):
    """Two accounts of an office or its years that can't both hold. Nothing is decided between them."""

    kind: Literal["year", "term", "holder"]
    office: str
    country: str | None
    claims: tuple[Claim, ...]


class Person(msgspec.Struct, frozen=True):
    """A row of the who's who: a person with offices, party, camp, predecessors and successors; or a state, body, group.

    `succeeded` are those whom this person followed in an office, `preceded` those who followed this person.
    Of what is no person only names and reports are told. `named` counts mentions, `reports` lists report ids.
    """

    id: str
    name: str
    kind: str
    country: str | None
    variants: tuple[str, ...]
    named: int
    reports: tuple[str, ...]
    tenures: tuple[Tenure, ...] = ()
    parties: tuple[Label, ...] = ()
    camps: tuple[Label, ...] = ()
    succeeded: tuple[Neighbour, ...] = ()
    preceded: tuple[Neighbour, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
