"""How long until half of a shock to a relation is gone, with its uncertainty."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from comity.measurement.grid import Floats
from comity.measurement.lagged import same_periods
from comity.model import Interval

LEAST_PERIODS = 24
# A period begins a new regime where that is likelier than not.
TURNED = 0.5
# 90% of a chi-squared with one degree of freedom.
_WITHIN = 2.7055
# Even on the scale of atanh: close together near 1, where half-lives change fastest; the last one stands for 1.
_PHI = np.append(np.tanh(np.linspace(-1.2, 3.6, 97)), 1 - 1e-7)
# Innovations, in standard deviations of a period's change.
_SCALES = np.exp(np.linspace(np.log(0.01), np.log(3), 58))


@dataclass(frozen=True)
class Persistence:
    """The AR(1) coefficient a period, its 90% interval, and the periods that it rests on.

    `unit_root` says that the interval holds 1, `low` and `high` are cut at the ends of the grid (-0.83 and 1).
    """

    estimate: float
    low: float
    high: float
    unit_root: bool
    n: int


def half_life(balance: Floats, deviation: Floats, turning: Floats) -> tuple[Interval | None, str | None]:
    """Give ln 0.5 / ln phi in periods with its 90% interval, or null with the reason.

    `balance` and `deviation` (T,) are each period's estimate and its standard error, NaN where not covered, each error
    its own (see `own_balance`): a level that was smoothed over time would show how long the smoother remembers.
    `turning` (T,) are the probabilities of a new regime. A half-life of 0 says that nothing of a shock is left after
    one period. Formulas: docs/method/half-life.md.
    """
    same_periods("half-life", balance, deviation, turning)
    starts = np.nan_to_num(turning) >= TURNED
    known = int((np.isfinite(balance) & np.isfinite(deviation)).sum())
    if known < LEAST_PERIODS:
        return None, f"no half-life: {known} of {LEAST_PERIODS} periods needed are known"
    found = persistence(balance, deviation, starts)
    if found is None:
        return None, f"no half-life: the balance is the same in all {known} periods"
    if found.unit_root and found.low <= 0:
        return None, f"no half-life: in {found.n} periods shocks can't be told from errors"
    if found.unit_root:
        return None, f"no half-life: in {found.n} periods shocks can't be told from ones that never fade"
    mean, low, high = (_periods(phi) for phi in (found.estimate, found.low, found.high))
    return Interval(mean, low, high, found.n, "periods"), None


def persistence(balance: Floats, deviation: Floats, starts: npt.NDArray[np.bool_]) -> Persistence | None:
    """Estimate the AR(1) coefficient of deviations from the regimes' means.

    Null below `LEAST_PERIODS` known periods, and where all are the same. The balance is the regime's mean plus an
    AR(1) plus an error of the known `deviation`, so that errors do not pass for shocks that fade at once. Regimes begin
    at `starts`. The likelihood is restricted (means integrated out), and the interval holds the coefficients whose
    profile lies within 90% of a chi-squared. Sources: errors in autoregressions, Staudenmayer & Buonaccorsi 2005; the
    restricted likelihood near 1, Chen & Deo 2009.
    """
    known = np.isfinite(balance) & np.isfinite(deviation)
    n = int(known.sum())
    changes = np.diff(balance[known]) if n > 1 else np.zeros(1)
    scale = float(changes.std())
    if n < LEAST_PERIODS or scale < 1e-9:
        return None
    phi, innovation = np.meshgrid(_PHI, (scale * _SCALES) ** 2, indexing="ij")
    likelihood = _restricted(np.where(known, balance, np.nan), deviation**2, starts, phi, innovation)
    profile = _peaks(likelihood)
    best = int(profile.argmax())
    inside = np.flatnonzero(2 * (profile[best] - profile) <= _WITHIN)
    return Persistence(
        estimate=_peak_place(profile, best),
        low=_crossing(profile, int(inside[0]), -1),
        high=_crossing(profile, int(inside[-1]), 1),
        unit_root=bool(inside[-1] == len(_PHI) - 1),
        n=n,
    )


def _restricted(
    balance: Floats, errors: Floats, starts: npt.NDArray[np.bool_], phi: Floats, innovation: Floats
) -> Floats:
    """The restricted log-likelihood at each (phi, innovation variance), by a Kalman filter over all of them at once.

    Each regime's mean is integrated out: the filter runs over the balances and over a constant alike (the augmented
    filter of de Jong 1991), and the regime begins in its stationary distribution.
    """
    total = np.zeros_like(phi)
    stationary = innovation / (1 - phi**2)
    state = constant = spread = squares = crossed = weight = logs = np.zeros_like(phi)
    seen = 0
    for t, (value, error) in enumerate(zip(balance, errors, strict=True)):
        if t == 0 or starts[t]:
            if seen:
                total = total + _closed(squares, crossed, weight, logs)
            state = constant = squares = crossed = weight = logs = np.zeros_like(phi)
            spread, seen = stationary, 0
        if np.isfinite(value):
            variance = spread + error
            gain = spread / variance
            off, left = value - state, 1.0 - constant
            squares, crossed = squares + off**2 / variance, crossed + off * left / variance
            weight, logs = weight + left**2 / variance, logs + np.log(variance)
            state, constant = state + gain * off, constant + gain * left
            spread = spread * (1 - gain)
            seen += 1
        state, constant, spread = phi * state, phi * constant, phi**2 * spread + innovation
    return total + _closed(squares, crossed, weight, logs) if seen else total


def _closed(squares: Floats, crossed: Floats, weight: Floats, logs: Floats) -> Floats:
    """A regime's restricted log-likelihood from the sums of its filter."""
    return np.asarray(-0.5 * (logs + np.log(weight) + squares - crossed**2 / weight))


def _peaks(likelihood: Floats) -> Floats:
    """The largest likelihood of each row, by a parabola through its largest point and the two beside it."""
    rows = np.arange(len(likelihood))
    at = likelihood.argmax(axis=1)
    inner = np.clip(at, 1, likelihood.shape[1] - 2)
    before, here, after = (likelihood[rows, inner + by] for by in (-1, 0, 1))
    bend = before - 2 * here + after
    risen = here - (after - before) ** 2 / (8 * np.where(bend < 0, bend, -1.0))
    return np.asarray(np.where((at == inner) & (bend < 0), risen, likelihood[rows, at]))


def _peak_place(profile: Floats, best: int) -> float:
    """The coefficient at the top of the profile; on the atanh scale the grid is even, so a parabola finds it."""
    if best == 0 or best >= len(_PHI) - 2:
        return float(min(_PHI[best], 1.0))
    before, here, after = profile[best - 1 : best + 2]
    bend = before - 2 * here + after
    step = 0.5 * (before - after) / bend if bend < 0 else 0.0
    place = np.arctanh(_PHI[best]) + step * (np.arctanh(_PHI[1]) - np.arctanh(_PHI[0]))
    return float(np.tanh(place))


def _crossing(profile: Floats, edge: int, way: int) -> float:
    """Where the profile leaves the interval beyond its last point inside, by a straight line to the next one."""
    beyond = edge + way
    if not 0 <= beyond < len(_PHI):
        return float(round(_PHI[edge], 6))
    bound = profile.max() - _WITHIN / 2
    part = (profile[edge] - bound) / (profile[edge] - profile[beyond])
    return float(_PHI[edge] + part * (_PHI[beyond] - _PHI[edge]))


def _periods(phi: float) -> float:
    return float(np.log(0.5) / np.log(phi)) if phi > 0 else 0.0
