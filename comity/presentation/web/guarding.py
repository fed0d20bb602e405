"""What stands before every page: limits of a request, headers that keep a report's text harmless, pages kept.

A plain ASGI layer: Starlette's own middleware class costs a millisecond a request.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from comity.presentation.web.desk import Desk

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

# No script, style or picture but the desk's own; nothing that a report holds can run or call home.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors {framed}"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")


class Guard:
    """The layer; `hosts` are the names under which the desk may be called, null for any."""

    def __init__(
        self, app: Callable[[Scope, Receive, Send], Awaitable[None]], *, desk: Desk, hosts: Any = None
    ) -> None:
        self.app, self.desk, self.hosts = app, desk, hosts
        self._kept: OrderedDict[tuple[bytes, bytes], tuple[int, bytes, list[Any], bytes]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        problem = self._problem(scope, asked)
        if problem is not None:
            await _plain(send, *problem)
            return
        key = (scope["raw_path"] if "raw_path" in scope else scope["path"].encode(), scope["query_string"])
        version = self._version()
        keeps = scope["method"] == "GET" and version >= 0 and not self.desk.edit
        known = self._kept.get(key) if keeps else None
        if known is not None and known[0] == version:
            await _kept(send, known, asked)
            return
        await self._answer(scope, receive, send, key if keeps else None, version)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, key: Any, version: int) -> None:
        start: Message = {}
        body: list[bytes] = []

        async def passed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                framed = "*" if b"embed=1" in scope["query_string"] else "'self'"
                headers = [*message["headers"], *HEADERS]
                headers.append((b"content-security-policy", POLICY.format(framed=framed).encode()))
                start = {**message, "headers": headers}
                await send(start)
                return
            if key is not None and sum(map(len, body)) <= LARGEST_KEPT:
                body.append(message.get("body", b""))
            await send(message)
            if key is not None and not message.get("more_body") and start.get("status") == 200:
                self._keep(key, version, start["headers"], b"".join(body))

        await self.app(scope, receive, passed)

    def _keep(self, key: Any, version: int, headers: list[Any], body: bytes) -> None:
        names = {name for name, _ in headers}
        # A page that comes back by itself shows something that is still being made.
        if len(body) > LARGEST_KEPT or not names.isdisjoint((b"cache-control", b"refresh")):
            return
        mark = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
        self._kept[key] = (version, mark, [*headers, (b"etag", mark), (b"cache-control", b"no-cache")], body)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _version(self) -> int:
        index = self.desk._today
        return -1 if index is None else index.version

    def _problem(self, scope: Scope, asked: dict[bytes, bytes]) -> tuple[int, str] | None:
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"The address is longer than {LONGEST_ADDRESS:,} letters; no view of the desk has one like it."
        host = asked.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0] if asked.get(b"host") else ""
        if self.hosts is not None and host not in self.hosts:
            return 421, "The desk does not answer under this name; start it with --host to have it answer others."
        length = asked.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_FORM:
            return 413, f"What was sent is larger than {LARGEST_FORM:,} bytes; a correction is a few lines."
        return None


async def _kept(send: Send, known: tuple[int, bytes, list[Any], bytes], asked: dict[bytes, bytes]) -> None:
    _, mark, headers, body = known
    if asked.get(b"if-none-match") == mark:
        told = [(name, value) for name, value in headers if name != b"content-length"]
        await send({"type": "http.response.start", "status": 304, "headers": told})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _plain(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})
