"""Whether the paths of what-ifs are as wide as the world: held-out months of a record's dyads against their paths.

    python scripts/whatif_pit.py RECORD [CODER [MONTHS]]

Each dyad's months are cut 24 (or so many MONTHS) before the end; 2,000 paths are drawn from there, and every held-out
month's counts, and their sums over the horizon, are placed among them (randomised probability integral transform).
Flat means honest: a tenth of the months in each tenth.
"""

import sys

import numpy as np

from comity.api import measuring, others
from comity.api.opening import settings_of
from comity.measurement import Counts, Prior, foresee
from comity.simulation.panel import excitation, faded, panels, surprises
from comity.simulation.paths import Start, draw, follow

HORIZON, PATHS, DYADS = 24, 2000, 60


def main(record: str, coder: str = "icews", before_end: str = "24") -> None:
    """Print the shares of held-out months by tenths of their paths."""
    chosen = settings_of(None, record)
    held = others.imported(chosen)
    learnt = measuring.learnt_of(held, "month", (coder,), chosen, None)
    everyone = measuring.everyone_of(held, "month", coder)
    place = {name: n for n, name in enumerate(everyone.names)}
    names = sorted(learnt.acts, key=lambda dyad: -learnt.acts[dyad])[:DYADS]
    ways = [[place[f"{a}>{b}"] for a, b in (d.split("-"), d.split("-")[::-1]) if f"{a}>{b}" in place] for d in names]
    weights = np.stack([everyone.weights[each].sum(axis=0) for each in ways])
    cut = len(everyone.starts) - int(before_end)
    prior = Prior((learnt.prior.means[0] + np.log(2), learnt.prior.means[1] + np.log(2)), learnt.prior.acts)
    seen = foresee(Counts(weights[:, :, None, :cut], everyone.exposure[None, :cut]), learnt.dynamics, prior)
    known = panels(names, everyone.starts[:cut], seen)
    excited = excitation(known, learnt.dynamics.dispersion)
    print("excitation", excited.round(3).tolist(), "dynamics", learnt.dynamics)
    rng = np.random.default_rng(1)
    months, sums = [], []
    for n, panel in enumerate(known):
        past = faded(np.column_stack([surprises(panel, learnt.dynamics.dispersion), np.zeros(2)]))[:, -1]
        exposure = everyone.exposure[cut : cut + HORIZON].mean() * np.ones(2)
        start = Start(np.float64(seen.state[n]), seen.means[n], learnt.dynamics, excited, past, exposure)
        drawn = draw(start, months=HORIZON, paths=PATHS, rng=rng)
        made = follow(start, drawn, np.zeros_like(drawn.walk)).counts
        told = weights[n, :, cut : cut + HORIZON].T
        months.append(placed(told[:, :, None], made, rng))
        sums.append(placed(told.sum(axis=0)[:, None], made.sum(axis=0), rng))
    for name, rows in (("months", np.stack(months)), ("sums of 24 months", np.stack(sums))):
        for channel, word in enumerate(("cooperation", "conflict")):
            tenths = np.histogram(rows[..., channel], bins=10, range=(0, 1))[0] / rows[..., channel].size
            inside = ((rows[..., channel] > 0.05) & (rows[..., channel] < 0.95)).mean()
            print(f"{name}, {word}: {tenths.round(3).tolist()} within the 90% band {inside:.3f}")


def placed(told: np.ndarray, made: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The randomised place of what came among its paths, 0 to 1; `told` has 1 for the paths on its last axis."""
    # Weighted counts are no whole numbers, those of paths are.
    told = np.floor(told + rng.random(told.shape))
    low, high = (made < told).mean(axis=-1), (made <= told).mean(axis=-1)
    return low + rng.random(low.shape) * (high - low)


if __name__ == "__main__":
    main(*sys.argv[1:])
