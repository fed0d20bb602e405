"""The index: a record's tables laid out for pages and searches, kept up as the record grows.

It holds nothing of its own and can be deleted at any time. `catching_up` writes it, `asking` reads it, and
`columns` are what filters, counts and pages are found in.
"""

from comity.presentation.index.as_sql import Query, public_columns, sql_of
from comity.presentation.index.asking import Index, Page
from comity.presentation.index.catching_up import catch_up
from comity.presentation.index.columns import Columns, Facet
from comity.presentation.index.deriving import derive
from comity.presentation.index.tables import FACETS, TABLES, index_path
from comity.presentation.index.tallying import examples, taking_part, tally, ties
from comity.presentation.index.wanting import Wanted

__all__ = [
    "FACETS", "TABLES", "Columns", "Facet", "Index", "Page", "Query", "Wanted", "catch_up", "derive", "examples",
    "index_path", "public_columns", "sql_of", "taking_part", "tally", "ties",
]  # fmt: skip
