"""The sections on what may come: what is expected and by whom, which pledges fall due, and what to watch."""

import re
from collections.abc import Collection

from comity.model import Assessment, Date, Incident, Report
from comity.presentation.agreed import pledge_line
from comity.presentation.happened import LIKELY, cut, most_lines
from comity.presentation.material import Material, soonest_first, words
from comity.presentation.names import is_plural
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    day_text,
    direction_text,
    quoted,
    sentence,
)

_ORDER = ("conditional", "forecast", "regularity", "cause")
# An outcome that begins so means something that an earlier sentence names.
_POINTS_BACK = re.compile(r"^(?:it|they|this|that|these|those|he|she|such)\b", re.I)
# An outcome that begins so has left its subject behind in the report's sentence.
_NO_SUBJECT = re.compile(
    r"^(?:which|who|that|would|will|could|can|may|might|should|must|to|ease|end|be|have|has|had|is|are)\b", re.I
)
_MOST_WORDS = 45


def expected(material: Material, told: Collection[str] = ()) -> Section:
    """Assessments that are not among the judgements (`told`), then acts on a condition or asked for."""
    rows = [
        (assessment, coding.report)
        for coding in material.codings
        for assessment in coding.assessments
        if assessment.id not in told
        and (material.pair is None or of_pair(assessment, material.pair))
        and (material.full or material.lately(coding.report.published))
    ]
    rows.sort(key=lambda row: (_ORDER.index(row[0].kind), -row[0].confidence, row[0].id))
    lines = [assessment_line(material, assessment, report) for assessment, report in rows]
    ahead = [
        row
        for row in material.by_standing["between"]
        if row.status in ("conditional", "demanded") and row.actors and row.confidence >= LIKELY
    ]
    lines += [material.incident_line(row) for row in sorted(ahead, key=soonest_first) if not past(row.date, material)]
    kept, more = cut(lines, what="expectation", most=most_lines(material, base=1))
    empty = "" if told else "No expectation was found."
    return Section("expected", f"What {'else ' if told else ''}is expected, and by whom", kept, empty, more)


def of_pair(assessment: Assessment, pair: tuple[str, str]) -> bool:
    """Tell whether an assessment is about a dyad; one that names none is about its report's."""
    return not assessment.dyads or "-".join(pair) in assessment.dyads


def stands_alone(assessment: Assessment) -> bool:
    """Tell whether the outcome has its own subject, so that it can be quoted as it is."""
    return not _NO_SUBJECT.match(assessment.outcome.text) and not _POINTS_BACK.match(assessment.outcome.text)


def assessment_text(material: Material, assessment: Assessment, *, authors: int = 1) -> str:
    """Give an assessment as a clause: what somebody expects is always told as theirs, with their own reserve.

    `authors` is the number of reports whose authors hold it.
    """
    outcome = quoted(_with_subject(assessment), most=_MOST_WORDS)
    text = _claim(material, assessment, outcome, authors)
    remarks = []
    inside = assessment.hedge is not None and assessment.hedge in outcome
    if inside and _range(assessment):
        remarks.append(_range(assessment))
    elif assessment.hedge and not inside and assessment.likelihood is None:
        remarks.append(quoted(assessment.hedge))
    if direction := direction_text(assessment.direction):
        remarks.append(direction)
    if (became := material.settled.get(assessment.id)) and became.outcome != "open":
        on = f" {day_text(became.on)}" if became.on else ""
        remarks.append(f"{became.outcome}{on}")
    return text + (f" ({'; '.join(remarks)})" if remarks else "")


def _range(assessment: Assessment) -> str:
    """Give the range of probability that the analytic standard gives a hedge."""
    likelihood = assessment.likelihood
    return f"{likelihood.low:.0%} to {likelihood.high:.0%}".replace("% to", " to") if likelihood else ""


def assessment_line(material: Material, assessment: Assessment, report: Report) -> Line:
    """Give an assessment as a line."""
    return Line(
        text=sentence(assessment_text(material, assessment)),
        status=assessment.kind,
        sources=material.cite((report.id,)),
        evidence=(words(assessment.evidence),) if assessment.evidence else (),
        confidence=confidence_text(assessment.confidence),
    )


def _claim(material: Material, assessment: Assessment, outcome: str, authors: int) -> str:
    """Word who expects, explains or sees a pattern."""
    several = authors > 1 if assessment.by == "author" else is_plural((assessment.by,))
    author = f"the authors of {count_text(authors, 'report')}" if several else "the author"
    by = author if assessment.by == "author" else material.speaker(assessment.by)
    end = "" if several else "s"
    condition = quoted(bare_condition(assessment.condition.text), most=40) if assessment.condition else ""
    if assessment.kind == "cause":
        return f"{by} explain{end} {outcome} by {condition}" if condition else f"{by} give{end} a reason: {outcome}"
    holds = f"hold{end}"
    if assessment.likelihood and assessment.hedge and assessment.hedge not in outcome:
        # What somebody doubts must never read as what they hold.
        holds = f"think{end} it {assessment.likelihood.term} ({_range(assessment)}, {quoted(assessment.hedge)})"
    if condition:
        return f"{by} {holds} that, if {condition}, {outcome}"
    return f"{by} see{end} a pattern: {outcome}" if assessment.kind == "regularity" else f"{by} {holds} that {outcome}"


def _with_subject(assessment: Assessment) -> str:
    """Give the outcome, from its sentence's start where it has no subject of its own."""
    outcome = assessment.outcome
    if not _NO_SUBJECT.match(outcome.text):
        return outcome.text
    span = next((each for each in assessment.evidence if each.start <= outcome.start < each.end), None)
    if span is None:
        return outcome.text
    whole = span.text[: outcome.end - span.start]
    return whole if len(whole.split()) <= _MOST_WORDS else outcome.text


def bare_condition(condition: str) -> str:
    """Leave out the "if" that the sentence already has."""
    first, _, rest = condition.strip().partition(" ")
    return rest if first.lower() == "if" and rest else condition


def past(when: Date | None, material: Material) -> bool:
    """Tell whether a date lies wholly before the latest report, so that it is no longer to come."""
    end = (when.end or when.start) if when else None
    return bool(end and material.last_day and end < material.last_day)


def due(material: Material) -> Section:
    """Pledges whose day has passed without news of them, then those that fall due, the soonest first.

    A plan that is told as an act to come stands under what to watch, which is said. The section is left out when
    nothing was pledged.
    """
    planned = {(line.date, each) for _, _, line in _plans(material) for each in line.evidence}
    rows: list[tuple[bool, str, str, Line]] = []
    elsewhere = 0
    for pledge in material.pledges:
        late = pledge.status == "due"
        ahead = pledge.status in ("open", "partly") and not past(pledge.due, material)
        if pledge.due is None or not pledge.due.start or not (late or ahead):
            continue
        if (date_text(pledge.due), words(pledge.evidence)) in planned:
            elsewhere += 1
        else:
            rows.append((not late, pledge.due.start, pledge.id, pledge_line(material, pledge)))
    rows.sort(key=lambda row: row[:3])
    if not material.pledges:
        return Section("due", "Pledges due", ())
    lines, more = cut([line for *_, line in rows], what="pledge", most=most_lines(material, base=4))
    stands = f"{count_text(elsewhere, 'more pledge' if rows else 'pledge')} with a due day" if elsewhere else ""
    told = sentence(f"{stands} {'stands' if elsewhere == 1 else 'stand'} under what to watch") if elsewhere else ""
    empty = told or "No open pledge has a due day."
    return Section("due", "Pledges due", lines, empty, " ".join(part for part in (more, told) if part and rows))


def watch(material: Material) -> Section:
    """What is planned, the soonest first, undated plans last."""
    dated = sorted(_plans(material), key=lambda item: item[:2])
    lines, more = cut([line for _, _, line in dated], what="plan", most=most_lines(material, base=4))
    return Section("watch", "What to watch", lines, "No plan was found.", more)


def _plans(material: Material) -> list[tuple[str, str, Line]]:
    """Acts to come, each with its day ("~" for none) and id to order them by."""
    groups = material.by_standing
    found: list[tuple[str, str, Line]] = []
    for row in (*groups["between"], *groups["outside"]):
        if row.status != "planned" or not row.actors or row.confidence < LIKELY or past(row.date, material):
            continue
        dated_row = row.date is not None and row.date.start is not None
        if dated_row or material.full or any(material.lately(report.published) for _, report in material.told(row)):
            found.append((_day(row), row.id, material.incident_line(row)))
    return found


def _day(row: Incident) -> str:
    return row.date.start if row.date and row.date.start else "~"
