"""`/pledges/ID`, `/statements/ID`, `/positions/ID`, `/assessments/ID`, `/agreements/ID`: one row in its report."""

from typing import Any

from fastapi import APIRouter, Request, Response

from comity.presentation.names import stance_of
from comity.presentation.web import telling
from comity.presentation.web.answering import as_json, page
from comity.presentation.web.finding import Asked, asked_of, described, leading, led_here, located, sources
from comity.presentation.web.pages.acts import corrections
from comity.presentation.web.showing import shown

router = APIRouter()
# What a page is headed with, and what its kind means.
TABLES = {
    "pledges": "what somebody bound themselves to do, and what became of it",
    "statements": "what somebody said, in their own words or the report’s",
    "positions": "where somebody stands on an issue, on the day when the report shows it",
    "assessments": "what somebody expects, or why they think that it happened; never an event",
    "agreements": "a treaty, statement or understanding that a report tells of",
}
BOUND = 40


def row_page(request: Request, table: str, id: str) -> Response:
    """Give the page of one row of these tables."""
    asked = asked_of(request)
    row = located(request, asked, table, id)
    coding = asked.index.coding(row["report"]) if row["report"] else None
    cited = [row["report"], *(match["report"] for match in _matches(row)), *_tellers(row)]
    return page(
        request,
        "row.html",
        title=_head(table, row),
        asked=asked,
        table=table,
        about=TABLES[table],
        head=_head(table, row),
        row=row,
        excerpts=telling.sentences(coding, row) if coding is not None else (),
        matches=_matches(row)[:BOUND],
        whole=len(_matches(row)),
        reports=sources(asked.index, [each for each in cited if each]),
        sure=telling.sure(row["confidence"]),
        days=telling.days,
        value_words=telling.value_words,
        pledges=_pledges(asked, row) if table == "agreements" else [],
        beside=_beside(asked, row) if table == "positions" else [],
        corrections=corrections(request, asked, [row["id"], *row.get("told", ()), row["report"] or ""], row),
        led=led_here(request, asked, table, row["id"]),
    )


def row_data(request: Request, table: str, id: str) -> Response:
    """Give one row of these tables as the command of the table gives it."""
    return as_json(located(request, asked_of(request), table, id, after=".json"))


def _head(table: str, row: dict[str, Any]) -> str:
    """A row in a line, as its page is headed."""
    if table == "pledges":
        return f"{_names(row['parties']) or 'Somebody'}: {shown(row['text'], 200)}"
    if table == "statements":
        quote = shown(row["quote"], 200)
        speaker = _names([row["speaker"]] if row["speaker"] else []) or "Speaker not told"
        return f"{speaker}: “{quote.strip('“”')}”" if row["direct"] else f"{speaker}: {quote}"
    if table == "positions":
        return f"{stance_of(_names([row['actor']]), row['stance'])}: {telling.issue(row['issue'])}"
    if table == "assessments":
        condition = f"if {shown(row['condition']['text'], 120)}: " if row["condition"] else ""
        told = f"{condition}{shown(row['outcome']['text'], 200)}"
        return told[:1].upper() + told[1:]
    return shown(row["title"], 200) or f"{row['form'].capitalize()} of {_names(row['parties'])}"


def _names(refs: list[dict[str, Any]]) -> str:
    return ", ".join(dict.fromkeys(shown(ref["name"] or ref["text"], 80) for ref in refs[:6]))


def _matches(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The later rows that bear on a pledge or an assessment."""
    settled = row.get("settled") or {}
    return [*row.get("matches", ()), *settled.get("matches", ())]


def _tellers(row: dict[str, Any]) -> list[str]:
    return [value["report"] for each in row.get("differences", ()) for value in each["values"]]


def _pledges(asked: Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The pledges of an agreement: those of the ledger with their status, others as the report tells them."""
    coding = asked.index.coding(row["report"]) if row["report"] else None
    told = {pledge.id: pledge.text for pledge in coding.pledges} if coding is not None else {}
    found = []
    for id in row["pledges"][:BOUND]:
        entry = asked.index.row("pledges", id)
        text = entry["text"] if entry else told.get(id, id)
        found.append({"id": id, "text": text, "status": entry["status"] if entry else None})
    return found


def _beside(asked: Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Other positions of the same actor on the same issue, the newest first."""
    columns = asked.index.columns("positions")
    key = row["actor"]["id"] or row["actor"]["country"] or ""
    mask = columns.alive & columns.among("issue", (row["issue"],)) & columns.holding("actor", lambda word: word == key)
    ids = [each["id"] for each in asked.index.rows("positions", columns.rows(mask, count=12))]
    found = (asked.index.row("positions", id) for id in ids if id != row["id"])
    return [each for each in found if each is not None]


def _route(table: str) -> None:
    @leading
    def data(request: Request, id: str) -> Response:
        return row_data(request, table, id)

    @leading
    def one(request: Request, id: str) -> Response:
        return row_page(request, table, id)

    data.__doc__ = f"One row of {table} as `comity {table} --json` gives it."
    one.__doc__ = f"One row of {table} with its sentence: {TABLES[table]}."
    extra = {"parameters": described()}
    router.get(f"/{table}/{{id}}.json", name=f"one of {table} data", openapi_extra=extra)(data)
    router.get(f"/{table}/{{id}}", name=f"one of {table}", openapi_extra=extra)(one)


for _table in TABLES:
    _route(_table)
