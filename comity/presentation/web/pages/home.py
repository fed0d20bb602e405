"""`/`: where a reader begins: what moved, what is new, what falls due, what was read."""

from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from comity.presentation.index import Index, Wanted
from comity.presentation.index.facts import unpacked
from comity.presentation.relation_level import signed
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.crafts_dyads import standings_part
from comity.presentation.web.desk import Desk
from comity.presentation.web.dyad_counts import BEFORE, MONTHS, RECENT, last_day, moved, sparks
from comity.presentation.web.dyad_parts import falling_due
from comity.presentation.web.gathering import PATIENCE, Part, Work, gathered, headers
from comity.presentation.web.pages.dyads import checked
from comity.presentation.web.sparks import Spark, spark
from comity.presentation.web.workshop import PATIENCE as LONGER

router = APIRouter()
COUNTED = ("incidents", "pledges", "reports")
MOST_DYADS, NEWEST, MOST_DUE, LAST_READ = 8, 10, 8, 8


@dataclass(frozen=True)
class Mover:
    """A dyad that changed: `now` and `before` as they are compared, by levels or by weights, and its spark."""

    dyad: str
    now: str
    before: str
    change: float
    spark: Spark | None
    aside: str = ""


@router.get("/")
def home(request: Request) -> Response:
    """What changed most, what is new, what falls due, what was read last, and a search."""
    checked(request, ("embed",))
    desk = desk_of(request)
    index = desk.today
    part = _standings(desk, index)
    movers = _measured(index, part) if part is not None and part.value is not None else []
    measured = bool(movers)
    today = last_day(index)
    if not measured:
        movers = _weighed(index)
    found = page(
        request,
        "home.html",
        title="Comity",
        movers=movers,
        measured=measured,
        standings=part,
        coder=part.value[0].coder if measured and part is not None else "",
        months={"recent": RECENT, "before": BEFORE, "spark": MONTHS},
        today=today,
        newest=index.page("incidents", Wanted(), count=NEWEST, facets=()),
        due=falling_due(index, today, most=MOST_DUE) if today else [],
        reports=_last_read(index),
        totals=[(table, _own(index, table)) for table in COUNTED if index.drawn(table) is not None],
        drawn=index.drawn("pledges"),
        imported=index.columns("incidents").count - _own(index, "incidents"),
    )  # fmt: skip
    found.headers.update(headers({"standings": part} if part is not None else {}))
    return found


@router.get("/home.json")
def home_json(request: Request) -> Response:
    """The rows behind the first page: dyads, incidents, pledges, reports."""
    desk = desk_of(request)
    index, today = desk.today, last_day(desk.today)
    # Who takes rows along gets them whole, and waits.
    part = _standings(desk, index, LONGER)
    dyads: list[Any] = [msgspec.to_builtins(each) for each in (part.value if part and part.value else ())[:MOST_DYADS]]
    if not dyads:
        dyads = [{"dyad": each.dyad, "recent": round(each.recent, 4), "before": round(each.before, 4),
                  "change": round(each.change, 4), "acts": each.acts}
                 for each in moved(index)[:MOST_DYADS]]  # fmt: skip
    newest = index.page("incidents", Wanted(), count=NEWEST, facets=()).rows
    due = falling_due(index, today, most=MOST_DUE) if today else []
    return as_json(
        {
            "day": today,
            "dyads": dyads,
            "incidents": [unpacked(row["json"]) for row in newest],
            "pledges": [unpacked(row["json"]) for row in due],
            "reports": [unpacked(row["json"]) for row in _last_read(index)],
        }
    )


def _standings(desk: Desk, index: Index, within: float = PATIENCE) -> Part | None:
    """Where dyads stand by the measure, which needs imported rows."""
    imported = index.meta("imported")
    if not imported:
        return None
    work = Work(("standings",), imported, standings_part, (desk.settings,), "The dyads are being measured")
    return gathered(desk, {"standings": work}, within=within)["standings"]


def _measured(index: Index, part: Part) -> list[Mover]:
    """The dyads whose level moved most within a year, by the imported coder with most rows."""
    told = [each for each in part.value if each.change is not None][:MOST_DYADS]
    if not told:
        return []
    drawn = sparks(index, [each.dyad for each in told], told[0].coder, told[0].end)
    return [
        Mover(
            dyad=each.dyad,
            now=f"{signed(each.level)} ({signed(each.low)} to {signed(each.high)})",
            before="not known" if each.year_before is None else signed(each.year_before),
            change=each.change,
            spark=spark(drawn[each.dyad]) if each.dyad in drawn else None,
            aside=f"{each.acts:,} acts",
        )
        for each in told
    ]


def _weighed(index: Index) -> list[Mover]:
    return [
        Mover(
            each.dyad, signed(each.recent), signed(each.before), each.change, spark(each.spark), f"{each.acts:,} acts"
        )
        for each in moved(index)[:MOST_DYADS]
    ]


def _own(index: Index, table: str) -> int:
    """How many rows rest on the record's own reports."""
    columns = index.columns(table)
    return int((columns.alive & columns.own).sum())


def _last_read(index: Index) -> list[Any]:
    """The reports that were added to the record last."""
    return index.ask("SELECT * FROM reports ORDER BY row DESC LIMIT ?", LAST_READ)
