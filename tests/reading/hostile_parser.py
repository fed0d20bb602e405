"""The helper that parses, with a parser that does what a word in the document says; tests start it in its place."""

import importlib.util
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

_PATH = Path(__file__).parents[2] / "comity/reading/parsing_alone.py"
_SPEC = importlib.util.spec_from_file_location("parsing_alone", _PATH)
assert _SPEC is not None and _SPEC.loader is not None
alone = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(alone)
alone.SECONDS = 2
_held: list[bytes] = []


def parse(kind: bytes, data: bytes) -> tuple[bytes, list[str]]:
    """Misbehave as told, or parse as usual."""
    if b"HANG" in data:
        time.sleep(10_000)
    while b"SPIN" in data:
        pass
    if b"SEGFAULT" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"KILLED" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"WRITE" in data:
        try:
            with tempfile.TemporaryFile() as file:
                file.write(b"x" * 100_000)
        except OSError as error:
            # It looks for a folder in which it can write, and finds none.
            return alone.FOUND, [f"{error.strerror}. " * 4]
    if b"GARBAGE" in data:
        sys.stdout.buffer.write(b"no answer at all, but words" * 100)
        sys.stdout.buffer.flush()
        time.sleep(10_000)
    if b"FALSE COUNT" in data:
        return alone.FOUND, ["one", "two"]
    if b"OTHER TYPES" in data:
        # A number where a list of bytes is expected.
        sys.stdout.buffer.write(alone.FOUND + (1).to_bytes(alone.SIZE, "big") + b"\x07")
        sys.stdout.buffer.flush()
        time.sleep(10_000)
    if b"SWELL" in data:
        return alone.FOUND, ["Peru left. " * 100_000]
    try:
        if b"EAT" in data:
            while True:
                _held.append(bytes(100 << 20))
        if b"LEAVE" in data:
            _held.append(bytes(600 << 20))
    except MemoryError:
        return alone.MEMORY, []
    return alone.parsed(kind, data)  # type: ignore[no-any-return]


if __name__ == "__main__":
    alone.main(parse)
