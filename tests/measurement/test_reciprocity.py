"""Whether one side answers the other, on counts of which it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.measurement.lagged import LEAST_PERIODS, block_draws, news
from comity.measurement.reciprocity import reciprocity, strongest
from comity.model import Association
from tests.measurement.worlds import answering, drifting, unrelated

NAMES = ("PER", "CHL")


def told(rows: tuple[Association, ...]) -> list[tuple[str, int]]:
    """What intervals say that exclude 0."""
    return [(row.what, row.lag) for row in rows if row.low > 0 or row.high < 0]


def test_an_answer_one_period_later_is_found_with_its_lag() -> None:
    first, second = answering(4, strength=0.8)
    rows = reciprocity(first, second, names=NAMES)
    assert told(rows) == [("PER answers CHL's conflict in kind", 1)]
    best = next(row for row in strongest(rows) if row.what.startswith("PER"))
    assert (best.kind, best.lag) == ("reciprocity", 1)
    assert 0 < best.low < best.estimate < best.high < 1
    assert best.n == 114  # six of 120 periods go to two own values and four lags


def test_rows_go_from_the_same_period_to_the_last_lag_of_both_directions() -> None:
    rows = reciprocity(*answering(1), names=NAMES, of="cooperation", lags=2)
    assert [(row.what, row.lag) for row in rows] == [
        ("cooperation of PER and CHL in the same period", 0),
        ("PER answers CHL's cooperation in kind", 1),
        ("PER answers CHL's cooperation in kind", 2),
        ("CHL answers PER's cooperation in kind", 1),
        ("CHL answers PER's cooperation in kind", 2),
    ]


def test_what_coverage_does_to_both_is_no_answer() -> None:
    first, second, _, coverage = unrelated(3, periods=300, acts=8)
    alike = reciprocity(first, second, names=NAMES)[0]
    assert alike.low > 0
    apart = reciprocity(first, second, names=NAMES, common=coverage)
    assert told(apart) == []


def test_too_little_gives_nothing() -> None:
    # Five periods at least go to one own value and four lags, eight at most.
    first, second = answering(2, periods=LEAST_PERIODS + 4)
    assert reciprocity(first, second, names=NAMES) == ()
    first, second = answering(2, periods=LEAST_PERIODS + 8)
    assert all(row.n >= LEAST_PERIODS for row in reciprocity(first, second, names=NAMES))
    assert reciprocity(first, second, names=NAMES) != ()
    few = np.zeros(200)
    few[[3, 50, 90]] = 4
    assert reciprocity(few, answering(2, periods=200)[1], names=NAMES) == ()


def test_uncovered_periods_are_left_out_with_those_that_need_them() -> None:
    first, second = answering(4, periods=160, strength=0.8)
    first[70] = second[70] = np.nan
    rows = reciprocity(first, second, names=NAMES)
    assert ("PER answers CHL's conflict in kind", 1) in told(rows)
    assert rows[0].n < 152


def test_series_of_other_periods_are_refused() -> None:
    with pytest.raises(UsageError, match="not of the same periods"):
        reciprocity(np.ones(50), np.ones(51), names=NAMES)


def test_the_sum_of_the_two_is_no_common_series() -> None:
    first, second = answering(2)
    with pytest.raises(UsageError, match="the sum of the two sides; give what was read of others"):
        reciprocity(first, second, names=NAMES, common=first + second)


def test_the_seed_makes_it_the_same_again() -> None:
    pair = answering(6)
    assert reciprocity(*pair, names=NAMES, seed=5) == reciprocity(*pair, names=NAMES, seed=5)
    assert reciprocity(*pair, names=NAMES, seed=5) != reciprocity(*pair, names=NAMES, seed=6)


def test_the_two_sides_may_be_given_in_either_order() -> None:
    first, second = answering(6)
    one = {(row.what, row.lag): row.estimate for row in reciprocity(first, second, names=NAMES)[1:]}
    other = {(row.what, row.lag): row.estimate for row in reciprocity(second, first, names=NAMES[::-1])[1:]}
    assert one == pytest.approx(other)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 500), factor=st.floats(2, 1000))
def test_twice_the_counts_tell_the_same(seed: int, factor: float) -> None:
    first, second, _, _ = unrelated(seed, acts=60, shared=False)
    once = [row.estimate for row in reciprocity(first, second, names=NAMES)]
    more = [row.estimate for row in reciprocity(first * factor, second * factor, names=NAMES)]
    # log(1 + count) is a ratio scale only where counts are large; the order chosen for own values may differ too.
    assert more == pytest.approx(once, abs=0.12)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 500))
def test_intervals_hold_their_estimate_and_stay_in_range(seed: int) -> None:
    first, second, _, coverage = unrelated(seed, periods=70)
    for row in reciprocity(first, second, names=NAMES, common=coverage):
        assert -1 < row.low < row.estimate < row.high < 1


def test_news_is_what_own_values_and_the_common_series_do_not_tell() -> None:
    chance = np.random.default_rng(1)
    common = drifting(chance, 400, 0.7, 1.0)
    own = drifting(chance, 400, 0.7, 1.0)
    new = news(own + 2 * common, common)
    known = np.isfinite(new)
    assert abs(np.corrcoef(new[known], common[known])[0, 1]) < 0.02
    assert abs(np.corrcoef(new[known][1:], new[known][:-1])[0, 1]) < 0.1
    assert new[known].std() == pytest.approx(1)


def test_drawn_blocks_run_on_and_are_as_long_as_asked() -> None:
    drawn = block_draws(50, 400, 5.0, 0)
    assert drawn.shape == (400, 50)
    assert set(np.unique(drawn)) == set(range(50))
    goes_on = (np.diff(drawn, axis=1) % 50) == 1
    # A new block begins with a chance of 1 in 5, and goes on by chance 1 in 50.
    assert goes_on.mean() == pytest.approx(0.8 + 0.2 / 50, abs=0.01)


@pytest.mark.parametrize(("periods", "acts"), [(120, 3.0), (60, 3.0)])
def test_few_false_alarms(periods: int, acts: float) -> None:
    assert false_alarms(range(40), periods=periods, acts=acts) <= 8


def test_most_answers_are_found() -> None:
    assert finds(range(30), strength=0.6) >= 23


@pytest.mark.trial
@pytest.mark.parametrize(
    ("periods", "persistence", "acts", "shared"),
    [
        (120, 0.0, 3.0, False),
        (120, 0.8, 3.0, True),
        (60, 0.8, 3.0, True),
        (300, 0.95, 1.0, True),
        (120, 0.8, 0.5, True),
        (120, 0.8, 20.0, True),
    ],
)
def test_at_most_one_false_alarm_in_ten(periods: int, persistence: float, acts: float, shared: bool) -> None:
    alarms = false_alarms(range(300), periods=periods, persistence=persistence, acts=acts, shared=shared)
    # 30 are expected of intervals that are exact.
    assert alarms <= 30


@pytest.mark.trial
@pytest.mark.parametrize(("periods", "strength"), [(120, 0.6), (240, 0.4)])
def test_four_in_five_answers_are_found(periods: int, strength: float) -> None:
    assert finds(range(300), periods=periods, strength=strength) >= 240


def false_alarms(seeds: range, **world: float) -> int:
    """How many unrelated pairs show any interval, of nine, that excludes 0."""
    alarms = 0
    for seed in seeds:
        first, second, _, coverage = unrelated(seed, **world)  # type: ignore[arg-type]
        alarms += bool(told(reciprocity(first, second, names=NAMES, common=coverage)))
    return alarms


def finds(seeds: range, **world: float) -> int:
    """How many answers are found as the strongest, at their own lag."""
    found = 0
    for seed in seeds:
        rows = strongest(reciprocity(*answering(1000 + seed, **world), names=NAMES))  # type: ignore[arg-type]
        found += ("PER answers CHL's conflict in kind", 1) in told(rows)
    return found
