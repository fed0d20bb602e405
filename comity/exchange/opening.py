"""Files of event data opened as streams of bytes: plain, gzip, or the members of a zip."""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from comity.errors import InputBinary, InputBroken, InputEmpty, InputMissing

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_NEXT = "get the file anew from where it is published"


class Opened(NamedTuple):
    """One stream of rows: its name for messages, the bytes, and the file on disk that tells how far one is."""

    name: str
    stream: BinaryIO
    file: BinaryIO


def digest(path: Path) -> str:
    """The SHA-256 of a file as it lies on the disk (hex). Raises `InputMissing` or `InputEmpty`."""
    with opened_file(path) as file:
        hashed = hashlib.sha256()
        while block := file.read(1 << 20):
            hashed.update(block)
        return hashed.hexdigest()


@contextmanager
def opened_file(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes as they are. Raises `InputMissing` or `InputEmpty`."""
    if path.is_dir():
        raise InputMissing(str(path), "is a folder", "name the files in it")
    if not path.exists():
        raise InputMissing(str(path), "does not exist", "check the path")
    if not path.is_file():
        raise InputMissing(str(path), "is no regular file", "write the rows to a file first: it is read twice")
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputMissing(str(path), f"can't be opened ({error.strerror})", "check its permissions") from error
    with file:
        if path.stat().st_size == 0:
            raise InputEmpty(str(path), "is empty", _NEXT)
        yield file


def streams(path: Path) -> Iterator[Opened]:
    """The streams of rows in a file: one, or a zip's members one after the other, in its order.

    What breaks while they are read is for `unbroken` to tell.
    """
    with opened_file(path) as file:
        start = file.read(4)
        file.seek(0)
        if start.startswith(_GZIP):
            with gzip.open(file) as stream:
                yield Opened(str(path), cast(BinaryIO, stream), file)
        elif start == _ZIP:
            with zipfile.ZipFile(file) as archive:
                members = [each for each in archive.infolist() if _holds_rows(each)]
                if not members:
                    raise InputEmpty(str(path), "is a zip without a file of rows in it", _NEXT)
                for member in members:
                    with archive.open(member) as stream:
                        yield Opened(f"{path} ({member.filename})", cast(BinaryIO, stream), file)
        else:
            yield Opened(str(path), file, file)


@contextmanager
def unbroken(path: Path) -> Iterator[None]:
    """Tell a gzip or zip that ends or breaks in the middle, or that has a password, as `InputBroken`."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        kind = "zip" if path.suffix.casefold() == ".zip" else "compressed file"
        raise InputBroken(str(path), f"the {kind} ends or breaks in the middle", _NEXT) from error
    except OSError as error:
        raise InputBroken(str(path), f"can't be read to its end ({error.strerror})", "look at its disk") from error
    except (RuntimeError, NotImplementedError) as error:
        if "password" not in str(error) and "compression" not in str(error):
            raise
        raise InputBroken(str(path), "the zip needs a password or an unknown method", "unpack it first") from error


def make_sure_of_text(name: str, start: bytes) -> None:
    """Raise `InputBinary` for what begins as no text does, `InputEmpty` for nothing."""
    if not start.strip():
        raise InputEmpty(name, "holds no rows", _NEXT)
    if b"\0" in start:
        raise InputBinary(name, "is no text of rows", "name the file that holds the table as text")


def _holds_rows(member: zipfile.ZipInfo) -> bool:
    parts = Path(member.filename).parts
    return not member.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)
