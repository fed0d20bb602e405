"""What stays disputed or was left out: stances by issue, denied acts, restrictions in force."""

from collections.abc import Sequence

from comity.model import Position, Report
from comity.presentation.happened import TOOK_PLACE, cut
from comity.presentation.material import Material, newest_first, words
from comity.presentation.names import actor_name, issue_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, count_text, date_text, listing, sentence, unique

_STANCES = {
    "supports": "is in favour",
    "opposes": "is against",
    "demands": "makes demands",
    "concedes": "gives ground",
    "avoids": "leaves it out",
}
_SHARP = frozenset({"opposes", "demands", "avoids"})
_BESIDE = 0.5

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
    lines = [_issue_line(material, issue, rows) for issue, rows in stances_by_issue(material)]
    lines += restrictions(material)
    lines += _denied(material)
    kept, more = cut(lines, what="point")
    return Section(
        "disputed",
        "What stays disputed or was left out",
        kept,
        "No dispute, no restriction in force and nothing left out was found.",
        more,
    )


def issue_text(issue: str, rows: Sequence[Told]) -> str:
    """Give where each side stands on an issue, in the order of the days on which it showed."""
    actors: dict[str, list[Position]] = {}
    for position, _ in sorted(rows, key=lambda row: _day(row[0])):
        actors.setdefault(actor_name(position.actor), []).append(position)
    name = issue_name(issue)
    if all(position.stance == "avoids" for position, _ in rows):
        return f"{listing(list(actors))} left out {name}"
    return f"on {name}, " + "; ".join(f"{actor} {_course(held)}" for actor, held in actors.items())


def _course(held: Sequence[Position]) -> str:
    """One actor's stances in order; a stance that only repeats the one before is not told again."""
    steps = [row for at, row in enumerate(held) if at == 0 or row.stance != held[at - 1].stance]
    if len(steps) == 1:
        return _STANCES[steps[0].stance]
    return ", then ".join(
        f"{_STANCES[row.stance]} ({date_text(row.date)})" if row.date else _STANCES[row.stance]
        for row in steps
    )


def _day(position: Position) -> str:
    return (position.date.start if position.date else None) or "~"


def _issue_line(material: Material, issue: str, rows: Sequence[Told]) -> Line:
    dated = [position.date for position, _ in rows if position.date and position.date.start]
    latest = max(dated, key=lambda when: when.start or "") if dated else None
    return Line(
        text=sentence(issue_text(issue, rows)),
        date=date_text(latest),
        status="left out" if all(position.stance == "avoids" for position, _ in rows) else "position",
        sources=material.cite(report.id for _, report in rows),
        evidence=unique(words(position.evidence) for position, _ in rows)[:4],
        confidence=confidence_text(max(position.confidence for position, _ in rows)),
        told=count_text(len({report.id for _, report in rows}), "report"),
    )


def restrictions(material: Material) -> list[Line]:
    """Sanctions of the dyad that took place or last, each with a note that no end of it was found."""
    rows = [
        row for row in material.by_standing["between"] if row.type == "SANCTION" and row.status in TOOK_PLACE
    ]
    return [
        material.incident_line(row, lead="" if row.status == "ongoing" else "no end of it is told: ")
        for row in sorted(rows, key=newest_first)
    ]


def _denied(material: Material) -> list[Line]:
    groups = material.by_standing
    rows = [row for row in groups["between"] if row.status == "denied" or _refused(row.type, row.status)]
    if not material.asked:
        # A refusal by one side alone (a visit not paid) tells what was avoided, if it is on an issue.
        rows += [
            row
            for row in groups["own"]
            if row.status == "denied" and row.actors and row.issues and row.confidence >= _BESIDE
        ]
    return [material.incident_line(row) for row in sorted(rows, key=newest_first)]


def _refused(type_: str, status: str) -> bool:
    return type_ == "REJECT" and status in TOOK_PLACE
