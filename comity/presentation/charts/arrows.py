"""Curved arrows whose dashes, sign and colour tell the quad class, and whose width tells a number."""

from math import hypot, sqrt

import msgspec

from comity.model import Quad
from comity.presentation.charts.keys import Key
from comity.presentation.charts.palette import FAINT_TURN, SOFT, SORTS
from comity.presentation.charts.shapes import Area, Marks, Point, Single, Stroke

_THIN = 0.8
# A curve is drawn as so many straight pieces.
_PIECES = 14


class Curve(msgspec.Struct, frozen=True):
    """A curve bent towards `control` (a quadratic Bézier curve), drawn from its part `begin` to its part `end`."""

    start: Point
    control: Point
    stop: Point
    begin: float
    end: float

    def at(self, part: float) -> Point:
        """Give the place at a part of the whole, 0 to 1."""
        (a, b), (c, d), (e, f) = self.start, self.control, self.stop
        rest = 1 - part
        return (
            rest * rest * a + 2 * rest * part * c + part * part * e,
            rest * rest * b + 2 * rest * part * d + part * part * f,
        )


def bent(start: Point, control: Point, stop: Point, after: float, before: float) -> Curve:
    """Give the curve that keeps `after` pixels from its start and `before` from its end."""
    whole = Curve(start, control, stop, 0.0, 1.0)
    begin, end = _where(whole, start, after, 0.0), _where(whole, stop, before, 1.0)
    return Curve(start, control, stop, begin, max(end, begin + 0.01))


def _where(curve: Curve, centre: Point, distance: float, side: float) -> float:
    """The part at which a curve leaves a circle round one of its ends, by halving."""
    near, far = side, 0.5
    for _ in range(9):
        middle = (near + far) / 2
        x, y = curve.at(middle)
        if hypot(x - centre[0], y - centre[1]) < distance:
            near = middle
        else:
            far = middle
    return far


def line_width(count: int, most: int, thick: float) -> float:
    """Give how wide the line of a number is, by its root: `thick` for the most."""
    return _THIN + (thick - _THIN) * sqrt(count / most)


def arrow(curve: Curve, quad: Quad, wide: float, part: float, *, faint: bool = False) -> tuple[Single, ...]:
    """Give the line, its head, and the sign of its quad class at a `part` of the way; a faint one has no sign."""
    sort = SORTS[quad]
    colour = FAINT_TURN if faint else sort.colour
    wide = min(wide, 1.0) if faint else wide
    tip = curve.at(curve.end)
    long = 4.0 + 1.2 * wide
    base = _where(curve, tip, long, curve.end)
    points = tuple(curve.at(curve.begin + (base - curve.begin) * at / _PIECES) for at in range(_PIECES + 1))
    dashes = tuple(length * max(1.0, 0.55 * wide) for length in sort.dashes)
    shapes: list[Single] = [Stroke(points, colour, wide, dashes), _head(points[-1], tip, 2.2 + 0.75 * wide, colour)]
    if not faint:
        sign = curve.at(curve.begin + (base - curve.begin) * part)
        shapes.append(Marks((sign,), (2.2 + 0.3 * wide,), sort.shape, sort.colour, sort.filled))
    return tuple(shapes)


def _head(base: Point, tip: Point, half: float, colour: str) -> Area:
    (a, b), (c, d) = base, tip
    long = hypot(c - a, d - b) or 1.0
    x, y = -(d - b) / long * half, (c - a) / long * half
    return Area((tip, (a + x, b + y), (a - x, b - y)), colour)


def tie_key(quad: Quad | None, wide: float, text: str) -> Key:
    """Give the key of a quad class, or of a width alone."""

    def sample(x: float, y: float) -> list[Single]:
        if quad is None:
            return [Stroke(((x, y), (x + 26, y)), SOFT, wide)]
        curve = Curve((x, y), (x + 18, y), (x + 36, y), 0.0, 1.0)
        return list(arrow(curve, quad, wide, 0.5))

    return Key(26 if quad is None else 36, sample, text)
