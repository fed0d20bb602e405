"""Distributions of counts as tables: row n holds the probabilities of 0, 1, ..., K, the last of K and all above."""

import numpy as np

from comity.forecasting.panel import Floats, Integers

# No outcome is impossible: a probability of zero would cost an infinite log score for one month.
FLOOR = 1e-6
_FADES = 0.9


def negative_binomial(mean: Floats, size: Floats | float, top: int) -> Floats:
    """The negative binomial of each mean (N,) with variance mean + mean**2 / size, as (N, top + 1)."""
    means = np.maximum(np.asarray(mean, float), 1e-9)[:, None]
    sizes = np.broadcast_to(np.asarray(size, float), np.shape(mean))[:, None]
    steps = np.arange(top)
    first = -sizes * np.log1p(means / sizes)
    ratios = np.log((sizes + steps) / (steps + 1)) + np.log(means / (means + sizes))
    made = np.exp(np.concatenate([first, first + np.cumsum(ratios, axis=1)], axis=1))
    return closed(made)


def closed(made: Floats) -> Floats:
    """Put what is missing to 1 into the last place, and a floor under every place."""
    made[:, -1] += np.maximum(1 - made.sum(axis=1), 0)
    return normal(made)


def normal(made: Floats) -> Floats:
    """Probabilities that sum to 1, none of them zero."""
    held = np.maximum(made, 0) + FLOOR / made.shape[1]
    return np.asarray(held / held.sum(axis=1, keepdims=True))


def fitted(pmf: Floats, top: int) -> Floats:
    """A table of another width on 0..top: what lies above `top` goes to its last place.

    The last place of a narrower table held all counts above it too: its mass is laid over the new places, each a tenth
    less likely than the one before, so that none of them is held to be impossible.
    """
    width = pmf.shape[1] - 1
    if width == top:
        return pmf
    if width < top:
        share = _FADES ** np.arange(top - width + 1)
        return np.concatenate([pmf[:, :-1], pmf[:, -1:] * (share / share.sum())], axis=1)
    return np.concatenate([pmf[:, :top], pmf[:, top:].sum(axis=1, keepdims=True)], axis=1)


def means(pmf: Floats) -> Floats:
    """The mean of each row (N,)."""
    return np.asarray(pmf @ np.arange(pmf.shape[1]))


def quantiles(pmf: Floats, levels: Floats) -> Integers:
    """The smallest counts (N, L) that are not exceeded with at least the given probabilities (L,)."""
    below = np.cumsum(pmf, axis=1)[:, None, :] < levels[None, :, None] - 1e-12
    return np.asarray(np.minimum(below.sum(axis=2), pmf.shape[1] - 1))
