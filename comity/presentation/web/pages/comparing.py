"""`/compare?a=..&b=..`: two reports side by side: what both tell, what one leaves out, where they differ."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter, Request, Response

from comity.errors import UsageError
from comity.presentation.index import Index
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.crafts_single import compared
from comity.presentation.web.finding import Asked, Elsewhere, asked_of, described, leading, located, shortly
from comity.presentation.wording import confidence_text

router = APIRouter()
# Reports of the same dyad so many days apart are held against each other first.
NEAR_DAYS = 4
SUGGESTED = 10
_OWN = {"a": "the id of the first report, or its beginning", "b": "the id of the second report, or its beginning"}
# What a section of the comparison is: side by side, a table, or a list.
_BESIDE = ("only-one", "only-other")


@router.get("/compare.json", openapi_extra={"parameters": described(**_OWN)})
@leading
def comparison_data(request: Request) -> Response:
    """Two reports held against each other, as `comity compare --json` gives it."""
    asked = asked_of(request, *_OWN)
    one, other = (_report(request, asked, name) for name in ("a", "b"))
    if one is None or other is None:
        raise UsageError("a comparison", "takes two reports", "write /compare.json?a=ID&b=ID")
    return as_json(_compared(request, asked, one, other)[0])


@router.get("/compare", openapi_extra={"parameters": described(**_OWN)})
@leading
def compare(request: Request) -> Response:
    """Two reports side by side, or a form that asks which, with suggestions."""
    asked = asked_of(request, *_OWN)
    one, other = _report(request, asked, "a"), _report(request, asked, "b")
    found, drawn = (None, None)
    if one is not None and other is not None:
        found, drawn = _compared(request, asked, one, other)
    first = one or other
    sections = {} if drawn is None else {section.key: section for section in drawn.sections}
    return page(
        request,
        "compare.html",
        title=drawn.title if drawn is not None else "Compare two reports",
        asked=asked,
        one=one,
        other=other,
        found=found,
        drawn=drawn,
        beside=[sections[key] for key in _BESIDE if key in sections],
        both=sections.get("both"),
        others=[section for key, section in sections.items()
                if key not in (*_BESIDE, "both", "differently", "apparent", "sources")],
        sure=confidence_text,
        suggested=_near(asked.index, first) if first is not None else [],
        pairs=_pairs(asked.index) if first is None else [],
    )  # fmt: skip


def _report(request: Request, asked: Asked, name: str) -> dict[str, Any] | None:
    """The report that a parameter names; raises `NotThere`, and leads on where its id is a beginning."""
    if name not in asked.params:
        return None
    id = asked.params[name]
    try:
        return located(request, asked, "reports", id)
    except Elsewhere as error:
        whole = error.to.partition("?")[0].removeprefix("/reports/")
        if whole == id:
            raise
        raise Elsewhere(address(request.url.path, {**asked.params, name: unquote(whole)})) from error


def _compared(request: Request, asked: Asked, one: dict[str, Any], other: dict[str, Any]) -> tuple[Any, Any]:
    if one["id"] == other["id"]:
        raise UsageError(f"report {shortly(one['id'])!r}", "is named twice", "name two reports")
    desk = desk_of(request)
    left, right = asked.index.coding(one["id"]), asked.index.coding(other["id"])
    # The reports are given as they read now, so their ids and the state of the record tell the comparison.
    key = ("compare", one["id"], other["id"], asked.as_of, asked.by)
    found: tuple[Any, Any] = desk.make(key, compared, left, right, stamp=desk.today.meta("state"),
                                       what="The two reports are being compared")  # fmt: skip
    return found


def _near(index: Index, row: dict[str, Any]) -> list[Any]:
    """Reports that tell of one of the same dyads within some days, the nearest first."""
    if not row["published"] or not row["dyads"]:
        return []
    day = date.fromisoformat(row["published"][:10])
    columns = index.columns("reports")
    number = day.toordinal() - date(1970, 1, 1).toordinal()
    mask = columns.alive & columns.among("dyad", row["dyads"]) & columns.within(number - NEAR_DAYS, number + NEAR_DAYS)
    rows = [each for each in index.rows("reports", columns.rows(mask, count=200)) if each["id"] != row["id"]]

    def apart(each: Any) -> timedelta:
        return abs(date.fromisoformat(each["published"][:10]) - day)

    return sorted(rows, key=apart)[:SUGGESTED]


def _pairs(index: Index) -> list[dict[str, Any]]:
    """The newest incidents that several reports tell, each with two of them."""
    columns = index.columns("incidents")
    several = [word for word in columns.single["told_by"].words if word not in (None, "0", "1")]
    mask = columns.alive & columns.own & columns.among("told_by", [word for word in several if word])
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in index.rows("incidents", columns.rows(mask, count=60)):
        told = tuple(sorted(index.reports_of(row["id"]))[:2])
        if len(told) == 2 and told not in found and len(found) < SUGGESTED:
            found[told] = {"row": row, "a": told[0], "b": told[1]}
    return list(found.values())
