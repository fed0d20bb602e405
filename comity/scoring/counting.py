"""Counting: what the codings of gold sentences found, missed and made up, sentence by sentence.

An event counts when it is told as occurred or ongoing. A reciprocal event counts as one each way. A file that
knows only YIELD where PLOVER has CONCEDE and RETREAT is scored on YIELD.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product

import msgspec

from comity.model import TOOK_PLACE, ActorRef, Coding, Event
from comity.scoring.gold import GoldEvent, GoldSentence

STOP = frozenset("the a an of in on at to for and or with by from its his her their several some other new".split())
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


class Scores(msgspec.Struct, frozen=True):
    """F1 of sets a sentence (0 to 1), null where the gold does not tell; `found` shares of the gold's own words.

    `type_macro` is the mean of the types' own F1; `false_alarms` the share of quiet sentences with an event; `status`
    the share of right statuses among gold acts whose type and sides were coded; `by_type` each type's F1.
    """

    sentences: int
    quiet: int
    type: float | None
    type_macro: float | None
    quad: float | None
    dyad: float | None
    dyad_type: float | None
    dyad_quad: float | None
    actor_found: float | None
    recipient_found: float | None
    status: float | None
    coded: float | None
    false_alarms: float | None
    by_type: dict[str, float]


class Tally:
    """True positives, false positives and misses of sets."""

    def __init__(self) -> None:
        self.hit = self.extra = self.missed = 0

    def add(self, gold: set[Hashable], found: set[Hashable]) -> None:
        """Count one sentence."""
        self.hit += len(gold & found)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    def f1(self) -> float | None:
        """Give F1, null when there was nothing to find or to make up."""
        total = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / total if total else None


def scores(gold: Sequence[GoldSentence], codings: Mapping[str, Coding], quads: Mapping[str, str]) -> Scores:
    """Score codings by the gold's ids; a sentence without a coding counts as one in which nothing was found.

    `quads` gives the quad class of each type.
    """
    fold = FOLDED if any(event.type == "YIELD" for row in gold for event in row.events) else {}
    classes = {**quads, "YIELD": quads["RETREAT"]}
    tallies: dict[str, Tally] = defaultdict(Tally)
    types: dict[str, Tally] = defaultdict(Tally)
    words = {"actor": [0, 0], "recipient": [0, 0]}
    alarms = coded = right = judged = 0
    loud = [row for row in gold if row.happened]
    for row in gold:
        coding = codings.get(row.id)
        events = coding.events if coding is not None else ()
        found = [event for event in events if event.status in TOOK_PLACE]
        ok, seen = statuses(row.events, events, fold)
        right, judged = right + ok, judged + seen
        if not row.happened:
            alarms += bool(found)
            continue
        coded += bool(found)
        want, have = {e.type for e in row.happened}, {fold.get(e.type, e.type) for e in found}
        tallies["type"].add(set(want), set(have))
        tallies["quad"].add({classes[t] for t in want}, {classes[t] for t in have})
        for each in want | have:
            types[each].add(set(want & {each}), set(have & {each}))
        if any(event.actor for event in row.happened):
            sides = {(e.actor, e.recipient, e.type) for e in row.happened}
            got = {triple for event in found for triple in triples(event, fold)}
            tallies["dyad"].add({s[:2] for s in sides}, {g[:2] for g in got})
            tallies["dyad_type"].add(set(sides), set(got))
            tallies["dyad_quad"].add({(*s[:2], classes[s[2]]) for s in sides}, {(*g[:2], classes[g[2]]) for g in got})
        count_words(row, found, words)
    names = {event.type for row in gold for event in row.happened}
    by_type = {name: types[name].f1() or 0.0 for name in sorted(names)}
    quiet = len(gold) - len(loud)
    return Scores(
        sentences=len(gold), quiet=quiet, type=tallies["type"].f1(),
        type_macro=sum(by_type.values()) / len(by_type) if by_type else None, quad=tallies["quad"].f1(),
        dyad=tallies["dyad"].f1(), dyad_type=tallies["dyad_type"].f1(), dyad_quad=tallies["dyad_quad"].f1(),
        actor_found=share(*words["actor"]), recipient_found=share(*words["recipient"]), status=share(right, judged),
        coded=share(coded, len(loud)), false_alarms=share(alarms, quiet), by_type=by_type,
    )  # fmt: skip


def share(part: int, whole: int) -> float | None:
    """Give a share, null of nothing."""
    return part / whole if whole else None


def triples(event: Event, fold: Mapping[str, str]) -> set[tuple[str | None, str | None, str]]:
    """Give every (actor's state, recipient's state, type) of an event; in a joint act nobody acts on itself."""
    left = [ref.country for ref in event.actors] or [None]
    right = [ref.country for ref in event.recipients] or [None]
    kind = fold.get(event.type, event.type)
    return {(a, r, kind) for a, r in product(left, right) if not (a == r and len(left) > 1)}


def count_words(row: GoldSentence, found: Iterable[Event], counts: Mapping[str, list[int]]) -> None:
    """Count for each side of each gold act whether a coded side shares a content word with it."""
    for event in row.happened:
        for side, text in (("actor", event.actor_text), ("recipient", event.recipient_text)):
            if text:
                refs = [ref for e in found for ref in (e.actors if side == "actor" else e.recipients)]
                counts[side][0] += any(names(ref) & content(text) for ref in refs)
                counts[side][1] += 1


def content(text: str | None) -> frozenset[str]:
    """Give the content words of a phrase."""
    return frozenset(re.findall(r"\w+", (text or "").lower())) - STOP


def names(ref: ActorRef) -> frozenset[str]:
    """Give the content words by which an actor is named."""
    return content(ref.text) | content(ref.name)


def statuses(gold: Iterable[GoldEvent], found: Sequence[Event], fold: Mapping[str, str]) -> tuple[int, int]:
    """Give (right, judged): gold acts with a coded act of their type between their states, and the same status."""
    right = judged = 0
    for act in gold:
        twins = [
            e for e in found
            if fold.get(e.type, e.type) == act.type
            and (act.actor is None or any(ref.country == act.actor for ref in e.actors))
        ]  # fmt: skip
        judged += bool(twins)
        right += any(event.status == act.status for event in twins)
    return right, judged
