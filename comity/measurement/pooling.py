"""What dyads lend each other: usual rates for those that are told of little, and how relations move in general."""

from dataclasses import replace

import numpy as np

from comity.measurement.calendar import A_YEAR
from comity.measurement.grid import Dynamics, Floats
from comity.measurement.level import CONFLICT, COOPERATION, UNIT, Counts, Prior, measure
from comity.model import Period

# Fitted to months of 90 dyads of the public ICEWS sample of 2005-2015 by the largest evidence (docs/benchmarks.md).
USUAL = Dynamics(
    persistence=0.96,
    innovation=(0.08, 0.06),
    dispersion=(1.4, 2.0),
    turn=0.028,
    attention=0.036,
    spread=1.0,
)
_DISPERSIONS = ((3.0, 3.0), (6.0, 6.0), (20.0, 20.0))
_WALKS = ((0.99, (0.05, 0.05)), (0.9, (0.25, 0.25)))
# How much likelier (in logarithms) the data must make other dynamics than the usual ones.
_TRUST = 3.0
# What a usual month brings where no other dyad is known: the means over dyads of the same sample.
_NO_OTHERS = Prior(means=(-1.9, -3.6), acts=(1.0, 0.5))
# Dyads from which the dynamics are learnt, and the fewest acts that one needs to teach anything.
LEARNT_FROM = 30
LEAST_ACTS = 24


def for_period(dynamics: Dynamics, period: Period) -> Dynamics:
    """Dynamics of months as those of another period: the same drift and as many turns a year."""
    months = 12 / A_YEAR[period]
    persistence = dynamics.persistence**months
    grown = ((1 - persistence**2) / (1 - dynamics.persistence**2)) ** 0.5
    return replace(
        dynamics,
        persistence=persistence,
        innovation=(dynamics.innovation[0] * grown, dynamics.innovation[1] * grown),
        turn=min(dynamics.turn * months, 0.2),
        attention=min(dynamics.attention * months, 0.2),
    )


def learnt(counts: Counts, prior: Prior, period: Period) -> Dynamics:
    """The dynamics that make these dyads' counts likeliest; the usual ones unless others do so clearly.

    How much single periods stray is chosen first, then how far the walk goes: each is tried over a few values, which
    is as fine as the bands need.
    """
    usual = for_period(USUAL, period)
    if not len(counts.weights):
        return usual
    best, most = usual, _evidence(counts, usual, prior) + _TRUST
    for tried in ([replace(usual, dispersion=sizes) for sizes in _DISPERSIONS], None):
        for each in tried or [_walking(best, walk, period) for walk in _WALKS]:
            found = _evidence(counts, each, prior)
            if found > most:
                best, most = each, found
    return best


def _walking(dynamics: Dynamics, walk: tuple[float, tuple[float, float]], period: Period) -> Dynamics:
    scaled = for_period(replace(USUAL, persistence=walk[0], innovation=walk[1]), period)
    return replace(dynamics, persistence=scaled.persistence, innovation=scaled.innovation)


def _evidence(counts: Counts, dynamics: Dynamics, prior: Prior) -> float:
    return float(measure(counts, dynamics, prior).evidence.sum())


def prior_of(totals: Floats, exposure: float, period: Period) -> Prior:
    """What the totals (N, 2) of all directed dyads, in sums of |intensity|, say of one more.

    `exposure` is the sum of the coder's exposures. Mean and worth are those of a gamma distribution of rates over
    dyads, by its moments (method of moments, as in empirical Bayes after Robbins 1956).
    """
    if len(totals) < 2 or exposure <= 0:
        scale = float(np.log(12 / A_YEAR[period]))
        return Prior((_NO_OTHERS.means[0] + scale, _NO_OTHERS.means[1] + scale), _NO_OTHERS.acts)
    means, worths = [], []
    for channel in (COOPERATION, CONFLICT):
        told = totals[:, channel] / UNIT[channel]
        mean = max(float(told.mean()), 1e-3)
        beyond = max(float(told.var()) - mean, 1e-9)
        means.append(float(np.log(mean / exposure)))
        worths.append(float(np.clip(mean**2 / beyond, 0.25, 4.0)))
    return Prior((means[0], means[1]), (worths[0], worths[1]))


def teachers(totals: Floats, most: int = LEARNT_FROM) -> list[int]:
    """Which dyads (their places) the dynamics are learnt from: spread evenly over those with enough acts, by size."""
    enough = [place for place in np.argsort(-totals, kind="stable") if totals[place] >= LEAST_ACTS]
    if len(enough) <= most:
        return [int(place) for place in enough]
    return [int(enough[int(each)]) for each in np.linspace(0, len(enough) - 1, most)]
