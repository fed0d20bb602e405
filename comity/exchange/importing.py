"""A file of other coders' rows into the record: once, whole, in chunks that are each one commit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from comity.errors import InputEmpty, ReadError
from comity.exchange.counting import Tally
from comity.exchange.drafts import table_of
from comity.exchange.layouts import SOURCES, Shape, known_format, shape_of
from comity.exchange.opening import digest, make_sure_of_text, streams, unbroken
from comity.exchange.readers import READERS
from comity.exchange.rows import raw_rows
from comity.exchange.store import CHUNK, files_table, rows_table
from comity.model import ImportedFile, ImportProgress, ImportSummary
from comity.record import Record, Remote, fetching, locked, retried, writing

Watch = Callable[[ImportProgress | ReadError], None]
_START = 1 << 16
# Rows of the benchmarks take 13 bytes on the disk, those of GDELT with their addresses more.
_ROW_BYTES = 50
# Digits of a file's SHA-256 with which its batch begins.
_BATCH = 16
# No attempt at a file lasts so long.
_UNDER_WAY = timedelta(days=2)


@dataclass(frozen=True)
class Ordered:
    """What a run was told: the format, its licence and origin, the day that is today, and the run's name and time.

    `apart` runs import without a lock, beside others, each file under a batch name of this attempt alone.
    """

    format: str
    licence: str
    origin: str
    today: date
    read_at: str
    run: str
    watch: Watch | None = None
    apart: bool = False


def ordered(
    format: str, *, licence: str | None, origin: str | None, today: date, read_at: str, run: str, watch: Watch | None
) -> Ordered:
    """A run's order; without a licence or origin those of the format hold. Raises `UsageError` for no format."""
    name = known_format(format)
    source = SOURCES[name]
    return Ordered(name, licence or source.licence, origin or source.origin, today, read_at, run, watch)


@dataclass
class _Span:
    """The first and last day of the rows so far, as Arrow's days."""

    since: Any = None
    until: Any = None

    def add(self, days: Any) -> None:
        import pyarrow.compute as pc

        low, high = (each.as_py() for each in pc.min_max(days).values())
        if low is not None:
            self.since = low if self.since is None else min(self.since, low)
            self.until = high if self.until is None else max(self.until, high)


def import_files(record: Record, paths: Sequence[Path], order: Ordered) -> ImportSummary:
    """Bring files of one format into the record; what it holds already is left alone, what can't be read is told.

    Raises `RecordError`.
    """
    return summed(import_file(record, path, order) for path in paths)


def import_file(record: Record, path: Path, order: Ordered) -> "ImportOutcome":
    """Bring one file into the record. Raises `RecordError`."""
    # What was counted of a file that breaks in the middle goes with its rows.
    counts = Tally()
    try:
        found, new = _import_file(record, path, order, counts)
    except ReadError as error:
        if order.watch is not None:
            order.watch(error)
        return ImportOutcome(None, False, error, Tally())
    return ImportOutcome(found, new, None, counts if new else Tally())


@dataclass(frozen=True)
class ImportOutcome:
    """What became of one file: the file as it is kept and whether it is new, or the error, and what was counted."""

    file: ImportedFile | None
    new: bool
    error: ReadError | None
    tally: Tally


def summed(outcomes: Iterable[ImportOutcome]) -> ImportSummary:
    """What an import of several files did."""
    tally = Tally()
    made: list[ImportedFile] = []
    known: list[ImportedFile] = []
    failed: list[str] = []
    for each in outcomes:
        tally.add(each.tally)
        if each.error is not None:
            failed.append(str(each.error))
        elif each.file is not None:
            (made if each.new else known).append(each.file)
    return ImportSummary(
        files=tuple(made),
        known=tuple(known),
        failed=tuple(failed),
        rows=tally.kept,
        skipped=tally.skipped,
        skips=tally.shortfalls(tally.skips),
        losses=tally.shortfalls(tally.losses),
        between=tally.between,
        untyped=tally.untyped,
        mentions=tally.mentions,
        unplaced=tally.unplaced,
        unplaced_names=tally.unplaced_names(),
    )


def imported_files(record: Record) -> tuple[ImportedFile, ...]:
    """The files whose rows the record holds, in the order in which they were read."""
    with fetching(record.path):
        rows = files_table(record.path).everything()
    found = [ImportedFile(**{name: row[name] for name in ImportedFile.__struct_fields__}) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.read_at, each.file, each.batch)))


def _import_file(record: Record, path: Path, order: Ordered, tally: Tally) -> tuple[ImportedFile, bool]:
    sha256 = digest(path)
    with writing(record.path), locked(record.path):
        rows_table(record.path).laid()
        files_table(record.path).laid()
    if order.apart or isinstance(record.path, Remote):
        return _import_apart(record, path, order, tally, sha256=sha256)
    # One import at a time: another may be half through the same file. `comity read` is not held up, for the record's
    # own lock is taken only while a chunk is written.
    with ExitStack() as stack:
        with writing(record.path):
            stack.enter_context(locked(rows_table(record.path).path))
        known = _known(record, sha256, order)
        if known is not None:
            return known, False
        batch = sha256[:_BATCH]
        _discard(record, batch)
        try:
            return _read_whole(record, path, order, tally, sha256=sha256, batch=batch)
        except ReadError:
            _discard(record, batch)
            raise


def _import_apart(
    record: Record, path: Path, order: Ordered, tally: Tally, *, sha256: str
) -> tuple[ImportedFile, bool]:
    """Import without a lock: of several attempts at one file, the first to name its batch in the table counts."""
    known = _known(record, sha256, order)
    if known is not None:
        return known, False
    _sweep(record, order.today)
    batch = f"{sha256[:_BATCH]}-{order.run}-{token_hex(3)}"
    try:
        found, new = _read_whole(record, path, order, tally, sha256=sha256, batch=batch)
    except ReadError:
        _discard(record, batch)
        raise
    if not new:
        _discard(record, batch)
    return found, new


def _sweep(record: Record, today: date) -> None:
    """Take out the rows of attempts that never came to their end, once none of them can still be under way."""
    named = {each.batch for each in imported_files(record)}
    limit = f"{today - _UNDER_WAY:%Y%m%d}"
    with fetching(record.path), rows_table(record.path).opened().asked() as query:
        batches = [batch for (batch,) in query("SELECT DISTINCT batch FROM rows")]
    for batch in batches:
        # A batch of an attempt goes on with its run, and that with the day on which it began.
        if batch not in named and batch[_BATCH + 1 :] and batch[_BATCH + 1 : _BATCH + 9] < limit:
            _discard(record, batch)


def _known(record: Record, sha256: str, order: Ordered) -> ImportedFile | None:
    """The file of these bytes and this format that the record holds; null when none."""
    return next((each for each in imported_files(record) if (each.sha256, each.coder) == (sha256, order.format)), None)


def _read_whole(
    record: Record, path: Path, order: Ordered, tally: Tally, *, sha256: str, batch: str
) -> tuple[ImportedFile, bool]:
    """Read a file to its end; gives it as it is kept, and whether this attempt is the one that is kept."""
    span, held, rows, shape = _Span(), [], 0, None
    # The next blocks are read while a chunk is written: writing needs no Python.
    with ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for shape, table in _tables(path, order, tally):
            if table is None:
                continue
            span.add(table.column("date"))
            held.append(_marked(table, order.format, shape, batch, rows))
            rows += table.num_rows
            if sum(each.num_rows for each in held) >= CHUNK:
                if written is not None:
                    written.result()
                written, held = writer.submit(_write, record, held), []
        if written is not None:
            written.result()
    if shape is None or not (tally.kept or tally.skipped):
        raise InputEmpty(str(path), "holds a header and no rows", "get the file anew from where it is published")
    _write(record, held)
    done = ImportedFile(
        file=path.name,
        coder=order.format,
        layout=shape.layout.name,
        batch=batch,
        rows=tally.kept,
        skipped=tally.skipped,
        since=None if span.since is None else span.since.isoformat(),
        until=None if span.until is None else span.until.isoformat(),
        licence=order.licence,
        origin=order.origin,
        read_at=order.read_at,
        run=order.run,
        sha256=sha256,
    )
    return _named(record, done, order)


def _named(record: Record, done: ImportedFile, order: Ordered) -> tuple[ImportedFile, bool]:
    """Name a file's batch in the files' table, unless another attempt at the same bytes was first."""

    def attempt() -> tuple[ImportedFile, bool]:
        opened = files_table(record.path).opened()
        # What is there is looked at on a version that is no older than the one appended to.
        known = _known(record, done.sha256, order)
        if known is not None:
            return known, False
        opened.table.make_sure_of_room(_ROW_BYTES)
        opened.append(opened.table.rows([_row(done)]))
        return done, True

    with writing(record.path), locked(record.path):
        return retried(record.path, attempt)


def _tables(path: Path, order: Ordered, tally: Tally) -> Iterator[tuple[Shape, Any]]:
    """The rows of a file that can be kept, a block at a time, as Arrow tables; before each part only its shape."""
    size = path.stat().st_size
    with unbroken(path):
        for opened in streams(path):
            start = opened.stream.read(_START).removeprefix(b"\xef\xbb\xbf")
            make_sure_of_text(opened.name, start)
            shape = shape_of(start.partition(b"\n")[0], format=order.format, name=opened.name)
            yield shape, None
            reader = READERS[order.format, shape.layout.name]
            for raw in raw_rows(opened.stream, start, shape, reader.columns, tally):
                yield shape, table_of(reader.draft(raw, today=order.today, tally=tally), tally)
                if order.watch is not None:
                    order.watch(ImportProgress(str(path), opened.file.tell(), size, tally.kept))


def _marked(table: Any, coder: str, shape: Shape, batch: str, first: int) -> Any:
    """The table with what tells whose rows they are; an id is the source's own, or the row's number in the file."""
    import pyarrow as pa
    import pyarrow.compute as pc

    size = table.num_rows
    numbers = pa.array(np.arange(first + 1, first + size + 1)).cast(pa.string())
    ids = pc.binary_join_element_wise(pa.scalar(batch[:_BATCH]), numbers, ":")
    if "key" in table.column_names:
        own = pc.binary_join_element_wise(pa.scalar(coder), table.column("key").cast(pa.string()), ":")
        ids = pc.coalesce(own, ids)
        table = table.drop_columns(["key"])
    table = table.append_column("id", ids)
    for name, word in (("coder", coder), ("layout", shape.layout.name), ("batch", batch)):
        places = pa.array(np.zeros(size, dtype=np.int32))
        table = table.append_column(name, pa.DictionaryArray.from_arrays(places, pa.array([word])))
    return table


def _write(record: Record, held: list[Any]) -> None:
    """Commit the rows of some blocks, sorted by dyad."""
    import pyarrow as pa

    if not held:
        return
    whole = pa.concat_tables(held, promote_options="default").unify_dictionaries()
    schema = rows_table(record.path).schema()
    sorted_rows = whole.take(pa.array(_by_dyad(whole.column("dyad").combine_chunks())))
    columns = [
        sorted_rows.column(each.name).cast(each.type)
        if each.name in sorted_rows.column_names
        else pa.nulls(len(sorted_rows), each.type)
        for each in schema
    ]
    chunk = pa.table(columns, schema=schema)
    _append(record, rows_table(record.path), lambda table: chunk)


def _by_dyad(dyads: Any) -> np.ndarray[Any, Any]:
    """The order of the rows: by dyad, those without one last, else as they came."""
    words = dyads.dictionary.to_pylist()
    rank = np.empty(len(words) + 1, dtype=np.int64)
    rank[np.array(sorted(range(len(words)), key=words.__getitem__), dtype=np.int64)] = np.arange(len(words))
    rank[-1] = len(words)
    codes = dyads.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return np.argsort(rank[codes], kind="stable")


def _append(record: Record, table: Any, rows: Callable[[Any], Any]) -> None:
    def attempt() -> None:
        opened = table.opened()
        made = rows(table)
        table.make_sure_of_room(len(made) * _ROW_BYTES)
        opened.append(made)

    with writing(record.path), locked(record.path):
        retried(record.path, attempt)


def _discard(record: Record, batch: str) -> None:
    """Take out the rows of a batch that a stopped run has left."""
    with writing(record.path), locked(record.path):
        opened = rows_table(record.path).opened()
        with opened.asked() as query:
            left = next(query("SELECT count(*) FROM rows WHERE batch = $1", batch), (0,))
        if left[0]:
            opened.delta.delete(f"batch = '{batch}'")


def _row(done: ImportedFile) -> dict[str, Any]:
    return {name: getattr(done, name) for name in ImportedFile.__struct_fields__}
