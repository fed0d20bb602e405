"""A dyad month by month as studies of effects see it: what was told, and what was expected before it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.codebook import weight
from comity.exchange import start_of
from comity.measurement import UNIT, Foreseen
from comity.model import Act
from comity.simulation.types import Floats, Truths

# Of the surprises of earlier months, how much is at work a month later: half.
_FADING = 0.5
# What one standard deviation of surprise does to the next month's log-rate, before the data speak.
_USUAL_EXCITATION = 0.1
_CLIP = 3.0


@dataclass(frozen=True)
class Panel:
    """A dyad over T months; (2, T) are channels: cooperation, conflict.

    `told` are weighted counts, `exposed` what was covered, `expected` the rate that the months before let expect (a
    usual month), `log_rate` the mean of its logarithm; `place` gives the month of its first day.
    """

    dyad: str
    starts: tuple[date, ...]
    told: Floats
    exposed: Floats
    expected: Floats
    log_rate: Floats

    @property
    def covered(self) -> Truths:
        """The months (T,) of which anything was read."""
        return np.asarray(self.exposed.max(axis=0) > 0)

    def month_of(self, day: str) -> int | None:
        """Give the place of a day's month; null when it lies outside."""
        start = start_of(date.fromisoformat(day[:10]), "month")
        at = (start.year - self.starts[0].year) * 12 + start.month - self.starts[0].month
        return at if 0 <= at < len(self.starts) else None

    def without(self, acts: Iterable[Act]) -> "Panel":
        """Give the panel with these acts not counted: what follows an act is not the act itself."""
        told = self.told.copy()
        for act in acts:
            at = self.month_of(act.date)
            if at is not None:
                channel = 0 if act.quad.endswith("cooperation") else 1
                told[channel, at] -= _weight(act) / UNIT[channel]
        return Panel(self.dyad, self.starts, np.maximum(told, 0.0), self.exposed, self.expected, self.log_rate)


def panels(dyads: Sequence[str], starts: Sequence[date], seen: Foreseen) -> tuple[Panel, ...]:
    """Give a panel for each of the dyads that were filtered together."""
    return tuple(
        Panel(dyad, tuple(starts), seen.told[n], seen.exposed[n], seen.expected[n], seen.log_rate[n])
        for n, dyad in enumerate(dyads)
    )


def _weight(act: Act) -> float:
    try:
        # A joint act stands in both directions of a dyad that is counted as a whole.
        return weight(act.type, act.mode) * (2 if act.joint else 1)
    except KeyError:
        return 0.0


def surprises(panel: Panel, dispersion: Sequence[float]) -> Floats:
    """Give how far each month's counts lay from what was expected, in standard deviations (2, T); 0 if uncovered."""
    mean = panel.exposed * panel.expected
    spread = np.sqrt(mean + mean**2 / np.array(dispersion)[:, None])
    found = np.divide(panel.told - mean, spread, out=np.zeros_like(mean), where=spread > 0)
    return np.asarray(np.clip(found, -_CLIP, _CLIP))


def excitation(found: Sequence[Panel], dispersion: Sequence[float]) -> Floats:
    """Give what the surprises of earlier months do to log-rates (2, 2), from row channel to column channel.

    Weighted least squares of the ratio of counts to what was expected on the fading sum of earlier surprises, over all
    panels, drawn to 0 by `_USUAL_EXCITATION`. The diagonal is self-excitation, the rest cross-excitation.
    """
    gram = [np.eye(2) / _USUAL_EXCITATION**2 for _ in range(2)]
    told = [np.zeros(2) for _ in range(2)]
    for panel in found:
        past = faded(surprises(panel, dispersion))
        mean = panel.exposed * panel.expected
        for channel in range(2):
            there = mean[channel] > 0
            there[0] = False
            ratio = panel.told[channel, there] / mean[channel, there] - 1
            trust = 1 / (1 / mean[channel, there] + 1 / dispersion[channel])
            before = past[:, there]
            gram[channel] += (before * trust) @ before.T
            told[channel] += (before * trust) @ ratio
    made = np.stack([np.linalg.solve(gram[channel], told[channel]) for channel in range(2)], axis=1)
    return np.asarray(np.clip(made, -0.3, 0.3))


def faded(surprise: Floats) -> Floats:
    """Give the fading sums (2, T) of the surprises before each month."""
    found = np.zeros_like(surprise)
    for t in range(1, surprise.shape[1]):
        found[:, t] = _FADING * found[:, t - 1] + surprise[:, t - 1]
    return found


def fade(carried: Floats, surprise: Floats) -> Floats:
    """Give one step of `faded`, for paths."""
    return np.asarray(_FADING * carried + np.clip(surprise, -_CLIP, _CLIP))
