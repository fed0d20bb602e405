"""The trace of a run: begun when the command begins, ended with what it did, kept in the record."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msgspec import structs

from comity.config import Settings
from comity.errors import ComityError, ReadError, RecordError
from comity.model import Report, Run

if TYPE_CHECKING:
    from comity.record import Record, Stages

# A clock that is behind what the record holds by less is the usual drift between machines, not worth a word.
_DRIFT = timedelta(minutes=1)
# A run that goes on for days renews its trace: after a minute, then twice as long each time, at last every half hour,
# so that a year of following is some 17,000 short rows and not one for each round.
_FIRST_RENEWAL, _LONGEST_RENEWAL = 60.0, 1800.0
# What bears on a result; the record's folder and the user's name are of this machine and person.
_TOLD = ("model", "max_bytes", "languages", "gate")


class Tracer:
    """A run that goes on: its id, the moment it is filed under, its stages, and what it has counted so far."""

    def __init__(self, record: "Record", run: Run, stages: "Stages") -> None:
        self.run, self.at, self.stages = run, run.started, stages
        self.began = perf_counter()
        self._record, self._kept = record, run
        self._due, self._wait = self.began + _FIRST_RENEWAL, _FIRST_RENEWAL

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

    def renew(self) -> bool:
        """Keep the trace as it stands while the run goes on, if it is time for that and something was counted since.

        Gives whether it did. A run that is killed later is told as of then. Raises `RecordError`.
        """
        if perf_counter() < self._due or self.run == self._kept:
            return False
        self._kept = self.run
        self._record.note(_measured(self, noted=self.after()))
        self._wait = min(2 * self._wait, _LONGEST_RENEWAL)
        self._due = perf_counter() + self._wait
        return True

    @contextmanager
    def counting(
        self, watch: Callable[[Report | ReadError], None] | None
    ) -> Iterator[Callable[[Report | ReadError], None]]:
        """Give a `watch` that counts inputs, so that a run that breaks off tells what it took up and what it added."""
        inputs, reasons = 0, Counter[str]()

        def seen(item: Report | ReadError) -> None:
            nonlocal inputs
            inputs += 1
            if isinstance(item, ReadError):
                reasons[item.reason] += 1
            if watch is not None:
                watch(item)

        try:
            yield seen
        except BaseException:
            self.tell(counts={"inputs": inputs}, skipped=dict(reasons))
            # The record may be what broke.
            with suppress(ComityError):
                added = sum(head.run == self.id for head in self._record.versions())
                self.tell(counts={"inputs": inputs, "coded": added})
            raise

    def now(self) -> str:
        """Give the moment (ISO, UTC) under which what is added now is filed: before nothing that the record holds."""
        from comity.record import moment

        return max(moment(datetime.now(UTC).isoformat()), self._record.last_moment())

    def after(self) -> str:
        """Give the moment (ISO, UTC) at which the run stands, by its own length: the clock may be set meanwhile."""
        from comity.record import moment

        passed = timedelta(seconds=perf_counter() - self.began)
        return moment((datetime.fromisoformat(self.run.started) + passed).isoformat())


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
    tracer = Tracer(record, run, Stages(perf_counter))
    if begin:
        record.note(run)
    try:
        yield tracer
    except BaseException as error:
        status = "stopped" if isinstance(error, KeyboardInterrupt | GeneratorExit) else "failed"
        # What went wrong is told by its own error; that the trace could not be kept either comes of the same.
        with suppress(RecordError):
            if begin:
                record.note(_measured(tracer, ended=tracer.after(), status=status, error=type(error).__name__))
        raise
    # What was asked to stop says so itself.
    status = "done" if tracer.run.status == "begun" else tracer.run.status
    record.note(_measured(tracer, ended=tracer.after(), status=status))


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


def _measured(tracer: Tracer, **fields: Any) -> Run:
    return structs.replace(tracer.run, stages=tracer.stages.times(), peak_memory=peak_memory(), **fields)


def names_of(paths: "tuple[str | Path, ...]") -> list[str]:
    """Give the names of files without their folders, which are of one machine."""
    return [Path(path).name for path in paths]


def some(counts: Mapping[str, int]) -> dict[str, int]:
    """Give the counts that are not zero."""
    return {name: count for name, count in counts.items() if count}
