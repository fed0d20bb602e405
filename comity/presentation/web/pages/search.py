"""`/search?q=`: whatever a reader types, in groups, the likeliest meaning first."""

from fastapi import APIRouter, Request, Response

from comity.errors import UsageError
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import desk_of, page
from comity.presentation.web.pages.dyads import checked, parameters
from comity.presentation.web.rows_as_data import as_data
from comity.presentation.web.searching import LONGEST, Found, search

router = APIRouter()
PARAMETERS = {"q": "a dyad, a state, a person, an issue, the beginning of an id, or words",
              "embed": "1 leaves out the frame around the view"}  # fmt: skip


@router.get("/search", openapi_extra=parameters(PARAMETERS))
def searched(request: Request) -> Response:
    """What the record has on the words."""
    asked, found = _found(request)
    title = f"Search: {asked[:60]}" if asked else "Search"
    return page(request, "search.html", title=title, asked=asked, found=found)


@router.get("/search.json", openapi_extra=parameters(PARAMETERS))
def searched_json(request: Request) -> Response:
    """The same as rows: a hit each, with its group."""
    asked, found = _found(request)
    rows = [{"group": group.kind, "words": hit.words, "id": hit.id, "address": hit.address, "aside": hit.aside}
            for group in (found.groups if found else ()) for hit in group.hits]  # fmt: skip
    told = {"q": asked} if asked else {}
    return as_data(rows, form="json", table="search", asked=told, address=address("/search", told))


def _found(request: Request) -> tuple[str, Found | None]:
    asked = checked(request, PARAMETERS).get("q", "")
    if len(asked) > LONGEST:
        raise UsageError("the search", f"is longer than {LONGEST} letters", "write less")
    asked = "".join(letter for letter in asked if letter.isprintable())
    return asked, search(desk_of(request).today, asked) if asked else None
