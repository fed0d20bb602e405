"""The record: the append-only log of codings, its views as of any day, and its check."""

from comity.record.checking import check, coding_problems
from comity.record.columns import Row, dyads_of, last_moment, moment, rows_of, states_of, text_hash
from comity.record.failures import fetching, writing
from comity.record.lock import locked
from comity.record.log import AppendResult, Record, newest, open_record
from comity.record.store import Stored, last_told, reread, told_after
from comity.record.tables import RETRIES, Opened, Overtaken, Table

__all__ = [
    "RETRIES",
    "AppendResult",
    "Opened",
    "Overtaken",
    "Record",
    "Row",
    "Stored",
    "Table",
    "check",
    "coding_problems",
    "dyads_of",
    "fetching",
    "last_moment",
    "last_told",
    "locked",
    "moment",
    "newest",
    "open_record",
    "reread",
    "rows_of",
    "states_of",
    "text_hash",
    "told_after",
    "writing",
]
