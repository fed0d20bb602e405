"""Acts at places on a map: marks sized by their number and shaped by their quad class, named where there is room."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import sqrt

import msgspec

from comity.model import Quad
from comity.presentation.charts.keys import Key
from comity.presentation.charts.lettering import clean, height, shortened, width
from comity.presentation.charts.palette import INK, SMALL, SOFT, SORTS
from comity.presentation.charts.shapes import Anchor, Frame, Linked, Marks, Point, Shape, Single, Words
from comity.presentation.charts.view import View
from comity.presentation.wording import count_text

_LEAST, _MOST = 3.0, 12.0
_MOST_NAME = 26
# More marks would hide each other, and a page must stay light.
MOST_SPOTS, _PER_SPOT = 100, 7.0
_BETWEEN = 3.0


class PlaceCount(msgspec.Struct, frozen=True):
    """How many acts of a quad class happened at a place; coordinates in degrees, null when unknown."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    quad: Quad
    count: int


class Spot(msgspec.Struct, frozen=True):
    """A place count with its mark on the canvas."""

    row: PlaceCount
    at: Point
    radius: float

    @property
    def box(self) -> Frame:
        """The sides of the mark, of whatever shape."""
        (x, y), half = self.at, self.radius * 1.2 + 0.6
        return Frame(x - half, y - half, x + half, y + half)


def spots(rows: Sequence[PlaceCount], view: View) -> list[Spot]:
    """Give the marks of places that the view shows, the largest first; those at one place stand side by side.

    Of more than 100 places, or on a narrow map fewer, those of the most acts are taken.
    """
    most = max((row.count for row in rows), default=1)
    largest = min(_MOST, 7 + (view.right - view.left) / 150)
    together: dict[Point, list[tuple[PlaceCount, float]]] = defaultdict(list)
    room = min(MOST_SPOTS, int((view.right - view.left) / _PER_SPOT))
    seen = [(row, at) for row, at in zip(rows, where(rows, view), strict=True) if at is not None and row.count > 0]
    for row, at in sorted(seen, key=lambda each: -each[0].count)[:room]:
        radius = max(_LEAST, largest * sqrt(row.count / most))
        together[round(at[0]), round(at[1])].append((row, radius))
    found = []
    for place, own in together.items():
        x = place[0] - sum(radius for _, radius in own[1:])
        for order, (row, radius) in enumerate(own):
            x += radius + own[order - 1][1] if order else 0.0
            # A mark at the side of the map is pushed in whole.
            half = radius * 1.2 + 1
            held = (
                min(max(x, view.left + half), view.right - half),
                min(max(place[1], view.top + half), view.bottom - half),
            )
            found.append(Spot(row, held, radius))
    quads = list(SORTS)
    return sorted(found, key=lambda spot: (-spot.radius, spot.at, quads.index(spot.row.quad), spot.row.name))


def where(rows: Sequence[PlaceCount], view: View) -> list[Point | None]:
    """Give where places stand on the canvas; null for those beyond the map and those whose place is not known."""
    known = [
        (at, (row.longitude, row.latitude))
        for at, row in enumerate(rows)
        if row.longitude is not None and row.latitude is not None
    ]
    found: list[Point | None] = [None] * len(rows)
    for (at, _), place in zip(known, view.places([each for _, each in known]), strict=True):
        found[at] = place
    return found


def spot_shapes(found: Sequence[Spot], href: Callable[[PlaceCount], str | None]) -> list[Shape]:
    """Give the marks, the smallest uppermost, each with its name and number for those who point at it."""
    return [Linked(_told(spot.row), href(spot.row), _mark(spot.row.quad, spot.at, spot.radius)) for spot in found]


def _mark(quad: Quad, at: Point, radius: float) -> tuple[Single, ...]:
    sort = SORTS[quad]
    return (Marks((at,), (radius,), sort.shape, sort.colour, sort.filled, 0.88),)


def _told(row: PlaceCount) -> str:
    return f"{clean(row.name)}: {count_text(row.count, 'act')} of {row.quad}"


class Name(msgspec.Struct, frozen=True):
    """Words to set beside a `box`, if they fit; `role` as for words."""

    text: str
    box: Frame
    role: str


def spot_names(found: Sequence[Spot], most: int) -> list[Name]:
    """Give the names of the places with the most acts, each once."""
    names: dict[str, Name] = {}
    for spot in found:
        text = shortened(spot.row.name, _MOST_NAME)
        if text and text not in names and len(names) < most:
            names[text] = Name(text, spot.box, "place")
    return list(names.values())


def named(names: Sequence[Name], frame: Frame, taken: Sequence[Frame]) -> list[Single]:
    """Give the names that fit into a frame beside, above or beneath their boxes, touching nothing that is `taken`."""
    full = list(taken)
    shapes: list[Single] = []
    for name in names:
        for side in _sides(name):
            box, words = side
            inside = frame.left <= box.left and box.right <= frame.right
            inside = inside and frame.top <= box.top and box.bottom <= frame.bottom
            if inside and all(apart(box, other) for other in full):
                full.append(box)
                shapes.append(words)
                break
    return shapes


def _sides(name: Name) -> list[tuple[Frame, Words]]:
    up, down = height(SMALL)
    wide, box = width(name.text, SMALL), name.box
    middle, level = (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 3.6
    inner = name.role == "state"
    ways: list[tuple[float, float, Anchor, float]] = [
        (box.right + _BETWEEN, level, "start", 0.0),
        (box.left - _BETWEEN, level, "end", 1.0),
        (middle, box.top - down - 1, "middle", 0.5),
        (middle, box.bottom + up + 1, "middle", 0.5),
    ]
    # The name of a state stands on its land.
    ways = [(middle, level + aside, "middle", 0.5) for aside in (0, -16, 16, -32, 32)] if inner else ways
    colour = SOFT if inner else INK
    return [
        (
            Frame(x - wide * share, y - up, x + wide * (1 - share), y + down),
            Words(x, y, name.text, SMALL, name.role, colour, side, halo=True),
        )
        for x, y, side, share in ways
    ]


def apart(one: Frame, other: Frame) -> bool:
    """Tell whether two boxes don't touch."""
    return one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top


def spot_keys(found: Sequence[Spot]) -> list[Key]:
    """Give the key of the marks: a shape each quad class that is there, and how large the largest number is."""
    there = {spot.row.quad for spot in found}
    keys = [_key(quad, 4.5, quad) for quad in SORTS if quad in there]
    if found:
        largest = max(found, key=lambda spot: (spot.row.count, spot.radius))
        quad = largest.row.quad
        keys.append(_key(quad, largest.radius, f"{largest.row.count:,} at a place, the most"))
    return keys


def _key(quad: Quad, radius: float, text: str) -> Key:
    def sample(x: float, y: float) -> list[Single]:
        return list(_mark(quad, (x + radius * 1.2, y), min(radius, 8.0)))

    return Key(radius * 2.4, sample, text)
