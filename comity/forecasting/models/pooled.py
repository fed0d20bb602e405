"""The models that forecasts use, tuned and pooled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from comity.forecasting.models.learned import Learned, installed
from comity.forecasting.models.pool import Pool, learn
from comity.forecasting.models.protocol import Aim, Fitted, Model
from comity.forecasting.models.rolling import came, last_months, rolled, same_width
from comity.forecasting.models.state_space import StateSpace
from comity.forecasting.panel import Floats, Panel
from comity.model import Target

NAME = "comity-pool.v1"
REGRESSION = Learned("nb-glm", "regression")
TREES = Learned("boosting", "trees")


class Recipe(msgspec.Struct, frozen=True):
    """The tuned members of a target and horizon, and how they are pooled; `trees` null where LightGBM was missing."""

    target: Target
    horizon: int
    states: StateSpace
    regression: Learned
    trees: Learned | None
    pool: Pool

    @property
    def members(self) -> tuple[Model, ...]:
        """The members in the order of the pool's weights."""
        plain: tuple[Model, ...] = (self.states, self.regression)
        return plain if self.trees is None else (*plain, self.trees)

    def fit(self, seen: Panel, aim: Aim) -> "_Pooled":
        """Fit all members. Raises `ExtraMissing` when the recipe has trees and LightGBM is not installed."""
        return _Pooled(self.pool, tuple(each.fit(seen, aim) for each in self.members))


@dataclass(frozen=True)
class _Pooled:
    pool: Pool
    members: Sequence[Fitted]

    def predict(self, seen: Panel) -> Floats:
        return self.pool.combined([each.predict(seen) for each in self.members])


def recipe(seen: Panel, aim: Aim, tuned: Mapping[str, Model] | None = None) -> Recipe:
    """Tune the members by the last twelve months of `seen` and learn their weights there.

    `tuned` gives members, by their names, that were tuned on the same panel already.
    """
    known = dict(tuned or {})
    plain: list[Model] = [StateSpace(), REGRESSION, *([TREES] if installed() else [])]
    members = [known[each.name] if each.name in known else each.tuned(seen, aim) for each in plain]
    months = last_months(seen)
    tables = aligned([rolled(each, seen, aim, months) for each in members])
    outcomes = np.concatenate(came(seen, aim, months))
    pool = learn([each.name for each in members], [_flat(each) for each in tables], outcomes)
    found = {each.name: each for each in members}
    return msgspec.convert(
        {
            "target": aim.target,
            "horizon": aim.horizon,
            "states": found["state-space"],
            "regression": found["nb-glm"],
            "trees": found.get("boosting"),
            "pool": pool,
        },
        Recipe,
        from_attributes=True,
    )


def aligned(made: Sequence[Sequence[Floats]]) -> list[Floats]:
    """Forecasts of several models by month as tables (M, C, K + 1) of one width."""
    tables = [same_width(each) for each in made]
    top = max(each.shape[2] for each in tables)
    return [np.pad(each, ((0, 0), (0, 0), (0, top - each.shape[2]))) for each in tables]


def _flat(table: Floats) -> Floats:
    held = np.maximum(table.reshape(-1, table.shape[2]), 1e-9)
    return np.asarray(held / held.sum(axis=1, keepdims=True))
