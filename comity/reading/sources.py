"""Paths, folders and standard input -> reports, one at a time; what can't be read is told and skipped."""

import io
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from comity.errors import InputEmpty, InputMissing, InputTooLarge, LanguageUnread, ReadError
from comity.model import Report
from comity.reading.archives import is_archive, read_archive
from comity.reading.decoding import decode, refuse_binary, wide_encoding
from comity.reading.feeds import is_feed, read_feed_reports
from comity.reading.markup import is_markup
from comity.reading.reports import read_bytes, read_item, read_json_line

_KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
}
ENDINGS = (*_KINDS, ".warc.gz")
_HEAD = 8192
# A PDF is mostly fonts and pictures: its bytes may be this many times its text.
_PDF_SHARE = 20
# Markup of a page, and a feed of many entries, are longer than the text in them.
_MARKUP_SHARE = 4
# JSON writes a character as up to six ("\u00e9"), and keys stand beside the text.
_LINE_SHARE, _LINE_REST = 6, 65_536


def read_paths(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = 1_000_000,
    languages: frozenset[str] = frozenset({"en"}),
) -> Iterator[Report | ReadError]:
    """The reports in files, folders and standard input ("-"), a ReadError for each that can't be read.

    A folder is walked in sorted order; files of other kinds in it are passed over. JSON lines are streamed, a
    report a line. `max_bytes` bounds one report's text; `languages` are ISO 639-1 codes.
    """
    for path in paths:
        name = str(path)
        if name == "-":
            found = _input(stdin, max_bytes)
        elif _is_folder(name):
            found = _folder(name, max_bytes)
        else:
            found = _file(name, max_bytes)
        for where, result in found:
            yield judged(result, where, max_bytes=max_bytes, languages=languages)


_Reader: TypeAlias = "io.BufferedReader[Any]"
# What each reader gives: where it was (a path, with its line), and the report or what is wrong.
_Found = Iterator[tuple[str, Report | ReadError]]


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # a name that is too long
        return False


def judged(result: Report | ReadError, where: str, *, max_bytes: int, languages: frozenset[str]) -> Report | ReadError:
    """What was read, or the error in its place: too long a text, or a language that is not read."""
    if isinstance(result, ReadError):
        return result
    if len(result.text) * 4 > max_bytes and len(result.text.encode()) > max_bytes:
        return _too_large(where, max_bytes)
    if result.language not in languages:
        problem = f'its language is "{result.language}", which no coder reads'
        return LanguageUnread(where, problem, f"translate it; languages read: {', '.join(sorted(languages))}")
    return result


def _too_large(where: str, max_bytes: int) -> InputTooLarge:
    problem = f"one report holds more than {max_bytes:,} bytes"
    return InputTooLarge(where, problem, "split it into reports, one a file or one a JSON line")


def _input(stdin: BinaryIO | None, max_bytes: int) -> _Found:
    name = "standard input"
    if stdin is None:
        yield name, InputMissing(name, "nothing is connected to it", "give a path, or pipe a report in")
        return
    stream = io.BufferedReader(cast(io.RawIOBase, stdin), 65_536)
    try:
        yield from _stream(stream, name, None, max_bytes)
    finally:
        # The caller's stream stays open: it is not ours to close.
        stream.detach()


def _folder(name: str, max_bytes: int) -> _Found:
    problems: list[OSError] = []
    any_file = False
    for folder, folders, files in os.walk(name, onerror=problems.append):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        while problems:
            yield _missing(problems.pop())
        for file in sorted(files):
            if file.lower().endswith(ENDINGS) and not file.startswith((".", "README")):
                any_file = True
                yield from _file(os.path.join(folder, file), max_bytes)  # noqa: PTH118 - keeps "./" as it was given
    refused = [_missing(problem) for problem in problems]
    yield from refused
    if not any_file and not refused:
        kinds = ", ".join(sorted(_KINDS))
        yield name, InputEmpty(name, "the folder holds no report", f"name a folder with files of {kinds}")


def _missing(error: OSError, name: str | None = None) -> tuple[str, InputMissing]:
    name = name or str(error.filename)
    if isinstance(error, FileNotFoundError):
        return name, InputMissing(name, "no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return name, InputMissing(name, "it may not be opened", "ask for the right to read it")
    return name, InputMissing(name, f"it can't be read ({error.strerror or error})", "check the path and the disk")


def _file(name: str, max_bytes: int) -> _Found:
    try:
        with Path(name).open("rb") as stream:
            yield from _stream(stream, name, Path(name).suffix.lower(), max_bytes)
    except OSError as error:
        yield _missing(error, name)
    except ValueError:
        yield name, InputMissing(name, "it is no path", "check the path")


def _stream(stream: _Reader, name: str, suffix: str | None, max_bytes: int) -> _Found:
    head = stream.peek(_HEAD)[:_HEAD]
    kind = _kind(head, suffix)
    try:
        if kind == "warc" and stream.seekable():
            for page in read_archive(stream, source=name, most=max_bytes * _MARKUP_SHARE):
                yield page.where, page.found
            return
        if kind != "pdf":
            refuse_binary(head, name)
        if kind == "lines" and head.strip():
            yield from _lines(stream, name, max_bytes)
        elif kind == "json" and head.strip():
            yield from _json(stream, name, max_bytes)
        else:
            limit = max_bytes * {"pdf": _PDF_SHARE, "feed": _MARKUP_SHARE}.get(kind, 1)
            data = stream.read(limit + 1)
            if len(data) > limit:
                raise _too_large(name, max_bytes)
            if kind == "feed":
                yield from read_feed_reports(data, source=name)
                return
            yield name, read_bytes(data, kind, source=name)
    except ReadError as error:
        yield name, error


def _kind(head: bytes, suffix: str | None) -> str:
    if b"%PDF" in head[:1024]:
        return "pdf"
    if is_archive(head):
        return "warc"
    start = head.decode(wide_encoding(head) or "utf-8", errors="ignore").lstrip("\ufeff \t\r\n")
    named = _KINDS.get(suffix or "")
    if named in {"lines", "json", "html", "pdf", "feed"}:
        return named
    if is_feed(start):
        return "feed"
    if is_markup(start):
        return "html"
    # A file that is named as text may open with a brace; one without such a name is data.
    if named is None and start.startswith(("{", "[{")):
        return "lines" if start.startswith("{") else "json"
    return "text"


def _lines(stream: _Reader, name: str, max_bytes: int) -> _Found:
    wide = wide_encoding(stream.peek(_HEAD)[:_HEAD])
    if wide is not None and wide != "utf-8-sig":
        # Two bytes a character: lines can't be told in the bytes, so the stream is decoded first.
        yield from _wide_lines(stream, name, wide, max_bytes)
        return
    limit = max_bytes * _LINE_SHARE + _LINE_REST
    number, seen = 0, False
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{name}, line {number}"
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            seen = True
            yield where, _too_large(where, max_bytes)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            seen = True
            yield _line(line, where)
    if not seen:
        yield name, InputEmpty(name, "no line holds anything", "leave it out, or fetch it again")


def _wide_lines(stream: _Reader, name: str, encoding: str, max_bytes: int) -> _Found:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    limit = max_bytes * _LINE_SHARE + _LINE_REST
    number = 0
    try:
        while line := text.readline(limit + 1):
            number += 1
            where = f"{name}, line {number}"
            if len(line) > limit:
                while line and not line.endswith("\n"):
                    line = text.readline(limit)
                yield where, _too_large(where, max_bytes)
            elif line.strip("\ufeff \t\r\n"):
                yield _line(line, where)
    finally:
        text.detach()


def _line(line: str | bytes, where: str) -> tuple[str, Report | ReadError]:
    try:
        return where, read_json_line(line, source=where)
    except ReadError as error:
        return where, error


def _json(stream: _Reader, name: str, max_bytes: int) -> _Found:
    """One object, a list of objects, or JSON lines under another name."""
    limit = (max_bytes * _LINE_SHARE + _LINE_REST) * 2
    data = stream.read(limit + 1)
    if len(data) > limit:
        rest = io.BufferedReader(cast(io.RawIOBase, _Joined(data, stream)))
        yield from _lines(rest, name, max_bytes)
        return
    text = decode(data, name).lstrip("\ufeff")
    try:
        whole = json.loads(text)
    except RecursionError:
        whole = None
    except ValueError:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            yield from _lines(io.BufferedReader(io.BytesIO(text.encode())), name, max_bytes)
        else:
            yield _line(text, name)
        return
    items = whole if isinstance(whole, list) else [whole]
    if not items:
        yield name, InputEmpty(name, "the list is empty", "leave it out, or fetch it again")
    for number, item in enumerate(items, 1):
        where = f"{name}, item {number}" if isinstance(whole, list) else name
        try:
            yield where, read_item(item, source=where)
        except ReadError as error:
            yield where, error


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream."""

    def __init__(self, first: bytes, rest: _Reader) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        return self._first.readinto(buffer) or self._rest.readinto(buffer)
