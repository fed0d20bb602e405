"""The measure of a relation: level with band, turning points, and what goes with them."""

from comity.measurement.calendar import last_day, start_of, starts_between
from comity.measurement.gathering import (
    acts_of,
    counted,
    counted_rows,
    covered_reports,
    covered_rows,
    exact_enough,
)
from comity.measurement.learning import VERSION, Everyone, Learnt, keep, kept, taught_by_none
from comity.measurement.measuring import Evidence, measured
from comity.measurement.overview import standings
from comity.measurement.series import Counted, Covered
from comity.measurement.triads import neighbours

__all__ = [
    "VERSION",
    "Counted",
    "Covered",
    "Everyone",
    "Evidence",
    "Learnt",
    "acts_of",
    "counted",
    "counted_rows",
    "covered_reports",
    "covered_rows",
    "exact_enough",
    "keep",
    "kept",
    "last_day",
    "measured",
    "neighbours",
    "standings",
    "start_of",
    "starts_between",
    "taught_by_none",
]
