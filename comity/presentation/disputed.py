"""What stays disputed or was left out: stances by issue, denied acts, restrictions in force."""

import re
from collections.abc import Sequence

from comity import codebook
from comity.errors import CodebookError
from comity.model import TOOK_PLACE, Position, Report
from comity.presentation.cutting import LEAST_WORDS, clause_with
from comity.presentation.happened import LIKELY, cut, most_lines
from comity.presentation.material import Material, newest_first, told_by, words
from comity.presentation.names import actor_name, is_plural, issue_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, date_text, listing, quoted, sentence, unique

_STANCES = {
    "supports": "upholds",
    "opposes": "objects",
    "demands": "makes demands",
    "concedes": "gives ground",
    "avoids": "leaves it out",
}
_SHARP = frozenset({"opposes", "demands", "avoids"})

Told = tuple[Position, Report]


def stances_by_issue(material: Material) -> list[tuple[str, list[Told]]]:
    """Give the positions by issue; issues in dispute or left out first, then those with most positions."""
    found: dict[str, list[Told]] = {}
    for coding in material.codings:
        for position in coding.positions:
            if material.mine(position.actor.country):
                found.setdefault(position.issue, []).append((position, coding.report))
    return sorted(found.items(), key=lambda item: (-_sharpness(item[1]), -len(item[1]), item[0]))


def _sharpness(rows: Sequence[Told]) -> int:
    """Count the states that oppose, demand or avoid: what both sides contest weighs most."""
    return len({row.actor.country or row.actor.text for row, _ in rows if row.stance in _SHARP})


def disputed(material: Material) -> Section:
    """Positions by issue, restrictions in force, then what was refused or did not take place."""
    found = stances_by_issue(material)
    lines = left_out_lines(material, found)
    open_issues = [(issue, [row for row in rows if row[0].stance != "avoids"]) for issue, rows in found]
    lines += [_issue_line(material, issue, rows) for issue, rows in _told_once(open_issues) if rows]
    lines += restrictions(material)
    lines += _denied(material)
    kept, more = cut(lines, what="point", most=most_lines(material, base=4))
    return Section(
        "disputed",
        "What stays disputed or was left out",
        kept,
        "No dispute, no restriction in force and nothing left out was found.",
        more,
    )


def _told_once(found: Sequence[tuple[str, list[Told]]]) -> list[tuple[str, list[Told]]]:
    """Leave out a stance that the same words have shown on an issue before."""
    seen: set[tuple[str, str, str, int]] = set()
    kept: list[tuple[str, list[Told]]] = []
    for issue, rows in found:
        fresh = []
        for position, report in rows:
            at = position.evidence[0].start if position.evidence else -1
            key = (report.id, actor_name(position.actor), position.stance, at)
            if key not in seen:
                fresh.append((position, report))
            seen.add(key)
        if fresh:
            kept.append((issue, fresh))
    return kept


def left_out_lines(material: Material, found: Sequence[tuple[str, list[Told]]]) -> list[Line]:
    """Give what was left out, a line for those who did and the words that show it, with all issues it names."""
    groups: dict[tuple[str, ...], dict[str, list[Told]]] = {}
    for issue, rows in found:
        avoided = [row for row in rows if row[0].stance == "avoids"]
        if avoided:
            names = tuple(dict.fromkeys(actor_name(position.actor) for position, _ in avoided))
            groups.setdefault(names, {})[issue] = avoided
    lines = []
    for names, issues in groups.items():
        told = [row for rows in issues.values() for row in rows]
        shown = unique(_shown_words(issue, rows[0][0]) for issue, rows in issues.items())
        text = f"{listing(names)} left out {listing([issue_name(issue) for issue in issues], most=5)}"
        lines.append(
            Line(
                text=sentence(f"{text} ({'; '.join(shown)})" if shown else text),
                date=date_text(next((row.date for row, _ in told if row.date), None)),
                status="left out",
                sources=material.cite(report.id for _, report in told),
                evidence=unique(words(position.evidence) for position, _ in told)[:4],
                confidence=confidence_text(max(position.confidence for position, _ in told)),
                told=told_by(len({report.id for _, report in told})),
            )
        )
    return lines


def issue_text(issue: str, rows: Sequence[Told]) -> str:
    """Give where each side stands on an issue with the words that show it, in the order of the days."""
    name = issue_name(issue)
    ordered = sorted(rows, key=lambda row: _day(row[0]))
    courses: dict[tuple[str, ...], list[list[Position]]] = {}
    actors: dict[str, list[Position]] = {}
    for position, _ in ordered:
        actors.setdefault(actor_name(position.actor), []).append(position)
    for held in actors.values():
        courses.setdefault(tuple(row.stance for row in _steps(held)), []).append(held)
    quoted_already: set[str] = set()
    parts = []
    for several in courses.values():
        names = [actor_name(held[0].actor) for held in several]
        course = _course(issue, several[0], quoted_already)
        several_hold = len(names) > 1 or is_plural([held[0].actor for held in several])
        parts.append(f"{listing(names)} {_plural(course) if several_hold else course}")
    return f"on {name}, " + "; ".join(parts)


def stance_text(position: Position) -> str:
    """Give one stance as a clause: "on tariffs, Peru objects: “...”"."""
    shown = _shown_words(position.issue, position)
    course = f"{_STANCES[position.stance]}: {shown}" if shown else _STANCES[position.stance]
    told = _plural(course) if is_plural([position.actor]) else course
    return f"on {issue_name(position.issue)}, {actor_name(position.actor)} {told}"


def _steps(held: Sequence[Position]) -> list[Position]:
    """One actor's stances in order; a stance that only repeats the one before is not told again."""
    return [row for at, row in enumerate(held) if at == 0 or row.stance != held[at - 1].stance]


def _course(issue: str, held: Sequence[Position], quoted_already: set[str]) -> str:
    steps = _steps(held)
    told = []
    for row in steps:
        when = "" if len(steps) == 1 or row.date is None else f" ({date_text(row.date)})"
        shown = _shown_words(issue, row)
        if shown in quoted_already:
            shown = ""
        quoted_already.add(shown)
        bare = "upholds it" if row.stance == "supports" else _STANCES[row.stance]
        told.append(f"{_STANCES[row.stance]}{when}: {shown}" if shown else f"{bare}{when}")
    return ", then ".join(told)


def _plural(course: str) -> str:
    """Word a course for several actors: "uphold", "leave it out"."""
    verb, _, rest = course.partition(" ")
    return f"{verb.rstrip(':').removesuffix('s')}{':' if verb.endswith(':') else ''} {rest}".rstrip()


def _shown_words(issue: str, position: Position) -> str:
    """Quote the clause of the evidence that names the issue, "" when there is none of a few words."""
    try:
        row = codebook.issues().get(issue)
    except CodebookError:
        row = None
    needles = [_needle(word) for word in row.words] if row else []
    for span in position.evidence:
        cut = clause_with(span.text, needles)
        if len(cut.split()) >= LEAST_WORDS:
            return quoted(cut)
    return ""


def _needle(word: str) -> str:
    """Give a word of the issue table as a regular expression: "forced labo*" also finds "forced labor"."""
    return r"\b" + r"\W+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split()) + r"\b"


def _day(position: Position) -> str:
    return (position.date.start if position.date else None) or "~"


def _issue_line(material: Material, issue: str, rows: Sequence[Told]) -> Line:
    dated = [position.date for position, _ in rows if position.date and position.date.start]
    latest = max(dated, key=lambda when: when.start or "") if dated else None
    return Line(
        text=sentence(issue_text(issue, rows)),
        date=date_text(latest),
        status="position",
        sources=material.cite(report.id for _, report in rows),
        evidence=unique(words(position.evidence) for position, _ in rows)[:4],
        confidence=confidence_text(max(position.confidence for position, _ in rows)),
        told=told_by(len({report.id for _, report in rows})),
    )


def restrictions(material: Material) -> list[Line]:
    """Sanctions of the dyad that took place or last, each with a note that no end of it was found."""
    rows = [
        row
        for row in material.by_standing["between"]
        if (row.type == "SANCTION" or (row.type == "COERCE" and row.mode == "restrict"))
        and row.status in TOOK_PLACE
        and row.actors
        and row.recipients
        and row.confidence >= LIKELY
    ]
    return [
        material.incident_line(row, lead="" if row.status == "ongoing" else "no end of it is told: ")
        for row in sorted(rows, key=newest_first)
    ]


def _denied(material: Material) -> list[Line]:
    """What was refused or did not take place between the two; what a pledge tells is told there."""
    rows = [
        row
        for row in material.by_standing["between"]
        if (row.status == "denied" or _refused(row.type, row.status))
        and row.confidence >= LIKELY
        and not (row.status == "denied" and material.told_as_pledge(row))
    ]
    return [material.incident_line(row) for row in sorted(rows, key=newest_first)]


def _refused(type_: str, status: str) -> bool:
    return type_ == "REJECT" and status in TOOK_PLACE
