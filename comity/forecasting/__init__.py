"""Forecasts of dyads, and how well they did before."""

from comity.forecasting.backtesting import MODELS, Plan, backtested
from comity.forecasting.frozen import all_frozen, freeze, sealed
from comity.forecasting.frozen import table as frozen_table
from comity.forecasting.grading import graded
from comity.forecasting.issued import BASE_RATE, LEAST_ACTS, Issued, Way, issued_of
from comity.forecasting.issuing import HORIZONS, QUANTILES, TARGETS, forecast_dyad, last_day_of
from comity.forecasting.keeping import Kept, counted_run, keep, kept
from comity.forecasting.models import NAME, Aim, Ewma, Fitted, Model, Recipe, installed, recipe
from comity.forecasting.next_acts import YEARS, next_acts
from comity.forecasting.panel import Panel, panel_of, panel_of_tables
from comity.forecasting.ranking import Act as Dealt

__all__ = [
    "BASE_RATE",
    "HORIZONS",
    "LEAST_ACTS",
    "MODELS",
    "NAME",
    "QUANTILES",
    "TARGETS",
    "YEARS",
    "Aim",
    "Dealt",
    "Ewma",
    "Fitted",
    "Issued",
    "Kept",
    "Model",
    "Panel",
    "Plan",
    "Recipe",
    "Way",
    "all_frozen",
    "backtested",
    "counted_run",
    "forecast_dyad",
    "freeze",
    "frozen_table",
    "graded",
    "installed",
    "issued_of",
    "keep",
    "kept",
    "last_day_of",
    "next_acts",
    "panel_of",
    "panel_of_tables",
    "recipe",
    "sealed",
]
