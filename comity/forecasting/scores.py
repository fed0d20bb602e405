"""Proper scores and checks of calibration for forecasts of counts, a value a cell.

Sources: the continuous ranked probability score and the logarithmic score of counts as in Gneiting & Raftery (2007) and
Czado, Gneiting & Held (2009), who also give the randomised probability integral transform.
"""

import numpy as np

from comity.forecasting.panel import Floats, Integers

_BINS = 10


def crps(pmf: Floats, came: Integers) -> Floats:
    """The continuous ranked probability score (N,) in acts: 0 is perfect; of a sure forecast it is |x - y|."""
    places = np.arange(pmf.shape[1] - 1)
    below = np.cumsum(pmf, axis=1)[:, :-1]
    return np.asarray(((below - (places >= _within(pmf, came)[:, None])) ** 2).sum(axis=1))


def log_score(pmf: Floats, came: Integers) -> Floats:
    """Minus the logarithm of the probability of what came (N,), in nats: lower is better."""
    return np.asarray(-np.log(pmf[np.arange(len(pmf)), _within(pmf, came)]))


def brier(pmf: Floats, came: Integers) -> Floats:
    """The squared distance (N,) of the probability of any act from whether one came."""
    return np.asarray((1 - pmf[:, 0] - (came > 0)) ** 2)


def calibration_error(chance: Floats, came: Integers) -> float:
    """How far stated probabilities of any act lie from the shares that came, over ten bins of equal width.

    The mean of the bins' distances, weighted by their cells (expected calibration error; Naeini et al. 2015).
    """
    if not len(chance):
        return 0.0
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    said = np.bincount(bins, weights=chance, minlength=_BINS)
    right = np.bincount(bins, weights=(came > 0).astype(float), minlength=_BINS)
    return float(np.abs(said - right).sum() / len(chance))


def transform(pmf: Floats, came: Integers) -> tuple[Floats, Floats]:
    """The ends (N,), (N,) of the interval in which the randomised probability integral transform lies evenly."""
    rows, placed = np.arange(len(pmf)), _within(pmf, came)
    upper = np.cumsum(pmf, axis=1)[rows, placed]
    return np.maximum(upper - pmf[rows, placed], 0.0), np.minimum(upper, 1.0)


def covered(pmf: Floats, came: Integers, share: float = 0.8) -> Floats:
    """With which probability (N,) the randomised transform lies in the central interval of `share`.

    Its mean is the coverage, without the noise of drawing random numbers.
    """
    low, high = transform(pmf, came)
    tail = (1 - share) / 2
    inside = np.clip(np.minimum(high, 1 - tail) - np.maximum(low, tail), 0, None)
    return np.asarray(inside / np.maximum(high - low, 1e-12))


def _within(pmf: Floats, came: Integers) -> Integers:
    return np.asarray(np.minimum(came, pmf.shape[1] - 1))
