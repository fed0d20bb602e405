"""Where relations stand at the end of what is known, and what each period was expected to bring before it came."""

from dataclasses import dataclass

import numpy as np

from comity.measurement.grid import Dynamics, Floats, Masses, foreseen, points
from comity.measurement.level import Counts, Prior, mean_rates, source_effects

# Dyads filtered together: their states take 1 MB a hundred and fifty periods each.
_TOGETHER = 24


@dataclass(frozen=True)
class Foreseen:
    """N dyads over T periods, seen from before each: channels (cooperation, conflict) come second, (N, 2, T).

    `told` are weighted counts in `UNIT`s, `exposed` what was covered (1 in a usual period), coders taken together.
    `expected` are the mean rates (in `UNIT`s a usual period) that the periods before let expect, `log_rate` the means
    of their logarithms. `state` (N, G, G) is what is known of (u, v) after the last period; `means` (N, 2) are the
    log-rates that they deviate from.
    """

    told: Floats
    exposed: Floats
    expected: Floats
    log_rate: Floats
    state: Masses
    means: Floats


def foresee(counts: Counts, dynamics: Dynamics, prior: Prior) -> Foreseen:
    """Filter the counts forward; periods without coverage teach nothing and are expected all the same."""
    effects = source_effects(counts)
    means = mean_rates(counts, prior, effects)
    told, exposed = together(counts, effects)
    parts = [
        _filtered(told[part], exposed[part], means[part], dynamics)
        for part in (slice(at, at + _TOGETHER) for at in range(0, len(means), _TOGETHER))
    ]
    expected, log_rate, state = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Foreseen(told, exposed, expected, log_rate, state, means)


def together(counts: Counts, effects: Floats) -> tuple[Floats, Floats]:
    """Counts and exposures of all coders as those of one, (N, 2, T): several that tell the same are worth one."""
    covered = counts.exposure > 0
    share = 1 / np.maximum(covered.sum(axis=0), 1)
    told = (counts.weights * covered * share).sum(axis=2)
    exposed = (np.exp(effects)[:, :, :, None] * counts.exposure * share).sum(axis=2)
    return told, exposed


def _filtered(told: Floats, exposed: Floats, means: Floats, dynamics: Dynamics) -> tuple[Floats, Floats, Masses]:
    grid = points()
    walk = means[:, :, None, None] + grid
    size = np.array(dynamics.dispersion)[None, :, None, None]
    total, shown = told[..., None], exposed[..., None]
    likelihood = total * walk - (total + size) * np.log1p(shown * np.exp(walk) / size)
    before, state = foreseen(likelihood[:, 0], likelihood[:, 1], dynamics)
    masses = np.stack([before.sum(axis=3), before.sum(axis=2)], axis=1)
    expected = (masses * np.exp(walk)).sum(axis=3)
    return expected, (masses * walk).sum(axis=3), state
