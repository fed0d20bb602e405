"""The two hidden log-rates of the measured level, carried on into the months ahead.

The model is that of `comity relation` (docs/method/level.md), with numbers of acts in the place of their weights.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from comity.forecasting.distributions import negative_binomial
from comity.forecasting.models.baselines import usual_rates
from comity.forecasting.models.protocol import Aim
from comity.forecasting.models.rolling import best
from comity.forecasting.panel import CHANNEL, COOPERATION, MATERIAL, Floats, Integers, Panel
from comity.measurement import USUAL, Dynamics, Masses, begun, moved, points
from comity.model import Target

# The ways in which relations may move that are tried: how single months stray, and how far a month goes.
_TRIED = (
    USUAL,
    replace(USUAL, dispersion=(3.0, 3.0)),
    replace(USUAL, persistence=0.98, innovation=(0.15, 0.15), dispersion=(1.5, 1.5), turn=0.01),
)


@dataclass(frozen=True)
class StateSpace:
    """Log-rates of cooperation and conflict on a grid that drift, turn, and rise and fall with attention."""

    dynamics: Dynamics = USUAL
    name: str = "state-space"

    def tuned(self, seen: Panel, aim: Aim) -> "StateSpace":
        """Tune how the rates move."""
        return best((replace(self, dynamics=each) for each in _TRIED), seen, aim)

    def fit(self, seen: Panel, aim: Aim) -> "_Filtered":
        """Take the dyads' mean log-rates from a panel."""
        # Means by whole years, so that fits of neighbouring origins share what was filtered.
        seen = seen.cut(max(len(seen.starts) // 12 * 12, 12))
        pair: tuple[Target, Target] = ("cooperation", _against(aim.target))
        means = [np.log(np.maximum(usual_rates(seen, replace(aim, target=each)), 1e-4)) for each in pair]
        return _Filtered(self.dynamics, aim, np.stack(means))


def _against(target: Target) -> Target:
    """The target that is followed beside cooperation."""
    return "material conflict" if CHANNEL[target] == MATERIAL else "conflict"


@dataclass
class _Filtered:
    """The filter of C dyads; `means` (2, C) are their log-rates of cooperation and conflict.

    What it has filtered is kept beside the counts that it saw, and used again only for a panel that begins with them.
    """

    dynamics: Dynamics
    aim: Aim
    means: Floats
    _before: tuple[Panel, Masses] | None = field(default=None, repr=False)

    def predict(self, seen: Panel) -> Floats:
        state = self._state(seen)
        for _ in range(self.aim.horizon):
            state = moved(state, self.dynamics)
        first = CHANNEL[self.aim.target] == COOPERATION
        mass = state.sum(axis=2 if first else 1)
        mass = mass / mass.sum(axis=1, keepdims=True)
        place = 0 if first else 1
        rates = np.exp(self.means[place][:, None] + points()) * seen.ahead()
        top = seen.top(self.aim.target)
        tables = negative_binomial(rates.ravel(), self.dynamics.dispersion[place], top)
        return np.asarray(np.einsum("ng,ngk->nk", mass, tables.reshape(*rates.shape, top + 1)))

    def _state(self, seen: Panel) -> Masses:
        """The states (C, G, G) after the last month seen."""
        key = ("state", self.dynamics, CHANNEL[_against(self.aim.target)], self.means.tobytes())
        if key in seen.memo:
            found: Masses = seen.memo[key]
            return found
        counts = [seen.told(each) for each in ("cooperation", _against(self.aim.target))]
        start, state = 0, np.repeat(begun(self.dynamics)[None], counts[0].shape[0], axis=0)
        if self._before is not None and _begins_with(seen, self._before[0]):
            start, state = len(self._before[0].starts), self._before[1]
        for t in range(start, len(seen.starts)):
            if t:
                state = moved(state, self.dynamics)
            if seen.exposure[t] > 0:
                told = [
                    self._likelihood(place, channel[:, t], seen.exposure[t]) for place, channel in enumerate(counts)
                ]
                state = state * told[0][:, :, None] * told[1][:, None, :]
            state = state / state.sum(axis=(1, 2), keepdims=True)
        self._before = (seen, state)
        seen.memo[key] = state
        return state

    def _likelihood(self, place: int, told: Integers, exposure: float) -> Masses:
        size = self.dynamics.dispersion[place]
        walk = self.means[place][:, None] + points()
        found = told[:, None] * walk - (told[:, None] + size) * np.log1p(exposure * np.exp(walk) / size)
        return np.asarray(np.exp(found - found.max(axis=1, keepdims=True)), dtype=np.float32)


def _begins_with(seen: Panel, before: Panel) -> bool:
    months = len(before.starts)
    return (
        len(seen.starts) >= months
        and np.array_equal(seen.chosen, before.chosen)
        and np.array_equal(seen.exposure[:months], before.exposure)
        and np.array_equal(seen.counts[seen.chosen, :, :months], before.counts[before.chosen])
    )
