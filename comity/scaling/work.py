"""What a worker does: small functions that take and give packed values, and may be called again at any time.

A call can be made twice, where its worker was lost after the commit and before the answer; so each leaves the record
as it was where it finds its work done.
"""

from pathlib import Path
from typing import Any

import msgspec

from comity.coding import code_packed
from comity.errors import ReportFailed
from comity.exchange import ImportOutcome, Ordered, import_file
from comity.model import Coding
from comity.record import Kept, Place, Record, kept_of, open_record


class Task(msgspec.Struct, frozen=True):
    """What all calls of a run share: the pipeline and its gate, and the time and name that the run is filed under."""

    model: str
    gate: bool
    read_at: str
    run: str


def release() -> str:
    """The version of Comity here."""
    import comity

    return comity.__version__


def sees(place: Place) -> None:
    """Open the record; raises `RecordMissing` and the like."""
    open_record(place, create=False)


def code_and_append(reports: bytes, place: Place, task: Task) -> tuple[bytes, list[tuple[str, str, str]]]:
    """Code packed reports and append them to the record in one commit.

    Gives packed `Kept`s, and the words of each report that the coder broke on. The first call loads the pipeline.
    """
    coded: list[Coding] = []
    broken: list[tuple[str, str, str]] = []
    for answer in code_packed(reports, task.model, task.gate):
        if isinstance(answer, bytes):
            coded.append(msgspec.msgpack.decode(answer, type=Coding))
        else:
            broken.append(answer)
    kept = kept_of(Record(place), coded, read_at=task.read_at, run=task.run)
    return msgspec.msgpack.encode(kept), broken


def told(answer: tuple[bytes, list[tuple[str, str, str]]]) -> list[Kept | ReportFailed]:
    """What a call of `code_and_append` gave, unpacked."""
    kept, broken = answer
    return [*msgspec.msgpack.decode(kept, type=list[Kept]), *(ReportFailed(*words) for words in broken)]


def import_one(place: Place, path: str, order: Ordered) -> ImportOutcome:
    """Import one file of event data, beside other workers that import others."""
    return import_file(Record(place), Path(path), order)


def ended(report: Any) -> ReportFailed:
    """The error of a report that each worker ended on."""
    why = "each worker that took it up ended, perhaps for want of memory"
    step = "please send it to the project; the others are coded"
    return ReportFailed(report.id, f"the coder broke on it ({why})", step)
