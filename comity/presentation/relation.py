"""A measured relation in plain sentences that an analyst could sign, each with the acts that it rests on."""

from collections.abc import Sequence

from comity.model import Act, Relation, TurningPoint
from comity.presentation.charts import GAP, sparkline
from comity.presentation.names import state_name
from comity.presentation.periods import period_text, periods_text, span_text, when_text
from comity.presentation.relation_acts import Cited, acts_text, latest_acts
from comity.presentation.relation_level import (
    Measured,
    level_text,
    measured,
    rank_text,
    rates_text,
    signed,
    stale_text,
    sure_text,
    year_text,
)
from comity.presentation.relation_parts import (
    coders_section,
    coverage_section,
    differing_text,
    issues_section,
    last_turn_text,
    last_turns,
    moving_section,
    together_section,
    turns_section,
)
from comity.presentation.relation_years import years_below
from comity.presentation.terminal import render_text
from comity.presentation.values import Brief, Line, Section
from comity.presentation.wording import count_text, sentence

# Sections are set in by two columns, and one is left free at the right.
_MARGIN = 3
_LEAST_SPARK = 10
# Blocks span at least a quarter of the scale: a level that hardly moves is drawn flat.
_LEAST_SPAN = 5.0


def relation_text(relation: Relation, *, width: int, colour: bool) -> str:
    """Give a relation as text of `width` columns, with marks like [1] of the acts listed at the end."""
    return render_text(build_relation(relation, width=width), width=width, colour=colour)


def build_relation(relation: Relation, *, width: int = 100) -> Brief:
    """Give a relation in the form of a brief, so that every rendering of a brief draws it.

    It says only what the value holds: a part that is null or empty gives no line, unless it is to say why. `width`
    is that of the line of blocks, in columns.
    """
    cited = Cited()
    sections = (
        _standing(relation, cited),
        _over_time(relation, width),
        turns_section(relation, cited),
        issues_section(relation),
        moving_section(relation),
        together_section(relation),
        coders_section(relation),
        coverage_section(relation),
        cited.section(),
    )
    return Brief(
        dyad=relation.dyad,
        title=_title(relation),
        head=_head(relation),
        sections=tuple(section for section in sections if section.lines or section.empty or section.figure),
        sources=cited.sources,
        timeline=(),
        kind="relation",
        relation=relation,
    )


def _title(relation: Relation) -> str:
    parts = (relation.direction or relation.dyad).split(">" if relation.direction else "-", 1)
    title = (" towards " if relation.direction else " and ").join(state_name(code) for code in parts)
    return title[0].upper() + title[1:]


def _head(relation: Relation) -> str:
    if not relation.rows:
        return "Nothing was measured."
    rows = relation.rows
    span = span_text(rows[0].start, rows[-1].start, relation.period)
    acts = count_text(sum(row.events for row in rows), "act")
    return sentence(f"measured by {relation.period}, {span}: {periods_text(len(rows), relation.period)}, {acts}")


def _standing(relation: Relation, cited: Cited) -> Section:
    """Where the relation stands, how sure that is, and the last turn of each way."""
    known = measured(relation)
    if not known:
        lines = [Line(sentence(text)) for text in _no_number(relation)]
        return Section("standing", "Where it stands", tuple(lines))
    now = known[-1]
    acts = latest_acts(relation, now.row.end, since=now.start)
    only = f"only one {relation.period} is covered, so no number can tell how it has moved" if len(known) == 1 else ""
    about = (rates_text(now, relation.period), sure_text(known, relation.period), differing_text(relation))
    lines = [_line(level_text(relation, now))]
    lines += [Line(sentence(text), sub=True) for text in about if text]
    lines += [_line(text) for text in (stale_text(relation, now), rank_text(relation, known), year_text(known), only)
              if text]  # fmt: skip
    lines += [_turned(relation, turn, cited) for turn in last_turns(relation)]
    if acts:
        # The marks of a relation may be a choice of its acts, so none is called the strongest.
        name = period_text(now.start, relation.period)
        lead = f"among the acts of {name}" if acts[0].date >= now.start else f"the last acts marked before {name}"
        lines.append(_line(f"{lead}: {acts_text(acts)}", acts, cited))
    return Section("standing", "Where it stands", tuple(lines))


def _line(text: str, acts: Sequence[Act] = (), cited: Cited | None = None) -> Line:
    return Line(sentence(text), sources=cited.cite(acts) if cited else ())


def _turned(relation: Relation, turn: TurningPoint, cited: Cited) -> Line:
    """Tell a turn with what drove it most; the list of turns has the other acts."""
    most = turn.drivers[:1]
    text = last_turn_text(turn, relation.period)
    return _line(f"{text}. Driven most by this act: {acts_text(most)}" if most else text, most, cited)


def _no_number(relation: Relation) -> list[str]:
    """Say why there is no level at all."""
    if not relation.rows:
        why = " " if relation.notes else " and no note says why"
        return [f"there is no number, for no period was measured{why}".rstrip(), *relation.notes]
    span = span_text(relation.rows[0].start, relation.rows[-1].start, relation.period)
    why = "; ".join(dict.fromkeys(row.note.rstrip(".") for row in relation.rows if row.note)) or "no reason is given"
    return [f"there is no number for {span}: {why}", *relation.notes]


def _over_time(relation: Relation, width: int) -> Section:
    """The level over the whole time as a line of blocks, with the years below it and its ends in words."""
    known = measured(relation)
    if len(known) < 2:
        return Section("over-time", "Over time", ())
    columns = max(width - _MARGIN, _LEAST_SPARK)
    figure: tuple[str, ...] = (
        sparkline([row.level for row in relation.rows], width=columns, least_span=_LEAST_SPAN),
        years_below([row.start for row in relation.rows], width=columns),
    )
    low, high = min(known, key=_level), max(known, key=_level)
    text = f"lowest {_at(low, relation)}, highest {_at(high, relation)}"
    if signed(low.level) == signed(high.level):
        text = f"all the time at {signed(low.level)}"
    if len(known) < len(relation.rows):
        figure = (*figure, f"{GAP} no coverage")
    return Section("over-time", "The level over time", (Line(sentence(text)),), figure=figure)


def _level(each: Measured) -> float:
    return each.level


def _at(each: Measured, relation: Relation) -> str:
    return f"{signed(each.level)} {when_text(each.start, each.start, relation.period)}"
