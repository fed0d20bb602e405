"""The models that forecast counts."""

from comity.forecasting.models.filters import Ewma
from comity.forecasting.models.learned import installed
from comity.forecasting.models.pooled import NAME, Recipe, recipe
from comity.forecasting.models.protocol import Aim, Fitted, Model

__all__ = ["NAME", "Aim", "Ewma", "Fitted", "Model", "Recipe", "installed", "recipe"]
