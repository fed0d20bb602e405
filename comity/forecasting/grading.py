"""Frozen forecasts held against what came about."""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec
import numpy as np

from comity.forecasting.level import falls
from comity.forecasting.panel import Panel
from comity.forecasting.scores import brier, crps, log_score
from comity.model import Forecast, Frozen, Grade

# The panel in which the months of a frozen forecast are counted, and the last day (ISO) that its coder covered; null
# where the record no longer holds that coder's rows.
Known = Callable[[Frozen], tuple[Panel, str] | None]


def graded(found: Iterable[Frozen], known: Known) -> tuple[Grade, ...]:
    """Give a grade a frozen forecast, in the order given: scored where the data cover its month to the end, else open.

    Grades are worked out anew each time from the record as it stands; nothing that was frozen is touched.
    """
    return tuple(_grade(each, known(each)) for each in found)


def _grade(each: Frozen, known: tuple[Panel, str] | None) -> Grade:
    blank = _open(each)
    if known is None:
        return _with(blank, note=f"the record holds no rows of {each.coder}")
    panel, until = known
    start = date.fromisoformat(each.forecast.start)
    if until < each.forecast.end or start not in panel.starts:
        return _with(blank, note=f"the data reach to {until}")
    month = panel.starts.index(start)
    if panel.exposure[month] <= 0:
        return _with(blank, status="void", note="the coder covered nothing in that month")
    came = _came(each.forecast, panel, month)
    if came is None:
        return _with(blank, status="void", note="no act of the two is told in that month, so no balance either")
    return _scored(blank, each, came)


def _open(each: Frozen) -> Grade:
    told = each.forecast
    return Grade(
        id=each.id,
        dyad=told.dyad,
        direction=told.direction,
        target=told.target,
        start=told.start,
        end=told.end,
        horizon=told.horizon,
        model=told.model,
        issued=told.issued,
        who=each.who,
        status="open",
        late=told.issued[:10] > told.end,
        probability_any=told.probability_any,
    )


def _came(told: Forecast, panel: Panel, month: int) -> int | None:
    """What the month brought; null when the balance of "level falls" is not defined."""
    name = told.direction or told.dyad
    if name not in panel.names:
        # A dyad that no row names had no act in a covered month.
        return None if told.target == "level falls" else 0
    alone = panel.choosing([panel.names.index(name)])
    if told.target != "level falls":
        return int(alone.told(told.target)[0, month])
    scored, _ = falls(alone, [month], told.horizon, {}, {})
    return int(scored.came[0, 0]) if scored.counted[0, 0] else None


def _scored(blank: Grade, each: Frozen, came: int) -> Grade:
    pmf, outcome = np.array([each.distribution]), np.array([came])
    told = each.forecast
    inside = told.quantiles["0.1"] <= came <= told.quantiles["0.9"]
    return _with(
        blank,
        status="graded",
        came=came,
        log_score=float(log_score(pmf, outcome)[0]),
        crps=float(crps(pmf, outcome)[0]),
        brier=float(brier(pmf, outcome)[0]),
        brier_usual=(told.base_rate - (came > 0)) ** 2,
        inside80=None if told.target == "level falls" else inside,
    )


def _with(grade: Grade, **changes: object) -> Grade:
    return msgspec.structs.replace(grade, **changes)
