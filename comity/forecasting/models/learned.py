"""Models that learn from all dyads together which features go before many acts: a regression, and boosted trees.

Sources: the negative binomial regression by iteratively reweighted least squares (McCullagh & Nelder 1989; Hilbe
2011); gradient boosting of trees (Friedman 2001) in LightGBM (Ke et al. 2017).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from comity.errors import ExtraMissing
from comity.forecasting.distributions import negative_binomial
from comity.forecasting.models.features import features
from comity.forecasting.models.protocol import Aim
from comity.forecasting.models.rolling import came, known_at, last_months, loss
from comity.forecasting.panel import Floats, Panel

_SIZES = (0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0, 50.0)
_POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)
# The first months teach nothing: their features know no past.
_BEGIN = 18
_LEAST, _MOST = -9.0, 7.0

Estimator = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Learned:
    """A mean learnt from features, and a negative binomial of size `size` * mean**`power` around it.

    `kind` is how the mean is learnt; `strength` the ridge of the regression, `leaves` and `rounds` the trees.
    """

    name: str
    kind: Literal["regression", "trees"]
    strength: float = 100.0
    leaves: int = 6
    rounds: int = 80
    size: float = 1.5
    power: float = 0.5

    def tuned(self, seen: Panel, aim: Aim) -> "Learned":
        """Tune how closely it follows the past, then the size."""
        months = last_months(seen)
        outcomes = came(seen, aim, months)
        made: list[tuple[float, int, Learned]] = []
        for each in self._candidates():
            fit = each.fit(known_at(seen, months[0] - aim.horizon), aim)
            cuts = [known_at(seen, month - aim.horizon) for month in months]
            means = [fit.means(cut) for cut in cuts]
            tops = [cut.top(aim.target) for cut in cuts]
            for size in _SIZES:
                for power in _POWERS:
                    tried = replace(each, size=size, power=power)
                    pmfs = [tried.around(mean, top) for mean, top in zip(means, tops, strict=True)]
                    made.append((loss(pmfs, outcomes), len(made), tried))
        return min(made)[2]

    def _candidates(self) -> list["Learned"]:
        if self.kind == "regression":
            return [replace(self, strength=each) for each in (30.0, 300.0, 2000.0)]
        return [replace(self, leaves=leaves, rounds=rounds) for leaves, rounds in ((4, 40), (4, 100), (8, 100))]

    def around(self, mean: Floats, top: int) -> Floats:
        """The distribution around means (C,)."""
        return negative_binomial(mean, np.clip(self.size * mean**self.power, 0.05, 1000), top)

    def fit(self, seen: Panel, aim: Aim) -> "_Learnt":
        """Learn from every month of the panel that has one `horizon` months later."""
        target = seen.told(aim.target)
        months = np.arange(_BEGIN, len(seen.starts) - aim.horizon)
        months = months[(seen.exposure[months + aim.horizon] > 0)]
        _, values = features(seen, aim, months.tolist())
        expected = np.array([seen.cut_exposure(int(t) + 1) for t in months])
        wide = values.reshape(-1, values.shape[2])
        counts = target[:, months + aim.horizon].T.reshape(-1).astype(float)
        offset = np.repeat(np.log(expected), len(target))
        learn = _regressed if self.kind == "regression" else _boosted
        return _Learnt(self, aim, learn(wide, counts, offset, self))


@dataclass(frozen=True)
class _Learnt:
    model: Learned
    aim: Aim
    estimator: Estimator

    def means(self, seen: Panel) -> Floats:
        _, values = features(seen, self.aim, [len(seen.starts) - 1])
        return np.asarray(np.exp(np.clip(self.estimator(values[0]), _LEAST, _MOST)) * seen.ahead())

    def predict(self, seen: Panel) -> Floats:
        return self.model.around(self.means(seen), seen.top(self.aim.target))


def _regressed(values: Floats, counts: Floats, offset: Floats, model: Learned) -> Estimator:
    """A ridge regression of the log-rate; the counts' variance is that of the model's negative binomial."""
    centre, scale = values.mean(axis=0), values.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    design = np.column_stack([np.ones(len(values)), (values - centre) / scale])
    penalty = np.full(design.shape[1], model.strength)
    penalty[0] = 1e-6
    found = np.zeros(design.shape[1])
    found[0] = np.log(max(counts.mean(), 1e-6)) - offset.mean()
    for _ in range(25):
        line = np.clip(design @ found, _LEAST, _MOST)
        mean = np.exp(line + offset)
        weight = mean / (1 + mean / np.clip(model.size * mean**model.power, 0.05, 1000))
        response = line + (counts - mean) / np.maximum(mean, 1e-9)
        system = (design * weight[:, None]).T @ design + np.diag(penalty)
        after = np.linalg.solve(system, design.T @ (weight * response))
        done = np.abs(after - found).max() < 1e-5
        found = after
        if done:
            break
    return lambda rows: np.column_stack([np.ones(len(rows)), (rows - centre) / scale]) @ found


def _boosted(values: Floats, counts: Floats, offset: Floats, model: Learned) -> Estimator:
    """Trees that mend the regression's log-rate; they see what bends and what goes together."""
    straight = _regressed(values, counts, offset, replace(model, strength=300.0))
    lightgbm = library()
    begin = np.clip(straight(values), _LEAST, _MOST) + offset
    data = lightgbm.Dataset(values, counts, init_score=begin, free_raw_data=True, params={"verbose": -1})
    settings = {
        "objective": "poisson",
        "learning_rate": 0.04,
        "num_leaves": model.leaves,
        "min_data_in_leaf": 150,
        "lambda_l2": 20.0,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "poisson_max_delta_step": 0.5,
        "num_threads": 1,
        "seed": 1,
        "deterministic": True,
        "verbose": -1,
    }
    trees = lightgbm.train(settings, data, num_boost_round=model.rounds)
    return lambda rows: straight(rows) + trees.predict(rows, raw_score=True)


def library() -> Any:
    """LightGBM. Raises `ExtraMissing` where it is not installed."""
    try:
        import lightgbm
    except (ImportError, OSError) as error:
        raise ExtraMissing("LightGBM", "is not installed", "`pip install comity[learned]`") from error
    return lightgbm


def installed() -> bool:
    """Whether the trees can be grown."""
    try:
        library()
    except ExtraMissing:
        return False
    return True
