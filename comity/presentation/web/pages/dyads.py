"""`/dyads`: every dyad of the record, sortable and narrowed by a state or a name."""

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response

from comity.codebook import states
from comity.errors import UsageError
from comity.presentation.filters import one_of
from comity.presentation.web.addresses import address, number
from comity.presentation.web.answering import desk_of, page
from comity.presentation.web.dyad_counts import DyadCount, dyad_counts
from comity.presentation.web.rows_as_data import FLAT_FORMS, as_data
from comity.presentation.web.templating import count, dyad_name

router = APIRouter()
A_PAGE = 100
PARAMETERS = {
    "q": "a state's code or name, or a part of a name",
    "sort": "acts, last, reports, conflict or name",
    "page": "which page of a hundred",
    "embed": "1 leaves out the frame around the view",
}
SORTS: dict[str, Callable[[DyadCount], Any]] = {
    "acts": lambda each: -(each.cooperation + each.conflict),
    "last": lambda each: -int((each.last or "0000-00-00").replace("-", "")),
    "reports": lambda each: -each.reports,
    "conflict": lambda each: -each.conflict,
    "name": lambda each: dyad_name(each.dyad),
}


def parameters(told: dict[str, str]) -> dict[str, Any]:
    """Describe parameters of an address in the API's description."""
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
            for name, text in told.items()
        ]
    }


@router.get("/dyads", openapi_extra=parameters(PARAMETERS))
def dyads(request: Request) -> Response:
    """All dyads of the record: incidents, acts by their kind, reports, and the last act."""
    asked = checked(request, PARAMETERS)
    found = _found(request, asked)
    at = number(asked.get("page", "1"), "page", most=1_000_000)
    last = max(1, -(-len(found) // A_PAGE))
    if at > last:
        raise UsageError(f"page {at:,}", f"lies behind the last one ({last:,})", f"go to page={last}")
    sort = asked.get("sort", "acts")
    kept = {name: value for name, value in asked.items() if name != "page"}
    return page(
        request,
        "dyads.html",
        title=f"Dyads: {count(len(found), 'dyad')}",
        rows=found[(at - 1) * A_PAGE : at * A_PAGE],
        total=len(found),
        asked=asked,
        sort=sort,
        sorts={name: address("/dyads", {**kept, "sort": name}) for name in SORTS},
        at=at,
        last=last,
        pages=[address("/dyads", {**kept, "page": to}) for to in (at - 1, at + 1)],
        forms={form: address(f"/dyads.{form}", kept) for form in FLAT_FORMS},
    )


def _data(form: str) -> Callable[[Request], Response]:
    def given(request: Request) -> Response:
        asked = checked(request, PARAMETERS)
        rows = [_row(each) for each in _found(request, asked)]
        return as_data(rows, form=form, table="dyads", asked=asked, address=address("/dyads", asked))

    return given


for _form in FLAT_FORMS:
    router.get(f"/dyads.{_form}", summary=f"All dyads of the record, as {_form}.", name=f"dyads.{_form}",
               openapi_extra=parameters(PARAMETERS))(_data(_form))  # fmt: skip


def checked(request: Request, known: Iterable[str]) -> dict[str, str]:
    """Give the parameters of an address that are told, refusing those that the page does not know."""
    told = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    for name in told:
        one_of(name, known, "parameter")
    return told


def _found(request: Request, asked: dict[str, str]) -> list[DyadCount]:
    sort = one_of(asked.get("sort", "acts"), SORTS, "sort")
    wanted = asked.get("q", "").casefold().split()

    def fits(each: DyadCount) -> bool:
        sides = each.dyad.casefold().split("-")
        words = f"{each.dyad} {dyad_name(each.dyad)}".casefold()
        # A code is meant whole: "per" is Peru, not a piece of Singapore.
        return all(word in sides if word.upper() in states() else word in words for word in wanted)

    found = [each for each in dyad_counts(desk_of(request).today) if fits(each)]
    return sorted(found, key=lambda each: (SORTS[sort](each), each.dyad))


def _row(each: DyadCount) -> dict[str, Any]:
    return {"dyad": each.dyad, "name": dyad_name(each.dyad), "incidents": each.incidents, "imported": each.imported,
            "cooperation": each.cooperation, "conflict": each.conflict, "reports": each.reports,
            "last": each.last, "last_end": each.last_end}  # fmt: skip
