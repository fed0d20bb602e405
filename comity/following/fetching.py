"""One address fetched: robots and pauses kept, redirects followed by hand, the body bounded in time, size and kind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from typing import Any, Literal

import httpcore
import httpx

from comity.errors import AddressBarred, FetchFailed, InputBinary, InputTooLarge, ReadError
from comity.following.addresses import web_address
from comity.following.connecting import Deadline, Faults, Stopped, Transport
from comity.following.manners import Hosts, Robots, retry_after
from comity.following.plan import Plan, Source
from comity.reading import KNOWN, encodings_of, unpacked

Want = Literal["feed", "page", "any"]

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_MOST_ROBOTS = 500_000
_MAIN_PAGE = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_MAIN_FEED = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
_TAKEN: dict[Want, tuple[str, ...]] = {
    # Feeds come under every kind of text; pages of other kinds hold no report.
    "feed": (*_MAIN_FEED, "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"),
    "page": _MAIN_PAGE,
    "any": (*_MAIN_PAGE, *_MAIN_FEED, "application/json", "application/x-ndjson", "application/jsonl",
            "application/jsonlines", "application/octet-stream"),
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What an address gave: `body` is empty and `unchanged` set when it holds what it held before.

    `moved` is where it lies from now on, if a permanent redirect said so.
    """

    url: str
    body: bytes
    kind: str
    charset: str | None
    etag: str | None
    modified: str | None
    unchanged: bool
    moved: str | None
    taken: int


class Fetcher:
    """Fetches addresses for a plan; threads may share it. `wait` pauses and tells whether to stop meanwhile."""

    def __init__(
        self,
        plan: Plan,
        *,
        clock: Callable[[], float],
        now: Callable[[], float],
        wait: Callable[[float], bool],
        stopped: Callable[[], bool],
    ) -> None:
        self._plan, self._now, self._stopped = plan, now, stopped
        self.agent = _agent(plan.contact)
        self.hosts = Hosts(clock=clock, wait=wait)
        self._robots = Robots(clock=clock, agent="comity")
        self._deadline = Deadline(clock=clock, stopped=stopped)
        self._ways = {private: Transport(self._deadline, allow_private=private) for private in (False, True)}

    def close(self) -> None:
        """Let go of all connections."""
        for way in self._ways.values():
            way.close()

    def get(
        self, address: str, source: Source, *, want: Want, etag: str | None = None, modified: str | None = None
    ) -> Answer:
        """What lies at an address. Raises `AddressBarred`, `FetchFailed`, `InputTooLarge`, `InputBroken`,
        `InputBinary`, or `Stopped` when the follower is to stop. Each names the address that was asked for.
        """
        try:
            return self._get(address, source, want, etag=etag, modified=modified)
        except AddressBarred as error:
            raise AddressBarred(address[:300], error.problem, error.step) from error
        except FetchFailed as error:
            raise _failed(address, error.problem, again=error.again, after=error.after) from error

    def _get(self, address: str, source: Source, want: Want, *, etag: str | None, modified: str | None) -> Answer:
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {key: value for key, value in asked.items() if value}
        place, moved, permanent = web_address(address), None, True
        for _ in range(source.redirects + 1):
            self._take_turn(place, source)
            with self._faults(place, address, source):
                self._deadline.set(source.timeout)
                with self._open(place, source, headers, want) as response:
                    self._judge(response, place)
                    if response.status_code not in _REDIRECTS:
                        return _answer(response, str(place), address, source, want, moved)
                    code, target = response.status_code, response.headers.get("Location")
            place = _hop(place, target, address)
            permanent = permanent and code in (301, 308)
            moved = str(place) if permanent else moved
        raise _failed(address, f"it redirects more than {source.redirects} times", again=False)

    def _take_turn(self, place: Any, source: Source) -> None:
        host = _host(place)
        closed = self.hosts.closed(host)
        if closed:
            raise _failed(str(place), f"its server is left alone for another {closed:.0f} s", after=closed)
        pause = source.pause
        if source.robots:
            rules = self._robots.rules(_site(place), lambda address: self._robots_txt(address, source))
            if rules.unknown:
                self._leave_alone(host, None)
                raise _failed(str(place), "its server's robots.txt can't be had, so nothing of it is read")
            if not rules.allow(str(place)):
                raise AddressBarred(str(place), "the robots.txt of its site asks not to read it", "leave it out")
            pause = rules.pause(pause)
        if not self.hosts.turn(host, pause):
            raise Stopped

    def _robots_txt(self, address: str, source: Source) -> tuple[int, bytes]:
        """Status and body; no answer is status 0, and what is too long is cut, as RFC 9309 has it."""
        place, body = web_address(address), b""
        try:
            self._deadline.set(source.timeout)
            for _ in range(source.redirects + 1):
                if not self.hosts.turn(_host(place), 0.0):
                    raise Stopped
                with self._open(place, source, {}, "any") as response:
                    if response.status_code in _REDIRECTS:
                        place = _hop(place, response.headers.get("Location"), address)
                        continue
                    layers = encodings_of(response.headers.get("Content-Encoding"))
                    for chunk in unpacked(response.iter_raw(), layers, most=64 * _MOST_ROBOTS, source=address):
                        body += chunk
                        if len(body) > _MOST_ROBOTS:
                            break
                    return response.status_code, body[:_MOST_ROBOTS]
            return 404, b""
        except AddressBarred:
            raise
        except (ReadError, *Faults):
            return 0, b""

    @contextmanager
    def _open(self, place: Any, source: Source, headers: dict[str, str], want: Want) -> Iterator[httpx.Response]:
        known = ", ".join(name for name in ("gzip", "deflate", "br") if name in KNOWN)
        own = {
            "User-Agent": self.agent,
            "Accept": f"{', '.join(_TAKEN[want][:4])}, */*;q=0.1",
            "Accept-Encoding": known,
        }
        # No client of httpx between: it would keep cookies, read proxies from the environment and follow by itself.
        request = httpx.Request("GET", place, headers={**own, **headers})
        response = self._ways[source.allow_private].handle_request(request)
        try:
            yield response
        finally:
            response.close()

    @contextmanager
    def _faults(self, place: Any, address: str, source: Source) -> Iterator[None]:
        host = _host(place)
        try:
            yield
        except FetchFailed as error:
            if error.again:
                self._leave_alone(host, error.after)
            raise
        except ReadError:
            self.hosts.answered(host)
            raise
        except Faults as error:
            self._leave_alone(host, None)
            raise _failed(address, _told(error, source)) from error
        else:
            self.hosts.answered(host)

    def _leave_alone(self, host: str, after: float | None) -> None:
        plan = self._plan
        self.hosts.failed(host, after=after, first=plan.back_off, most=plan.back_off_most, seed=plan.seed)

    def _judge(self, response: httpx.Response, place: Any) -> None:
        status = response.status_code
        if 200 <= status < 300 or status == 304 or status in _REDIRECTS:
            return
        after = retry_after(response.headers.get("Retry-After"), now=self._now())
        words = " ".join(response.reason_phrase.split())[:60]
        raise _failed(str(place), f"its server answers {status} {words}".rstrip(), again=status in _BUSY, after=after)


def _answer(
    response: httpx.Response, place: str, address: str, source: Source, want: Want, moved: str | None
) -> Answer:
    headers = response.headers
    kind, _, rest = headers.get("Content-Type", "").partition(";")
    kind = kind.strip().casefold()
    unchanged = response.status_code == 304
    body = b""
    if not unchanged:
        if kind and kind not in _TAKEN[want] and not (want != "page" and kind.endswith("+xml")):
            problem = f'what lies there is "{kind[:60]}"'
            raise InputBinary(address, problem, "name the address of a feed, or of a page of text")
        claimed = headers.get("Content-Length", "")
        if claimed.isdecimal() and int(claimed[:20]) > source.most_bytes:
            problem = f"it is longer than {source.most_bytes:,} bytes"
            raise InputTooLarge(address, problem, "raise most_bytes if it is to be read")
        layers = encodings_of(headers.get("Content-Encoding"))
        # Packed bytes are bounded too: a stream may go on for ever and unpack to nothing.
        raw = _bounded(response.iter_raw(), source.most_bytes, address)
        body = b"".join(unpacked(raw, layers, most=source.most_bytes, source=address))
    return Answer(
        url=place,
        body=body,
        kind=kind,
        charset=_charset(rest),
        etag=_header(headers.get("ETag")),
        modified=_header(headers.get("Last-Modified")),
        unchanged=unchanged,
        moved=moved,
        taken=response.num_bytes_downloaded,
    )


def _bounded(chunks: Iterator[bytes], most: int, address: str) -> Iterator[bytes]:
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > most:
            raise InputTooLarge(address, f"it is longer than {most:,} bytes", "raise most_bytes if it is to be read")
        yield chunk


def _hop(place: Any, target: str | None, address: str) -> Any:
    if not target:
        raise _failed(address, "it redirects to nowhere", again=False)
    try:
        joined = str(place.join(target))
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressBarred(address, "it redirects to what is no address", "leave it out") from error
    try:
        return web_address(joined)
    except AddressBarred as error:
        raise AddressBarred(address, f"it redirects to {error.subject}: {error.problem}", "leave it out") from error


def _failed(subject: str, problem: str, *, again: bool = True, after: float | None = None) -> FetchFailed:
    step = "it is tried again later" if again else "look at it in a browser, or leave it out"
    error = FetchFailed(subject, problem, step)
    error.again, error.after = again, after
    return error


def _told(error: BaseException, source: Source) -> str:
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return f"its server took longer than {source.timeout:g} s"
    words = " ".join(str(error).split())[:120]
    if isinstance(error, httpx.ProtocolError | httpcore.ProtocolError):
        return f"its server breaks off or answers with garbage ({words or type(error).__name__})"
    return f"its server can't be reached ({words or type(error).__name__})"


def _host(place: Any) -> str:
    return f"{place.host}:{place.port or place.scheme}"


def host_of(address: str) -> str:
    """The host and port by which an address is counted. Raises `AddressBarred`."""
    return _host(web_address(address))


def _site(place: Any) -> str:
    return f"{place.scheme}://{place.netloc.decode('ascii')}"


def _header(value: str | None) -> str | None:
    """A validator that is sent back as it came; one that is longer than any real one is not kept."""
    return value if value and len(value) < 500 and value.isascii() and value.isprintable() else None


def _charset(rest: str) -> str | None:
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        if name.strip().casefold() == "charset":
            return value.strip(" \"'")[:40] or None
    return None


def _agent(contact: str | None) -> str:
    try:
        release = metadata.version("comity")
    except metadata.PackageNotFoundError:
        release = "0"
    return f"comity/{release} ({contact})" if contact else f"comity/{release}"
