"""The trace of a run: begun when the command begins, ended with what it did, kept in the record."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msgspec import structs

from comity.config import Settings
from comity.errors import RecordError
from comity.model import Run

if TYPE_CHECKING:
    from comity.record import Record, Stages

# A clock that is behind what the record holds by less is the usual drift between machines, not worth a word.
_DRIFT = timedelta(minutes=1)
# What bears on a result; the record's folder and the user's name are of this machine and person.
_TOLD = ("model", "max_bytes", "languages", "gate")


class Tracer:
    """A run that goes on: its id, the moment it is filed under, its stages, and what it has counted so far."""

    def __init__(self, run: Run, at: str, stages: "Stages") -> None:
        self.run, self.at, self.stages = run, at, stages

    @property
    def id(self) -> str:
        """The run's id."""
        return self.run.id

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should be told of the run."""
        return self.run.notes

    def tell(self, **fields: Any) -> None:
        """Set fields of the trace: counts, unknowns, skipped, coders, settings."""
        self.run = structs.replace(self.run, **fields)


@contextmanager
def traced(record: "Record", command: str, settings: Settings, *, begin: bool = True, **told: Any) -> Iterator[Tracer]:
    """Keep the trace of what is done inside: its beginning, and how it ended.

    Without `begin`, for what is one commit, only that it was done. `told` are settings of the command itself. A run is
    filed under a moment that is not before anything that the record holds, so that what an earlier day showed stays
    what it was; a clock that went back is told in the notes. Raises `RecordError`.
    """
    from comity.record import Stages, moment, release

    now = datetime.now(UTC)
    # Text of equal length, so that its order is that of time.
    clock, last = moment(now.isoformat()), record.last_moment()
    at = max(clock, last)
    notes: tuple[str, ...] = ()
    if last and datetime.fromisoformat(last) - now > _DRIFT:
        notes = (f"the clock says {clock}, and the record holds what is filed under {last}: set the clock right",)
    plain = {name: value for name, value in structs.asdict(settings).items() if name in _TOLD}
    run = Run(
        id=f"{now:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}",
        command=command,
        started=at,
        settings=plain | {name: value for name, value in told.items() if value is not None},
        release=release(),
        notes=notes,
    )
    tracer = Tracer(run, at, Stages(perf_counter))
    began = perf_counter()
    if begin:
        record.note(run)
    try:
        yield tracer
    except BaseException as error:
        status = "stopped" if isinstance(error, KeyboardInterrupt | GeneratorExit) else "failed"
        # What went wrong is told by its own error; that the trace could not be kept either comes of the same.
        with suppress(RecordError):
            if begin:
                record.note(_ended(tracer, began, status=status, error=type(error).__name__))
        raise
    record.note(_ended(tracer, began, status="done"))


def stamp() -> str:
    """Give this moment (ISO, UTC), for a line of a log."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def peak_memory() -> int | None:
    """Give the most memory in bytes that this process or one of its ended children has held; null if not known."""
    try:
        import resource
    except ImportError:  # Windows does not tell
        return None
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return int(largest) * (1 if sys.platform == "darwin" else 1024)


def _ended(tracer: Tracer, began: float, **fields: Any) -> Run:
    # By its own length, so that a clock that is set in the middle of a run makes none of a negative length.
    ended = datetime.fromisoformat(tracer.run.started) + timedelta(seconds=perf_counter() - began)
    from comity.record import moment

    times = tracer.stages.times()
    return structs.replace(
        tracer.run, ended=moment(ended.isoformat()), stages=times, peak_memory=peak_memory(), **fields
    )


def names_of(paths: "tuple[str | Path, ...]") -> list[str]:
    """Give the names of files without their folders, which are of one machine."""
    return [Path(path).name for path in paths]


def some(counts: Mapping[str, int]) -> dict[str, int]:
    """Give the counts that are not zero."""
    return {name: count for name, count in counts.items() if count}
