"""Event studies: what followed the precedents of an input, held against matched dates without one.

For each precedent the counts of the months after it are compared with what was expected of them before; the same is
done at the dyad's matched dates without a precedent (placebo dates), whose mean and spread are what would have come
anyway. The log-ratio that is left is the effect. It is drawn to what other dyads show, and that towards none: see
docs/method/what-if.md for formulas and sources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from comity.simulation.panel import Panel
from comity.simulation.types import Floats, Integers, Truths

# Months after the act (first, last) in which what follows it is one number.
STRETCHES = ((0, 2), (3, 5), (6, 11))
# What is held of an effect before any precedent: none, give or take these standard deviations of log-rates. A factor
# of two either way is at the edge of the first; later months are held to less.
_PRIOR = (0.4, 0.3, 0.25)
# How far one dyad's effect lies from that of all.
_BETWEEN = 0.2
# How effects of neighbouring stretches go together.
_ALIKE = 0.6
_REACH, _STEPS = 2.5, 101
_MATCHED = 16
_LEAST_PLACEBOS = 12
# A date is no placebo when a precedent lies so many months before it.
_CLEAR = 3
_LEAST_MONTHS = 36


@dataclass(frozen=True)
class Found:
    """What one dyad tells: `likelihood` (S, 2, P) of the effect on the grid, and what it rests on.

    `responses` gives by month of a precedent its log-ratio to matched dates in the first stretch, (2,).
    """

    likelihood: Floats
    used: int
    placebos: int
    responses: Mapping[int, Floats]


@dataclass(frozen=True)
class Studied:
    """The effect of an input on a dyad: its density on the grid (S, 2, P), and how many precedents it rests on."""

    density: Floats
    own: Found | None
    used: int
    dyads: int
    placebos: int

    def draws(self, normal: Floats) -> Floats:
        """Give effects on log-rates, (n, S, 2), from standard normal numbers of that shape."""
        chol = np.linalg.cholesky(_ALIKE ** np.abs(np.subtract.outer(range(len(STRETCHES)), range(len(STRETCHES)))))
        alike = np.einsum("st,ntc->nsc", chol, normal)
        share = _normal_cdf(np.asarray(alike))
        made = np.empty_like(alike)
        for s in range(len(STRETCHES)):
            for channel in range(2):
                rising = np.cumsum(self.density[s, channel])
                made[:, s, channel] = np.interp(share[:, s, channel], rising - self.density[s, channel] / 2, _grid())
        return np.asarray(made, dtype=np.float64)

    def quantile(self, share: float) -> Floats:
        """Give the effects (S, 2) under which this share of the density lies."""
        found = np.empty((len(STRETCHES), 2))
        for s in range(len(STRETCHES)):
            for channel in range(2):
                rising = np.cumsum(self.density[s, channel])
                found[s, channel] = np.interp(share, rising - self.density[s, channel] / 2, _grid())
        return found

    @property
    def mean(self) -> Floats:
        """The mean effects (S, 2)."""
        return np.asarray(self.density @ _grid())


def look(panel: Panel, at: Sequence[int]) -> Found | None:
    """Study one dyad's precedents, in the months `at`; null when there are too few months or placebo dates."""
    months = len(panel.starts)
    before = np.zeros(months, dtype=bool)
    for month in at:
        before[month : month + _CLEAR + 1] = True
    placebo = np.flatnonzero(~before & panel.covered)
    if panel.covered.sum() < _LEAST_MONTHS or len(placebo) < _LEAST_PLACEBOS or not at:
        return None
    likelihood = np.zeros((len(STRETCHES), 2, _STEPS))
    responses: dict[int, Floats] = {}
    used: set[int] = set()
    for s, (first, last) in enumerate(STRETCHES):
        told, mean = _after(panel, first, last)
        whole: Truths = np.asarray(np.isfinite(told).all(axis=0))
        there = np.array([month for month in at if whole[month]], dtype=np.int64)
        dates = placebo[whole[placebo]]
        if not len(there) or len(dates) < _LEAST_PLACEBOS:
            continue
        used |= set(there.tolist())
        near = _matched(panel, there, dates)
        apart = _matched(panel, dates, dates)
        trust = 1 / (np.abs(there[:, None] - there[None]) <= last - first).sum(axis=1)
        for channel in range(2):
            size, skill = _dispersion(told[channel], mean[channel], dates, apart)
            usual = _usual(told[channel], mean[channel], near) * mean[channel, there] * skill
            alone = min(near.shape[1], len(dates) / (last - first + 1))
            doubt = (1 / max(float(usual.mean()), 0.1) + 1 / size) / alone
            likelihood[s, channel] = _blurred(_likelihood(told[channel, there], usual, size, trust), doubt**0.5)
            if s == 0:
                for month, count, expected in zip(there, told[channel, there], usual, strict=True):
                    responses.setdefault(int(month), np.zeros(2))[channel] = np.log((count + 0.5) / (expected + 0.5))
    return Found(likelihood, len(used), len(placebo), responses) if used else None


def pooled(own: Found | None, others: Sequence[Found]) -> Studied:
    """Draw a dyad's effect to those of others, and these towards none."""
    grid = _grid()
    between = np.exp(-0.5 * ((grid[:, None] - grid[None]) / _BETWEEN) ** 2)
    between /= between.sum(axis=1, keepdims=True)
    density = np.empty((len(STRETCHES), 2, _STEPS))
    for s, prior in enumerate(_PRIOR):
        for channel in range(2):
            common = -0.5 * (grid / prior) ** 2
            for each in others:
                log = each.likelihood[s, channel]
                common = common + np.log(between @ np.exp(log - log.max()) + 1e-300)
            shared = np.exp(common - common.max())
            mass = (shared / shared.sum()) @ between
            if own is not None:
                log = own.likelihood[s, channel]
                mass = mass * np.exp(log - log.max())
            density[s, channel] = mass / mass.sum()
    everyone = [*others, *([own] if own else [])]
    return Studied(
        density=density,
        own=own,
        used=sum(each.used for each in everyone),
        dyads=len(everyone),
        placebos=sum(each.placebos for each in everyone),
    )


def _after(panel: Panel, first: int, last: int) -> tuple[Floats, Floats]:
    """Sums of counts and of what was expected of them in the months `first..last` after each month, (2, T) each.

    NaN where the record ends before, or half of the months were not covered.
    """
    months, long = len(panel.starts), last - first + 1
    told, mean = np.full((2, months), np.nan), np.full((2, months), np.nan)
    count = months - last
    if count <= 0:
        return told, mean
    sums = [np.lib.stride_tricks.sliding_window_view(each, long, axis=-1)[..., first : first + count, :] for each in
            (panel.told, panel.exposed, panel.covered)]  # fmt: skip
    whole = (sums[2].mean(axis=-1) > 0.5) & panel.covered[:count]
    told[:, :count] = np.where(whole, sums[0].sum(axis=-1), np.nan)
    mean[:, :count] = np.where(whole, sums[1].sum(axis=-1) * panel.expected[:, :count], np.nan)
    return told, mean


def _matched(panel: Panel, at: Integers, dates: Integers) -> Integers:
    """The dates (M, K) most like each of the months (M,) in both rates just before; never the month itself."""
    spread = panel.log_rate[:, dates].std(axis=1) + 0.1
    apart = (panel.log_rate[:, at, None] - panel.log_rate[:, None, dates]) / spread[:, None, None]
    far = (apart**2).sum(axis=0)
    far[at[:, None] == dates[None]] = np.inf
    return np.asarray(dates[np.argsort(far, axis=1, kind="stable")[:, : min(_MATCHED, len(dates) - 1)]])


def _usual(told: Floats, mean: Floats, near: Integers) -> Floats:
    """What came at matched dates over what was expected there, (M,)."""
    return np.asarray((told[near].sum(axis=1) + 1) / (mean[near].sum(axis=1) + 1))


def _dispersion(told: Floats, mean: Floats, dates: Integers, near: Integers) -> tuple[float, float]:
    """How widely placebo dates scatter around their matched ones (the size of a negative binomial), and their bias."""
    usual = _usual(told, mean, near) * mean[dates]
    skill = float((told[dates].sum() + 1) / (usual.sum() + 1))
    usual = usual * skill
    extra = float(((told[dates] - usual) ** 2 - usual).sum())
    return float(np.clip((usual**2).sum() / max(extra, 1e-9), 0.3, 50.0)), skill


def _likelihood(told: Floats, usual: Floats, size: float, trust: Floats) -> Floats:
    """Log-likelihood (P,) of an effect: negative binomial counts, overlapping windows counted once."""
    mean = np.maximum(usual, 1e-6)[:, None] * np.exp(_grid())
    log = told[:, None] * np.log(mean) - (told[:, None] + size) * np.log(mean + size)
    return np.asarray((trust[:, None] * log).sum(axis=0))


def _blurred(log: Floats, spread: float) -> Floats:
    """A log-likelihood (P,) when what came at matched dates, which all precedents share, is known only so far."""
    grid = _grid()
    near = np.exp(-0.5 * ((grid[:, None] - grid[None]) / max(spread, grid[1] - grid[0])) ** 2)
    near /= near.sum(axis=1, keepdims=True)
    return np.asarray(np.log(near @ np.exp(log - log.max()) + 1e-300))


def _grid() -> Floats:
    return np.linspace(-_REACH, _REACH, _STEPS)


def _normal_cdf(z: Floats) -> Floats:
    """Share of a standard normal below z, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17)."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi) * poly
    return np.asarray(np.where(z >= 0, 1 - upper, upper))
