"""A level over time with its band: the line, the shade around it, and the gaps where nothing was known."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from comity.model import Period
from comity.presentation.charts.dates import TimeAxis, period_text
from comity.presentation.charts.lettering import width
from comity.presentation.charts.palette import BAND, FAINT, GRID, INK, LEVEL, SMALL, SOFT, SUBTITLE
from comity.presentation.charts.shapes import Area, Frame, Marks, Point, Shape, Stroke, Words, across, box

TOP, BOTTOM = 10.0, -10.0
# How wide a word is that reads upwards.
_UPRIGHT = SMALL * 0.9
_NAMED = {10.0: "cooperation  10", 5.0: "5", 0.0: "0", -5.0: "−5", -10.0: "conflict  −10"}


class Step(msgspec.Struct, frozen=True):
    """A period of a series, `start..end` inclusive ISO days; `mean` is null where nothing is known."""

    start: str
    end: str
    mean: float | None
    low: float | None = None
    high: float | None = None


class Gap(msgspec.Struct, frozen=True):
    """Time without a level, `start..end` inclusive; `periods` counts its rows, 0 where not even a row is there."""

    start: str
    end: str
    periods: int

    @property
    def label(self) -> str:
        """What a chart calls it."""
        return "no coverage" if self.periods else "not measured"


def runs(steps: Sequence[Step]) -> list[list[Step]]:
    """Part a series into stretches of known periods that follow each other day by day."""
    found: list[list[Step]] = []
    before: Step | None = None
    for step in steps:
        if step.mean is not None:
            follows = before is not None and before.mean is not None and _next_day(before.end) >= step.start
            if not (follows and found):
                found.append([])
            found[-1].append(step)
        before = step
    return found


def gaps(steps: Sequence[Step]) -> list[Gap]:
    """Give the stretches of a series in which nothing is known, in order."""
    found: list[Gap] = []
    before: Step | None = None
    for step in steps:
        if before is not None and _next_day(before.end) < step.start:
            found.append(Gap(_next_day(before.end), _day_before(step.start), 0))
        if step.mean is None:
            last = found[-1] if found else None
            if last is not None and last.periods and _next_day(last.end) == step.start:
                found[-1] = Gap(last.start, step.end, last.periods + 1)
            else:
                found.append(Gap(step.start, step.end, 1))
        before = step
    return found


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def level_y(frame: Frame, level: float) -> float:
    """Give the height of a level in a frame whose sides are 10 and -10; what lies beyond stands at the side."""
    held = min(max(level, BOTTOM), TOP)
    return frame.top + (TOP - held) / (TOP - BOTTOM) * (frame.bottom - frame.top)


def scale_shapes(frame: Frame) -> list[Shape]:
    """Give the scale of levels: lines at 10, 5, 0, -5 and -10, words at its ends."""
    shapes: list[Shape] = []
    for level, name in _NAMED.items():
        y = level_y(frame, level)
        zero = level == 0
        shapes.append(across(frame, y, SOFT if zero else GRID, width=0.9 if zero else 0.6))
        shapes.append(Words(frame.left - 7, y + 3.5, name, SMALL, "scale", SOFT, "end"))
    return shapes


def gap_shapes(found: Sequence[Gap], axis: TimeAxis, frame: Frame) -> list[Shape]:
    """Give the shades of gaps; the narrowest is half a pixel wide, since a week in thirty years must not vanish."""
    shades = []
    for gap in found:
        left, right = _sides(gap, axis)
        shades.append(box(Frame(left, frame.top, max(right, left + 0.5), frame.bottom), FAINT))
    return [*shades]


def gap_names(found: Sequence[Gap], axis: TimeAxis, frame: Frame) -> list[Shape]:
    """Give the names of gaps at their feet, upright in the narrow ones, none in those too narrow for words."""
    shapes: list[Shape] = []
    for gap in found:
        left, right = _sides(gap, axis)
        middle, foot, long = (left + right) / 2, frame.bottom - 6, width(gap.label, SMALL)
        if right - left >= long + 8:
            # The lines of the dates behind would cross the words.
            shapes.append(box(Frame(middle - long / 2 - 2, foot - SMALL, middle + long / 2 + 2, foot + 3), FAINT))
            shapes.append(Words(middle, foot, gap.label, SMALL, "gap", SOFT, "middle"))
        elif right - left >= _UPRIGHT + 4:
            shapes.append(box(Frame(middle - 5, foot - long - 2, middle + 5, foot + 2), FAINT))
            shapes.append(Words(middle + _UPRIGHT / 2 - 1, foot, gap.label, SMALL, "gap", SOFT, upright=True))
    return shapes


def unnamed(found: Sequence[Gap], axis: TimeAxis) -> list[str]:
    """Give the kinds of gap of which none is wide enough for its name."""
    wide = {gap.label for gap in found if _sides(gap, axis)[1] - _sides(gap, axis)[0] >= _UPRIGHT + 4}
    return sorted({gap.label for gap in found} - wide)


def _sides(gap: Gap, axis: TimeAxis) -> tuple[float, float]:
    return axis.x(date.fromisoformat(gap.start)), axis.x(date.fromisoformat(gap.end), part=1.0)


def band_shapes(steps: Sequence[Step], axis: TimeAxis, frame: Frame) -> list[Shape]:
    """Give the shades of the band and above them the line; a lone period is drawn as wide as it lasts."""
    shades: list[Shape] = []
    lines: list[Shape] = []
    banded = [step if None not in (step.low, step.high) else Step(step.start, step.end, None) for step in steps]
    for run in runs(banded):
        upper = _path([(step, step.high or 0.0) for step in run], axis, frame)
        lower = _path([(step, step.low or 0.0) for step in run], axis, frame)
        shades.append(Area((*upper, *lower[::-1]), BAND))
    for run in runs(steps):
        lines.append(Stroke(_path([(step, step.mean or 0.0) for step in run], axis, frame), LEVEL, 1.5))
    return shades + lines


def _path(values: Sequence[tuple[Step, float]], axis: TimeAxis, frame: Frame) -> tuple[Point, ...]:
    """The values at the middles of their periods, drawn on to the begin of the first and the end of the last."""
    inner = [(axis.middle(step.start, step.end), level_y(frame, value)) for step, value in values]
    begin = (axis.x(date.fromisoformat(values[0][0].start)), inner[0][1])
    end = (axis.x(date.fromisoformat(values[-1][0].end), part=1.0), inner[-1][1])
    return (begin, *inner, end)


def latest_shapes(steps: Sequence[Step], axis: TimeAxis, frame: Frame, period: Period) -> list[Shape]:
    """Give a dot at the end of the line with the latest level beside it; nothing where no level is known."""
    known = [step for step in steps if step.mean is not None]
    if not known:
        return []
    last = known[-1]
    level = last.mean or 0.0
    x, y = axis.x(date.fromisoformat(last.end), part=1.0), level_y(frame, level)
    held = min(max(y, frame.top + 4), frame.bottom - 2)
    shapes: list[Shape] = [
        Marks(((x, y),), (2.6,), "circle", LEVEL),
        Words(x + 6, held + 4.2, number(level), SUBTITLE, "latest", INK, bold=True),
    ]
    if last is steps[-1]:
        return shapes
    when = f"in {period_text(last.start, last.end, period, short=True)}"
    after = x + 6 + width(f"{number(level)} ", SUBTITLE, bold=True)
    # A level that is not of the last period says of when it is; lines behind the words would cross them.
    if after + width(when, SMALL) <= frame.right:
        end = after + width(when, SMALL) + 2
        shapes.insert(0, box(Frame(x + 1, held - 7, end, held + 7), FAINT))
        shapes.append(Words(after, held + 4.2, when, SMALL, "latest", INK))
    return shapes


def number(level: float) -> str:
    """Give a level with one decimal and a true minus sign; never "−0.0"."""
    text = f"{level:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "−")
