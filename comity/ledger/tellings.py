"""Agreements, pledges, positions and assessments that two reports tell, both or alone."""

from collections.abc import Callable, Iterator

from comity.ledger.matters import codes, people_apart
from comity.ledger.meaning import Meanings
from comity.ledger.passages import best_pairs, nearness, shared_stems, stems
from comity.ledger.similarity import days_of, overlap
from comity.model import (
    Agreement,
    Assessment,
    Coding,
    Disagreement,
    Pledge,
    Position,
    Side,
    Telling,
    TellingKind,
)

# How near the words of two pledges, or two outlooks, must be to be one; of outlooks, how many names they share.
_SAME_BINDING, _SAME_OUTLOOK = 0.4, 0.45
_NAMES_IN_COMMON = 2
# What reports of two occasions must reach: two joint statements are not one for their form.
_ALIKE = 0.95


def alone_telling(kind: TellingKind, side: Side, sure: float, place: int) -> Telling:
    """What the one (`place` 0) or the other report alone tells."""
    return Telling(kind, side if place == 0 else None, side if place else None, 1.0, round(sure, 2))


def tellings(
    one: Coding, other: Coding, names: frozenset[str], meanings: Meanings | None, *, one_story: bool = True
) -> tuple[list[Telling], tuple[list[Telling], list[Telling]]]:
    """Agreements, pledges, positions and assessments: those of both, and those of each alone.

    Reports that are not of `one_story` share only what they tell in words nearly the same.
    """
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
            if (score := fit(here, there, names, meanings)) and (one_story or kind == "position" or score >= _ALIKE)
        ]
        pairs = best_pairs(scores)
        for row, column, score in sorted(pairs):
            sides = _side(one, left[row]), _side(other, right[column])
            sure = max(left[row].confidence, right[column].confidence)
            both.append(Telling(kind, *sides, round(min(1.0, score), 2), round(sure, 2)))
        for place, (coding, rows) in enumerate(((one, left), (other, right))):
            used = {pair[place] for pair in pairs}
            alone[place].extend(
                alone_telling(kind, _side(coding, row), row.confidence, place)
                for at, row in enumerate(rows)
                if at not in used
            )
    return both, alone


def _side(coding: Coding, row: Agreement | Pledge | Position | Assessment) -> Side:
    match row:
        case Agreement():
            value = row.title
        case Pledge():
            value = row.text
        case Position():
            value = f"{row.actor.name or row.actor.text} {row.stance} {row.issue}"
        case Assessment():
            value = row.outcome.text
    return Side(coding.report.id, (row.id,), value, row.evidence)


def _same_agreement(one: Agreement, other: Agreement, names: frozenset[str], meanings: Meanings | None) -> float:
    if codes(one.parties) != codes(other.parties):
        return 0.0
    if people_apart(one.parties, other.parties):
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
    if near >= _SAME_OUTLOOK:
        return near
    here, there = (" ".join(span.text for span in row.evidence) for row in (one, other))
    # "Would be in pole position" says little; who is named beside it says whose outlook it is.
    if len(stems(here) & stems(there) & names) < _NAMES_IN_COMMON:
        return 0.0
    near = shared_stems(here, there)
    return near if near >= _SAME_BINDING else 0.0


def stances(one: Coding, other: Coding) -> Iterator[Disagreement]:
    """Positions of one actor on one issue that the reports put on opposite sides, and not on different days."""
    for here in one.positions:
        for there in other.positions:
            if {here.stance, there.stance} != {"supports", "opposes"} or here.issue != there.issue:
                continue
            days = days_of(here.date), days_of(there.date)
            if days[0] and days[1] and overlap(days[0], days[1]) is None:
                continue
            if (here.actor.id or here.actor.country) == (there.actor.id or there.actor.country):
                left = Side(one.report.id, (here.id,), here.stance, here.evidence)
                right = Side(other.report.id, (there.id,), there.stance, there.evidence)
                what = f"{here.actor.name or here.actor.text} on {here.issue}"
                yield Disagreement("stance", what, left, right, 0.5)
