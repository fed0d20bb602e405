"""What each period told by itself: the log-ratio of cooperation to conflict with its error, nothing smoothed over time.

The level of a relation is smoothed: its errors go over from one period to the next, and how long shocks last in it
says more about the smoother than about the relation. Formulas: docs/method/half-life.md.
"""

from functools import lru_cache
from math import lgamma

import numpy as np

from comity.measurement.grid import Floats
from comity.measurement.lagged import same_periods

# Added to counts before their logarithm, which makes the bias least (Haldane 1956; Anscombe 1956).
_HALF = 0.5
# Periods around each whose mean count stands for its expected one. The count itself would not do: it is low where its
# error is large, so errors and deviations would go together.
_AROUND = 9
# No period is expected to tell less: nine empty ones in a row don't show that nothing can happen.
_LEAST = 0.1
_MOST = 200.0


def own_balance(cooperation: Floats, conflict: Floats, exposure: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Give each period's log-ratio of cooperation to conflict and its standard error, (T,) each; NaN where not covered.

    `cooperation` and `conflict` (T,) are weighted counts that vary like counts of acts (sums of |intensity| over
    `UNIT`); `exposure` is for each of the two, (T,), how much was covered, 1 in a usual period, 0 where nothing was.
    """
    same_periods("balance", cooperation, conflict, *exposure)
    told = [_own(counts, exposed) for counts, exposed in zip((cooperation, conflict), exposure, strict=True)]
    return told[0][0] - told[1][0], np.sqrt(told[0][1] + told[1][1])


def _own(counts: Floats, exposed: Floats) -> tuple[Floats, Floats]:
    """The log-rate of each period and the variance of its error."""
    covered = np.isfinite(counts) & (exposed > 0)
    known, usual = counts[covered], exposed[covered]
    rate, variance = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    rate[covered] = np.log((known + _HALF) / usual)
    variance[covered] = _variance(usual * _around(known) / np.maximum(_around(usual), 1e-12))
    return rate, variance


def _around(values: Floats) -> Floats:
    """The mean of each value and those around it; at the ends of as many as there are."""
    sums = np.convolve(values, np.ones(_AROUND), "full")[_AROUND // 2 :][: len(values)]
    of = np.convolve(np.ones(len(values)), np.ones(_AROUND), "full")[_AROUND // 2 :][: len(values)]
    return np.asarray(sums / of)


def _variance(expected: Floats) -> Floats:
    """The variance of log(count + 1/2) of Poisson counts with these means; 1 / mean beyond `_MOST`."""
    means, variances = _table()
    inside = np.interp(np.log(np.clip(expected, _LEAST, _MOST)), np.log(means), variances)
    return np.where(expected > _MOST, 1 / np.maximum(expected, _MOST), inside)


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    """The variance at 200 means from `_LEAST` to `_MOST`, by the sum over counts."""
    means = np.exp(np.linspace(np.log(_LEAST), np.log(_MOST), 200))
    counts = np.arange(400)
    factorials = np.array([lgamma(count + 1) for count in counts])
    chances = np.exp(counts * np.log(means)[:, None] - means[:, None] - factorials)
    logs = np.log(counts + _HALF)
    return means, chances @ logs**2 - (chances @ logs) ** 2
