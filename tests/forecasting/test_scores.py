"""Scores against values worked by hand, and what must hold of any forecast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.forecasting.distributions import fitted, means, negative_binomial, normal, quantiles
from comity.forecasting.scores import brier, calibration_error, covered, crps, log_score, transform


def point(at: int, top: int = 9) -> np.ndarray:
    made = np.zeros((1, top + 1))
    made[0, at] = 1
    return made


@given(st.integers(0, 9), st.integers(0, 9))
def test_the_score_of_a_sure_forecast_is_its_distance(said: int, came: int) -> None:
    assert crps(point(said), np.array([came]))[0] == pytest.approx(abs(said - came))


def test_scores_by_hand() -> None:
    pmf = np.array([[0.5, 0.3, 0.2]])
    # F is .5, .8, 1: of an outcome of 1 the squares are .25 and .04.
    assert crps(pmf, np.array([1]))[0] == pytest.approx(0.29)
    assert log_score(pmf, np.array([2]))[0] == pytest.approx(-np.log(0.2))
    assert brier(pmf, np.array([0]))[0] == pytest.approx(0.25)
    assert transform(pmf, np.array([1])) == (pytest.approx(0.5), pytest.approx(0.8))
    # The transform lies evenly in 0..0.5, and four fifths of that in 0.1..0.9.
    assert covered(pmf, np.array([0]))[0] == pytest.approx(0.8)
    assert means(pmf)[0] == pytest.approx(0.7)
    assert quantiles(pmf, np.array([0.05, 0.5, 0.51, 0.9])).tolist() == [[0, 0, 1, 2]]


def test_what_lies_above_the_table_counts_as_its_last_place() -> None:
    assert crps(point(2, 2), np.array([7]))[0] == 0


def test_calibration_by_hand() -> None:
    chance = np.array([0.25, 0.25, 0.25, 0.25, 0.95])
    assert calibration_error(chance, np.array([1, 0, 0, 0, 3])) == pytest.approx(0.01)
    assert calibration_error(chance, np.array([1, 1, 1, 1, 0])) == pytest.approx((4 * 0.75 + 0.95) / 5)
    assert calibration_error(chance[:0], np.array([])) == 0


@given(st.floats(0.001, 60), st.floats(0.1, 100))
def test_negative_binomials_sum_to_one_and_have_their_mean(mean: float, size: float) -> None:
    pmf = negative_binomial(np.array([mean]), size, 4000)
    assert pmf.sum() == pytest.approx(1)
    assert means(pmf)[0] == pytest.approx(mean, abs=0.01, rel=0.01)


def test_tables_of_other_widths_keep_their_mass() -> None:
    pmf = negative_binomial(np.array([1.0, 3.0]), 2.0, 20)
    assert np.allclose(fitted(pmf, 5).sum(axis=1), 1) and fitted(pmf, 5).shape == (2, 6)
    wider = fitted(pmf, 30)
    assert wider.shape == (2, 31) and np.allclose(wider.sum(axis=1), 1)
    assert np.allclose(wider[:, 20:].sum(axis=1), pmf[:, 20])
    assert (wider > 0).all(), "a count above what was seen is unlikely, not impossible"
    assert (normal(np.array([[1.0, 0.0]])) > 0).all()


def test_a_true_forecast_has_an_even_transform_and_the_stated_coverage() -> None:
    chance = np.random.default_rng(5)
    mean = chance.gamma(2, 1, 20000)
    came = chance.poisson(mean * chance.gamma(2.0, 0.5, 20000))
    pmf = negative_binomial(mean, 2.0, 60)
    low, high = transform(pmf, came)
    drawn = low + (high - low) * chance.random(20000)
    shares = np.histogram(drawn, bins=10, range=(0, 1))[0] / 20000
    assert np.abs(shares - 0.1).max() < 0.01
    assert covered(pmf, came).mean() == pytest.approx(0.8, abs=0.01)
    assert calibration_error(1 - pmf[:, 0], came) < 0.01
    # A forecast that is too sure covers less.
    assert covered(negative_binomial(mean, 500.0, 60), came).mean() < 0.72
