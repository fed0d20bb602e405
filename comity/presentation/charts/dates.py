"""The axis of dates: where a day stands from left to right, and which days are named under it."""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from comity.model import Period
from comity.presentation.charts.lettering import width
from comity.presentation.charts.palette import RULE, SMALL, SOFT
from comity.presentation.charts.shapes import Frame, Shape, Stroke, Words
from comity.presentation.wording import MONTHS, day_text, range_text

# Steps from name to name: days, then months. The first that leaves room between the names is taken.
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_ROOM = 10.0


class TimeAxis(msgspec.Struct, frozen=True):
    """The days `first..last`, both whole, laid from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date, *, part: float = 0.0) -> float:
        """Give where a day stands: `part` 0 for its begin, 0.5 for its noon, 1 for its end."""
        span = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * ((day - self.first).days + part) / span

    def middle(self, start: str, end: str) -> float:
        """Give the middle of a period of two ISO days, both inclusive."""
        return (self.x(date.fromisoformat(start)) + self.x(date.fromisoformat(end), part=1.0)) / 2


class Tick(msgspec.Struct, frozen=True):
    """A named day on the axis."""

    day: date
    label: str


def ticks(first: date, last: date, fits: Callable[[tuple[Tick, ...]], bool]) -> tuple[Tick, ...]:
    """Give the days to name between two days: round years, months or days, as close as `fits` lets them be."""
    for step in _DAYS:
        found = _days(first, last, step)
        if fits(found):
            return found
    for step in _MONTHS:
        found = _months(first, last, step)
        if found and fits(found):
            return found
    return (Tick(first, day_text(first.isoformat())),)


class Fits(msgspec.Struct, frozen=True):
    """Tells whether the names of ticks stand clear of each other on an axis."""

    axis: TimeAxis

    def __call__(self, found: tuple[Tick, ...]) -> bool:
        """Tell it."""
        # Hundreds of names never fit; measuring them all would take longer than the rest of the chart.
        if not found or len(found) > 40:
            return False
        ends = [-1e9]
        for tick in found:
            half = width(tick.label, SMALL) / 2
            x = self.axis.x(tick.day)
            if x - half < ends[-1] + _ROOM:
                return False
            ends.append(x + half)
        return True


def _days(first: date, last: date, step: int) -> tuple[Tick, ...]:
    if (last - first).days > 40 * step:
        return ()
    # Steps of whole weeks begin on a Monday.
    start = first + timedelta(days=-first.weekday() % 7) if step % 7 == 0 else first
    days = [start + timedelta(days=ahead) for ahead in range(0, (last - start).days + 1, step)]
    return tuple(Tick(day, _day_label(day, first=at == 0)) for at, day in enumerate(days))


def _day_label(day: date, *, first: bool) -> str:
    name = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{name} {day.year}" if first else name


def _months(first: date, last: date, step: int) -> tuple[Tick, ...]:
    found: list[Tick] = []
    ahead = 0 if first.day == 1 else 1
    start, end = first.year * 12 + first.month - 1 + ahead, last.year * 12 + last.month - 1
    for number in range(start + (-start % step), end + 1, step):
        day = date(number // 12, number % 12 + 1, 1)
        named = step < 12 and (day.month > 1 or not found)
        label = f"{MONTHS[day.month - 1][:3]} {day.year}" if not found and named else MONTHS[day.month - 1][:3]
        found.append(Tick(day, label if named else str(day.year)))
        if len(found) > 40:
            return ()
    return tuple(found)


def axis_shapes(axis: TimeAxis, frame: Frame, *, lines_from: float) -> list[Shape]:
    """Give the axis under a frame: a faint line up to `lines_from` at each named day, and its name below."""
    shapes: list[Shape] = []
    for tick in ticks(axis.first, axis.last, Fits(axis)):
        x = axis.x(tick.day)
        shapes.append(Stroke(((x, lines_from), (x, frame.bottom + 4)), RULE, 0.6))
        shapes.append(Words(x, frame.bottom + 16, tick.label, SMALL, "tick", SOFT, "middle"))
    return shapes


def period_text(start: str, end: str, period: Period, *, short: bool = False) -> str:
    """Give a period in words: "July 2019", "July–September 2019", "1–7 July 2019"; "Jul" for "July" if `short`."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if period == "week":
        text = range_text(start, end)
    elif (first.year, first.month) == (last.year, last.month):
        text = f"{MONTHS[first.month - 1]} {first.year}"
    elif first.year == last.year:
        text = f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {last.year}"
    else:
        text = f"{MONTHS[first.month - 1]} {first.year} – {MONTHS[last.month - 1]} {last.year}"
    if short:
        for month in MONTHS:
            text = text.replace(month, month[:3])
    return text


def span_text(start: str, end: str) -> str:
    """Give the time of a whole chart: "1998–2025", "2024", or its months where it lies within a year."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.year != last.year:
        return f"{first.year}–{last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return period_text(start, end, "month")
