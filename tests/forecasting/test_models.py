"""Each model on planted series, and what no model may do."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from comity.forecasting import MODELS, Aim, Model, Panel, installed, recipe
from comity.forecasting.distributions import means
from comity.forecasting.models.baselines import Climatology, Seasonal
from comity.forecasting.models.filters import Ewma, GammaPoisson
from comity.forecasting.models.pool import Pool, learn, product, recalibrated
from comity.forecasting.models.pooled import REGRESSION, TREES
from comity.forecasting.models.rolling import rolled
from comity.forecasting.models.state_space import StateSpace
from comity.forecasting.scores import covered, crps
from tests.forecasting.worlds import panel, rising, steady

AIM = Aim("conflict", 1)
ALL: list[Model] = [*MODELS, *([TREES] if installed() else [])]
NAMES = [model.name for model in ALL]


@pytest.mark.parametrize("model", ALL, ids=NAMES)
@pytest.mark.parametrize("target", ["conflict", "cooperation", "material conflict"])
def test_forecasts_are_distributions_near_a_steady_rate(model: Model, target: str) -> None:
    seen = steady()
    aim = replace(AIM, target=target, horizon=3)
    pmf = model.fit(seen, aim).predict(seen)
    assert pmf.shape == (24, seen.top(aim.target) + 1)
    assert (pmf > 0).all() and np.allclose(pmf.sum(axis=1), 1)
    if target == "cooperation" and model.name != "persistence":
        assert np.corrcoef(means(pmf), np.geomspace(0.2, 5, 24))[0, 1] > 0.9
        # Untuned, the walk of the measured level leaves room for a rise.
        assert means(pmf).mean() == pytest.approx(1.49, rel=0.3)


@pytest.mark.parametrize("model", ALL, ids=NAMES)
def test_what_follows_the_last_months_sees_a_rise(model: Model) -> None:
    seen = rising()
    mean = means(model.fit(seen, AIM).predict(seen)).mean()
    slow = {"climatology", "usual-nb", "seasonal"}
    assert (mean < 2.5) if model.name in slow else (mean > 2.0)


def test_a_season_is_found() -> None:
    rates = np.where(np.arange(96) % 12 == 0, 6.0, 0.3)
    seen = panel(np.broadcast_to(rates, (12, 3, 96)))
    january = means(Seasonal(months=1.0).fit(seen, AIM).predict(seen)).mean()
    march = means(Seasonal(months=1.0).fit(seen, replace(AIM, horizon=3)).predict(seen)).mean()
    assert january > 4 > 1 > march


def test_coverage_is_taken_as_exposure() -> None:
    rates = np.full((12, 3, 60), 1.0)
    seen = panel(rates, exposure=np.where(np.arange(60) < 54, 1.0, 5.0))
    for model in (Ewma(), GammaPoisson(), StateSpace(), REGRESSION):
        assert means(model.fit(seen, AIM).predict(seen)).mean() == pytest.approx(5, rel=0.3), model.name
    # Months in which nothing was covered say nothing.
    gap = panel(rates, exposure=np.where(np.arange(60) < 54, 1.0, 0.0))
    for model in (Climatology(), Ewma(), GammaPoisson(), StateSpace()):
        assert means(model.fit(gap, AIM).predict(gap)).mean() == pytest.approx(1, rel=0.3), model.name


def test_tuning_finds_how_long_memory_should_be() -> None:
    chance = np.random.default_rng(1)
    jumps = np.exp(np.repeat(chance.normal(0, 1.2, (24, 1, 12)), 6, axis=2))
    quick = Ewma().tuned(panel(np.broadcast_to(jumps, (24, 3, 72))), AIM)
    slow = Ewma().tuned(steady(), AIM)
    assert quick.half_life < slow.half_life


def test_the_filter_goes_on_from_where_it_was() -> None:
    seen = rising(months=60)
    fit = StateSpace().fit(seen.cut(48), AIM)
    on = [fit.predict(seen.cut(t)) for t in (48, 50, 54)][-1]
    assert np.allclose(on, StateSpace().fit(seen.cut(48), AIM).predict(seen.cut(54)), atol=1e-6)


def test_a_pool_of_good_and_bad_trusts_the_good() -> None:
    chance = np.random.default_rng(2)
    mean = chance.gamma(2, 1, 4000)
    came = chance.poisson(mean)
    steps = np.arange(31)
    logs = np.cumsum(np.log(np.maximum(steps, 1)))
    good = np.exp(steps * np.log(mean[:, None]) - mean[:, None] - logs)
    good /= good.sum(axis=1, keepdims=True)
    bad = np.roll(good, 7, axis=0)
    made = learn(("good", "bad"), (good, bad), came)
    assert made.weights[0] > 0.8 > 0.2 > made.weights[1]
    pmf = made.combined((good, bad))
    assert np.allclose(pmf.sum(axis=1), 1)
    assert crps(pmf, came).mean() < crps(product(np.stack((good, bad)), np.array([0.5, 0.5])), came).mean()


def test_recalibration_widens_and_shifts() -> None:
    pmf = means_of = np.array([[0.1, 0.2, 0.4, 0.2, 0.1]])
    assert np.allclose(recalibrated(pmf, 0.0, 1.0), pmf, atol=1e-5)
    assert covered(recalibrated(pmf, 0.0, 0.5), np.array([0]))[0] > covered(pmf, np.array([0]))[0]
    assert means(recalibrated(pmf, 0.5, 1.0))[0] < means(means_of)[0]
    assert Pool(("a",), (1.0,)).combined([pmf]) == pytest.approx(pmf, abs=1e-5)


def scrambled(known: Panel, after: int) -> Panel:
    """The same months up to one, and others after it."""
    counts = known.counts.copy()
    counts[:, :, after:] = np.random.default_rng(9).poisson(30, counts[:, :, after:].shape)
    return replace(known, counts=counts, memo={})


def differs(make: "type[Model] | object", known: Panel, months: list[int]) -> bool:
    """Whether a model's forecasts change when only the months after their origins do.

    `make` builds the model from the whole panel, so that one which keeps hold of it is caught.
    """
    before = rolled(make(known), known, AIM, months)  # type: ignore[operator]
    other = scrambled(known, months[0])
    after = rolled(make(other), other, AIM, months[:1])  # type: ignore[operator]
    return not np.allclose(before[0], after[0])


@dataclass(frozen=True)
class Peeker:
    """A model that keeps hold of the months to come."""

    whole: Panel
    name: str = "peeker"

    def tuned(self, seen: Panel, aim: Aim) -> "Peeker":
        return self

    def fit(self, seen: Panel, aim: Aim) -> "Peeker":
        return self

    def predict(self, seen: Panel) -> np.ndarray:
        pmf = np.full((len(seen.chosen), 200), 1e-6)
        came = self.whole.told("conflict")[:, len(seen.starts)]
        pmf[np.arange(len(came)), np.minimum(came, 199)] = 1
        return np.asarray(pmf / pmf.sum(axis=1, keepdims=True))


def test_the_future_changes_no_forecast_and_a_peeker_is_caught() -> None:
    known = steady(months=60)
    for model in ALL:
        assert not differs(lambda _, model=model: model, known, [52]), model.name
    assert differs(Peeker, known, [52])


def test_a_cut_leads_back_to_no_later_month() -> None:
    known = steady(months=60)
    known.memo["secret"] = known
    seen = known.cut(40)
    assert seen.counts.shape[2] == len(seen.starts) == len(seen.exposure) == 40
    assert seen.counts.base is None and seen.exposure.base is None and seen.memo == {}


@pytest.mark.trial
def test_over_several_worlds_the_pool_beats_each_of_its_members() -> None:
    # Of a single world a member may be the better one: which one it will be is what nobody knows before.
    months = list(range(72, 96))
    total: dict[str, float] = {}
    for seed in (4, 5, 6):
        walk = np.exp(np.cumsum(np.random.default_rng(seed).normal(0, 0.25, (30, 1, 96)), axis=2) - 0.5)
        known = panel(np.broadcast_to(walk, (30, 3, 96)))
        came = known.told("conflict")[:, months].T
        made = recipe(known.cut(72), AIM)
        tables = {each.name: rolled(each, known, AIM, months) for each in (Climatology(), *made.members)}
        tables["pool"] = rolled(made, known, AIM, months)  # type: ignore[arg-type]
        for name, each in tables.items():
            score = np.mean([crps(pmf, y).mean() for pmf, y in zip(each, came, strict=True)])
            total[name] = total.get(name, 0.0) + float(score)
    assert total["pool"] == min(total.values())
    assert total["pool"] < 0.7 * total["climatology"]
