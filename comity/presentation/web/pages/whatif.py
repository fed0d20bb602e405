"""`/whatif`: a form whose address is the scenario, and what would follow beside what would come without it."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from comity.errors import UsageError
from comity.presentation.filters import Filters, one_of
from comity.presentation.index import Index, Wanted
from comity.presentation.periods import period_text
from comity.presentation.relation_level import signed
from comity.presentation.web.answering import desk_of, page
from comity.presentation.web.crafts_whatif import WhatIfPart, precedent_rows, whatif_part
from comity.presentation.web.desk import Desk
from comity.presentation.web.dyad_counts import dyad_counts, last_act_day
from comity.presentation.web.dyad_parts import ids_known
from comity.presentation.web.dyad_views import DyadView, stamp_of, works
from comity.presentation.web.gathering import Part, Work, gathered, headers
from comity.presentation.web.pages.dyads import parameters
from comity.presentation.web.problems import NotThere
from comity.presentation.web.rows_as_data import FLAT_FORMS, as_data
from comity.presentation.web.whatif_asked import (
    FIELDS,
    PARAMETERS,
    Asked,
    asked_of,
    asked_of_conditional,
    refused,
    toml_of,
)
from comity.simulation import inputs

router = APIRouter()
MOST_PLEDGES, MOST_DYADS = 40, 200


@router.get("/whatif", openapi_extra=parameters(PARAMETERS))
def whatif(request: Request) -> Response:
    """What would follow if something happened between two states, beside what would come without it."""
    asked = asked_of(request.query_params)
    desk = desk_of(request)
    index = desk.index(asked.as_of, asked.by)
    parts = gathered(desk, _works(asked, desk, index))
    answer = parts.get("whatif")
    if answer is not None and answer.state == "refused":
        asked, answer = _refused(asked, desk, index, answer)
    found = page(
        request,
        "whatif.html",
        title=f"What if: {asked.scenario.title}" if asked.scenario else "What if",
        status=400 if asked.errors else 200,
        asked=asked,
        answer=answer,
        said=None if answer is None or answer.value is None else summary(answer.value),
        conditionals=_conditionals(parts),
        inputs=inputs(),
        fields=FIELDS,
        dyads=[each.dyad for each in _largest(index)],
        pledges=_open_pledges(asked, index),
        first=_first_month(index),
        places={} if answer is None or answer.value is None else _places(answer.value, index),
        factor=lambda ratio: "not told" if ratio is None else f"×{math.exp(ratio):.1f}",
    )
    found.headers.update(headers(parts))
    return found


def summary(part: WhatIfPart) -> str:
    """Give what the charts show in one sentence."""
    last = part.rows[-1]
    clear = sum(row.difference.low > 0 or row.difference.high < 0 for row in part.rows)
    told = f"clearly apart in {clear} of {len(part.rows)} months" if clear else "not to be told apart in any month"
    without, given, apart, low, high = (
        signed(value)
        for value in (last.baseline.mean, last.scenario.mean, last.difference.mean, last.difference.low,
                      last.difference.high)
    )  # fmt: skip
    return (
        f"In {period_text(last.start, 'month')} the level is put at {without} without what is assumed and at {given} "
        f"with it; the difference is {apart} (90% band {low} to {high}), and the two are {told}."
    )


def data(request: Request, form: str) -> Response:
    """The months of a what-if as rows, or its precedents."""
    asked, desk, index = _complete(request)
    which = one_of(asked.values.get("rows", "months"), ("months", "precedents"), "rows")
    assert asked.scenario is not None
    told = {"scenario": msgspec.to_builtins(asked.scenario)}
    if which == "precedents":
        work = _work(asked, desk, index, "precedents", precedent_rows)
        rows = _made(desk, work)
    else:
        part: WhatIfPart = _made(desk, _work(asked, desk, index, "whatif", whatif_part))
        rows = [msgspec.to_builtins(row) for row in part.rows]
        told |= {"scenario": msgspec.to_builtins(part.scenario)}
    if form == "csv":
        rows = [_flat(row) for row in rows]
    return as_data(rows, form=form, table="whatif" if which == "months" else "precedents", asked=asked.values,
                   address=asked.address(), columns=("dyad", "start", "end"), **told)  # fmt: skip


def picture(request: Request) -> Response:
    """The chart of a what-if, baseline beside scenario, as SVG."""
    asked, desk, index = _complete(request)
    part: WhatIfPart = _made(desk, _work(asked, desk, index, "whatif", whatif_part))
    if part.chart is None:
        raise NotThere("the chart of the what-if", part.uncharted, "take the rows as .json or .csv")
    return Response(part.chart.svg, media_type="image/svg+xml")


def toml(request: Request) -> Response:
    """The scenario as a file that `comity whatif` runs."""
    asked, _, _ = _complete(request)
    assert asked.scenario is not None
    given = {"content-disposition": 'attachment; filename="scenario.toml"'}
    return Response(toml_of(asked.scenario), media_type="application/toml; charset=utf-8", headers=given)


def _works(asked: Asked, desk: Desk, index: Index) -> dict[str, Work]:
    found = {}
    if asked.scenario is not None:
        found["whatif"] = _work(asked, desk, index, "whatif", whatif_part)
    pair = asked.scenario.dyad if asked.scenario else asked.values.get("dyad")
    if pair and "dyad" not in asked.errors:
        view = DyadView(asked_pair(pair), None, {}, as_of=asked.as_of, by=asked.by)
        found["conditionals"] = works(view, index, desk.settings)["conditionals"]
    return found


def asked_pair(text: str) -> str:
    """Give a dyad by its codes."""
    from comity.presentation.filters import dyad_code

    return dyad_code(text)


def _work(asked: Asked, desk: Desk, index: Index, name: str, craft: Callable[..., Any]) -> Work:
    assert asked.scenario is not None
    told = (asked.scenario, asked.values.get("coder"), asked.as_of, asked.by)
    key = (name, msgspec.json.encode(asked.scenario), *told[1:])
    stamp = stamp_of(asked.scenario.dyad, index)
    return Work(key, stamp, craft, (desk.settings, *told), "The scenario is being run")


def _made(desk: Desk, work: Work) -> Any:
    return desk.make(work.key, work.craft, *work.values, what=work.what, stamp=work.stamp)


def _complete(request: Request) -> tuple[Asked, Desk, Index]:
    """A scenario that can be run. Raises `UsageError` with what is wrong first."""
    asked = asked_of(request.query_params)
    for name, words in asked.errors.items():
        raise UsageError(name or "the scenario", words.rstrip("."), "see /whatif for the form")
    if asked.scenario is None:
        raise UsageError("the scenario", "assumes nothing", "name an input and a date: input1=summit&date1=2026-03")
    desk = desk_of(request)
    return asked, desk, desk.index(asked.as_of, asked.by)


def _refused(asked: Asked, desk: Desk, index: Index, answer: Part) -> tuple[Asked, Part | None]:
    """Put what the run refused beside its field; other failures stay with the answer."""
    try:
        _made(desk, _work(asked, desk, index, "whatif", whatif_part))
    except UsageError as error:
        return refused(asked, error), None
    except Exception:
        return asked, answer
    return asked, answer


def _conditionals(parts: dict[str, Part]) -> list[tuple[Any, str]]:
    part = parts.get("conditionals")
    return [] if part is None or part.value is None else [(each, asked_of_conditional(each)) for each in part.value]


def _largest(index: Index) -> list[Any]:
    found = sorted(dyad_counts(index), key=lambda each: (-(each.incidents + each.imported), each.dyad))
    return sorted(found[:MOST_DYADS], key=lambda each: each.dyad)


def _open_pledges(asked: Asked, index: Index) -> list[Any]:
    if "dyad" not in asked.values or "dyad" in asked.errors:
        return []
    columns = index.columns("pledges")
    mask = index.mask("pledges", Wanted(Filters(dyad=asked_pair(asked.values["dyad"]))))
    mask = mask & columns.among("status", ("open", "due"))
    return list(index.rows("pledges", columns.rows(mask, count=MOST_PLEDGES)))


def _first_month(index: Index) -> str:
    """The month after the record's last act: what is assumed lies in it or later."""
    told = last_act_day(index)
    if told is None:
        return ""
    year, month = int(told[:4]), int(told[5:7])
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def _places(part: WhatIfPart, index: Index) -> dict[str, str]:
    acts = (row.act.id for effect in part.effects for row in effect.precedents if row.act is not None)
    return ids_known(acts, index)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Bands as columns of their own, an act by its id, as `comity whatif --csv` has them."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name == "act":
            found["act"] = value["id"] if value else None
        elif isinstance(value, dict):
            found |= {f"{name}_{key}": each for key, each in value.items()}
        else:
            found[name] = value
    return found


def _of_form(form: str) -> Callable[[Request], Response]:
    def given(request: Request) -> Response:
        return data(request, form)

    return given


for _form in FLAT_FORMS:
    router.get(f"/whatif.{_form}", name=f"whatif.{_form}", summary=f"The months of a what-if, as {_form}.",
               openapi_extra=parameters(PARAMETERS))(_of_form(_form))  # fmt: skip
for _name, _handler in (("svg", picture), ("toml", toml)):
    router.get(f"/whatif.{_name}", name=f"whatif.{_name}", openapi_extra=parameters(PARAMETERS))(_handler)
