"""Event data of other coders in, and the record out in the forms that others read."""

from comity.exchange.asking import Imported
from comity.exchange.covering import Source
from comity.exchange.rows import BESIDE, BESIDE_INCIDENTS, Asked, Kind, shown, undated
from comity.exchange.store import CHUNK, files_table, rows_table
from comity.exchange.tracing import Provenance, traced

__all__ = [
    "BESIDE",
    "BESIDE_INCIDENTS",
    "CHUNK",
    "Asked",
    "Imported",
    "Kind",
    "Provenance",
    "Source",
    "files_table",
    "rows_table",
    "shown",
    "traced",
    "undated",
]
