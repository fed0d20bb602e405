"""The share of settled pledges that were kept."""

from collections.abc import Iterable

import numpy as np

from comity.model import Interval, LedgerPledge, PledgeStatus

# What each settled status counts for; open and due pledges are not settled yet.
KEPT: dict[PledgeStatus, float] = {"fulfilled": 1.0, "partly": 0.5, "broken": 0.0, "lapsed": 0.0, "withdrawn": 0.0}
UNIT = "share of settled pledges"
# The narrowest posterior that a grid of this many points still tells to three digits is that of 100,000 pledges.
_POINTS = 20_001


def fulfilment(pledges: Iterable[LedgerPledge], *, party: str | None = None) -> Interval | None:
    """The share of settled pledges that were kept, of one `party` (a state's code) or of all; null if none is settled.

    With k kept of n settled (one kept in part counts half), mean and 90% interval are those of Beta(1 + k, 1 + n - k),
    the posterior of a share of which nothing was known before. Formula: docs/method/fulfilment.md.
    """
    kept = [
        KEPT[pledge.status]
        for pledge in pledges
        if pledge.status in KEPT and (party is None or party in _parties(pledge))
    ]
    if not kept:
        return None
    a, b = 1 + sum(kept), 1 + len(kept) - sum(kept)
    low, high = _beta_quantiles(a, b, (0.05, 0.95))
    return Interval(a / (a + b), low, high, len(kept), UNIT)


def fulfilment_by_party(pledges: Iterable[LedgerPledge]) -> dict[str, Interval]:
    """The share of each party with settled pledges, by its code in alphabetical order; joint pledges count for each."""
    known = tuple(pledges)
    found = {party: fulfilment(known, party=party) for party in sorted({p for each in known for p in _parties(each)})}
    return {party: share for party, share in found.items() if share is not None}


def _parties(pledge: LedgerPledge) -> set[str]:
    return {party.country for party in pledge.parties if party.country is not None}


def _beta_quantiles(a: float, b: float, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Quantiles of Beta(a, b) for a, b >= 1, by the sum of its density over a grid."""
    grid = np.linspace(0, 1, _POINTS)
    inner = grid[1:-1]
    log_density = np.full(_POINTS, -np.inf)
    log_density[1:-1] = (a - 1) * np.log(inner) + (b - 1) * np.log1p(-inner)
    # At the ends only an exponent of 0 leaves any density.
    log_density[0] = 0.0 if a == 1 else -np.inf
    log_density[-1] = 0.0 if b == 1 else -np.inf
    density = np.exp(log_density - log_density.max())
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return tuple(float(np.interp(share, below / below[-1], grid)) for share in shares)
