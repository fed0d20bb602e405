"""What stands before every page: limits of a request, headers that keep a report's text harmless, pages kept.

A plain ASGI layer: Starlette's own middleware class costs a millisecond a request.
"""

import base64
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from comity.presentation.charts.palette import dark_style
from comity.presentation.web.answering import answered
from comity.presentation.web.desk import Desk
from comity.presentation.web.problems import Refused

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# No view of ours has an address of more letters.
LONGEST_ADDRESS = 8_000
# A correction is a few lines.
LARGEST_FORM = 100_000
MOST_KEPT = 300
LARGEST_KEPT = 200_000
# Of a large record a page that takes longer than so many seconds, as the map does, is drawn anew only when many times
# its own length have passed; in this time it may lack the newest reports.
COSTLY, REST = 0.15, 15.0

# No script, style or picture but the desk's own; nothing that a report holds can run or call home. The one style that
# stands inside a picture is let in by its hash.
_DARK = base64.b64encode(hashlib.sha256(dark_style().encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{_DARK}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors {framed}"
)
# Who may correct does so on pages of the desk alone: no other page may lay itself around a form.
NEVER_FRAMED = ("/correct", "/sign-in")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")


class _Page(NamedTuple):
    """A page that is kept: the index's version that it shows, its ETag, and until when it stands for later ones."""

    version: int
    mark: bytes
    headers: list[Any]
    body: bytes
    until: float


class Guard:
    """The layer; `hosts` are the names under which the desk may be called, null for any."""

    def __init__(
        self, app: Callable[[Scope, Receive, Send], Awaitable[None]], *, desk: Desk, hosts: Any = None
    ) -> None:
        self.app, self.desk, self.hosts = app, desk, hosts
        self._kept: OrderedDict[tuple[bytes, ...], _Page] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        if scope["method"] == "HEAD":
            # Asked as a page is, so that its headers are those of the page.
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        if self.hosts is not None and _host(asked) not in self.hosts:
            await _elsewhere(send)
            return
        problem = _problem(scope, asked)
        if problem is not None:
            told = answered(Request(scope), *problem)
            told.raw_headers.extend(headers())
            await told(scope, receive, send)
            return
        key, version = self._key(scope, asked), self._version()
        known = self._kept.get(key) if key is not None else None
        if known is not None and (known.version == version or time.monotonic() < known.until):
            await _kept(send, known, asked)
            return
        await self._answer(scope, _bounded(receive), send, key, version, asked, headers(framed=_framed(scope)))

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, key: Any, version: int, asked: dict[bytes, bytes],
        added: list[tuple[bytes, bytes]],
    ) -> None:  # fmt: skip
        held: Message | None = None
        began = time.monotonic()

        async def passed(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                own = {name for name, _ in added}
                told = [each for each in message["headers"] if each[0] not in own]
                held = {**message, "headers": [*told, *added]}
                return
            if held is not None:
                start, held = held, None
                # A page is sent in one piece; what streams is too large to be kept.
                if key is not None and not message.get("more_body") and start["status"] == 200:
                    known = self._keep(
                        key, version, start["headers"], message.get("body", b""), time.monotonic() - began
                    )
                    if known is not None:
                        await _kept(send, known, asked)
                        return
                await send(start)
            await send(message)

        await self.app(scope, receive, passed)

    def _key(self, scope: Scope, asked: dict[bytes, bytes]) -> tuple[bytes, ...] | None:
        """Under what a page is kept; the name of the desk is part of it, for citations and feeds tell addresses."""
        if scope["method"] != "GET" or self._version() < 0 or self.desk.edit:
            return None
        path = scope["raw_path"] if "raw_path" in scope else scope["path"].encode()
        return path, scope["query_string"], asked.get(b"host", b""), scope.get("scheme", "http").encode()

    def _keep(self, key: Any, version: int, headers: list[Any], body: bytes, took: float) -> "_Page | None":
        names = {name for name, _ in headers}
        # A page that comes back by itself shows something that is still being made.
        if len(body) > LARGEST_KEPT or not names.isdisjoint((b"cache-control", b"refresh", b"set-cookie")):
            return None
        mark = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
        index = self.desk._today
        costly = took > COSTLY and index is not None and index.large
        until = time.monotonic() + REST * took if costly else 0.0
        known = _Page(version, mark, [*headers, (b"etag", mark), (b"cache-control", b"no-cache")], body, until)
        self._kept[key] = known
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return known

    def _version(self) -> int:
        index = self.desk._today
        return -1 if index is None else index.version


def _problem(scope: Scope, asked: dict[bytes, bytes]) -> tuple[int, str] | None:
    """What is wrong with a request before anybody reads it: a status and a sentence; null for nothing."""
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return 414, f"The address is longer than {LONGEST_ADDRESS:,} letters; no view of the desk has one like it."
    length = asked.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 9 or int(length) > LARGEST_FORM:
        return 413, f"What was sent is larger than {LARGEST_FORM:,} bytes; a correction is a few lines."
    given = _given(scope)
    if len({name for name, _ in given}) < len(given):
        return 400, "A parameter stands twice in the address; write each once, for only one could count."
    return None


def _given(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _framed(scope: Scope) -> bool:
    return not scope["path"].startswith(NEVER_FRAMED) and dict(_given(scope)).get("embed") == "1"


def headers(*, framed: bool = False) -> list[tuple[bytes, bytes]]:
    """Give the headers that every answer has; `framed` lets other pages show it in a frame of theirs."""
    policy = POLICY.format(framed="*" if framed else "'self'")
    return [*HEADERS, (b"content-security-policy", policy.encode())]


def _host(asked: dict[bytes, bytes]) -> str:
    """The name that a request calls the desk by, without the port; "" for none."""
    told = asked.get(b"host", b"").decode("latin-1").lower()
    name, colon, port = told.rpartition(":")
    return name if colon and port.isdigit() and (told[0] != "[" or name[-1:] == "]") else told


def _bounded(receive: Receive) -> Receive:
    """Take no more of a body than a form may hold, whatever length it was announced with."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_FORM:
            raise Refused(413, f"What was sent is larger than {LARGEST_FORM:,} bytes; a correction is a few lines.")
        return message

    return received


def _without_body(send: Send) -> Send:
    """Send the headers of an answer alone."""

    async def passed(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return passed


async def _kept(send: Send, known: _Page, asked: dict[bytes, bytes]) -> None:
    _, mark, headers, body, _ = known
    marks = [each.strip().removeprefix(b"W/") for each in asked.get(b"if-none-match", b"").split(b",")]
    if mark in marks or b"*" in marks:
        told = [(name, value) for name, value in headers if name != b"content-length"]
        await send({"type": "http.response.start", "status": 304, "headers": told})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _elsewhere(send: Send) -> None:
    # Plain words: who calls the desk by another name may be a page elsewhere, and is shown nothing of the record.
    words = b"The desk does not answer under this name; start it with --host to have it answer others.\n"
    told = [(b"content-type", b"text/plain; charset=utf-8"), *headers()]
    await send({"type": "http.response.start", "status": 421, "headers": told})
    await send({"type": "http.response.body", "body": words})
