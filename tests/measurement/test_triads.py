"""Whether pressure from outside comes before closeness, and which states outside are looked at."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.measurement.grid import Floats
from comity.measurement.triads import neighbours, pressure, triads
from comity.model import Association
from tests.measurement.worlds import drifting, unrelated


def pressed(seed: int, *, periods: int = 144, strength: float = 0.5, lag: int = 2) -> tuple[Floats, Floats]:
    """Counts of an outside state's conflict, and a level that rises `lag` periods after more of it than usual."""
    chance = np.random.default_rng(seed)
    counts = chance.poisson(4 * np.exp(drifting(chance, periods, 0.5, 0.6))).astype(float)
    push = np.zeros(periods)
    push[lag:] = np.log1p(counts[: periods - lag])
    change = chance.normal(size=periods) * 0.5 + strength * (push - push.mean())
    level = np.zeros(periods)
    for t in range(1, periods):
        level[t] = 0.9 * level[t - 1] + change[t]
    return counts, level


def told(rows: tuple[Association, ...]) -> list[tuple[str, int]]:
    return [(row.what, row.lag) for row in rows if row.low > 0 or row.high < 0]


def test_closeness_two_periods_after_pressure_is_found() -> None:
    counts, level = pressed(1)
    idle = unrelated(1, periods=144)[0]
    rows = triads({"BRA": counts, "URY": idle}, level, dyad="ARG-CHL")
    assert told(rows) == [("conflict by BRA before a closer ARG-CHL", 2)]
    assert {row.kind for row in rows} == {"triad"}
    assert [row.lag for row in rows] == [1, 2, 3, 4, 5, 6] * 2
    assert {row.n for row in rows} == {rows[0].n}


def test_pressure_that_drives_apart_has_the_other_sign() -> None:
    counts, level = pressed(1)
    (one,) = [row for row in triads({"BRA": counts}, -level, dyad="ARG-CHL") if row.lag == 2]
    assert one.high < 0


def test_states_with_few_acts_are_left_out() -> None:
    counts, level = pressed(1)
    few = np.zeros(len(level))
    few[:5] = 3
    assert {row.what for row in triads({"PRY": few, "BRA": counts}, level, dyad="ARG-CHL")} == {
        "conflict by BRA before a closer ARG-CHL"
    }
    assert triads({"PRY": few}, level, dyad="ARG-CHL") == ()
    assert triads({"BRA": counts[:36]}, level[:36], dyad="ARG-CHL") == ()


def test_series_of_other_periods_are_refused() -> None:
    with pytest.raises(UsageError, match="not of the same periods"):
        triads({"BRA": np.ones(10)}, np.ones(11), dyad="ARG-CHL")


def test_pressure_on_either_side_and_on_both() -> None:
    first, second = np.array([2.0, 0.0, np.nan]), np.array([1.0, 5.0, 1.0])
    np.testing.assert_equal(pressure(first, second), [3.0, 5.0, np.nan])
    np.testing.assert_equal(pressure(first, second, on="both"), [1.0, 0.0, np.nan])


COUNTS = {"EGY-ETH": 90, "EGY-SDN": 60, "ETH-SDN": 40, "EGY-USA": 400, "ETH-USA": 70, "EGY-FRA": 300, "ERI-ETH": 80}


def test_neighbours_deal_with_both_sides() -> None:
    assert neighbours(COUNTS, "EGY-ETH", 3) == ("USA", "SDN")
    assert neighbours(COUNTS, "EGY-ETH", 1) == ("USA",)
    assert neighbours({}, "EGY-ETH") == ()


@given(st.permutations(list(COUNTS.items())), st.integers(1, 50))
def test_neighbours_do_not_depend_on_order_or_scale(rows: list[tuple[str, int]], factor: int) -> None:
    assert neighbours({pair: acts * factor for pair, acts in rows}, "EGY-ETH") == ("USA", "SDN")


def test_few_false_alarms() -> None:
    assert false_alarms(range(40)) <= 8


def test_most_pressure_is_found() -> None:
    assert finds(range(30)) >= 23


@pytest.mark.trial
@pytest.mark.parametrize("persistence", [0.0, 0.8, 0.95])
def test_at_most_one_false_alarm_in_ten(persistence: float) -> None:
    # 30 are expected of intervals that are exact.
    assert false_alarms(range(300), persistence=persistence) <= 30


@pytest.mark.trial
def test_four_in_five_are_found() -> None:
    assert finds(range(300)) >= 240


def false_alarms(seeds: range, *, persistence: float = 0.8) -> int:
    """How many unrelated triads, of two outside states and six lags, show an interval that excludes 0."""
    alarms = 0
    for seed in seeds:
        one, other, _, coverage = unrelated(seed, persistence=persistence)
        level = drifting(np.random.default_rng(9000 + seed), len(one), 0.9, 2.0)
        alarms += bool(told(triads({"BRA": one, "URY": other}, level, dyad="ARG-CHL", common=coverage)))
    return alarms


def finds(seeds: range) -> int:
    """How many triads show the pressure that is in them, beside a state that has none."""
    found = 0
    for seed in seeds:
        counts, level = pressed(seed)
        idle = unrelated(seed, periods=len(level))[0]
        rows = told(triads({"BRA": counts, "URY": idle}, level, dyad="ARG-CHL"))
        found += ("conflict by BRA before a closer ARG-CHL", 2) in rows
    return found
