"""Relations made up by chance, of which it is known what they hold; for the tests of the measures."""

import numpy as np

from comity.measurement.grid import Floats


def drifting(chance: np.random.Generator, periods: int, persistence: float, deviation: float) -> Floats:
    """An AR(1) around 0 with that standard deviation, (periods,), from its stationary distribution on."""
    told = np.zeros(periods)
    told[0] = chance.normal() * deviation
    for t in range(1, periods):
        told[t] = persistence * told[t - 1] + chance.normal() * deviation * np.sqrt(1 - persistence**2)
    return told


def unrelated(
    seed: int, *, periods: int = 120, persistence: float = 0.8, acts: float = 3, shared: bool = True
) -> tuple[Floats, Floats, Floats, Floats | None]:
    """Counts of three directions that know nothing of each other; `shared` coverage lifts all, and is given last."""
    chance = np.random.default_rng(seed)
    attention = drifting(chance, periods, 0.8, 0.5) if shared else np.zeros(periods)
    counts = [
        chance.poisson(acts * np.exp(drifting(chance, periods, persistence, 0.7) + attention)).astype(float)
        for _ in range(3)
    ]
    coverage = chance.poisson(300 * np.exp(attention)).astype(float)
    return counts[0], counts[1], counts[2], coverage if shared else None


def answering(
    seed: int, *, periods: int = 120, strength: float = 0.5, acts: float = 4, lag: int = 1
) -> tuple[Floats, Floats]:
    """Counts of a side that answers and of the other: twice its acts bring 2**strength as many a `lag` later."""
    chance = np.random.default_rng(seed)
    own, other = (drifting(chance, periods, 0.6, 0.6) for _ in range(2))
    acted = chance.poisson(acts * 0.8 * np.exp(other)).astype(float)
    before = np.zeros(periods)
    before[lag:] = np.log1p(acted[: periods - lag]) - np.log1p(acts)
    return chance.poisson(acts * 0.8 * np.exp(own + strength * before)).astype(float), acted


def shaken(seed: int, *, persistence: float, periods: int = 80, noise: float = 1.0) -> tuple[Floats, Floats, Floats]:
    """Measured levels of a relation with shocks of size 1 and one new regime, the errors' deviations, and turnings."""
    chance = np.random.default_rng(seed)
    level = drifting(chance, periods, persistence, 1 / np.sqrt(1 - persistence**2))
    turning = np.zeros(periods)
    turning[periods // 2] = 0.9
    level[periods // 2 :] += 4
    deviation = noise * np.exp(chance.normal(size=periods) * 0.3)
    return level + chance.normal(size=periods) * deviation, deviation, turning


def told_of(
    seed: int, *, persistence: float, acts: float, deviation: float = 0.6, periods: int = 120
) -> tuple[Floats, Floats]:
    """Counts of cooperation and of conflict, `acts` a usual period, whose log-rates drift with that persistence."""
    chance = np.random.default_rng(seed)
    first, second = (drifting(chance, periods, persistence, deviation) for _ in range(2))
    return chance.poisson(acts * np.exp(first)).astype(float), chance.poisson(acts * np.exp(second)).astype(float)
