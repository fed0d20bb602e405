"""Rates that follow the recent months: an exponentially weighted mean, and a gamma-Poisson filter.

Sources: exponential smoothing (Brown 1959); the discounted gamma-Poisson filter (Harvey & Fernandes 1989; West &
Harrison 1997).
"""

from dataclasses import dataclass, replace

import numpy as np

from comity.forecasting.distributions import negative_binomial
from comity.forecasting.models.baselines import usual_rates
from comity.forecasting.models.protocol import Aim
from comity.forecasting.models.rolling import best
from comity.forecasting.panel import Floats, Panel

_HALF_LIVES = (2.0, 3.0, 4.0, 6.0, 9.0, 12.0, 18.0, 24.0, 36.0)
_SIZES = (0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0)
_POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def weights(length: int, half_life: float) -> Floats:
    """The weights (T,) of months: 1 for the last, half as much `half_life` months before."""
    return np.asarray(0.5 ** (np.arange(length)[::-1] / half_life))


def recent_rates(seen: Panel, aim: Aim, half_life: float) -> Floats:
    """The exponentially weighted mean rate (C,) at usual exposure, begun with what is usual in the whole history."""
    each = weights(len(seen.starts), half_life)
    begun = 0.5 ** (len(seen.starts) / half_life) / (1 - 0.5 ** (1 / half_life)) + 0.25
    told, exposed = seen.told(aim.target) @ each, float(seen.exposure @ each)
    return np.asarray((told + begun * usual_rates(seen, aim)) / (exposed + begun))


@dataclass(frozen=True)
class Ewma:
    """An exponentially weighted mean rate, with a negative binomial of size `size` * mean**`power` around it.

    The baseline to beat. A power of 0 gives every dyad the same size, of 1 the same ratio of variance to mean.
    """

    half_life: float = 9.0
    size: float = 1.0
    power: float = 0.5
    name: str = "ewma-nb"

    def tuned(self, seen: Panel, aim: Aim) -> "Ewma":
        """Tune the half-life, then the size, then the half-life again."""
        made = best((replace(self, half_life=each) for each in _HALF_LIVES), seen, aim)
        made = best((replace(made, size=each, power=power) for each in _SIZES for power in _POWERS), seen, aim)
        return best((replace(made, half_life=each) for each in _HALF_LIVES), seen, aim)

    def fit(self, seen: Panel, aim: Aim) -> "_Smoothed":
        """Rates follow what is seen."""
        return _Smoothed(self, aim)


@dataclass(frozen=True)
class _Smoothed:
    model: Ewma
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        mean = recent_rates(seen, self.aim, self.model.half_life) * seen.ahead()
        sizes = np.clip(self.model.size * mean**self.model.power, 0.05, 1000)
        return negative_binomial(mean, sizes, seen.top(self.aim.target))


@dataclass(frozen=True)
class GammaPoisson:
    """A gamma-distributed rate that forgets: both its parameters are discounted each month.

    Without news it goes back to the dyad's usual rate, known as well as `worth` months tell.
    """

    discount: float = 0.9
    worth: float = 1.0
    name: str = "gamma-poisson"

    def tuned(self, seen: Panel, aim: Aim) -> "GammaPoisson":
        """Tune the discount and what the usual rate is worth."""
        discounts = (0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98)
        worths = (0.25, 0.5, 1.0, 2.0, 4.0)
        return best((replace(self, discount=each, worth=worth) for each in discounts for worth in worths), seen, aim)

    def fit(self, seen: Panel, aim: Aim) -> "_Discounted":
        """Rates follow what is seen."""
        return _Discounted(self, aim)


@dataclass(frozen=True)
class _Discounted:
    model: GammaPoisson
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        kept = self.model.discount ** (np.arange(len(seen.starts))[::-1] + self.aim.horizon)
        usual = usual_rates(seen, self.aim)
        shape = seen.told(self.aim.target) @ kept + self.model.worth * usual
        rate = float(seen.exposure @ kept) + self.model.worth
        return negative_binomial(shape / rate * seen.ahead(), shape, seen.top(self.aim.target))
