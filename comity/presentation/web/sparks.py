"""A spark: the balance of a dyad's acts by month as a small drawing, bars up for cooperation, down for conflict."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, HALF = 5, 12


@dataclass(frozen=True)
class Spark:
    """Strokes of an SVG of `width` by `height`: months above and below the line, of no acts, and those not covered."""

    width: int
    height: int
    up: str
    down: str
    none: str
    gap: str
    words: str


def spark(values: Sequence[float | None]) -> Spark:
    """Draw numbers by month; null is what lies before the record."""
    most = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    strokes: dict[str, list[str]] = {"up": [], "down": [], "none": [], "gap": []}
    for at, value in enumerate(values):
        x = at * STEP + 2
        if value is None:
            strokes["gap"].append(f"M{x} {HALF}h1")
        elif not value:
            strokes["none"].append(f"M{x - 1} {HALF}h3")
        else:
            size = max(round(abs(value) / most * (HALF - 1)), 2)
            strokes["up" if value > 0 else "down"].append(f"M{x} {HALF}v{-size if value > 0 else size}")
    up, down = (sum(1 for value in values if value and (value > 0) == way) for way in (True, False))
    words = f"{len(values)} months: {up} more cooperative, {down} more conflictual, {_quiet(values)} without a balance"
    drawn = {name: "".join(parts) for name, parts in strokes.items()}
    return Spark(len(values) * STEP, 2 * HALF, words=words, **drawn)


def _quiet(values: Sequence[float | None]) -> int:
    return sum(1 for value in values if not value)
