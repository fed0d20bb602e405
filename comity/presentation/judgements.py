"""Key judgements: where the relation stands, where its observers see it go, how sure that is, what would change it.

They follow the analytic standards of intelligence briefs: a likelihood word stays what its author wrote, with
the range that the standard gives it where it has one; confidence is about the sources, and says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.model import TOOK_PLACE, Assessment, Incident, Report
from comity.presentation.expected import assessment_text, bare_condition, of_pair, stands_alone
from comity.presentation.happened import LIKELY
from comity.presentation.material import Material, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    count_text,
    date_text,
    listing,
    number_text,
    quoted,
    sentence,
    unique,
)

# Of what is expected, a brief judges these first: what would harm relations, then what would mend them.
_DIRECTIONS = ("worsens", "improves", "none", "unknown")
_KINDS = ("conditional", "forecast", "regularity", "cause")
MOST_JUDGED = 3
_MOST_WOULD_CHANGE = 3
# A balance of fewer acts says nothing of a relation.
_FEWEST_ACTS = 3
# So many outlets that do not copy each other make a line sure, whatever each of them is.
_MANY = 3


@dataclass(frozen=True)
class Held:
    """One expectation with all who hold it: the surest telling first."""

    rows: tuple[tuple[Assessment, Report], ...]

    @property
    def lead(self) -> Assessment:
        """The telling that stands for all."""
        return self.rows[0][0]


def judgements(material: Material, held: Sequence[Held]) -> Section:
    """The course of the relation, then the first of `held` expectations: how sure each is, and what would change it."""
    lines = _course(material, held)
    for each in held[:MOST_JUDGED]:
        lines += _expectation(material, each)
    return Section("judgements", "Key judgements", tuple(lines), "The reports give no ground for a judgement.")


def expectations(material: Material) -> list[Held]:
    """Assessments of the dyad, those of one matter together, those that bear most on relations first."""
    groups: dict[tuple[object, ...], list[tuple[Assessment, Report]]] = {}
    for coding in material.codings:
        persons = [
            (mention.start, actor.id)
            for actor in coding.actors
            if actor.id.startswith("person:")
            for mention in actor.mentions
        ]
        for row in coding.assessments:
            if material.pair is not None and not of_pair(row, material.pair):
                continue
            named = frozenset(id for at, id in persons if any(span.start <= at < span.end for span in row.evidence))
            # Two persons and one direction are one matter in whatever words; else each row stands alone.
            about = (named, row.direction, row.kind in ("conditional", "forecast"))
            groups.setdefault(about if len(named) > 1 else (row.id,), []).append((row, coding.report))
    found = [
        Held(tuple(sorted(rows, key=lambda row: (not stands_alone(row[0]), -row[0].confidence, row[0].id))))
        for rows in groups.values()
    ]
    return sorted(found, key=lambda held: _weight(held, material))


def _weight(held: Held, material: Material) -> tuple[bool, bool, bool, int, int, int, float, str]:
    """What is open and was written lately comes first, then what most sources hold, then what would harm relations."""
    row = held.lead
    outlets = len({report.outlet or report.id for _, report in held.rows})
    became = material.settled.get(row.id)
    stale = not any(material.lately(report.published) for _, report in held.rows)
    stale = stale or (became is not None and became.outcome != "open")
    return (
        stale,
        # Why something happened is history; what may come is what a judgement is for.
        row.kind == "cause",
        not stands_alone(row),
        -outlets,
        _DIRECTIONS.index(row.direction),
        _KINDS.index(row.kind),
        -row.confidence,
        row.id,
    )


def _course(material: Material, held: Sequence[Held]) -> list[Line]:
    acts = [
        row
        for row in material.by_standing["between"]
        if row.status in TOOK_PLACE and row.confidence >= LIKELY and row.actors and row.recipients
    ]
    if material.pair is None or len(acts) < _FEWEST_ACTS:
        return []
    warm = [row for row in acts if row.quad.endswith("cooperation")]
    cold = [row for row in acts if row.quad.endswith("conflict")]
    balance = (
        "cooperation outweighs conflict" if len(warm) > len(cold)
        else "conflict outweighs cooperation" if len(cold) > len(warm)
        else "cooperation and conflict are in balance"
    )  # fmt: skip
    numbers = sorted((len(warm), len(cold)), reverse=True)
    told = f"{count_text(numbers[0], 'act')} to {number_text(numbers[1])}"
    latest = "; ".join(
        f"the latest {kind}, {date_text(day.date)}" for kind, rows in (("cooperation", warm), ("conflict", cold))
        if (day := _latest(rows)) is not None
    )  # fmt: skip
    reports = [report for row in acts for _, report in material.told(row)]
    line = Line(
        text=sentence(f"Between the two, {balance} in these reports: {told}" + (f" ({latest})" if latest else "")),
        sources=material.cite(report.id for report in reports),
        evidence=unique(row.quote for row in acts)[:4],
    )
    under = [f"Confidence {_sure(reports)}"]
    if change := _would_change(material, held):
        under.append(f"What would change it: {change}")
    return [line, Line(text=sentence(". ".join(under)), sub=True)]


def _latest(rows: Sequence[Incident]) -> Incident | None:
    dated = [row for row in rows if row.date and row.date.start and row.date.precision in ("day", "week", "month")]
    return max(dated, key=lambda row: (row.date and row.date.start) or "", default=None)


def _sure(reports: Sequence[Report], *, view: str = "") -> str:
    """Say how sure the sources make a judgement, and why: independent outlets, and whose view it is."""
    outlets = {report.outlet or report.id for report in reports}
    word = "high" if len(outlets) >= _MANY else "moderate" if len(outlets) > 1 else "low"
    why = f"{count_text(len(outlets), 'source')} {'tells' if len(outlets) == 1 else 'tell'} it"
    return f"{word}: {why}{f', as {view}' if view else ''}"


def _would_change(material: Material, held: Sequence[Held]) -> str:
    """What the record holds that would turn the course: conditions that somebody names, and promises that fall due."""
    parts = []
    for each in held:
        row = each.lead
        lately = any(material.lately(report.published) for _, report in each.rows)
        if lately and row.kind == "conditional" and row.condition and row.direction in ("worsens", "improves"):
            marks = material.marks([each.rows[0][1].id])
            parts.append(f"that {quoted(bare_condition(row.condition.text), most=25)} {marks}")
    for pledge in material.pledges:
        if pledge.status in ("due", "broken", "withdrawn"):
            parts.append(f"the pledge {quoted(pledge.text, most=16)}, {pledge.status}")
        elif pledge.status == "open" and pledge.due and pledge.due.start:
            parts.append(f"the pledge {quoted(pledge.text, most=16)} not kept by {date_text(pledge.due)}")
    return listing(unique(parts)[:_MOST_WOULD_CHANGE])


def _expectation(material: Material, held: Held) -> list[Line]:
    row = held.lead
    reports = [each for _, each in held.rows]
    line = Line(
        text=sentence(assessment_text(material, row, authors=len({each.id for each in reports}))),
        sources=material.cite(each.id for each in reports),
        evidence=unique(words(each.evidence) for each, _ in held.rows),
    )
    own = "its author's own view" if len({each.id for each in reports}) == 1 else "their authors' own views"
    view = own if row.by == "author" else "the word of somebody it quotes"
    under = [f"Confidence {_sure(reports, view=view)}"]
    if row.kind == "conditional":
        under.append("It falls if its condition does not come about")
    return [line, Line(text=sentence(". ".join(under)), sub=True)]
