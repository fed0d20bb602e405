"""Two reports held against each other: do they tell the same story?"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from comity.codebook import Leader
from comity.ledger.attributions import attribution_differences, attributions
from comity.ledger.contrasts import contrasts
from comity.ledger.emphasis import left_out, order, tones, voices
from comity.ledger.gathering import incidents as merge
from comity.ledger.matters import Act, acts, one_story, pairs_of_acts
from comity.ledger.meaning import Meanings
from comity.ledger.passages import copied, stems
from comity.ledger.points import dates, figures
from comity.ledger.spellings import spellings
from comity.ledger.tellings import alone_telling, stances, tellings
from comity.ledger.utterances import Utterance, quote_differences, same_quotes, utterances
from comity.model import Coding, Comparison, Incident, Side, Span, Telling, TellingKind

# Two accounts of one event share runs of five words in names and quotes; from half of the shorter text on, one
# was made from the other.
COPY = 0.5


def compare(
    one: Coding,
    other: Coding,
    incidents: Sequence[Incident] | None = None,
    *,
    meanings: Meanings | None = None,
    people: Sequence[Leader] | None = None,
) -> Comparison:
    """What two reports both tell, what one leaves out, and where they differ.

    `incidents` are those of the log that hold the reports' events, by default merged from these two. `meanings`
    finds the same matter in other words; without it only shared words do. `people` are rows of the who's who
    against which years of office are held, by default the codebook's. A second report of the same id (one text
    under two addresses) goes by `second_id`.
    """
    other = renamed(other, second_id(one, other))
    merged = merge((one, other)) if incidents is None else incidents
    names = _names(one, other)
    told = acts(one, merged), acts(other, merged)
    said = utterances(one), utterances(other)
    together = one_story(one, other)
    pairs = pairs_of_acts(*told, names, meanings, one_story=together)
    quotes = same_quotes(*said, meanings, names)
    real, apparent = contrasts(pairs, one, other)
    spelt, respelt = spellings(one, other, one_story=together)
    numbers, rounded = figures(one, other, names, meanings, one_story=together)
    days = dates(one, other, [*real, *apparent], names, meanings)
    wordings = quote_differences((one, said[0]), (other, said[1]), quotes, names, meanings)
    held = attributions(one, people), attributions(other, people)
    both, alone = tellings(one, other, names, meanings, one_story=together)
    both = [*_acts_of_both(pairs, one, other), *_quotes_of_both(quotes, one, other), *both]
    reworded = {span for each in wordings for side in (each.one, each.other) for span in side.evidence}
    shared = copied(one.report.text, other.report.text)
    orders = order(one, told[0]), order(other, told[1])
    return Comparison(
        reports=(one.report.id, other.report.id),
        shared_words=shared,
        independent=shared < COPY,
        both=tuple(both),
        only_one=_only(one, told[0], {id(p[0]) for p in pairs}, said[0], quotes, 0, reworded, alone[0]),
        only_other=_only(other, told[1], {id(p[1]) for p in pairs}, said[1], quotes, 1, reworded, alone[1]),
        differently=(*real, *days, *numbers, *stances(one, other), *spelt, *wordings, *attribution_differences(*held)),
        apparent=(*apparent, *rounded, *respelt),
        attributions=(*held[0], *held[1]),
        voices=(*voices(one, said[0]), *voices(other, said[1])),
        orders=orders,
        tones=(*tones(one), *tones(other)),
        left_out=left_out(*orders),
    )


def second_id(one: Coding, other: Coding) -> str:
    """The id under which the other report is compared: its own, unless the one has it too."""
    return other.report.id if other.report.id != one.report.id else f"{other.report.id}-again"


def renamed(coding: Coding, id: str) -> Coding:
    """A coding whose report goes by another id; its rows keep theirs."""
    if coding.report.id == id:
        return coding
    return msgspec.structs.replace(coding, report=msgspec.structs.replace(coding.report, id=id))


def _names(*codings: Coding) -> frozenset[str]:
    """Stems of the names of states, bodies and persons: what reports on one dyad share whatever they tell."""
    words = (
        words
        for coding in codings
        for actor in coding.actors
        if actor.kind in ("state", "igo", "person")
        for words in (actor.name, *(each for each in actor.variants if each[:1].isupper()))
    )
    return stems(" ".join(words))


def _acts_of_both(pairs: Sequence[Any], one: Coding, other: Coding) -> Iterator[Telling]:
    for left, right, score, _ in sorted(pairs, key=lambda pair: pair[0].at):
        sure = max(left.lead.confidence, right.lead.confidence)
        yield Telling("act", left.side(one.report.id), right.side(other.report.id), round(score, 2), round(sure, 2))


def _quotes_of_both(quotes: Sequence[Any], one: Coding, other: Coding) -> Iterator[Telling]:
    for left, right, score in sorted(quotes, key=lambda pair: pair[0].span.start):
        sure = max(each.statement.confidence if each.statement else 0.5 for each in (left, right))
        sides = left.side(one.report.id, left.quote), right.side(other.report.id, right.quote)
        yield Telling("quote", *sides, round(score, 2), round(sure, 2))


def _only(
    coding: Coding, told: Sequence[Act], matched_acts: set[int], said: Sequence[Utterance], quotes: Sequence[Any],
    place: int, reworded: set[Span], rest: list[Telling],
) -> tuple[Telling, ...]:  # fmt: skip
    """What one report alone tells, in the order of its text; a quote that the other words otherwise is none."""
    same = {id(pair[place]) for pair in quotes}
    told_with = {each.sentence for each in said if each.direct} | {
        span for act in told if id(act) in matched_acts for event in act.events for span in event.evidence
    }
    found: list[tuple[int, TellingKind, Side, float]] = [
        (act.at, "act", act.side(coding.report.id), act.lead.confidence) for act in told if id(act) not in matched_acts
    ]
    for each in said:
        if each.statement is None or id(each) in same or each.sentence in reworded:
            continue
        # What is only reported as said is told with the act or with the quote of its sentence.
        if each.direct or each.sentence not in told_with:
            found.append((each.span.start, "quote", each.side(coding.report.id, each.quote), each.statement.confidence))
    lines = [alone_telling(kind, side, sure, place) for _, kind, side, sure in sorted(found, key=lambda row: row[0])]
    return (*lines, *rest)
