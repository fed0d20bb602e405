"""`/dyads/CHL-PER`: everything on two states, and the same as rows, charts and a brief to hand over."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from comity.presentation.filters import one_of
from comity.presentation.index import Index
from comity.presentation.web.answering import desk_of, page
from comity.presentation.web.crafts_dyads import BriefForm, brief_file, relation_rows
from comity.presentation.web.desk import Desk
from comity.presentation.web.dyad_counts import last_day
from comity.presentation.web.dyad_parts import incidents_of, issues_of, others_of, places_of, pledges_of
from comity.presentation.web.dyad_views import PARAMETERS, DyadView, dyad_view, stamp_of, works
from comity.presentation.web.gathering import Part, gathered, headers
from comity.presentation.web.pages.dyads import parameters
from comity.presentation.web.problems import NotThere
from comity.presentation.web.rows_as_data import FLAT_FORMS, as_data
from comity.presentation.web.templating import dyad_name
from comity.presentation.web.whatif_asked import asked_of_conditional

router = APIRouter()
BRIEFS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8"}
# Periods that the twin table of a chart shows; the rest are in the data.
MOST_ROWS = 150
# A brief of many reports takes longer than a page's part.
_BRIEF_PATIENCE = 6.0


def brief(request: Request, dyad: str, form: str) -> Response:
    """The brief of a dyad, as a file."""
    desk, view, index = _asked(request, dyad)
    values = (desk.settings, view.pair, cast(BriefForm, form), view.as_of, view.by)
    body = desk.make(("brief", *values[1:]), brief_file, *values, what=f"The brief on {view.pair} is being written",
                     stamp=stamp_of(view.pair, index), wait=_BRIEF_PATIENCE)  # fmt: skip
    name = f"comity-{view.pair.replace(':', '-')}.{form}"
    # A brief in HTML brings a style sheet of its own, which the desk's policy would not let a page have.
    given = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(body, media_type=BRIEFS[form], headers=given)


def rows(request: Request, dyad: str, form: str) -> Response:
    """The measured relation, a row a period: both together, then each direction, as `comity relation` gives it."""
    desk, view, index = _asked(request, dyad)
    asked = view.asked("direction", "period", "since", "until", "coder", "as_of", "by")
    found = desk.make(("rows", view.pair, *asked.items()), relation_rows, desk.settings, view.pair, asked,
                      what=f"The relation of {view.pair} is being measured",
                      stamp=stamp_of(view.pair, index))  # fmt: skip
    return as_data(found, form=form, table="relation", asked=view.params, address=view.address(), dyad=view.pair,
                   columns=("dyad", "direction", "start", "end", "level", "low", "high"))  # fmt: skip


def picture(request: Request, dyad: str) -> Response:
    """The chart of the relation, or of the forecast, as SVG."""
    desk, view, index = _asked(request, dyad)
    work = works(view, index, desk.settings)[view.chart]
    made = desk.made(work.key, work.craft, *work.values, what=work.what, stamp=work.stamp)
    if made.value.chart is None:
        raise NotThere(f"the chart of {view.pair}", made.value.uncharted or "there is no period to draw",
                       f"see /dyads/{view.pair} for what is known")  # fmt: skip
    given = {} if made.fresh else {"cache-control": "no-store"}
    return Response(made.value.chart.svg, media_type="image/svg+xml", headers=given)


def dyad(request: Request, dyad: str) -> Response:
    """What is known of two states: the relation over time, pledges, issues, outsiders, forecasts, what-ifs."""
    desk, view, index = _asked(request, dyad)
    named = view.way or view.pair
    if dyad != named:
        return RedirectResponse(view.address(), status_code=307)
    parts = gathered(desk, works(view, index, desk.settings))
    shown = _shown(view, index, parts)
    found = page(request, "dyad.html", title=dyad_name(named), view=view, parts=parts, **shown)
    found.headers.update(headers(parts))
    return found


def _shown(view: DyadView, index: Index, parts: Mapping[str, Part]) -> dict[str, Any]:
    """What the template names beside the parts."""
    issues, all_issues = issues_of(view, index)
    measured, expected = parts["relation"].value, parts["forecast"].value
    cited = [source for each in (measured, expected) if each is not None for source in each.sources]
    narrowed = {"dyad": view.way or view.pair, "since": view.since, "until": view.until, "coder": view.coder}
    return {
        "ways": _ways(view),
        "newest": incidents_of(view, index),
        "pledges": pledges_of(view, index),
        "issues": issues,
        "all_issues": all_issues,
        "others": others_of(view, index),
        "places": places_of(cited, index),
        "today": last_day(index),
        "rows": () if measured is None else measured.rows[-MOST_ROWS:][::-1],
        "all_rows": 0 if measured is None else len(measured.rows),
        "sections": {} if measured is None else {each.key: each for each in measured.sections},
        "runs": [] if parts["conditionals"].value is None else [
            (each, asked_of_conditional(each)) for each in parts["conditionals"].value
        ],
        "narrowed": {name: value for name, value in narrowed.items() if value},
        "coders": sorted(word for word in index.columns("incidents").single["coder"].words if word),
    }  # fmt: skip


def _ways(view: DyadView) -> list[tuple[str, str, bool]]:
    one, other = view.sides
    named = ((view.pair, "both together"), (f"{one}>{other}", dyad_name(f"{one}>{other}")),
             (f"{other}>{one}", dyad_name(f"{other}>{one}")))  # fmt: skip
    return [(view.address(dyad=name), words, name == (view.way or view.pair)) for name, words in named]


def _asked(request: Request, dyad: str) -> tuple[Desk, DyadView, Index]:
    """The view that an address asks for, if the record tells of the two."""
    desk = desk_of(request)
    view = dyad_view(dyad, request.query_params)
    index = desk.index(view.as_of, view.by)
    if view.coder is not None and view.coder.casefold() != "all":
        known = [word for word in index.columns("incidents").single["coder"].words if word]
        for each in view.coder.split(","):
            one_of(each, known, "coder")
    told = any((index.columns(table).alive & index.columns(table).among("dyad", (view.pair,))).any()
               for table in ("incidents", "reports", "pledges"))  # fmt: skip
    if not told:
        when = f" as of {view.as_of}" if view.as_of else ""
        raise NotThere(f"dyad {view.pair}", f"no report or imported row of the record{when} tells of the two",
                       "see /dyads for those of which it does")  # fmt: skip
    return desk, view, index


def _route(path: str, name: str, summary: str, handler: Callable[..., Response]) -> None:
    router.get(path, name=name, summary=summary, openapi_extra=parameters(PARAMETERS))(handler)


def _of_form(given: Callable[[Request, str, str], Response], form: str) -> Callable[..., Response]:
    def answered(request: Request, dyad: str) -> Response:
        return given(request, dyad, form)

    return answered


for _form in BRIEFS:
    _route(f"/dyads/{{dyad}}/brief.{_form}", f"brief.{_form}", f"The brief of a dyad, as {_form}.",
           _of_form(brief, _form))  # fmt: skip
for _form in FLAT_FORMS:
    _route(f"/dyads/{{dyad}}.{_form}", f"dyad.{_form}", f"The measured relation of a dyad, as {_form}.",
           _of_form(rows, _form))  # fmt: skip
_route("/dyads/{dyad}.svg", "dyad.svg", "The chart of a dyad's relation or forecast.", picture)
_route("/dyads/{dyad}", "dyad", "What is known of two states.", dyad)
