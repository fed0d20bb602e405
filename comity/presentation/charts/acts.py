"""Acts beneath a level: a lane a quad class, a mark an act, or for several a mark whose size tells their number."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import sqrt

import msgspec

from comity.model import Act, Quad
from comity.presentation.charts.dates import TimeAxis
from comity.presentation.charts.palette import RULE, SMALL, SOFT, SORTS
from comity.presentation.charts.shapes import Frame, Marks, Shape, Words, across

LANE = 15.0
# Marks nearer than this would hide each other; they become one.
_BIN = 8.0
# Half the height of a mark: of a lone act, of the largest cluster, and the least that still shows.
_ONE, _MOST, _LEAST = 2.5, 4.3, 0.9


class Cluster(msgspec.Struct, frozen=True):
    """Acts of a quad class that stand together at `x`, and how many they are."""

    quad: Quad
    x: float
    count: int


def clusters(acts: Sequence[Act], axis: TimeAxis) -> tuple[list[Cluster], int]:
    """Give the acts as clusters a few pixels wide, and how many lie outside the axis.

    Where a lane is crowded its clusters stand at even distances, else each at the mean of its days.
    """
    bins: dict[tuple[Quad, int], list[float]] = defaultdict(list)
    # Whole places alone: a piece of one at the end would look like a drop in numbers.
    wide = (axis.right - axis.left) / max(int((axis.right - axis.left) // _BIN), 1)
    outside = 0
    for act in acts:
        day = date.fromisoformat(act.date)
        if axis.first <= day <= axis.last:
            x = axis.x(day, part=0.5)
            bins[act.quad, int((x - axis.left) // wide)].append(x)
        else:
            outside += 1
    crowded = {quad for quad in SORTS if (own := [key for key in bins if key[0] == quad]) and _crowded(own, axis)}
    found = []
    for (quad, at), xs in sorted(bins.items()):
        x = axis.left + (at + 0.5) * wide if quad in crowded else sum(xs) / len(xs)
        found.append(Cluster(quad, x, len(xs)))
    return found, outside


def _crowded(own: Sequence[tuple[Quad, int]], axis: TimeAxis) -> bool:
    """Tell whether more than a third of a lane's places are taken."""
    return len(own) * _BIN > (axis.right - axis.left) / 3


def radius(count: int, largest: int) -> float:
    """Give half the height of a mark for so many acts: its area is as their number, down to the least that shows."""
    most = min(_MOST, _ONE * sqrt(largest))
    return max(_LEAST, most * sqrt(count / largest))


def lane_shapes(found: Sequence[Cluster], frame: Frame) -> list[Shape]:
    """Give the lanes with their names and marks, material cooperation above and material conflict beneath."""
    shapes: list[Shape] = []
    largest = max((each.count for each in found), default=1)
    for at, (quad, sort) in enumerate(SORTS.items()):
        y = frame.top + LANE * (at + 0.5)
        shapes.append(across(frame, y, RULE, width=0.5))
        shapes.append(Words(frame.left - 7, y + 3.5, quad, SMALL, "lane", SOFT, "end"))
        own = [each for each in found if each.quad == quad]
        if own:
            points = tuple((each.x, y) for each in own)
            radii = tuple(radius(each.count, largest) for each in own)
            shapes.append(Marks(points, radii, sort.shape, sort.colour, sort.filled))
    return shapes
