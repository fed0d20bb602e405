"""What a follower remembers, in the folder `follow` of its record: a state a source, its health, and who runs it."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from comity.errors import RecordUnwritable
from comity.model import Health
from comity.record import writing

FOLDER = "follow"
_HEALTH, _LOCK = "health.json", ".lock"
# Entries that a feed has dropped are remembered for a while, for feeds bring them back.
_REMEMBERED = 5000


class State(msgspec.Struct):
    """How far one source was followed. `seen` has a mark by entry or file, `places` the byte by archive or drop.

    `tries` counts failed tries of entries; `not_before` is in seconds since 1970,
    and `asked` says that the server asked for it. The rest are figures of its health.
    """

    where: str = ""
    etag: str | None = None
    modified: str | None = None
    seen: dict[str, str] = {}
    places: dict[str, int] = {}
    tries: dict[str, int] = {}
    not_before: float = 0.0
    asked: bool = False
    failures: int = 0
    failed: int = 0
    tried: float | None = None
    succeeded: float | None = None
    problem: str | None = None
    note: str | None = None
    newest: float | None = None
    lag: float | None = None
    pending: int = 0
    polls: int = 0
    unchanged: int = 0
    new: int = 0
    known: int = 0
    skipped: int = 0
    bytes: int = 0

    def remember(self, key: str, mark: str) -> None:
        """Note that an entry or file with this mark is in the record, or given up."""
        self.seen.pop(key, None)
        self.seen[key] = mark
        self.tries.pop(key, None)

    def forget_old(self, current: set[str]) -> None:
        """Drop what the source has not shown for long; `current` is what it shows now."""
        over = len(self.seen) - max(_REMEMBERED, 2 * len(current))
        for key in [each for each in self.seen if each not in current][: max(0, over)]:
            del self.seen[key]
        self.tries = {key: count for key, count in self.tries.items() if key in current}


class Store:
    """The folder of a record's follower. Every file is written aside and put in place whole."""

    def __init__(self, record: Path) -> None:
        self.folder = record / FOLDER

    def state(self, name: str, where: str) -> State:
        """The state of a source; a new one when none is kept, it can't be read, or it is of another address."""
        try:
            held = msgspec.json.decode(self._path(name).read_bytes(), type=State)
        except (OSError, msgspec.DecodeError):
            # The record knows what it holds, so a lost state costs another look and doubles nothing.
            return State(where=where)
        return held if held.where == where else State(where=where)

    def keep(self, name: str, state: State) -> None:
        """Keep the state of a source. Raises `RecordUnwritable`."""
        self._write(self._path(name), state)

    def keep_health(self, health: Health) -> None:
        """Keep how the follower stands. Raises `RecordUnwritable`."""
        self._write(self.folder / _HEALTH, health)

    def health(self) -> Health | None:
        """The health that was written last; null when nobody followed, or the file can't be read."""
        try:
            return msgspec.json.decode((self.folder / _HEALTH).read_bytes(), type=Health)
        except (OSError, msgspec.DecodeError):
            return None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Follow alone: the system lets go of the lock however the process ends. Raises `RecordUnwritable`."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            if not _taken(handle):
                step = "stop it first, or follow into another record with --record"
                raise RecordUnwritable(str(self.folder.parent), "another follower is at work on this record", step)
            yield
        finally:
            os.close(handle)

    def running(self) -> bool:
        """Whether a follower is at work on the record now."""
        try:
            handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            return not _taken(handle)
        finally:
            os.close(handle)

    def _path(self, name: str) -> Path:
        plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40]
        return self.folder / f"{plain or 'feed'}-{hashlib.sha256(name.casefold().encode()).hexdigest()[:8]}.json"

    def _write(self, path: Path, value: Any) -> None:
        with writing(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".new")
            with draft.open("wb") as file:
                file.write(msgspec.json.encode(value))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)


def _taken(handle: int) -> bool:
    """Whether the lock could be taken; where the system knows none, it is taken for granted."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
