"""What goes wrong below the record (disk, permissions, table files), told as errors of the record."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from comity.errors import ComityError, RecordDamaged, RecordUnreachable, RecordUnwritable
from comity.record.places import Place, Remote

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
# What the object store's client says where nobody answers, or not to these credentials.
_OFF_WORDS = ("generic s3 error", "error performing", "nosuchbucket", "aws error", "accessdenied", "invalidaccesskeyid")
# Its messages are drawn as trees in colour.
_DRAWN = re.compile(r"\x1b\[\d*m|↳")

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
def writing(path: Place) -> Iterator[None]:
    """Turn a refused or failed write into `RecordUnwritable`, any other fault into `RecordDamaged`."""
    if _UNTOUCHED.get():
        raise RecordUnwritable(str(path), "it is only read here", "change it with the command that does so")
    try:
        yield
    except ComityError:
        raise
    except Exception as error:
        raise _unwritable(path, error) or _off(path, error) or _damaged(path, error) from error


@contextmanager
def fetching(path: Place) -> Iterator[None]:
    """Turn a fault of the tables while they are read into `RecordDamaged`."""
    try:
        yield
    except ComityError:
        raise
    except Exception as error:
        raise _off(path, error) or _damaged(path, error) from error


def unreachable(path: Remote, error: BaseException) -> RecordUnreachable:
    """What is told of an object store that does not answer, or not to us."""
    told = ": ".join(each for each in _lines(error) if not each.lower().startswith("generic")) or type(error).__name__
    problem = f"the object store gives no answer to use ({told[:300].rstrip('.')})"
    return RecordUnreachable(str(path), problem, "look at the address, the AWS_* environment and the network")


def _off(path: Place, error: BaseException) -> RecordUnreachable | None:
    """The error of a store that can't be reached; null for what is wrong with the tables themselves."""
    words = str(error).lower()
    if isinstance(path, Remote) and any(each in words for each in _OFF_WORDS):
        return unreachable(path, error)
    return None


def _unwritable(path: Place, error: BaseException) -> RecordUnwritable | None:
    number = error.errno if isinstance(error, OSError) else None
    words = str(error).lower()
    if number in _FULL or any(each in words for each in _FULL_WORDS):
        return RecordUnwritable(str(path), "the disk is full", "free some space and run the same command again")
    if isinstance(error, FileNotFoundError) and isinstance(path, Path) and not path.exists():
        return RecordUnwritable(str(path), "the folder can't be made", "choose another folder with --record")
    if number in _BARRED or any(each in words for each in _BARRED_WORDS):
        problem = "the record may not be written there"
        return RecordUnwritable(str(path), problem, "choose a folder that you may write to with --record")
    return None


def _damaged(path: Place, error: BaseException) -> RecordDamaged:
    first = next(iter(_lines(error)), "") or type(error).__name__
    problem = f"its tables can't be used ({first[:200].rstrip('.')})"
    return RecordDamaged(str(path), problem, "run `comity check --repair` on it")


def _lines(error: BaseException) -> list[str]:
    lines = (_DRAWN.sub("", each).strip() for each in str(error).splitlines())
    return [each for each in lines if each]
