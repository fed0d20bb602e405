"""What goes wrong below the record (disk, permissions, table files), told as errors of the record."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from comity.errors import ComityError, RecordDamaged, RecordUnwritable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BARRED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR}
# delta-rs wraps the system's error in its own and keeps only the words, so there is nothing else to go by.
_FULL_WORDS = ("no space left", "quota exceeded", "file too large", *(f"os error {n})" for n in _FULL))
_BARRED_WORDS = (
    "read-only file system",
    "permission denied",
    "operation not permitted",
    "not a directory",
    "notadirectory",
    *(f"os error {n})" for n in _BARRED),
)

_UNTOUCHED: ContextVar[bool] = ContextVar("untouched", default=False)


@contextmanager
def untouched() -> Iterator[None]:
    """See to it that nothing is written to any record inside: what tries raises `RecordUnwritable`.

    What reading would keep for the next time (placements, learnt settings) is worked out and not kept.
    """
    before = _UNTOUCHED.set(True)
    try:
        yield
    finally:
        _UNTOUCHED.reset(before)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a refused or failed write into `RecordUnwritable`, any other fault into `RecordDamaged`."""
    if _UNTOUCHED.get():
        raise RecordUnwritable(str(path), "it is only read here", "change it with the command that does so")
    try:
        yield
    except ComityError:
        raise
    except Exception as error:
        raise _unwritable(path, error) or _damaged(path, error) from error


@contextmanager
def fetching(path: Path) -> Iterator[None]:
    """Turn a fault of the tables while they are read into `RecordDamaged`."""
    try:
        yield
    except ComityError:
        raise
    except Exception as error:
        raise _damaged(path, error) from error


def _unwritable(path: Path, error: BaseException) -> RecordUnwritable | None:
    number = error.errno if isinstance(error, OSError) else None
    words = str(error).lower()
    if number in _FULL or any(each in words for each in _FULL_WORDS):
        return RecordUnwritable(str(path), "the disk is full", "free some space and run the same command again")
    if isinstance(error, FileNotFoundError) and not path.exists():
        return RecordUnwritable(str(path), "the folder can't be made", "choose another folder with --record")
    if number in _BARRED or any(each in words for each in _BARRED_WORDS):
        problem = "the record may not be written there"
        return RecordUnwritable(str(path), problem, "choose a folder that you may write to with --record")
    return None


def _damaged(path: Path, error: BaseException) -> RecordDamaged:
    first = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    problem = f"its tables can't be used ({first[:200].rstrip('.')})"
    return RecordDamaged(str(path), problem, "run `comity check --repair` on it")
