"""Turning points: where the regime changed, taken together from the probabilities of neighbouring periods."""

from typing import NamedTuple

import numpy as np

from comity.measurement.grid import Floats

# A turn is named where it is more likely than not that a new regime began within two periods of it.
CERTAIN = 0.5
_NEAR = 2
# Levels before and after are means over as many periods, or as many as lie between two turns.
AROUND = 6
# A new regime may leave the balance as it was (both rates new); a turn of the relation moves the level.
_LEAST_CHANGE = 0.5


class Turn(NamedTuple):
    """The period (its index) in which the regime changed, how probably, and the mean levels before and after."""

    at: int
    probability: float
    before: float
    after: float


def turns(turning: Floats, level: Floats, covered: Floats) -> tuple[Turn, ...]:
    """The turning points of a series: probabilities, levels and whether there was coverage, each (T,), in their order.

    Which month a regime began in is often less sure than that it began, so the probability is that of the period
    and the two before and after it together.
    """
    left = turning.copy()
    found: list[tuple[int, float]] = []
    while left.size:
        at = int(np.argmax(left))
        near = slice(max(0, at - _NEAR), at + _NEAR + 1)
        together = float(min(left[near].sum(), 1.0))
        if left[at] <= CERTAIN / (2 * _NEAR + 1):
            break
        if together >= CERTAIN:
            found.append((at, together))
        left[near] = 0
    found.sort()
    bounds = [0, *(at for at, _ in found), len(level)]
    made = []
    for number, (at, together) in enumerate(found):
        before = _mean(level, covered, max(bounds[number], at - AROUND), at)
        after = _mean(level, covered, at, min(bounds[number + 2], at + AROUND))
        if before is not None and after is not None and abs(after - before) >= _LEAST_CHANGE:
            made.append(Turn(at, together, before, after))
    return tuple(made)


def _mean(level: Floats, covered: Floats, first: int, last: int) -> float | None:
    known = covered[first:last] > 0
    return float(level[first:last][known].mean()) if known.any() else None
