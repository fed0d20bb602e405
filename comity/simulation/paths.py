"""Paths of a relation into the months to come, without and with what is assumed, on the same random numbers.

The walk is that of the measure (comity.measurement): two log-rates that drift, turn and share attention. Counts drawn
from it excite later months. Two arms of a simulation differ in nothing but what is assumed: every path of one has its
twin in the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.measurement import REACH, STEP, UNIT, Dynamics, level_of
from comity.simulation.panel import fade
from comity.simulation.types import Floats

_SHIFTS = np.array([-8, -6, -4, -2, 2, 4, 6, 8]) * STEP
# Above this mean a Poisson is drawn by its square root, which is normal; below by counting up.
_MANY = 12.0


@dataclass(frozen=True)
class Start:
    """Where a dyad stands: `state` (G, G) is what is known of its deviations, `means` (2,) the log-rates they are of.

    `excitation` (2, 2) is what surprises do to later log-rates, `carried` (2,) the fading sum of those so far.
    `exposure` (2,) is what a month to come will cover.
    """

    state: Floats
    means: Floats
    dynamics: Dynamics
    excitation: Floats
    carried: Floats
    exposure: Floats


@dataclass(frozen=True)
class Draws:
    """Random numbers of n paths over T months, the same for both arms: (T, 2, n) each."""

    walk: Floats
    gamma: Floats
    uniform: Floats
    normal: Floats


@dataclass(frozen=True)
class Paths:
    """What came in n paths: `level` (T, n), `rates` (T, 2, n) a usual month in `UNIT`s, `counts` (T, 2, n)."""

    level: Floats
    rates: Floats
    counts: Floats


def draw(start: Start, *, months: int, paths: int, rng: np.random.Generator) -> Draws:
    """Draw the walk and all chance of the counts."""
    shape = (months, 2, paths)
    sizes = np.array(start.dynamics.dispersion)[:, None]
    gamma = np.stack([rng.standard_gamma(sizes[c, 0], (months, paths)) / sizes[c, 0] for c in range(2)], axis=1)
    return Draws(_walk(start, months, paths, rng), gamma, rng.random(shape), rng.standard_normal(shape))


def _walk(start: Start, months: int, paths: int, rng: np.random.Generator) -> Floats:
    """The deviations (T, 2, n), from where the dyad stands, by the moves of the measure."""
    moves = start.dynamics
    share = np.asarray(start.state, dtype=np.float64).ravel()
    cell = rng.choice(len(share), size=paths, p=share / share.sum())
    side = start.state.shape[0]
    place = np.stack([cell // side, cell % side]) * STEP - REACH + (rng.random((2, paths)) - 0.5) * STEP
    innovation = np.array(moves.innovation)[:, None]
    made = np.empty((months, 2, paths))
    for t in range(months):
        drifted = moves.persistence * place + innovation * rng.standard_normal((2, paths))
        landed = moves.spread * rng.standard_normal((2, paths))
        chance, which = rng.random(paths), rng.integers(0, 3, paths)
        turned = chance < moves.turn
        # A new regime is one of cooperation, of conflict, or of both.
        jumps = np.stack([turned & (which != 1), turned & (which != 0)])
        noticed = ~turned & (chance < moves.turn + moves.attention)
        shifted = place + _SHIFTS[rng.integers(0, len(_SHIFTS), paths)]
        place = np.where(jumps, landed, np.where(noticed, shifted, drifted))
        np.clip(place, -REACH, REACH, out=place)
        made[t] = place
    return made


def follow(start: Start, drawn: Draws, offsets: Floats) -> Paths:
    """Follow the paths of one arm, whose log-rates differ from the walk by `offsets` (T, 2, n)."""
    exposure = start.exposure[:, None]
    months, _, paths = drawn.walk.shape
    sizes = np.array(start.dynamics.dispersion)[:, None]
    carried = np.repeat(start.carried[:, None], paths, axis=1)
    rates, counts, level = np.empty_like(drawn.walk), np.empty_like(drawn.walk), np.empty((months, paths))
    for t in range(months):
        log_rate = start.means[:, None] + drawn.walk[t] + offsets[t] + start.excitation.T @ carried
        expected = np.exp(np.clip(log_rate, -20, 12))
        rates[t] = expected * drawn.gamma[t]
        counts[t] = _poisson(rates[t] * exposure, drawn.uniform[t], drawn.normal[t])
        mean = expected * exposure
        carried = fade(carried, (counts[t] - mean) / np.sqrt(mean + mean**2 / sizes + 1e-12))
        level[t] = level_of(UNIT[0] * rates[t, 0], UNIT[1] * np.maximum(rates[t, 1], 1e-300))
    return Paths(level, rates, counts)


def _poisson(mean: Floats, uniform: Floats, normal: Floats) -> Floats:
    """Poisson numbers that rise with their mean while chance stays the same, so that twins stay twins."""
    found = np.floor(np.maximum(np.sqrt(mean) + normal / 2, 0.0) ** 2 + 0.25)
    few = mean <= _MANY
    small, below = mean[few], uniform[few]
    term = np.exp(-small)
    reached, number = term.copy(), np.zeros_like(small)
    going = np.flatnonzero(reached < below)
    for count in range(1, 60):
        if not len(going):
            break
        term[going] *= small[going] / count
        reached[going] += term[going]
        number[going] += 1
        going = going[reached[going] < below[going]]
    found[few] = number
    return np.asarray(found)


def shape_of(effect: Floats, since: Floats, months: int, stretches: Sequence[tuple[int, int]], decay: float) -> Floats:
    """Offsets (T, 2, n) of an effect (n, S, 2) that begins in month `since` (n,) of each path; none where that is NaN.

    Beyond the last stretch what is left drifts back by `decay` a month, as any shock of the walk.
    """
    made = np.zeros((months, 2, len(since)))
    comes = np.flatnonzero(np.isfinite(since))
    begin = since[comes].astype(np.int64)
    end = stretches[-1][1]
    # What the effect is so many months later, for each path in which it comes.
    later = np.concatenate(
        [np.repeat(effect[comes, s][None], last - first + 1, axis=0) for s, (first, last) in enumerate(stretches)]
    )
    for t in range(months):
        after = t - begin
        there = np.flatnonzero(after >= 0)
        if len(there):
            left = decay ** np.maximum(after[there] - end, 0)
            made[t][:, comes[there]] = later[np.minimum(after[there], end), there].T * left
    return made
