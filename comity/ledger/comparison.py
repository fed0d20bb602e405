"""Two reports held against each other: do they tell the same story?"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from comity.codebook import Leader
from comity.ledger.attributions import attribution_differences, attributions
from comity.ledger.contrasts import contrasts
from comity.ledger.emphasis import left_out, order, tones, voices
from comity.ledger.matters import Act, acts, codes, pairs_of_acts
from comity.ledger.meaning import Meanings
from comity.ledger.passages import best_pairs, copied, nearness, stems
from comity.ledger.placing import incidents as merge
from comity.ledger.points import dates, figures
from comity.ledger.similarity import days_of, overlap
from comity.ledger.spellings import spellings
from comity.ledger.utterances import Utterance, quote_differences, same_quotes, utterances
from comity.model import (
    Agreement,
    Assessment,
    Coding,
    Comparison,
    Incident,
    Pledge,
    Position,
    Side,
    Span,
    Telling,
    TellingKind,
)

# Two accounts of one event share runs of five words in names and quotes; from half of the shorter text on, one
# was made from the other.
COPY = 0.5
_SAME_BINDING, _SAME_OUTLOOK = 0.4, 0.45


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
    against which years of office are held, by default the codebook's.
    """
    merged = merge((one, other)) if incidents is None else incidents
    names = _names(one, other)
    told = acts(one, merged), acts(other, merged)
    said = utterances(one), utterances(other)
    pairs = pairs_of_acts(*told, names, meanings)
    quotes = same_quotes(*said, meanings, names)
    real, apparent = contrasts(pairs, one, other)
    spelt, respelt = spellings(one, other)
    numbers, rounded = figures(one, other, meanings)
    days = dates(one, other, [*real, *apparent], meanings)
    wordings = quote_differences((one, said[0]), (other, said[1]), quotes, names, meanings)
    held = attributions(one, people), attributions(other, people)
    both, alone = _tellings(one, other, names, meanings)
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
        differently=tuple([*real, *days, *numbers, *spelt, *wordings, *attribution_differences(*held)]),
        apparent=tuple([*apparent, *rounded, *respelt]),
        attributions=(*held[0], *held[1]),
        voices=(*voices(one, said[0]), *voices(other, said[1])),
        orders=orders,
        tones=(*tones(one), *tones(other)),
        left_out=left_out(*orders),
    )


def _names(*codings: Coding) -> frozenset[str]:
    """Stems of the names of states, bodies and persons: what reports on one dyad share whatever they tell."""
    words = (
        words
        for coding in codings
        for actor in coding.actors
        if actor.kind in ("state", "igo", "person")
        for words in (actor.name, *actor.variants)
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
    found = [
        (act.at, "act", act.side(coding.report.id), act.lead.confidence) for act in told if id(act) not in matched_acts
    ]
    for each in said:
        if each.statement is not None and id(each) not in same and each.sentence not in reworded:
            found.append((each.span.start, "quote", each.side(coding.report.id, each.quote), each.statement.confidence))
    lines = [_alone(kind, side, sure, place) for _, kind, side, sure in sorted(found, key=lambda row: row[0])]
    return (*lines, *rest)


def _alone(kind: Any, side: Side, sure: float, place: int) -> Telling:
    return Telling(kind, side if place == 0 else None, side if place else None, 1.0, round(sure, 2))


def _tellings(
    one: Coding, other: Coding, names: frozenset[str], meanings: Meanings | None
) -> tuple[list[Telling], tuple[list[Telling], list[Telling]]]:
    """Agreements, pledges, positions and assessments: those of both, and those of each alone."""
    tables: tuple[tuple[TellingKind, str, Callable[..., float]], ...] = (
        ("agreement", "agreements", _same_agreement),
        ("pledge", "pledges", _same_pledge),
        ("position", "positions", _same_position),
        ("assessment", "assessments", _same_assessment),
    )
    both: list[Telling] = []
    alone: tuple[list[Telling], list[Telling]] = ([], [])
    for kind, table, fit in tables:
        left, right = getattr(one, table), getattr(other, table)
        scores = [
            (score, row, column)
            for row, here in enumerate(left)
            for column, there in enumerate(right)
            if (score := fit(here, there, names, meanings))
        ]
        pairs = best_pairs(scores)
        for row, column, score in sorted(pairs):
            sides = _side(one, left[row]), _side(other, right[column])
            sure = max(left[row].confidence, right[column].confidence)
            both.append(Telling(kind, *sides, round(min(1.0, score), 2), round(sure, 2)))
        for place, (coding, rows) in enumerate(((one, left), (other, right))):
            used = {pair[place] for pair in pairs}
            alone[place].extend(
                _alone(kind, _side(coding, row), row.confidence, place)
                for at, row in enumerate(rows)
                if at not in used
            )
    return both, alone


def _side(coding: Coding, row: Agreement | Pledge | Position | Assessment) -> Side:
    value = {
        Agreement: lambda: row.title,  # type: ignore[union-attr]
        Pledge: lambda: row.text,  # type: ignore[union-attr]
        Position: lambda: f"{row.stance} {row.issue}",  # type: ignore[union-attr]
        Assessment: lambda: row.outcome.text,  # type: ignore[union-attr]
    }[type(row)]()
    return Side(coding.report.id, (row.id,), value, row.evidence)


def _same_agreement(one: Agreement, other: Agreement, names: frozenset[str], meanings: Meanings | None) -> float:
    if codes(one.parties) != codes(other.parties):
        return 0.0
    days = days_of(one.date), days_of(other.date)
    near = nearness(one.title, other.title, meanings, names)
    if days[0] and days[1] and overlap(days[0], days[1]) is None and near < 1:
        return 0.0
    if one.form == other.form:
        return 0.6 + near * 0.4
    return near if near >= _SAME_BINDING else 0.0


def _same_pledge(one: Pledge, other: Pledge, names: frozenset[str], meanings: Meanings | None) -> float:
    if not codes(one.parties) & codes(other.parties):
        return 0.0
    near = nearness(one.text, other.text, meanings, names)
    if one.kind == other.kind == "assurance" and codes(one.parties) == codes(other.parties):
        near += 0.15
    return near if near >= _SAME_BINDING else 0.0


def _same_position(one: Position, other: Position, names: frozenset[str], meanings: Meanings | None) -> float:
    same = (one.actor.id or one.actor.country) == (other.actor.id or other.actor.country)
    return 1.0 if same and one.issue == other.issue and one.stance == other.stance else 0.0


def _same_assessment(one: Assessment, other: Assessment, names: frozenset[str], meanings: Meanings | None) -> float:
    if one.kind != other.kind and {one.kind, other.kind} != {"conditional", "forecast"}:
        return 0.0
    if {one.direction, other.direction} == {"improves", "worsens"}:
        return 0.0
    near = nearness(one.outcome.text, other.outcome.text, meanings)
    return near if near >= _SAME_OUTLOOK else 0.0
