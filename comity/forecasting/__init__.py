"""Forecasts of dyads, and how well they did before."""

from comity.forecasting.issuing import HORIZONS, QUANTILES, TARGETS, forecast_dyad
from comity.forecasting.models import Aim, Ewma, Fitted, Model
from comity.forecasting.panel import Panel, panel_of, panel_of_tables

__all__ = [
    "HORIZONS",
    "QUANTILES",
    "TARGETS",
    "Aim",
    "Ewma",
    "Fitted",
    "Model",
    "Panel",
    "forecast_dyad",
    "panel_of",
    "panel_of_tables",
]
