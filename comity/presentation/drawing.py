"""The timeline's geometry: where each dated act stands, computed here so that the template only draws."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import get_args

import msgspec

from comity.model import Quad
from comity.presentation.values import Mark
from comity.presentation.wording import MONTHS, day_text

WIDTH, ROW, LEFT, TOP = 360.0, 24.0, 10.0, 4.0
QUADS: tuple[Quad, ...] = get_args(Quad)
RADIUS = 3.2
# Acts of days that touch stand above and below each other, so that none hides the next.
_ASIDE = (0.0, -5.5, 5.5, -9.0, 9.0)
# Marks before a gap of half the time are told in words if they are few: 1965 must not squeeze last month.
_FEW = 0.34
_MOST_TICKS = 4
_STEPS = (1, 3, 6, 12, 24, 60, 120)


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
    """The timeline ready to draw, a row for each quad class told; `earlier` counts marks before its first day."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[float, ...]
    quads: tuple[Quad, ...]
    earlier: int


def draw(marks: Sequence[Mark]) -> Drawing | None:
    """Give the drawing of the marks, a row a quad class, without a few that lie far back; null for no marks."""
    days = sorted(((date.fromisoformat(mark.day), mark) for mark in marks), key=lambda pair: pair[0])
    if not days:
        return None
    shown = days[_first_shown([day for day, _ in days]) :]
    first, last = shown[0][0], shown[-1][0]
    span = max((last - first).days, 1)
    inner = WIDTH - 2 * LEFT

    def across(day: date) -> float:
        return round(LEFT + inner * ((day - first).days / span if last > first else 0.5), 1)

    quads = tuple(quad for quad in QUADS if any(mark.quad == quad for _, mark in shown))
    rows = tuple(TOP + ROW * (at + 0.5) for at in range(len(quads)))
    dots: list[Dot] = []
    for day, mark in shown:
        row, x = rows[quads.index(mark.quad)], across(day)
        taken = [dot.y - row for dot in dots if abs(dot.x - x) < 2 * RADIUS and abs(dot.y - row) < ROW / 2]
        free = (aside for aside in _ASIDE if all(abs(aside - y) > 1 for y in taken))
        y = row + next(free, _ASIDE[len(taken) % len(_ASIDE)])
        label = f"{day_text(mark.day)}: {mark.text}"
        dots.append(Dot(x, y, mark.quad.replace(" ", "-"), label, mark.took_place))
    height = TOP + ROW * len(quads) + 16
    ticks = tuple(Tick(across(day), label, anchor) for day, label, anchor in _ticks(first, last))
    return Drawing(WIDTH, height, tuple(dots), ticks, rows, quads, len(days) - len(shown))


def _first_shown(days: Sequence[date]) -> int:
    """Where the drawing begins: after a gap of more than half the time, if few marks lie before it."""
    span = (days[-1] - days[0]).days
    gaps = [(later - day).days for day, later in pairwise(days)]
    widest = max(range(len(gaps)), key=lambda at: gaps[at], default=None)
    if widest is None or gaps[widest] <= span / 2 or widest + 1 > _FEW * len(days):
        return 0
    return widest + 1


def _ticks(first: date, last: date) -> tuple[tuple[date, str, str], ...]:
    """Name both ends of a short time; firsts of months or years in between where there is room for them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if first == last:
        return ((first, _label(first), "middle"),)
    if months < _MOST_TICKS:
        return ((first, _label(first), "start"), (last, _label(last), "end"))
    step = next((each for each in _STEPS if months / each <= _MOST_TICKS + 1), _STEPS[-1])
    found = []
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if number % step == 0:
            day = date(number // 12, number % 12 + 1, 1)
            name = str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
            found.append((day, name, "middle"))
    return tuple(found)


def _label(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
