"""`/api`: every address with its parameters, and lines for curl, Python and R that fetch a view."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from comity.presentation.web.addresses import address
from comity.presentation.web.answering import page
from comity.presentation.web.describing import forms_of, lines, places
from comity.presentation.web.problems import NotThere
from comity.presentation.web.viewing import own_view

router = APIRouter()
EXAMPLE = "/incidents?status=occurred"
Of = Annotated[str, Query(description="an address of this desk that the lines fetch")]


@router.get("/api", summary="Every address and parameter, and lines for curl, Python and R.")
def api(request: Request, view: Of = "") -> Response:
    """How other programs read the desk."""
    path, params = own_view(view or EXAMPLE)
    forms = forms_of(request.app, path)
    if forms is None:
        raise NotThere(f"the view {path[:60]!r}", "is no address of this desk", "look at /api")
    base = str(request.base_url).rstrip("/")
    return page(
        request, "api.html", title="API", view=address(path, dict(params)), asked=bool(view), forms=forms,
        lines=lines(base, path, params, forms), places=places(request.app),
        data=[(form, address(f"{path}.{form}", dict(params))) for form in forms],
    )  # fmt: skip
