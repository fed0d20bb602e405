"""The measure of a relation: level with band, turning points, and what goes with them."""

from comity.measurement.calendar import last_day, start_of, starts_between
from comity.measurement.level import Counts, Prior, level_of, measure
from comity.measurement.pooling import LEARNT_FROM, for_period, learnt, prior_of, teachers
from comity.measurement.relation import (
    coder_shares,
    few,
    levels_of,
    notes_of,
    rows_of,
    side_of,
    turning_points,
    turns_of,
)
from comity.measurement.series import Counted, Covered, Series, series

__all__ = [
    "LEARNT_FROM",
    "Counted",
    "Counts",
    "Covered",
    "Prior",
    "Series",
    "coder_shares",
    "few",
    "for_period",
    "last_day",
    "learnt",
    "level_of",
    "levels_of",
    "measure",
    "notes_of",
    "prior_of",
    "rows_of",
    "series",
    "side_of",
    "start_of",
    "starts_between",
    "teachers",
    "turning_points",
    "turns_of",
]
