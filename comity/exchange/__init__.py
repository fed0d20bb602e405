"""Event data of other coders in, and the record out in the forms that others read."""

from comity.exchange.asking import Imported
from comity.exchange.chronicle import shipped
from comity.exchange.covering import OtherCoder, start_of
from comity.exchange.exporting import About, Export, Format, dictionary, export, format_of
from comity.exchange.importing import (
    ImportOutcome,
    Ordered,
    import_file,
    import_files,
    imported_files,
    ordered,
    summed,
)
from comity.exchange.layouts import FORMATS
from comity.exchange.showing import BESIDE, BESIDE_INCIDENTS, Asked, Kind, counted, shown, undated
from comity.exchange.store import CHUNK, files_table, rows_table
from comity.exchange.tracing import Provenance, traced

__all__ = [
    "BESIDE",
    "BESIDE_INCIDENTS",
    "CHUNK",
    "FORMATS",
    "About",
    "Asked",
    "Export",
    "Format",
    "ImportOutcome",
    "Imported",
    "Kind",
    "Ordered",
    "OtherCoder",
    "Provenance",
    "counted",
    "dictionary",
    "export",
    "files_table",
    "format_of",
    "import_file",
    "import_files",
    "imported_files",
    "ordered",
    "rows_table",
    "shipped",
    "shown",
    "start_of",
    "summed",
    "traced",
    "undated",
]
