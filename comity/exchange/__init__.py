"""Event data of other coders in, and the record out in the forms that others read."""

from comity.exchange.store import files_table, rows_table

__all__ = ["files_table", "rows_table"]
