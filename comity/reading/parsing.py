"""Web pages and PDFs handed to parsers in a process of their own, which hostile documents may hang or kill.

Each process has one such helper, begun at its first page or PDF and kept for the next ones; it is ended and begun anew
when a document takes too much time or memory, or its life. Documents and texts travel as bytes with their lengths.
"""

import atexit
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec

from comity.errors import InputBroken, InputTooLarge, InputUnparsed
from comity.reading import parsing_alone as alone
from comity.reading.parsing_alone import FOUND, LACKS, PAGE, PDF, SECONDS

# Seconds by the clock: for a document, whose `SECONDS` of computing take longer on a busy machine, and for the start.
# Only what waits without computing comes to the first; after a start given up there are no bounds, so it may be slow.
PATIENCE, START = 6 * SECONDS, 600
# A body is put together from words of its page, with breaks between them.
_BODY_SHARE, _BODY_REST = 4, 65_536
# Without these, some builds of Python do not find their own libraries; nothing else of the environment is handed on.
_HANDED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_NEXT = "leave it out, or save it as text"
_STATES = frozenset((FOUND, LACKS, alone.LOCKED, alone.BROKEN, alone.UNPACKS, alone.MEMORY, alone.LONG))

_log = logging.getLogger("comity.reading")
_Answer = tuple[bytes, list[str]]
_T = TypeVar("_T")


def body_of(markup: str, source: str) -> str | None:
    """The body of a page, a line a paragraph, null where trafilatura finds none. Raises `InputUnparsed`."""
    found = _asked(PAGE, markup.encode("utf-8", "surrogatepass"), source)
    return found[0] if found else None


def pages_of(data: bytes, source: str) -> list[str]:
    """The text of each page of a PDF. Raises `InputBroken`, `InputTooLarge` or `InputUnparsed`."""
    return _asked(PDF, data, source)


def command() -> list[str]:
    """The words that begin the helper. Run by its path: with -I, no module of the same name is found before it."""
    return [sys.executable, "-I", alone.__file__]


class _Ended(Exception):
    """The helper ended: `why`, and whether a fresh one may fare better with the same document (`again`)."""

    def __init__(self, why: str, *, again: bool) -> None:
        self.why, self.again = why, again


class _Helper:
    """A helper under way, `fresh` until it has answered. Its start raises `OSError` or `_Ended`."""

    def __init__(self) -> None:
        self.fresh = True
        given = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        # A session of its own: Ctrl-C in the terminal is for the owner alone.
        self._process = subprocess.Popen(
            [*command(), *(path for path in sys.path if Path(path).is_absolute())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/",
            env={**given, "OPENBLAS_NUM_THREADS": "1"}, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        if self._within(START, lambda: self._from.read(1)) != alone.READY:
            self._fail("the process that parses it does not begin")

    def ask(self, kind: bytes, document: bytes) -> _Answer:
        """What became of a document, and its texts. Raises `_Ended`, and is gone then."""
        most = len(document) * _BODY_SHARE + _BODY_REST if kind == PAGE else alone.MOST_TEXT
        state, packed = self._within(PATIENCE, lambda: self._exchange(kind, document, most))
        self.fresh = False
        # What has parsed hostile bytes may be theirs by now, and its answer is believed no more than they are.
        try:
            texts = [text.decode("utf-8", "surrogatepass") for text in msgspec.msgpack.decode(packed, type=list[bytes])]
        except (msgspec.MsgspecError, UnicodeDecodeError):
            self._fail("its parser answers with garbage")
        if state not in _STATES or len(texts) > (1 if kind == PAGE else alone.MOST_PAGES):
            self._fail("its parser answers with garbage")
        return state, texts

    def end(self) -> None:
        """End it, and wait for that."""
        self._process.kill()
        self._process.wait()
        self.forget()

    def forget(self) -> None:
        """Close this side of its pipes."""
        for stream in (self._to, self._from):
            with suppress(OSError):
                stream.close()

    def _exchange(self, kind: bytes, document: bytes, most: int) -> tuple[bytes, bytes]:
        self._to.write(kind + len(document).to_bytes(alone.SIZE, "big"))
        self._to.write(document)
        self._to.flush()
        head = self._from.read(1 + alone.SIZE)
        length = int.from_bytes(head[1:], "big")
        if length > most:
            self._fail("its parser gives more text than the document can hold")
        packed = self._from.read(length)
        if len(head) < 1 + alone.SIZE or len(packed) < length:
            self._fail()
        return head[:1], packed

    def _within(self, seconds: float, call: Callable[[], _T]) -> _T:
        """What a call gives, which the helper's end ends: a timer sees to it that it comes."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return call()
        except (_Ended, OSError) as error:
            if late.is_set():
                self.end()
                raise _Ended(f"parsing it takes longer than {seconds:g} seconds", again=False) from error
            if isinstance(error, _Ended):
                raise
            self._fail()
        except BaseException:
            # Ctrl-C in the middle of an answer: the rest of it must not be taken for the next one.
            self.end()
            raise
        finally:
            timer.cancel()

    def _fail(self, why: str | None = None) -> NoReturn:
        # What has closed its pipe is about to be gone; how, tells why.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.0 if why else 2.0)
        self.end()
        if why is None and self._process.returncode == -signal.SIGXCPU:
            raise _Ended(f"parsing it takes more than {SECONDS} seconds of computing", again=False)
        raise _Ended(why or f"its parser ended on it (status {self._process.returncode})", again=True)


class _Parsers:
    """The one helper of this process, if it can have one; a document at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.helper: _Helper | None = None
        # Whether processes can be started here: null as long as that has not been tried.
        self.able: bool | None = None

    def ask(self, kind: bytes, document: bytes) -> _Answer:
        """What became of a document. Raises `_Ended`."""
        with self.lock:
            answer = None
            while answer is None:
                helper = self._running()
                if helper is None:
                    lack = alone.load(kind)
                    return (LACKS, [lack]) if lack else alone.parsed(kind, document)
                answer = self._tried(helper, kind, document)
            return answer

    def end(self) -> None:
        """End the helper, if there is one."""
        helper, self.helper = self.helper, None
        if helper is not None:
            helper.end()

    def _tried(self, helper: _Helper, kind: bytes, document: bytes) -> _Answer | None:
        """The answer, null where what was left of earlier documents may be to blame: a fresh helper decides that."""
        fresh = helper.fresh
        try:
            answer = helper.ask(kind, document)
        except BaseException as error:
            self.helper = None
            if isinstance(error, _Ended) and error.again and not fresh:
                return None
            raise
        if answer[0] == alone.MEMORY:
            self.end()
            return answer if fresh else None
        return answer

    def _running(self) -> _Helper | None:
        if self.helper is None and self.able is not False:
            try:
                if self.able is None and (lack := _lack()):
                    raise OSError(lack)
                self.helper = _Helper()
                self.able = True
            except (OSError, _Ended) as error:
                why = error.why if isinstance(error, _Ended) else str(error)
                if self.able:
                    # A machine that is full is no reason to go on without bounds.
                    raise _Ended(f"no process can be started to parse it ({why})", again=False) from error
                self.able = False
                _log.warning("Web pages and PDFs are parsed without bounds on time and memory (%s).", why)
        return self.helper


_PARSERS = _Parsers()


def _lack() -> str | None:
    """What a helper would need and is not there."""
    if os.name != "posix" or find_spec("resource") is None:
        return "this system bounds no processes"
    if not sys.executable or getattr(sys, "frozen", False) or not Path(alone.__file__).is_file():
        return "Python is no program of its own here"
    return None


def _forked() -> None:
    """In a fork: the helper is its parent's, and the lock may be held by a thread that is not there."""
    global _PARSERS
    if _PARSERS.helper is not None:
        _PARSERS.helper.forget()
    able, _PARSERS = _PARSERS.able, _Parsers()
    _PARSERS.able = able


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
atexit.register(lambda: _PARSERS.end())


def _asked(kind: bytes, document: bytes, source: str) -> list[str]:
    try:
        state, texts = _PARSERS.ask(kind, document)
    except _Ended as error:
        raise InputUnparsed(source, error.why, _NEXT) from error
    if state == alone.MEMORY:
        raise InputUnparsed(source, f"parsing it takes more than {alone.SPACE >> 30} GB of memory", _NEXT)
    if state == LACKS:
        raise InputUnparsed(source, f"a package that parses it is missing ({''.join(texts)[:100]})", "install it")
    if state == alone.LOCKED:
        raise InputBroken(source, "the PDF is locked with a password", "save it without the password")
    if state == alone.BROKEN:
        raise InputBroken(source, "the PDF is damaged or ends in the middle", "get it again, or save it as text")
    if state == alone.UNPACKS:
        raise InputTooLarge(source, "the PDF holds or unpacks to more than any report does", _NEXT)
    if state == alone.LONG:
        raise InputTooLarge(source, f"it holds more than {alone.MOST_TEXT >> 20} MB of text", "split it into reports")
    return texts
