"""How one series goes before another: correlations of what is new in both, with intervals that hold jointly.

Shared by reciprocity and triads; formulas in docs/method/reciprocity.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from comity.errors import UsageError
from comity.measurement.grid import Floats

# Fewer complete periods give nothing: below, joint intervals are wider than any association that relations show.
LEAST_PERIODS = 30
# A side with fewer periods of any acts is a handful of acts; its correlations are those of their dates.
LEAST_ACTIVE = 8
# For the notes of a relation that shows no associations.
TOO_LITTLE = f"fewer than {LEAST_PERIODS} complete periods are known, or fewer than {LEAST_ACTIVE} have acts of a side"
SHARE = 0.90
DRAWS = 999
_MOST_OWN_LAGS = 4
# What the residuals of a series usually cost: a constant and two own values; with a common series three more.
_TERMS, _COMMON_TERMS = 3, 3


@dataclass(frozen=True)
class Pair:
    """Two series of the same periods (T,): does `earlier`, `lag` periods before, go before `later`?"""

    later: Floats
    earlier: Floats
    lag: int


@dataclass(frozen=True)
class Lagged:
    """A correlation in -1..1 with its 90% interval, from `n` periods."""

    estimate: float
    low: float
    high: float
    n: int


def same_periods(subject: str, *series: Floats | None) -> None:
    """Raise `UsageError` unless all series given are of one dimension and as many periods."""
    if len({np.shape(each) for each in series if each is not None}) > 1 or any(
        each is not None and np.ndim(each) != 1 for each in series
    ):
        raise UsageError(subject, "the series are not of the same periods", "give one number a period for each")


def active(counts: Floats) -> bool:
    """Whether a series of counts has acts in enough periods, and is not the same in all."""
    known = counts[np.isfinite(counts)]
    return bool((known > 0).sum() >= LEAST_ACTIVE and np.ptp(known) > 0)


# Blocks that are short beside the record tell a little too little variance. Without it, 6 to 12 in 100
# unrelated pairs showed an association, of 300 each of eight kinds; with it 4 to 10 of seven kinds.
_WIDENED = 1.04


def terms(common: Floats | None) -> int:
    """How many terms `news` usually takes to fit one series, for the width of intervals."""
    return _TERMS + (_COMMON_TERMS if common is not None else 0)


def news(series: Floats, common: Floats | None = None) -> Floats:
    """What is new in each period of a series: its residuals (T,), NaN where they can't be known.

    Out go a constant, the series' own last values, and the `common` series (T,) now and at the same lags. How many of
    its own values, one to four, Akaike's criterion says. Each residual is divided so that all have variance 1.
    """
    made = [_residuals(series, common, own, _MOST_OWN_LAGS) for own in range(1, _MOST_OWN_LAGS + 1)]
    known = [each for each in made if each is not None]
    if not known:
        return np.full(len(series), np.nan)
    chosen = min(known, key=lambda each: each[0])[1]
    deviation = np.nanstd(chosen)
    return chosen / deviation if deviation > 1e-9 else np.full(len(series), np.nan)


def correlations(pairs: Sequence[Pair], *, taken: int = 0, seed: int = 0, draws: int = DRAWS) -> tuple[Lagged, ...]:
    """Correlate each pair; in 90% of records all intervals hold at once, so that the largest may be picked out.

    Only periods in which all pairs are known count; nothing is given below `LEAST_PERIODS` of them. `taken` counts
    the terms that the residuals of one series were fitted with. Intervals come from the stationary bootstrap of whole
    periods (Politis & Romano 1994) with blocks of 1.5 n**(1/3) periods in the mean, on Fisher's scale, and are never
    narrower than those of independent periods.
    """
    if not pairs:
        return ()
    later = np.stack([each.later for each in pairs], axis=1)
    earlier = np.stack([_later_by(each.earlier, each.lag) for each in pairs], axis=1)
    known = np.isfinite(later).all(axis=1) & np.isfinite(earlier).all(axis=1)
    n = int(known.sum())
    if n < LEAST_PERIODS:
        return ()
    later, earlier = later[known], earlier[known]
    even = np.ones((1, n))
    estimates = _fisher(even, later, earlier)[0]
    drawn = _fisher(_weights(n, draws, seed), later, earlier)
    deviation = drawn.std(axis=0)
    width = np.maximum(deviation, 1 / np.sqrt(n - 3)) * np.sqrt(n / (n - taken)) * _WIDENED
    reach = np.quantile(np.abs((drawn - drawn.mean(axis=0)) / deviation).max(axis=1), SHARE) * width
    return tuple(
        Lagged(float(np.tanh(z)), float(np.tanh(z - by)), float(np.tanh(z + by)), n)
        for z, by in zip(estimates, reach, strict=True)
    )


def block_draws(n: int, draws: int, block: float, seed: int) -> npt.NDArray[np.int64]:
    """Draw periods 0..n-1 again, (draws, n), in blocks of geometric length with mean `block`.

    The end is joined to the start. Source: the stationary bootstrap, Politis & Romano 1994.
    """
    chance = np.random.default_rng(seed)
    opens = chance.random((draws, n)) < 1 / block
    opens[:, 0] = True
    places = np.arange(n)
    opened = np.maximum.accumulate(np.where(opens, places, 0), axis=1)
    starts = np.take_along_axis(chance.integers(0, n, (draws, n)), opened, axis=1)
    return np.asarray((starts + places - opened) % n)


def _weights(n: int, draws: int, seed: int) -> Floats:
    """How often each draw takes each period, (draws, n)."""
    drawn = block_draws(n, draws, max(2.0, 1.5 * n ** (1 / 3)), seed)
    cells = (drawn + n * np.arange(draws)[:, None]).ravel()
    return np.bincount(cells, minlength=draws * n).reshape(draws, n).astype(np.float64)


def _fisher(weights: Floats, later: Floats, earlier: Floats) -> Floats:
    """Fisher's z of weighted correlations: weights (D, n), columns (n, P) to (D, P)."""
    n = weights.shape[1]

    def mean(of: Floats) -> Floats:
        return np.asarray(weights @ of / n)

    x, y = mean(later), mean(earlier)
    together = mean(later * earlier) - x * y
    apart = (mean(later**2) - x**2) * (mean(earlier**2) - y**2)
    return np.asarray(np.arctanh(np.clip(together / np.sqrt(np.maximum(apart, 1e-12)), -0.999, 0.999)))


def _later_by(series: Floats, lag: int) -> Floats:
    moved = np.full(len(series), np.nan)
    moved[lag:] = series[: len(series) - lag]
    return moved


def _residuals(series: Floats, common: Floats | None, own: int, most: int) -> tuple[float, Floats] | None:
    """Akaike's criterion and the residuals (T,) of a series after `own` of its values; null where too little is known.

    All orders up to `most` are compared on the same periods.
    """
    columns = [np.ones(len(series)), *(_later_by(series, lag) for lag in range(1, own + 1))]
    needed = np.isfinite(_later_by(series, most))
    if common is not None:
        columns += [_later_by(common, lag) for lag in range(own + 1)]
    design = np.stack(columns, axis=1)
    usable = np.isfinite(design).all(axis=1) & np.isfinite(series)
    compared = usable & needed
    if compared.sum() < 2 * design.shape[1] + 4:
        return None
    fitted, *_ = np.linalg.lstsq(design[usable], series[usable], rcond=None)
    left = np.full(len(series), np.nan)
    left[usable] = series[usable] - design[usable] @ fitted
    n = int(compared.sum())
    criterion = n * np.log(max(float(np.mean(left[compared] ** 2)), 1e-12)) + 2 * design.shape[1]
    return float(criterion), left
