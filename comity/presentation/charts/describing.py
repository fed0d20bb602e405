"""The chart in words, for those who can't see it: range, latest level, turns, gaps."""

from collections.abc import Sequence

from comity.model import Relation, RelationRow
from comity.presentation.charts.bands import Gap, number
from comity.presentation.charts.dates import period_text
from comity.presentation.charts.lettering import shortened
from comity.presentation.charts.turnings import told
from comity.presentation.wording import count_text, listing, sentence

_MOST_TURNS = 5
_MOST_GAPS = 3
_MOST_LETTERS = 80


def description(relation: Relation, title: str, gaps: Sequence[Gap]) -> str:
    """Give two to four plain sentences on what a chart of the relation shows."""
    known = [row for row in relation.rows if row.level is not None]
    parts = [_range(relation, title, known), _latest(relation, known), _turns(relation), _gaps(relation, gaps)]
    return " ".join(part for part in parts if part)


def _range(relation: Relation, title: str, known: Sequence[RelationRow]) -> str:
    scale = f"{title}: level of the relation by {relation.period}, from −10 (conflict) to 10 (cooperation)"
    if not known:
        return f"{scale}; nothing was covered, so there is no level to draw."
    least = min(known, key=lambda row: row.level or 0.0)
    most = max(known, key=lambda row: row.level or 0.0)
    if least.level == most.level:
        return f"{scale}; it stood at {number(most.level or 0.0)} throughout."
    return f"{scale}; it ranged from {_level_in(relation, least)} to {_level_in(relation, most)}."


def _level_in(relation: Relation, row: RelationRow) -> str:
    return f"{number(row.level or 0.0)} in {period_text(row.start, row.end, relation.period)}"


def _latest(relation: Relation, known: Sequence[RelationRow]) -> str:
    if not known:
        return ""
    last = known[-1]
    band = ""
    if last.low is not None and last.high is not None:
        band = f" (90% band {number(last.low)} to {number(last.high)})"
    when = period_text(last.start, last.end, relation.period)
    return f"The latest level, that of {when}, is {number(last.level or 0.0)}{band}."


def _turns(relation: Relation) -> str:
    found = relation.turning_points
    if not found:
        return ""
    likeliest = sorted(found, key=lambda each: (-each.probability, each.start))[:_MOST_TURNS]
    parts = []
    for each in sorted(likeliest, key=lambda one: one.start):
        when = period_text(each.start, each.end, relation.period)
        way = "up" if each.after > each.before else "down"
        what = shortened(told(each), _MOST_LETTERS)
        parts.append(f"{way} in {when}, from {number(each.before)} to {number(each.after)} ({what})")
    rest = len(found) - len(parts)
    more = f"; and {count_text(rest, 'less probable time')}" if rest else ""
    return f"It turned {'; '.join(parts)}{more}."


def _gaps(relation: Relation, found: Sequence[Gap]) -> str:
    if not any(row.level is not None for row in relation.rows):
        return ""
    uncovered = [gap for gap in found if gap.periods]
    absent = [gap for gap in found if not gap.periods]
    parts = []
    if uncovered:
        months = sum(gap.periods for gap in uncovered)
        parts.append(f"no coverage for {_periods(relation, months)} ({_named(relation, uncovered)})")
    if absent:
        parts.append(f"no row at all for {_named(relation, absent)}")
    return sentence(" and ".join(parts))


def _named(relation: Relation, found: Sequence[Gap]) -> str:
    """Name the longest gaps in order of time and count the rest."""
    longest = sorted(found, key=lambda gap: (-gap.periods, gap.start))[:_MOST_GAPS]
    names = [period_text(gap.start, gap.end, relation.period) for gap in sorted(longest, key=lambda gap: gap.start)]
    rest = len(found) - len(names)
    return listing([*names, count_text(rest, "shorter gap")] if rest else names, most=_MOST_GAPS + 1)


def _periods(relation: Relation, count: int) -> str:
    return count_text(count, relation.period)
