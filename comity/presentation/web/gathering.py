"""Parts of a page that are made in the workshop: all are started, and the page shows those that are there."""

import logging
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from comity.errors import ComityError
from comity.presentation.web.desk import Desk
from comity.presentation.web.problems import Preparing

# A page waits so many seconds in all for parts that are not there yet.
PATIENCE = 0.15
# Seconds until a page with missing parts comes back, and one with parts of an older record.
SOON, LATER = 3, 10

_log = logging.getLogger("comity.desk")


@dataclass(frozen=True)
class Work:
    """What to make: `craft(*values)` in the workshop, kept under `key` while `stamp` is the same."""

    key: Hashable
    stamp: Hashable
    craft: Callable[..., Any]
    values: tuple[Any, ...]
    what: str


@dataclass(frozen=True)
class Part:
    """A part of a page: its value, null while there is none, and `why` in a sentence.

    An `older` value was made before the record's last change; a new one is under way.
    """

    state: Literal["ready", "older", "preparing", "refused"]
    value: Any = None
    why: str = ""


def gathered(desk: Desk, wanted: Mapping[str, Work], *, within: float = PATIENCE) -> dict[str, Part]:
    """Give the parts that are there after at most `within` seconds; what fails is told in its place."""
    until = time.monotonic() + within
    # First all are started, then each is waited for.
    found = {name: _part(desk, work, 0.0) for name, work in wanted.items()}
    for name, work in wanted.items():
        if found[name].state == "preparing":
            found[name] = _part(desk, work, max(until - time.monotonic(), 0.0))
    return found


def headers(parts: Mapping[str, Part]) -> dict[str, str]:
    """Give the headers with which a page comes back by itself until all its parts are there."""
    states = {part.state for part in parts.values()}
    if not states & {"preparing", "older"}:
        return {}
    # A page with missing parts must not be kept for the next reader.
    return {"cache-control": "no-store", "refresh": str(SOON if "preparing" in states else LATER)}


def _part(desk: Desk, work: Work, wait: float) -> Part:
    try:
        made = desk.made(work.key, work.craft, *work.values, what=work.what, stamp=work.stamp, wait=wait)
    except Preparing as error:
        return Part("preparing", why=f"{error.what}.")
    except ComityError as error:
        return Part("refused", why=str(error))
    except Exception:
        # One broken part must not take the page with it; its trace is for the server's log.
        _log.exception("%s", work.what)
        return Part("refused", why="This part could not be made; the server's log has the details.")
    return Part("ready" if made.fresh else "older", made.value)
