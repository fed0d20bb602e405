"""The hidden walk of a relation, solved on a grid: where the two log-rates stood in each period, and where they jumped.

A state is a pair (u, v): the deviations of the log-rates of cooperation and of conflict from the dyad's own means.
From one period to the next each drifts back towards 0 by AR(1), or, rarely, the pair jumps: cooperation alone,
conflict alone, both anew (a new regime), or both by the same amount, which is a change of attention and not of the
relation. Forward and backward passes over the grid are exact for this model up to the grid's width, so bands need not
be normal and a jump needs no threshold. Source: hidden Markov smoothing (Rabiner 1989) over a discretised switching
state space (Kitagawa 1987; Hamilton 1989); formulas in docs/method/level.md.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# Single precision on the grid: twice as fast, and far finer than a band is.
Masses = npt.NDArray[np.floating[Any]]

# A rate 150 times its usual one, or a 150th of it, lies at the edge.
REACH = 5.0
POINTS = 41
STEP = 2 * REACH / (POINTS - 1)
# How far attention shifts both log-rates at once, in steps of the grid.
_SHIFTS = (2, 4, 6, 8)


@dataclass(frozen=True)
class Dynamics:
    """How relations move from one period to the next; the same for all dyads.

    `persistence` is the AR(1) coefficient a period, `innovation` the standard deviation of a period's move for
    (cooperation, conflict), `dispersion` the sizes r of the negative binomials (variance = mean + mean**2 / r),
    `turn` and `attention` the probabilities a period of a new regime and of a shift of attention, `spread` the
    standard deviation of a new regime's log-rates around the dyad's means.
    """

    persistence: float
    innovation: tuple[float, float]
    dispersion: tuple[float, float]
    turn: float
    attention: float
    spread: float


@dataclass(frozen=True)
class Smoothed:
    """What the passes give: `states` (N, T, G, G) posterior of (u, v), `turning` (N, T), `evidence` (N,).

    `turning` is the probability that a new regime began in the period; `evidence` the log-likelihood up to a
    constant of the counts.
    """

    states: Masses
    turning: Floats
    evidence: Floats


def points() -> Floats:
    """The grid of one log-rate's deviations, (G,)."""
    return np.linspace(-REACH, REACH, POINTS)


def smooth(cooperation: Floats, conflict: Floats, dynamics: Dynamics) -> Smoothed:
    """Smooth log-likelihoods (N, T, G) of two channels over the grid; rows of zeros are periods without coverage."""
    count, length, _ = cooperation.shape
    moves = _Moves.of(dynamics)
    best = [channel.max(axis=2, keepdims=True) for channel in (cooperation, conflict)]
    u, v = (np.exp(each - top).astype(np.float32) for each, top in zip((cooperation, conflict), best, strict=True))
    states = np.empty((count, length, POINTS, POINTS), dtype=np.float32)
    evidence = sum(top.sum(axis=(1, 2)) for top in best)
    turning = np.zeros((count, length))
    for t in range(length):
        state = moves.start[None] if t == 0 else moves.ahead(states[:, t - 1])
        state = state * u[:, t, :, None] * v[:, t, None, :]
        total = state.sum(axis=(1, 2), keepdims=True)
        evidence = evidence + np.log(total[:, 0, 0])
        np.divide(state, total, out=states[:, t])
    later = np.ones((count, POINTS, POINTS), dtype=np.float32)
    for t in range(length - 1, 0, -1):
        later *= u[:, t, :, None]
        later *= v[:, t, None, :]
        turned, later = moves.back(later)
        before = states[:, t - 1]
        chance = np.einsum("nij,nij->n", before, turned)
        before *= later
        total = before.sum(axis=(1, 2), keepdims=True)
        turning[:, t] = chance / total[:, 0, 0]
        before /= total
        later /= later.max(axis=(1, 2), keepdims=True)
    return Smoothed(states, turning, evidence)


def foreseen(cooperation: Floats, conflict: Floats, dynamics: Dynamics) -> tuple[Masses, Masses]:
    """Give what was known before each period, (N, T, G, G), and what is known after the last one, (N, G, G).

    The first are one-step forecasts of (u, v): each from the periods before it alone.
    """
    count, length, _ = cooperation.shape
    moves = _Moves.of(dynamics)
    u, v = (np.exp(each - each.max(axis=2, keepdims=True)).astype(np.float32) for each in (cooperation, conflict))
    before = np.empty((count, length, POINTS, POINTS), dtype=np.float32)
    state = np.broadcast_to(moves.start, (count, POINTS, POINTS)).astype(np.float32)
    for t in range(length):
        state = moves.start[None] if t == 0 else moves.ahead(state)
        state = np.broadcast_to(state, (count, POINTS, POINTS))
        before[:, t] = state / state.sum(axis=(1, 2), keepdims=True)
        state = before[:, t] * u[:, t, :, None] * v[:, t, None, :]
        state /= state.sum(axis=(1, 2), keepdims=True)
    return before, state


def begun(dynamics: Dynamics) -> Masses:
    """The state (G, G) of a dyad before anything is known of it."""
    return _Moves.of(dynamics).start


def moved(states: Masses, dynamics: Dynamics) -> Masses:
    """States (N, G, G) one period later, before its counts are seen."""
    return _Moves.of(dynamics).ahead(states)


@dataclass(frozen=True)
class _Moves:
    """The transitions of `Dynamics` on the grid: kernels (G, G) from row to column, and where jumps land (G,)."""

    drift_u: Masses
    drift_v: Masses
    landing: Masses
    start: Masses
    turn: float
    attention: float

    @staticmethod
    @lru_cache(maxsize=16)
    def of(dynamics: Dynamics) -> "_Moves":
        landing = _normal(0.0, dynamics.spread).astype(np.float32)
        return _Moves(
            drift_u=kernel(dynamics.persistence, dynamics.innovation[0]).astype(np.float32),
            drift_v=kernel(dynamics.persistence, dynamics.innovation[1]).astype(np.float32),
            landing=landing,
            start=np.outer(landing, landing),
            turn=dynamics.turn,
            attention=dynamics.attention,
        )

    def ahead(self, state: Masses) -> Masses:
        """The state one period later, before its counts are seen."""
        u, v = state.sum(axis=2), state.sum(axis=1)
        made = (self.drift_u.T @ state) @ self.drift_v
        made *= 1 - self.turn - self.attention
        _shift(state, made, self.attention)
        # A new regime of cooperation, of conflict, or of both.
        third = self.turn / 3
        made += (third * self.landing)[None, :, None] * (v @ self.drift_v)[:, None, :]
        made += (u @ self.drift_u)[:, :, None] * (third * self.landing)[None, None, :]
        made += (third * u.sum(axis=1))[:, None, None] * self.start
        return made

    def back(self, weighted: Masses) -> tuple[Masses, Masses]:
        """What each state makes of the later counts, (N, G, G): by a new regime alone, and by all moves together."""
        third = self.turn / 3
        after_u = third * (np.tensordot(weighted, self.landing, axes=(1, 0)) @ self.drift_v.T)
        after_v = third * (np.tensordot(weighted, self.landing, axes=(2, 0)) @ self.drift_u.T)
        both = third * np.tensordot(weighted, self.start, axes=2)
        turned = after_u[:, None, :] + (after_v + both[:, None])[:, :, None]
        made = (self.drift_u @ weighted) @ self.drift_v.T
        made *= 1 - self.turn - self.attention
        _shift(weighted, made, self.attention)
        made += turned
        return turned, made


def _shift(state: Masses, made: Masses, chance: float) -> None:
    """Add to `made` what moves both log-rates by the same number of steps; what would leave the grid is lost.

    The shifts go as far up as down, so that the same function serves the way ahead and the way back.
    """
    each = np.float32(chance / len(_SHIFTS) / 2)
    for by in _SHIFTS:
        made[:, by:, by:] += each * state[:, :-by, :-by]
        made[:, :-by, :-by] += each * state[:, by:, by:]


def kernel(persistence: float, innovation: float) -> Floats:
    """The AR(1) step on the grid, (G, G), rows summing to 1, its mean and variance kept where the grid is coarse.

    A step shorter than the grid's goes to the three nearest points with the probabilities that give its mean and
    variance; the smallest variance that a grid can carry between two points is that of the way between them.
    """
    made = np.zeros((POINTS, POINTS))
    if innovation > STEP * 0.8:
        for row, deviation in enumerate(points()):
            made[row] = _normal(persistence * deviation, innovation)
        return made
    for row, deviation in enumerate(points()):
        place = (persistence * deviation + REACH) / STEP
        nearest = min(max(round(place), 1), POINTS - 2)
        off = place - nearest
        variance = max((innovation / STEP) ** 2, abs(off) - off**2)
        made[row, nearest - 1] = max((variance + off**2 - off) / 2, 0.0)
        made[row, nearest + 1] = max((variance + off**2 + off) / 2, 0.0)
        made[row, nearest] = max(1 - variance - off**2, 0.0)
        made[row] /= made[row].sum()
    return made


def _normal(mean: float, deviation: float) -> Floats:
    weights = np.exp(-0.5 * ((points() - mean) / deviation) ** 2)
    return np.asarray(weights / weights.sum())
