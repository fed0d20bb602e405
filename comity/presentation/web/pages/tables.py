"""The tables: one page for each kind of row, with filters as chips, facets, and the same rows as data."""

from typing import Any

from fastapi import APIRouter, Request, Response

from comity.errors import UsageError
from comity.presentation.index import FACETS, TABLES, Facet, Page
from comity.presentation.web.addresses import FILTERS, View, view_of
from comity.presentation.web.answering import desk_of, page
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


def table_page(request: Request, table: str) -> Response:
    """Give the page of a table."""
    view = view_of(table, dict(request.query_params))
    index = desk_of(request).index(view.as_of, view.by)
    found = index.page(table, view.wanted, first=view.first, count=view.per_page, earliest=view.earliest)
    if view.page > 1 and view.first >= found.total:
        last = max(1, -(-found.total // view.per_page))
        raise UsageError(f"page {view.page:,}", f"lies behind the last one ({last:,})", f"go to page={last}")
    return page(
        request,
        "table.html",
        title=f"{table.capitalize()}: {count(found.total, table.removesuffix('s'))}",
        view=view,
        found=found,
        said=sentence(view, found),
        chips=[(name, chip_words(name, value), view.address(drop=(name,)))
               for name, value in view.params.items() if name in FILTERS or name == "as_of"],
        facets=[(name, _choices(view, name, found)) for name in FACETS[table] if found.facets.get(name)],
        meanings=MEANINGS,
        last=max(1, -(-found.total // view.per_page)),
    )  # fmt: skip


def _choices(view: View, name: str, found: Page) -> list[dict[str, Any]]:
    """The values of a facet with their addresses; the one that is asked for leads back."""
    asked = view.wanted.value(name)

    def choice(each: Facet) -> dict[str, Any]:
        chosen = each.value is not None and each.value == asked
        told = each.value if each.value is not None else "not told"
        words = dyad_name(each.value) if name == "dyad" and each.value else (meaning(told) if name == "issue" else told)
        changed: dict[str, Any] = {name: None if chosen else each.value}
        to = None if each.value is None else view.address(**changed)
        return {"words": words or told, "code": told, "count": each.count, "address": to, "chosen": chosen}

    return [choice(each) for each in found.facets[name]]


def _route(table: str) -> None:
    def shown(request: Request) -> Response:
        return table_page(request, table)

    shown.__doc__ = f"The table of {table}, narrowed by the address."
    parameters = [
        {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in MEANINGS.items()
    ]
    router.get(f"/{table}", name=table, openapi_extra={"parameters": parameters})(shown)


for _table in TABLES:
    _route(_table)
