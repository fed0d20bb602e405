"""Event data of other coders in, and the record out in the forms that others read."""

from comity.exchange.importing import Ordered, import_files, imported_files, ordered
from comity.exchange.layouts import FORMATS
from comity.exchange.store import files_table, rows_table

__all__ = ["FORMATS", "Ordered", "files_table", "import_files", "imported_files", "ordered", "rows_table"]
