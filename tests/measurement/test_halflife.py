"""How long until half of a shock is gone, on levels of which it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.measurement.balance import own_balance
from comity.measurement.halflife import LEAST_PERIODS, half_life, persistence
from tests.measurement.worlds import drifting, shaken, told_of


def test_a_half_life_with_its_interval() -> None:
    found, reason = half_life(*shaken(3, persistence=0.7, periods=160))
    assert found is not None and reason is None
    # ln 0.5 / ln 0.7 is 1.94 periods.
    assert found.low < 1.94 < found.high
    assert found.low < found.mean < found.high
    assert (found.n, found.unit) == (160, "periods")


def test_short_series_have_none_and_say_why() -> None:
    level, deviation, turning = shaken(1, persistence=0.5, periods=LEAST_PERIODS)
    assert persistence(level, deviation, turning > 0.5) is not None
    level[5] = np.nan
    found, reason = half_life(level, deviation, turning)
    assert found is None
    assert reason == "no half-life: 23 of 24 periods needed are known"


def test_a_level_that_never_moves_has_none() -> None:
    assert half_life(np.full(60, 3.0), np.ones(60), np.zeros(60)) == (
        None,
        "no half-life: the balance is the same in all 60 periods",
    )


def test_shocks_that_never_fade_have_none_and_say_why() -> None:
    walk = np.cumsum(np.random.default_rng(1).normal(size=80))
    found, reason = half_life(walk, np.full(80, 0.1), np.zeros(80))
    assert found is None
    assert reason == "no half-life: in 80 periods shocks can't be told from ones that never fade"


def test_noise_alone_has_none_and_says_why() -> None:
    noise = np.random.default_rng(1).normal(size=80)
    assert half_life(noise, np.ones(80), np.zeros(80)) == (
        None,
        "no half-life: in 80 periods shocks can't be told from errors",
    )


def test_errors_that_are_known_do_not_shorten_it() -> None:
    level, deviation, turning = shaken(5, persistence=0.8, periods=300, noise=2.0)
    starts = turning > 0.5
    told, believed = persistence(level, deviation, starts), persistence(level, np.zeros(300), starts)
    assert told is not None and believed is not None
    assert told.low < 0.8 < told.high
    assert believed.high < 0.6


def test_a_new_regime_is_no_shock() -> None:
    level, deviation, turning = shaken(7, persistence=0.5, periods=120, noise=0.5)
    with_regimes = persistence(level, deviation, turning > 0.5)
    without = persistence(level, deviation, np.zeros(120, dtype=bool))
    assert with_regimes is not None and without is not None
    assert with_regimes.estimate < without.estimate


def test_uncovered_periods_are_stepped_over() -> None:
    level, deviation, turning = shaken(8, persistence=0.7, periods=200, noise=0.5)
    level[::9] = np.nan
    found = persistence(level, deviation, turning > 0.5)
    assert found is not None
    assert found.n == 177
    assert found.low < 0.7 < found.high


def test_series_of_other_periods_are_refused() -> None:
    with pytest.raises(UsageError, match="not of the same periods"):
        half_life(np.ones(50), np.ones(51), np.ones(50))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 300), factor=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_scale_place_and_direction_of_time_do_not_matter(seed: int, factor: float, shift: float) -> None:
    level, deviation, _ = shaken(seed, persistence=0.6, periods=40)
    whole = np.zeros(40, dtype=bool)
    one = persistence(level, deviation, whole)
    other = persistence(level[::-1] * factor + shift, deviation[::-1] * factor, whole)
    assert one is not None and other is not None
    assert other.estimate == pytest.approx(one.estimate, abs=1e-3)
    assert (other.low, other.high) == (pytest.approx(one.low, abs=1e-3), pytest.approx(one.high, abs=1e-3))


def test_a_period_s_own_balance_and_error() -> None:
    cooperation, conflict = np.array([20.0, 20, 20, 0, 20]), np.array([20.0, 5, 20, 0, np.nan])
    exposure = np.array([1.0, 1.0, 2.0, 0.0, 1.0])
    balance, error = own_balance(cooperation, conflict, (exposure, np.ones(5)))
    np.testing.assert_allclose(balance[:3], [0, np.log(20.5 / 5.5), -np.log(2)])
    assert np.isnan(balance[3:]).all() and np.isnan(error[3:]).all()
    # The usual period tells 80 / 5 of cooperation and 45 / 4 of conflict; chance is about 1 over each.
    assert error[0] == pytest.approx((5 / 80 + 4 / 45) ** 0.5, abs=0.02)
    assert error[2] < error[0]


@pytest.mark.parametrize("acts", [0.2, 1.0, 5.0, 50.0, 1000.0])
def test_errors_are_as_large_as_chance_makes_them(acts: float) -> None:
    chance = np.random.default_rng(1)
    counts = chance.poisson(acts, (2, 20_000)).astype(float)
    usual = np.ones(20_000)
    balance, error = own_balance(counts[0], counts[1], (usual, usual))
    assert float(np.sqrt(np.mean(error**2))) == pytest.approx(float(balance.std()), rel=0.07)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 300), factor=st.floats(0.1, 10))
def test_covering_both_sides_alike_moves_no_balance(seed: int, factor: float) -> None:
    cooperation, conflict = told_of(seed, persistence=0.5, acts=3, periods=30)
    usual = np.ones(30)
    once = own_balance(cooperation, conflict, (usual, usual))
    other = own_balance(cooperation, conflict, (usual * factor, usual * factor))
    np.testing.assert_allclose(other, once, atol=1e-9)
    turned = own_balance(conflict, cooperation, (usual, usual))
    np.testing.assert_allclose(turned[0], -once[0], atol=1e-9)


@pytest.mark.parametrize("truth", [0.5, 0.9])
def test_counts_show_how_long_shocks_last(truth: float) -> None:
    assert counted(range(30), truth=truth, acts=5) >= 23


@pytest.mark.trial
@pytest.mark.parametrize("truth", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("acts", [0.5, 1, 3, 10, 30])
def test_few_counts_show_it_as_well(truth: float, acts: float) -> None:
    # Logarithms of small counts are no normal variables, which costs up to 6 in 100.
    assert 165 <= counted(range(200), truth=truth, acts=acts) <= 196


def counted(seeds: range, *, truth: float, acts: float) -> int:
    """How many intervals from counts hold the coefficient that the rates were made with."""
    found = 0
    for seed in seeds:
        cooperation, conflict = told_of(seed, persistence=truth, acts=acts)
        usual = np.ones(len(cooperation))
        told = persistence(*own_balance(cooperation, conflict, (usual, usual)), np.zeros(len(usual), dtype=bool))
        assert told is not None
        found += told.low <= truth <= told.high
    return found


@pytest.mark.parametrize("truth", [0.5, 0.9])
def test_intervals_hold_the_truth(truth: float) -> None:
    assert covered(range(30), truth=truth) >= 23


@pytest.mark.trial
@pytest.mark.parametrize("truth", [0.5, 0.6, 0.7, 0.8, 0.9])
@pytest.mark.parametrize("noise", [0.0, 1.0, 2.0])
def test_intervals_hold_the_truth_as_often_as_they_say(truth: float, noise: float) -> None:
    # Of 200 exact ones 180 would; the trial's own chance is 4 in 19 of 20.
    assert 168 <= covered(range(200), truth=truth, noise=noise) <= 194


def covered(seeds: range, *, truth: float, periods: int = 80, noise: float = 1.0) -> int:
    """How many intervals hold the coefficient that the series were made with."""
    found = 0
    for seed in seeds:
        level, deviation, turning = shaken(seed, persistence=truth, periods=periods, noise=noise)
        told = persistence(level, deviation, turning > 0.5)
        assert told is not None
        found += told.low <= truth <= told.high
    return found


def test_drifting_worlds_have_the_persistence_that_they_say() -> None:
    told = persistence(drifting(np.random.default_rng(1), 2000, 0.8, 1.0), np.zeros(2000), np.zeros(2000, dtype=bool))
    assert told is not None
    assert told.estimate == pytest.approx(0.8, abs=0.04)
