"""A single thing by its id: by the beginning of one, by where it moved, or with a plain word on what became of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from comity.errors import UsageError
from comity.presentation.filters import day, one_of
from comity.presentation.index import Index
from comity.presentation.web.addresses import LONGEST_VALUE, By, address, number
from comity.presentation.web.answering import desk_of
from comity.presentation.web.crafts_single import Whereabouts, whereabouts
from comity.presentation.web.problems import NotThere, Refused

# What the address of a single thing may ask beside its own parameters.
ALWAYS = {
    "as_of": "the record as it stood on this day, month or year",
    "by": "as of reading (read) or of publication (published)",
    "embed": "1 leaves out the frame around the view",
    "from": "the id that led here, where it belongs to this thing now",
}
# How the record writes ids of rows; what is written otherwise needs no search of the log. Reports have ids of any form.
_FORMS = {
    "events": r"e-[0-9a-f]{1,32}|[0-9a-f]{16}:\d{1,12}", "incidents": r"i-[0-9a-f]{1,32}",
    "agreements": r"g-[0-9a-f]{1,32}", "pledges": r"p-[0-9a-f]{1,32}", "statements": r"s-[0-9a-f]{1,32}",
    "positions": r"o-[0-9a-f]{1,32}", "assessments": r"a-[0-9a-f]{1,32}", "reports": r".{1,300}", "actors": r"(?!)",
}  # fmt: skip
# Of so many ids that begin alike the nearest is looked for.
_COMPARED = 3000


@dataclass(frozen=True)
class Asked:
    """The checked parameters of an address, and the index of the day that it asks for."""

    params: Mapping[str, str]
    index: Index
    as_of: str | None
    by: By

    def to(self, table: str, id: str) -> str:
        """The address of another single thing as of the same day."""
        return address(f"/{table}/{quote(id, safe=':')}", {name: self.params.get(name) for name in ("as_of", "by")})


class Elsewhere(Exception):
    """The thing has another address, where the reader is led."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


def described(**own: str) -> list[dict[str, Any]]:
    """Give the parameters of an address for the description of the API, its `own` ones first."""
    return [
        {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in {**own, **ALWAYS}.items()
    ]


def asked_of(request: Request, *own: str) -> Asked:
    """Read the parameters of a single thing's address; raises `UsageError` for unknown ones, `Preparing`."""
    told = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    for name, value in told.items():
        one_of(name, (*own, *ALWAYS), "parameter")
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"the parameter {name}", f"is longer than {LONGEST_VALUE} letters", "write less")
    by = cast(By, one_of(told.get("by", "read"), ("read", "published"), "by"))
    as_of = told.get("as_of")
    if as_of is not None and "T" not in as_of:
        as_of = day(as_of, last=True)
    return Asked(told, desk_of(request).index(as_of, by), as_of, by)


def located(request: Request, asked: Asked, table: str, id: str, *, after: str = "") -> dict[str, Any]:
    """Give the row of an id as the commands give it.

    Raises `Elsewhere` for the beginning of one id or an id that another thing holds now (`after` follows the new id
    in the address), `Refused` with 410 for what is withdrawn, and `NotThere` with the nearest ids.
    """
    row = asked.index.row(table, id)
    if row is not None:
        return row
    beginning = ids_like(asked.index, table, id)
    if len(beginning) == 1:
        raise Elsewhere(_address(table, beginning[0], after, request.query_params))
    if beginning:
        some = ", ".join(shortly(each) for each in beginning[:5])
        raise NotThere(_named(id), f"several {table} begin like this", f"write more of one of {some}")
    found = _whereabouts(request, asked, table, id)
    if found.state == "moved" and found.id is not None:
        params = {**request.query_params, **({"from": id} if not after else {})}
        raise Elsewhere(_address(table, found.id, after, params))
    if found.state == "imported" and found.id is not None:
        raise Elsewhere(_address(table, found.id, "/why", request.query_params))
    if found.state == "withdrawn":
        raise Refused(410, f"{found.words}. Nothing is deleted: `comity correct restore {found.id}` brings it back.")
    if found.state == "emptied":
        raise Refused(410, f"{shortly(id)} is no longer told: {found.words}.")
    if found.state == "earlier" and asked.as_of is not None:
        raise NotThere(_named(id), f"the record as of {asked.as_of[:10]} does not hold it", "leave out as_of")
    if found.state == "earlier":
        raise NotThere(_named(id), "the desk's index does not hold it yet", "look again in a moment")
    near = [each for each in found.words.split(", ") if each] or nearest(asked.index, table, id)
    step = f"did you mean {' or '.join(map(shortly, near))}" if near else f"look through /{table}"
    raise NotThere(_named(id), f"the record holds no {table.removesuffix('s')} of this id", step)


def led_here(request: Request, asked: Asked, table: str, id: str) -> str:
    """Give in a sentence why another id led to this thing; "" where none did, or the record knows nothing of it."""
    other = asked.params.get("from")
    if not other or other == id:
        return ""
    found = _whereabouts(request, asked, table, other)
    return f"{found.words}." if found.state == "moved" and found.id == id else ""


def leading(shown: Callable[..., Response]) -> Callable[..., Response]:
    """Give a handler that leads a reader on where a thing has another address."""

    @wraps(shown)
    def led(*args: Any, **values: Any) -> Response:
        try:
            return shown(*args, **values)
        except Elsewhere as error:
            # What an id stands for may change, so nobody keeps it.
            return RedirectResponse(error.to, status_code=307, headers={"cache-control": "no-store"})

    return led


def ids_like(index: Index, table: str, start: str) -> list[str]:
    """Give ids of a table that begin so, at most six."""
    if len(start) < 3:
        return []
    rows = index.ask(
        f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 6", start, f"{start}\U0010ffff"
    )
    return [str(row["id"]) for row in rows]


def nearest(index: Index, table: str, id: str) -> list[str]:
    """Give the ids of a table that are nearest to one that it does not hold."""
    wanted = id[:100]
    for cut in (8, 6, 4, 2):
        rows = index.ask(
            f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? LIMIT {_COMPARED}",
            wanted[:cut], f"{wanted[:cut]}\U0010ffff",
        )  # fmt: skip
        if near := get_close_matches(wanted, [str(row["id"]) for row in rows], n=3, cutoff=0.6):
            return near
    return []


def sources(index: Index, reports: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give what a page says of reports, by id: outlet, day, title, address, and how long the text is."""
    found: dict[str, dict[str, Any]] = {}
    wanted = list(dict.fromkeys(each for each in reports if each))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        sql = f"SELECT id, title, outlet, published, byline, url, characters, coder FROM reports WHERE id IN ({marks})"
        found |= {row["id"]: dict(row) for row in index.ask(sql, *part)}
    return found


def numbered(text: str | None, what: str, most: int) -> int:
    """Give a number from 1 to `most` of an address, 1 where it says none. Raises `UsageError`."""
    return 1 if text is None else number(text, what, most=most)


def shortly(id: str) -> str:
    """Give an id as a message shows it."""
    return id if len(id) <= 80 else f"{id[:80]}…"


def _named(id: str) -> str:
    return repr(shortly(id))


def _address(table: str, id: str, after: str, params: Mapping[str, str]) -> str:
    return address(f"/{table}/{quote(id, safe=':')}{after}", dict(params))


def _whereabouts(request: Request, asked: Asked, table: str, id: str) -> Whereabouts:
    if re.fullmatch(_FORMS[table], id) is None:
        return Whereabouts("unknown")
    desk = desk_of(request)
    found: Whereabouts = desk.make(
        ("whereabouts", table, id), whereabouts, desk.settings, str(asked.index.path), table, id,
        stamp=desk.today.meta("state"), what="The record is being asked what became of this",
    )  # fmt: skip
    return found
