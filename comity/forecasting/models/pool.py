"""Several models' distributions made one: multiplied with weights, then recalibrated.

A logarithmic pool is the product of the distributions to the power of their weights, made to sum to 1 (Genest & Zidek
1986). Its log score is convex in the weights, so that the best ones are found without a search.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from comity.forecasting.distributions import normal
from comity.forecasting.panel import Floats, Integers
from comity.forecasting.scores import crps, log_score

# How strongly weights are drawn to equal ones, in nats a cell for a weight that is off by 1: a year of outcomes tells
# little between models that are much alike.
_DRAWN = 0.02
# Newton's steps, shortened because weights can't be negative.
_STEPS = 40
_DAMPED = 0.5
_SHIFTS = (-0.2, -0.1, -0.05, 0.0, 0.05, 0.1, 0.2)
_SLOPES = (0.9, 0.95, 1.0, 1.05, 1.1, 1.2)
# What a recalibration must save of the loss to be believed.
_BELIEVED = 0.002


class Pool(msgspec.Struct, frozen=True):
    """Weights of the members (their names), and the recalibration: logit F becomes `shift` + `slope` * logit F."""

    members: tuple[str, ...]
    weights: tuple[float, ...]
    shift: float = 0.0
    slope: float = 1.0

    def combined(self, tables: Sequence[Floats]) -> Floats:
        """The pooled and recalibrated distribution of the members' (N, K + 1)."""
        return recalibrated(product(np.stack(tables), np.array(self.weights)), self.shift, self.slope)


def product(tables: Floats, weights: Floats) -> Floats:
    """The logarithmic pool (N, K + 1) of tables (M, N, K + 1)."""
    mixed = np.tensordot(weights, np.log(tables), axes=1)
    made = np.exp(mixed - mixed.max(axis=1, keepdims=True))
    return np.asarray(made / made.sum(axis=1, keepdims=True))


def recalibrated(pmf: Floats, shift: float, slope: float) -> Floats:
    """The distribution whose logit of the cumulative probabilities is shifted and scaled."""
    if shift == 0.0 and slope == 1.0:
        return normal(pmf)
    below = np.clip(np.cumsum(pmf, axis=1)[:, :-1], 1e-9, 1 - 1e-9)
    moved = 1 / (1 + np.exp(-(shift + slope * np.log(below / (1 - below)))))
    ends = np.ones((len(pmf), 1))
    return normal(np.diff(np.concatenate([0 * ends, moved, ends], axis=1), axis=1))


def learn(members: Sequence[str], tables: Sequence[Floats], came: Integers) -> Pool:
    """The pool that would have done best for forecasts (M of (N, K + 1)) of what came (N,)."""
    stacked = np.stack(tables)
    logs = np.log(stacked)
    place = np.minimum(came, stacked.shape[2] - 1)
    right = logs[:, np.arange(len(place)), place].mean(axis=1)
    equal = np.full(len(stacked), 1 / len(stacked))
    weights = equal.copy()
    for _ in range(_STEPS):
        pooled = product(stacked, weights)
        expected = np.einsum("nk,mnk->mn", pooled, logs)
        slope = expected.mean(axis=1) - right + 2 * _DRAWN * (weights - equal)
        bend = np.einsum("nk,ank,bnk->ab", pooled, logs, logs, optimize=True) - expected @ expected.T
        bend = bend / len(place) + 2 * _DRAWN * np.eye(len(equal))
        weights = np.maximum(weights - _DAMPED * np.linalg.solve(bend, slope), 0.0)
    pooled = product(stacked, weights)
    plain = _loss(normal(pooled), came)
    tried = [(_loss(recalibrated(pooled, shift, slope), came), shift, slope) for shift in _SHIFTS for slope in _SLOPES]
    least, shift, slope = min(tried)
    if least > plain * (1 - _BELIEVED):
        shift, slope = 0.0, 1.0
    return Pool(tuple(members), tuple(float(each) for each in weights), shift, slope)


def _loss(pmf: Floats, came: Integers) -> float:
    return float(crps(pmf, came).mean() + 0.5 * log_score(pmf, came).mean())
