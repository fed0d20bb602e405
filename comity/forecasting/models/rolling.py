"""Forecasts from one origin after the other, and the choice of settings by them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from comity.forecasting.distributions import fitted as resized
from comity.forecasting.models.protocol import Aim, Fitted, Model
from comity.forecasting.panel import Floats, Integers, Panel
from comity.forecasting.scores import crps, log_score

# A model is fitted anew after so many origins.
REFIT = 12
# Settings are chosen by the last so many months.
TUNING = 12
# A nat of log score weighs as much as so many acts of CRPS when settings are chosen.
_NAT = 0.5

Some = TypeVar("Some", bound=Model)


def rolled(model: Model, panel: Panel, aim: Aim, months: Sequence[int]) -> list[Floats]:
    """Forecasts (C, K + 1) of each of the months (their places), each from what was known `aim.horizon` months before.

    The model never holds more than the panel cut there.
    """
    made: list[Floats] = []
    fit: Fitted | None = None
    for number, month in enumerate(months):
        seen = known_at(panel, month - aim.horizon)
        if fit is None or number % REFIT == 0:
            fit = model.fit(seen, aim)
        made.append(fit.predict(seen))
    return made


def known_at(panel: Panel, origin: int) -> Panel:
    """The panel cut after the month `origin`; models share it, and what they work out of it."""
    key = ("cut", origin)
    if key not in panel.memo:
        panel.memo[key] = panel.cut(origin + 1)
    found: Panel = panel.memo[key]
    return found


def came(panel: Panel, aim: Aim, months: Sequence[int]) -> list[Integers]:
    """What came in each of the months, (C,) each."""
    told = panel.told(aim.target)
    return [told[:, month] for month in months]


def loss(made: Sequence[Floats], outcomes: Sequence[Integers]) -> float:
    """What settings are chosen by: CRPS and log score together, lower is better."""
    return float(
        np.mean([crps(pmf, y).mean() + _NAT * log_score(pmf, y).mean() for pmf, y in zip(made, outcomes, strict=True)])
    )


def last_months(seen: Panel) -> list[int]:
    """The places of the last twelve months."""
    length = len(seen.starts)
    return list(range(max(length - TUNING, 0), length))


def best(candidates: Iterable[Some], seen: Panel, aim: Aim) -> Some:
    """The candidate that did best in the last twelve months."""
    months = last_months(seen)
    outcomes = came(seen, aim, months)
    return min(candidates, key=lambda each: loss(rolled(each, seen, aim, months), outcomes))


def same_width(made: Sequence[Floats]) -> Floats:
    """Forecasts of several months as one table (M, C, K + 1)."""
    top = max(pmf.shape[1] for pmf in made) - 1
    return np.stack([resized(pmf, top) for pmf in made])
