"""`/reports/ID`: the text of a report with its spans marked, every row that it gave, what was removed and why."""

from typing import Any

from fastapi import APIRouter, Request, Response

from comity.errors import UsageError
from comity.presentation.filters import one_of
from comity.presentation.web import finding
from comity.presentation.web.addresses import address, number
from comity.presentation.web.answering import as_json, page
from comity.presentation.web.finding import Asked, asked_of, described, leading, led_here, located
from comity.presentation.web.laying import KINDS, ROWS, Laid, marks_of, rows_of
from comity.presentation.web.marking import by_kind, parts, segments
from comity.presentation.web.pages.acts import corrections
from comity.presentation.web.problems import NotThere
from comity.presentation.web.showing import acting

router = APIRouter()
# Letters of a text on one page, about four printed pages; a longer one stands on several.
PART = 12_000
# Removed and skipped stretches that a page lists; the data have all.
LISTED = 60
_OWN = {
    "show": f"kinds of marks, parted by commas ({', '.join(kind.name for kind in KINDS)}), or none",
    "part": "which part of a long text, from 1",
    "at": "a place in the text (code points); the part that holds it is shown",
}  # fmt: skip


@router.get("/reports/{id:path}.json", openapi_extra={"parameters": described()})
@leading
def report_data(request: Request, id: str) -> Response:
    """One report with all that was coded from it, as `comity code` gives it."""
    asked = asked_of(request)
    row = located(request, asked, "reports", id, after=".json")
    return as_json(asked.index.coding(row["id"]))


@router.get("/reports/{id:path}", openapi_extra={"parameters": described(**_OWN)})
@leading
def report(request: Request, id: str) -> Response:
    """One report: its cleaned text with what was found in it, what was removed and why, and every row that it gave."""
    asked = asked_of(request, *_OWN)
    row = located(request, asked, "reports", id)
    coding = asked.index.coding(row["id"])
    if coding is None:
        raise NotThere(repr(finding.shortly(id)), "the desk's index does not hold its text yet", "look again")
    text = coding.report.text
    show = _kinds(asked.params.get("show"))
    stretches = parts(text, PART)
    part = _part(asked, stretches)
    first, last = stretches[part - 1]
    clauses = {each["id"]: each["told"] for each in asked.index.ask(
        "SELECT id, told FROM events WHERE report = ?", row["id"])}  # fmt: skip
    rows = rows_of(coding, clauses)
    marks = marks_of(coding, rows, (kind.name for kind in KINDS), asked.to)
    counts = by_kind(marks)
    here = [mark for mark in marks if mark.kind in show]
    return page(
        request,
        "report.html",
        title=row["title"] or row["id"],
        asked=asked,
        row=row,
        report=coding.report,
        segments=segments(text, here, first=first, last=last),
        rows=_listed(rows, first, last, len(stretches)),
        whole=len(rows),
        kinds=_switches(asked, show, counts, row["id"]),
        show=show,
        part=part,
        parts=len(stretches),
        to_part=lambda each: _to(asked, row["id"], part=each),
        listed=LISTED,
        coding=coding,
        acting=acting(text),
        corrections=corrections(request, asked, [row["id"]], row),
        led=led_here(request, asked, "reports", row["id"]),
    )


def _kinds(word: str | None) -> tuple[str, ...]:
    """The kinds asked for, in their order; by default the rows. Raises `UsageError`."""
    if word is None:
        return ROWS
    if word == "none":
        return ()
    named = {one_of(each, (kind.name for kind in KINDS), "kind of mark") for each in word.split(",") if each.strip()}
    return tuple(kind.name for kind in KINDS if kind.name in named)


def _part(asked: Asked, stretches: tuple[tuple[int, int], ...]) -> int:
    if "at" in asked.params and "part" not in asked.params:
        place = number(asked.params["at"], "at", least=0, most=100_000_000)
        return next((at for at, (_, last) in enumerate(stretches, start=1) if place < last), len(stretches))
    part = finding.numbered(asked.params.get("part"), "part", 1_000_000)
    if part > len(stretches):
        raise UsageError(f"part {part}", f"the text has {len(stretches)}", f"go to part={len(stretches)}")
    return part


def _listed(rows: tuple[Laid, ...], first: int, last: int, stretches: int) -> list[tuple[str, list[Laid]]]:
    """The rows of the part of the text that is shown, by kind; those without a sentence stand with the first part."""
    found = []
    for kind in KINDS[:6]:
        own = [row for row in rows if row.kind == kind.name
               and (stretches == 1 or first <= (row.start or 0) < last)]  # fmt: skip
        if own:
            found.append((kind.name, own))
    return found


def _switches(asked: Asked, show: tuple[str, ...], counts: dict[str, int], id: str) -> list[dict[str, Any]]:
    """What switches each kind of mark on or off, and how many rows or places it has."""
    found = []
    for kind in KINDS:
        on = kind.name in show
        after = [each.name for each in KINDS if (each.name in show) != (each.name == kind.name)]
        to = _to(asked, id, show=",".join(after) or "none")
        found.append({"kind": kind, "on": on, "count": counts.get(kind.name, 0), "address": to})
    return found


def _to(asked: Asked, id: str, **changed: Any) -> str:
    kept = {name: asked.params[name] for name in ("show", "part", "as_of", "by") if name in asked.params}
    return address(asked.to("reports", id).partition("?")[0], {**kept, **changed})
