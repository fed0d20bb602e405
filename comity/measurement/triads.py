"""A relation in its triad: whether pressure from an outside state comes before closeness of the two."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from comity.measurement.grid import Floats
from comity.measurement.lagged import Pair, active, correlations, news, same_periods, terms
from comity.model import Association


def triads(
    pressures: Mapping[str, Floats],
    level: Floats,
    *,
    dyad: str,
    common: Floats | None = None,
    lags: int = 6,
    seed: int = 0,
) -> tuple[Association, ...]:
    """Associations of each outside state's conflict with the dyad's later change of level, lags 1..`lags`.

    `pressures` gives by state the counts (T,) of its conflict (see `pressure`), `level` (T,) the dyad's level, NaN
    where not covered; `common` (T,) is as for `reciprocity`. A positive estimate says that the two came closer after
    pressure. The 90% intervals hold together over all states and lags of one call. States with too few acts are left
    out; nothing is given with fewer than `LEAST_PERIODS` complete periods.

    This is an association, never a cause. Source: Goldstein & Freeman 1990, Goldstein & Pevehouse 1997 on triads in
    event data. Formulas: docs/method/triads.md.
    """
    same_periods("triads", level, common, *pressures.values())
    attention = None if common is None else np.log1p(common)
    change = news(np.concatenate([[np.nan], np.diff(level)]))
    told = [
        (f"conflict by {state} before a closer {dyad}", Pair(change, outside, lag))
        for state, counts in pressures.items()
        if active(counts)
        for outside in [news(np.log1p(counts), attention)]
        for lag in range(1, lags + 1)
    ]
    found = correlations([pair for _, pair in told], taken=terms(common), seed=seed)
    return tuple(
        Association("triad", what, pair.lag, each.estimate, each.low, each.high, each.n)
        for (what, pair), each in zip(told, found, strict=False)
    )


def pressure(towards_first: Floats, towards_second: Floats, *, on: Literal["either", "both"] = "either") -> Floats:
    """The conflict (T,) of an outside state with a dyad: on either side (their sum), or on both (the lesser of two)."""
    same_periods("pressure", towards_first, towards_second)
    return towards_first + towards_second if on == "either" else np.minimum(towards_first, towards_second)


def neighbours(counts: Mapping[str, float], dyad: str, n: int = 3) -> tuple[str, ...]:
    """The `n` outside states that deal most with both sides of a dyad, the most first.

    `counts` gives acts by dyad ("CHL-PER"). A state counts by the lesser of its acts with either side, so that a great
    power that deals with one of them only is none; ties go by code.
    """
    sides = dyad.split("-")
    dealings: dict[str, dict[str, float]] = {}
    for pair, acts in counts.items():
        first, _, second = pair.partition("-")
        for side, other in ((first, second), (second, first)):
            if side in sides and other not in sides:
                mine = dealings.setdefault(other, {})
                mine[side] = mine.get(side, 0) + acts
    shared = {state: min(mine.get(side, 0) for side in sides) for state, mine in dealings.items()}
    ranked = sorted((-acts, state) for state, acts in shared.items() if acts > 0)
    return tuple(state for _, state in ranked[:n])
