"""`/sql`: a query of one's own over the index, and any table view as a query."""

import csv
import io
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from comity.errors import UsageError
from comity.presentation.index import TABLES, Index, public_columns, sql_of
from comity.presentation.web import querying
from comity.presentation.web.addresses import address, view_of
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.forms import MEDIA, unexecuted
from comity.presentation.web.problems import Refused
from comity.presentation.web.schema import schema
from comity.presentation.web.viewing import own_view

router = APIRouter()
# A page holds so many letters of rows; the data forms have all that the query gave.
MOST_SHOWN = 60_000
LONGEST_CELL = 300
EXAMPLES = (
    ("Which dyads have most acts of conflict that took place?",
     "SELECT dyads, count(*) AS acts\nFROM incidents\nWHERE quad LIKE '%conflict' AND status = 'occurred'\n"
     "  AND dyads <> ''\nGROUP BY dyads\nORDER BY acts DESC\nLIMIT 20"),
    ("What do the outlets report, and how much?",
     "SELECT outlet, count(*) AS reports, min(published) AS first, max(published) AS last\nFROM reports\n"
     "GROUP BY outlet\nORDER BY reports DESC"),
    ("Which pledges were broken or are due?",
     "SELECT due, status, parties_names, text\nFROM pledges\nWHERE status IN ('due', 'broken')\nORDER BY due"),
    ("Incidents with the reports that tell of them",
     "SELECT i.start, i.told, r.outlet, r.title\nFROM incidents AS i\nJOIN tellings AS t ON t.incident = i.id\n"
     "JOIN reports AS r ON r.id = t.report\nORDER BY i.start DESC\nLIMIT 50"),
    ("Acts by year and quad class",
     "SELECT substr(start, 1, 4) AS year, quad, count(*) AS acts\nFROM incidents\nWHERE start IS NOT NULL\n"
     "GROUP BY year, quad\nORDER BY year, quad"),
)  # fmt: skip

Sql = Annotated[str, Query(description="one query that begins with SELECT or WITH", max_length=querying.LONGEST)]
Of = Annotated[str, Query(alias="view", description="the address of a table view that is written as SQL")]
AsOf = Annotated[str, Query(description="the record as it stood on this day")]
By = Annotated[str, Query(description="as of reading (read) or of publication (published)")]


@router.get("/sql", summary="A query of one's own over the record's tables, read-only and bounded.")
def sql(request: Request, sql: Sql = "", view: Of = "", as_of: AsOf = "", by: By = "read") -> Response:
    """A form, what the query gives, and what can be asked."""
    asked, index, note = _asked(request, sql, view, as_of, by)
    result = problem = None
    status = 200
    if asked:
        try:
            result = querying.asked(index.path, asked, public_columns())
        except UsageError as error:
            problem, status = str(error), 400
        except Refused as error:
            problem, status = error.why, error.status
    params = {"sql": asked, "as_of": as_of or None, "by": by if by != "read" else None}
    shown = _shown(result.rows) if result else []
    return page(
        request, "sql.html", title="SQL", status=status, sql=asked, note=note, result=result, shown=shown,
        problem=problem, examples=[(words, each, address("/sql", {"sql": each})) for words, each in EXAMPLES],
        tables=schema(), json=address("/sql.json", params), csv=address("/sql.csv", params), limits=querying,
        as_of=as_of, by=by,
    )  # fmt: skip


@router.get("/sql.json", summary="What a query gives, as JSON.")
def sql_json(request: Request, sql: Sql = "", view: Of = "", as_of: AsOf = "", by: By = "read") -> Response:
    """The rows of a query as objects; `more` tells whether it has more than are given."""
    asked, index, _ = _asked(request, sql, view, as_of, by)
    found = querying.asked(index.path, asked, public_columns())
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return as_json({"count": len(rows), "more": found.more, "columns": found.columns, "sql": asked, "rows": rows})


@router.get("/sql.csv", summary="What a query gives, as CSV.")
def sql_csv(request: Request, sql: Sql = "", view: Of = "", as_of: AsOf = "", by: By = "read") -> Response:
    """The rows of a query with a header; the field x-comity-more tells whether it has more than are given."""
    asked, index, _ = _asked(request, sql, view, as_of, by)
    found = querying.asked(index.path, asked, public_columns())
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([unexecuted(name) for name in found.columns])
    writer.writerows([unexecuted(cell) for cell in row] for row in found.rows)
    headers = {"x-comity-count": str(len(found.rows)), "x-comity-more": str(found.more).lower()}
    return Response(text.getvalue(), media_type=MEDIA["csv"], headers=headers)


def _asked(request: Request, sql: str, view: str, as_of: str, by: str) -> tuple[str, Index, str | None]:
    """The query that is meant, the index that it is asked of, and where it may differ from the view."""
    if by not in ("read", "published"):
        raise UsageError(f"by {by[:20]!r}", "is not known", "take read or published")
    desk = desk_of(request)
    text = sql.replace("\r\n", "\n").strip().rstrip(";").strip()
    if text or not view:
        return text, desk.index(as_of or None, by), None
    path, params = own_view(view)
    if path.strip("/") not in TABLES:
        raise UsageError(f"the view {path!r}", "is no table", f"take one of {', '.join(f'/{each}' for each in TABLES)}")
    found = view_of(path.strip("/"), params)
    index = desk.index(found.as_of, found.by)
    paged = "page" in found.params or "per_page" in found.params
    query = sql_of(index, found.table, found.wanted, first=found.first, count=found.per_page if paged else None,
                   earliest=found.earliest)  # fmt: skip
    return query.sql, index, query.note


def _shown(rows: Any) -> list[list[str | None]]:
    """The rows that a page has room for, their cells cut."""
    found: list[list[str | None]] = []
    size = 0
    for row in rows:
        cells = [
            None if cell is None else _cut(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
            for cell in row
        ]
        # A null takes a few words, and each cell its marks.
        size += sum(len(cell or "null") + 12 for cell in cells)
        if size > MOST_SHOWN:
            break
        found.append(cells)
    return found


def _cut(text: str) -> str:
    text = text.replace("\t", " · ")
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]} …"
