"""Worlds whose effects are known: dyads that move as the measure has it, with precedents planted in them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from comity.measurement import Counts, Dynamics, Learnt, Prior, foresee, starts_between, taught_by_none
from comity.simulation.panel import Panel, panels
from comity.simulation.paths import Start, draw, follow, shape_of
from comity.simulation.study import STRETCHES, Found, Studied, look, pooled

Floats = npt.NDArray[np.float64]
LEARNT: Learnt = taught_by_none("month")
DYNAMICS: Dynamics = LEARNT.dynamics
GRID = 41


@dataclass(frozen=True)
class World:
    """Dyads over `months`: `counts` (N, 2, T), their `levels` (N, T), and the months of each one's precedents."""

    panels: tuple[Panel, ...]
    counts: Floats
    levels: Floats
    means: Floats
    planted: tuple[tuple[int, ...], ...]


def world(rng: np.random.Generator, *, dyads: int, months: int, each: int, effects: Floats) -> World:
    """Make a world: `each` precedents a dyad, whose effects on log-rates are `effects` (N, S, 2)."""
    counts, levels, planted = np.zeros((dyads, 2, months)), np.zeros((dyads, months)), []
    means = rng.normal((1.0, -0.2), 0.8, (dyads, 2))
    for n in range(dyads):
        start = Start(resting(), means[n], DYNAMICS, np.zeros((2, 2)), np.zeros(2), np.ones(2))
        at = np.sort(rng.choice(np.arange(18, months - 14), size=each, replace=False))
        drawn = draw(start, months=months, paths=1, rng=rng)
        offsets = sum(shape_of(effects[n][None], np.array([float(m)]), months, STRETCHES, 0.0) for m in at)
        made = follow(start, drawn, np.asarray(offsets) + np.zeros((months, 2, 1)))
        counts[n], levels[n] = made.counts[:, :, 0].T, made.level[:, 0]
        planted.append(tuple(int(m) for m in at))
    seen = foresee(Counts(counts[:, :, None], np.ones((1, months))), DYNAMICS, prior_of(means))
    return World(
        panels([f"D{n}" for n in range(dyads)], months_from(months), seen), counts, levels, means, tuple(planted)
    )


def prior_of(means: Floats) -> Prior:
    middle = means.mean(axis=0)
    return Prior((float(middle[0]), float(middle[1])), (1.0, 1.0))


def resting() -> Floats:
    """A dyad at its own means, give or take a new regime."""
    grid = np.linspace(-5, 5, GRID)
    weight = np.exp(-0.5 * (grid / DYNAMICS.spread) ** 2)
    return np.outer(weight, weight)


def months_from(months: int) -> tuple[date, ...]:
    years, rest = divmod(months - 1, 12)
    return starts_between(date(2000, 1, 1), date(2000 + years, rest + 1, 1), "month")


def studied(made: World, months: tuple[tuple[int, ...], ...]) -> Studied:
    """The effect on the first dyad, as its own precedents and those of the others tell it."""
    found = [look(panel, at) for panel, at in zip(made.panels, months, strict=True)]
    others: list[Found] = [each for each in found[1:] if each is not None]
    return pooled(found[0], others)


def planted_effects(rng: np.random.Generator, dyads: int) -> Floats:
    """Effects as the study expects them: common to all by (0.4, 0.3, 0.25), a dyad's own apart by 0.2."""
    spread = np.array((0.4, 0.3, 0.25))[:, None]
    return rng.normal(0.0, 1.0, (3, 2)) * spread + rng.normal(0.0, 0.2, (dyads, 3, 2))
