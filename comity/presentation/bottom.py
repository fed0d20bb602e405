"""The head line and the bottom line: what a reader with half a minute takes away."""

from collections.abc import Sequence

from comity.model import Incident
from comity.presentation.agreed import ToldPledge
from comity.presentation.disputed import issue_text, restrictions, stances_by_issue
from comity.presentation.expected import past
from comity.presentation.happened import TOOK_PLACE
from comity.presentation.material import UNKNOWN_OUTLET, Material, pair_text, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    range_text,
    sentence,
    unique,
)

_COMING_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_SHARP = frozenset({"opposes", "demands", "avoids"})
# Below this a single telling is too unsure to open a brief with, as long as a surer one is there.
_FIT_TO_LEAD = 0.5


def head(material: Material) -> str:
    """Give dyad, number of reports and outlets, and the days that the reports cover."""
    who = pair_text(material.pair) if material.pair else "All reports"
    named = {source.outlet for source in material.sources.values() if source.outlet != UNKNOWN_OUTLET}
    unnamed = sum(source.outlet == UNKNOWN_OUTLET for source in material.sources.values())
    outlets = count_text(len(named), "outlet")
    if unnamed:
        outlets = (
            f"{outlets} and {count_text(unnamed, 'report')} of unknown outlet"
            if named
            else "of unknown outlet"
        )
    days = sorted(source.published for source in material.sources.values() if source.published)
    if not material.sources:
        return sentence(f"{who}: no report tells of them" if material.pair else "no report was given")
    covered = f"published {range_text(days[0], days[-1])}" if days else "without a date of publication"
    joint = " " if unnamed and not named else " from "
    return sentence(f"{who}: {count_text(len(material.sources), 'report')}{joint}{outlets}, {covered}")


def bottom_line(material: Material, pledges: Sequence[ToldPledge], to_watch: Section) -> Section:
    """Two to four lines: the latest meeting or agreement, pledges open, the main dispute, what to watch."""
    lines = [_latest(material), _pledges(material, pledges), _dispute(material), _next(material, to_watch)]
    kept = tuple(line for line in lines if line is not None)
    return Section("bottom", "Bottom line", kept, "The reports hold nothing on this dyad.")


def _latest(material: Material) -> Line | None:
    took_place = [row for row in material.by_standing["between"] if row.status in TOOK_PLACE]
    together = [row for row in took_place if row.type in _COMING_TOGETHER]
    if together:
        best = max(together, key=_strength)
        return material.incident_line(best, lead="the latest contact on record: ")
    if took_place:
        best = max(took_place, key=_strength)
        return material.incident_line(best, lead="no meeting or agreement is on record; the strongest act: ")
    return None


def _strength(row: Incident) -> tuple[bool, str, float, str]:
    """The latest of those sure enough; dated before undated, the surest among equals."""
    day = (
        row.date.start
        if row.date and row.date.start and row.date.precision in ("day", "week", "month")
        else ""
    )
    return row.confidence >= _FIT_TO_LEAD and bool(day), day, row.confidence, row.id


def _pledges(material: Material, told: Sequence[ToldPledge]) -> Line | None:
    if not told:
        return None if not any(material.by_standing.values()) else Line(text="No pledge was found.")
    late = sum(past(pledge.due, material) for pledge, _ in told)
    dated = [
        pledge for pledge, _ in told if pledge.due and pledge.due.start and not past(pledge.due, material)
    ]
    number = len(told) - late
    text = f"{count_text(number, 'pledge')} {'is' if number == 1 else 'are'} open"
    if dated:
        first = min(dated, key=lambda pledge: (pledge.due.start if pledge.due else None) or "")
        some = count_text(len(dated), "of them", "of them")
        when = "due" if len(dated) == 1 else "with a due date, the first"
        text += f", {some} {when} {date_text(first.due)}"
    elif number:
        text += ", none with a due date"
    if late:
        text += f"; {count_text(late, 'fell', 'fell')} due before the latest report"
    return Line(
        text=sentence(text),
        sources=material.cite(report.id for _, reports in told for report in reports),
        evidence=unique(words(pledge.evidence) for pledge, _ in told)[:4],
        confidence=confidence_text(max(pledge.confidence for pledge, _ in told)),
    )


def _dispute(material: Material) -> Line | None:
    for issue, rows in stances_by_issue(material):
        if any(position.stance in _SHARP for position, _ in rows):
            return Line(
                text=sentence(issue_text(issue, rows)),
                sources=material.cite(report.id for _, report in rows),
                evidence=unique(words(position.evidence) for position, _ in rows)[:4],
                confidence=confidence_text(max(position.confidence for position, _ in rows)),
            )
    found = restrictions(material)
    return found[0] if found else None


def _next(material: Material, to_watch: Section) -> Line | None:
    """The soonest plan of the two states themselves; what others plan with one of them comes second."""
    if not to_watch.lines:
        return None
    away = {
        material.incident_line(row).text for row in material.by_standing["outside"] if row.status == "planned"
    }
    first = min(to_watch.lines, key=lambda line: (line.text in away, line.date == "undated"))
    return Line(
        text=f"To watch: {first.text}",
        date=first.date,
        status=first.status,
        sources=first.sources,
        evidence=first.evidence,
        confidence=first.confidence,
        told=first.told,
    )
