"""What dyads lend each other: usual rates, and how relations move."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from comity.measurement import Covered, Everyone, Learnt, keep, kept, taught_by_none
from comity.measurement.level import UNIT, Counts, Prior, measure
from comity.measurement.pooling import LEARNT_FROM, LEAST_ACTS, USUAL, for_period, learnt, prior_of, teachers
from comity.model import Period
from tests.measurement.simulated import CLEAR, MONTHS, simulated


@pytest.mark.parametrize(("told", "months"), [((0, 0), 24), ((1, 1), 24), ((40, 3), 36), ((2, 9), 240)])
def test_a_thin_dyad_lies_between_its_own_rate_and_the_pool_s(told: tuple[int, int], months: int) -> None:
    prior = Prior(means=(-0.5, -1.5), acts=(2.0, 1.0))
    weights = np.zeros((1, 2, 1, months))
    for channel, number in enumerate(told):
        weights[0, channel, 0, :number] = 1
    found = measure(Counts(weights, np.ones((1, months))), USUAL, prior).means[0]
    for channel, number in enumerate(told):
        own = np.log(max(number, 1e-9) / months)
        low, high = sorted((own, prior.means[channel]))
        assert low - 1e-9 <= found[channel] <= high + 1e-9


def test_the_more_a_dyad_tells_the_nearer_it_is_to_its_own_rate() -> None:
    prior = Prior(means=(0.0, 0.0), acts=(2.0, 2.0))
    gaps = []
    for months in (6, 24, 96):
        weights = np.full((1, 2, 1, months), 0.5)
        found = measure(Counts(weights, np.ones((1, months))), USUAL, prior).means[0, 0]
        gaps.append(found - np.log(0.5))
    assert gaps[0] > gaps[1] > gaps[2] > 0


def test_the_pool_is_had_from_its_dyads() -> None:
    chance = np.random.default_rng(3)
    rates = chance.gamma(2.0, 0.25, (4000, 2))
    totals = chance.poisson(rates * 50) * np.array(UNIT)
    found = prior_of(totals, 50.0, "month")
    np.testing.assert_allclose(found.means, np.log(0.5), atol=0.05)
    np.testing.assert_allclose(found.acts, 2.0, rtol=0.15)


def test_the_worth_of_the_pool_has_bounds() -> None:
    alike, apart = np.full((50, 2), 300.0), np.zeros((50, 2))
    apart[0] = 1e6
    assert prior_of(alike, 10, "month").acts == (4.0, 4.0)
    assert prior_of(apart, 10, "month").acts == (0.25, 0.25)


@pytest.mark.parametrize("totals", [np.zeros((0, 2)), np.ones((1, 2))])
def test_without_others_usual_months_are_those_of_the_sample(totals: np.ndarray) -> None:
    month, quarter = (prior_of(totals, 5, period) for period in ("month", "quarter"))
    np.testing.assert_allclose(np.exp(quarter.means), 3 * np.exp(month.means))
    assert prior_of(np.ones((9, 2)), 0, "month") == month


@pytest.mark.parametrize(("period", "a_year"), [("week", 52), ("month", 12), ("quarter", 4)])
def test_other_periods_have_the_same_drift_and_as_many_turns_a_year(period: Period, a_year: int) -> None:
    found = for_period(USUAL, period)
    assert found.persistence**a_year == pytest.approx(USUAL.persistence**12)
    assert found.turn * a_year == pytest.approx(USUAL.turn * 12)
    for own, usual in zip(found.innovation, USUAL.innovation, strict=True):
        assert own**2 / (1 - found.persistence**2) == pytest.approx(usual**2 / (1 - USUAL.persistence**2))


def test_who_teaches_is_spread_over_those_with_enough_acts() -> None:
    totals = np.concatenate([np.arange(200.0), np.full(5, LEAST_ACTS - 1)])
    chosen = teachers(totals)
    assert len(chosen) == LEARNT_FROM
    assert chosen[0] == 199 and totals[chosen].min() >= LEAST_ACTS
    assert list(totals[chosen]) == sorted(totals[chosen], reverse=True)
    assert teachers(np.array([3.0, 90.0, 40.0])) == [1, 2]


def test_dynamics_are_learnt_where_the_counts_say_so_clearly() -> None:
    world = replace(CLEAR, noise=50.0, most_turns=0)
    told = simulated(world, dyads=6, seed=2).weights[:, :, None]
    prior = Prior((2.5, 1.8), (1.0, 1.0))
    calm = learnt(Counts(told, np.ones((1, MONTHS))), prior, "month")
    assert calm.dispersion > USUAL.dispersion
    assert learnt(Counts(told[:0], np.ones((1, MONTHS))), prior, "month") == USUAL
    assert learnt(Counts(told[:1, :, :, :3], np.ones((1, 3))), prior, "month") == USUAL


def everyone(dyads: Sequence[str], months: int = 12) -> Everyone:
    starts = [date(2020, month + 1, 1) for month in range(months)]
    rows = [(name, start, quad) for name in dyads for start in starts
            for quad in ("verbal cooperation", "material conflict")]  # fmt: skip
    counts = pa.table({
        "direction": [row[0] for row in rows], "start": [row[1] for row in rows], "quad": [row[2] for row in rows],
        "acts": [2] * len(rows), "weight": [5.0] * len(rows),
    })  # fmt: skip
    return Everyone(counts, [Covered("icews", start, 100, 30) for start in starts])


def test_everyone_holds_each_direction_with_its_channels() -> None:
    found = everyone(["CHL>PER", "PER>CHL", "KEN>UGA"])
    assert found.names == ("CHL>PER", "PER>CHL", "KEN>UGA")
    assert found.weights.shape == (3, 2, 12)
    assert (found.weights[:, 0] == 5 / UNIT[0]).all() and (found.weights[:, 1] == 5 / UNIT[1]).all()
    assert found.pairs() == {"CHL-PER": 96, "KEN-UGA": 48}
    assert (found.exposure == 1).all()


def test_few_dyads_teach_their_rates_and_not_how_relations_move() -> None:
    found = everyone(["CHL>PER", "PER>CHL", "KEN>UGA"]).learnt("month")
    assert found.dynamics == USUAL
    assert found.dyads == 3
    assert found.prior.means[0] == pytest.approx(np.log(5 / UNIT[0]))


def test_what_was_learnt_is_kept_beside_the_record_and_only_for_its_state(tmp_path: Path) -> None:
    learned = taught_by_none("week")
    keep(tmp_path, ("v1", "week", "b1"), learned)
    assert kept(tmp_path, ("v1", "week", "b1")) == learned
    assert kept(tmp_path, ("v1", "week", "b1", "b2")) is None
    assert [path.suffix for path in (tmp_path / "measures").iterdir()] == [".json"]


def test_where_nothing_can_be_written_this_process_keeps_the_last(tmp_path: Path) -> None:
    file = tmp_path / "no-folder"
    file.write_text("")
    for key in ("v1", "v2"):
        keep(file, (key,), taught_by_none("month"))
    assert kept(file, ("v1",)) is None
    assert kept(file, ("v2",)) == taught_by_none("month")
    assert file.read_text() == ""


def test_what_can_t_be_read_is_learnt_again(tmp_path: Path) -> None:
    keep(tmp_path, ("v1",), taught_by_none("month"))
    (path,) = (tmp_path / "measures").iterdir()
    path.write_bytes(b'{"prior": ')
    assert kept(tmp_path, ("v1",)) is None


def test_nobody_teaches_what_is_usual() -> None:
    assert taught_by_none("month") == Learnt(prior_of(np.zeros((0, 2)), 0.0, "month"), USUAL, 0)
