"""The tables: one page for each kind of row, with filters as chips, facets, and the same rows as data."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from comity.errors import UsageError
from comity.presentation.index import FACETS, TABLES, Facet, Index, Page
from comity.presentation.web import forms
from comity.presentation.web.addresses import FILTERS, View, view_of
from comity.presentation.web.answering import desk_of, page
from comity.presentation.web.citing import bibtex, citation, texts
from comity.presentation.web.counting import strip
from comity.presentation.web.problems import NotThere, Preparing
from comity.presentation.web.templating import count, dyad_name, meaning
from comity.presentation.web.wording import chip_words, sentence

router = APIRouter()
# What each parameter of a table's address asks for: shown in forms, and in the description of the API.
MEANINGS = {
    "q": "words of the row",
    "dyad": "two states, CHL-PER, or one direction, CHL>PER",
    "since": "the first day, month or year",
    "until": "the last day, month or year",
    "type": "the PLOVER type, or the table's own kind",
    "status": "what became of it: occurred, planned, open, broken ...",
    "quad": "the quad class",
    "issue": "an issue of the codebook, with those below it",
    "actor": "a code, an id, or a part of a name",
    "outlet": "the publisher",
    "country": "the state",
    "place": "the place where it was, by its name",
    "direction": "improves, worsens, none, unknown",
    "language": "the report's language",
    "told_by": "how many reports tell it",
    "report": "a report's id or its beginning",
    "coder": "whose codings: a coder's name, or all",
    "as_of": "the record as it stood on this day",
    "by": "as of reading (read) or of publication (published)",
    "sort": "latest or earliest first",
    "page": "which page",
    "per_page": "rows on a page",
    "embed": "1 leaves out the frame around the view",
}
# What a form of a table's page asks for; the rest is chosen from facets.
ASKED = ("dyad", "since", "until", "actor", "q")
FEED = 50
# More rows than these go into no one file: a spreadsheet takes as many.
MOST_IN_A_FILE = 1_000_000


def table_page(request: Request, table: str) -> Response:
    """Give the page of a table."""
    view = view_of(table, dict(request.query_params))
    index = desk_of(request).index(view.as_of, view.by)
    found = index.page(table, view.wanted, first=view.first, count=view.per_page, earliest=view.earliest)
    last = max(1, -(-found.total // view.per_page))
    if view.page > last:
        raise UsageError(f"page {view.page:,}", f"lies behind the last one ({last:,})", f"go to page={last}")
    said = sentence(view, found)
    about = {"said": said, "address": str(request.url), "day": _day(index)}
    return page(
        request,
        "table.html",
        title=f"{table.capitalize()}: {count(found.total, table.removesuffix('s'))}",
        view=view,
        found=found,
        said=said,
        chips=[(chip_words(name, value), view.address(drop=(name,))) for name, value in view.params.items()
               if name in FILTERS or name == "as_of"],
        facets=[(name, _choices(view, name, found)) for name in FACETS[table] if found.facets.get(name)],
        asked=[(name, MEANINGS[name], view.params.get(name, "")) for name in ASKED if _asks(table, name)],
        kept={name: value for name, value in view.params.items() if name not in (*ASKED, "page")},
        last=last,
        drawn=index.drawn(table),
        cite=citation(view, found.facets.get("outlet", ()), **about),
        bibtex=bibtex(view, found.facets.get("outlet", ()), **about),
        base=str(request.base_url).rstrip("/"),
        chart=None if view.page > 1 else strip(view, index),
    )  # fmt: skip


def table_data(request: Request, table: str, form: str) -> Response:
    """Give the rows of a table's view as data; all of them unless a page is asked for."""
    view = view_of(table, dict(request.query_params))
    index = desk_of(request).index(view.as_of, view.by)
    numbers = index.numbers(table, view.wanted, earliest=view.earliest)
    total = len(numbers)
    if "page" in view.params or "per_page" in view.params:
        numbers = numbers[view.first : view.first + view.per_page]
    headers = {"x-comity-count": str(total), "cache-control": "no-cache",
               "content-disposition": f'inline; filename="comity-{table}.{form}"'}  # fmt: skip
    if form == "atom":
        return Response(_feed(request, view, index, table), media_type=forms.MEDIA[form])
    if form == "svg":
        drawing = strip(view, index)
        if drawing is None:
            raise NotThere(view.address(), "no row of it has a day, so there is nothing to draw", "widen the view")
        return Response(drawing.svg(tokens=False), media_type=forms.MEDIA[form], headers=headers)
    if form == "json":
        head = {"count": total, "table": table, "asked": dict(view.params), "address": view.address()}
        body = forms.json_lines(head, index.values(table, numbers))
        return StreamingResponse(body, media_type=forms.MEDIA[form], headers=headers)
    if form == "csv":
        lines = forms.csv_lines(table, index.values(table, numbers))
        return StreamingResponse(lines, media_type=forms.MEDIA[form], headers=headers)
    if len(numbers) > MOST_IN_A_FILE:
        problem = f"would hold {len(numbers):,} rows, more than {MOST_IN_A_FILE:,}"
        raise UsageError(f"the {form} file", problem, "narrow the view, or take .csv, which streams")
    try:
        # Read at once, within the bound above: a flood of other views may drop the file while it is being sent.
        held = _file(request, view, index, numbers, form).read_bytes()
    except OSError as error:
        raise Preparing("The file was dropped to make room and is being written again") from error
    headers["content-disposition"] = f'attachment; filename="comity-{table}.{form}"'
    return Response(held, media_type=forms.MEDIA[form], headers=headers)


def _file(request: Request, view: View, index: Index, numbers: list[int], form: str) -> Path:
    desk = desk_of(request)
    found = index.page(view.table, view.wanted, count=0, facets=("outlet",) if "outlet" in FACETS[view.table] else ())
    coders = index.columns(view.table).facet("coder", index.mask(view.table, view.wanted)) if _coded(view.table) else []
    licences = desk.licences()
    whose = [(each.value or "?", licences.get(each.value or "")) for each in coders]
    outlets = found.facets.get("outlet", ())
    told = {"said": sentence(view, found), "address": str(request.url), "day": _day(index)}
    about = {"texts": texts(view, outlets, whose, **told)}
    key = (view.address(), form)
    name = f"{hashlib.sha256(repr((key, index.version)).encode()).hexdigest()[:20]}.{form}"
    what = f"The {form} file of {count(len(numbers), 'row')} is being written"
    return desk.file(key, forms.as_file, str(index.path), view.table, numbers, form, str(desk.folder), name, about,
                     what=what, stamp=index.version)  # fmt: skip


def _feed(request: Request, view: View, index: Index, table: str) -> str:
    base = str(request.base_url).rstrip("/")
    # What is new in the record comes first, not what happened last.
    numbers = sorted(index.numbers(table, view.wanted), reverse=True)[:FEED]
    day = _day(index)
    entries = []
    for row in index.rows(table, numbers):
        told = _headline(table, row)
        when = row["published"] if "published" in row.keys() and row["published"] else row["start"] or day  # noqa: SIM118
        entries.append({
            "id": f"urn:comity:{row['id']}", "title": told, "link": f"{base}/{table}/{row['id']}",
            "updated": f"{str(when)[:10]}T00:00:00Z", "text": told,
        })  # fmt: skip
    page = base + view.address()
    return forms.feed(title=f"Comity: {table}", here=base + view.address(form="atom"), page=page,
                      updated=f"{day}T00:00:00Z", entries=entries)  # fmt: skip


def _headline(table: str, row: Any) -> str:
    names = {"agreements": "title", "pledges": "text", "statements": "quote", "positions": "evidence",
             "assessments": "outcome", "actors": "name", "reports": "title"}  # fmt: skip
    return str(row[names.get(table, "told")] or row["id"])


def _day(index: Index) -> str:
    """The day of the record's newest report; of a record without dated reports that of its newest act."""
    for table in ("reports", "events"):
        numbers = index.columns(table).rows(index.columns(table).alive, count=1)
        rows = index.rows(table, numbers)
        if rows and rows[0]["start"]:
            return str(rows[0]["start"])
    return "1970-01-01"


def _choices(view: View, name: str, found: Page) -> list[dict[str, Any]]:
    """The values of a facet with their addresses; the one that is asked for leads back."""
    asked = view.wanted.value(name)

    def choice(each: Facet) -> dict[str, Any]:
        chosen = each.value is not None and each.value == asked
        told = each.value if each.value is not None else "not told"
        words = dyad_name(told) if name == "dyad" and each.value else told
        words = meaning(told) or told if name in ("issue", "country", "actor") else words
        changed: dict[str, Any] = {name: None if chosen else each.value}
        to = None if each.value is None else view.address(**changed)
        return {"words": words, "code": told, "count": each.count, "address": to, "chosen": chosen}

    return [choice(each) for each in found.facets[name]]


def _asks(table: str, name: str) -> bool:
    return table != "actors" or name not in ("since", "until")


def _coded(table: str) -> bool:
    return table in ("events", "incidents")


def _routes(table: str) -> None:
    parameters = [
        {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in MEANINGS.items()
    ]
    extra: dict[str, Any] = {"parameters": parameters}

    def shown(request: Request) -> Response:
        return table_page(request, table)

    def data(form: str) -> Callable[[Request], Response]:
        def given(request: Request) -> Response:
            return table_data(request, table, form)

        return given

    about = f"The table of {table}, narrowed by the address."
    router.get(f"/{table}", name=table, summary=about, openapi_extra=extra)(shown)
    for form in ("json", "csv", "parquet", "zip", "atom", "svg"):
        told = f"{about[:-1]}, as {form}."
        router.get(f"/{table}.{form}", name=f"{table}.{form}", summary=told, openapi_extra=extra)(data(form))


for _table in TABLES:
    _routes(_table)
