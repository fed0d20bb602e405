"""The back-test as a whole: its rows, its months, what is kept of it, and bad input."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from comity.errors import UsageError
from comity.forecasting import Aim, Ewma, Plan, backtested, counted_run, forecast_dyad, keep, kept
from comity.forecasting.backtesting import MODELS
from comity.forecasting.level import falls
from comity.model import Backtest
from tests.forecasting.worlds import panel, rising, steady

QUICK = tuple(model for model in MODELS if model.name in ("climatology", "ewma-nb"))
NO_DAYS: dict[str, date | None] = {"tune_until": None, "test_from": None, "until": None}


@pytest.fixture(scope="module")
def found() -> tuple:
    known = rising(months=72, at=40)
    plan = Plan.of(known, **(NO_DAYS | {"test_from": date(2006, 1, 1)}))
    return backtested(known, plan, horizons=(1,), models=QUICK)


def test_a_row_a_model_target_and_set(found: tuple) -> None:
    rows, recipes = found
    first = [row for row in rows if row.target == "conflict" and row.cell_set == "all"]
    assert [row.model for row in first] == ["climatology", "ewma-nb", "comity-pool.v1"]
    assert {row.cells for row in first} == {24 * 12}
    assert {(each.target, each.horizon) for each in recipes} == {
        (target, 1) for target in ("conflict", "cooperation", "material conflict")
    }
    told = msgspec.to_builtins(first[0])
    assert told["set"] == "all" and told["skill_crps"] == 0 and told["bss"] == 0


def test_what_follows_a_rise_has_skill_with_an_interval_around_it(found: tuple) -> None:
    for name in ("ewma-nb", "comity-pool.v1"):
        row = next(r for r in found[0] if (r.model, r.target, r.cell_set) == (name, "conflict", "all"))
        assert row.skill_low < row.skill_crps < row.skill_high
        assert row.skill_low > 0
        assert 0.6 < row.coverage80 < 0.95


def test_active_and_onset_cells_are_all_cells(found: tuple) -> None:
    rows = [row for row in found[0] if row.model == "ewma-nb" and row.target == "material conflict"]
    sizes = {row.cell_set: row.cells for row in rows}
    assert sizes["all"] == sizes.get("active", 0) + sizes.get("onset", 0)


def test_the_months_of_a_plan() -> None:
    known = steady(months=96)
    plan = Plan.of(known, **NO_DAYS)
    assert (plan.tuning, plan.tested) == (range(48, 60), range(60, 96))
    named = Plan.of(known, tune_until=date(2004, 12, 31), test_from=date(2006, 1, 1), until=date(2006, 6, 30))
    assert (named.tuning, named.tested) == (range(36, 48), range(60, 66))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"test_from": date(2031, 1, 1)}, "name days from 2001-01 to 2008-12"),
        ({"test_from": date(1990, 1, 1)}, "at least 36 months after 2001-01"),
        ({"tune_until": date(2007, 12, 31), "test_from": date(2006, 1, 1)}, "before the test begins"),
        ({"until": date(2002, 1, 1)}, "at least 36 months"),
    ],
)
def test_days_that_do_not_fit(days: dict[str, date], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Plan.of(steady(months=96), **(NO_DAYS | days))


def test_forecasts_of_a_dyad() -> None:
    known = rising()
    rows = forecast_dyad(known, "ARG>BOL", Ewma(half_life=2).fit, issued="2007-01-03T10:00:00Z", model="ewma-nb")
    assert [(row.target, row.horizon, row.start) for row in rows[:3]] == [
        ("conflict", 1, "2007-01-01"), ("conflict", 3, "2007-03-01"), ("conflict", 6, "2007-06-01"),
    ]  # fmt: skip
    first = rows[0]
    assert (first.dyad, first.direction, first.end) == ("ARG-BOL", "ARG>BOL", "2007-01-31")
    assert list(first.quantiles) == ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"]
    assert first.quantiles["0.05"] <= first.quantiles["0.5"] <= first.quantiles["0.95"]
    assert 0.3 < first.base_rate < 0.8 < first.probability_any < 1
    assert first.past_skill is None and "comity backtest" in (first.note or "")
    # A dyad that is not among the chosen ones is forecast all the same.
    others = known.choosing([3, 4])
    assert forecast_dyad(others, "ARG>BOL", Ewma().fit, issued="", model="ewma-nb", horizons=(1,))[0].mean > 0


@pytest.mark.parametrize("horizons", [(0,), (-1, 3), (), (13,)])
def test_horizons_that_can_not_be(horizons: tuple[int, ...]) -> None:
    with pytest.raises(UsageError, match="take 1 to 12"):
        forecast_dyad(steady(), "ARG>BOL", Ewma().fit, issued="", model="ewma-nb", horizons=horizons)


def test_a_history_too_short_and_a_dyad_unknown() -> None:
    with pytest.raises(UsageError, match="give 24 months or more"):
        forecast_dyad(steady().cut(20), "ARG>BOL", Ewma().fit, issued="", model="ewma-nb")
    with pytest.raises(UsageError, match="has no act"):
        forecast_dyad(steady(), "ARG>ISL", Ewma().fit, issued="", model="ewma-nb")


def test_the_balance_falls_by_hand() -> None:
    rates = np.full((1, 3, 14), 0.0)
    known = panel(rates)
    counts = known.counts.copy()
    counts[0, 1, :13], counts[0, 0, :13] = 1, 1  # a balance of 0
    counts[0, 0, 13] = 2  # and of -1
    known = replace(known, counts=counts)
    conflict, cooperation = np.array([[[0.5, 0.3, 0.2]]]), np.array([[[0.6, 0.4, 0.0]]])
    scored, found = falls(known, [13], 1, {"m": conflict}, {"m": cooperation})
    assert scored.came.tolist() == [[1]] and scored.counted.tolist() == [[True]]
    # More conflict than cooperation: .6 * .5 + .4 * .2, of the .7 in which anything is told.
    assert found["m"][0, 0, 1] == pytest.approx((0.6 * 0.5 + 0.4 * 0.2) / 0.7)


def test_what_is_kept_comes_back_and_runs_are_counted(found: tuple, tmp_path: Path) -> None:
    rows, recipes = found
    result = Backtest(rows=rows, dyads=24, since="2006-01-01", until="2006-12-31", runs=1)
    keep(tmp_path, ("a",), result, recipes)
    back = kept(tmp_path, ("a",))
    assert back is not None and back.result == result
    aim = Aim("conflict", 1)
    made = back.recipe(aim)
    assert made == recipes[0] and back.recipe(Aim("conflict", 9)) is None
    assert back.skill("comity-pool.v1")[aim].cells == 24 * 12
    assert kept(tmp_path, ("b",)) is None
    assert [counted_run(tmp_path, ("x",)) for _ in range(3)] == [1, 2, 3]
    known = steady()
    assert made.fit(known, aim).predict(known).shape[0] == 24
