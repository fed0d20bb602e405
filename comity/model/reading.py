"""A reading: what the words of a report are and refer to, before anything is coded."""

import msgspec

from comity.model.report import Report
from comity.model.values import ActorRef, Date, Place, Skipped, Span


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token of a parsed sentence. `i` and `head` are positions in the sentence; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""


class Sentence(msgspec.Struct, frozen=True):
    """A parsed sentence; `start` and `end` are offsets into the report's text."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]


class Mention(msgspec.Struct, frozen=True):
    """Words of one sentence that refer to one or several actors ("the two leaders" refers to two).

    `first..last` (exclusive) are token positions, `head` the token that carries its role in the sentence.
    """

    sentence: int
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    kind: str
    actors: tuple[ActorRef, ...]


class Role(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """An office held by a person, with its dates when told, and the words that tell it."""

    title: str
    country: str | None
    organisation: str | None
    since: str | None
    until: str | None
    evidence: tuple[Span, ...]


class Actor(msgspec.Struct, frozen=True):
    """A state, body, person, group or office of this report, with every place where it is named."""

    id: str
    name: str
    kind: str
    country: str | None
    variants: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Role, ...] = ()


class DateMention(msgspec.Struct, frozen=True):
    """Words that tell a date; `date` is null, with a `reason`, when they can't be resolved."""

    start: int
    end: int
    text: str
    date: Date | None
    reason: str = ""


class PlaceMention(msgspec.Struct, frozen=True):
    """Words that name a place."""

    start: int
    end: int
    text: str
    place: Place


class Quote(msgspec.Struct, frozen=True):
    """Words that are reported as said. `start..end` lie inside the quote marks (direct) or cover the clause.

    `cue` is the reporting verb ("said", "called"), null where none is near.
    """

    start: int
    end: int
    text: str
    direct: bool
    speaker: ActorRef | None
    addressees: tuple[ActorRef, ...]
    cue: Span | None


class Reading(msgspec.Struct, frozen=True):
    """Everything the coders need: the report, its parsed sentences, and what their words refer to."""

    report: Report
    sentences: tuple[Sentence, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    quotes: tuple[Quote, ...]
    passed_over: tuple[Skipped, ...] = ()
