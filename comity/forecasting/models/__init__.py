"""The models that forecast counts."""

from comity.forecasting.models.filters import Ewma
from comity.forecasting.models.protocol import Aim, Fitted, Model

__all__ = ["Aim", "Ewma", "Fitted", "Model"]
