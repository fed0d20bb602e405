"""`/corrections`, `/correct`, `/sign-in`: what was corrected by hand, and new corrections where the desk takes them."""

import asyncio
import secrets

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from comity.errors import ComityError, UsageError
from comity.presentation.web import crafts_editing, sessions
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.problems import Refused

router = APIRouter()
# An action as the record calls it, the word on the page, and what it does.
ACTIONS = (
    ("revise", "revise a field", "sets one field of a row or report to another value"),
    ("withdraw", "withdraw", "takes a row or report out of every view; it stays in the log"),
    ("restore", "restore", "brings back what was withdrawn"),
    ("join", "merge with another incident", "makes two incidents one; the value is the other's id"),
    ("part", "split an event off", "takes an event out of an incident; the value is the event's id"),
    ("match", "tie to an event", "a pledge or assessment was kept or settled by this event"),
    ("unmatch", "untie from an event", "it was not"),
    ("settle", "set the status", "of a pledge or an assessment; the value is the status"),
)
# Where the pages of an id lie, by how it begins.
PLACES = {
    "e": "events", "i": "incidents", "p": "pledges", "s": "statements", "a": "assessments", "r": "reports",
    "o": "positions", "g": "agreements",
}  # fmt: skip
# A wrong token is answered late, so that tokens can't be tried by the thousand.
LATE = 0.7
LONGEST = 5_000
FILTERS = ("id", "who", "type", "since", "until")


@router.get("/corrections")
@router.get("/corrections.json")
def corrections(request: Request) -> Response:
    """What was corrected by hand: who, when, what and why."""
    asked = {name: request.query_params[name] for name in FILTERS if request.query_params.get(name)}
    desk = desk_of(request)
    rows = desk.make(("corrections", *asked.items()), crafts_editing.corrections, desk.settings.record, asked,
                     what="The corrections are being looked up", stamp=desk.today.meta("corrections"))  # fmt: skip
    if request.url.path.endswith(".json"):
        return as_json({"count": len(rows), "rows": rows})
    return page(request, "corrections.html", title="Corrections", rows=rows, asked=asked, places=PLACES)


@router.get("/correct")
def form(request: Request) -> Response:
    """A form for a correction of the row, report or incident of this id."""
    name = _signed_in(request)
    if isinstance(name, Response):
        return name
    given = {key: request.query_params.get(key, "") for key in ("id", "action", "field", "value", "why")}
    return _form(request, name, given)


@router.post("/correct")
async def correct(request: Request) -> Response:
    """Keep a correction: a row of its own with who, when and why; nothing in the log is changed."""
    name = sessions.allowed(request)
    told = await request.form(max_files=0, max_fields=20)
    given = {key: str(value)[:LONGEST] for key, value in told.items()}
    sessions.checked(request, given.get("mark", ""))
    desk = desk_of(request)

    def kept() -> str:
        # Every correction is its own: the same words twice are two.
        key = ("correct", secrets.token_hex(8))
        told = {"why": "", "id": "", "action": "", **given}
        words = (desk.settings.record, str(desk.path), name, told)
        return str(desk.make(key, crafts_editing.correct, *words, what="The correction is being kept", wait=60.0))

    try:
        made = await run_in_threadpool(kept)
    except ComityError as error:
        return _form(request, name, given, problem=str(error), status=400 if isinstance(error, UsageError) else 503)
    await run_in_threadpool(desk.refresh)
    return RedirectResponse(f"/corrections?id={made}&done=1", status_code=303)


@router.get("/sign-in")
def asks(request: Request) -> Response:
    """A form for the desk's token and the name that corrections are kept under."""
    _editable(request)
    return page(request, "sign_in.html", title="Sign in", problem="", to=_own(request.query_params.get("to", "")))


@router.post("/sign-in")
async def signs_in(request: Request) -> Response:
    """Begin a session."""
    _editable(request)
    told = await request.form(max_files=0, max_fields=5)
    name, token = " ".join(str(told.get("who", "")).split())[: sessions.LONGEST_NAME], str(told.get("token", ""))
    to = _own(str(told.get("to", "")))
    if not name or not sessions.is_token(request, token):
        await asyncio.sleep(LATE)
        problem = "This is not the token that the desk was started with." if name else "Tell a name."
        return page(request, "sign_in.html", title="Sign in", status=401, problem=problem, to=to)
    response = RedirectResponse(to or "/corrections", status_code=303)
    sessions.opened(request, response, name)
    return response


def _form(request: Request, name: str, given: dict[str, str], *, problem: str = "", status: int = 200) -> Response:
    response = page(request, "correct.html", title="Correct", status=status, who=name, given=given, problem=problem,
                    actions=ACTIONS, mark=sessions.mark(request))  # fmt: skip
    response.headers["cache-control"] = "no-store"
    return response


def _signed_in(request: Request) -> str | Response:
    try:
        return sessions.allowed(request)
    except Refused as refused:
        if refused.status != 401:
            raise
        return RedirectResponse(address("/sign-in", {"to": str(request.url.path) + "?" + request.url.query}), 303)


def _editable(request: Request) -> None:
    if not desk_of(request).edit:
        raise Refused(403, "This desk is read-only; whoever runs it can start it with `comity serve --edit`.")


def _own(to: str) -> str:
    """An address of this desk, or "" for any other: nobody is sent elsewhere after signing in."""
    return to if to.startswith("/correct") and "\\" not in to and "//" not in to else ""
