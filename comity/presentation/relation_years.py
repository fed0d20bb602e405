"""The years below a line of blocks."""

from collections.abc import Sequence

_STEPS = (1, 2, 5, 10, 20, 50, 100)
_YEAR = 4


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
