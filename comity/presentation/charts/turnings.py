"""Turning points above a plot: each a thin line, and beside its upper end what happened, as far as there is room.

The words hang on their line like a flag on its pole, to its right or left, in rows above the plot. They are set by a
greedy search, the most probable turns first, where their flags and poles touch no other; of the layouts tried, with
one row or more, the one that tells most for its height is taken.
"""

from collections.abc import Sequence
from itertools import product

import msgspec

from comity.model import Period, TurningPoint
from comity.presentation.charts.dates import TimeAxis, period_text
from comity.presentation.charts.lettering import clean, height, shortened, stacked, width
from comity.presentation.charts.palette import FAINT_TURN, FALL, INK, RISE, SMALL, SOFT, TURN
from comity.presentation.charts.shapes import Anchor, Frame, Marks, Shape, Stroke, Words

MOST_LETTERS = 44
MOST_ROWS = 3
# No canvas holds the words of more.
_MOST_TRIED = 30
# A row more must tell this much more: the probabilities of its turns added up.
_ROW_COST = 0.5
LINE = 12.0
# Between the lowest words and the plot, where turns without words have their arrows.
CLEARANCE = 13.0
_PAD = 4.0
_CLEAR = 7.0
_ARROW = 9.0


class Flag(msgspec.Struct, frozen=True):
    """A turning point with its words: `x` of the pole, what happened in `lines`, `when` beneath; all so `wide`."""

    turning: TurningPoint
    x: float
    lines: tuple[str, ...]
    when: str
    wide: float


class Placed(msgspec.Struct, frozen=True):
    """A flag in a row, counted from the plot upwards; `rightward` of its pole or leftward."""

    flag: Flag
    row: int
    rightward: bool

    @property
    def sides(self) -> tuple[float, float]:
        """From where to where it reaches, the pole included."""
        x, wide = self.flag.x, self.flag.wide
        return (x, x + wide) if self.rightward else (x - wide, x)


def told(turning: TurningPoint) -> str:
    """Give what happened at a turn: the words of its strongest act; where none is known, that it rose or fell."""
    words = next((clean(act.text) for act in turning.drivers if act.text.strip()), "")
    words = words or f"level {'rises' if turning.after > turning.before else 'falls'}, no act named"
    return words[0].upper() + words[1:]


def flags(found: Sequence[TurningPoint], axis: TimeAxis, period: Period) -> list[Flag]:
    """Give the turning points with their words, the most probable first."""
    ordered = sorted(found, key=lambda each: (-each.probability, each.start, each.end))
    return [_flag(each, axis.middle(each.start, each.end), period) for each in ordered]


def _flag(turning: TurningPoint, x: float, period: Period) -> Flag:
    lines = tuple(stacked(shortened(told(turning), MOST_LETTERS), SMALL))
    # A week is named by its Monday: both its days would be wider than what happened.
    end = turning.start if period == "week" else turning.end
    when = period_text(turning.start, end, period, short=True)
    wide = _PAD + max(_ARROW + width(when, SMALL), *(width(line, SMALL) for line in lines))
    return Flag(turning, x, lines, when, wide)


def placed(found: Sequence[Flag], *, left: float, right: float) -> list[Placed]:
    """Give the flags that fit between two sides of the canvas without touching, each in its row."""
    likeliest = found[:_MOST_TRIED]
    layouts = [
        layout
        for rows in range(1, MOST_ROWS + 1)
        for sure in range(len(likeliest) + 1)
        for rightward in (True, False)
        if (layout := _layout(likeliest, sure, rows, rightward, (left, right))) is not None
    ]
    return max(layouts, key=_worth, default=[])


def _worth(kept: Sequence[Placed]) -> float:
    """What a layout tells, less what its height costs."""
    rows = max((each.row + 1 for each in kept), default=0)
    return sum(each.flag.turning.probability for each in kept) - rows * _ROW_COST


def _layout(
    found: Sequence[Flag], sure: int, rows: int, rightward: bool, sides: tuple[float, float]
) -> list[Placed] | None:
    """Set the `sure` most probable flags along the axis and then the others by their probability; null if one fails.

    Set from the left with their words to the right, each a row lower than the last, flags stand as close as their
    poles; and so from the right.
    """
    kept: list[Placed] = []
    first = sorted(found[:sure], key=lambda flag: flag.x, reverse=not rightward)
    for at, flag in enumerate((*first, *found[sure:])):
        for row, side in product(range(rows - 1, -1, -1), (rightward, not rightward)):
            each = Placed(flag, row, side)
            if _inside(each, *sides) and all(_apart(each, other) for other in kept):
                kept.append(each)
                break
        else:
            if at < sure:
                return None
    # Rows that stay empty at the bottom are given back.
    lowest = min((each.row for each in kept), default=0)
    return [Placed(each.flag, each.row - lowest, each.rightward) for each in kept]


def _inside(each: Placed, left: float, right: float) -> bool:
    start, end = each.sides
    return left <= start and end <= right


def _apart(one: Placed, other: Placed) -> bool:
    """Tell whether neither the words nor the poles of two flags touch; a pole runs through all rows beneath its own."""
    (a, b), (c, d) = one.sides, other.sides
    if one.row == other.row:
        return b + _CLEAR <= c or d + _CLEAR <= a
    upper, lower = (one, other) if one.row > other.row else (other, one)
    start, end = lower.sides
    return not start - _PAD <= upper.flag.x <= end + _PAD


def row_height(kept: Sequence[Placed]) -> float:
    """Give the height of a row: what its highest flag needs."""
    return max((len(each.flag.lines) + 1 for each in kept), default=0) * LINE + 7


def turning_shapes(found: Sequence[Flag], kept: Sequence[Placed], frame: Frame, foot: float) -> list[Shape]:
    """Give lines and words: a line each turn down to `foot`, its flag above the frame, a small mark where none fits."""
    shapes: list[Shape] = []
    flagged = {each.flag for each in kept}
    for flag in found:
        if flag not in flagged:
            shapes.append(Stroke(((flag.x, frame.top), (flag.x, frame.bottom)), FAINT_TURN, 0.6, (2.0, 2.0)))
            shapes.append(_arrow(flag, flag.x, frame.top - 4))
    for each in kept:
        shapes += _flag_shapes(each, frame.top - CLEARANCE - each.row * row_height(kept), foot)
    return shapes


def _flag_shapes(each: Placed, bottom: float, foot: float) -> list[Shape]:
    flag = each.flag
    aside = 1 if each.rightward else -1
    anchor: Anchor = "start" if each.rightward else "end"
    top = bottom - (len(flag.lines) + 1) * LINE
    y = top + height(SMALL)[0] + 0.6
    shapes: list[Shape] = [Stroke(((flag.x, top), (flag.x, foot)), TURN, 0.7)]
    for line in flag.lines:
        shapes.append(Words(flag.x + aside * _PAD, y, line, SMALL, "turning", INK, anchor))
        y += LINE
    # The arrow stands at the pole, where its distance is the same in each viewer's letters.
    shapes.append(_arrow(flag, flag.x + aside * (_PAD + _ARROW / 2 - 1), y - 3.6))
    shapes.append(Words(flag.x + aside * (_PAD + _ARROW), y, flag.when, SMALL, "turning-date", SOFT, anchor))
    return shapes


def _arrow(flag: Flag, x: float, y: float) -> Marks:
    rises = flag.turning.after > flag.turning.before
    return Marks(((x, y),), (2.8,), "up" if rises else "down", RISE if rises else FALL)
