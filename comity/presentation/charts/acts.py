"""Acts beneath a level: a lane a quad class, a mark an act, or a mark for several of which the size tells the number."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from comity.model import Act, Quad
from comity.presentation.charts.dates import TimeAxis
from comity.presentation.charts.palette import RULE, SMALL, SOFT, SORTS
from comity.presentation.charts.shapes import Frame, Marks, Shape, Words, across

LANE = 14.0
# Marks nearer than this would hide each other; they become one.
_BIN = 6.0
_LEAST, _MOST = 2.2, 5.4


class Cluster(msgspec.Struct, frozen=True):
    """Acts of a quad class that stand together at `x`, and how many they are."""

    quad: Quad
    x: float
    count: int


def clusters(acts: Sequence[Act], axis: TimeAxis) -> tuple[list[Cluster], int]:
    """Give the acts as clusters a few pixels wide at the mean of their days, and how many lie outside the axis."""
    bins: dict[tuple[Quad, int], list[float]] = defaultdict(list)
    outside = 0
    for act in acts:
        day = date.fromisoformat(act.date)
        if axis.first <= day <= axis.last:
            x = axis.x(day, part=0.5)
            bins[act.quad, int((x - axis.left) // _BIN)].append(x)
        else:
            outside += 1
    found = [Cluster(quad, sum(xs) / len(xs), len(xs)) for (quad, _), xs in sorted(bins.items())]
    return found, outside


def radius(count: int, largest: int) -> float:
    """Give the size of a mark for so many acts; its area grows with them, between one act's and the largest's."""
    share = (count - 1) / (largest - 1) if largest > 1 else 0.0
    return float((_LEAST**2 + share * (_MOST**2 - _LEAST**2)) ** 0.5)


def lane_shapes(found: Sequence[Cluster], frame: Frame) -> list[Shape]:
    """Give the lanes with their names and marks, material cooperation above and material conflict beneath."""
    shapes: list[Shape] = []
    largest = max((each.count for each in found), default=1)
    for at, (quad, sort) in enumerate(SORTS.items()):
        y = frame.top + LANE * (at + 0.5)
        shapes.append(across(frame, y, RULE, width=0.5))
        shapes.append(Words(frame.left - 7, y + 3.2, quad, SMALL, "lane", SOFT, "end"))
        own = [each for each in found if each.quad == quad]
        if own:
            points = tuple((each.x, y) for each in own)
            radii = tuple(radius(each.count, largest) for each in own)
            shapes.append(Marks(points, radii, sort.shape, sort.colour, sort.filled))
    return shapes
