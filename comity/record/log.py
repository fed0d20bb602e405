"""The log of codings: opened, appended to, and read as of any day."""

import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import msgspec

from comity.errors import RecordDamaged, RecordMissing, RecordNewer, RecordUnwritable, UsageError
from comity.model import Coding
from comity.record import store
from comity.record.columns import Row, last_day, last_moment, moment, rows_of
from comity.record.failures import fetching, writing
from comity.record.lock import locked
from comity.record.store import Stored

MARKER = "record.json"
# delta-rs turns a folder into an address and back, and fails over these or takes them for others.
_UNFIT = re.compile(r"[\[\]\\^|]|%[0-9A-Fa-f]{2}|[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class AppendResult:
    """The report ids of one append: those `added`, and those already `known` and left alone."""

    added: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A record in a folder. It holds no state: each call sees what every process has committed so far."""

    path: Path

    def append(self, codings: Sequence[Coding], *, read_at: str, run: str) -> AppendResult:
        """Add the codings that the log does not hold, all in one commit; those it holds are left alone.

        A coding is known by report id, coder and text, so the same report with other words is added as a new
        version. `read_at` is an ISO time (no zone: UTC), `run` any name for this run. After a crash either
        all reports of a call are in the log or none. Raises `RecordUnwritable`; the log then stays as it was.
        """
        at = moment(read_at)
        if not codings:
            return AppendResult(added=(), known=())
        with writing(self.path), locked(self.path):
            added, known = store.append(self.path, codings, read_at=at, run=run)
        return AppendResult(added=added, known=known)

    def known(self, coder: str) -> set[tuple[str, str]]:
        """The (report id, text hash) pairs that this coder has in the log, to skip coding them again."""
        with fetching(self.path):
            return {(each.report_id, each.text_hash) for each in store.heads(self.path) if each.coder == coder}

    def versions(self, report_id: str | None = None) -> tuple[Stored, ...]:
        """The head of every stored version, older ones too, in the log's order; of one report if asked."""
        with fetching(self.path):
            heads = store.heads(self.path)
        return tuple(each for each in heads if report_id is None or each.report_id == report_id)

    def codings(
        self,
        *,
        as_of: str | None = None,
        by: Literal["read", "published"] = "read",
        coder: str | None = None,
        dyad: str | None = None,
        states: Collection[str] = (),
        reports: Collection[str] | None = None,
    ) -> Iterator[Coding]:
        """The newest coding of each report by each coder, in the order in which they were added.

        `as_of` (an ISO day, taken to its end in UTC, or a time) shows the log as it was then: by the time of
        reading, or by the day of publication, which leaves out reports without one. `dyad` ("JPN-KOR") keeps
        codings that tell of it, `states` those that name all of these, `reports` those of these ids; only these
        are decoded.
        """
        extra = (["dyads"] if dyad else []) + (["states"] if states else [])
        with fetching(self.path):
            # Which version is the newest is told by all versions of a report, and by no other report.
            heads = store.heads_telling(self.path, dyad, extra=extra) if dyad else store.heads(self.path, extra=extra)
        wanted = [
            each
            for each in newest(_as_of(heads, as_of=as_of, by=by))
            if (coder is None or each.coder == coder)
            and (not dyad or dyad in each.dyads)
            and set(states) <= set(each.states)
            and (reports is None or each.report_id in reports)
        ]
        return (coding for _, coding in self._decoded(wanted))

    def coding(self, report_id: str, *, coder: str | None = None) -> Coding:
        """The newest coding of one report, of any coder or of this one; `UsageError` if none is there."""
        heads = [each for each in self.versions(report_id) if coder is None or each.coder == coder]
        if not heads:
            problem = "no report of this id is in the record"
            raise UsageError(report_id, problem, "list the reports with `comity reports`")
        _, coding = next(self._decoded([max(heads, key=_age)]))
        return coding

    def find(self, row_id: str) -> tuple[Coding, Row]:
        """The row (event, agreement, pledge, statement, position, assessment) of an id or of its beginning.

        The newest coding that holds it comes with it. Raises `UsageError` when none, or more than one, fits.
        """
        with fetching(self.path):
            heads = store.heads(self.path, extra=["row_ids"])
        ids = {each for head in heads for each in head.row_ids if row_id and each.startswith(row_id)}
        if row_id in ids:
            ids = {row_id}
        if not ids:
            problem = "no row of this id is in the record"
            raise UsageError(row_id or "an empty id", problem, "list the rows with `comity events --json`")
        if len(ids) > 1:
            some = ", ".join(sorted(ids)[:5])
            raise UsageError(row_id, f"{len(ids)} rows begin like this", f"write more of one of {some}")
        (found,) = ids
        head = max((each for each in heads if found in each.row_ids), key=_age)
        _, coding = next(self._decoded([head]))
        return coding, next(row for row in rows_of(coding) if row.id == found)

    def _decoded(self, wanted: Sequence[Stored]) -> Iterator[tuple[Stored, Coding]]:
        decoder = msgspec.json.Decoder(Coding)
        with fetching(self.path):
            for stored, payload in store.contents(self.path, wanted):
                yield stored, decoder.decode(payload)


def open_record(path: str | Path, *, create: bool) -> Record:
    """The record in this folder; `create` makes one where none lies, and changes none that does.

    Raises `RecordMissing`, `RecordNewer`, `RecordDamaged`, or `RecordUnwritable` when the folder can't be
    made or its path can't hold tables.
    """
    folder = Path(path)
    unfit = _UNFIT.search(folder.absolute().as_posix())
    if unfit:
        problem = f"a record can't lie in a folder whose path holds {unfit[0]!r}"
        raise RecordUnwritable(str(folder), problem, "rename the folder or choose another with --record")
    if _marked(folder):
        return Record(folder)
    if not create:
        raise RecordMissing(str(folder), "no record lies here", "make one with `comity read`")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            if not _marked(folder):
                store.create(folder)
                _mark(folder)
    return Record(folder)


def newest(heads: Sequence[Stored]) -> list[Stored]:
    """One version of each report and coder, the one read last; in the log's order."""
    found: dict[tuple[str, str], Stored] = {}
    for each in heads:
        key = (each.report_id, each.coder)
        if key not in found or _age(each) > _age(found[key]):
            found[key] = each
    return sorted(found.values(), key=lambda each: (each.sequence, each.key))


def _age(head: Stored) -> tuple[str, int, str]:
    return head.read_at, head.sequence, head.text_hash


def _as_of(heads: list[Stored], *, as_of: str | None, by: Literal["read", "published"]) -> list[Stored]:
    if as_of is None:
        return heads
    if by == "read":
        last = last_moment(as_of)
        return [each for each in heads if each.read_at <= last]
    day = last_day(as_of)
    return [each for each in heads if each.published is not None and each.published[:10] <= day]


def _marked(folder: Path) -> bool:
    """Whether a record lies in the folder; raises when this version can't use the one that does."""
    try:
        text = (folder / MARKER).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        problem = f"its {MARKER} can't be read ({error.strerror})"
        raise RecordDamaged(str(folder), problem, "look at the folder's permissions and its disk") from error
    try:
        schema = json.loads(text)["schema"]
    except (ValueError, KeyError, TypeError) as error:
        problem = f"its {MARKER} tells no schema"
        raise RecordDamaged(str(folder), problem, "restore the file from a copy of the record") from error
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        problem = f"its {MARKER} tells the schema {schema!r}, which is none"
        raise RecordDamaged(str(folder), problem, "restore the file from a copy of the record")
    if schema > store.SCHEMA:
        problem = f"it has schema {schema} and this Comity knows schemas up to {store.SCHEMA}"
        raise RecordNewer(str(folder), problem, "install the newest Comity")
    if not (folder / store.TABLE / "_delta_log").is_dir():
        problem = f"its table {store.TABLE} is missing"
        raise RecordDamaged(str(folder), problem, "restore the folder from a copy of the record")
    return True


def _mark(folder: Path) -> None:
    """Write the marker last and whole: a folder without it is no record yet, and the next run ends it."""
    try:
        release = metadata.version("comity")
    except metadata.PackageNotFoundError:
        release = "(not installed)"
    draft = folder / f"{MARKER}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"schema": store.SCHEMA, "created_by": f"comity {release}"}, file)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / MARKER)
