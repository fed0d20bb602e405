"""The desk as a running server."""

from collections.abc import Callable

from comity.config import Settings
from comity.errors import UsageError

# M_ARENA_MAX of malloc.h.
_ARENAS = -8


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    token: str | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Run the desk until it is stopped; `ready` is told its address once it listens.

    Raises `UsageError` when the port is taken.
    """
    import socket
    import sys

    import uvicorn

    from comity.presentation.web.app import create_app
    from comity.presentation.web.connecting import Connection

    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named by its protocol, so that asyncio lets small pieces go at once; else a page waits 40 ms for its reader.
    listener = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        step = "choose another with --port or --host; --port 0 takes a free one"
        raise UsageError(f"{host}:{port}", f"can't be listened on ({error})", step) from error
    _spare_memory()
    # Each row that SQLite gives is a turn among the threads; turns of 5 ms would make a page of fifty rows slow.
    sys.setswitchinterval(0.0005)
    app = create_app(settings, token=token, any_host=not _loopback(host))
    config = uvicorn.Config(app, log_level="warning", http=Connection, ws="none", server_header=False,
                            timeout_graceful_shutdown=3, h11_max_incomplete_event_size=65_536)  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listener.getsockname()[1]}/")
    uvicorn.Server(config).run(sockets=[listener])


def _spare_memory() -> None:
    """Have the threads share two heaps: with one each, what a page needed for a moment would stay with its thread."""
    from contextlib import suppress
    from ctypes import CDLL

    # Only where the system's library is glibc; elsewhere there is nothing to do.
    with suppress(OSError, AttributeError):
        CDLL(None).mallopt(_ARENAS, 2)


def _loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")
