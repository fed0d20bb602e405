"""The Delta table of codings: its schema, appends that double nothing, and reads that decode little.

`deltalake`, `pyarrow` and `duckdb` are imported inside the functions: together they cost half a second, which
a command that needs no record should not pay.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from comity.errors import RecordUnwritable
from comity.model import Coding
from comity.record.columns import dyads_of, rows_of, states_of, text_hash

SCHEMA = 1
TABLE = "codings"
# Each commit adds a file, and every append and scan opens them all. With 64 of them an append took twice
# as long as with few; joining them takes about as long as two appends.
COMPACT_EVERY = 32
# Opening the table replays the commits since the last checkpoint, about 0.6 ms each.
CHECKPOINT_EVERY = 16
# A reader that began before a compaction may still hold the old files; none is expected to read for a day.
KEEP_HOURS = 24
# A row group is the smallest piece that a scan can leave out; 256 codings are about 8 MB of JSON.
ROW_GROUP = 256
# On one machine the lock leaves nothing to retry; this bounds the contest of several machines on one disk.
RETRIES = 50
_APPLICATION = "comity-append"
# A commit of short reports is about 20 KB with its statistics; the packed coding of a report of 350 words takes
# three times the bytes of its text.
_LEAST_ROOM, _SHARE_OF_TEXT = 32_768, 3

_TEXT_COLUMNS = ("report_id", "coder", "text_hash", "read_at", "run", "published", "outlet", "title", "url")
_COUNTED = ("actors", "events", "agreements", "pledges", "statements", "positions", "assessments", "figures")
KEYS = ("sequence", "report_id", "coder", "text_hash")
HEAD = (*KEYS, "read_at", "published", "run", "outlet", "title", "url", "schema_version")


@dataclass(frozen=True)
class Stored:
    """The head of one row of the log: which version of which report, read when, by which run."""

    sequence: int
    report_id: str
    coder: str
    text_hash: str
    read_at: str
    published: str | None
    run: str
    outlet: str | None
    title: str | None
    url: str | None
    schema_version: int
    dyads: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    row_ids: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Report, coder and text: what the log holds once."""
        return self.report_id, self.coder, self.text_hash


def create(folder: Path) -> None:
    """Lay an empty table in the folder; one that lies there is left as it is."""
    from deltalake import DeltaTable

    configuration = {"delta.checkpointInterval": str(CHECKPOINT_EVERY)}
    DeltaTable.create(folder / TABLE, schema=_schema(), mode="ignore", configuration=configuration)


def version(folder: Path) -> int:
    """The table's newest version number; it grows by at least one a commit."""
    return int(_table(folder).version())


def append(
    folder: Path, codings: Sequence[Coding], *, read_at: str, run: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Commit the codings that the log does not hold yet, all in one commit; gives ids (added, known).

    The commit carries a transaction number that is the version it was checked against. If another writer
    committed in between, Delta refuses it, and the check is made again on the newer version.
    """
    from deltalake.exceptions import CommitFailedError

    for _ in range(RETRIES):
        table = _table(folder)
        fresh, known, sequence = _unknown(folder, table, codings)
        if not fresh:
            return (), known
        _make_sure_of_room(folder, fresh)
        try:
            _commit(table, _rows(fresh, read_at=read_at, run=run, sequence=sequence))
        except CommitFailedError as error:
            if "concurrent" not in str(error).lower():
                raise
            continue
        if table.version() % COMPACT_EVERY == 0:
            compact(folder)
        return tuple(coding.report.id for coding in fresh), known
    problem = "other writers kept committing first"
    raise RecordUnwritable(str(folder), problem, "run the same command again when they are done")


def _make_sure_of_room(folder: Path, codings: Sequence[Coding]) -> None:
    """Write and remove as much as the commit may need; raises the system's error if that can't be done.

    delta-rs finds a full or read-only disk too, but its threads tell of it on stderr in words for programmers.
    """
    size = _LEAST_ROOM + sum(len(coding.report.text) * _SHARE_OF_TEXT for coding in codings)
    for place, needed in ((folder / TABLE, size), (folder / TABLE / "_delta_log", _LEAST_ROOM)):
        trial = place / f".room-{os.getpid()}"
        try:
            with trial.open("wb") as file:
                file.write(bytes(needed))
        finally:
            trial.unlink(missing_ok=True)


def compact(folder: Path) -> None:
    """Join the small files of many commits into few; the rows and their order stay."""
    from deltalake.exceptions import CommitFailedError

    table = _table(folder)
    try:
        table.optimize.compact(writer_properties=_properties())
        table.vacuum(retention_hours=KEEP_HOURS, dry_run=False, enforce_retention_duration=False)
    except CommitFailedError:
        # Another machine's writer came first; the files stay as many as they were until the next append.
        return


def heads(folder: Path, *, extra: Sequence[str] = ()) -> list[Stored]:
    """The head of every row in the log's order; `extra` adds `dyads`, `states` or `row_ids`."""
    names = (*HEAD, *extra)
    found: dict[tuple[int, str, str, str], Stored] = {}
    for values in _scan(folder, _table(folder), names):
        row = dict(zip(names, values, strict=True))
        for name in extra:
            row[name] = tuple(row[name] or ())
        stored = Stored(**row)
        found[(stored.sequence, *stored.key)] = stored
    return [found[key] for key in sorted(found)]


def contents(folder: Path, wanted: Sequence[Stored]) -> Iterator[tuple[Stored, bytes]]:
    """The JSON of the wanted rows, in the order asked for; a row group's worth is in memory at a time."""
    if not wanted:
        return
    table = _table(folder)
    for first in range(0, len(wanted), ROW_GROUP):
        part = wanted[first : first + ROW_GROUP]
        numbers = [stored.sequence for stored in part]
        # The bounds let whole files and row groups be left out by their statistics.
        listed = ", ".join(str(number) for number in numbers)
        where = f"sequence BETWEEN {min(numbers)} AND {max(numbers)} AND sequence IN ({listed})"
        found = {tuple(keys): coding for *keys, coding in _scan(folder, table, (*KEYS, "coding"), where=where)}
        for stored in part:
            yield stored, found[(stored.sequence, *stored.key)]


def raw_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Every row as it lies in the table, doubled ones too, in no order: for the check."""
    names = (*HEAD, "dyads", "states", "row_ids", "coding")
    return (dict(zip(names, values, strict=True)) for values in _scan(folder, _table(folder), names))


def _unknown(folder: Path, table: Any, codings: Sequence[Coding]) -> tuple[list[Coding], tuple[str, ...], int]:
    """Codings that the table does not hold, the ids of the others, and the next number in the log's order."""
    held: set[tuple[str, str, str]] = set()
    last = -1
    for number, report_id, coder, digest in _scan(folder, table, KEYS):
        held.add((report_id, coder, digest))
        last = max(last, number)
    fresh: list[Coding] = []
    known: list[str] = []
    for coding in codings:
        key = (coding.report.id, coding.coder, text_hash(coding.report.text))
        if key in held:
            known.append(coding.report.id)
        else:
            held.add(key)
            fresh.append(coding)
    return fresh, tuple(known), last + 1


def _commit(table: Any, rows: Any) -> None:
    from deltalake import CommitProperties, Transaction, write_deltalake

    properties = CommitProperties(app_transactions=[Transaction(_APPLICATION, table.version() + 1)])
    write_deltalake(table, rows, mode="append", commit_properties=properties, writer_properties=_properties())


def _rows(codings: Sequence[Coding], *, read_at: str, run: str, sequence: int) -> Any:
    import pyarrow as pa

    columns: dict[str, list[Any]] = {name: [] for name in _schema().names}
    for number, coding in enumerate(codings, sequence):
        report = coding.report
        row: dict[str, Any] = {
            "sequence": number,
            "report_id": report.id,
            "coder": coding.coder,
            "text_hash": text_hash(report.text),
            "read_at": read_at,
            "run": run,
            "published": report.published,
            "outlet": report.outlet,
            "title": report.title,
            "url": report.url,
            "schema_version": SCHEMA,
            "dyads": dyads_of(coding),
            "states": states_of(coding),
            "row_ids": tuple(each.id for each in rows_of(coding)),
            "coding": msgspec.json.encode(coding),
        }
        row |= {f"n_{name}": len(getattr(coding, name)) for name in _COUNTED}
        for name, value in row.items():
            columns[name].append(value)
    return pa.table(columns, schema=_schema())


def _schema() -> Any:
    import pyarrow as pa

    fields = [pa.field("sequence", pa.int64())]
    fields += [pa.field(name, pa.string()) for name in _TEXT_COLUMNS]
    fields += [pa.field("schema_version", pa.int64())]
    fields += [pa.field(f"n_{name}", pa.int64()) for name in _COUNTED]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("dyads", "states", "row_ids")]
    fields += [pa.field("coding", pa.binary())]
    return pa.schema(fields)


def _properties() -> Any:
    from deltalake import ColumnProperties, WriterProperties

    # A dictionary of whole codings never repeats, and statistics over them would hold a coding each.
    plain = ColumnProperties(dictionary_enabled=False, statistics_enabled="NONE")
    return WriterProperties(
        compression="ZSTD",
        compression_level=3,
        max_row_group_size=ROW_GROUP,
        column_properties={"coding": plain},
    )


def _table(folder: Path) -> Any:
    from deltalake import DeltaTable

    return DeltaTable(folder / TABLE)


def _scan(folder: Path, table: Any, columns: Sequence[str], *, where: str = "true") -> Iterator[tuple[Any, ...]]:
    """The rows of the table's version, as tuples of these columns.

    DuckDB over the version's files: with 64 small files a third of the time of an Arrow data set over them.
    """
    import duckdb

    # Delta gives the paths as addresses (a space is %20); the table has no sub-folders, so the names suffice.
    files = [_literal(folder / TABLE / PurePosixPath(each).name) for each in table.file_uris()]
    if not files:
        return
    with duckdb.connect() as connection:
        cursor = connection.execute(f"SELECT {', '.join(columns)} FROM read_parquet($1) WHERE {where}", [files])
        while rows := cursor.fetchmany(ROW_GROUP):
            yield from rows


def _literal(path: Path) -> str:
    """A path in which no character stands for others: DuckDB takes every path for a pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))
