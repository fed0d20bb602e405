"""Polls of the web: a feed with the pages that it links to, or one page that is watched for changes."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from comity.errors import FetchFailed, InputBinary, InputBroken, ReadError
from comity.following.fetching import Answer, Fetcher, host_of
from comity.following.found import Bounds, Found
from comity.following.keeping import State
from comity.following.plan import Source
from comity.model import Report
from comity.reading import (
    Entry,
    dated,
    is_feed,
    read_bytes,
    read_entry,
    read_feed,
    read_json_line,
    without_body,
)

# Words in an address that only tell where its reader came from.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ocid")
_LINES = ("application/x-ndjson", "application/jsonl", "application/jsonlines", "application/json")


@dataclass
class _Left:
    """What of a feed waits for the next poll: reports that failed for now, or were too many."""

    failed: list[str] = field(default_factory=list)
    waiting: int = 0


def poll_page(source: Source, state: State, fetcher: Fetcher, bounds: Bounds) -> Iterator[Found]:
    """Look at one page; its report, if the page changed."""
    answer = fetcher.get(source.where, source, want="page", etag=state.etag, modified=state.modified)
    digest = hashlib.sha256(answer.body).hexdigest()[:16]
    if answer.unchanged or state.seen.get(source.where) == digest:
        yield Found(None, _unchanged(answer), taken=answer.taken)
        return

    def mark(to: State) -> None:
        to.remember(source.where, digest)
        _validators(answer, to)

    yield Found(bounds.judged(_page(answer, source, source.where), source.where), mark, taken=answer.taken)


def poll_feed(source: Source, state: State, fetcher: Fetcher, bounds: Bounds) -> Iterator[Found]:
    """Look at a feed, and read what is new in it, oldest first: the pages it links to, or the entries themselves."""
    answer = fetcher.get(source.where, source, want="feed", etag=state.etag, modified=state.modified)
    if answer.unchanged:
        yield Found(None, _unchanged(answer), taken=answer.taken)
        return
    yield Found(None, None, taken=answer.taken)
    feed = read_feed(answer.body, source=source.where, url=answer.url)
    fresh = [each for each in feed.entries if state.seen.get(each.key) != each.mark]
    fresh = _oldest_first(fresh)
    now, later = fresh[: source.most_reports], fresh[source.most_reports :]
    left = _Left(waiting=len(later))
    for entry in now:
        yield from _entry(entry, source, state, fetcher, bounds, left)
    current = {each.key for each in feed.entries}

    def mark(to: State) -> None:
        to.forget_old(current)
        to.pending = left.waiting + len(left.failed)
        to.note = feed.problem
        # As long as something waits, an answer of "unchanged" would hide it.
        _validators(answer, to, whole=not to.pending)

    yield Found(None, mark)


def poll_once(source: Source, fetcher: Fetcher, bounds: Bounds) -> Iterator[Report | ReadError]:
    """Read one address whatever lies there: a feed with its pages, JSON lines, or a page."""
    try:
        answer = fetcher.get(source.where, source, want="any")
        start = answer.body[:8000].lstrip().lower()
        if answer.kind in _LINES or start.startswith(b"{"):
            yield from _lines(answer, source.where, bounds)
            return
        try:
            feed = (
                read_feed(answer.body, source=source.where, url=answer.url)
                if is_feed(start.decode("utf-8", "replace"))
                else None
            )
        except InputBroken:
            feed = None
    except ReadError as error:
        yield error
        return
    if feed is None:
        yield bounds.judged(_page(answer, source, source.where), source.where)
        return
    left = _Left()
    for entry in _oldest_first(feed.entries):
        for found in _entry(entry, source, State(), fetcher, bounds, left):
            if found.item is not None:
                yield found.item


def _oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    # Feeds put the newest first, and of two texts at one address the later one must be read last.
    turned = list(reversed(entries))
    turned.sort(key=lambda each: each.at or 0.0)
    return turned


def _entry(
    entry: Entry, source: Source, state: State, fetcher: Fetcher, bounds: Bounds, left: _Left
) -> Iterator[Found]:
    where = entry.url or f"{source.where}, {entry.key}"

    def done(to: State) -> None:
        to.remember(entry.key, entry.mark)

    def again(to: State) -> None:
        to.tries[entry.key] = to.tries.get(entry.key, 0) + 1
        if to.tries[entry.key] >= source.tries:
            done(to)

    if source.text == "entry" or entry.url is None:
        yield Found(_own_text(entry, source, bounds, where), done, entry.at)
        return
    entry = without_body(entry)
    try:
        if fetcher.hosts.closed(host_of(where)):
            # Its server failed a moment ago: the report was not tried, and waits without being told again.
            left.waiting += 1
            return
        answer = fetcher.get(where, source, want="page")
        found = bounds.judged(_page(answer, source, tidy(where), outlet=entry.outlet), where)
        if isinstance(found, Report):
            found = dated(found, entry)
        yield Found(found, done, entry.at, taken=answer.taken)
    except FetchFailed as error:
        if error.again and state.tries.get(entry.key, 0) + 1 < source.tries:
            left.failed.append(entry.key)
        yield Found(error, again if error.again else done, entry.at)
    except ReadError as error:
        yield Found(error, done, entry.at)


def _own_text(entry: Entry, source: Source, bounds: Bounds, where: str) -> Report | ReadError:
    try:
        return bounds.judged(read_entry(entry, source=where, outlet=source.outlet, language=source.language), where)
    except ReadError as error:
        return error


def _page(answer: Answer, source: Source, url: str, *, outlet: str | None = None) -> Report | ReadError:
    """The report on a fetched page. Its address is the one asked for: what a page says of itself may be a lie."""
    kind = {"application/pdf": "pdf", "text/plain": "text"}.get(answer.kind, "html")
    if answer.body.startswith(b"%PDF"):
        kind = "pdf"
    elif kind == "pdf":
        return InputBinary(url, "it is called a PDF and is none", "look at it in a browser")
    try:
        report = read_bytes(
            answer.body,
            kind,
            source=url,
            url=url,
            outlet=source.outlet,
            language=source.language,
            charset=answer.charset,
        )
    except ReadError as error:
        return error
    if report.outlet is None and outlet is not None:
        report = replace(report, outlet=outlet)
    return report


def _lines(answer: Answer, where: str, bounds: Bounds) -> Iterator[Report | ReadError]:
    for number, line in enumerate(answer.body.splitlines(), 1):
        name = f"{where}, line {number}"
        if not line.strip():
            continue
        try:
            yield bounds.judged(read_json_line(line, source=name), name)
        except ReadError as error:
            yield error


def _unchanged(answer: Answer) -> Callable[[State], None]:
    def mark(to: State) -> None:
        to.unchanged += 1
        to.etag, to.modified = answer.etag or to.etag, answer.modified or to.modified

    return mark


def _validators(answer: Answer, to: State, *, whole: bool = True) -> None:
    to.etag, to.modified = (answer.etag, answer.modified) if whole else (None, None)
    if answer.moved:
        to.note = f"it lies at {answer.moved} for good: name that address in FEEDS.toml"


def tidy(address: str) -> str:
    """An address without its fragment and without words that only tell where its reader came from."""
    head, _, _ = address.partition("#")
    path, mark, query = head.partition("?")
    kept = [part for part in query.split("&") if part and not part.casefold().startswith(_TRACKING)]
    return path + mark + "&".join(kept) if kept else path
