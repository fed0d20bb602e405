"""The log of codings: opened, appended to, and read as of any day."""

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from comity.errors import RecordDamaged, RecordMissing, RecordNewer, RecordOlder, RecordUnwritable, UsageError
from comity.model import Coding, Correction, Report, Run
from comity.record import corrections, runs, store, views
from comity.record.columns import Row, moment, rows_of
from comity.record.failures import fetching, unreachable, writing
from comity.record.links import make_sure_of_no_links
from comity.record.lock import locked
from comity.record.places import Place, Remote, located
from comity.record.runs import release
from comity.record.standing import revised, standing
from comity.record.store import Stored
from comity.record.tables import retried
from comity.record.versions import latest

MARKER = "record.json"
# delta-rs turns a folder into an address and back, and fails over these or takes them for others.
_UNFIT = re.compile(r"[\[\]\\^|]|%[0-9A-Fa-f]{2}|[\x00-\x1f\x7f]")
_MOST_COMPARED = 5000


@dataclass(frozen=True)
class AppendResult:
    """The report ids of one append: those `added`, and those already `known` and left alone."""

    added: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A record in a folder or an object store. It holds no state: each call sees what all processes have committed."""

    path: Place

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

    def identities(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Report id, coder, text hash and address of each version in the log's order, a few thousand in memory."""
        with fetching(self.path):
            yield from store.identities(self.path)

    def reports_at(self, url: str) -> tuple[str, ...]:
        """The ids of the reports at an address, in the log's order."""
        with fetching(self.path):
            return tuple(each.report_id for each in store.heads(self.path, where="url = $1", values=(url,)))

    def versions(self, report_id: str | None = None, *, after: int | None = None) -> tuple[Stored, ...]:
        """The head of every stored version, older ones too, in the log's order; of one report, or `after` a place."""
        asked: dict[str, str | None] = {"report_id = $1": report_id} if report_id is not None else {}
        if after is not None:
            asked[f"sequence > {after:d}"] = None
        with fetching(self.path):
            values = [each for each in asked.values() if each is not None]
            return tuple(store.heads(self.path, where=" AND ".join(asked) or "true", values=values))

    def alike(self, heads: Iterable[Stored]) -> tuple[Stored, ...]:
        """The heads of all versions at the addresses of these, or with their texts, in the log's order."""
        found = list(heads)
        urls, texts = sorted({each.url for each in found if each.url}), sorted({each.text_hash for each in found})
        with fetching(self.path):
            return tuple(store.heads(self.path, where="url = ANY($1) OR text_hash = ANY($2)", values=(urls, texts)))

    def extent(self) -> store.Extent:
        """How much the log holds, and until when."""
        with fetching(self.path):
            return store.extent(self.path)

    def codings(
        self,
        *,
        as_of: str | None = None,
        by: Literal["read", "published"] = "read",
        coder: str | Collection[str] | None = None,
        dyad: str | None = None,
        states: Collection[str] = (),
        reports: Collection[str] | None = None,
    ) -> Iterator[Coding]:
        """The newest coding of each report by each coder with the corrections by hand, in the order of the log.

        Of the versions of a coder ("comity-rules.v1", "comity-rules.v2") the newest that has coded the text stands;
        `coder` names those that count, so that an older one can be asked for. `as_of` (an ISO day, taken to its end in
        UTC, or a time) shows the log as it was then: by the time of reading, or by the day of publication, which leaves
        out reports without one. `dyad` ("JPN-KOR") keeps codings that tell of it, `states` those that name all of
        these, `reports` those of these ids; only these are decoded. As of a time of reading, only the corrections made
        until then count; as of a day of publication all do. What is withdrawn is left out; of the texts under one id or
        address the last stands, unless all it says is that it is retracted.
        """
        named = None if reports is None else frozenset(reports)
        coders = None if coder is None else frozenset([coder] if isinstance(coder, str) else coder)
        asked = views.Asked(as_of=as_of, by=by, coders=coders, dyad=dyad, states=frozenset(states), reports=named)
        return views.codings(self.path, asked)

    def correct(self, correction: Correction) -> Correction:
        """Add a correction by hand and give it as it was kept: with whole ids, its value as JSON, an id of its own.

        `target` and `value` may be beginnings of ids. Ids of incidents are taken as they are: what is one incident
        is for the ledger to say. Raises `UsageError` for an unknown id, field or action, a value that does not fit,
        an empty `who` or `why`, and for what is withdrawn already; `RecordUnwritable`.
        """

        def attempt() -> Correction:
            before = corrections.held(self.path)
            made = corrections.judged(correction, find=self._named, now=standing(before), before=before)
            corrections.add(self.path, made, before=before)
            return made

        with writing(self.path), locked(self.path):
            return retried(self.path, attempt)

    def corrections(self, *, as_of: str | None = None) -> tuple[Correction, ...]:
        """The corrections made by hand up to a day or moment (all by default), earliest first."""
        with fetching(self.path):
            return corrections.held(self.path, as_of=as_of)

    def note(self, run: Run) -> None:
        """Keep the trace of a run as it stands, when it begins and when it has ended. Raises `RecordUnwritable`."""
        with writing(self.path), locked(self.path):
            runs.note(self.path, [run])

    def runs(self) -> tuple[Run, ...]:
        """The traces of the record's runs, each as it was noted last, in the order of their start."""
        with fetching(self.path):
            return runs.held(self.path)

    def totals(self) -> tuple[int, dict[str, int]]:
        """How many reports the record holds, and how many codings by each coder, older versions too."""
        with fetching(self.path):
            return store.totals(self.path)

    def last_moment(self) -> str:
        """The latest moment (ISO, UTC) that anything of the record is filed under; "" for an empty one."""
        with fetching(self.path):
            return max(store.last_read(self.path), runs.last_moment(self.path))

    def remember(self, addresses: Collection[tuple[str, str, str]], *, read_at: str, run: str) -> int:
        """Keep that known texts were found at other addresses: (report id, text hash, address); gives how many are new.

        Two addresses of one text are one source; `codings` lists them in the report.
        """
        at = moment(read_at)
        if not addresses:
            return 0
        with writing(self.path), locked(self.path):
            return views.remember(self.path, addresses, at=at, run=run)

    def superseded(self, *, until: str | None = None) -> Mapping[tuple[str, str, str], Stored]:
        """By (report id, coder, text hash), what took the place of each version that stands no more.

        `until` is the last moment (ISO, UTC) of reading that counts, null for all.
        """
        with fetching(self.path):
            return views.superseded(self.path, until=until)

    def coding(self, report_id: str, *, coder: str | None = None) -> Coding:
        """The newest coding of one report, of any coder or of this one; `UsageError` if none is there."""
        heads = [each for each in self.versions(report_id) if coder is None or each.coder == coder]
        if not heads:
            problem = "no report of this id is in the record"
            raise UsageError(report_id, problem, "list the reports with `comity reports`")
        _, coding = next(views.decoded(self.path, [latest(heads)]))
        return coding

    def coding_like(self, start: str) -> Coding:
        """The newest coding of the one report whose id begins so; `UsageError` if none does, or several do."""
        ids = sorted({head.report_id for head in self.versions() if start and head.report_id.startswith(start)})
        if start not in ids and len(ids) != 1:
            problem = f"{len(ids)} reports begin like this" if ids else "is neither a file nor a report of the record"
            raise UsageError(start or "an empty id", problem, "list the reports with `comity reports`")
        return self.coding(start if start in ids else ids[0])

    def find(self, row_id: str) -> tuple[Coding, Row]:
        """The row (event, agreement, pledge, statement, position, assessment) of an id or of its beginning.

        The newest coding that holds it comes with it. Raises `UsageError` when none, or more than one, fits.
        """
        coding, row = self._named(row_id, reports=False)
        assert not isinstance(row, Report)
        return coding, row

    def _named(self, id: str, *, reports: bool = True) -> tuple[Coding, Row | Report]:
        """The row or report of an id or its beginning, with its newest coding, as corrections have it."""
        with fetching(self.path):
            heads = store.heads(self.path, extra=["row_ids"])
            now = standing(corrections.held(self.path))
        known = {each for head in heads for each in head.row_ids} | (
            {head.report_id for head in heads} if reports else set()
        )
        found = _whole(id, known, what="row or report" if reports else "row")
        head = latest([each for each in heads if found in each.row_ids or found == each.report_id])
        _, coding = next(views.decoded(self.path, [head]))
        if found == head.report_id and found not in head.row_ids:
            return coding, coding.report
        row = next(row for row in rows_of(coding) if row.id == found)
        return coding, revised(row, now.revised.get(found, {}), coding.report.text)


def _whole(id: str, known: set[str], *, what: str) -> str:
    """The id that this one or its beginning names."""
    if id in known:
        return id
    ids = sorted(each for each in known if id and each.startswith(id))
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UsageError(
            id,
            f"{len(ids)} {what.replace(' or ', 's or ')}s begin like this",
            f"write more of one of {', '.join(ids[:5])}",
        )
    # Of a large record only those that begin alike are compared: all would take seconds.
    alike = next((some for cut in (6, 4, 2) if (some := [each for each in known if each[:cut] == id[:cut]])), [])
    near = get_close_matches(id, sorted(alike)[:_MOST_COMPARED], n=3, cutoff=0.6)
    step = f"did you mean {' or '.join(near)}" if near else "list the rows with `comity events --json`"
    raise UsageError(id or "an empty id", f"no {what} of this id is in the record", step)


def open_record(path: str | Place, *, create: bool) -> Record:
    """The record in this folder or at this address; `create` makes one where none lies, and changes none that does.

    Raises `RecordMissing`, `RecordNewer`, `RecordOlder`, `RecordDamaged`, `RecordUnreachable`, or `RecordUnwritable`
    when the folder can't be made or its path can't hold tables.
    """
    folder = located(path)
    unfit = _UNFIT.search(folder.absolute().as_posix() if isinstance(folder, Path) else folder.url)
    if unfit:
        problem = f"a record can't lie in a folder whose path holds {unfit[0]!r}"
        raise RecordUnwritable(str(folder), problem, "rename the folder or choose another with --record")
    if _marked(folder):
        return Record(folder)
    if not create:
        raise RecordMissing(str(folder), "no record lies here", "make one with `comity read`")
    with writing(folder):
        if isinstance(folder, Path):
            folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            if not _marked(folder):
                store.create(folder)
                runs.table(folder).create()
                mark(folder)
    return Record(folder)


def _marked(folder: Place) -> bool:
    """Whether a record lies in the folder; raises when this version can't use the one that does."""
    try:
        schema = schema_of(folder)
    except RecordMissing:
        return False
    if schema < store.SCHEMA:
        problem = f"it has schema {schema}, and this Comity works with schema {store.SCHEMA}"
        raise RecordOlder(str(folder), problem, "bring it up to date with `comity migrate`")
    return True


def schema_of(folder: Place) -> int:
    """The schema of the record in a folder; raises `RecordMissing`, `RecordNewer` and `RecordDamaged`."""
    if isinstance(folder, Path):
        make_sure_of_no_links(folder)
    try:
        text = (folder / MARKER).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise RecordMissing(str(folder), "no record lies here", "make one with `comity read`") from error
    except OSError as error:
        if isinstance(folder, Remote):
            raise unreachable(folder, error) from error
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
    if isinstance(folder, Path) and not (folder / store.TABLE / "_delta_log").is_dir():
        problem = f"its table {store.TABLE} is missing"
        raise RecordDamaged(str(folder), problem, "restore the folder from a copy of the record")
    return schema


def mark(folder: Place) -> None:
    """Write the marker last and whole: a folder without it is no record yet, and the next run ends it."""
    told = json.dumps({"schema": store.SCHEMA, "created_by": f"comity {release()}"}) + "\n"
    if isinstance(folder, Remote):
        (folder / MARKER).write_bytes(told.encode())
        return
    draft = folder / f"{MARKER}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / MARKER)
