"""Figures and days of one thing in sentences that are about the same, whether or not they hold a row."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from comity.ledger.amounts import Amount, amounts, comparable, same_amount
from comity.ledger.meaning import Meanings
from comity.ledger.passages import best_pairs, matched, sentences
from comity.ledger.similarity import days_of, overlap
from comity.model import Coding, Date, Disagreement, Side, Span
from comity.recognition import find_dates

# How near two sentences must be for their figures to be of one thing, and for their days, which have no unit.
_SAME_FIGURE, _SAME_FIGURE_APART, _SAME_DAY = 0.45, 0.75, 0.6
_A_MONTH = timedelta(days=31)
# A year or a season is told of many things in one sentence.
_EXACT = frozenset({"day", "week", "month"})


def figures(
    one: Coding, other: Coding, names: frozenset[str], meanings: Meanings | None, *, one_story: bool = True
) -> tuple[list[Disagreement], list[Disagreement]]:
    """Figures of one thing in sentences about the same: those that differ, and those that are only rounded."""
    left, right = (tuple((part, amounts(part)) for part in sentences(coding.report.text)) for coding in (one, other))
    counted = [[each for each in side if each[1]] for side in (left, right)]
    near = matched(
        *([part.text for part, _ in side] for side in counted),
        least=_SAME_FIGURE if one_story else _SAME_FIGURE_APART,
        meanings=meanings,
        names=names,
    )
    real: list[Disagreement] = []
    apparent: list[Disagreement] = []
    for row, column, score in near:
        (here, mine), (there, theirs) = counted[0][row], counted[1][column]
        for a, b in _unlike(mine, theirs):
            why = same_amount(a, b)
            sides = Side(one.report.id, (), a.span.text, (here,)), Side(other.report.id, (), b.span.text, (there,))
            what = " ".join(here.text[a.span.end - here.start :].split()[:3]).strip(" .,;")
            found = Disagreement("figure", what, *sides, round(min(0.95, 0.4 + score / 2), 2), why or "")
            (real if why is None else apparent).append(found)
    return real, apparent


def _unlike(one: Sequence[Amount], other: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Amounts of one thing that are not equal, once those that both sentences give are left out."""
    values = {(a.value, a.unit) for a in one} & {(b.value, b.unit) for b in other}
    left = [a for a in one if (a.value, a.unit) not in values]
    right = [b for b in other if (b.value, b.unit) not in values]
    single = {a.unit for a in left if a.unit and _count(left, a.unit) == _count(right, a.unit) == 1}
    scores = [
        (1.0 + len(a.what & b.what), row, column)
        for row, a in enumerate(left)
        for column, b in enumerate(right)
        if comparable(a, b) or (a.unit == b.unit and a.unit in single)
    ]
    for row, column, _ in best_pairs(scores):
        yield left[row], right[column]


def _count(told: Sequence[Amount], unit: str) -> int:
    return sum(each.unit == unit for each in told)


def dates(
    one: Coding, other: Coding, known: Sequence[Disagreement], names: frozenset[str], meanings: Meanings | None
) -> list[Disagreement]:
    """Days up to a month apart in sentences nearly alike that hold one date each, where no act tells so (`known`)."""
    told = {(span.start, at) for each in known for at, side in enumerate((each.one, each.other))
            for span in side.evidence if each.kind in ("date", "status")}  # fmt: skip
    left, right = (
        [row for row in _dated(coding) if (row[0].start, place) not in told]
        for place, coding in enumerate((one, other))
    )
    near = matched(
        [row[0].text for row in left], [row[0].text for row in right], least=_SAME_DAY, meanings=meanings, names=names
    )
    found = []
    for row, column, score in near:
        (here, mine), (there, theirs) = left[row], right[column]
        days = days_of(mine), days_of(theirs)
        if days[0] is None or days[1] is None or overlap(days[0], days[1]) or mine.text == theirs.text:
            continue
        if max(days[0][0] - days[1][1], days[1][0] - days[0][1]) > _A_MONTH:
            continue
        sides = Side(one.report.id, (), day_text(mine), (here,)), Side(other.report.id, (), day_text(theirs), (there,))
        found.append(Disagreement("date", mine.text, *sides, confidence=round(min(0.9, 0.3 + score / 2), 2)))
    return found


def _dated(coding: Coding) -> Iterator[tuple[Span, Date]]:
    """The sentences of a report that hold just one date, with it."""
    parts = sentences(coding.report.text)
    mentions = find_dates(coding.report.text, coding.report.published)
    for part in parts:
        held = [each for each in mentions if part.start <= each.start < part.end]
        if len(held) == 1 and held[0].date is not None and held[0].date.precision in _EXACT:
            yield part, held[0].date


def day_text(when: Date | None) -> str:
    """A date as its ISO days, month or year; "" when it is not known."""
    if when is None or when.start is None:
        return ""
    if when.precision == "year" and when.start[:4] == (when.end or "")[:4]:
        return when.start[:4]
    if when.precision == "month" and when.start[:7] == (when.end or "")[:7]:
        return when.start[:7]
    return when.start if when.start == when.end else f"{when.start}..{when.end}"
