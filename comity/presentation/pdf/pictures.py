"""The chart on the page: the shapes of a picture drawn as vectors, and the picture of dated acts."""

import math
from typing import TYPE_CHECKING

from comity.presentation.charts.palette import INK, PAPER, RULE, SOFT, SORTS, ShapeName
from comity.presentation.charts.shapes import Anchor, Area, Marks, Picture, Point, Shape, Stroke, Words
from comity.presentation.drawing import LEFT, draw
from comity.presentation.plain import timeline_text
from comity.presentation.values import Brief

if TYPE_CHECKING:
    from fpdf import FPDF

    from comity.presentation.pdf.letters import Letters

# The corners of each mark as shares of its radius, `y` down.
_SIDE = math.sqrt(3) / 2
_CORNERS: dict[ShapeName, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle": ((-1, -_SIDE), (1, -_SIDE), (0, _SIDE)),
    "up": ((-1, _SIDE), (1, _SIDE), (0, -_SIDE)),
    "down": ((-1, -_SIDE), (1, -_SIDE), (0, _SIDE)),
}
_ANCHORS: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}
_LANE, _NAMES, _SMALL = 18.0, 130.0, 10.0


def timeline_picture(brief: Brief) -> tuple[Picture | None, str]:
    """Give the dated acts of a brief as a picture 700 wide, a lane for each quad class, and what it shows in words.

    Null and "" when no act has a day.
    """
    drawing = draw(brief.timeline)
    if drawing is None:
        return None, ""
    stretch = (700 - _NAMES - 12) / (drawing.width - 2 * LEFT)

    def across(x: float) -> float:
        return _NAMES + (x - LEFT) * stretch

    shapes: list[Shape] = []
    lanes = {quad: 8 + _LANE * (at + 0.5) for at, quad in enumerate(drawing.quads)}
    low = 8 + _LANE * len(lanes)
    for tick in drawing.ticks:
        shapes.append(Stroke(((across(tick.x), 4), (across(tick.x), low + 3)), RULE, 0.8))
        anchor = _ANCHORS[tick.anchor]
        shapes.append(Words(across(tick.x), low + 15, tick.label, _SMALL, "tick", SOFT, anchor))
    for quad, y in lanes.items():
        shapes.append(Stroke(((_NAMES - 8, y), (700, y)), RULE, 0.8))
        shapes.append(Words(4, y + 3.5, quad, _SMALL, "lane", INK))
    for dot in drawing.dots:
        quad = next(each for each in lanes if each.replace(" ", "-") == dot.quad)
        sort = SORTS[quad]
        # Acts of days that touch stand above and below each other.
        aside = (dot.y - drawing.rows[drawing.quads.index(quad)]) * 0.6
        place = (across(dot.x), lanes[quad] + aside)
        shapes.append(Marks((place,), (3.2,), sort.shape, sort.colour, sort.filled and dot.took_place))
    earlier = f" Not drawn because earlier: {drawing.earlier}." if drawing.earlier else ""
    told = f"{timeline_text(brief)} Filled: material acts that took place.{earlier}"
    return Picture(700.0, low + 20, "Dated acts", told, tuple(shapes)), told


class Painter:
    """Draws a picture with its upper left corner at `x`, `y` of the page, one of its pixels `scale` points."""

    def __init__(self, pdf: "FPDF", letters: "Letters", *, x: float, y: float, scale: float) -> None:
        self.pdf, self.letters = pdf, letters
        self.x, self.y, self.scale = x, y, scale

    def draw(self, picture: Picture) -> None:
        """Draw all shapes, from the lowest to the uppermost."""
        for shape in picture.shapes:
            with self.pdf.local_context():
                match shape:
                    case Stroke():
                        self._stroke(shape)
                    case Area():
                        self.pdf.set_fill_color(shape.colour)
                        self.pdf.polygon([self._at(point) for point in shape.points], style="F")
                    case Marks():
                        self._marks(shape)
                    case Words():
                        self._words(shape)

    def _at(self, point: Point) -> Point:
        return self.x + point[0] * self.scale, self.y + point[1] * self.scale

    def _stroke(self, shape: Stroke) -> None:
        self.pdf.set_draw_color(shape.colour)
        self.pdf.set_line_width(shape.width * self.scale)
        if shape.dashes:
            lengths = [each * self.scale for each in shape.dashes]
            self.pdf.set_dash_pattern(dash=lengths[0], gap=lengths[1] if len(lengths) > 1 else lengths[0])
        self.pdf.polyline([self._at(point) for point in shape.points])

    def _marks(self, shape: Marks) -> None:
        self.pdf.set_draw_color(shape.colour)
        self.pdf.set_fill_color(shape.colour if shape.filled else PAPER)
        self.pdf.set_line_width((0.4 if shape.filled else 1.0) * self.scale)
        for point, radius in zip(shape.points, shape.radii, strict=True):
            x, y = self._at(point)
            size = radius * self.scale
            if shape.shape == "circle":
                self.pdf.circle(x=x, y=y, radius=size, style="DF")
            else:
                corners = [(x + across * size, y + down * size) for across, down in _CORNERS[shape.shape]]
                self.pdf.polygon(corners, style="DF")

    def _words(self, shape: Words) -> None:
        text = self.letters.shown(shape.text)
        size = shape.size * self.scale
        x, y = self._at((shape.x, shape.y))
        wide = self.letters.width(text, size, bold=shape.bold)
        back = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
        with self.pdf.rotation(90 if shape.upright else 0, x, y):
            self.letters.draw(text, x - back, y, size, colour=shape.colour, bold=shape.bold)
