"""The rows of a view as data: JSON, CSV, a feed; Parquet and the zip, which take longer, come from the workshop."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from comity.presentation.flat import EMPTY, SHOWN, flat

MEDIA = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip", "atom": "application/atom+xml; charset=utf-8", "svg": "image/svg+xml",
}  # fmt: skip
_ENCODER = msgspec.json.Encoder()
# Rows sent in one piece.
_PART = 200


def json_lines(head: dict[str, Any], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One JSON object, its `rows` last and streaming; `head` tells the count and what was asked first."""
    yield _ENCODER.encode(head)[:-1] + b',"rows":['
    source = iter(rows)
    mark = b"\n"
    while part := list(islice(source, _PART)):
        yield mark + b",\n".join(_ENCODER.encode(row) for row in part)
        mark = b",\n"
    yield b"\n]}\n"


def csv_lines(table: str, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The flat columns of `comity TABLE --csv`, a header even without rows, streaming."""
    source = iter(rows)
    first = next(source, None)
    names = list(flat(first)) if first else list(EMPTY.get(table, SHOWN[table]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    source = chain((first,) if first else (), source)
    while part := list(islice(source, _PART)):
        writer.writerows({name: unexecuted(value) for name, value in flat(row).items()} for row in part)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def unexecuted(value: Any) -> Any:
    """Give a cell that no spreadsheet takes for a formula: words of a report that begin like one get an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r") else value


def feed(*, title: str, here: str, page: str, updated: str, entries: Iterable[dict[str, str]]) -> str:
    """An Atom feed (RFC 4287); an entry has `id`, `title`, `link`, `updated` and `text`."""
    told = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{xml(title)}</title><id>{xml(here)}</id><updated>{updated}</updated>",
        f'<link rel="self" href={quoteattr(here)}/><link href={quoteattr(page)}/>',
        "<author><name>Comity</name></author>",
    ]
    for each in entries:
        told.append(
            f"<entry><id>{xml(each['id'])}</id><title>{xml(each['title'])}</title><updated>{each['updated']}</updated>"
            f"<link href={quoteattr(each['link'])}/><summary>{xml(each['text'])}</summary></entry>"
        )
    return "\n".join((*told, "</feed>", ""))


def xml(text: str) -> str:
    """Give text for XML: escaped, without the control characters that XML can't hold."""
    return escape(
        "".join(c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and c not in "￾￿"))
    )


def as_file(
    index: str, table: str, numbers: list[int], form: str, folder: str, name: str, about: dict[str, Any]
) -> str:
    """Write the rows of these numbers as Parquet or a zip, in the workshop; gives the file's path."""
    from comity.presentation.index import Index

    path = Path(folder) / name
    rows = Index(Path(index), load=False).values(table, numbers)
    if form == "parquet":
        _parquet(path, table, rows)
    else:
        _zip(path, table, rows, about)
    return str(path)


def _parquet(path: Path, table: str, rows: Iterable[dict[str, Any]]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    source = iter(rows)
    schema: Any = None
    writer: Any = None
    while part := [flat(row) for row in islice(source, 10_000)]:
        if schema is None:
            schema = _schema(part, pa)
            writer = parquet.ParquetWriter(path, schema)
        cells = {field.name: [_as(field.type, row.get(field.name), pa) for row in part] for field in schema}
        writer.write_table(pa.table(cells, schema=schema))
    if writer is None:
        names = EMPTY.get(table, SHOWN[table])
        parquet.write_table(pa.table({name: pa.array([], pa.string()) for name in names}), path)
    else:
        writer.close()


def _schema(rows: list[dict[str, Any]], pa: Any) -> Any:
    """Numbers where every cell told is one, else text; a column that is empty so far may tell something later."""

    def kind(name: str) -> Any:
        told = [row[name] for row in rows if row.get(name) is not None]
        if told and all(isinstance(value, bool) for value in told):
            return pa.bool_()
        if told and all(isinstance(value, int | float) and not isinstance(value, bool) for value in told):
            return pa.float64() if any(isinstance(value, float) for value in told) else pa.int64()
        return pa.string()

    return pa.schema([pa.field(name, kind(name)) for name in rows[0]])


def _as(kind: Any, value: Any, pa: Any) -> Any:
    if value is None:
        return None
    if pa.types.is_string(kind):
        return str(value)
    return value if isinstance(value, int | float) else None


def _zip(path: Path, table: str, rows: Iterable[dict[str, Any]], about: dict[str, Any]) -> None:
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

    held = list(rows)
    _parquet(path.with_suffix(".rows"), table, held)
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name, text in about["texts"].items():
            target.writestr(name, text)
        with target.open(f"{table}.csv", "w") as file:
            for part in csv_lines(table, held):
                file.write(part)
        target.write(path.with_suffix(".rows"), f"{table}.parquet", ZIP_STORED)
    path.with_suffix(".rows").unlink()
