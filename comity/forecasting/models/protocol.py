"""What every model of forecasts does."""

from dataclasses import dataclass
from typing import Protocol

from comity.forecasting.panel import Floats, Panel
from comity.model import Target


@dataclass(frozen=True)
class Aim:
    """What is forecast: the count of a `target` in the month that lies `horizon` months after the last one seen."""

    target: Target
    horizon: int


class Fitted(Protocol):
    """A model whose parameters are fixed."""

    def predict(self, seen: Panel) -> Floats:
        """The distribution of each chosen dyad's count, (C, K + 1) with K = `seen.top(target)`."""
        ...


class Model(Protocol):
    """A way of forecasting.

    A panel that is handed to a model ends with the last month that it may know.
    """

    @property
    def name(self) -> str:
        """The name that rows and forecasts carry."""
        ...

    def tuned(self, seen: Panel, aim: Aim) -> "Model":
        """The model with the settings that did best in the last twelve months of `seen`."""
        ...

    def fit(self, seen: Panel, aim: Aim) -> Fitted:
        """The model fitted to a panel."""
        ...
