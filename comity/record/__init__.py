"""The record: the append-only log of codings, its views as of any day, and its check."""

from comity.record.arriving import Arrivals, Kept, kept_of
from comity.record.checking import check, coding_problems
from comity.record.columns import Row, dyads_of, last_moment, moment, rows_of, states_of, text_hash
from comity.record.failures import fetching, writing
from comity.record.lock import locked
from comity.record.log import AppendResult, Record, open_record
from comity.record.places import Place, Remote, caches_of, located
from comity.record.store import Stored, dyads_told, last_told, reports_holding, told_after, told_places
from comity.record.tables import Opened, Table, retried

__all__ = [
    "AppendResult",
    "Arrivals",
    "Kept",
    "Opened",
    "Place",
    "Record",
    "Remote",
    "Row",
    "Stored",
    "Table",
    "caches_of",
    "check",
    "coding_problems",
    "dyads_of",
    "dyads_told",
    "fetching",
    "kept_of",
    "last_moment",
    "last_told",
    "located",
    "locked",
    "moment",
    "open_record",
    "reports_holding",
    "retried",
    "rows_of",
    "states_of",
    "text_hash",
    "told_after",
    "told_places",
    "writing",
]
