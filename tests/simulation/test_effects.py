"""Effects planted in simulated worlds are found again, and none is found where none was planted."""

import numpy as np
import pytest

from comity.simulation.panel import excitation
from comity.simulation.study import look, pooled
from tests.simulation.worlds import DYNAMICS, planted_effects, studied, world

STRONG = np.broadcast_to(np.array([[[0.0, 1.2], [0.0, 0.8], [0.0, 0.4]]]), (4, 3, 2))


def test_a_strong_effect_is_found_on_the_right_channel() -> None:
    rng = np.random.default_rng(3)
    made = [world(rng, dyads=3, months=120, each=6, effects=STRONG[:3]) for _ in range(6)]
    found = np.mean([studied(each, each.planted).mean for each in made], axis=0)
    assert found[0, 1] > 0.6
    assert abs(found[0, 0]) < 0.2


def test_without_precedents_only_the_prior_is_left() -> None:
    found = pooled(None, [])
    assert np.abs(found.mean).max() < 1e-6
    assert found.used == found.dyads == 0
    assert 0.6 < found.quantile(0.95)[0, 0] < 0.9


def test_fewer_precedents_are_drawn_closer_to_none() -> None:
    made = world(np.random.default_rng(5), dyads=1, months=144, each=8, effects=STRONG[:1])
    (panel,), (at,) = made.panels, made.planted
    few, many = (pooled(look(panel, months), []).mean[0, 1] for months in (at[:1], at))
    assert abs(few) < abs(many)


def test_too_few_months_tell_nothing() -> None:
    made = world(np.random.default_rng(1), dyads=1, months=34, each=1, effects=STRONG[:1])
    assert look(made.panels[0], made.planted[0]) is None


def test_draws_follow_the_density() -> None:
    made = world(np.random.default_rng(3), dyads=2, months=120, each=6, effects=STRONG[:2])
    found = studied(made, made.planted)
    drawn = found.draws(np.random.default_rng(1).standard_normal((20_000, 3, 2)))
    assert np.allclose(drawn.mean(axis=0), found.mean, atol=0.02)
    assert np.allclose(np.quantile(drawn, 0.95, axis=0), found.quantile(0.95), atol=0.05)


def test_a_world_without_excitation_shows_hardly_any() -> None:
    made = world(np.random.default_rng(2), dyads=8, months=120, each=1, effects=np.zeros((8, 3, 2)))
    assert np.abs(excitation(made.panels, DYNAMICS.dispersion)).max() < 0.12


def coverage(worlds: int, dyads: int, each: int) -> tuple[float, float]:
    """How often 90% bands hold the planted effect, and how often they hold none at dates without one."""
    rng = np.random.default_rng(7)
    held, none = [], []
    for _ in range(worlds):
        effects = planted_effects(rng, dyads)
        made = world(rng, dyads=dyads, months=144, each=each, effects=effects)
        found = studied(made, made.planted)
        held.append((found.quantile(0.05) <= effects[0]) & (effects[0] <= found.quantile(0.95)))
        empty = world(rng, dyads=dyads, months=144, each=each, effects=np.zeros_like(effects))
        placebo = studied(empty, empty.planted)
        none.append((placebo.quantile(0.05) <= 0) & (placebo.quantile(0.95) >= 0))
    return float(np.mean(held)), float(np.mean(none))


def test_bands_hold_planted_effects_and_placebos_hold_none() -> None:
    held, none = coverage(12, dyads=2, each=5)
    assert held >= 0.75
    assert none >= 0.85


@pytest.mark.trial
@pytest.mark.parametrize(("dyads", "each"), [(8, 8), (1, 6), (6, 2)])
def test_bands_hold_nine_in_ten_planted_effects(dyads: int, each: int) -> None:
    held, none = coverage(60, dyads=dyads, each=each)
    assert 0.85 <= held <= 0.95
    assert none >= 0.90
