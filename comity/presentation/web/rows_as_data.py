"""Rows that a page has at hand, as data: JSON with the count first, or CSV, as the tables give theirs."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import Response

from comity.presentation.flat import flat

FLAT_FORMS = ("json", "csv")


def as_data(
    rows: Sequence[Mapping[str, Any]],
    *,
    form: str,
    table: str,
    asked: Mapping[str, str],
    address: str,
    columns: Sequence[str] = (),
    **more: Any,
) -> Response:
    """Give rows as the address asks for them; `more` stands before the rows in JSON, `columns` head an empty CSV."""
    headers = {"x-comity-count": str(len(rows)), "content-disposition": f'inline; filename="comity-{table}.{form}"'}
    if form == "json":
        head = {"count": len(rows), "table": table, "asked": dict(asked), "address": address, **more}
        body = msgspec.json.encode(head)[:-1] + b',"rows":[\n'
        body += b",\n".join(msgspec.json.encode(row) for row in rows) + b"\n]}\n"
        return Response(body, media_type="application/json", headers=headers)
    cells = [flat(dict(row)) for row in rows]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(cells[0]) if cells else list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _unexecuted(value) for name, value in row.items()} for row in cells)
    return Response(text.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _unexecuted(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r") else value
