"""Counts by month as bars, and ahead of them the fan of a forecast's quantiles."""

from collections.abc import Sequence
from datetime import date

from comity.model import Forecast, MonthCount, Target
from comity.presentation.charts.dates import TimeAxis
from comity.presentation.charts.palette import BAND, COVERAGE, FAINT, GRID, HALF_BAND, LEVEL, SMALL, SOFT, WIDE_BAND
from comity.presentation.charts.shapes import Area, Frame, Point, Shape, Stroke, Words, across, box

# From the widest band to the narrowest, light to dark: 90%, 80%, and the half in the middle.
BANDS: tuple[tuple[str, str, str], ...] = (
    ("0.05", "0.95", WIDE_BAND),
    ("0.1", "0.9", BAND),
    ("0.25", "0.75", HALF_BAND),
)
_NICE = (1, 2, 5)
_MOST_LINES = 4


def top_of(history: Sequence[MonthCount], forecasts: Sequence[Forecast], target: Target) -> int:
    """Give the highest count that is drawn of a target."""
    told = [month.acts[target] for month in history if month.acts is not None]
    return int(max([1, *told, *(each.quantiles["0.95"] for each in forecasts)]))


def levels(top: int) -> list[int]:
    """Give round counts from 0 to the first that is not below `top`, at most five of them."""
    step = next(
        nice * 10**power for power in range(12) for nice in _NICE if -(-top // (nice * 10**power)) <= _MOST_LINES
    )
    return [step * at for at in range(-(-top // step) + 1)]


def count_y(frame: Frame, count: float, most: int) -> float:
    """Give the height of a count in a frame that reaches from 0 to `most`."""
    return frame.bottom - (frame.bottom - frame.top) * min(count, most) / most


def count_scale(frame: Frame, named: Sequence[int]) -> list[Shape]:
    """Give the lines of round counts with their numbers at the left."""
    shapes: list[Shape] = []
    for count in named:
        y = count_y(frame, count, named[-1])
        shapes.append(across(frame, y, SOFT if count == 0 else GRID, width=0.9 if count == 0 else 0.6))
        shapes.append(Words(frame.left - 7, y + 3.5, f"{count:,}", SMALL, "scale", SOFT, "end"))
    return shapes


def bar_shapes(
    history: Sequence[MonthCount], target: Target, axis: TimeAxis, frame: Frame, most: int
) -> list[Shape]:  # fmt: skip
    """Give a bar a month, and a shade from top to bottom where nothing was covered."""
    shapes: list[Shape] = []
    for month in history:
        left, right = axis.x(date.fromisoformat(month.start)), axis.x(date.fromisoformat(month.end), part=1.0)
        if month.acts is None:
            shapes.append(box(Frame(left, frame.top, right, frame.bottom), FAINT))
        elif month.acts[target]:
            gap = min(0.8, (right - left) / 6)
            top = count_y(frame, month.acts[target], most)
            shapes.append(box(Frame(left + gap, top, right - gap, frame.bottom), COVERAGE))
    return shapes


def fan_shapes(forecasts: Sequence[Forecast], axis: TimeAxis, frame: Frame, most: int) -> list[Shape]:
    """Give the bands of the quantiles from light to dark, and the line of the middle; one month is drawn as long as it.

    Between the months that were forecast the bands are drawn on, and a mark shows where a forecast stands.
    """
    shapes: list[Shape] = []
    for low, high, colour in BANDS:
        upper = _path(forecasts, high, axis, frame, most)
        lower = _path(forecasts, low, axis, frame, most)
        shapes.append(Area((*upper, *lower[::-1]), colour))
    shapes.append(Stroke(_path(forecasts, "0.5", axis, frame, most), LEVEL, 1.6))
    for each in forecasts:
        x = axis.middle(each.start, each.end)
        ends = [(x, count_y(frame, each.quantiles[level], most)) for level in ("0.1", "0.9")]
        shapes.append(Stroke(tuple(ends), LEVEL, 0.8))
    return shapes


def _path(forecasts: Sequence[Forecast], level: str, axis: TimeAxis, frame: Frame, most: int) -> tuple[Point, ...]:
    inner = [(axis.middle(each.start, each.end), count_y(frame, each.quantiles[level], most)) for each in forecasts]
    begin = (axis.x(date.fromisoformat(forecasts[0].start)), inner[0][1])
    end = (axis.x(date.fromisoformat(forecasts[-1].end), part=1.0), inner[-1][1])
    return (begin, *inner, end)
