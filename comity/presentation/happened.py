"""The sections on acts: what happened, and what came from outside."""

from comity.model import Incident
from comity.presentation.material import Material, newest_first
from comity.presentation.values import Line, Mark, Section
from comity.presentation.wording import count_text

# A brief is read in one sitting; the record holds the rest and the section says how much.
MOST_LINES = 40
TOOK_PLACE = frozenset({"occurred", "ongoing"})
# Acts beside the dyad are told only when they are more likely than not coded rightly.
_BESIDE = 0.5


def cut(lines: list[Line], *, what: str = "act", most: int = MOST_LINES) -> tuple[tuple[Line, ...], str]:
    """Give at most so many lines, and a sentence on what was left out."""
    rest = len(lines) - most
    return tuple(lines[:most]), f"The record holds {count_text(rest, f'more {what}')}." if rest > 0 else ""


def happened(material: Material) -> Section:
    """What took place or lasts, newest first; acts beside the dyad only when no dyad was asked for."""
    groups = material.by_standing
    rows = [row for row in groups["between"] if row.status in TOOK_PLACE]
    if not material.asked:
        beside = (*groups["own"], *groups["other"])
        rows += [row for row in beside if row.status in TOOK_PLACE and _sure(row)]
    lines, more = cut([material.incident_line(row) for row in sorted(rows, key=newest_first)])
    return Section("happened", "What happened", lines, "No act that took place was found.", more)


def _sure(row: Incident) -> bool:
    return bool(row.actors) and row.confidence >= _BESIDE


def pressures(material: Material) -> Section:
    """Acts from or to third states and bodies, of any status."""
    rows = sorted(material.by_standing["outside"], key=newest_first)
    lines, more = cut([material.incident_line(row) for row in rows])
    return Section("pressures", "Outside pressures", lines, "No act of a third state was found.", more)


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
