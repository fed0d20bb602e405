"""Event data of other coders in, and the record out in the forms that others read."""

from comity.exchange.asking import Imported
from comity.exchange.covering import Source
from comity.exchange.store import CHUNK, files_table, rows_table

__all__ = ["CHUNK", "Imported", "Source", "files_table", "rows_table"]
