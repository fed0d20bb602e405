"""The desk as an application: its pages, its layers, and what a reader sees when something can't be answered."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

import comity
from comity.config import Settings
from comity.errors import ComityError, UsageError
from comity.presentation.web.answering import answered, failed
from comity.presentation.web.desk import Desk
from comity.presentation.web.guarding import LOOPBACK, Guard, headers
from comity.presentation.web.pages import ROUTERS
from comity.presentation.web.problems import NotThere, Preparing, Refused
from comity.presentation.web.promising import promised
from comity.presentation.web.templating import static

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2", "txt": "text/plain"}


def create_app(settings: Settings, *, token: str | None = None, keep: bool = True, any_host: bool = False) -> FastAPI:
    """Give the desk of the record that the settings name.

    `token` lets who knows it correct by hand; without one the desk is read-only. `keep` has a process of its own keep
    the index up; without it the index is made once, at the start (for tests). Unless `any_host`, only requests to
    this machine by its own names are answered, so that no page elsewhere can read the record.
    """
    desk = Desk(settings, token=token, keep=keep)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        desk.start()
        yield
        desk.stop()

    about = "Who did what to whom, what was agreed and promised, and where each stands, each with its report."
    app = FastAPI(title="Comity", version=comity.__version__, description=about, docs_url=None, redoc_url=None,
                  lifespan=running)  # fmt: skip
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router)
    app.get("/static/{name}", include_in_schema=False)(_static)
    handlers: tuple[tuple[Any, Callable[..., Response]], ...] = (
        (NotThere, lambda request, error: failed(request, 404, error)),
        (UsageError, lambda request, error: failed(request, 400, error)),
        (ComityError, lambda request, error: failed(request, 503, error)),
        (Refused, lambda request, error: answered(request, error.status, error.why)),
        (Preparing, _preparing),
        (RequestValidationError, _not_valid),
        (HTTPException, _http),
        (Exception, _unforeseen),
    )
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)
    setattr(app, "openapi", partial(promised, app))  # noqa: B010
    app.add_middleware(Guard, desk=desk, hosts=None if any_host else LOOPBACK)
    return app


def _static(name: str) -> Response:
    try:
        body = static(name)
    except (OSError, ValueError) as error:
        raise NotThere(repr(name[:80]), "is no file of the desk", "go back to /") from error
    kind = TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    return Response(body, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"})


def _preparing(request: Request, error: Preparing) -> Response:
    found = answered(request, 503, f"{error.what}.", done=error.done, again=error.seconds)
    found.headers["retry-after"] = str(error.seconds)
    # Browsers come back by themselves, with or without JavaScript.
    found.headers["refresh"] = str(error.seconds)
    return found


def _http(request: Request, error: HTTPException) -> Response:
    words = {404: "There is no page at this address.", 405: "This address does not take such a request."}
    return answered(request, error.status_code, words.get(error.status_code, str(error.detail)))


def _unforeseen(request: Request, error: Exception) -> Response:
    # The trace goes to the server's log, never to a reader. This answer passes the guard by, and brings its headers.
    found = answered(request, 500, "Something went wrong that nobody foresaw; the server's log has the details.")
    found.raw_headers.extend(headers())
    return found


def _not_valid(request: Request, error: RequestValidationError) -> Response:
    told = [f"the parameter {each['loc'][-1]}: {each['msg'][:1].lower()}{each['msg'][1:]}" for each in error.errors()]
    return answered(request, 400, f"{'; '.join(told)[:500]}; write it anew.")
