"""The strip of coverage: how much was read in each period, whoever it was about."""

from collections.abc import Sequence
from datetime import date

from comity.model import RelationRow
from comity.presentation.charts.dates import TimeAxis
from comity.presentation.charts.palette import COVERAGE, RULE, SMALL, SOFT
from comity.presentation.charts.shapes import Area, Frame, Point, Shape, Words, across


def coverage_shapes(rows: Sequence[RelationRow], axis: TimeAxis, frame: Frame) -> list[Shape]:
    """Give a bar a period, the highest as high as the frame, with its number beside; the bars are one outline."""
    shapes: list[Shape] = [Words(frame.left - 7, frame.bottom - 2, "coverage", SMALL, "lane", SOFT, "end")]
    most = max(row.coverage for row in rows)
    outline: list[Point] = []
    for row in rows:
        left, right = axis.x(date.fromisoformat(row.start)), axis.x(date.fromisoformat(row.end), part=1.0)
        top = frame.bottom - (frame.bottom - frame.top) * (row.coverage / most if most else 0.0)
        outline += [(left, frame.bottom), (left, top), (right, top), (right, frame.bottom)]
    if most:
        shapes.append(Area(tuple(outline), COVERAGE))
    shapes.append(across(frame, frame.bottom, RULE, width=0.6))
    return shapes
