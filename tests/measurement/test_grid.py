"""The walk on the grid: its steps, and its passes against what all paths together say."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.measurement import grid
from comity.measurement.grid import Dynamics, Floats, kernel, points, smooth

DYNAMICS = Dynamics(
    persistence=0.9, innovation=(0.2, 0.4), dispersion=(2.0, 2.0), turn=0.06, attention=0.04, spread=1.0
)


@settings(max_examples=40, deadline=None)
@given(persistence=st.floats(0.3, 0.999), innovation=st.floats(0.01, 1.5))
def test_a_step_keeps_its_mean_and_variance(persistence: float, innovation: float) -> None:
    step = kernel(persistence, innovation)
    np.testing.assert_allclose(step.sum(axis=1), 1)
    assert (step >= 0).all()
    inside = np.abs(persistence * points()) < grid.REACH - 5 * max(innovation, grid.STEP)
    mean = step @ points()
    variance = step @ points() ** 2 - mean**2
    np.testing.assert_allclose(mean[inside], (persistence * points())[inside], atol=2e-3)
    # Between two points the way between them is the least that the grid can carry.
    off = (persistence * points() / grid.STEP) % 1
    least = grid.STEP**2 * off * (1 - off)
    np.testing.assert_allclose(variance[inside], np.maximum(innovation**2, least)[inside], rtol=0.01, atol=1e-9)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A grid of five points, on which all paths can be gone."""
    for name, value in {"REACH": 2.0, "POINTS": 5, "STEP": 1.0, "_SHIFTS": (1, 2)}.items():
        monkeypatch.setattr(grid, name, value)
    grid._Moves.of.cache_clear()
    yield
    grid._Moves.of.cache_clear()


def transitions(dynamics: Dynamics) -> tuple[Floats, Floats, Floats]:
    """Start (S,), all moves (S, S) and new regimes alone (S, S) over pairs of points, written out one by one."""
    at = points()
    size = len(at)
    landing = np.exp(-0.5 * (at / dynamics.spread) ** 2)
    landing /= landing.sum()
    drifts = [kernel(dynamics.persistence, each) for each in dynamics.innovation]
    every, turned = np.zeros((size**2, size**2)), np.zeros((size**2, size**2))
    for u, v, to_u, to_v in product(range(size), repeat=4):
        here, there = u * size + v, to_u * size + to_v
        alone = landing[to_u] * drifts[1][v, to_v] + drifts[0][u, to_u] * landing[to_v]
        turned[here, there] = dynamics.turn / 3 * (alone + landing[to_u] * landing[to_v])
        every[here, there] = turned[here, there] + (1 - dynamics.turn - dynamics.attention) * (
            drifts[0][u, to_u] * drifts[1][v, to_v]
        )
        if to_u - u == to_v - v and abs(to_u - u) in grid._SHIFTS:
            every[here, there] += dynamics.attention / (2 * len(grid._SHIFTS))
    return np.outer(landing, landing).ravel(), every, turned


@pytest.mark.usefixtures("small")
def test_both_passes_give_what_all_paths_give() -> None:
    length, size = 4, grid.POINTS
    chance = np.random.default_rng(4)
    told = chance.normal(0, 2, (2, 2, length, size))
    told[:, 1, 2] = 0  # a period without coverage
    found = smooth(told[0], told[1], DYNAMICS)

    start, every, turned = transitions(DYNAMICS)
    for dyad in range(2):
        seen = [np.exp(np.add.outer(told[0, dyad, t], told[1, dyad, t]).ravel()) for t in range(length)]
        # Every path of four states has its place in this array.
        paths = (
            (start * seen[0])[:, None, None, None]
            * (every * seen[1])[:, :, None, None]
            * (every * seen[2])[None, :, :, None]
            * (every * seen[3])[None, None, :, :]
        )
        total = paths.sum()
        assert found.evidence[dyad] == pytest.approx(np.log(total), rel=1e-4)
        for t in range(length):
            each = paths.sum(axis=tuple(axis for axis in range(length) if axis != t)) / total
            np.testing.assert_allclose(found.states[dyad, t].ravel(), each, atol=2e-5)
        share = np.divide(turned, every, out=np.zeros_like(every), where=every > 0)
        for t in range(1, length):
            pair = paths.sum(axis=tuple(axis for axis in range(length) if axis not in (t - 1, t)))
            assert found.turning[dyad, t] == pytest.approx((pair * share).sum() / total, abs=2e-5)
        assert found.turning[dyad, 0] == 0


def spread_of(states: Floats) -> Floats:
    """Standard deviation of the first log-rate (N, T)."""
    mass = states.sum(axis=3)
    mean = mass @ points()
    return np.asarray(np.sqrt(mass @ points() ** 2 - mean**2))


def told_of(rates: Floats, size: float = 2.0) -> Floats:
    """Log-likelihoods (1, T, G) of counts that are as high as expected at these log-rates."""
    counts = np.round(8 * np.exp(rates))
    expected = 8 * np.exp(points())
    return np.asarray(counts[:, None] * points() - (counts[:, None] + size) * np.log(1 + expected / size))[None]


def test_without_anything_told_the_walk_stays_as_wide_as_it_is() -> None:
    nothing = np.zeros((1, 12, grid.POINTS))
    found = smooth(nothing, nothing, DYNAMICS)
    assert found.evidence[0] == pytest.approx(0, abs=0.02)
    np.testing.assert_allclose(found.states.sum(axis=(2, 3)), 1, rtol=1e-4)
    # What is said of turns is what was held of them before.
    np.testing.assert_allclose(found.turning[0, 1:], DYNAMICS.turn, rtol=0.05)


def test_periods_without_likelihood_only_widen() -> None:
    told = told_of(np.random.default_rng(2).normal(0, 0.3, 40))
    gap = told.copy()
    gap[:, 15:25] = 0
    whole, holed = (spread_of(smooth(each, each, DYNAMICS).states)[0] for each in (told, gap))
    assert (holed[15:25] > whole[15:25]).all()
    assert (np.diff(holed[15:20]) > 0).all() and (np.diff(holed[20:25]) < 0).all()
    assert (holed >= whole - 0.02).all()


def test_a_jump_is_found_where_it_is_and_a_spike_is_none() -> None:
    steady = told_of(np.zeros(60))
    jump = told_of(np.where(np.arange(60) < 30, 1.2, -1.2))
    spike = told_of(np.where(np.arange(60) == 30, 1.2, 0.0))
    jumped = smooth(jump, steady, DYNAMICS).turning[0]
    assert int(jumped.argmax()) == 30 and jumped[29:32].sum() > 0.8
    assert smooth(spike, steady, DYNAMICS).turning[0].max() < 0.3


def test_both_rates_up_at_once_is_rather_attention_than_a_turn() -> None:
    up = told_of(np.where(np.arange(60) < 30, -0.75, 0.75))
    down = told_of(np.where(np.arange(60) < 30, 0.75, -0.75))
    together = smooth(up, up, DYNAMICS).turning[0, 28:33].sum()
    apart = smooth(up, down, DYNAMICS).turning[0, 28:33].sum()
    assert together < 0.75 * apart


def test_what_is_foreseen_ends_where_the_smoothing_ends() -> None:
    told = told_of(np.random.default_rng(3).normal(0, 0.5, 20))
    before, after = grid.foreseen(told, -told, DYNAMICS)
    np.testing.assert_allclose(after, smooth(told, -told, DYNAMICS).states[:, -1], atol=1e-5)
    # Nothing of the first period's own count is in what was foreseen of it.
    other = told.copy()
    other[:, 0] = 0
    np.testing.assert_array_equal(grid.foreseen(other, -told, DYNAMICS)[0][:, 0], before[:, 0])
