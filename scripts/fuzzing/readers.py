"""Targets of what is read into reports: text, pages, PDF, JSON lines, feeds, archives."""

import gzip
import io
import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.errors import ComityError
from comity.model import Report
from comity.reading import read_archive, read_bytes, read_entry, read_feed, read_html, read_paths, read_pdf, read_text
from fuzzing import documents, holds, portable
from fuzzing.mutating import by_parts, shaken
from fuzzing.target import Target
from fuzzing.vocabulary import pieces

_PLACE = TemporaryDirectory(prefix="comity-fuzz-")


def held(folder: "TemporaryDirectory[str]") -> Path:
    """Give a folder that may have been tidied up: a process that was forked from this one does so at its end."""
    path = Path(folder.name)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


_RECORD = re.compile(rb"(?=WARC/1\.)")
_RAW = (b"\x1f\x8b\x08", b"\xff\xff\xff", b"WARC-Date: \xff\r\n")
_HEADS = re.compile(rb"[^\r\n]*\r?\n|[^\r\n]+")


def text(data: bytes) -> None:
    """A file of text."""
    try:
        holds.report(read_bytes(data, "text", source="the input"))
        given = data.decode("utf-8", "replace")
        holds.report(read_text(given), given)
    except ComityError:
        return


def html(data: bytes) -> None:
    """A web page, as bytes of a server that may name an encoding, and as markup."""
    with suppress(ComityError):
        holds.report(read_bytes(data, "html", source="the input", charset="euc-kr" if data[:1] == b" " else None))
    try:
        given = data.decode("utf-8", "replace")
        holds.report(read_html(given), given)
    except ComityError:
        return


def pdf(data: bytes) -> None:
    """A PDF."""
    try:
        holds.report(read_pdf(data))
    except ComityError:
        return


def lines(data: bytes) -> None:
    """JSON by the door of files: as a stream, or as a file whose name says JSON."""
    if data[:1] == b"0":
        found = list(read_paths(["-"], stdin=io.BytesIO(data[1:])))
    else:
        path = held(_PLACE) / "a.json"
        path.write_bytes(data[1:])
        found = list(read_paths([path]))
    for each in found:
        if isinstance(each, Report):
            holds.report(each)
        else:
            holds.must(isinstance(each, ComityError), f"what can't be read is told: {each!r}")


def feed(data: bytes) -> None:
    """A feed, and the reports in its entries."""
    try:
        found = read_feed(data, source="the input", url="https://wire.example/feed")
    except ComityError:
        return
    for entry in found.entries:
        holds.must(entry.key and entry.mark, "an entry can be told from others")
        holds.day(entry.published, "published")
        try:
            holds.report(read_entry(entry, source="the input"))
        except ComityError:
            continue


def warc(data: bytes) -> None:
    """An archive, read whole and then from the place after its first page on."""
    whole = data[1:]
    if data[:1] == b"1":
        whole = b"".join(gzip.compress(part, 1, mtime=0) for part in _RECORD.split(whole) if part)
    found = list(read_archive(io.BytesIO(whole), source="the input", most=100_000))
    for each in found:
        holds.must(0 < each.after <= len(whole), f"a page ends inside of its archive: {each.after} of {len(whole)}")
        if isinstance(each.found, Report):
            holds.report(each.found)
    if len(found) > 1:
        rest = list(read_archive(io.BytesIO(whole), source="the input", start=found[0].after, most=100_000))
        holds.must(len(rest) < len(found), "reading goes on after a page, not with it")


def _packed(data: bytes, chance: random.Random) -> bytes:
    """An archive changed line by line, or byte by byte as it lies on the disk."""
    if chance.random() < 0.7:
        return _by_lines(data, chance)
    whole = data[1:]
    if data[:1] == b"1":
        whole = b"".join(gzip.compress(part, 1, mtime=0) for part in _RECORD.split(whole) if part)
    return b"0" + shaken(whole, chance)


_by_lines = by_parts([*pieces("warc"), *_RAW, *map(str.encode, documents.STORY)], documents.archives, _HEADS)


def _target(name: str, calls: str, run: Callable[[bytes], None], seeds: Callable[[], list[bytes]]) -> Target:
    own = [] if name == "text" else pieces(name)
    return Target(name, calls, run, seeds, by_parts([*own, *pieces("text"), *map(str.encode, documents.STORY)], seeds))


TARGETS = (
    _target("text", "`read_bytes`, `read_text`", text, documents.texts),
    _target("html", "`read_bytes`, `read_html`", html, documents.pages),
    Target("pdf", "`read_pdf`", pdf, portable.portables, portable.mutate, longest=16_384),
    _target("lines", "`read_paths` on JSON lines and JSON", lines, documents.lines),
    _target("feed", "`read_feed`, `read_entry`", feed, documents.feeds),
    Target("warc", "`read_archive`", warc, documents.archives, _packed),
)
