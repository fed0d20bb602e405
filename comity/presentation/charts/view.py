"""The part of the earth that a map shows, and where a place of it stands on the canvas."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np

from comity.presentation.charts.outlines import clipped, outlined, outlines, points
from comity.presentation.charts.projection import Numbers, from_meridian, projected
from comity.presentation.charts.shapes import Frame, Point

Rings = tuple[tuple[Point, ...], ...]
# The meridian that puts the edge of a world map into the Bering Strait, where it cuts no state.
_WORLD_MERIDIAN = 11.0
_NORTH, _SOUTH = 84.0, -56.5
# A window is at least so wide, in radians of the globe: about 800 km, below which outlines of this scale are crude.
_LEAST = 0.125
_MARGIN = 0.08
# Height for width of a window, so that it neither flattens nor runs down the page.
_LOWEST, _HIGHEST = 0.5, 0.8
# Points of an outline nearer to the last one kept, in pixels, can't be seen.
_FINE = 0.9
# Pieces of land smaller than this, in square pixels, are left out, unless a state has no other.
_CRUMB = 0.4


class Territory(msgspec.Struct, frozen=True):
    """A state on the canvas, by its code (null where ISO 3166-1 has none) and name: its land in rings, or a dot."""

    code: str | None
    name: str
    rings: Rings


class View(msgspec.Struct, frozen=True):
    """A box of the projected earth, counted from `meridian`, whose corner `west`, `north` stands at `left`, `top`.

    `scale` is in pixels to a radius of the globe.
    """

    meridian: float
    west: float
    north: float
    scale: float
    left: float
    top: float
    right: float
    bottom: float

    def places(self, found: Sequence[tuple[float, float]]) -> list[Point | None]:
        """Give where places stand, by longitude and latitude; null where the map does not reach."""
        longitudes = np.array([from_meridian(longitude, self.meridian) for longitude, _ in found])
        xs, ys = self.canvas(longitudes, np.array([latitude for _, latitude in found]))
        return [
            (x, y) if self.left <= x <= self.right and self.top <= y <= self.bottom else None
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
        ]

    def canvas(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """Give where places stand, inside or not; longitudes counted from the view's meridian."""
        x, y = projected(longitude, latitude)
        return self.left + (x - self.west) * self.scale, self.top + (y - self.north) * self.scale

    @property
    def frame(self) -> Frame:
        """The sides of the map."""
        return Frame(self.left, self.top, self.right, self.bottom)


def world(frame: Frame, *, south: bool) -> View:
    """Give the whole earth, as wide as a frame; the ice of Antarctica only for `south`."""
    (west, east), _ = projected(np.array([-180.0, 180.0]), np.zeros(2))
    _, (north, low) = projected(np.zeros(2), np.array([_NORTH, -90.0 if south else _SOUTH]))
    return _view(_WORLD_MERIDIAN, (west, north, east, low), frame)


def window(codes: Sequence[str], frame: Frame) -> View | None:
    """Give the box around the mainlands of states, null if none of them is known."""
    known = [_land(code) for code in codes if code in points()]
    if not known:
        return None
    meridian = _middle([ring[0] for ring in known])
    xs, ys = zip(*(projected(_near(ring[0], meridian), ring[1]) for ring in known), strict=True)
    west, east = min(float(x.min()) for x in xs), max(float(x.max()) for x in xs)
    north, south = min(float(y.min()) for y in ys), max(float(y.max()) for y in ys)
    wide, high = max(east - west, _LEAST) * (1 + 2 * _MARGIN), max(south - north, _LEAST / 2) * (1 + 2 * _MARGIN)
    wide, high = max(wide, high / _HIGHEST), max(high, wide * _LOWEST)
    x, y = (west + east) / 2, (north + south) / 2
    return _view(meridian, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), frame)


def _view(meridian: float, box: tuple[float, float, float, float], frame: Frame) -> View:
    west, north, east, south = map(float, box)
    scale = (frame.right - frame.left) / (east - west)
    bottom = frame.top + (south - north) * scale
    return View(meridian, west, north, scale, frame.left, frame.top, frame.right, bottom)


def _land(code: str) -> tuple[Numbers, Numbers]:
    if code in outlined():
        return outlined()[code].largest()
    longitude, latitude = points()[code]
    return np.array([longitude]), np.array([latitude])


def _middle(found: Sequence[Numbers]) -> float:
    """The meridian opposite the widest stretch of longitudes that none of the rings touches."""
    taken = np.zeros(360, dtype=bool)
    for longitudes in found:
        low, high = int(np.floor(longitudes.min())), int(np.floor(longitudes.max()))
        taken[np.arange(low, high + 1) % 360] = True
    at = np.flatnonzero(taken)
    free = np.diff(np.append(at, at[0] + 360))
    widest = int(free.argmax())
    # From the end of the widest free stretch round to its begin.
    begin, end = float(at[widest] + free[widest]), float(at[widest] + 361)
    return from_meridian((begin + end) / 2, 0.0)


def _near(longitudes: Numbers, meridian: float) -> Numbers:
    """Longitudes counted from a meridian, a ring staying in one piece."""
    middle = float(longitudes.min() + longitudes.max()) / 2
    return longitudes - middle + from_meridian(middle, meridian)


@lru_cache(maxsize=8)
def land(view: View) -> tuple[Territory, ...]:
    """Give each state that the view shows, as far as it shows it."""
    found = []
    for outline in outlines():
        rings = [piece for ring in outline.rings for piece in _pieces(ring, view)]
        largest = max((area(ring) for ring in rings), default=0.0)
        kept = tuple(ring for ring in rings if area(ring) >= min(_CRUMB, largest))
        if kept:
            found.append(Territory(outline.code, outline.name, kept))
    return tuple(found)


def _pieces(ring: tuple[Numbers, Numbers], view: View) -> list[tuple[Point, ...]]:
    """A ring as the view shows it: each time round the earth that it is seen, cut at the sides."""
    found = []
    for turn in (-360.0, 0.0, 360.0):
        longitude, latitude = ring[0] - view.meridian + turn, ring[1]
        low, high = float(longitude.min()), float(longitude.max())
        if high <= -180 or low >= 180:
            continue
        if low < -180 or high > 180:
            cut = clipped(list(zip(longitude.tolist(), latitude.tolist(), strict=True)), -180, -90, 180, 90)
            longitude, latitude = (np.array(each) for each in zip(*cut, strict=True))
        x, y = view.canvas(longitude, latitude)
        if x.max() < view.left or x.min() > view.right or y.max() < view.top or y.min() > view.bottom:
            continue
        points = _fine(x.tolist(), y.tolist())
        if x.min() < view.left or x.max() > view.right or y.min() < view.top or y.max() > view.bottom:
            points = clipped(points, view.left, view.top, view.right, view.bottom)
        if len(points) > 2:
            found.append(tuple(points))
    return found


def _fine(xs: Sequence[float], ys: Sequence[float]) -> list[Point]:
    """Points that can be told apart; a ring too small for three of them keeps all."""
    kept = [(xs[0], ys[0])]
    for x, y in zip(xs, ys, strict=True):
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINE:
            kept.append((x, y))
    return kept if len(kept) > 2 else list(zip(xs, ys, strict=True))


def area(ring: Sequence[Point]) -> float:
    """Give the area of a ring in square pixels."""
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True))) / 2


def inside(ring: Sequence[Point]) -> Point:
    """Give a place for a name: the middle of the widest stretch of land on a few lines across a ring."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    sides = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    widest, found = -1.0, ring[0]
    for part in range(3, 10):
        y = top + (bottom - top) * part / 12
        crossed = sorted(a + (y - b) / (d - b) * (c - a) for (a, b), (c, d) in sides if (b > y) != (d > y))
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            if right - left > widest:
                widest, found = right - left, ((left + right) / 2, y)
    return found
