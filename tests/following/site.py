"""A web server on loopback that does as it is told, badly if asked, and remembers what it was asked for."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

Handler = Callable[[socket.socket, "Asked"], None]


@dataclass(frozen=True)
class Asked:
    """One request: its path, and its headers by lower-case name."""

    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """The server: what lies at each path, and what was asked for."""

    port: int
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at: list[float] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def times(self, path: str) -> int:
        return sum(each.path == path for each in self.asked)

    def headers(self, path: str) -> dict[str, str]:
        """The headers of the last request for a path."""
        return [each.headers for each in self.asked if each.path == path][-1]


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Start a server on a free port of loopback, over TLS if a context is given, and end it."""
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(listener.getsockname()[1])
    ended = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            connection.settimeout(10)
            data = b""
            while b"\r\n\r\n" not in data:
                more = connection.recv(4096)
                if not more:
                    return
                data += more
            first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            asked = Asked(first.split(" ")[1], headers)
            site.asked.append(asked)
            site.at.append(time.monotonic())
            site.pages.get(asked.path.partition("?")[0], answer(b"", status="404 Not Found"))(connection, asked)

    def accept() -> None:
        while not ended.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield site
    finally:
        ended.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def answer(
    body: bytes | str, *, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8", **headers: str
) -> Handler:
    """A handler that answers like any server; `headers` with underscores for dashes."""
    data = body.encode() if isinstance(body, str) else body

    def handle(connection: socket.socket, asked: Asked) -> None:
        told = {"Content-Length": str(len(data)), "Connection": "close"}
        told |= {"Content-Type": kind} if kind else {}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        connection.sendall(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data)

    return handle


def raw(*parts: bytes, pause: float = 0.0, forever: bool = False) -> Handler:
    """A handler that sends these bytes as they are, a pause after each, the last one again and again if `forever`."""

    def handle(connection: socket.socket, asked: Asked) -> None:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        while forever:
            connection.sendall(parts[-1])
            time.sleep(pause)

    return handle


def conditional(body: str, *, etag: str, kind: str) -> Handler:
    """A handler that answers 304 to who names the etag."""

    def handle(connection: socket.socket, asked: Asked) -> None:
        if asked.headers.get("if-none-match") == etag:
            answer(b"", status="304 Not Modified", kind=None, ETag=etag)(connection, asked)
        else:
            answer(body, kind=kind, ETag=etag)(connection, asked)

    return handle


def redirect(target: str, status: str = "302 Found") -> Handler:
    """A handler that leads elsewhere."""
    return answer(b"", status=status, kind=None, Location=target)


RSS = "application/rss+xml"
_STORY = (
    "{one}'s trade minister met the {other} delegation in {city} on Monday and the two sides signed an agreement on "
    "fisheries. Officials said that talks on the shared border would go on in the spring. The minister told reporters "
    "that {one} would lift its ban on {goods} from {other} by the end of the year."
)
STORIES = [
    ("Ministers sign fisheries accord", _STORY.format(one="Peru", other="Chile", city="Lima", goods="grapes")),
    ("Envoys meet on the lake", _STORY.format(one="Kenya", other="Uganda", city="Kisumu", goods="maize")),
    ("Talks end with a deal", _STORY.format(one="Norway", other="Iceland", city="Bergen", goods="mackerel")),
    ("Border talks go on", _STORY.format(one="Ghana", other="Togo", city="Accra", goods="onions")),
]


def page(number: int, *, more: str = "", title: str | None = None) -> str:
    """A page of news with one of the stories."""
    headline, story = STORIES[number]
    headline = title or headline
    return (
        f"<html><head><title>{headline}</title></head><body><nav>Home News</nav><article><h1>{headline}</h1>"
        f"<p>{escape(story)}</p><p>{more}</p></article></body></html>"
    )


def feed(links: list[str], *, bodies: list[str] | None = None, updated: str = "", day: int = 4) -> str:
    """An RSS feed whose newest entry comes first; entry n is of `day` + n March 2024, in the evening of New York."""
    zone = datetime(2024, 3, 1, 23, 30, tzinfo=UTC).replace(tzinfo=None)
    items = []
    for number, link in enumerate(links):
        moment = format_datetime(zone + timedelta(days=day - 1 + number)).replace("-0000", "-0500")
        body = escape((bodies or [""] * len(links))[number])
        title = escape(STORIES[number % len(STORIES)][0])
        items.append(
            f"<item><title>{title}{updated}</title><link>{escape(link)}</link><guid>{escape(link)}</guid>"
            f"<pubDate>{moment}</pubDate><description>{body}</description></item>"
        )
    whole = "".join(reversed(items))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title>{whole}</channel></rss>'
