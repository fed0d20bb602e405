"""RSS and Atom: the bytes of a feed become its entries, and an entry with text of its own a report."""

import calendar
import hashlib
import io
import re
from dataclasses import dataclass, replace
from typing import Any

from msgspec.structs import replace as changed

from comity.errors import ExtraMissing, InputBroken, InputEmpty, InputUnparsed, ReadError
from comity.model import Report
from comity.reading.published import parse_day
from comity.reading.reports import read_html

_ROOT = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
# The parser takes the encoding from anywhere in the first line; "<?xm" begins so in EBCDIC.
_DECLARED = re.compile(r"encoding=[\"']([^\"']*)[\"']")
_EBCDIC = "<?xm".encode("cp037")
_MOST_ENCODINGS = 8
# A feed holds tens of entries; what lists more than this is an archive, and waits for the next time.
MOST_ENTRIES = 1000


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, as far as it tells: where its report is, when it was published, and what it says itself.

    `key` names the entry among those of its feed, `mark` changes when the entry does. `published` is an ISO day by
    the outlet's own clock, `at` the moment in seconds since 1970 (UTC). `body` is markup, whole or a teaser.
    """

    key: str
    mark: str
    title: str | None
    url: str | None
    published: str | None
    at: float | None
    body: str
    outlet: str | None


@dataclass(frozen=True)
class Feed:
    """A feed as it was read: its title, its entries in its own order, and what was odd about it (null: nothing)."""

    title: str | None
    entries: tuple[Entry, ...]
    problem: str | None


def read_feed(data: bytes, *, source: str, url: str | None = None) -> Feed:
    """The feed in these bytes; nothing is fetched, and links in it are made whole against `url`.

    Raises `InputBroken` when it is neither RSS nor Atom, `InputEmpty` without bytes, `ExtraMissing` without
    feedparser.
    """
    if not data.strip():
        raise InputEmpty(source, "the feed is empty", "look at its address in a browser")
    if _declares_entities(data):
        # Feeds have no use for it; hostile ones multiply themselves by it, or ask for files.
        raise InputBroken(source, "the feed declares entities of its own", "leave it out, or tell its publisher")
    found = _parsed(data, url)
    if not found.get("version") and not found.get("entries"):
        raise InputBroken(source, "this is neither RSS nor Atom", "name the address of the feed, not of a page")
    head = found.get("feed") or {}
    title = _words(head.get("title"))
    entries = [entry for each in found["entries"][:MOST_ENTRIES] if (entry := _entry(each, title)) is not None]
    return Feed(title=title, entries=tuple(entries), problem=_problem(found))


def read_entry(entry: Entry, *, source: str, outlet: str | None = None, language: str | None = None) -> Report:
    """The report that an entry carries in its own text. Raises `InputEmpty` when it has none."""
    if not entry.body.strip():
        raise InputEmpty(source, "the entry has no text of its own", 'read the pages it links to (text = "page")')
    try:
        # The wrapping keeps a teaser without a tag from being taken for a title.
        return read_html(
            f"<html><body><article>{_paragraphs(entry.body)}</article></body></html>",
            title=entry.title,
            published=entry.published,
            outlet=outlet or entry.outlet,
            url=entry.url,
            language=language,
        )
    except (InputEmpty, InputUnparsed) as error:
        raise type(error)(source, error.problem, error.step) from error


def read_feed_reports(data: bytes, *, source: str) -> list[tuple[str, Report | ReadError]]:
    """The reports in a feed that lies as a file: each entry by its own text, with where it stood."""
    feed = read_feed(data, source=source)
    if not feed.entries:
        return [(source, InputEmpty(source, "the feed has no entries", "leave it out, or fetch it again"))]
    found: list[tuple[str, Report | ReadError]] = []
    for number, entry in enumerate(feed.entries, 1):
        where = f"{source}, entry {number}"
        try:
            found.append((where, read_entry(entry, source=where)))
        except ReadError as error:
            found.append((where, error))
    return found


def is_feed(start: str) -> bool:
    """Whether text begins as RSS, Atom or RDF does."""
    return _ROOT.match(start[:8000]) is not None


def dated(report: Report, entry: Entry) -> Report:
    """The report with the day that its feed tells, where its page tells none."""
    if report.published is not None or entry.published is None:
        return report
    return changed(report, published=entry.published)


def without_body(entry: Entry) -> Entry:
    """The entry without its text, to be held while its page is fetched."""
    return replace(entry, body="")


def _declares_entities(data: bytes) -> bool:
    """Whether a feed declares entities in the bytes, or in what these become in the encoding that it says it is in.

    In EBCDIC, UTF-7 or with the shifts of ISO 2022 the words look otherwise than to the parser.
    """
    plain = data.replace(b"\0", b"")
    ebcdic = data.startswith(_EBCDIC)
    lines = [text.partition("\n")[0] for text in (plain.decode("latin-1"), plain.decode("cp037") if ebcdic else "")]
    names = {name for line in lines for name in _DECLARED.findall(line)} | {"cp037" if ebcdic else "ascii"}
    if len(names) > _MOST_ENCODINGS:
        return True
    for name in names:
        try:
            if "<!ENTITY" in plain.decode(name, "ignore"):
                return True
        except (LookupError, ValueError):
            # No encoding, or none of text: the parser can't use it either.
            continue
    return b"<!ENTITY" in plain


def _parsed(data: bytes, url: str | None) -> Any:
    try:
        import feedparser  # type: ignore[import-untyped]
    except ImportError as error:
        raise ExtraMissing("reading feeds", "needs feedparser", 'install "comity[follow]"') from error
    # As a stream: plain bytes it would first try as the name of a file. No header but this one is believed.
    headers = {"content-location": url} if url else {}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=True)
    except Exception as error:  # a parser of hostile text may raise anything
        raise InputBroken("the feed", f"it can't be parsed ({type(error).__name__})", "tell its publisher") from error


def _problem(found: Any) -> str | None:
    if not found.get("bozo"):
        return None
    error = found.get("bozo_exception")
    if type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType"):
        return None
    return f"it is not well-formed ({' '.join(str(error).split())[:100]})"


def _entry(each: Any, outlet: str | None) -> Entry | None:
    title, url = _words(each.get("title")), _words(each.get("link"))
    bodies = [part.get("value") or "" for part in each.get("content") or ()] + [each.get("summary") or ""]
    body = max(bodies, key=len)
    key = _words(each.get("id")) or url or title
    if not key:
        return None
    day, at = None, None
    for name in ("published", "updated", "created"):
        # As of a plain dict: feedparser's own takes one of these for another.
        day = day or parse_day(dict.get(each, name))
        parsed = dict.get(each, f"{name}_parsed")
        if at is None and parsed is not None:
            at = _seconds(parsed)
    told = "\n".join(
        (title or "", url or "", str(dict.get(each, "updated") or dict.get(each, "published") or ""), body)
    )
    source = each.get("source") or {}
    return Entry(
        key=key[:500],
        mark=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16],
        title=title,
        url=url,
        published=day,
        at=at,
        body=body,
        outlet=_words(source.get("title")) or outlet,
    )


def _seconds(parsed: Any) -> float | None:
    try:
        return float(calendar.timegm(parsed))
    except (ValueError, OverflowError, TypeError):
        return None


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _paragraphs(body: str) -> str:
    return body if "<" in body else f"<p>{body}</p>"
