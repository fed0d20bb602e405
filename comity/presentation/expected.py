"""The sections on what may come: what is expected and by whom, and what to watch."""

from collections.abc import Sequence

from comity.model import Assessment, Date, Incident, Report
from comity.presentation.agreed import ToldPledge, pledge_line
from comity.presentation.happened import cut
from comity.presentation.material import Material, soonest_first, words
from comity.presentation.names import actor_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, date_text, quoted, sentence

_DIRECTIONS = {
    "improves": "better for relations",
    "worsens": "worse for relations",
    "none": "no change in relations",
    "unknown": "",
}
_KINDS = {
    "forecast": "expects",
    "cause": "gives as a reason",
    "regularity": "sees a pattern",
}


def expected(material: Material) -> Section:
    """Assessments with author, hedge and direction, the surest first; then planned or conditional acts."""
    rows = [
        (assessment, coding.report)
        for coding in material.codings
        for assessment in coding.assessments
        if not material.asked or material.pair is None or _of_pair(assessment, material.pair)
    ]
    rows.sort(key=lambda row: (-row[0].confidence, row[0].id))
    lines = [assessment_line(material, assessment, report) for assessment, report in rows]
    ahead = [
        row for row in material.by_standing["between"] if row.status in ("planned", "conditional", "demanded")
    ]
    lines += [
        material.incident_line(row)
        for row in sorted(ahead, key=soonest_first)
        if not past(row.date, material)
    ]
    kept, more = cut(lines, what="expectation")
    return Section("expected", "What is expected, and by whom", kept, "No expectation was found.", more)


def _of_pair(assessment: Assessment, pair: tuple[str, str]) -> bool:
    return not assessment.dyads or "-".join(pair) in assessment.dyads


def assessment_line(material: Material, assessment: Assessment, report: Report) -> Line:
    """Give an assessment as a line; what somebody expects is always told as theirs."""
    by = "The author" if assessment.by == "author" else actor_name(assessment.by)
    outcome = quoted(assessment.outcome.text, most=40)
    if assessment.condition is not None:
        text = f"{by} expects, if {quoted(_bare(assessment.condition.text), most=40)}: {outcome}"
    else:
        text = f"{by} {_KINDS.get(assessment.kind, 'expects')}: {outcome}"
    remarks = []
    if assessment.hedge:
        remarks.append(f"hedged with {quoted(assessment.hedge)}")
    if _DIRECTIONS[assessment.direction]:
        remarks.append(_DIRECTIONS[assessment.direction])
    if remarks:
        text += f" ({'; '.join(remarks)})"
    return Line(
        text=sentence(text),
        date="",
        status=assessment.kind,
        sources=material.cite((report.id,)),
        evidence=(words(assessment.evidence),) if assessment.evidence else (),
        confidence=confidence_text(assessment.confidence),
        told="one report",
    )


def _bare(condition: str) -> str:
    """Leave out the "if" that the sentence already has."""
    first, _, rest = condition.strip().partition(" ")
    return rest if first.lower() == "if" and rest else condition


def past(when: Date | None, material: Material) -> bool:
    """Tell whether a date lies wholly before the latest report, so that it is no longer to come."""
    end = (when.end or when.start) if when else None
    return bool(end and material.last_day and end < material.last_day)


def watch(material: Material, pledges: Sequence[ToldPledge]) -> Section:
    """What is planned and what falls due, the soonest first, undated plans last."""
    groups = material.by_standing
    dated: list[tuple[str, str, Line]] = []
    for row in (*groups["between"], *groups["outside"]):
        if row.status == "planned" and not past(row.date, material):
            dated.append((_day(row), row.id, material.incident_line(row)))
    told = {(line.date, each) for _, _, line in dated for each in line.evidence}
    for pledge, reports in pledges:
        # A plan that is told as an act to come stands there already.
        if (date_text(pledge.due), words(pledge.evidence)) in told:
            continue
        if pledge.due is not None and pledge.due.start and not past(pledge.due, material):
            dated.append((pledge.due.start, pledge.id, pledge_line(material, pledge, reports)))
    dated.sort(key=lambda item: item[:2])
    lines, more = cut([line for _, _, line in dated], what="plan or pledge")
    return Section("watch", "What to watch", lines, "Nothing planned or due was found.", more)


def _day(row: Incident) -> str:
    return row.date.start if row.date and row.date.start else "~"
