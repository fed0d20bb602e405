"""Where rows of other coders lie in a record: one table of their rows, one of the files that they came from.

They lie beside the project's own codings and never among them. Like the log, both tables are appended to only.
"""

from typing import Any

from comity.record import Place, Table

ROWS = "imports"
FILES = "import_files"
# A chunk is committed whole and sorted by dyad, so that a question about one dyad reads few row groups of it. With half
# a million rows a chunk an import of two million took 900 MB, with these 740.
CHUNK = 200_000
_ROW_GROUP = 8192

_TEXTS_BEFORE = ("id", "coder", "layout", "batch")
_TEXTS = (
    "actor", "actor_sector", "actor_name", "recipient", "recipient_sector", "recipient_name", "dyad", "type", "mode",
    "quad", "cameo", "label", "status", "source", "story", "url", "place", "country", "sample", "precision", "note",
)  # fmt: skip


def rows_table(folder: Place) -> Table:
    """The table of imported rows in a record's folder.

    `coder` is the data set ("icews", "gdelt", "polecat", "phoenix", "acled", "chronicle"), `layout` the published form
    it was read from ("release", "benchmark", "1.0", ...), `batch` the file (first 16 hex digits of its
    SHA-256, with the run and a word for the attempt where several import at once).
    `actor` and `recipient` are ISO alpha-3 or `IGO:...`, null where the name's state is not known; the names are as
    the source wrote them (underscores as spaces). `dyad` is null unless two different states are known. `joint` rows
    have both sides in both roles. `label` is the source's own words for the act, `story` what tells rows of one
    report, `sample` a part of the file that was sampled otherwise than the rest. `status` is as for events. `date` is
    the first day of a date whose `precision` is month or year; `note` is what the source says of how sure it is.
    Rows whose `batch` is in no row of the files' table are those of a run that was stopped: nobody reads them.
    """
    return Table(folder, ROWS, _rows_schema, plain=("id",), row_group=_ROW_GROUP)


def files_table(folder: Place) -> Table:
    """The table of imported files: a row each, written after its last row.

    `rows` of the file were kept and `skipped` not (a row that names several states a side gives several here);
    `since` and `until` are ISO days; `licence` and `origin` go into exports; `read_at` is an
    ISO time and `run` the run's id.
    """
    return Table(folder, FILES, _files_schema)


def _rows_schema() -> Any:
    import pyarrow as pa

    fields = [pa.field(name, pa.string()) for name in _TEXTS_BEFORE]
    fields += [pa.field("date", pa.date32())]
    fields += [pa.field(name, pa.string()) for name in _TEXTS]
    fields += [pa.field("joint", pa.bool_()), pa.field("intensity", pa.float64()), pa.field("reports", pa.int32())]
    fields += [pa.field("latitude", pa.float64()), pa.field("longitude", pa.float64())]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("issues", "contexts")]
    return pa.schema(fields)


def _files_schema() -> Any:
    import pyarrow as pa

    texts = ("batch", "coder", "layout", "file", "sha256", "since", "until", "licence", "origin", "read_at", "run")
    fields = [pa.field(name, pa.string()) for name in texts]
    fields += [pa.field(name, pa.int64()) for name in ("rows", "skipped")]
    return pa.schema(fields)
