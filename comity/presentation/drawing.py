"""The timeline's geometry: where each dated act stands, computed here so that the template only draws."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

import msgspec

from comity.model import Quad
from comity.presentation.values import Mark
from comity.presentation.wording import MONTHS, day_text

WIDTH, ROW, LEFT, TOP = 360.0, 20.0, 8.0, 8.0
QUADS: tuple[Quad, ...] = get_args(Quad)
# A report that recalls 1965 must not squeeze last month into a dot; older acts are told in words.
_WINDOW = timedelta(days=730)
# Acts of one day stand above and below each other, so that none hides the next.
_ASIDE = (0.0, -5.0, 5.0)


class Dot(msgspec.Struct, frozen=True):
    """A mark on the drawing, `x` and `y` in units of the view box."""

    x: float
    y: float
    quad: str
    label: str
    took_place: bool


class Tick(msgspec.Struct, frozen=True):
    """A date under the axis."""

    x: float
    label: str
    anchor: str


class Drawing(msgspec.Struct, frozen=True):
    """The timeline ready to draw; `earlier` counts the marks before its first day."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[float, ...]
    earlier: int


def draw(marks: Sequence[Mark]) -> Drawing | None:
    """Give the drawing of at most the last two years of marks, a row a quad class; null for no marks."""
    days = [(date.fromisoformat(mark.day), mark) for mark in marks]
    if not days:
        return None
    last = max(day for day, _ in days)
    shown = [(day, mark) for day, mark in days if day >= last - _WINDOW]
    first = min(day for day, _ in shown)
    span = max((last - first).days, 1)
    inner = WIDTH - 2 * LEFT

    def across(day: date) -> float:
        return round(LEFT + inner * ((day - first).days / span if last > first else 0.5), 1)

    rows = tuple(TOP + ROW * (at + 0.5) for at in range(len(QUADS)))
    dots: list[Dot] = []
    for day, mark in shown:
        row = rows[QUADS.index(mark.quad)]
        held = sum(dot.x == across(day) and abs(dot.y - row) < ROW / 2 for dot in dots)
        kind = mark.quad.replace(" ", "-")
        label = f"{day_text(mark.day)}: {mark.text}"
        dots.append(Dot(across(day), row + _ASIDE[held % len(_ASIDE)], kind, label, mark.took_place))
    return Drawing(
        WIDTH,
        TOP + ROW * len(QUADS) + 16,
        tuple(dots),
        _ticks(first, last, across(first), across(last)),
        rows,
        len(days) - len(shown),
    )


def _ticks(first: date, last: date, left: float, right: float) -> tuple[Tick, ...]:
    """Name the ends; between them there is room for no more at the width of a phone."""
    if first == last:
        return (Tick(left, _label(first), "middle"),)
    return (Tick(left, _label(first), "start"), Tick(right, _label(last), "end"))


def _label(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
