"""Forecasts of one dyad, as they are issued."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import numpy as np

from comity.errors import UsageError
from comity.forecasting.distributions import means, quantiles
from comity.forecasting.models.protocol import Aim, Fitted
from comity.forecasting.panel import Panel, undirected
from comity.measurement import last_day
from comity.model import Forecast, PastSkill, Target

TARGETS: tuple[Target, ...] = ("conflict", "cooperation", "material conflict")
HORIZONS = (1, 3, 6)
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
# With fewer months there is nothing to say what is usual.
LEAST_MONTHS = 24


def forecast_dyad(
    panel: Panel,
    name: str,
    fitted: Callable[[Panel, Aim], Fitted],
    *,
    issued: str,
    targets: Sequence[Target] = TARGETS,
    horizons: Sequence[int] = HORIZONS,
    model: str,
    past: Iterable[tuple[Aim, PastSkill]] = (),
) -> tuple[Forecast, ...]:
    """Forecast one dyad ("JPN-KOR") or direction ("JPN>KOR") of a panel from its last month on.

    `fitted` gives the fitted model of a target and horizon (`Ewma().fit`; `Pooled.fitted`), `model` its name, `issued`
    the ISO time of issue, `past` the skill that the back-test found. A row a target and horizon, in that order.
    Raises `UsageError` for a dyad that the panel does not hold, a history too short and a horizon below 1.
    """
    checked(panel, horizons)
    if name not in panel.names:
        raise UsageError(f"dyad {name!r}", "has no act in these months", "name one that `comity relation` measures")
    place = panel.names.index(name)
    among = panel if place in panel.chosen else panel.choosing([*panel.chosen.tolist(), place])
    row = int(np.flatnonzero(among.chosen == place)[0])
    known = dict(past)
    made = []
    for target in targets:
        told = among.told(target)[row][among.exposure > 0]
        for horizon in horizons:
            aim = Aim(target, horizon)
            pmf = fitted(among, aim).predict(among)[row : row + 1]
            start = later(among.starts[-1], horizon)
            skill = known.get(aim)
            values = quantiles(pmf, np.array(QUANTILES))[0]
            made.append(
                Forecast(
                    dyad=undirected(name) if ">" in name else name,
                    direction=name if ">" in name else None,
                    target=target,
                    start=start.isoformat(),
                    end=last_day_of(start).isoformat(),
                    horizon=horizon,
                    mean=float(means(pmf)[0]),
                    quantiles={f"{level:g}": float(value) for level, value in zip(QUANTILES, values, strict=True)},
                    probability_any=float(1 - pmf[0, 0]),
                    base_rate=float((told > 0).mean()),
                    model=model,
                    issued=issued,
                    past_skill=skill,
                    note=None if skill else "no back-test of this target and horizon is kept: run `comity backtest`",
                )
            )
    return tuple(made)


def checked(panel: Panel, horizons: Sequence[int]) -> None:
    """Refuse horizons and histories that nothing can be forecast from. Raises `UsageError`."""
    wrong = [each for each in horizons if not 1 <= each <= 12]
    if wrong or not horizons:
        told = ", ".join(map(str, wrong)) or "none"
        raise UsageError(f"horizon {told}", "is not a number of months ahead", "take 1 to 12, such as 1, 3 and 6")
    months = len(panel.starts)
    if months < LEAST_MONTHS:
        raise UsageError(
            f"a history of {months} months", "is too short to forecast from", f"give {LEAST_MONTHS} months or more"
        )


def later(start: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_day_of(month: date) -> date:
    """The last day of the month that begins on a day."""
    return last_day(month, "month")
