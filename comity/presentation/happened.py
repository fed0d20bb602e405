"""The sections on acts: what happened between the two, what came from outside, and what moves each at home."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from comity.model import TOOK_PLACE, Incident
from comity.presentation.dyads import states_in
from comity.presentation.material import Material, newest_first, words
from comity.presentation.values import Line, Mark, Section
from comity.presentation.wording import count_text

# The most that any section tells; the record holds the rest and the section says how much.
MOST_LINES = 60
UNDATED = "Undated in the reports:"
# A brief tells only acts that are more likely than not coded rightly.
LIKELY = 0.5
_MOST_AT_HOME = 1
_LEADERSHIP = frozenset({"leadership", "elections"})
_ABOUT_LEADERS = re.compile(
    r"\b(?:predecessor|rival|opposition|resign|step down|successor|oust|impeach|no-confidence|coalition)", re.I
)


def cut(
    lines: Sequence[Line], *, what: str = "act", plural: str = "", most: int = MOST_LINES
) -> tuple[tuple[Line, ...], str]:
    """Give at most so many lines, and a sentence on what was left out."""
    return tuple(lines[:most]), left_out(len(lines) - most, what, plural)


def left_out(number: int, what: str, plural: str = "") -> str:
    """Say how many rows a section leaves to the record."""
    if number <= 0:
        return ""
    return f"The record holds {count_text(number, f'more {what}', f'more {plural}' if plural else '')}."


def most_lines(material: Material, *, base: int) -> int:
    """How many lines a section may have: `base` for two reports, to fill a page and a half; more for many."""
    return MOST_LINES if material.full else base + min(base, len(material.sources) // 4)


def happened(material: Material) -> Section:
    """What both states took part in, each act on both its sides; newest first, undated acts at the end."""
    rows = [row for row in material.by_standing["between"] if row.status in TOOK_PLACE and _faced(material, row)]
    kept = [row for row in _told_once(material, rows) if row.confidence >= LIKELY]
    lines, more = _chosen(material, kept, most=most_lines(material, base=5), all_rows=len(rows))
    return Section("happened", "What happened", lines, "No act that took place was found.", more)


def _faced(material: Material, row: Incident) -> bool:
    """Keep acts that both states take part in; one state's act towards nobody tells nothing of the two."""
    if material.pair is None:
        return bool(row.actors)
    both = set(material.pair)
    return bool(row.actors) and (
        both <= states_in(row.actors) or (bool(row.recipients) and both <= states_in((*row.actors, *row.recipients)))
    )


def _told_once(material: Material, rows: Iterable[Incident]) -> list[Incident]:
    """Keep the surest of undated verbal acts of one kind, sides and report that a pledge tells as well."""
    kept: list[Incident] = []
    seen: set[tuple[object, ...]] = set()
    for row in sorted(rows, key=lambda row: (-row.confidence, row.id)):
        dated = row.date is not None and row.date.start is not None
        if not dated and row.quad == "verbal cooperation" and material.told_as_pledge(row):
            reports = tuple(sorted(report.id for _, report in material.told(row)))
            sides = (frozenset(states_in(row.actors)), frozenset(states_in(row.recipients)))
            key = (row.type, sides, reports)
            if key in seen:
                continue
            seen.add(key)
        kept.append(row)
    return kept


def _chosen(material: Material, rows: Sequence[Incident], *, most: int, all_rows: int) -> tuple[tuple[Line, ...], str]:
    """Give the surest rows as lines, newest first; the first undated one opens a group of its own."""
    best = sorted(
        rows,
        key=lambda row: (
            not _late(material, row), -row.outlets, not _dated(row), _standing_of(row), -row.confidence, row.id
        ),
    )[:most]  # fmt: skip
    ordered = sorted(best, key=newest_first)
    lines = [material.incident_line(row) for row in ordered]
    first = next((at for at, row in enumerate(ordered) if not _dated(row)), len(lines))
    for at in range(first, len(lines)):
        group = UNDATED if at == first else ""
        lines[at] = msgspec.structs.replace(lines[at], date="", group=group)
    return tuple(lines), left_out(all_rows - len(lines), "act")


def _standing_of(row: Incident) -> int:
    """0 for the act of a leader or a state, 1 for that of its other offices, 2 for the press, citizens and firms."""
    sectors = {ref.sector for ref in row.actors}
    if sectors <= {"GOV", "MIL", None}:
        return 0
    return 1 if sectors & {"GOV", "MIL", "LEG", "JUD", "PTY", "OPP"} else 2


def _late(material: Material, row: Incident) -> bool:
    """Whether an act is of the last years, by its own day or, without one, by its reports'."""
    if row.date is not None and row.date.end is not None:
        return material.lately(row.date.end)
    return any(material.lately(report.published) for _, report in material.told(row))


def _dated(row: Incident) -> bool:
    return row.date is not None and row.date.start is not None


def pressures(material: Material) -> Section:
    """Acts between one of the two and a third state or body; in a short brief plans are what to watch."""
    rows = [row for row in material.by_standing["outside"] if row.actors and (material.full or row.status != "planned")]
    kept = [row for row in rows if row.confidence >= LIKELY]
    lines, more = _chosen(material, kept, most=most_lines(material, base=2), all_rows=len(rows))
    return Section("pressures", "Outside pressures", lines, "No act of a third state was found.", more)


def at_home(material: Material) -> Section:
    """At most five acts inside one of the two states that bear on its leadership; left out when there is none."""
    rows = [row for row in material.by_standing["own"] if row.status in TOOK_PLACE and _of_leaders(material, row)]
    lines, _ = _chosen(material, rows, most=_MOST_AT_HOME, all_rows=0)
    return Section("home", "At home", lines)


def _of_leaders(material: Material, row: Incident) -> bool:
    if not row.actors or row.confidence < LIKELY or material.pair is None:
        return False
    told = " ".join(words(event.evidence) for event, _ in material.told(row))
    return bool(
        _LEADERSHIP.intersection(row.issues) or (row.quad != "verbal cooperation" and _ABOUT_LEADERS.search(told))
    )


def timeline(material: Material) -> tuple[Mark, ...]:
    """Every dated incident of the dyad or from outside as a mark, by day; denied acts have none."""
    groups = material.by_standing
    rows = [row for row in (*groups["between"], *groups["outside"]) if row.status != "denied"]
    marks = [
        Mark(row.date.start, row.quad, material.incident_clause(row), row.status in TOOK_PLACE)
        for row in rows
        if row.date and row.date.start and row.date.precision in ("day", "week", "month")
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.day, mark.text)))
