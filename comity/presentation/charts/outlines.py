"""Outlines of states, and points for those too small to have one: Natural Earth 1:110m and the codebook's capitals."""

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from comity import codebook
from comity.presentation.charts.projection import Numbers
from comity.presentation.charts.shapes import Point

DATA = files("comity.presentation.charts") / "data"
SOURCE = "Natural Earth 1:110m, version 4.1.0"


class Outline(msgspec.Struct, frozen=True):
    """A state by its code, null where ISO 3166-1 has none, and its rings in degrees, longitude and latitude."""

    code: str | None
    name: str
    rings: tuple[tuple[Numbers, Numbers], ...]

    def largest(self) -> tuple[Numbers, Numbers]:
        """Give the ring of most degrees: the mainland, where there is one."""
        return max(self.rings, key=lambda ring: float(np.ptp(ring[0]) * np.ptp(ring[1])))


@lru_cache(maxsize=1)
def outlines() -> tuple[Outline, ...]:
    """Give all outlines of the table, in its order."""
    return tuple(
        Outline(row["code"] or None, row["name"], tuple(map(_ring, row["rings"].split("|"))))
        for row in _table("outlines.csv")
    )


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def _ring(text: str) -> tuple[Numbers, Numbers]:
    steps = np.array(text.split(), dtype=np.float64).reshape(-1, 2).cumsum(axis=0) / 100
    return steps[:, 0], steps[:, 1]


@lru_cache(maxsize=1)
def outlined() -> dict[str, Outline]:
    """Give the outlines of states that have a code, by it."""
    return {each.code: each for each in outlines() if each.code}


@lru_cache(maxsize=1)
def points() -> dict[str, tuple[float, float]]:
    """Give longitude and latitude of each state of the codebook: its capital, else a point of a table by hand."""
    found = {
        code: (state.longitude, state.latitude)
        for code, state in codebook.states().items()
        if state.longitude is not None and state.latitude is not None
    }
    for row in _table("points.csv"):
        found.setdefault(row["code"], (float(row["longitude"]), float(row["latitude"])))
    return found


@lru_cache(maxsize=1)
def dotted() -> tuple[str, ...]:
    """Give the codes of today's states and territories that have no outline, in the codebook's order."""
    return tuple(
        code
        for code, state in codebook.states().items()
        if code not in outlined() and code in points() and not state.until
    )


def clipped(ring: Sequence[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Give the part of a ring inside a box, after Sutherland and Hodgman (1974); empty if none is."""
    found = list(ring)
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if not found:
            break
        given, found = found, []
        before = given[-1]
        for point in given:
            inside, was = (point[axis] - bound) * sign >= 0, (before[axis] - bound) * sign >= 0
            if inside != was:
                part = (bound - before[axis]) / (point[axis] - before[axis])
                found.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if inside:
                found.append(point)
            before = point
    return found
