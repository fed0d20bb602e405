"""The parts of a measured relation below its level: turns, issues, how it moves, its coders, what is not covered."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import exp
from statistics import median

from comity import codebook
from comity.model import Association, CoderShare, Period, Relation, RelationRow, TurningPoint
from comity.presentation.names import issue_name, state_name
from comity.presentation.periods import lasting_text, periods_text, span_text, when_text
from comity.presentation.relation_acts import MOST_ACTS, Cited, act_text
from comity.presentation.relation_level import THIN, signed
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, listing, number_text, range_text, sentence

MOST_TURNS = 6
_MOST_ISSUES = 5
_MOST_GAPS = 5
_MOST_ASSOCIATIONS = 6
_CODE = re.compile(r"\b(?:[A-Z]{3}\b(?!:)|IGO:[A-Z]+)")
# Two coders that tell of one relation within a tenth of each other tell the same.
_ALIKE = 1.1
# From half as much again on, which coder is read changes the picture.
DIFFER = 1.5
# A coder of fewer acts has no balance to speak of.
ENOUGH = 10


def probability_text(probability: float) -> str:
    """Give a probability as the word of ICD 203 with the number: "very likely (92%)"."""
    shown = "over 99%" if probability > 0.99 else "under 1%" if probability < 0.01 else f"{probability:.0%}"
    return f"{codebook.likelihood_term(probability)} ({shown})"


def turn_way(turn: TurningPoint) -> str:
    """Give which way a turn went."""
    return "up" if turn.after > turn.before else "down"


def turn_text(turn: TurningPoint) -> str:
    """Give the two mean levels of a turn, and the crossing of zero where there is one."""
    text = f"from {signed(turn.before)} to {signed(turn.after)}"
    if turn.before > 0 > turn.after:
        return f"{text}, from more cooperation to more conflict"
    if turn.before < 0 < turn.after:
        return f"{text}, from more conflict to more cooperation"
    return text


def last_turn_text(turn: TurningPoint, period: Period) -> str:
    """Give the last turn of its way as a sentence without a full stop."""
    when = when_text(turn.start, turn.end, period)
    levels = f"from {signed(turn.before)} to {signed(turn.after)}"
    return f"it last turned {turn_way(turn)} {when}, {levels}; {_how_likely(turn)}"


def _how_likely(turn: TurningPoint) -> str:
    """That a regime began is often surer than in which period it did."""
    return f"a turn at about that time is {probability_text(turn.probability)}"


def last_turns(relation: Relation) -> tuple[TurningPoint, ...]:
    """Give the last turn of each way, the later one first."""
    found: dict[str, TurningPoint] = {}
    for turn in sorted(relation.turning_points, key=lambda turn: turn.start, reverse=True):
        found.setdefault(turn_way(turn), turn)
    return tuple(found.values())


def turns_section(relation: Relation, cited: Cited) -> Section:
    """The turns, the latest first; the most probable ones where there are many."""
    turns = sorted(relation.turning_points, key=lambda turn: -turn.probability)
    lines: list[Line] = []
    for turn in sorted(turns[:MOST_TURNS], key=lambda turn: turn.start, reverse=True):
        when = span_text(turn.start, turn.end, relation.period)
        text = f"{when}: {turn_way(turn)}, {turn_text(turn)}; {_how_likely(turn)}"
        lines.append(Line(sentence(text)))
        for act in turn.drivers[:MOST_ACTS]:
            lines.append(Line(sentence(act_text(act)), sources=cited.cite([act]), sub=True))
        if not turn.drivers:
            lines.append(Line("No act is named that drove it.", sub=True))
    rest = len(turns) - MOST_TURNS
    more = f"{count_text(rest, 'less probable one')} left out" if rest > 0 else ""
    empty = "No turning point was found." if sum(row.level is not None for row in relation.rows) > 1 else ""
    return Section("turns", "Turning points", tuple(lines), empty, more)


def issues_section(relation: Relation) -> Section:
    """The issues that carry the conflict, by their share."""
    carrying = sorted((each for each in relation.issues if each.conflict), key=lambda each: (-each.share, each.issue))
    lines = []
    for each in carrying[:_MOST_ISSUES]:
        acts = f"{count_text(each.conflict, 'conflictual act')}, {count_text(each.cooperation, 'cooperative one')}"
        lines.append(Line(sentence(f"{issue_name(each.issue)}: {each.share:.0%} of it ({acts})")))
    rest = len(carrying) - len(lines)
    more = f"{count_text(rest, 'smaller issue')} left out" if rest > 0 else ""
    title = "What the conflict is about, as far as its issue is known"
    return Section("issues", title, tuple(lines), "", more)


def moving_section(relation: Relation) -> Section:
    """How long a shock lasts, and which pledges were kept."""
    lines = []
    if relation.half_life is not None:
        each = relation.half_life
        lasts = lasting_text(each.mean, each.low, each.high, relation.period)
        lines.append(Line(sentence(f"half of a shock is gone {lasts}")))
    if relation.fulfilment is not None:
        share = relation.fulfilment
        band = f"90%: {share.low:.0%} to {share.high:.0%}".replace("% to", " to")
        settled = count_text(share.n, "settled pledge")
        lines.append(
            Line(sentence(f"the share of pledges that are kept is put at {share.mean:.0%} ({band}; {settled})"))
        )
    return Section("moving", "How it moves", tuple(lines))


def together_section(relation: Relation) -> Section:
    """Reciprocity and triads, those first that stand farthest from none. The title says what they are not."""
    found = sorted(relation.associations, key=lambda each: (-_clear(each), -abs(each.estimate)))
    lines = tuple(Line(sentence(_association(each, relation))) for each in found[:_MOST_ASSOCIATIONS])
    rest = len(found) - len(lines)
    more = f"{count_text(rest, 'weaker one')} left out" if rest > 0 else ""
    return Section("together", "What goes together: association, not cause", lines, "", more)


def _clear(each: Association) -> float:
    """How far the interval lies from 0; negative where it holds it."""
    return max(each.low, -each.high)


def _association(each: Association, relation: Relation) -> str:
    lag = f", at a lag of {periods_text(each.lag, relation.period)}" if each.lag else ""
    if not each.lag and "same period" not in each.what:
        lag = f", in the same {relation.period}"
    judged = (
        "can't be told from none"
        if _clear(each) <= 0
        else "found"
        if each.estimate > 0
        else "found the other way round"
    )
    return (
        f"{each.kind}: {_named(each.what, relation)}{lag}: {judged}, correlation {_hundredths(each.estimate)} "
        f"(90%: {_hundredths(each.low)} to {_hundredths(each.high)}; {periods_text(each.n, relation.period)})"
    )


def _named(what: str, relation: Relation) -> str:
    """Put names for the codes in the words of an association."""
    one, other = (state_name(code) for code in relation.dyad.split("-", 1))
    text = what.replace(relation.dyad, f"relation of {one} and {other}")
    return _CODE.sub(lambda code: state_name(code[0]), text)


def _hundredths(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def coders_section(relation: Relation) -> Section:
    """What each coder gave, most first, and how much more or less than the first it tells of the same relation."""
    coders = sorted(relation.coders, key=lambda each: -each.acts)
    lines = []
    for at, each in enumerate(coders):
        days = range_text(each.since, each.until)
        licence = f"; licence {each.licence}" if each.licence else ""
        lines.append(Line(sentence(f"{count_text(each.acts, 'act')} by {each.coder}, {days}{licence}")))
        if at and each.acts >= ENOUGH:
            lines.append(Line(sentence(_differs(each, coders[0])), sub=True))
    return Section("coders", "What the coders gave", tuple(lines))


def _differs(coder: CoderShare, first: CoderShare, *, name: str = "it") -> str:
    parts = [_times(coder.cooperation, "cooperation"), _times(coder.conflict, "conflict")]
    return f"of the same relation {name} tells {listing(parts)} as {first.coder}"


def _times(log_ratio: float, kind: str) -> str:
    times = exp(log_ratio)
    alike = max(times, 1 / times) < _ALIKE
    return f"about as much {kind}" if alike else f"{times:.1f} times as much {kind}"


def differing_text(relation: Relation) -> str:
    """Say which coder's balance differs most from the first's, where that matters; "" where none does.

    Who tells half as much of both kinds reads less, and does not disagree.
    """
    coders = sorted(relation.coders, key=lambda each: -each.acts)
    most = max((each for each in coders[1:] if each.acts >= ENOUGH), key=_balance, default=None)
    if most is None or exp(_balance(most)) < DIFFER:
        return ""
    return f"the coders differ: {_differs(most, coders[0], name=most.coder)}"


def _balance(coder: CoderShare) -> float:
    return abs(coder.cooperation - coder.conflict)


def coverage_section(relation: Relation) -> Section:
    """How much of the time is covered, which gaps there are and why, and the notes of the measure.

    Where nothing is covered the reasons stand at the top, in place of a level, and are not told again.
    """
    covered = [row for row in relation.rows if row.level is not None]
    if not covered:
        return Section("coverage", "Coverage and notes", ())
    lines = [Line(sentence(_covered(covered, relation)))]
    gaps = sorted(_gaps(relation.rows), key=lambda gap: -len(gap))
    for gap in sorted(gaps[:_MOST_GAPS], key=lambda gap: gap[0].start):
        lines.append(Line(sentence(_gap(gap, relation)), sub=True))
    if len(gaps) > _MOST_GAPS:
        lines.append(Line(sentence(f"{count_text(len(gaps) - _MOST_GAPS, 'shorter gap')} left out here"), sub=True))
    lines += [Line(note_text(note, relation)) for note in relation.notes]
    return Section("coverage", "Coverage and notes", tuple(lines))


def note_text(note: str, relation: Relation) -> str:
    """Give a note as a sentence; the name of a coder keeps its small letter."""
    named = any(note.startswith(each.coder) for each in relation.coders)
    return note[0] + sentence(note)[1:] if named else sentence(note)


def _covered(covered: Sequence[RelationRow], relation: Relation) -> str:
    period, whole = relation.period, len(relation.rows)
    told = (
        f"of {periods_text(whole, period)} {number_text(len(covered))} {'is' if len(covered) == 1 else 'are'} covered"
    )
    if len(covered) == whole:
        told = f"the one {period} is covered" if whole == 1 else f"all {periods_text(whole, period)} are covered"
    usual = median(row.coverage for row in covered)
    thin = sum(row.coverage < THIN * usual for row in covered)
    told += f"; the median coverage, all that the same coders read of any two states, is {usual:,.0f} a {period}"
    return f"{told}, and {periods_text(thin, period)} had less than half of that" if thin else told


def _gaps(rows: Sequence[RelationRow]) -> Iterator[tuple[RelationRow, ...]]:
    for missing, run in groupby(rows, key=lambda row: row.level is None):
        if missing:
            yield tuple(run)


def _gap(gap: Sequence[RelationRow], relation: Relation) -> str:
    # The note of a row may hold several reasons, and its neighbour's some of them.
    reasons = (reason for row in gap if row.note for reason in row.note.rstrip(".").split("; "))
    why = listing(tuple(dict.fromkeys(reasons))) or "no reason is given"
    # The day of the last row's start names its period; its end may lie in the next year's week.
    when = when_text(gap[0].start, gap[-1].start, relation.period)
    return f"no level {when} ({periods_text(len(gap), relation.period)}): {why}"
