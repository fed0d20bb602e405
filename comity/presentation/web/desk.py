"""What all pages share: the record's index, of today and of past days, the workshop, and how the desk was started."""

import shutil
import sqlite3
import subprocess
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from comity.config import Settings
from comity.presentation.filters import day
from comity.presentation.index import Index, index_path
from comity.presentation.index.keeping import prepared, started
from comity.presentation.web.problems import Preparing
from comity.presentation.web.workshop import Made, Workshop
from comity.record import moment

# Past days whose index stays open.
MOST_DAYS = 8
# Past days whose index stays on the disk.
MOST_DAYS_ON_DISK = 24
# Files for readers to take along that stay until the desk ends.
MOST_FILES = 40
# How often the index is asked for what was written since.
EVERY = 0.25
# How long a page waits for the index at the start.
PATIENCE = 3.0


class Desk:
    """The state of a running desk. `token` allows corrections by hand; without one the desk is read-only."""

    def __init__(self, settings: Settings, *, token: str | None = None, keep: bool = True) -> None:
        self.settings, self.token, self.keep = settings, token, keep
        self.workshop = Workshop()
        # What the workshop writes for readers to take along.
        self.folder = Path(tempfile.mkdtemp(prefix="comity-desk-"))
        self.path = index_path(settings.record)
        self._days: OrderedDict[tuple[str, str], Index] = OrderedDict()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._loaded = threading.Event()
        self._keeper: subprocess.Popen[bytes] | None = None
        self._today: Index | None = None
        # How many files were dropped to make room; what was made before is made anew.
        self.dropped = 0

    @property
    def edit(self) -> bool:
        """Whether corrections by hand are taken."""
        return self.token is not None

    @property
    def keeper_alive(self) -> bool | None:
        """Whether what keeps the index up runs; null where nothing has to."""
        if not self.keep:
            return None
        return self._keeper is not None and self._keeper.poll() is None

    def start(self) -> None:
        """Start what keeps the index up."""
        if not self.keep:
            prepared(self.settings.record, self.path)
            self._today = self._opened()
            return
        self._keeper = started(self.settings.record, self.path)
        # The columns of a million rows take half a minute to load, and the desk answers meanwhile.
        threading.Thread(target=self._watch, name="index", daemon=True).start()

    def stop(self) -> None:
        """Stop all that was started."""
        self._stop.set()
        if self._keeper is not None:
            self._keeper.terminate()
            self._keeper.wait(timeout=10)
        self.workshop.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def today(self) -> Index:
        """The index of the record as it stands; raises `Preparing` until its first part is written."""
        if self._today is None and self.keep:
            self._loaded.wait(PATIENCE)
        index = self._today
        if index is None or (index.meta("sequence") is None and index.meta("progress") is None):
            raise Preparing("The record is being laid out for pages", done=self.progress())
        return index

    def index(self, as_of: str | None = None, by: str = "read") -> Index:
        """The index as of a day (null: now); raises `Preparing` while it is made, `UsageError` for no day."""
        if as_of is None:
            return self.today
        # The moment becomes part of a file's name, so nothing but a moment may pass.
        when = moment(as_of) if "T" in as_of else day(as_of, last=True)
        with self._lock:
            if known := self._days.get((when, by)):
                self._days.move_to_end((when, by))
                return known
        # What was read until a past day never changes, for time goes on; else the file is of the record as it stands.
        settled = by == "read" and when[:10] < str(self.today.meta("read_at") or "")[:10]
        state = "" if settled else str(self.today.meta("state"))
        path = index_path(self.settings.record, as_of=f"{when}{state and '-'}{state}", by=by)
        what = f"The record as of {when} is being laid out"
        if not path.exists():
            key = ("as-of", when, by, state, self.dropped)
            self.make(key, path_of_day, self.settings.record, str(path), when, by, what=what)
        self._make_room(path, "index-*.sqlite", MOST_DAYS_ON_DISK)
        index = Index(path)
        with self._lock:
            if settled:
                self._days[when, by] = index
            while len(self._days) > MOST_DAYS:
                self._days.popitem(last=False)[1].close()
        return index

    def file(self, key: Any, craft: Any, *values: Any, what: str, stamp: Any) -> Path:
        """Give the file for a reader to take along that the workshop writes into `folder`."""
        path = Path(self.make((key, self.dropped), craft, *values, what=what, stamp=stamp))
        if not path.exists():
            # Somebody else may tidy up temporary files.
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self.dropped += 1
            path = Path(self.make((key, self.dropped), craft, *values, what=what, stamp=stamp))
        self._make_room(path, "*.*", MOST_FILES)
        return path

    def _make_room(self, newest: Path, pattern: str, most: int) -> None:
        """Drop the files that were asked for longest ago: who asks for another view each second fills no disk."""
        with self._lock, suppress(OSError):
            newest.touch()
            spared = {newest, *(index.path for index in self._days.values())}
            self.dropped += dropped(newest.parent, pattern, most=most, spared=spared)

    def make(self, key: Any, craft: Any, *values: Any, what: str, stamp: Any = None, wait: float = 4.0) -> Any:
        """Give what the workshop makes; see `Workshop.made`."""
        return self.made(key, craft, *values, what=what, stamp=stamp, wait=wait).value

    def made(self, key: Any, craft: Any, *values: Any, what: str, stamp: Any = None, wait: float = 4.0) -> Made:
        """Give what the workshop makes, and whether it is of the record as it stands."""
        return self.workshop.made(key, stamp, craft, *values, what=what, wait=wait)

    def licences(self) -> dict[str, str]:
        """The licence of each coder whose rows were imported."""
        return dict(line.split("\t", 1) for line in (self.today.meta("licences") or "").splitlines() if "\t" in line)

    def progress(self) -> str:
        """How far the first reading came, in words; "" when nothing is told."""
        told = self._today.meta("progress") if self._today is not None else None
        if told is None:
            return ""
        done, whole = told.split()
        return f"{int(done):,} of {int(whole):,} reports"

    def refresh(self) -> bool:
        """Take up at once what was written into the index; for tests, and after a correction."""
        if not self.keep:
            prepared(self.settings.record, self.path)
        return self._today.refresh() if self._today is not None else False

    def _opened(self) -> Index | None:
        return Index(self.path) if self.path.exists() and self.path.stat().st_size else None

    def _watch(self) -> None:
        while True:
            if self._keeper is not None and self._keeper.poll() is not None:
                # Killed for lack of memory, perhaps; it takes up where it stopped.
                self._keeper = started(self.settings.record, self.path)
            try:
                if self._today is None:
                    self._today = self._opened()
                else:
                    self._today.refresh()
            except (sqlite3.Error, OSError):
                pass  # the index is being laid; the next look finds it
            if self._today is not None:
                self._loaded.set()
            if self._stop.wait(EVERY):
                return


def path_of_day(record: str, path: str, as_of: str, by: Any) -> str:
    """Make the index of a past day, in the workshop."""
    from comity.presentation.index import catch_up, derive

    draft = Path(f"{path}.new")
    for name in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
        name.unlink(missing_ok=True)
    if not Path(path).exists():
        catch_up(record, draft, as_of=as_of, by=by)
        derive(record, draft, as_of=as_of, by=by)
        draft.replace(path)
    return path


def dropped(folder: Path, pattern: str, *, most: int, spared: Collection[Path] = ()) -> int:
    """Delete the oldest files of a folder beyond `most`, but none that is spared; gives how many were deleted."""
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    gone = 0
    for path in found[most:]:
        if path not in spared:
            for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                # Another desk on the same record may be faster, and Windows keeps what is open.
                with suppress(OSError):
                    name.unlink(missing_ok=True)
            gone += not path.exists()
    return gone
