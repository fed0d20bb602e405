"""Values of states as a few steps of shade, each with a pattern of its own, so that colour alone tells nothing."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from comity.model import Quad
from comity.presentation.charts.keys import Key
from comity.presentation.charts.palette import (
    BORDER,
    FAINT_TURN,
    LAND,
    LEVEL,
    PAPER,
    SOFT,
    SORTS,
    PatternName,
)
from comity.presentation.charts.shapes import Patch, Single
from comity.presentation.charts.view import Rings

Measure = Literal["count", "level"]
_MOST_STEPS = 5
_ROUND = tuple(lead * 10**zeros for zeros in range(13) for lead in (1, 2, 5))
_COOPERATION, _CONFLICT = SORTS["material cooperation"].colour, SORTS["material conflict"].colour


class Look(msgspec.Struct, frozen=True):
    """How land is filled."""

    colour: str
    opacity: float = 1.0
    pattern: PatternName | None = None
    ink: str = SOFT


class Step(msgspec.Struct, frozen=True):
    """Values from `low` up to but not including `high`, in words, and how they look."""

    low: float
    high: float
    text: str
    look: Look


ZERO = Look(PAPER)
NOT_OBSERVED = Look(LAND, 1.0, "sparse", FAINT_TURN)
# From light to dark; the pattern and not only the shade grows denser.
_SHADES: tuple[tuple[float, PatternName | None], ...] = (
    (0.18, None), (0.22, "dots"), (0.36, "lines"), (0.5, "crossed"), (0.95, None),
)  # fmt: skip
_LEVELS = (
    Step(-10, -6, "−10 to −6, conflict", Look(_CONFLICT, 0.9)),
    Step(-6, -2, "−6 to −2", Look(_CONFLICT, 0.3, "lines", _CONFLICT)),
    Step(-2, 2, "−2 to 2", Look(SOFT, 0.12)),
    Step(2, 6, "2 to 6", Look(_COOPERATION, 0.3, "dots", _COOPERATION)),
    Step(6, 10.001, "6 to 10, cooperation", Look(_COOPERATION, 0.9)),
)


def steps(values: Sequence[float], measure: Measure, quad: Quad | None) -> tuple[Step, ...]:
    """Give the steps that values are shaded in: of counts at most five up to the largest, of levels always the same.

    Counts step at 1, 2, 5, 10, ... or at every second or third of these, whatever reaches far enough; up to five
    each number has its own. Zero is no step of counts.
    """
    if measure == "level":
        return _LEVELS
    most = int(max(values, default=0))
    colour = SORTS[quad].colour if quad else LEVEL
    bounds = list(range(1, most + 2)) if most <= _MOST_STEPS else _bounds(most)
    found = []
    for (low, high), at in zip(pairwise(bounds), _places(len(bounds) - 1), strict=True):
        opacity, pattern = _SHADES[at]
        text = f"{low:,}" if high == low + 1 else f"{low:,}–{high - 1:,}"
        found.append(Step(low, high, text, Look(colour, opacity, pattern, colour)))
    return tuple(found)


def _bounds(most: int) -> list[int]:
    for stride in range(1, len(_ROUND) // _MOST_STEPS):
        found = list(_ROUND[: _MOST_STEPS * stride + 1 : stride])
        if found[-1] > most:
            return found[: next(at for at, low in enumerate(found) if low > most) + 1]
    return [1, most + 1]


def _places(count: int) -> list[int]:
    """Which shades to take for so many steps: the ends, and what lies evenly between."""
    if count <= 1:
        return [2][:count]
    return [round(at * (_MOST_STEPS - 1) / (count - 1)) for at in range(count)]


def look_of(value: float | None, found: Sequence[Step], measure: Measure) -> Look:
    """Give how a state of a value is filled: null is not observed, and no count is zero, which look different."""
    if value is None:
        return NOT_OBSERVED
    if measure == "count" and value == 0:
        return ZERO
    return next((step.look for step in found if step.low <= value < step.high), found[-1].look)


def patch(rings: Rings, look: Look) -> list[Single]:
    """Give land as filled; what shines through is on paper, not on what lies beneath."""
    return [Patch(rings, look.colour, look.opacity, BORDER, 0.5, look.pattern, look.ink)]


def shade_keys(found: Sequence[Step], measure: Measure, *, zero: bool, missing: bool) -> list[Key]:
    """Give the key of the steps, with zero and with what was not observed where the map has them."""
    looks = [(step.look, step.text) for step in found]
    looks = ([(ZERO, "0")] if zero and measure == "count" else []) + looks
    looks += [(NOT_OBSERVED, "not observed")] if missing else []
    return [_key(look, text) for look, text in looks]


def _key(look: Look, text: str) -> Key:
    def sample(x: float, y: float) -> list[Single]:
        return patch((((x, y - 5), (x + 18, y - 5), (x + 18, y + 5), (x, y + 5)),), look)

    return Key(18, sample, text)
