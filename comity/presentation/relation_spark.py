"""A level over time as one line of blocks, with the years below it."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_YEAR = 4
_LEAST_SPAN = 5.0


def sparkline(values: Sequence[float | None], *, width: int) -> str:
    """Give levels as blocks between their least and their greatest; a gap is a dot.

    Levels that hardly move are drawn flat: the blocks span at least a quarter of the scale. A line longer than
    `width` is parted into buckets of neighbours, each as high as the mean of what it holds.
    """
    buckets = _buckets(values, width)
    known = [value for value in buckets if value is not None]
    if not known:
        return GAP * len(buckets)
    middle, span = (min(known) + max(known)) / 2, max(max(known) - min(known), _LEAST_SPAN)

    def block(value: float) -> str:
        return BLOCKS[round(((value - middle) / span + 0.5) * (len(BLOCKS) - 1))]

    return "".join(GAP if value is None else block(value) for value in buckets)


def years_below(starts: Sequence[str], *, width: int) -> str:
    """Give the years that belong below a sparkline of periods, each at the column of its first period."""
    columns = min(width, len(starts))
    if columns == 0:
        return ""
    first: dict[int, int] = {}
    for at, start in enumerate(starts):
        first.setdefault(int(start[:4]), at * columns // len(starts))
    # Years are named at even distances, wide enough apart that two never touch.
    step = next((each for each in _STEPS if columns / len(first) * each >= _YEAR + 1), _STEPS[-1])
    # A short time is named from its beginning, a long one at round years.
    since = next(iter(first)) if step <= _STEPS[1] else 0
    line = ""
    for year, column in first.items():
        if (year - since) % step == 0 and len(line) + bool(line) <= column <= width - _YEAR:
            line = line.ljust(column) + str(year)
    return line


def _buckets(values: Sequence[float | None], width: int) -> list[float | None]:
    if len(values) <= width:
        return list(values)
    cuts = [ceil(at * len(values) / width) for at in range(width + 1)]
    return [_mean(values[start:end]) for start, end in pairwise(cuts)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
