"""A connection of the running desk: how long it may take to ask, and to take what it asked for.

uvicorn waits for ever for the rest of a request, and for a reader who takes nothing; a few hundred such connections
would keep all others out.
"""

from asyncio import TimerHandle, Transport
from asyncio.transports import BaseTransport
from collections.abc import Callable
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from comity.presentation.web.guarding import Receive, Scope, Send, headers

# Connections at once, waiting ones included; requests on more get a 503 at once: a flood must not fill the memory.
MOST_AT_ONCE = 256
# As many again are told so; beyond, connections are closed as they come.
MOST_TOLD = 2 * MOST_AT_ONCE
# Seconds for a whole request, its body included.
ASKING = 10.0
# Seconds in which a reader must take some of what waits for it: 64 KB, which is two a second.
TAKING = 30.0
# Seconds in which a refused request may still be coming in, so that its sender reads why it was refused.
LINGERING = 2.0
BUSY = b"Too many ask at once; ask again in a moment.\n"
UNREADABLE = b"This is no request that can be read: it is not HTTP, or its address or header fields are too long.\n"


class Connection(H11Protocol):
    """uvicorn's connection with an end to its patience."""

    asking: TimerHandle | None = None
    taking: TimerHandle | None = None
    deaf = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._desk = self.app
        self.app = cast(Any, self._gate)

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to count the time; of far too many connections the newest is closed."""
        super().connection_made(cast(Transport, transport))
        if len(self.connections) > MOST_TOLD:
            self.transport.abort()
            return
        self.asking = self.loop.call_later(ASKING, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop counting."""
        self.asking = _ended(self.asking)
        self.taking = _ended(self.taking)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request; the time is counted until it is whole."""
        if self.deaf:
            return
        super().data_received(data)
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self.asking = self.asking or self.loop.call_later(ASKING, self.transport.abort)
        else:
            self.asking = _ended(self.asking)

    def pause_writing(self) -> None:
        """Count the time in which a reader takes nothing."""
        super().pause_writing()
        self.taking = self.taking or self.loop.call_later(TAKING, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop counting: the reader goes on."""
        super().resume_writing()
        self.taking = _ended(self.taking)

    def timeout_keep_alive_handler(self) -> None:
        """Close what is idle, even if its reader never takes the rest."""
        super().timeout_keep_alive_handler()
        self.taking = self.taking or self.loop.call_later(TAKING, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        """Say that a request can't be read, and take the rest of it unread."""
        told = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *headers()]
        try:
            for event in (h11.Response(status_code=400, headers=told), h11.Data(data=UNREADABLE), h11.EndOfMessage()):
                self.transport.write(self.conn.send(cast(Any, event)) or b"")
        except h11.LocalProtocolError:
            # An answer is under way already.
            self.transport.abort()
            return
        self.deaf = True
        if self.transport.can_write_eof():
            self.transport.write_eof()
        _ended(self.asking)
        self.asking = self.loop.call_later(LINGERING, self.transport.abort)

    async def _gate(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self.connections) <= MOST_AT_ONCE:
            await cast(Callable[..., Any], self._desk)(scope, receive, send)
            return
        told = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"2"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 503, "headers": [*told, *headers()]})
        await send({"type": "http.response.body", "body": BUSY})


def _ended(timer: TimerHandle | None) -> TimerHandle | None:
    if timer is not None:
        timer.cancel()
    return None
