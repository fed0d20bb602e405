"""Whether one side answers the other in kind, and how soon."""

from typing import Literal

import numpy as np

from comity.errors import UsageError
from comity.measurement.grid import Floats
from comity.measurement.lagged import Pair, active, correlations, news, same_periods, terms
from comity.model import Association


def reciprocity(
    first: Floats,
    second: Floats,
    *,
    names: tuple[str, str],
    of: Literal["conflict", "cooperation"] = "conflict",
    common: Floats | None = None,
    lags: int = 4,
    seed: int = 0,
) -> tuple[Association, ...]:
    """Associations of two directions: lag 0 once, then each side's answers to the other at lags 1..`lags`.

    `first` (T,) are rates or counts of acts a period by `names[0]` towards `names[1]`, `second` the other way round;
    NaN where nothing was covered. `common` (T,) is what moves both and is told by neither, best all that the coders
    read about other dyads. The sum of these two is refused: what one side has less of it, the other has more of.

    Correlations are of what is new in log(1 + count), and their 90% intervals hold together over all rows: with no
    reciprocity at all, at most 10 in 100 records show one that excludes 0. Nothing is given with fewer than
    `LEAST_PERIODS` complete periods, or acts of a side in fewer than `LEAST_ACTIVE`. `seed` is of the bootstrap.

    Sources: Goldstein & Freeman 1990; Goldstein & Pevehouse 1997; Haugh 1976. Formulas: docs/method/reciprocity.md.
    """
    same_periods("reciprocity", first, second, common)
    if common is not None and np.array_equal(common, first + second, equal_nan=True):
        raise UsageError("reciprocity", "the common series is the sum of the two sides", "give what was read of others")
    if not active(first) or not active(second):
        return ()
    attention = None if common is None else np.log1p(common)
    new = [news(np.log1p(each), attention) for each in (first, second)]
    told: list[tuple[str, Pair]] = [(f"{of} of {names[0]} and {names[1]} in the same period", Pair(new[0], new[1], 0))]
    for actor, other in ((0, 1), (1, 0)):
        what = f"{names[actor]} answers {names[other]}'s {of} in kind"
        told += [(what, Pair(new[actor], new[other], lag)) for lag in range(1, lags + 1)]
    found = correlations([pair for _, pair in told], taken=terms(common), seed=seed)
    return tuple(
        Association("reciprocity", what, pair.lag, each.estimate, each.low, each.high, each.n)
        for (what, pair), each in zip(told, found, strict=False)
    )


def strongest(rows: tuple[Association, ...]) -> tuple[Association, ...]:
    """Of each `what` the row whose interval stands farthest from 0, in the order given.

    The intervals hold for all rows at once, so none needs widening for having been picked. Of intervals that hold 0
    the largest correlation is taken.
    """
    best: dict[str, Association] = {}
    for row in rows:
        if row.what not in best or _clear(row) > _clear(best[row.what]):
            best[row.what] = row
    return tuple(best.values())


def _clear(row: Association) -> tuple[float, float]:
    return max(row.low, -row.high, 0.0), abs(row.estimate)
