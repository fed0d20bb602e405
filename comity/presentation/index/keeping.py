"""What keeps an index up beside a running desk: a process of its own, so that pages never wait for it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from comity.errors import ComityError
from comity.presentation.index.catching_up import catch_up
from comity.presentation.index.deriving import behind, derive

# How often the log is asked whether it grew.
EVERY = 0.25

# A drawing of the whole ledger is followed by a rest of so many times its own length.
REST = 4.0


def started(record: str | Path, path: Path) -> "subprocess.Popen[bytes]":
    """Start the process that keeps the index at `path` up to a record; it ends when its starter does."""
    words = [sys.executable, "-m", "comity.presentation.index", str(record), str(path)]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=sparing())


def sparing() -> dict[str, str]:
    """Give the environment of a process beside the desk: what its threads free goes back to the system."""
    return {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "1000000", **os.environ}


def prepared(record: str | Path, path: Path) -> None:
    """Make or bring up an index at once, with all that the ledger gives."""
    catch_up(record, path)
    derive(record, path)


def keep_up(record: str, path: Path) -> NoReturn:
    """Keep an index up until the process that started this one is gone, and takes this one with it."""
    drawing = _Drawing([sys.executable, "-m", "comity.presentation.index", record, str(path), "--derive"])
    told, seen = "", None
    while True:
        began = time.monotonic()
        try:
            now = _commits(record)
            if now is None or now != seen:
                catch_up(record, path)
                seen = now
            drawing.go_on(path)
        except ComityError as error:
            # A record in the middle of being copied or laid anew is asked again; the same words are said once.
            if str(error) != told:
                told = str(error)
                sys.stderr.write(f"{told}\n")
        spent = time.monotonic() - began
        time.sleep(max(EVERY, spent / 2))


def _commits(record: str) -> dict[str, str] | None:
    """The newest commit of each table of a record in a folder; null for one in a store, which has to be asked."""
    found: dict[str, str] = {}
    for commit in Path(record).glob("*/_delta_log/*.json"):
        table = commit.parent.parent.name
        found[table] = max(found.get(table, ""), commit.name)
    return found or None


class _Drawing:
    """The process that draws what the whole ledger gives, started where it is behind, in `words`.

    On a large record it takes long: new reports don't wait for it, and it rests as long as it took, a few times over.
    """

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None
        self._began = self._next = 0.0

    def go_on(self, path: Path) -> None:
        """Start the process if none runs, it has rested, and something is new."""
        now = time.monotonic()
        if self._process is not None:
            if self._process.poll() is None:
                return
            self._process = None
            self._next = now + REST * (now - self._began)
        if now >= self._next and behind(path):
            self._began = now
            self._process = subprocess.Popen(self._words, stdin=subprocess.DEVNULL)
