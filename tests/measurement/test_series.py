"""Counts of a dyad laid out by period, direction, channel and coder, with what each coder covered."""

from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest

from comity.measurement.level import CONFLICT, COOPERATION, UNIT
from comity.measurement.series import Counted, Covered, Series, exposures, series


def told(month: int, direction: str = "CHL>PER", **cells: Any) -> Counted:
    """Two acts of 2024 that together weigh 5, coded by one coder and told by four reports."""
    row = Counted(direction, date(2024, month, 1), "icews", "verbal cooperation", 2, 0, 5.0, 4)
    return row._replace(**cells)


def read(month: int, rows: int = 100, coder: str = "icews", days: int = 30) -> Covered:
    return Covered(coder, date(2024, month, 1), rows, days)


def made(counted: list[Counted], covered: list[Covered], **bounds: Any) -> Series:
    found = series("CHL-PER", "month", counted, covered, **bounds)
    assert found is not None
    return found


def test_counts_stand_in_their_direction_channel_coder_and_period() -> None:
    found = made(
        [told(1), told(2, "PER>CHL", quad="material conflict", weight=12.8, coder="gdelt")],
        [read(month, coder=coder) for month in (1, 2, 3) for coder in ("icews", "gdelt")],
    )
    assert found.directions == ("CHL>PER", "PER>CHL")
    assert [str(start) for start in found.starts] == ["2024-01-01", "2024-02-01", "2024-03-01"]
    icews, gdelt = (found.coders.index(each) for each in ("icews", "gdelt"))
    assert found.weights[1, COOPERATION, icews].tolist() == [5 / UNIT[0], 0, 0]
    assert found.weights[2, CONFLICT, gdelt].tolist() == [0, 12.8 / UNIT[1], 0]
    np.testing.assert_array_equal(found.weights[0], found.weights[1] + found.weights[2])
    assert found.events.tolist() == [[2, 2, 0], [2, 0, 0], [0, 2, 0]]
    assert found.coverage.tolist() == [200, 200, 200]


def test_the_coder_with_most_acts_comes_first() -> None:
    found = made([told(1), told(1, coder="gdelt", acts=9)], [read(1), read(1, coder="gdelt"), read(1, coder="acled")])
    assert found.coders == ("gdelt", "icews", "acled")


def test_a_joint_act_is_one_for_both_together_and_one_for_each() -> None:
    found = made([told(1, joint=2), told(1, "PER>CHL", joint=2)], [read(1)])
    assert found.events.tolist() == [[2], [2], [2]]
    assert found.reports.tolist() == [[4], [4], [4]]
    # Both sides act, so both acts count in the rate of the two together.
    assert found.weights[0, COOPERATION, 0, 0] == 10 / UNIT[0]


def test_joint_acts_beside_others_leave_the_others_their_count() -> None:
    found = made([told(1, joint=1), told(1, "PER>CHL", acts=3, joint=1, reports=6)], [read(1)])
    assert found.events.tolist() == [[4], [2], [3]]
    assert found.reports.tolist() == [[8], [4], [6]]


def test_exposure_is_what_was_read_of_others_against_its_median() -> None:
    found = made([told(2, reports=20)], [read(1), read(2, rows=120), read(3, rows=500), read(4)])
    assert found.exposure.tolist() == [[1, 1, 5, 1]]


def test_a_joint_act_is_taken_from_what_was_read_of_others_once() -> None:
    ways = ("CHL>PER", "PER>CHL")
    found = made([told(2, way, joint=2, reports=20) for way in ways], [read(1), read(2, rows=120), read(3)])
    assert found.exposure.tolist() == [[1, 1, 1]]


def test_of_a_dyad_that_makes_up_most_of_what_is_read_days_are_counted() -> None:
    counted = [told(month, reports=90) for month in (1, 2, 3)]
    found = made(counted, [read(1), read(2, rows=800), read(3, days=15)])
    assert found.exposure.tolist() == [[1, 1, 0.5]]


def test_a_period_that_nobody_read_has_no_exposure() -> None:
    found = made([told(1), told(4)], [read(1), read(4)])
    assert found.exposure.tolist() == [[1, 0, 0, 1]]
    assert found.coverage.tolist() == [100, 0, 0, 100]


def test_a_coder_that_says_nothing_of_its_coverage_covers_its_first_act_to_its_last() -> None:
    found = made([told(2, coder="own"), told(4, coder="own")], [read(month, coder="icews") for month in range(1, 7)])
    assert found.exposure[found.coders.index("own")].tolist() == [0, 1, 1, 1, 0, 0]


def test_since_and_until_bound_the_periods() -> None:
    found = made([told(1), told(3), told(6)], [read(3)], since=date(2024, 2, 15), until=date(2024, 5, 1))
    assert [start.month for start in found.starts] == [2, 3, 4, 5]
    assert found.events[0].tolist() == [0, 2, 0, 0]


def test_nothing_told_and_nothing_read_is_no_series() -> None:
    assert series("CHL-PER", "month", [], []) is None
    assert series("CHL-PER", "month", [], [read(1, days=0)]) is None
    assert series("CHL-PER", "month", [told(1)], [], since=date(2024, 5, 1), until=date(2024, 4, 1)) is None


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    counted = [told(month, way, coder=coder, acts=month, weight=3.5 * month)
               for month in (1, 2, 5) for way in ("CHL>PER", "PER>CHL") for coder in ("icews", "gdelt")]  # fmt: skip
    covered = [read(month, rows=90 + month, coder=coder) for month in range(1, 7) for coder in ("icews", "gdelt")]
    first = made(counted, covered)
    Random(seed).shuffle(counted)
    Random(seed + 9).shuffle(covered)
    other = made(counted, covered)
    assert (first.starts, first.coders) == (other.starts, other.coders)
    for name in ("weights", "events", "reports", "coverage", "exposure"):
        np.testing.assert_array_equal(getattr(first, name), getattr(other, name))


def test_weeks_and_quarters_begin_where_the_calendar_begins_them() -> None:
    weekly = series("CHL-PER", "week", [], [Covered("icews", date(2024, 12, 30), 5, 7)], until=date(2025, 1, 7))
    assert weekly is not None
    assert [str(start) for start in weekly.starts] == ["2024-12-30", "2025-01-06"]
    quarterly = series("CHL-PER", "quarter", [], [Covered("icews", date(2024, 10, 1), 5, 92)], until=date(2025, 1, 1))
    assert quarterly is not None
    assert [str(start) for start in quarterly.starts] == ["2024-10-01", "2025-01-01"]


def test_exposures_of_one_coder_are_against_its_median_and_nothing_read_is_nothing() -> None:
    assert exposures([read(1, rows=50), read(2), read(3, rows=300), read(4, days=0)]).tolist() == [0.5, 1, 3, 0]
    assert exposures([read(1, rows=0)]).tolist() == [0]
