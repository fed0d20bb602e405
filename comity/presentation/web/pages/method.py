"""`/method`: how reports become rows and rows become measures, and what this record rests on."""

from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response

from comity.presentation.filters import Filters
from comity.presentation.index import Columns, Index, Wanted
from comity.presentation.web import crafts_about
from comity.presentation.web.addresses import view_of
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.counting import strip
from comity.presentation.web.marked import PAGES, heading, html, slug
from comity.presentation.web.problems import NotThere, Preparing

router = APIRouter()
MOST_OUTLETS = 40


@router.get("/method", summary="How everything is computed, and what this record rests on.")
@router.get("/method.json", summary="What this record rests on, as json.")
def method(request: Request) -> Response:
    """The pages of the method, and the coverage of the record."""
    index = desk_of(request).today
    told = _coverage(request, index)
    if request.url.path.endswith(".json"):
        return _given(as_json(told), told)
    pages = [(slug(name), heading(name)) for name in PAGES if html(name) is not None]
    found = page(request, "method.html", title="Method", pages=pages, told=told, most=MOST_OUTLETS,
                 chart=strip(view_of("reports", {}), index))  # fmt: skip
    return _given(found, told)


@router.get("/method/{name}", summary="One page of the method: definitions, formulas, limits.")
def method_page(request: Request, name: str) -> Response:
    """A page of the documentation."""
    for each in PAGES:
        if slug(each) == name:
            text = html(each)
            if text is None:
                break
            return page(request, "method_page.html", title=heading(each), text=text, shown=name,
                        pages=[(slug(one), heading(one)) for one in PAGES if html(one) is not None])  # fmt: skip
    raise NotThere(f"the method page {name[:60]!r}", "is not among those of this desk", "look at /method")


def _given(found: Response, told: dict[str, Any]) -> Response:
    """A page on which something is still missing is not kept for the next reader."""
    if told["read"]["reason"]:
        found.headers["cache-control"] = "no-store"
    return found


def _coverage(request: Request, index: Index) -> dict[str, Any]:
    desk = desk_of(request)
    reports, events = index.columns("reports"), index.columns("events")
    published, acts = _days(reports), _days(events)
    licences = desk.licences()
    read: dict[str, Any] = {"days": None, "reason": None}
    try:
        read["days"] = desk.make("read-days", crafts_about.read_days, desk.settings.record, stamp=index.version,
                                 what="The log is being looked through", wait=0.2)  # fmt: skip
    except Preparing as error:
        read["reason"] = f"{error.what}; look again in a moment."
    return {
        "reports": reports.count,
        "published_first": published[0], "published_last": published[1],
        "undated": int((reports.alive & ~reports.within(None, None)).sum()),
        "acts_first": acts[0], "acts_last": acts[1],
        "rows": {table: index.columns(table).count for table in ("events", "incidents", "pledges", "statements",
                                                                 "positions", "assessments", "agreements", "actors")},
        "outlets": [{"outlet": each.value, "reports": each.count} for each in reports.facet("outlet", reports.alive)],
        "languages": [
            {"language": each.value, "reports": each.count} for each in reports.facet("language", reports.alive)
        ],
        "coders": [
            {"coder": each.value, "events": each.count, "licence": licences.get(each.value or "")}
            for each in events.facet("coder", index.mask("events", Wanted(Filters(coder="all"))))
        ],
        "corrections": len((index.meta("corrections") or "").split()),
        "unknown": _unknown(index),
        "read": read,
    }  # fmt: skip


def _days(columns: Columns) -> tuple[str | None, str | None]:
    """The first and the last day on which rows begin."""
    days = columns.start[columns.alive & columns.within(None, None)]
    if not len(days):
        return None, None
    first, last = (np.datetime64(int(each), "D") for each in (days.min(), days.max()))
    return str(first), str(last)


def _unknown(index: Index) -> list[dict[str, Any]]:
    """What stays unknown in the record's own rows: counted, never guessed."""
    columns = index.columns("events")
    own = columns.alive & columns.own
    undated = int((own & ~columns.within(None, None)).sum())
    placed = sum(each.count for each in columns.facet("place", own) if each.value is not None)
    total = int(own.sum())
    return [
        {"what": "acts without a day", "count": undated, "of": total},
        {"what": "acts without a place", "count": total - placed, "of": total},
    ]
