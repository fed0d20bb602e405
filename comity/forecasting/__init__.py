"""Forecasts of dyads, and how well they did before."""

from comity.forecasting.backtesting import MODELS, Plan, backtested
from comity.forecasting.issuing import HORIZONS, QUANTILES, TARGETS, forecast_dyad, last_day_of
from comity.forecasting.keeping import Kept, counted_run, keep, kept
from comity.forecasting.models import NAME, Aim, Ewma, Fitted, Model, Recipe, installed, recipe
from comity.forecasting.next_acts import YEARS, next_acts
from comity.forecasting.panel import Panel, panel_of, panel_of_tables

__all__ = [
    "HORIZONS",
    "MODELS",
    "NAME",
    "QUANTILES",
    "TARGETS",
    "YEARS",
    "Aim",
    "Ewma",
    "Fitted",
    "Kept",
    "Model",
    "Panel",
    "Plan",
    "Recipe",
    "backtested",
    "counted_run",
    "forecast_dyad",
    "installed",
    "keep",
    "kept",
    "last_day_of",
    "next_acts",
    "panel_of",
    "panel_of_tables",
    "recipe",
]
