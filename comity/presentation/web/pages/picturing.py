"""`/network` and `/map`: who acts on whom, and where; the same numbers as tables and as data."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any, cast

from fastapi import APIRouter, Request, Response

from comity import codebook
from comity.model import Quad
from comity.presentation.charts import Drawing
from comity.presentation.filters import one_of
from comity.presentation.index import Index, examples, taking_part, ties
from comity.presentation.index.columns import Mask
from comity.presentation.web.acts_asked import MEANINGS, QUADS, ActsAsked, acts_asked, names_of
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.forms import MEDIA, unexecuted
from comity.presentation.web.templating import count

router = APIRouter()
ROLES = {"either": "acting or acted on", "by": "acting", "to": "acted on"}
# Marks on a map beyond these can't be told apart; the table has as many.
MOST_PLACES = 70
FORMS = ("json", "csv", "svg")
_ABOUT = {
    "/network": "Who acts on whom, by quad class: states round a ring, an arrow from actor to recipient.",
    "/map": "Where: how much is told of each state, and at which places.",
}
_ROLE = "what is counted of a state on the map: by (its acts), to (acts on it), either; without it either"


def network(request: Request, form: str | None) -> Response:
    """Who acts on whom."""
    from comity.presentation.charts.network import network_chart
    from comity.presentation.charts.ties import Tie

    asked, index = _asked(request, "/network")
    mask = asked.mask(index)
    found = [
        Tie(one, other, cast(Quad, quad), number) for one, other, quad, number in ties(index.columns("incidents"), mask)
    ]
    directed = asked.wanted.filters.dyad or ""
    if asked.state or directed:
        # A visit of several states ties them all; the view is of the state or dyad that was asked for.
        found = [tie for tie in found if _of(tie.actor, tie.recipient, asked)]
    rows = [
        {"actor": tie.actor, "actor_name": names_of(tie.actor), "recipient": tie.recipient,
         "recipient_name": names_of(tie.recipient), "quad": tie.quad, "count": tie.count}
        for tie in found
    ]  # fmt: skip
    if form in ("json", "csv"):
        return _data(
            asked, form, int(mask.sum()), rows, ("actor", "actor_name", "recipient", "recipient_name", "quad", "count")
        )

    def leads(each: Tie | str) -> str | None:
        if isinstance(each, str):
            return asked.address(state=each, dyad=None)
        return asked.incidents(dyad=f"{each.actor}>{each.recipient}", quad=each.quad, actor=None)

    title = "Who acts on whom"
    chart = network_chart(found, title=title, width=asked.width, focus=asked.focus, href=leads)
    if form == "svg":
        return Response(chart.svg(tokens=False), media_type=MEDIA["svg"])
    return _page(request, asked, index, mask, chart, title="Network")


def map_(request: Request, form: str | None) -> Response:
    """Where."""
    from comity.presentation.charts.map import Row, StateValue, map_chart
    from comity.presentation.charts.spots import PlaceCount

    asked, index = _asked(request, "/map")
    role: Any = one_of(asked.params.get("role", "either"), ROLES, "role")
    mask = asked.mask(index)
    columns = index.columns("incidents")
    told = taking_part(columns, mask, role)
    # A state that the record tells of, but not of this, is a zero; one that it never names was not observed.
    known = set(taking_part(columns, columns.alive, "either")) if asked.observed(index) else set()
    values = [StateValue(code, told.get(code, 0)) for code in sorted(known | set(told)) if code in codebook.states()]
    held = examples(columns, mask, "place", "country", "quad", most=MOST_PLACES)
    at = {row["row"]: row for row in index.rows("incidents", [number for _, _, number in held])}
    places = [
        PlaceCount(
            str(name), country, at[number]["place_latitude"], at[number]["place_longitude"], cast(Quad, quad), each
        )
        for (name, country, quad), each, number in held
        if number in at
    ]
    quad = cast(Quad | None, asked.wanted.quad)

    def leads(row: Row) -> str | None:
        if isinstance(row, PlaceCount):
            return asked.incidents(place=row.name, country=row.country, quad=row.quad)
        return asked.incidents(actor=row.code) if row.value else None

    whole = [StateValue(row.code, row.value, quad) for row in values]
    title = f"States {ROLES[role]}, and places"
    focus = asked.focus if asked.params.get("zoom") == "1" else ()
    chart = map_chart(whole, places, title=title, width=asked.width, quad=quad, focus=focus, href=leads)
    rows = [dict(zip(chart.table.columns, row, strict=True)) for row in chart.table.rows]
    if form in ("json", "csv"):
        return _data(asked, form, int(mask.sum()), rows, chart.table.columns)
    if form == "svg":
        return Response(chart.svg(tokens=False), media_type=MEDIA["svg"])
    return _page(request, asked, index, mask, chart, title="Map", role=role)


def _of(actor: str, recipient: str, asked: ActsAsked) -> bool:
    if asked.state and asked.state not in (actor, recipient):
        return False
    dyad = asked.wanted.filters.dyad
    if dyad is None:
        return True
    one, other = asked.focus
    return (actor, recipient) == (one, other) or (">" not in dyad and (actor, recipient) == (other, one))


def _asked(request: Request, path: str) -> tuple[ActsAsked, Index]:
    more = ("role", "zoom") if path == "/map" else ()
    asked = acts_asked(path, dict(request.query_params), more=more)
    return asked, desk_of(request).index(asked.as_of, asked.by)


def _page(
    request: Request, asked: ActsAsked, index: Index, mask: Mask, chart: Drawing, *, title: str, role: str | None = None
) -> Response:
    number = int(mask.sum())
    columns = index.columns("incidents")
    quads = {each.value: each.count for each in columns.facet("quad", mask)}
    return page(
        request, "acts_drawn.html", title=f"{title}: {count(number, 'act')}", heading=title, asked=asked, chart=chart,
        said=asked.sentence(number), number=number, role=role, roles=ROLES,
        quads=[
            (each, quads.get(each, 0), asked.address(quad=None if each == asked.wanted.quad else each))
            for each in QUADS
        ],
        years=_years(asked, index, mask),
        observed=asked.observed(index),
    )  # fmt: skip


def _years(asked: ActsAsked, index: Index, mask: Mask) -> list[tuple[str, int, str]]:
    """The years in which acts lie, each with its address; the newest first."""
    years = index.columns("incidents").by_year(mask)
    return [
        (str(year), number, asked.address(period=str(year), drop=("since", "until")))
        for year, number in sorted(years.items(), reverse=True)
    ][:24]


def _data(asked: ActsAsked, form: str, number: int, rows: Sequence[dict[str, Any]], names: Sequence[str]) -> Response:
    headers = {"x-comity-count": str(len(rows))}
    if form == "json":
        head = {"count": len(rows), "acts": number, "asked": dict(asked.params), "address": asked.address(),
                "said": asked.sentence(number), "rows": rows}  # fmt: skip
        found = as_json(head)
        found.headers.update(headers)
        return found
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: unexecuted(value) for name, value in row.items()} for row in rows)
    return Response(text.getvalue(), media_type=MEDIA["csv"], headers=headers)


def _routes(path: str, made: Callable[[Request, str | None], Response]) -> None:
    told = {
        **MEANINGS,
        **({"role": _ROLE, "zoom": "1 cuts the map around the state or dyad"} if path == "/map" else {}),
    }
    extra: dict[str, Any] = {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
            for name, text in told.items()
        ]
    }

    def shown(form: str | None) -> Callable[[Request], Response]:
        def given(request: Request) -> Response:
            return made(request, form)

        return given

    router.get(path, name=path[1:], summary=_ABOUT[path], openapi_extra=extra)(shown(None))
    for form in FORMS:
        summary = f"{_ABOUT[path][:-1]}, as {form}."
        router.get(f"{path}.{form}", name=f"{path[1:]}.{form}", summary=summary, openapi_extra=extra)(shown(form))


_routes("/network", network)
_routes("/map", map_)
