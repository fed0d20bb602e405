"""What is new since a day: acts, promises, stances and expectations that reports from that day on brought."""

from comity.model import Incident, Report
from comity.presentation.agreed import pledge_line
from comity.presentation.disputed import stance_text
from comity.presentation.expected import assessment_text, of_pair
from comity.presentation.happened import LIKELY, cut, most_lines
from comity.presentation.material import Material, newest_first, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import day_text, sentence


def news(material: Material, since: str) -> Section:
    """What no report published before `since` (an ISO day) told, and what was settled since then."""
    lines = [material.incident_line(row) for row in _fresh_acts(material, since)]
    lines += _pledges(material, since)
    lines += _settled(material, since)
    lines += _stances(material, since)
    kept, more = cut(lines, what="new line", most=most_lines(material, base=6))
    empty = f"Nothing is told that was not on record before {day_text(since)}."
    return Section("new", f"What is new since {day_text(since)}", kept, empty, more)


def _fresh(report: Report | None, since: str) -> bool:
    """Tell whether a report came out on the day or later; one without a date may be old, and counts as that."""
    return report is not None and bool(report.published and report.published[:10] >= since)


def _fresh_acts(material: Material, since: str) -> list[Incident]:
    groups = material.by_standing
    rows = [
        row
        for row in (*groups["between"], *groups["outside"])
        if row.confidence >= LIKELY and row.actors and row.recipients and row.status != "conditional"
        and all(_fresh(report, since) for _, report in material.told(row))
    ]  # fmt: skip
    return sorted(rows, key=newest_first)


def _pledges(material: Material, since: str) -> list[Line]:
    found = []
    for each in material.pledges:
        first = all(_fresh(material.report_of.get(row), since) for row in each.told)
        changed = each.history and (each.history[-1].on or "") >= since
        if first or changed:
            found.append(pledge_line(material, each))
    return found


def _settled(material: Material, since: str) -> list[Line]:
    found = []
    for coding in material.codings:
        for row in coding.assessments:
            became = material.settled.get(row.id)
            if became is None or became.outcome == "open" or (became.on or "") < since:
                continue
            if material.pair is None or of_pair(row, material.pair):
                found.append(
                    Line(
                        text=sentence(f"{assessment_text(material, row)}: {became.why}"),
                        sources=material.cite((coding.report.id, *(match.report for match in became.matches))),
                        evidence=(words(row.evidence),),
                    )
                )
    return found


def _stances(material: Material, since: str) -> list[Line]:
    """Stances that an actor had not been told to take on an issue before."""
    before = {
        (row.actor.id, row.issue, row.stance)
        for coding in material.codings
        for row in coding.positions
        if not _fresh(coding.report, since)
    }
    return [
        Line(
            text=sentence(stance_text(row)),
            sources=material.cite((coding.report.id,)),
            evidence=(words(row.evidence),),
        )
        for coding in material.codings
        for row in coding.positions
        if _fresh(coding.report, since)
        and material.mine(row.actor.country)
        and (row.actor.id, row.issue, row.stance) not in before
    ]
