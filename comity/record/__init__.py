"""The record: the append-only log of codings, its views as of any day, and its check."""

from comity.record.arriving import Arrivals
from comity.record.checking import check, coding_problems
from comity.record.columns import Row, dyads_of, rows_of, states_of, text_hash
from comity.record.log import AppendResult, Record, open_record
from comity.record.store import Stored

__all__ = [
    "AppendResult",
    "Arrivals",
    "Record",
    "Row",
    "Stored",
    "check",
    "coding_problems",
    "dyads_of",
    "open_record",
    "rows_of",
    "states_of",
    "text_hash",
]
