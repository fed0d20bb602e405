"""The level from counts: its map, its band, and what must not move it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.measurement.gammas import digamma, log_gamma, trigamma
from comity.measurement.grid import Floats
from comity.measurement.level import Counts, Levels, Prior, level_of, measure, source_effects
from comity.measurement.pooling import USUAL
from comity.measurement.turning import turns
from tests.measurement.simulated import HARD, MONTHS, simulated

PRIOR = Prior(means=(0.0, -0.7), acts=(1.0, 1.0))


def steady(months: int = 60, *, cooperation: float = 6.0, conflict: float = 3.0, seed: int = 1) -> Floats:
    """Counts (1, 2, 1, months) of a relation in which nothing happens but chance."""
    chance = np.random.default_rng(seed)
    rates = np.array([cooperation, conflict])[:, None] * np.ones(months)
    return chance.poisson(rates).astype(float)[None, :, None]


def levels(weights: Floats, exposure: Floats | None = None) -> Levels:
    coders, months = weights.shape[2:]
    return measure(Counts(weights, np.ones((coders, months)) if exposure is None else exposure), USUAL, PRIOR)


@given(
    cooperation=st.floats(1e-3, 1e3), conflict=st.floats(1e-3, 1e3), more=st.floats(1.01, 50), both=st.floats(0.01, 100)
)
def test_the_map_rises_with_cooperation_and_falls_with_conflict(
    cooperation: float, conflict: float, more: float, both: float
) -> None:
    one = np.array(cooperation), np.array(conflict)
    level = level_of(*one)
    assert -10 <= level <= 10
    assert level_of(one[0] * more, one[1]) > level > level_of(one[0], one[1] * more)
    assert level_of(one[0] * both, one[1] * both) == pytest.approx(level, abs=1e-9)
    assert level_of(one[1], one[0]) == pytest.approx(-level, abs=1e-9)


def test_the_gamma_functions_are_those_of_the_tables() -> None:
    x = np.array([0.05, 0.5, 1.0, 3.7, 40.0, 2500.0])
    np.testing.assert_allclose(log_gamma(x), [math.lgamma(each) for each in x], rtol=1e-9, atol=1e-9)
    assert digamma(np.array(1.0)) == pytest.approx(-0.5772156649, abs=1e-9)
    assert trigamma(np.array(1.0)) == pytest.approx(math.pi**2 / 6, abs=1e-9)
    assert trigamma(np.array(0.5)) == pytest.approx(math.pi**2 / 2, abs=1e-8)


def test_band_and_level_lie_on_the_scale_in_their_order() -> None:
    found = levels(steady())
    assert (found.low >= -10).all() and (found.high <= 10).all()
    assert (found.low < found.level).all() and (found.level < found.high).all()
    assert ((found.turning >= 0) & (found.turning <= 1)).all()
    assert (found.cooperation > 0).all() and (found.conflict > 0).all()


def test_more_conflict_in_a_month_lowers_its_level_and_more_cooperation_raises_it() -> None:
    told = steady()
    at = {}
    for channel in (0, 1):
        more = told.copy()
        more[0, channel, 0, 30] += 5
        at[channel] = levels(more).level[0, 30]
    assert at[0] > levels(told).level[0, 30] > at[1]


def test_the_band_is_wider_where_less_was_read() -> None:
    told = simulated(HARD, dyads=8, seed=3)
    whole = levels(told.weights[:, :, None])
    fifth = levels(told.thinned(0.2, 4).weights[:, :, None], np.full((1, MONTHS), 0.2))
    width, wider = ((each.high - each.low).mean(axis=1) for each in (whole, fifth))
    assert (wider > width).all()


def test_five_times_the_coverage_and_the_counts_is_no_turn() -> None:
    told = steady(80)
    exposure = np.ones((1, 80))
    exposure[:, 40:] = 5
    chance = np.random.default_rng(2)
    told[..., 40:] = chance.poisson(np.array([30.0, 15.0])[:, None] * np.ones(40))[None, :, None]
    found = levels(told, exposure)
    assert turns(found.turning[0], found.level[0], exposure[0]) == ()
    assert abs(found.level[0, 40:].mean() - found.level[0, :40].mean()) < 1
    # The rates are those at usual coverage, so they do not jump either.
    assert found.cooperation[0, 40:].mean() == pytest.approx(found.cooperation[0, :40].mean(), rel=0.3)


def test_without_its_exposure_the_same_jump_is_attention_and_not_the_relation() -> None:
    told = steady(80)
    told[..., 40:] *= 5
    found = levels(told)
    assert abs(found.level[0, 45:].mean() - found.level[0, :35].mean()) < 1.5


def test_periods_that_nobody_covered_get_wider_bands_and_their_acts_count_for_nothing() -> None:
    told = steady()
    exposure = np.ones((1, 60))
    exposure[:, 20:40] = 0
    silent, noisy = told.copy(), told.copy()
    silent[..., 20:40] = 0
    noisy[..., 20:40] = 90
    found, other = levels(silent, exposure), levels(noisy, exposure)
    assert found.deviation[0, 30] > 1.2 * found.deviation[0, 10]
    np.testing.assert_allclose(found.level, other.level)
    np.testing.assert_allclose(found.means, other.means)


def test_the_order_of_dyads_does_not_matter() -> None:
    told = simulated(HARD, dyads=6, seed=5).weights[:, :, None]
    order = np.array([3, 0, 5, 1, 4, 2])
    np.testing.assert_allclose(levels(told).level[order], levels(told[order]).level, atol=1e-4)


def test_a_second_coder_of_the_same_acts_narrows_nothing() -> None:
    told = steady()
    twice = np.concatenate([told, told], axis=2)
    one, two = levels(told), levels(twice)
    np.testing.assert_allclose(two.level, one.level, atol=1e-3)
    np.testing.assert_allclose(two.deviation, one.deviation, rtol=1e-3)


def test_a_second_coder_that_reads_part_of_the_acts_narrows_the_band_by_a_little_at_most() -> None:
    told = steady()
    part = np.random.default_rng(6).binomial(told.astype(int), 0.6).astype(float)
    one, two = levels(told), levels(np.concatenate([told, part], axis=2))
    assert (two.deviation > 0.85 * one.deviation).all()
    assert (np.abs(two.balance - one.balance) < one.deviation).all()


def test_effects_say_how_much_more_of_each_a_coder_tells() -> None:
    told = np.concatenate([steady(120), steady(120, cooperation=6, conflict=9, seed=2)], axis=2)
    found = source_effects(Counts(told, np.ones((2, 120))))
    assert found[0, :, 0].tolist() == [0, 0]
    assert found[0, 0, 1] == pytest.approx(0, abs=0.1)
    assert found[0, 1, 1] == pytest.approx(math.log(3), abs=0.15)


def test_effects_rest_on_shared_periods_and_on_acts() -> None:
    told = np.concatenate([steady(), 3 * steady()], axis=2)
    apart = np.ones((2, 60))
    apart[0, 30:] = 0
    apart[1, :30] = 0
    assert (source_effects(Counts(told, apart)) == 0).all()
    few = np.concatenate([steady(3, cooperation=0.4), np.zeros((1, 2, 1, 3))], axis=2)
    assert (np.abs(source_effects(Counts(few, np.ones((2, 3))))) < 1.5).all()


def test_a_coder_that_tells_more_conflict_makes_no_turn_where_it_begins() -> None:
    first, second = steady(120), steady(120, conflict=12, seed=7)
    exposure = np.ones((2, 120))
    exposure[1, :60] = 0
    second[..., :60] = 0
    found = levels(np.concatenate([first, second], axis=2), exposure)
    assert turns(found.turning[0], found.level[0], exposure.sum(axis=0)) == ()
    assert abs(found.level[0, 60:].mean() - found.level[0, :60].mean()) < 1


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 100), scale=st.floats(0.05, 20))
def test_the_unit_of_exposure_moves_no_level(seed: int, scale: float) -> None:
    told = steady(24, seed=seed)
    shifted = replace(PRIOR, means=(PRIOR.means[0] - math.log(scale), PRIOR.means[1] - math.log(scale)))
    one = measure(Counts(told, np.ones((1, 24))), USUAL, PRIOR)
    other = measure(Counts(told, np.full((1, 24), scale)), USUAL, shifted)
    np.testing.assert_allclose(other.level, one.level, atol=1e-3)
    np.testing.assert_allclose(other.turning, one.turning, atol=1e-3)
