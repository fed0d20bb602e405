"""Made-up panels whose rates are known."""

from datetime import date

import numpy as np

from comity.forecasting import Panel

STATES = ("ARG", "BOL", "CHL", "ECU", "PER", "PRY", "URY", "VEN")


def panel(rates: np.ndarray, *, seed: int = 3, directed: bool = True, exposure: np.ndarray | None = None) -> Panel:
    """A panel of Poisson counts with rates (N, 3, T) a month from January 2001 on."""
    count, _, months = rates.shape
    mark = ">" if directed else "-"
    pairs = [f"{one}{mark}{two}" for one in STATES for two in STATES if (one != two if directed else one < two)]
    covered = np.ones(months) if exposure is None else exposure
    counts = np.random.default_rng(seed).poisson(rates * covered)
    counts[:, 2] = np.minimum(counts[:, 2], counts[:, 0])
    starts = tuple(date(2001 + t // 12, t % 12 + 1, 1) for t in range(months))
    return Panel(tuple(pairs[:count]), starts, counts, covered, np.arange(count))


def steady(count: int = 24, months: int = 72, seed: int = 3) -> Panel:
    """Dyads of different rates that never change."""
    rates = np.broadcast_to(np.geomspace(0.2, 5, count)[:, None, None], (count, 3, months))
    return panel(rates, seed=seed)


def rising(count: int = 24, months: int = 72, at: int = 48) -> Panel:
    """Dyads that are quiet until a month, and then are not."""
    rates = np.where(np.arange(months) < at, 0.3, 4.0)
    return panel(np.broadcast_to(rates, (count, 3, months)))
