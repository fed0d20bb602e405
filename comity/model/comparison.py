"""Values of a comparison: what two reports both tell, what one leaves out, and where they differ."""

from typing import Literal

import msgspec

from comity.model.values import Span

TellingKind = Literal["act", "agreement", "pledge", "quote", "position", "assessment"]
DisagreementKind = Literal[
    "date", "place", "figure", "name", "status", "actor", "speaker", "wording", "stance", "attribution"
]


class Side(msgspec.Struct, frozen=True):
    """What one report tells of a matter: ids of its rows, in words its value, and the Spans that it rests on.

    `value` is null where the report tells the matter without saying this of it.
    """

    report: str
    rows: tuple[str, ...]
    value: str | None
    evidence: tuple[Span, ...]


class Telling(msgspec.Struct, frozen=True):
    """A matter that a report tells, or both tell (`other` is null for one alone).

    `score` is 0..1: how well the two tellings fit each other; 1 for what one alone tells. `confidence` is that
    of the surer row, how sure it is that the matter is told at all.
    """

    kind: TellingKind
    one: Side | None
    other: Side | None
    score: float
    confidence: float


class Disagreement(msgspec.Struct, frozen=True):
    """A point on which the reports differ in telling one matter, or one report and the who's who.

    `what` says in words what it is about, `note` why it counts or, among the apparent ones, why it is none.
    `confidence` is 0..1: how sure it is that both speak of the same thing and say it differently.
    """

    kind: DisagreementKind
    what: str
    one: Side
    other: Side
    confidence: float
    note: str = ""


class Attribution(msgspec.Struct, frozen=True):
    """A year that a report gives to a person in an office, held against the who's who.

    `fits` is null when the who's who does not tell; `note` is what it does tell.
    """

    report: str
    person: str
    office: str
    year: int
    fits: bool | None
    note: str
    evidence: tuple[Span, ...]


class Tone(msgspec.Struct, frozen=True):
    """How warmly one report lets others speak of a state, and how warm the acts are that it tells of it.

    `quoted` is the mean tone (-1..1) of `quotes` statements about the state; `acts` the mean PLOVER intensity
    (-10..10) of `told` acts with the state that took place. Each is null when there is none.
    """

    report: str
    state: str
    quoted: float | None
    quotes: int
    acts: float | None
    told: int


class Voice(msgspec.Struct, frozen=True):
    """Who is quoted in a report: `share` (0..1) of its directly quoted words; `state` is null when unknown."""

    report: str
    speaker: str
    state: str | None
    quotes: int
    words: int
    share: float


class Order(msgspec.Struct, frozen=True):
    """What a report puts where: its rows in the order of the text, and its issues by their first mention."""

    report: str
    rows: tuple[str, ...]
    issues: tuple[str, ...]


class Comparison(msgspec.Struct, frozen=True):
    """Two reports held against each other.

    `reports` are the ids of the one and the other. `shared_words` is the share (0..1) of the shorter report's
    runs of words that stand in the other too; from a bound on they are copies and not `independent`. `apparent`
    are differences that are none (rounded figures, orders of a name), `left_out` issues that only one report
    tells of, first those of the one.
    """

    reports: tuple[str, str]
    shared_words: float
    independent: bool
    both: tuple[Telling, ...]
    only_one: tuple[Telling, ...]
    only_other: tuple[Telling, ...]
    differently: tuple[Disagreement, ...]
    apparent: tuple[Disagreement, ...]
    attributions: tuple[Attribution, ...]
    voices: tuple[Voice, ...]
    orders: tuple[Order, Order]
    tones: tuple[Tone, ...]
    left_out: tuple[tuple[str, ...], tuple[str, ...]]
