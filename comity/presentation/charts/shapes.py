"""What a chart is made of before anything draws it: lines, areas, marks and words in places on a canvas.

The canvas is measured in CSS pixels from its top left corner, `x` to the right and `y` down.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from comity.presentation.charts.palette import INK, PatternName, ShapeName

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


class Stroke(msgspec.Struct, frozen=True, tag=True):
    """A line through `points`; `dashes` are lengths of dash and gap, empty for an unbroken line."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()


class Area(msgspec.Struct, frozen=True, tag=True):
    """A filled outline, closed from the last point to the first."""

    points: tuple[Point, ...]
    colour: str


class Marks(msgspec.Struct, frozen=True, tag=True):
    """Marks of one shape and colour at `points`, each `radii` pixels from its middle to its side.

    Hollow ones are filled with paper. `opacity` is that of the whole mark, 0 to 1.
    """

    points: tuple[Point, ...]
    radii: tuple[float, ...]
    shape: ShapeName
    colour: str
    filled: bool = True
    opacity: float = 1.0


class Patch(msgspec.Struct, frozen=True, tag=True):
    """Land of several `rings`, one inside another being a hole, with an edge and a pattern in `ink` over its colour.

    `opacity` is that of the colour alone: what is beneath shines through, the pattern and the edge stay.
    """

    rings: tuple[tuple[Point, ...], ...]
    colour: str
    opacity: float = 1.0
    edge: str | None = None
    edge_width: float = 0.5
    pattern: PatternName | None = None
    ink: str = INK


class Words(msgspec.Struct, frozen=True, tag=True):
    """Words on one line: `x` at their `anchor`, `y` at their foot; `upright` reads from below to above.

    `role` says what they are ("title", "turning", "tick", ...), for those who test or restyle a drawing. A `halo` of
    paper keeps them apart from lines beneath.
    """

    x: float
    y: float
    text: str
    size: float
    role: str
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False
    upright: bool = False
    halo: bool = False


class Linked(msgspec.Struct, frozen=True, tag=True):
    """Shapes that belong together: `title` shows when one points at them, `href` is where they lead, if anywhere."""

    title: str
    href: str | None
    shapes: tuple["Single", ...]


Single = Stroke | Area | Marks | Patch | Words
Shape = Single | Linked


class Picture(msgspec.Struct, frozen=True):
    """A drawing of `width` by `height` pixels, its shapes from the lowest to the uppermost."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]


class Frame(msgspec.Struct, frozen=True):
    """The sides of a part of the canvas."""

    left: float
    top: float
    right: float
    bottom: float


def across(frame: Frame, y: float, colour: str, *, width: float = 1.0, dashes: tuple[float, ...] = ()) -> Stroke:
    """Give a level line from side to side of a frame."""
    return Stroke(((frame.left, y), (frame.right, y)), colour, width, dashes)


def box(frame: Frame, colour: str) -> Area:
    """Give a frame as a filled rectangle."""
    left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
    return Area(((left, top), (right, top), (right, bottom), (left, bottom)), colour)


def singles(shapes: Sequence[Shape]) -> Iterator[Single]:
    """Give all shapes, those inside links too, from the lowest to the uppermost."""
    for shape in shapes:
        if isinstance(shape, Linked):
            yield from shape.shapes
        else:
            yield shape
