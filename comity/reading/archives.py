"""WARC archives (Common Crawl news and others): the pages in them become reports, one at a time."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from comity.errors import ExtraMissing, InputBroken, InputTooLarge, ReadError
from comity.model import Report
from comity.reading.reports import read_bytes
from comity.reading.unpacking import encodings_of, unpacked

# The kinds of pages that hold reports; what else a crawl has kept is passed over, as files of other kinds are.
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf"}
_WINDOW, _PEEK = 1 << 20, 4096
_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/1."


@dataclass(frozen=True)
class Archived:
    """One page of an archive: what it holds, where it was, and `after`, the byte from which the next one is read.

    `seen` is the moment of its capture as the archive writes it (ISO, UTC), null where it does not.
    """

    where: str
    found: Report | ReadError
    after: int
    seen: str | None


def read_archive(stream: BinaryIO, *, source: str, start: int = 0, most: int = 4_000_000) -> Iterator[Archived]:
    """The pages in a WARC, plain or gzip by record, from byte `start` of the file on; `most` bounds one (bytes).

    A damaged stretch comes as one `InputBroken`, and reading goes on at the next whole record. Raises `ExtraMissing`
    without FastWARC.
    """
    _library()
    place: int | None = start
    last: Archived | None = None
    while place is not None:
        trouble: ReadError | None = None
        begun = place
        try:
            for at, record, sound in _records(stream, place, most):
                if last is not None:
                    yield _until(last, at)
                    last = None
                begun = at
                if record.content_length > most:
                    # Not skipped through: a length may be a lie, and would swallow all that follows.
                    problem = f"the page is said to be {record.content_length:,} bytes long"
                    raise InputTooLarge(f"{source}, byte {at}", problem, "raise the limit if it is to be read")
                if not sound:
                    problem = "the archive breaks in this page: its digest does not fit"
                    raise InputBroken(f"{source}, byte {at}", problem, "get the archive anew")
                last = _read(record, f"{source}, byte {at}", most)
        except ReadError as error:
            trouble, last = error, None
        except Exception as error:  # FastWARC tells every damage as OSError, and hostile bytes may raise others
            words = " ".join(str(error).split())[:100] or type(error).__name__
            problem = f"the archive is damaged near here ({words})"
            trouble = InputBroken(f"{source}, byte {begun}", problem, "get the archive anew if it is to be whole")
        if trouble is None:
            break
        place = _next_record(stream, begun + 1)
        if last is not None and not isinstance(last.found, InputBroken):
            yield _until(last, begun + 1)
        last = None
        yield Archived(trouble.subject, trouble, place if place is not None else _size(stream), None)
    if last is not None:
        yield _until(last, _size(stream))


def is_archive(head: bytes) -> bool:
    """Whether bytes begin as a WARC does, plain or packed."""
    return _begins(head)


def _library() -> Any:
    try:
        from fastwarc import warc
    except ImportError as error:
        raise ExtraMissing("reading WARC archives", "needs FastWARC", 'install "comity[follow]"') from error
    return warc


def _records(stream: BinaryIO, start: int, most: int) -> Iterator[tuple[int, Any, bool]]:
    """The responses from `start` on that are pages, each with its place in the file and whether its digest fits it."""
    warc = _library()
    stream.seek(start)
    if not stream.read(1):
        return
    stream.seek(start)
    for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, parse_http=False):
        at = record.stream_pos
        # Of a page that was cut the reader makes up the rest from what follows; where there is a digest it tells.
        bounded = record.content_length <= most and "WARC-Block-Digest" in record.headers
        sound = not bounded or record.verify_block_digest(consume=False)
        record.parse_http(auto_decode="transfer")
        headers = record.http_headers
        kind = (record.http_content_type or "").casefold()
        if headers is not None and headers.status_code == 200 and kind in _KINDS:
            yield at, record, sound


def _read(record: Any, where: str, most: int) -> Archived:
    seen = record.headers.get("WARC-Date")
    url = record.headers.get("WARC-Target-URI")
    kind = _KINDS[record.http_content_type.casefold()]
    headers = record.http_headers
    # Crawlers that keep the body unpacked leave the header as it came.
    layers = encodings_of(headers.get("Content-Encoding"))
    try:
        body = record.reader.read(most + 1)
        if len(body) > most:
            raise InputTooLarge(where, f"the page is longer than {most:,} bytes", "raise the limit if it is to be read")
        if len(body) < record.content_length and "Transfer-Encoding" not in headers:
            raise InputBroken(where, "the archive ends or breaks in the middle of this page", "get the archive anew")
        if layers and body.lstrip()[:1] != b"<":
            body = b"".join(unpacked([body], layers, most=most, source=where))
        found: Report | ReadError = read_bytes(body, kind, source=where, url=url)
    except ReadError as error:
        found = error
    return Archived(where, found, 0, seen)


def _until(page: Archived, after: int) -> Archived:
    return Archived(page.where, page.found, after, page.seen)


def _next_record(stream: BinaryIO, after: int) -> int | None:
    """The first byte from `after` on at which a record begins, by its mark and its first words; null at the end."""
    place = after
    while True:
        stream.seek(place)
        window = stream.read(_WINDOW)
        if not window:
            return None
        for index in _marks(window):
            if _begins(window[index : index + _PEEK]):
                return place + index
        if len(window) < _WINDOW:
            return None
        # Marks at the very end are looked at again with what follows them.
        place += len(window) - _PEEK


def _marks(window: bytes) -> Iterator[int]:
    index = -1
    while True:
        found = [at for mark in (_GZIP, _WARC) if (at := window.find(mark, index + 1)) >= 0]
        if not found:
            return
        index = min(found)
        yield index


def _begins(data: bytes) -> bool:
    if data.startswith(_WARC):
        return True
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, len(_WARC)).startswith(_WARC)
    except zlib.error:
        return False


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)
