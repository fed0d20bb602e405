"""The level of a relation from counts: two log-rates a directed dyad, and one number from -10 to 10 with its band."""

from dataclasses import dataclass

import numpy as np

from comity.measurement.gammas import digamma, log_gamma, trigamma
from comity.measurement.grid import Dynamics, Floats, points, smooth

COOPERATION, CONFLICT = 0, 1
# A weighted count is a sum of intensities over this, so that it varies like a count of acts: the mean of squared
# intensities over their mean, on PLOVER's scale, of the acts between states in the public ICEWS sample of 2005-2015.
UNIT = (4.2, 6.4)
# Dyads smoothed together: their states take 3 MB a hundred periods each.
_TOGETHER = 48


@dataclass(frozen=True)
class Counts:
    """Weighted counts of N directed dyads by K coders in T periods.

    `weights` is (N, 2, K, T): sums of |intensity| of cooperative and conflictual acts in `UNIT`s. `exposure` is (K, T):
    what the coder covered, 1 in a usual period, 0 where it covered nothing.
    """

    weights: Floats
    exposure: Floats


@dataclass(frozen=True)
class Prior:
    """What is known of a dyad before its own acts: mean log-rates of the channels, worth `acts` acts of evidence."""

    means: tuple[float, float]
    acts: tuple[float, float]


@dataclass(frozen=True)
class Levels:
    """Measures of N directed dyads in T periods, each (N, T); the band is of 90%.

    `cooperation` and `conflict` are rates in intensity points a period at usual exposure. `balance` is the mean of the
    difference of their logarithms, `deviation` its standard deviation. `evidence` (N,) is the log-likelihood up to
    what no parameter changes, `means` (N, 2) the dyads' mean log-rates, `effects` (N, 2, K) the log-ratios of the
    coders to the first of them.
    """

    level: Floats
    low: Floats
    high: Floats
    balance: Floats
    deviation: Floats
    cooperation: Floats
    conflict: Floats
    turning: Floats
    evidence: Floats
    means: Floats
    effects: Floats


def level_of(cooperation: Floats, conflict: Floats) -> Floats:
    """The map from the two rates (intensity points a period) to the level: 10 times their balance, in -10..10.

    It rises with cooperation and falls with conflict, and does not change when both are told of more by the same
    factor.
    """
    return np.asarray(10 * (cooperation - conflict) / (cooperation + conflict))


def measure(counts: Counts, dynamics: Dynamics, prior: Prior) -> Levels:
    """Measure all dyads of the counts; periods without coverage get the band that the walk alone gives."""
    effects = source_effects(counts)
    means = mean_rates(counts, prior, effects)
    parts = [
        _measured(counts.weights[part], counts.exposure, means[part], effects[part], dynamics)
        for part in (slice(at, at + _TOGETHER) for at in range(0, len(means), _TOGETHER))
    ]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Levels(**joined, means=means, effects=effects)


def source_effects(counts: Counts) -> Floats:
    """Log-ratios (N, 2, K) of each coder's rate to the first coder's in the periods that both covered.

    Each is shrunk towards 0 by four acts of evidence on either side; a coder that shares no period with the first
    one has 0.
    """
    both = (counts.exposure > 0) & (counts.exposure[:1] > 0)
    told = (counts.weights * both).sum(axis=3)
    reference = (counts.weights[:, :, :1] * both).sum(axis=3)
    covered = (counts.exposure * both).sum(axis=1)
    beside = (counts.exposure[:1] * both).sum(axis=1)
    share = np.divide(covered, beside, out=np.ones_like(covered), where=beside > 0)
    found = np.log((told + 4) / (reference * share + 4))
    found[:, :, 0] = 0
    return np.asarray(np.where(covered > 0, found, 0.0))


def mean_rates(counts: Counts, prior: Prior, effects: Floats) -> Floats:
    """Give the mean log-rates (N, 2): the dyad's own, drawn to the prior's as far as its acts are few."""
    # Acts told of a period that nobody covered, as of a state not yet founded, are no part of the rate.
    share = (counts.exposure > 0) * _share(counts.exposure)
    told = (counts.weights * share).sum(axis=(2, 3))
    exposed = (np.exp(effects) * (counts.exposure * share).sum(axis=1)).sum(axis=2)
    acts = np.array(prior.acts)
    return np.asarray(np.log((told + acts) / (exposed + acts / np.exp(prior.means))))


def _share(exposure: Floats) -> Floats:
    """What each coder's counts are worth in each period (T,): coders tell of the same acts, so all no more than one."""
    return np.asarray(1 / np.maximum((exposure > 0).sum(axis=0), 1))


def _measured(
    weights: Floats, exposure: Floats, means: Floats, effects: Floats, dynamics: Dynamics
) -> dict[str, Floats]:
    channels = [
        _Channel.of(weights[:, each], exposure, means[:, each], effects[:, each], dynamics.dispersion[each])
        for each in (COOPERATION, CONFLICT)
    ]
    smoothed = smooth(channels[0].likelihood, channels[1].likelihood, dynamics)
    states = smoothed.states
    marginal = (states.sum(axis=3), states.sum(axis=2))
    centre, spread, rates = [], [], []
    for channel, mass in zip(channels, marginal, strict=True):
        mean = (mass * channel.log_rate).sum(axis=2)
        centre.append(mean)
        spread.append((mass * (channel.log_rate - mean[:, :, None]) ** 2).sum(axis=2) + channel.variance)
        rates.append((mass * channel.rate).sum(axis=2))
    off = [channel.log_rate - mean[:, :, None] for channel, mean in zip(channels, centre, strict=True)]
    together = np.einsum("ntij,nti,ntj->nt", states, off[0], off[1], optimize=True)
    apart = centre[0] - centre[1] + np.log(UNIT[0] / UNIT[1])
    deviation = np.sqrt(np.maximum(spread[0] + spread[1] - 2 * together, 1e-9))
    return {
        "level": sum(weight * _level(apart + at * deviation) for at, weight in _NORMAL),
        "low": _level(apart - _NINETY * deviation),
        "high": _level(apart + _NINETY * deviation),
        "balance": apart,
        "deviation": deviation,
        "cooperation": UNIT[0] * rates[0],
        "conflict": UNIT[1] * rates[1],
        "turning": smoothed.turning,
        "evidence": smoothed.evidence + channels[0].constant + channels[1].constant,
    }


def _level(balance: Floats) -> Floats:
    """The level of a difference of log-rates: `level_of`, written for it."""
    return np.asarray(10 * np.tanh(balance / 2))


@dataclass(frozen=True)
class _Channel:
    """One channel of N dyads: what its counts say of each point of the grid, each (N, T, G) but `variance` (N, T).

    `likelihood` is the log-likelihood of the counts. The gamma part of the negative binomial is the period's own rise
    or fall around the walk, and belongs to its rate: `log_rate` and `rate` are the means of the rate's logarithm and
    of the rate given point and counts, `variance` that of the logarithm. `constant` (N,) completes the likelihood.
    """

    likelihood: Floats
    log_rate: Floats
    rate: Floats
    variance: Floats
    constant: Floats

    @staticmethod
    def of(weights: Floats, exposure: Floats, mean: Floats, effects: Floats, size: float) -> "_Channel":
        covered = exposure > 0
        share = _share(exposure)
        told = weights * covered * share
        expected = np.exp(effects)[:, :, None] * exposure * share
        total, exposed = told.sum(axis=1)[:, :, None], expected.sum(axis=1)[:, :, None]
        walk = mean[:, None, None] + points()
        rate = np.exp(walk)
        # A period without coverage has no expected count, and its likelihood is flat.
        mixed = size + exposed * rate
        fixed = np.where(expected > 0, told * np.log(np.maximum(expected, 1e-300)), 0.0).sum(axis=(1, 2))
        plain = total[:, :, 0]
        return _Channel(
            likelihood=total * walk - (total + size) * np.log(mixed / size),
            log_rate=walk + digamma(total + size) - np.log(mixed),
            rate=rate * (total + size) / mixed,
            variance=trigamma(plain + size),
            constant=fixed + (log_gamma(plain + size) - log_gamma(np.array(size)) - plain * np.log(size)).sum(axis=1),
        )


# Five-point Gauss-Hermite rule for a standard normal, and its 95th percentile.
_NORMAL = ((-2.856970, 0.011257), (-1.355626, 0.222076), (0.0, 0.533333), (1.355626, 0.222076), (2.856970, 0.011257))
_NINETY = 1.644854
