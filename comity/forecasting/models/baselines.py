"""The baselines: what is usual for a dyad, what it did last, what it does at this time of the year."""

from dataclasses import dataclass, replace

import numpy as np

from comity.forecasting.distributions import negative_binomial, normal
from comity.forecasting.models.protocol import Aim
from comity.forecasting.models.rolling import best
from comity.forecasting.panel import Floats, Panel

# What is usual of any dyad counts as so many months of a dyad's own.
_MONTHS = 2.0
_SIZES = (0.4, 0.7, 1.0, 1.5, 2.5, 4.0, 8.0, 20.0)


def usual_rates(seen: Panel, aim: Aim) -> Floats:
    """Acts a month at usual exposure (C,) over the whole history, drawn a little to the mean of all dyads."""
    told, exposed = seen.told(aim.target).sum(axis=1), seen.exposure.sum()
    everyone = told.mean() / max(exposed, 1e-9)
    return np.asarray((told + _MONTHS * everyone) / (exposed + _MONTHS))


def usual_sizes(seen: Panel, aim: Aim, rates: Floats) -> Floats:
    """Sizes of the dyads' negative binomials (C,) by the moments of their history, drawn to that of all together."""
    told = seen.told(aim.target)
    expected = rates[:, None] * seen.exposure
    beyond = ((told - expected) ** 2 - expected).sum(axis=1)
    squares = (expected**2).sum(axis=1)
    everyone = max(beyond.sum(), 1e-9) / max(squares.sum(), 1e-9)
    weight = squares.mean() * 0.2
    own = (np.maximum(beyond, 0) + weight * everyone) / np.maximum(squares + weight, 1e-9)
    return np.asarray(np.clip(1 / np.maximum(own, 1e-3), 0.05, 1000))


@dataclass(frozen=True)
class Climatology:
    """The shares of the dyad's whole history: how many months had no act, one, two, ...

    What all dyads together show counts as half a month of a dyad's own. Coverage does not enter.
    """

    name: str = "climatology"

    def tuned(self, seen: Panel, aim: Aim) -> "Climatology":
        """Nothing is tuned."""
        return self

    def fit(self, seen: Panel, aim: Aim) -> "_Shares":
        """Shares follow what is seen."""
        return _Shares(aim)


@dataclass(frozen=True)
class _Shares:
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        told = seen.told(self.aim.target)[:, seen.exposure > 0]
        top = seen.top(self.aim.target)
        flat = told + (top + 1) * np.arange(len(told))[:, None]
        shares = np.bincount(flat.ravel(), minlength=len(told) * (top + 1)).reshape(-1, top + 1)
        everyone = shares.sum(axis=0) / max(shares.sum(), 1)
        return normal((shares + 0.5 * everyone) / (shares.sum(axis=1, keepdims=True) + 0.5))


@dataclass(frozen=True)
class Usual:
    """The dyad's whole history, smoothed: a negative binomial with its mean rate and spread, at present coverage."""

    name: str = "usual-nb"

    def tuned(self, seen: Panel, aim: Aim) -> "Usual":
        """Nothing is tuned."""
        return self

    def fit(self, seen: Panel, aim: Aim) -> "_Usual":
        """Rates follow what is seen."""
        return _Usual(aim)


@dataclass(frozen=True)
class _Usual:
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        rates = usual_rates(seen, self.aim)
        sizes = usual_sizes(seen, self.aim, rates)
        return negative_binomial(rates * seen.ahead(), sizes, seen.top(self.aim.target))


@dataclass(frozen=True)
class Persistence:
    """The last month again: a negative binomial around it, drawn by `share` to what is usual."""

    share: float = 0.5
    size: float = 1.5
    name: str = "persistence"

    def tuned(self, seen: Panel, aim: Aim) -> "Persistence":
        """Tune the share and the size."""
        shares = (0.1, 0.2, 0.35, 0.5, 0.7)
        return best((replace(self, share=share, size=size) for share in shares for size in _SIZES), seen, aim)

    def fit(self, seen: Panel, aim: Aim) -> "_Last":
        """Rates follow what is seen."""
        return _Last(self, aim)


@dataclass(frozen=True)
class _Last:
    model: Persistence
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        known = np.flatnonzero(seen.exposure > 0)
        usual = usual_rates(seen, self.aim)
        last = usual
        if len(known):
            last = seen.told(self.aim.target)[:, known[-1]] / seen.exposure[known[-1]]
        mean = (1 - self.model.share) * last + self.model.share * usual
        return negative_binomial(mean * seen.ahead(), self.model.size, seen.top(self.aim.target))


@dataclass(frozen=True)
class Seasonal:
    """The same month of earlier years, `months` of what is usual added to it."""

    months: float = 4.0
    size: float = 1.5
    name: str = "seasonal"

    def tuned(self, seen: Panel, aim: Aim) -> "Seasonal":
        """Tune how much is added, and the size."""
        added = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
        return best((replace(self, months=months, size=size) for months in added for size in _SIZES), seen, aim)

    def fit(self, seen: Panel, aim: Aim) -> "_Season":
        """Rates follow what is seen."""
        return _Season(self, aim)


@dataclass(frozen=True)
class _Season:
    model: Seasonal
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        mean = seasonal_rates(seen, self.aim, self.model.months)
        return negative_binomial(mean * seen.ahead(), self.model.size, seen.top(self.aim.target))


def seasonal_rates(seen: Panel, aim: Aim, months: float) -> Floats:
    """Rates (C,) of the target's calendar month over all years seen, with `months` usual months added."""
    length = len(seen.starts)
    same = np.arange(length) % 12 == (length - 1 + aim.horizon) % 12
    usual = usual_rates(seen, aim)
    told = seen.told(aim.target)[:, same].sum(axis=1)
    return np.asarray((told + months * usual) / (seen.exposure[same].sum() + months))
