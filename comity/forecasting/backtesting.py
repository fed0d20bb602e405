"""The back-test: every model forecasts each month from what was known before it, and is scored by what came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.errors import UsageError
from comity.forecasting.issuing import HORIZONS, LEAST_MONTHS, TARGETS, checked
from comity.forecasting.level import falls
from comity.forecasting.models.baselines import Climatology, Persistence, Seasonal, Usual
from comity.forecasting.models.filters import Ewma, GammaPoisson
from comity.forecasting.models.learned import installed
from comity.forecasting.models.pool import product, recalibrated
from comity.forecasting.models.pooled import NAME, REGRESSION, TREES, Recipe, aligned, recipe
from comity.forecasting.models.protocol import Aim, Model
from comity.forecasting.models.rolling import TUNING, rolled
from comity.forecasting.models.state_space import StateSpace
from comity.forecasting.panel import Floats, Integers, Panel
from comity.forecasting.rows import Flags, Scored, rows_of
from comity.model import BacktestRow, Target

MODELS: tuple[Model, ...] = (
    Climatology(), Usual(), Persistence(), Seasonal(), Ewma(), GammaPoisson(), StateSpace(), REGRESSION,
)  # fmt: skip
# A month is onset when the six months up to its origin brought no such act.
QUIET = 6
Watch = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """The months of a back-test, by their places: settings are tuned on `tuning` months, scored on `tested` ones."""

    tuning: range
    tested: range

    @staticmethod
    def of(panel: Panel, *, tune_until: date | None, test_from: date | None, until: date | None) -> "Plan":
        """Place the days among the panel's months; by default the last three years are tested, the year before tunes.

        Raises `UsageError` for days that leave too little to learn from or nothing to test.
        """
        starts = panel.starts
        end = len(starts) if until is None else sum(start <= until for start in starts)
        first = max(end - 36, 0) if test_from is None else sum(start < test_from.replace(day=1) for start in starts)
        tuned = first if tune_until is None else sum(start <= tune_until for start in starts)
        begun, last = starts[0].isoformat()[:7], starts[-1].isoformat()[:7]
        if first >= end:
            raise UsageError("the tested months", "hold no month of the data", f"name days from {begun} to {last}")
        if tuned > first:
            step = "let the tuning end before the test begins"
            raise UsageError(f"tuning until {starts[tuned - 1]}", f"reaches into the test from {starts[first]}", step)
        if tuned - TUNING < LEAST_MONTHS:
            need = LEAST_MONTHS + TUNING
            raise UsageError(
                f"tuning on the year up to month {tuned} of the data ({begun} to {last})",
                "leaves too little before it to learn from",
                f"let it end at least {need} months after {begun}",
            )
        return Plan(range(tuned - TUNING, tuned), range(first, end))


def backtested(
    panel: Panel,
    plan: Plan,
    *,
    targets: Sequence[Target] = TARGETS,
    horizons: Sequence[int] = HORIZONS,
    models: Sequence[Model] | None = None,
    watch: Watch | None = None,
) -> tuple[tuple[BacktestRow, ...], tuple[Recipe, ...]]:
    """Run the back-test over the panel's chosen dyads; give its rows, and the tuned and pooled models.

    `models` are those beside the pool, by default all. Nothing after a forecast's origin reaches a model: each is
    handed a copy of the panel that ends there. Raises `UsageError` for a horizon below 1 or a history too short.
    """
    checked(panel, horizons)
    known = panel.cut(plan.tuning.stop)
    everyone = models or (*MODELS, *([TREES] if installed() else ()))
    rows: list[BacktestRow] = []
    recipes: list[Recipe] = []
    for horizon in horizons:
        made: dict[Target, dict[str, Floats]] = {}
        for target in targets:
            aim = Aim(target, horizon)
            if watch is not None:
                watch(f"{target}, {horizon} month{'s'[: horizon != 1]} ahead")
            tuned = [each.tuned(known, aim) for each in everyone]
            pooled = recipe(known, aim, {each.name: each for each in tuned})
            recipes.append(pooled)
            tables = aligned([rolled(each, panel, aim, plan.tested) for each in tuned])
            found = {each.name: table for each, table in zip(tuned, tables, strict=True)}
            found[NAME] = _pool(pooled, found, panel, aim, plan)
            made[target] = found
            scored = Scored(aim, _came(panel, aim, plan), *_cells(panel, aim, plan))
            rows += rows_of(scored, found, directed=">" in panel.names[0])
        if "conflict" in made and "cooperation" in made:
            scored, found = falls(panel, plan.tested, horizon, made["conflict"], made["cooperation"])
            rows += rows_of(scored, found, directed=">" in panel.names[0])
    return tuple(rows), tuple(recipes)


def _pool(pooled: Recipe, found: dict[str, Floats], panel: Panel, aim: Aim, plan: Plan) -> Floats:
    """Pool what the members gave, those that were not run by themselves included."""
    members = pooled.members
    missing = [each for each in members if each.name not in found]
    more = dict(
        zip(
            [each.name for each in missing],
            aligned([rolled(each, panel, aim, plan.tested) for each in missing]) if missing else [],
            strict=True,
        )
    )
    tables = [(found | more)[each.name] for each in members]
    width = max(each.shape[2] for each in tables)
    padded = np.stack([np.pad(each, ((0, 0), (0, 0), (0, width - each.shape[2]))) for each in tables])
    flat = np.maximum(padded.reshape(len(tables), -1, width), 1e-9)
    pool = pooled.pool
    mixed = recalibrated(product(flat, np.array(pool.weights)), pool.shift, pool.slope)
    return mixed.reshape(padded.shape[1:])


def _came(panel: Panel, aim: Aim, plan: Plan) -> Integers:
    """What came in the tested months, (M, C)."""
    return panel.told(aim.target)[:, plan.tested].T


def _cells(panel: Panel, aim: Aim, plan: Plan) -> tuple[Flags, Flags]:
    """Which cells (M, C) count, and which are active."""
    told = panel.told(aim.target)
    active = []
    for month in plan.tested:
        origin = month - aim.horizon
        active.append(told[:, max(origin - QUIET + 1, 0) : origin + 1].sum(axis=1) > 0)
    counted = np.repeat((panel.exposure[plan.tested] > 0)[:, None], len(panel.chosen), axis=1)
    return counted, np.stack(active)
