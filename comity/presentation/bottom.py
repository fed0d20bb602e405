"""The head line and the bottom line: what a reader with half a minute takes away."""

import re

import msgspec

from comity.model import TOOK_PLACE, Incident
from comity.presentation.cutting import words_from
from comity.presentation.disputed import issue_text, restrictions, stances_by_issue
from comity.presentation.dyads import states_in
from comity.presentation.expected import assessment_line, of_pair
from comity.presentation.happened import LIKELY
from comity.presentation.material import UNKNOWN_OUTLET, Material, pair_text, words
from comity.presentation.names import actor_name, issue_name
from comity.presentation.sentences import is_joint
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    day_text,
    days_before,
    listing,
    quoted,
    range_text,
    sentence,
    unique,
    years_before,
)

_COMING_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_SHARP = frozenset({"opposes", "demands", "avoids"})
# Undated talks are news of the last month, or they are told again.
_NEWS = 31
# Deeds weigh more than words, and the act of a third state more than the two states' own act towards it.
_WEIGHT = {"material conflict": 3, "verbal conflict": 2, "material cooperation": 1, "verbal cooperation": 0}


# How a pledge stands, in the order in which a reader wants to know it.
_STANDS = {
    "open": "open", "due": "past the due date without news", "broken": "broken", "withdrawn": "withdrawn",
    "partly": "kept in part", "fulfilled": "fulfilled", "lapsed": "lapsed",
}  # fmt: skip
_ISSUE = re.compile(r" \(issue: [^)]*\)")


def head(material: Material) -> str:
    """Give dyad, number of reports and outlets, and the days that the reports cover."""
    who = pair_text(material.pair) if material.pair else "All reports"
    named = {source.outlet for source in material.sources.values() if source.outlet != UNKNOWN_OUTLET}
    unnamed = sum(source.outlet == UNKNOWN_OUTLET for source in material.sources.values())
    outlets = count_text(len(named), "outlet")
    if unnamed:
        outlets = f"{outlets} and {count_text(unnamed, 'report')} of unknown outlet" if named else "of unknown outlet"
    days = sorted(source.published for source in material.sources.values() if source.published)
    if not material.sources:
        return sentence(f"{who}: no report tells of them" if material.pair else "no report was given")
    covered = f"published {range_text(days[0], days[-1])}" if days else "without a date of publication"
    undated = len(material.sources) - len(days)
    if days and undated:
        covered += f", {count_text(undated, 'of them', 'of them')} undated"
    joint = " " if unnamed and not named else " from "
    return sentence(f"{who}: {count_text(len(material.sources), 'report')}{joint}{outlets}, {covered}")


def bottom_line(material: Material, to_watch: Section, *, judged: bool) -> Section:
    """Lines that stand alone: last contact, pledges, what was left out, pressure; what is expected unless `judged`."""
    lines = [
        _latest(material),
        _pledges(material),
        _left_out(material) or _dispute(material),
        _pressure(material),
        None if judged else _outlook(material) or _next(material, to_watch),
    ]
    kept = tuple(_alone(line) for line in lines if line is not None)
    return Section("bottom", "Bottom line", kept, "The reports hold nothing on this dyad.")


def _alone(line: Line) -> Line:
    """Put the date into the sentence, so that the line can be read aloud without what stands under it."""
    dated = line.date not in ("", "undated") and line.date not in line.text
    bare = _ISSUE.sub("", line.text)
    text = f"{bare.rstrip('.')} ({line.date})." if dated else bare
    return msgspec.structs.replace(line, text=text, date="", status="", told="", confidence="")


def _day(row: Incident) -> str:
    return row.date.end or "" if row.date is not None else ""


def _latest(material: Material) -> Line | None:
    took_place = [row for row in material.by_standing["between"] if row.status in TOOK_PLACE and row.actors]
    together = [
        row for row in took_place
        if (row.recipients and row.type in _COMING_TOGETHER) or (row.type == "SUPPORT" and is_joint(row))
    ]  # fmt: skip
    met = [row for row in together if row.type == "CONSULT" and row.confidence >= LIKELY]
    together = [row for row in together if _known_by(material, row)] or (together if not took_place else [])
    if together:
        latest = [row for row in together if row.confidence >= LIKELY] or together
        best = max(latest, key=lambda row: (_known_by(material, row), row in met, *_strength(row)))
        told = min((report.published for _, report in material.told(best) if report.published), default="")
        undated = "" if _day(best) or not told else f" told on {day_text(told)}, without its day"
        return material.incident_line(best, lead=f"the latest contact on record{undated}: ")
    if took_place:
        best = max(took_place, key=_strength)
        return material.incident_line(best, lead="no dated meeting or agreement is on record; the strongest act: ")
    return None


def _known_by(material: Material, row: Incident) -> str:
    """Its day, or for undated talks the earliest on which they were likely news to the first report that tells them."""
    if row.type != "CONSULT":
        return _day(row)
    told = [report.published for _, report in material.told(row) if report.published]
    return _day(row) or (days_before(min(told), _NEWS) if told else "")


def _strength(row: Incident) -> tuple[bool, str, float, str]:
    """The latest of those sure enough; dated before undated, the surest among equals."""
    day = row.date.start if row.date and row.date.start and row.date.precision in ("day", "week", "month") else ""
    return row.confidence >= LIKELY and bool(day), day, row.confidence, row.id


def _pledges(material: Material) -> Line | None:
    """How many pledges stand how, the nearest that falls due, and the latest that was kept or broken."""
    told = material.pledges
    if not told:
        return None if not any(material.by_standing.values()) else Line(text="No pledge was found.")
    counts: dict[str, int] = {}
    for each in told:
        counts[each.status] = counts.get(each.status, 0) + 1
    first, *rest = [
        f"{count_text(counts[status], 'pledge' if not at else '', 'pledges' if not at else '').strip()} "
        f"{'is' if counts[status] == 1 else 'are'} {_STANDS[status]}"
        for at, status in enumerate(each for each in _STANDS if each in counts)
    ]
    text = ", ".join([first, *rest])
    dated = [each for each in told if each.status == "open" and each.due and each.due.start]
    if dated:
        nearest = min(dated, key=lambda each: (each.due.start if each.due else None) or "")
        lead = "due" if counts["open"] == 1 else "the nearest due"
        text += f"; {lead} {date_text(nearest.due)} ({quoted(words_from(nearest.text))})"
    elif "open" in counts:
        text += ", with no due date" if len(counts) == 1 else ""
    return Line(
        text=sentence(text),
        sources=material.cite(material.tellers(told)),
        evidence=unique(words(each.evidence) for each in told)[:4],
        confidence=confidence_text(max(each.confidence for each in told)),
    )


def _left_out(material: Material) -> Line | None:
    """Name the issues that both avoided, or one of them."""
    found = {
        issue: [(row, report) for row, report in rows if row.stance == "avoids"]
        for issue, rows in stances_by_issue(material)
    }
    avoided = {issue: rows for issue, rows in found.items() if rows}
    if not avoided:
        return None
    several = {
        issue: rows
        for issue, rows in avoided.items()
        if len({row.actor.country for row, _ in rows}) > 1 or material.pair is None
    }
    shown = several or avoided
    rows = [row for told in shown.values() for row in told]
    who = (
        "both sides"
        if several and material.pair
        else listing(list(dict.fromkeys(actor_name(row.actor) for row, _ in rows)))
    )
    return Line(
        text=sentence(f"{who} left out {listing([issue_name(issue) for issue in shown])}"),
        sources=material.cite(report.id for _, report in rows),
        evidence=unique(words(position.evidence) for position, _ in rows)[:4],
        confidence=confidence_text(max(position.confidence for position, _ in rows)),
    )


def _pressure(material: Material) -> Line | None:
    """The strongest act of a third state or body towards one or both."""
    pair = set(material.pair or ())
    rows = [
        row
        for row in material.by_standing["outside"]
        if row.status in TOOK_PLACE
        and row.confidence >= LIKELY
        and row.actors
        and row.recipients
        and not states_in(row.actors) & pair
    ]
    if not rows:
        return None
    # What is older presses less.
    since = years_before(max((s.published for s in material.sources.values() if s.published), default=""), 2)
    best = max(
        rows,
        key=lambda row: (
            _day(row) >= since, _WEIGHT[row.quad], len(states_in(row.recipients) & pair), *_strength(row)
        ),
    )  # fmt: skip
    return material.incident_line(best, lead="outside pressure: ")


def _outlook(material: Material) -> Line | None:
    """The surest condition that somebody names, one that would worsen relations before others."""
    rows = [
        (assessment, coding.report)
        for coding in material.codings
        for assessment in coding.assessments
        if assessment.kind == "conditional" and (material.pair is None or of_pair(assessment, material.pair))
    ]
    if not rows:
        return None
    latest = max((report.published or "" for _, report in rows), default="")
    best = min(
        rows,
        key=lambda row: (
            (row[1].published or "") != latest,
            row[0].direction != "worsens",
            -row[0].confidence,
            row[0].id,
        ),
    )
    return assessment_line(material, *best)


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
    away = {material.incident_line(row).text for row in material.by_standing["outside"] if row.status == "planned"}
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
