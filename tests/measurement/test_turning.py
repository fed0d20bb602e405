"""Turning points from the probabilities of neighbouring periods."""

import numpy as np

from comity.measurement.grid import Floats
from comity.measurement.turning import AROUND, CERTAIN, turns


def chances(months: int = 40, **at: float) -> Floats:
    """Probabilities of .01 a month but where told: `m12=0.6`."""
    made = np.full(months, 0.01)
    for month, chance in at.items():
        made[int(month[1:])] = chance
    return made


def step(at: int, months: int = 40, *, low: float = -4.0, high: float = 4.0) -> Floats:
    return np.where(np.arange(months) < at, high, low)


COVERED = np.ones(40)


def test_a_sure_turn_has_its_month_and_the_levels_before_and_after() -> None:
    (found,) = turns(chances(m12=0.9), step(12), COVERED)
    assert (found.at, found.before, found.after) == (12, 4, -4)
    assert 0.9 <= found.probability <= 1


def test_what_neighbouring_months_share_is_one_turn() -> None:
    (found,) = turns(chances(m11=0.2, m12=0.3, m13=0.2), step(12), COVERED)
    assert found.at == 12
    assert found.probability >= CERTAIN


def test_less_than_even_chances_are_none() -> None:
    assert turns(chances(m12=0.2, m13=0.2), step(12), COVERED) == ()
    assert turns(np.full(40, 0.05), step(12), COVERED) == ()


def test_a_new_regime_that_leaves_the_level_is_none() -> None:
    assert turns(chances(m12=0.9), step(12, low=3.8, high=4.0), COVERED) == ()


def test_two_turns_come_in_their_order_with_the_levels_between_them() -> None:
    level = np.where(np.arange(40) < 10, 4.0, np.where(np.arange(40) < 14, -4.0, 1.0))
    first, second = turns(chances(m10=0.8, m14=0.9), level, COVERED)
    assert (first.at, second.at) == (10, 14)
    assert (first.before, first.after, second.before, second.after) == (4, -4, -4, 1)


def test_levels_are_means_over_the_half_year_around_and_of_covered_months_only() -> None:
    level = np.arange(40.0) / 4
    (found,) = turns(chances(m20=0.9), level, COVERED)
    assert found.before == level[20 - AROUND : 20].mean()
    assert found.after == level[20 : 20 + AROUND].mean()
    holes = COVERED.copy()
    holes[17:23] = 0
    (found,) = turns(chances(m20=0.9), level, holes)
    assert (found.before, found.after) == (level[14:17].mean(), level[23:26].mean())


def test_a_turn_with_nothing_covered_before_it_is_none() -> None:
    covered = COVERED.copy()
    covered[:12] = 0
    assert turns(chances(m12=0.9), step(12), covered) == ()


def test_probabilities_stay_probabilities_and_the_input_as_it_was() -> None:
    given = chances(m12=0.9, m13=0.8)
    (found,) = turns(given, step(12), COVERED)
    assert found.probability == 1
    assert given[12] == 0.9


def test_a_series_of_no_period_has_none() -> None:
    assert turns(np.zeros(0), np.zeros(0), np.zeros(0)) == ()
