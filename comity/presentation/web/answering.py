"""Answers: a page of a template, data in the form that the address asks for, and problems in either."""

from typing import Any

import msgspec
from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from comity.errors import ComityError
from comity.presentation.web.desk import Desk
from comity.presentation.web.templating import render

# Endings of addresses whose problems are told as data.
DATA = ("json", "csv", "parquet", "zip", "atom", "svg")


def desk_of(request: Request) -> Desk:
    """Give the desk that a request is made to."""
    found: Desk = request.app.state.desk
    return found


def page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Give a page of a template; `title` stands in the window, and `values` are what the template names."""
    desk = desk_of(request)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    embed = request.query_params.get("embed") == "1"
    words = render(template, title=title, here=here, path=request.url.path, desk=desk, embed=embed, **values)
    return HTMLResponse(words, status_code=status)


def as_json(value: Any, *, status: int = 200) -> Response:
    """Give a value as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def failed(request: Request, status: int, error: ComityError) -> Response:
    """Give an error of ours: what it is about, what is wrong, and the next step."""
    return answered(request, status, str(error))


def answered(request: Request, status: int, words: str, *, done: str = "", again: int | None = None) -> Response:
    """Give a problem as a page, or as data where the address asks for data."""
    if request.url.path.rsplit(".", 1)[-1] in DATA:
        return as_json({"status": status, "error": words}, status=status)
    return page(request, "problem.html", title=words[:80], status=status, words=words, done=done, again=again,
                code=status)  # fmt: skip
