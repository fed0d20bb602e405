"""What keeps an index up beside a running desk: a process of its own, so that pages never wait for it."""

import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from comity.errors import ComityError
from comity.presentation.index.catching_up import behind, catch_up, derive

# How often the log is asked whether it grew; asking a log of 100,000 codings takes a third of a second.
EVERY = 1.0


def started(record: str | Path, path: Path) -> "subprocess.Popen[bytes]":
    """Start the process that keeps the index at `path` up to a record; it ends when its starter does."""
    words = [sys.executable, "-m", "comity.presentation.index", str(record), str(path)]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def prepared(record: str | Path, path: Path) -> None:
    """Make or bring up an index at once, with all that the ledger gives."""
    catch_up(record, path)
    derive(record, path)


def keep_up(record: str, path: Path) -> NoReturn:
    """Keep an index up until the process that started this one is gone, and takes this one with it."""
    deriving: subprocess.Popen[bytes] | None = None
    told = ""
    while True:
        began = time.monotonic()
        try:
            catch_up(record, path)
            if deriving is None or deriving.poll() is not None:
                words = [sys.executable, "-m", "comity.presentation.index", record, str(path), "--derive"]
                # What the whole ledger gives takes long on a large record, and new reports should not wait for it.
                deriving = subprocess.Popen(words, stdin=subprocess.DEVNULL) if behind(path) else None
        except ComityError as error:
            # A record in the middle of being copied or laid anew is asked again; the same words are said once.
            if str(error) != told:
                told = str(error)
                sys.stderr.write(f"{told}\n")
        spent = time.monotonic() - began
        time.sleep(max(EVERY, 2 * spent))
