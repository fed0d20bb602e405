"""Paths: the same chance in both arms, honest widths, quickly."""

import time

import numpy as np
import pytest

from comity.measurement import Counts, foresee
from comity.simulation.paths import Paths, Start, draw, follow, shape_of
from comity.simulation.study import STRETCHES
from tests.simulation.worlds import DYNAMICS, Floats, prior_of, resting, world


def start(excitation: float = 0.0) -> Start:
    return Start(resting(), np.array([1.0, 0.2]), DYNAMICS, np.full((2, 2), excitation), np.zeros(2), np.ones(2))


def run(seed: int, offsets: Floats | None = None, *, excitation: float = 0.0, paths: int = 500) -> Paths:
    drawn = draw(start(excitation), months=24, paths=paths, rng=np.random.default_rng(seed))
    return follow(start(excitation), drawn, np.zeros_like(drawn.walk) if offsets is None else offsets)


def test_the_same_seed_gives_the_same_paths_and_nothing_assumed_no_difference() -> None:
    assert np.array_equal(run(1).level, run(1).level)
    assert not np.array_equal(run(1).level, run(2).level)


def test_an_effect_moves_every_path_its_way_and_only_from_its_month_on() -> None:
    offsets = shape_of(np.tile([[0.0, 0.7]], (500, 3, 1)), np.full(500, 5.0), 24, STRETCHES, 0.96)
    apart = run(1, offsets).level - run(1).level
    assert (apart[:5] == 0).all()
    assert (apart[5:] <= 1e-9).all()
    assert apart[5].mean() < -1


def test_the_shape_follows_its_stretches_and_fades() -> None:
    effect = np.array([[[0.6, 0.0], [0.3, 0.0], [0.2, 0.0]]] * 2)
    found = shape_of(effect, np.array([1.0, np.nan]), 24, STRETCHES, 0.9)
    assert found[0, 0, 0] == 0
    assert found[1:4, 0, 0].tolist() == [0.6] * 3
    assert found[4, 0, 0] == 0.3
    assert np.isclose(found[14, 0, 0], 0.2 * 0.9**2)
    assert (found[:, :, 1] == 0).all()


def test_excitation_passes_on_what_more_was_told() -> None:
    offsets = shape_of(np.tile([[0.0, 1.0]], (500, 3, 1)), np.full(500, 2.0), 24, STRETCHES, 0.0)
    plain, excited = (run(1, offsets, excitation=each).rates[4, 1].mean() for each in (0.0, 0.2))
    assert plain != excited


def test_ten_thousand_paths_of_two_years_take_about_a_second() -> None:
    begun = time.perf_counter()
    drawn = draw(start(), months=24, paths=10_000, rng=np.random.default_rng(1))
    for _ in range(2):
        follow(start(), drawn, np.zeros_like(drawn.walk))
    # One second is the aim on an idle machine of two cores; tests share theirs.
    assert time.perf_counter() - begun < 4


def places(dyads: int) -> Floats:
    """Where held-out months of simulated dyads lie among their paths, 0 to 1, both channels and all months."""
    rng = np.random.default_rng(11)
    made = world(rng, dyads=dyads, months=120, each=1, effects=np.zeros((dyads, 3, 2)))
    known = Counts(made.counts[:, :, None, :96], np.ones((1, 96)))
    seen = foresee(known, DYNAMICS, prior_of(made.means))
    found = []
    for n in range(dyads):
        here = Start(np.float64(seen.state[n]), seen.means[n], DYNAMICS, np.zeros((2, 2)), np.zeros(2), np.ones(2))
        drawn = draw(here, months=24, paths=400, rng=rng)
        counts = follow(here, drawn, np.zeros_like(drawn.walk)).counts
        told = made.counts[n, :, 96:].T[:, :, None]
        low, high = (counts < told).mean(axis=2), (counts <= told).mean(axis=2)
        found.append(low + rng.random(low.shape) * (high - low))
    return np.stack(found)


def test_held_out_months_lie_anywhere_among_their_paths() -> None:
    found = places(16)
    assert 0.8 <= ((found > 0.05) & (found < 0.95)).mean() <= 0.97
    assert 0.38 <= found.mean() <= 0.62


@pytest.mark.trial
def test_held_out_months_are_flat_among_their_paths() -> None:
    tenths = np.histogram(places(200), bins=10, range=(0, 1))[0] / (200 * 48)
    assert (np.abs(tenths - 0.1) < 0.025).all(), tenths
