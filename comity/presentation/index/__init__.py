"""The index: a record's tables laid out for pages and searches, kept up as the record grows.

It holds nothing of its own and can be deleted at any time. `catching_up` writes it, `asking` reads it, and
`columns` are what filters, counts and pages are found in.
"""

from comity.presentation.index.asking import Index, Page, Wanted
from comity.presentation.index.catching_up import catch_up, derive
from comity.presentation.index.columns import Columns, Facet
from comity.presentation.index.tables import FACETS, TABLES, index_path

__all__ = ["FACETS", "TABLES", "Columns", "Facet", "Index", "Page", "Wanted", "catch_up", "derive", "index_path"]
