"""A dyad is forecast by a model where its history bears one, else by its base rate, which is labelled so."""

import pytest

from comity.errors import UsageError
from comity.forecasting import BASE_RATE, Aim, Ewma, Issued, Panel, Way, issued_of
from comity.model import Forecast, PastSkill, Target

from .issues import panel

NOW = "2020-03-01T00:00:00+00:00"
PAST = PastSkill("ewma-nb", 0.1, 0.05, 0.15, 0.81, 900, "2017-01-01", "2019-12-31")
BUSY = ("KEN-UGA", [0, 1, 2, 0, 3, 1] * 5, [2, 4, 1, 3, 2, 5] * 5)
QUIET = ("GHA-TGO", [0] * 29 + [1], [0] * 30)


def way(aim: Aim) -> Way:
    return Way(Ewma.name, Ewma().fit, PAST)


def issue(world: Panel, name: str, target: Target = "conflict", horizon: int = 1) -> Issued:
    (found,), missing = issued_of(world, name, [Aim(target, horizon)], way, issued=NOW)
    assert missing == ()
    return found


def test_a_dyad_with_a_history_is_forecast_by_the_model() -> None:
    found = issue(panel(BUSY, QUIET), "KEN-UGA")
    forecast = found.forecast
    assert (forecast.model, forecast.past_skill, forecast.note) == ("ewma-nb", PAST, None)
    assert (forecast.start, forecast.end, forecast.issued) == ("2020-07-01", "2020-07-31", NOW)
    assert sum(found.distribution) == pytest.approx(1)
    assert forecast.probability_any == pytest.approx(1 - found.distribution[0])
    assert forecast.mean == pytest.approx(sum(at * each for at, each in enumerate(found.distribution)))


def assert_base_rate(forecast: Forecast, chance: float) -> None:
    assert forecast.model == BASE_RATE
    assert forecast.past_skill is None
    assert forecast.note is not None
    assert forecast.note.startswith("the base rate, no forecast: ")
    assert forecast.probability_any == pytest.approx(chance, abs=1e-5)


def test_a_dyad_of_few_acts_gets_its_base_rate() -> None:
    found = issue(panel(BUSY, QUIET), "GHA-TGO").forecast
    assert_base_rate(found, 1.5 / 31)
    assert found.base_rate == pytest.approx(1 / 30)


def test_a_dyad_of_which_nothing_is_told_gets_one_too_and_never_a_zero() -> None:
    assert_base_rate(issue(panel(BUSY, QUIET), "LAO-MMR").forecast, 0.5 / 31)


def test_a_short_history_gives_the_base_rate() -> None:
    name, conflict, cooperation = BUSY
    found = issue(panel((name, conflict[:8], cooperation[:8])), name).forecast
    assert_base_rate(found, 5.5 / 9)
    assert found.note == "the base rate, no forecast: 8 months are covered, and a model needs 24"


def test_months_without_coverage_are_no_history() -> None:
    found = issue(panel(BUSY, gaps=tuple(range(10))), "KEN-UGA").forecast
    assert found.note == "the base rate, no forecast: 20 months are covered, and a model needs 24"


def test_nothing_covered_is_an_error() -> None:
    with pytest.raises(UsageError, match="lies outside all that was read"):
        issue(panel(BUSY, gaps=tuple(range(30))), "KEN-UGA")


def test_the_level_is_told_by_both_counts() -> None:
    world = panel(BUSY)
    conflict, cooperation = (issue(world, "KEN-UGA", each).distribution for each in ("conflict", "cooperation"))
    # In its last twelve months the dyad brought 14 conflictual and 34 cooperative acts.
    before, fell, told = (34 - 14) / 48, 0.0, 0.0
    for more, chance in enumerate(cooperation):
        for less, other in enumerate(conflict):
            if more + less:
                told += chance * other
                fell += chance * other * ((more - less) / (more + less) < before)
    found = issue(world, "KEN-UGA", "level falls")
    assert found.forecast.probability_any == pytest.approx(fell / told)
    assert found.distribution == pytest.approx((1 - fell / told, fell / told))


def test_the_level_of_a_silent_dyad_is_left_out_with_a_reason() -> None:
    silent = ("KEN-UGA", [2] * 18 + [0] * 12, [2] * 18 + [0] * 12)
    aims = [Aim("conflict", 1), Aim("level falls", 1)]
    found, missing = issued_of(panel(silent), "KEN-UGA", aims, way, issued=NOW)
    assert [each.forecast.target for each in found] == ["conflict"]
    assert missing == ("whether the level falls can't be told, for too few months tell of any act of the two",)


def test_what_comes_after_the_last_month_changes_nothing() -> None:
    longer = panel(("KEN-UGA", [*BUSY[1], 50, 50], [*BUSY[2], 0, 0]), ("GHA-TGO", [*QUIET[1], 9, 9], [0] * 32))
    assert issue(longer.cut(30), "KEN-UGA", horizon=3) == issue(panel(BUSY, QUIET), "KEN-UGA", horizon=3)
