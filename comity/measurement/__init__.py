"""The measure of a relation: level with band, turning points, and what goes with them."""

from comity.measurement.calendar import last_day, starts_between
from comity.measurement.drivers import drivers
from comity.measurement.foresight import Foreseen, foresee
from comity.measurement.gathering import (
    acts_of,
    counted,
    counted_rows,
    covered_reports,
    covered_rows,
    covered_until,
    exact_enough,
)
from comity.measurement.grid import REACH, STEP, Dynamics, Masses, begun, moved, points
from comity.measurement.learning import VERSION, Everyone, Learnt, keep, kept, taught_by_none
from comity.measurement.level import UNIT, Counts, Prior, level_of
from comity.measurement.measuring import Evidence, measured
from comity.measurement.overview import standings
from comity.measurement.pooling import USUAL
from comity.measurement.series import Counted, Covered, Series, series
from comity.measurement.triads import neighbours

__all__ = [
    "REACH",
    "STEP",
    "UNIT",
    "USUAL",
    "VERSION",
    "Counted",
    "Counts",
    "Covered",
    "Dynamics",
    "Everyone",
    "Evidence",
    "Foreseen",
    "Learnt",
    "Masses",
    "Prior",
    "Series",
    "acts_of",
    "begun",
    "counted",
    "counted_rows",
    "covered_reports",
    "covered_rows",
    "covered_until",
    "drivers",
    "exact_enough",
    "foresee",
    "keep",
    "kept",
    "last_day",
    "level_of",
    "measured",
    "moved",
    "neighbours",
    "points",
    "series",
    "standings",
    "starts_between",
    "taught_by_none",
]
