"""The parsers of web pages and PDFs, in a process of their own with bounds on what it takes.

It is run by its path and imports nothing of Comity: `python -I` sees neither the environment nor the folder that it
was started in. On its standard input come documents, on its standard output goes what was found in each (`parsing.py`
keeps it going). Imported as a module it gives the same parse where no process can be started.
"""

import logging
import math
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

# What a document is, and what became of it: letters that stand before the length of what follows them.
PAGE, PDF = b"h", b"p"
FOUND, LOCKED, BROKEN, UNPACKS, MEMORY, LONG, LACKS = b"f", b"l", b"b", b"u", b"m", b"t", b"i"
READY = b"r"
SIZE = 8

# Processor seconds for one document, which do not pass faster on a busy machine: seven times what the slowest page that
# is handed in (25,000 elements) and 500 close pages of a PDF took where that was measured, four seconds each.
SECONDS = 30
# Address space beyond what the process has when a document begins. A PDF of 20 MB takes a few hundred megabytes;
# pypdf unpacks a stream to 75 MB at most, and a page may hold several.
SPACE = 2 << 30
# Once documents have left so much behind the process goes, and the next one gets another.
LEFT = 512 << 20
# Bytes of text: more than any setting of one report's length that makes sense.
MOST_TEXT = 64 << 20
MOST_PAGES = 500


class TooLong(Exception):
    """More text than one document may give."""


def main_text(markup: str) -> str | None:
    """The body of a page as trafilatura finds it, a line a paragraph; null where it finds none or gives up."""
    # Imported here: it takes half a second, and most runs read no page.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            markup,
            fast=True,
            include_comments=False,
            include_tables=False,
            include_images=False,
            with_metadata=False,
            prune_xpath=["//figure", "//figcaption", "//nav"],
        )
    except MemoryError:
        raise
    except Exception:  # a parser of hostile pages may raise anything; the linear way is still open
        return None
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else None


def pdf_pages(data: bytes) -> list[str] | None:
    """The text of each page of a PDF, null where it is locked. Raises what pypdf raises, and `TooLong`."""
    # Imported here for a fast start; the null handler keeps its warnings off the terminal.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not _opened(reader):
        return None
    pages: list[str] = []
    length = 0
    for page in reader.pages[:MOST_PAGES]:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > MOST_TEXT:
            raise TooLong
    return pages


def _opened(reader: Any) -> bool:
    # Many files are locked with an empty password, against printing only.
    try:
        return bool(reader.decrypt(""))
    except Exception:  # ciphers that need a package which is not installed count as locked
        return False


def parsed(kind: bytes, data: bytes) -> tuple[bytes, list[str]]:
    """What became of a document, and the texts in it: the body of a page if any, each page of a PDF."""
    try:
        if kind == PAGE:
            text = main_text(data.decode("utf-8", "surrogatepass"))
            return FOUND, [] if text is None else [text]
        pages = pdf_pages(data)
        return (LOCKED, []) if pages is None else (FOUND, pages)
    except MemoryError:
        return MEMORY, []
    except TooLong:
        return LONG, []
    except Exception as error:  # pypdf raises many kinds on damaged files, its own and Python's
        return (UNPACKS if type(error).__name__ == "LimitReachedError" else BROKEN), []


def main(parse: Callable[[bytes, bytes], tuple[bytes, list[str]]] = parsed) -> None:
    """Parse what comes on standard input until it ends, and go with who writes to it."""
    # Ctrl-C, and the end of a service, are for the owner to act on: its end is the end of this process.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    # Where the owner's libraries lie, if it was told of them in another way than this process.
    sys.path += [path for path in sys.argv[1:] if path not in sys.path]
    from msgspec import msgpack

    documents = _documents(sys.stdin.buffer)
    answers = sys.stdout.buffer
    _bound_process()
    answers.write(READY)
    answers.flush()
    state, left = FOUND, 0
    # Memory that ran out leaves a library in a state that nobody has thought of.
    while state != MEMORY and left < LEFT:
        kind, data = documents.get()
        lack = load(kind)
        before = _bound_document()
        state, texts = (LACKS, [lack]) if lack else parse(kind, data)
        packed = msgpack.encode([text.encode("utf-8", "surrogatepass") for text in texts])
        if len(packed) > MOST_TEXT:
            state, packed = LONG, msgpack.encode([])
        answers.write(state + len(packed).to_bytes(SIZE, "big") + packed)
        answers.flush()
        del data, texts, packed
        left += _space() - before
    # Not by the interpreter's own end, which would wait for the thread that listens.
    os._exit(0)


def _documents(stream: BinaryIO) -> "queue.SimpleQueue[tuple[bytes, bytes]]":
    """Documents as they come, read by a thread: it sees the owner's end also while one is being parsed."""
    found: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while len(head := stream.read(1 + SIZE)) == 1 + SIZE:
                found.put((head[:1], stream.read(int.from_bytes(head[1:], "big"))))
        finally:
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return found


def load(kind: bytes) -> str | None:
    """Import what a kind of document needs, so that its memory is not laid to the first one; what lacks, in words."""
    try:
        if kind == PAGE:
            import trafilatura  # noqa: F401
        else:
            import pypdf  # noqa: F401
    except ImportError as error:
        return str(error)
    return None


def _bound_process() -> None:
    """See to it that no file is written, no program started and no memory dumped."""
    _lower("RLIMIT_CORE", 0)
    _lower("RLIMIT_FSIZE", 0)
    # Enough for the libraries to be imported.
    _lower("RLIMIT_NOFILE", 32)
    # Threads count as well, and there are those that there are; an administrator is not bound by it.
    _lower("RLIMIT_NPROC", 0)
    _without_privileges()


def _bound_document() -> int:
    """Give a document its share of time and memory; returns the address space at its beginning."""
    import resource

    before, used = _space(), resource.getrusage(resource.RUSAGE_SELF)
    if before:
        _soften("RLIMIT_AS", before + SPACE)
    _soften("RLIMIT_CPU", math.ceil(used.ru_utime + used.ru_stime) + SECONDS)
    return before


def _lower(name: str, value: int) -> None:
    import resource

    # A system that does not know a limit, or sets it lower already, is no reason to parse without the others.
    with suppress(AttributeError, ValueError, OSError):
        resource.setrlimit(getattr(resource, name), (value, value))


def _soften(name: str, value: int) -> None:
    import resource

    number = getattr(resource, name)
    with suppress(ValueError, OSError):
        most = resource.getrlimit(number)[1]
        resource.setrlimit(number, (value if most == resource.RLIM_INFINITY else min(value, most), most))


def _space() -> int:
    """The address space of this process (bytes); 0 where the system does not tell, and none is bounded then."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib is not needed for anything else
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _without_privileges() -> None:
    """On Linux, have no program that this process may come to run gain rights by a set-user-id bit."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)


if __name__ == "__main__":
    main()
