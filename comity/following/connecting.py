"""Connections to checked addresses only, each wait of them bounded by one deadline a fetch.

A name is looked up once, its addresses are checked, and the connection goes to what was checked: a name server that
answers otherwise the second time (DNS rebinding) changes nothing, and each hop of a redirect comes through here.
"""

import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from comity.errors import ReadError
from comity.following.addresses import resolved

# How long a wait goes on before it is looked whether the follower was asked to stop.
_SLICE = 0.25


class Stopped(Exception):
    """The follower was asked to stop while something was being fetched."""


class Deadline:
    """The moment by which the fetch of the current thread has to be done, and whether it is to stop before."""

    def __init__(self, *, clock: Callable[[], float], stopped: Callable[[], bool]) -> None:
        self._clock, self._stopped = clock, stopped
        self._held = threading.local()

    def set(self, seconds: float) -> None:
        """Begin: the fetch of this thread may take so long from now on."""
        self._held.at = self._clock() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises `Stopped`, or `httpcore.ReadTimeout` when none are."""
        if self._stopped():
            raise Stopped
        left = float(getattr(self._held, "at", float("inf")) - self._clock())
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._inner.read(max_bytes, min(_SLICE, self._deadline.left()))
            except httpcore.ReadTimeout:
                self._deadline.left()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline, self._allow_private = deadline, allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = resolved(host, port, allow_private=self._allow_private, timeout=self._deadline.left())
        trouble: Exception | None = None
        # Not more than a few: a name may have any number of addresses, all of them dead.
        for number, address in enumerate(found[:4], 1):
            share = self._deadline.left() / (len(found[:4]) - number + 1)
            try:
                stream = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
                continue
            return _Stream(stream, self._deadline)
        raise trouble or httpcore.ConnectError("no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise httpcore.ConnectError("sockets of this machine are not fetched from")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(min(seconds, self._deadline.left()))


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class Transport(httpx.BaseTransport):
    """The way of httpx to the network, over `httpcore` with the checks of this module; no proxy of the environment."""

    def __init__(self, deadline: Deadline, *, allow_private: bool, connections: int = 16) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=_Backend(deadline, allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


# What may come out of a fetch beside an answer: the network's faults, and those that the checks above raise.
Faults = (httpx.HTTPError, httpx.StreamError, httpcore.ConnectError, httpcore.NetworkError, httpcore.TimeoutException,
          httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpcore.ConnectionNotAvailable, OSError)  # fmt: skip
Checks = (ReadError, Stopped)
