"""What each period told by itself, from a level that was smoothed over time.

A smoothed level moves less than the relation does, and its errors go over from one period to the next: its
autocorrelation says more about the smoother than about the relation. Where the walk of the smoother is known, each
period's own estimate and error can be had back. Formulas: docs/method/half-life.md.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from comity.measurement.lagged import Floats

# A period that tells less than this part of what its smoothed level rests on tells nothing of its own.
_LEAST_TOLD = 0.01
# Log-ratios beyond these, 150 to 1, have no slope to speak of.
_REACH = 5.0


@dataclass(frozen=True)
class Walk:
    """The walk that a level was smoothed with, on the scale of the log-ratio of cooperation to conflict.

    `persistence` is the AR(1) coefficient a period, `innovation` the standard deviation of a period's move, `usual`
    the log-ratio that it drifts back to, `spread` the standard deviation of a new regime around it.
    """

    persistence: float
    innovation: float
    usual: float
    spread: float


def log_ratios(level: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """Levels in -10..10 and their standard deviations as log-ratios of cooperation to conflict (delta method)."""
    most = np.tanh(_REACH / 2)
    part = np.clip(level / 10, -most, most)
    return 2 * np.arctanh(part), deviation / (5 * (1 - part**2))


def unsmoothed(level: Floats, deviation: Floats, starts: npt.NDArray[np.bool_], walk: Walk) -> tuple[Floats, Floats]:
    """Give each period's own log-ratio and its standard deviation, (T,) each; NaN where a period told nothing.

    `starts` are the periods in which a regime began. Exact for a Gaussian walk with Gaussian errors.
    """
    mean, sd = log_ratios(level, deviation)
    known = np.isfinite(mean) & np.isfinite(sd) & (sd > 0)
    told, error = np.full(len(mean), np.nan), np.full(len(mean), np.nan)
    opened = starts | ~known | np.concatenate([[True], ~known[:-1]])
    edges = [*np.flatnonzero(opened), len(mean)]
    for begin, end in pairwise(edges):
        if known[begin]:
            part = slice(int(begin), int(end))
            told[part], error[part] = _own(mean[part] - walk.usual, 1 / sd[part] ** 2, walk)
    return told + walk.usual, error


def _own(mean: Floats, precision: Floats, walk: Walk) -> tuple[Floats, Floats]:
    """Own estimates of one regime, from smoothed means around the usual and their marginal precisions.

    The walk's precision matrix has only its diagonal and one beside it (-link). Between two neighbours the information
    from the left, f, and from the right, b, solve f = p[t] + link**2 / b and b = p[t+1] + link**2 / f.
    """
    n = len(mean)
    link = walk.persistence / walk.innovation**2
    prior = np.full(n, (1 + walk.persistence**2) / walk.innovation**2)
    prior[0] = walk.spread**-2 + walk.persistence**2 / walk.innovation**2
    prior[-1] = walk.innovation**-2 if n > 1 else walk.spread**-2
    drawn = prior * mean
    beside = np.zeros(n)
    if n > 1:
        drawn[1:] -= link * mean[:-1]
        drawn[:-1] -= link * mean[1:]
        ratio = precision[:-1] / precision[1:]
        left = (precision[:-1] + np.sqrt(precision[:-1] ** 2 + 4 * link**2 * ratio)) / 2
        beside[1:] += link**2 / left
        beside[:-1] += link**2 / (left / ratio)
    own = precision - prior + beside
    clear = own > _LEAST_TOLD * precision
    own = np.where(clear, own, np.nan)
    return mean + drawn / own, 1 / np.sqrt(own)
