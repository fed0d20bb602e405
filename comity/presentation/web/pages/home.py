"""`/`: where a reader begins."""

from fastapi import APIRouter, Request, Response

from comity.presentation.index import Wanted
from comity.presentation.web.answering import desk_of, page

router = APIRouter()
NEWEST = 12


@router.get("/")
def home(request: Request) -> Response:
    """What is new, and where to go from here."""
    index = desk_of(request).today
    newest = index.page("incidents", Wanted(), count=NEWEST)
    reports = index.page("reports", Wanted(), count=8)
    return page(request, "home.html", title="Comity", newest=newest, reports=reports)
