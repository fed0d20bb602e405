"""One target in a process of its own: atheris gives it inputs, findings are made small, kept and told.

A finding does not stop the run: what raises in the same way again is counted and passed over. Only what takes down
the process (a hang, memory, a fault of a library) does, and `scripts/fuzz.py` starts it again.
"""

import argparse
import contextlib
import hashlib
import importlib
import io
import logging
import random
import resource
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

# Seconds of the processor's time for one input, and for making a finding small.
_SLOW, _SHRINKING = 10.0, 20.0
_MB = 2048
# Packages whose branches a target is told besides those of Comity.
_BESIDE = {"pdf": ("pypdf",), "feed": ("feedparser",)}


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("name")
    words.add_argument("folder", type=Path)
    words.add_argument("--seconds", type=int, default=600)
    words.add_argument("--seed", type=int, default=1)
    told = words.parse_args()
    logging.disable(logging.CRITICAL)
    beside = _BESIDE.get(told.name, ())
    with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["comity", *beside]):
        for name in beside:
            importlib.import_module(name)
        from fuzzing.targets import TARGETS
    target = TARGETS[told.name]
    corpus, kept = told.folder / "corpus" / told.name, told.folder / "findings" / told.name
    for folder in (corpus, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    trial = Trial(target.run, kept)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.35:
            return bytes(atheris.Mutate(data, most))
        return target.mutate(data, chance)[:most]

    flags = [
        "fuzz",
        str(corpus),
        f"-max_total_time={told.seconds}",
        f"-max_len={target.longest}",
        f"-seed={told.seed}",
        f"-rss_limit_mb={_MB}",
        f"-artifact_prefix={kept}/killed-",
        # By the wall, on a machine that is shared: what takes long of the processor is told by the trial itself.
        "-timeout=60",
        "-report_slow_units=60",
        "-len_control=0",
        "-print_final_stats=1",
    ]
    atheris.Setup(flags, trial, custom_mutator=change)
    atheris.Fuzz()


class Trial:
    """A target held to its bounds; each kind of finding is kept once, as small as it could be made."""

    def __init__(self, run: Callable[[bytes], None], kept: Path) -> None:
        self._run, self._kept = run, kept
        self._known: set[str] = set()
        # What earlier runs in this folder found is tried again; what has been mended is forgotten.
        for path in kept.glob("*.bin"):
            error = self._failure(path.read_bytes())
            if error is not None and _mark(error) == path.stem:
                self._known.add(path.stem)
            else:
                path.unlink()
                path.with_suffix(".txt").unlink(missing_ok=True)

    def __call__(self, data: bytes) -> None:
        data = bytes(data)
        error = self._failure(data)
        if error is None:
            return
        mark = _mark(error)
        if mark in self._known:
            return
        self._known.add(mark)
        small = self._smaller(data, mark)
        path = self._kept / f"{mark}.bin"
        path.write_bytes(small)
        lines = "".join(traceback.format_exception(self._failure(small) or error))
        (self._kept / f"{mark}.txt").write_text(lines, encoding="utf-8", errors="backslashreplace")
        print(f"FINDING {path} {type(error).__name__}: {' '.join(str(error).split())[:300]}", flush=True)

    def _failure(self, data: bytes) -> Exception | None:
        begun, most = time.process_time(), _megabytes()
        try:
            self._run(data)
        except Exception as error:
            return error
        took, grown = time.process_time() - begun, _megabytes() - most
        if took > _SLOW:
            return SlowError(f"{len(data)} bytes took {took:.0f} s")
        if grown > _MB:
            return SlowError(f"{len(data)} bytes took {grown} MB")
        return None

    def _smaller(self, data: bytes, mark: str) -> bytes:
        """The input with as much taken out as still fails alike, in the time that there is."""
        until = time.process_time() + _SHRINKING
        step = max(len(data) // 2, 1)
        while step and time.process_time() < until:
            at, shrunk = 0, False
            while at < len(data) and time.process_time() < until:
                tried = data[:at] + data[at + step :]
                error = self._failure(tried)
                if error is not None and _mark(error) == mark:
                    data, shrunk = tried, True
                else:
                    at += step
            if not shrunk:
                step //= 2
        return data


class SlowError(Exception):
    """An input costs more time or memory than any should."""


def _mark(error: Exception) -> str:
    """What tells one kind of finding from another: the exception and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/comity/" in frame.filename] or frames
    place = f"{ours[-1].filename.rpartition('/')[2]}:{ours[-1].name}" if ours else "time"
    # Of what must hold the first words name it; the rest are the values.
    words = str(error).split(":")[0] if type(error).__name__ == "Broken" else ""
    return f"{type(error).__name__}-{hashlib.sha256(f'{place}{words}'.encode()).hexdigest()[:8]}"


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
