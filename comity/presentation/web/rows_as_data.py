"""Rows that a page has at hand, as data: JSON with the count first, or CSV, as the tables give theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response

from comity.presentation.web.forms import MEDIA, csv_lines, json_lines

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
        body = b"".join(json_lines(head, (dict(row) for row in rows)))
    elif rows:
        body = b"".join(csv_lines(table, (dict(row) for row in rows)))
    else:
        body = (",".join(columns) + "\n").encode()
    return Response(body, media_type=MEDIA[form], headers=headers)
