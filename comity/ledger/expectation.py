"""What is expected, in terms that later rows can be held against, and who is named where."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from comity.ledger.tenures import Office
from comity.model import Coding, Event, Span

Kind = Literal["takes", "leaves", "stays", "act", "relations", "untested"]


class Expectation(NamedTuple):
    """What is expected, in terms that later rows can be held against.

    `person` takes, leaves or keeps `office`; `rival` is who would leave for him. `horizon` is the last ISO day
    for it (null: none, "one day"), `timed` whether the words told it. `doers` are those of
    the `parties` who would act. `negative`: that it will not come about.
    """

    kind: Kind
    negative: bool
    horizon: str | None
    timed: bool
    person: str | None = None
    rival: str | None = None
    office: Office | None = None
    event: Event | None = None
    type: str | None = None
    parties: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()


class Named(NamedTuple):
    """A mention of an actor: its offsets, words, and the actor's id and state."""

    start: int
    end: int
    id: str
    country: str | None
    text: str


def named(coding: Coding, span: Span, *, kinds: Sequence[str]) -> list[Named]:
    """Give the mentions of actors of these kinds that begin in a span, in order."""
    return sorted(
        Named(mention.start, mention.end, actor.id, actor.country, mention.text)
        for actor in coding.actors
        if actor.kind in kinds
        for mention in actor.mentions
        if span.start <= mention.start < span.end
    )
