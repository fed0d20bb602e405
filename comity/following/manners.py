"""Politeness: pauses between requests to a host, robots.txt, back-off after failures, waits that servers ask for."""

import random
import threading
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from comity.errors import ExtraMissing

# A server may ask for long waits, but not put a source to sleep for good.
MOST_WAIT = 86_400.0
MOST_CRAWL_DELAY = 60.0
_ROBOTS_KEPT = 43_200.0
_ROBOTS_KEPT_UNKNOWN = 600.0


def back_off(failures: int, *, first: float, most: float, seed: object) -> float:
    """Seconds to wait after so many failures in a row: doubled each time, and spread over the upper half by the seed.

    The same seed and count give the same wait.
    """
    if failures < 1:
        return 0.0
    whole = min(most, first * 2.0 ** min(failures - 1, 60))
    return whole * (0.5 + 0.5 * random.Random(f"{seed}:{failures}").random())


def retry_after(value: str | None, *, now: float) -> float | None:
    """Seconds that a Retry-After asks for, as a number or a date; `now` in seconds since 1970. Null without one."""
    if not value:
        return None
    text = value.strip()
    if text.isdecimal() and len(text) < 12:
        return min(float(text), MOST_WAIT)
    try:
        until = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(0.0, until - now), MOST_WAIT)


class Hosts:
    """When each host may be asked again; shared by the threads that fetch."""

    def __init__(self, *, clock: Callable[[], float], wait: Callable[[float], bool]) -> None:
        self._clock, self._wait = clock, wait
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def turn(self, host: str, pause: float) -> bool:
        """Wait for this host's turn, and take it; False when the follower was asked to stop meanwhile."""
        with self._lock:
            now = self._clock()
            at = max(now, self._free.get(host, now))
            self._free[host] = at + pause
        return not self._wait(max(0.0, at - now))

    def closed(self, host: str) -> float:
        """Seconds for which the host is left alone from now on; 0 when it may be asked."""
        with self._lock:
            return max(0.0, self._closed.get(host, 0.0) - self._clock())

    def failed(self, host: str, *, after: float | None, first: float, most: float, seed: int) -> None:
        """Leave the host alone for as long as it asked, or longer each time that it fails."""
        with self._lock:
            count = self._failures[host] = self._failures.get(host, 0) + 1
            wait = back_off(count, first=first, most=most, seed=f"{seed}:{host}")
            self._closed[host] = self._clock() + max(wait, after or 0.0)

    def answered(self, host: str) -> None:
        """The host works: its failures are forgotten."""
        with self._lock:
            self._failures.pop(host, None)


class Robots:
    """What the robots.txt of each site allows, fetched once in twelve hours (after a failure: in ten minutes)."""

    def __init__(self, *, clock: Callable[[], float], agent: str) -> None:
        self._clock, self._agent = clock, agent
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, Any]] = {}
        self._locks: dict[str, threading.Lock] = {}

    def rules(self, site: str, fetch: Callable[[str], tuple[int, bytes]]) -> "Rules":
        """The rules of a site ("https://example.org:8080"); `fetch` gives status and body of its robots.txt."""
        with self._lock:
            lock = self._locks.setdefault(site, threading.Lock())
        with lock:
            held = self._held.get(site)
            if held is None or held[0] <= self._clock():
                status, body = fetch(f"{site}/robots.txt")
                rules = Rules.read(status, body, self._agent)
                kept = _ROBOTS_KEPT_UNKNOWN if rules.unknown else _ROBOTS_KEPT
                held = self._held[site] = (self._clock() + kept, rules)
            found: Rules = held[1]
            return found


class Rules:
    """The rules of one site for this reader (RFC 9309): no file allows all, a server that fails allows nothing."""

    def __init__(self, parsed: Any, agent: str, *, unknown: bool = False) -> None:
        self._parsed, self._agent, self.unknown = parsed, agent, unknown

    @classmethod
    def read(cls, status: int, body: bytes, agent: str) -> "Rules":
        """The rules in an answer; a status of 0 means that there was none."""
        if 200 <= status < 300:
            return cls(_parser().parse(body.decode("utf-8", errors="replace")), agent)
        return cls(None, agent, unknown=not 300 <= status < 500 or status == 429)

    def allow(self, url: str) -> bool:
        """Whether this address may be read."""
        if self.unknown:
            return False
        return self._parsed is None or bool(self._parsed.can_fetch(url, self._agent))

    def pause(self, own: float) -> float:
        """Seconds between requests: those of the site where it asks for more, up to a minute."""
        asked = None if self._parsed is None else self._parsed.crawl_delay(self._agent)
        return max(own, min(float(asked), MOST_CRAWL_DELAY)) if asked else own


def _parser() -> Any:
    try:
        from protego import Protego
    except ImportError as error:
        raise ExtraMissing("reading robots.txt", "needs protego", 'install "comity[follow]"') from error
    return Protego
