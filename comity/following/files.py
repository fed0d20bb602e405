"""Polls of files: a folder, JSON lines that grow, WARC archives; each is taken up where it was left."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from comity.errors import AddressBarred, InputMissing, InputTooLarge, ReadError
from comity.following.found import Bounds, Found
from comity.following.keeping import State
from comity.following.plan import Source
from comity.model import Report
from comity.reading import ENDINGS, read_archive, read_json_line, read_paths

_LINES = (".jsonl", ".ndjson")
_ARCHIVES = (".warc", ".warc.gz")
# JSON writes a character as up to six bytes, and keys stand beside the text.
_LINE_SHARE, _LINE_REST = 6, 65_536
_HEAD = 256


def poll_folder(source: Source, state: State, now: float, bounds: Bounds) -> Iterator[Found]:
    """Read the files of a folder that are new or have changed, in sorted order."""
    waiting = 0
    for path, found in _files(Path(source.where), ENDINGS):
        if isinstance(found, ReadError):
            yield _barred(path, found, state)
        elif state.seen.get(path) != _mark(found):
            if _settling(found, source, now):
                waiting += 1
                continue
            for item in read_paths([path], max_bytes=bounds.max_bytes, languages=bounds.languages):
                yield Found(item, at=found.st_mtime)
            yield Found(None, _remembering(path, _mark(found)))
    yield Found(None, _waiting(waiting))


def poll_lines(source: Source, state: State, now: float, bounds: Bounds) -> Iterator[Found]:
    """Read the lines that have been added to files of JSON lines; a last line without its end waits."""
    waiting = 0
    for path, found in _files(Path(source.where), _LINES):
        if isinstance(found, ReadError):
            yield _barred(path, found, state)
            continue
        with Path(path).open("rb") as file:
            start, begun = state.places.get(path, 0), ""
            # A mark of its first bytes tells whether it is still the file whose place was kept.
            if start > found.st_size or (start and state.seen.get(path) != _beginning(file, start)):
                start = 0
            file.seek(start)
            for line, after in _whole_lines(file, start, bounds.max_bytes * _LINE_SHARE + _LINE_REST):
                if line is not None and not line.endswith(b"\n") and _settling(found, source, now):
                    waiting += 1
                    break
                if start < _HEAD or not begun:
                    begun = _beginning(file, after)
                    file.seek(after)
                where, start = f"{path}, byte {start}", after
                yield Found(_line(line, where, bounds), _at_place(path, after, begun), found.st_mtime)
    yield Found(None, _waiting(waiting))


def poll_archives(source: Source, state: State, now: float, bounds: Bounds) -> Iterator[Found]:
    """Read the pages of WARC archives, from the byte where it was left."""
    waiting = 0
    for path, found in _files(Path(source.where), _ARCHIVES):
        if isinstance(found, ReadError):
            yield _barred(path, found, state)
            continue
        if state.seen.get(path) == _mark(found):
            continue
        if _settling(found, source, now):
            waiting += 1
            continue
        start = state.places.get(path, 0)
        with Path(path).open("rb") as file:
            start = start if start <= found.st_size else 0
            for page in read_archive(file, source=path, start=start, most=source.most_bytes):
                item = bounds.judged(page.found, page.where)
                yield Found(item, _at_place(path, page.after), _seconds(page.seen))
        yield Found(None, _remembering(path, _mark(found)))
    yield Found(None, _waiting(waiting))


def _files(root: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result | ReadError]]:
    """The files below a folder (or the one that is named), with what the disk says of each; links out are barred."""
    if root.is_file():
        yield str(root), root.stat()
        return
    if not root.is_dir():
        raise InputMissing(str(root), "no such file or folder", "check the path in FEEDS.toml")
    inside = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if not name.lower().endswith(endings) or name.startswith((".", "README")):
                continue
            path = Path(folder) / name
            try:
                if not path.resolve().is_relative_to(inside):
                    problem = "the link leads out of the folder that is followed"
                    yield str(path), AddressBarred(str(path), problem, "copy the file into it")
                    continue
                found = path.stat()
            except OSError as error:
                yield str(path), InputMissing(str(path), f"it can't be read ({error.strerror})", "look at its rights")
                continue
            # A pipe would be waited on for ever.
            if stat.S_ISREG(found.st_mode):
                yield str(path), found


def _barred(path: str, error: ReadError, state: State) -> Found:
    """The error of a file, told once and not in every poll."""
    if state.seen.get(path) == "barred":
        return Found(None)
    return Found(error, _remembering(path, "barred"))


def _whole_lines(file: BinaryIO, start: int, limit: int) -> Iterator[tuple[bytes | None, int]]:
    """Lines from here on, each with the byte after it; null in place of one that is longer than the limit."""
    while line := file.readline(limit + 1):
        long = len(line) > limit
        start += len(line)
        while long and line and not line.endswith(b"\n"):
            line = file.readline(limit)
            start += len(line)
        yield (None if long else line), start


def _line(line: bytes | None, where: str, bounds: Bounds) -> Report | ReadError | None:
    if line is None:
        return InputTooLarge(where, "the line is too long for one report", "split it into reports, one a line")
    if not line.strip(b" \t\r\n\xef\xbb\xbf"):
        return None
    try:
        return bounds.judged(read_json_line(line, source=where), where)
    except ReadError as error:
        return error


def _mark(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}:{found.st_size}"


def _beginning(file: BinaryIO, end: int) -> str:
    """A mark of how a file begins, as far as it has been read."""
    length = min(end, _HEAD)
    file.seek(0)
    return f"{length}:{hashlib.sha256(file.read(length)).hexdigest()[:16]}"


def _settling(found: os.stat_result, source: Source, now: float) -> bool:
    """Whether a file was changed so lately that its writer may not be done."""
    return 0 <= now - found.st_mtime < source.settle


def _seconds(moment: str | None) -> float | None:
    try:
        return datetime.fromisoformat(moment).timestamp() if moment else None
    except ValueError:
        return None


def _remembering(path: str, mark: str) -> Callable[[State], None]:
    return lambda to: to.remember(path, mark)


def _waiting(count: int) -> Callable[[State], None]:
    def mark(to: State) -> None:
        to.pending = count

    return mark


def _at_place(path: str, place: int, begun: str | None = None) -> Callable[[State], None]:
    def mark(to: State) -> None:
        to.places[path] = place
        if begun is not None:
            to.remember(path, begun)

    return mark
