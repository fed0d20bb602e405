"""A Delta table in the record's folder: laid, appended to, scanned and compacted; what its rows mean is the caller's.

`deltalake`, `pyarrow` and `duckdb` are imported inside the functions: together they cost half a second, which
a command that needs no record should not pay.
"""

import os
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from comity.errors import RecordUnwritable
from comity.record.places import Place, Remote, rows_at, storage_of
from comity.record.querying import cursor_over

# Each commit adds a file, and every append and scan opens them all. With 64 of them an append took twice
# as long as with few; joining them takes about as long as two appends.
COMPACT_EVERY = 32
# Opening the table replays the commits since the last checkpoint, about 0.6 ms each.
CHECKPOINT_EVERY = 16
# A reader that began before a compaction may still hold the old files; none is expected to read for a day.
KEEP_DAYS = 1.0
# No setting takes files from under a reader that is in the middle of them.
_LEAST_HOURS = 1
# Delta's own default for how long the commits of earlier versions are kept.
_LOG_DAYS = 30
# On one machine the lock leaves nothing to retry; this bounds the contest of several machines on one disk or store.
RETRIES = 50
# Seconds that a writer who was overtaken waits at most, twice as many each time: a crowd would else only contest.
_FIRST_WAIT, _LONGEST_WAIT = 0.02, 2.0
# A commit of short rows is about 20 KB with its statistics.
LEAST_ROOM = 32_768
# Beyond so many bytes the disk is asked whether there is room for them; fewer are written to see.
_WRITTEN = 1 << 24
_APPLICATION = "comity-append"
_FETCHED = 4096
_BATCHED = 65_536

Made = TypeVar("Made")


class Overtaken(Exception):
    """Another writer committed first; what was to be appended has to be checked against the newer version."""


@dataclass(frozen=True)
class Table:
    """The table `name` in a record's `folder`, appended to and never edited.

    `schema` gives its Arrow schema. `plain` columns are large values that never repeat: no dictionary, no
    statistics. A row group of `row_group` rows is the smallest piece that a scan can leave out.
    """

    folder: Place
    name: str
    schema: Callable[[], Any]
    plain: tuple[str, ...] = ()
    row_group: int = 8192

    @property
    def path(self) -> Place:
        """The table's own folder or address."""
        return self.folder / self.name

    def exists(self) -> bool:
        """Whether the table was laid; a folder without a first commit is none yet."""
        if isinstance(self.path, Remote):
            from deltalake import DeltaTable

            return bool(DeltaTable.is_deltatable(str(self.path), storage_options=storage_of(self.path)))
        log = self.path / "_delta_log"
        return log.is_dir() and any(log.glob("*.json"))

    def create(self) -> None:
        """Lay an empty table; one that lies there is left as it is."""
        from deltalake import DeltaTable

        configuration = {"delta.checkpointInterval": str(CHECKPOINT_EVERY), **_retention(KEEP_DAYS)}
        DeltaTable.create(
            str(self.path),
            schema=self.schema(),
            mode="ignore",
            configuration=configuration,
            storage_options=storage_of(self.path),
        )

    def opened(self) -> "Opened":
        """The table as of its newest version."""
        return Opened(self, self._delta())

    def make_sure_of_room(self, size: int) -> None:
        """Claim and let go of as much of the disk as a commit may need; raises the system's error if that fails.

        delta-rs finds a full or read-only disk too, but its threads tell of it on stderr in words for programmers. An
        object store has no end, and says itself what it does not take.
        """
        if isinstance(self.path, Remote):
            return
        for place, needed in ((self.path, LEAST_ROOM + size), (self.path / "_delta_log", LEAST_ROOM)):
            trial = place / f".room-{os.getpid()}"
            try:
                with trial.open("wb") as file:
                    if needed > _WRITTEN and hasattr(os, "posix_fallocate"):
                        os.posix_fallocate(file.fileno(), 0, needed)
                    else:
                        file.write(bytes(needed))
            finally:
                trial.unlink(missing_ok=True)

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> Any:
        """An Arrow table of rows that have a value for each column."""
        import pyarrow as pa

        schema = self.schema()
        columns: dict[str, list[Any]] = {name: [] for name in schema.names}
        for row in rows:
            for name, values in columns.items():
                values.append(row[name])
        return pa.table(columns, schema=schema)

    def everything(self) -> list[dict[str, Any]]:
        """Every row of a small table, in no order; none where the table was not laid."""
        if not self.exists():
            return []
        names = self.schema().names
        return [dict(zip(names, cells, strict=True)) for cells in self.opened().scan(names)]

    def laid(self) -> "Opened":
        """The table as of its newest version; it is laid first where it was not."""
        if not self.exists():
            self.create()
        return self.opened()

    def _delta(self) -> Any:
        from deltalake import DeltaTable

        return DeltaTable(str(self.path), storage_options=storage_of(self.path))

    def _properties(self) -> Any:
        from deltalake import ColumnProperties, WriterProperties

        plain = ColumnProperties(dictionary_enabled=False, statistics_enabled="NONE")
        return WriterProperties(
            compression="ZSTD",
            compression_level=3,
            max_row_group_size=self.row_group,
            column_properties=dict.fromkeys(self.plain, plain),
        )


@dataclass(frozen=True)
class Opened:
    """A table as it stood when it was opened."""

    table: Table
    delta: Any

    @property
    def version(self) -> int:
        """The version's number; it grows by at least one a commit."""
        return int(self.delta.version())

    @property
    def mark(self) -> tuple[int, ...] | None:
        """What no other table, nor another one laid in the same place, has; null where that can't be told."""
        if isinstance(self.table.path, Remote):
            return None
        try:
            commit = (self.table.path / "_delta_log" / f"{self.version:020}.json").stat()
        except OSError:
            return None
        return self.version, commit.st_ino, commit.st_mtime_ns

    def append(self, rows: Any) -> None:
        """Commit an Arrow table of rows; raises `Overtaken` when another writer committed since this was opened.

        The commit carries a transaction number that is the version it was checked against; Delta refuses a second
        one of the same number.
        """
        from deltalake import CommitProperties, Transaction, write_deltalake
        from deltalake.exceptions import CommitFailedError

        properties = CommitProperties(app_transactions=[Transaction(_APPLICATION, self.delta.version() + 1)])
        try:
            write_deltalake(
                self.delta,
                rows,
                mode="append",
                commit_properties=properties,
                writer_properties=self.table._properties(),
            )
        except CommitFailedError as error:
            if "concurrent" in str(error).lower():
                raise Overtaken from error
            raise
        if self.delta.version() % COMPACT_EVERY == 0:
            self.compact()

    def compact(self, *, whole: bool = False) -> int:
        """Join the small files of many commits into few; the rows and their order stay.

        Files that no version needs which is younger than the table's days of retention are removed; gives how many.
        `whole` looks through all files for them, those that killed writers left, too.
        """
        from deltalake.exceptions import CommitFailedError

        delta = self.table._delta()
        try:
            delta.optimize.compact(writer_properties=self.table._properties())
            return len(delta.vacuum(dry_run=False, full=whole))
        except CommitFailedError:
            # Another machine's writer came first; the files stay as many as they were until the next append.
            return 0

    def files(self) -> list[str]:
        """The Parquet files of this version: addresses in a store, in a folder patterns that fit only themselves."""
        place = self.table.path
        if isinstance(place, Remote):
            return list(self.delta.file_uris())
        # Delta gives the paths as addresses (a space is %20); the table has no sub-folders, so the names suffice.
        return [_literal(place / PurePosixPath(each).name) for each in self.delta.file_uris()]

    def scan(self, columns: Sequence[str], *, where: str = "true", by: int = _FETCHED) -> Iterator[tuple[Any, ...]]:
        """The rows as tuples of these columns, `by` of them in memory at a time.

        DuckDB over the version's files: with 64 small files a third of the time of an Arrow data set over them.
        """
        with self.asked() as query:
            names = ", ".join(f'"{column}"' for column in columns)
            yield from query(f"SELECT {names} FROM rows WHERE {where}", by=by)

    def bounds(self, columns: Sequence[str]) -> Iterator[tuple[str, list[Any], list[Any]]]:
        """Each file, with the least and the greatest value of each column as its commit tells them; null: untold."""
        import pyarrow as pa

        told = pa.table(self.delta.get_add_actions(flatten=True)).to_pylist()
        for row in told:
            yield row["path"], *([row.get(f"{end}.{name}") for name in columns] for end in ("min", "max"))

    @contextmanager
    def asked(self, some: Sequence[str] | None = None) -> Iterator[Callable[..., Iterator[tuple[Any, ...]]]]:
        """A function from SQL over the view `rows` (and values for its `$1`, `$2` ...) to rows; one query at a time.

        Of the rows it may leave out those of other files than `some` (of `bounds`).
        """
        with self._viewed(some) as connection:

            def query(sql: str, *values: Any, by: int = _FETCHED) -> Iterator[tuple[Any, ...]]:
                if connection is None:
                    return
                connection.execute(sql, list(values))
                while found := connection.fetchmany(by):
                    yield from found

            yield query

    def batches(self, sql: str, *values: Any, by: int = _BATCHED) -> Iterator[Any]:
        """Arrow record batches of a query like those of `asked`, `by` rows of them in memory at a time.

        A table without rows gives no batch, and one with rows at least one, which may be empty.
        """
        with self._viewed() as connection:
            if connection is not None:
                yield from connection.sql(sql, params=list(values)).to_arrow_reader(by)

    @contextmanager
    def _viewed(self, some: Sequence[str] | None = None) -> Iterator[Any]:
        """A connection that sees this version as the view `rows`; null where the table has no file yet."""
        files = self.files()
        if some is not None and not isinstance(self.table.path, Remote):
            names = {PurePosixPath(each).name for each in some}
            files = [each for each in files if PurePosixPath(each).name in names]
        connection = cursor_over(files)
        try:
            if files and isinstance(self.table.path, Remote):
                connection.register("rows", rows_at(self.delta))
            elif files:
                listed = ", ".join(_quoted(each) for each in files)
                connection.execute(f"CREATE TEMP VIEW rows AS SELECT * FROM read_parquet([{listed}])")
            yield connection if files else None
        finally:
            connection.close()


def retain(path: Place, days: float = KEEP_DAYS) -> None:
    """Write into the table at `path` for how many days replaced files stay; one that says so already is left alone."""
    from deltalake import DeltaTable

    delta, wanted = DeltaTable(str(path), storage_options=storage_of(path)), _retention(days)
    if any(delta.metadata().configuration.get(name) != value for name, value in wanted.items()):
        delta.alter.set_table_properties(wanted)


def _retention(days: float) -> dict[str, str]:
    hours = max(_LEAST_HOURS, round(days * 24))
    return {
        "delta.deletedFileRetentionDuration": f"interval {hours} hours",
        "delta.logRetentionDuration": f"interval {max(_LOG_DAYS * 24, hours)} hours",
    }


def texts(folder: Place, name: str, columns: Sequence[str]) -> Table:
    """A table whose columns are all text."""

    def schema() -> Any:
        import pyarrow as pa

        return pa.schema([pa.field(column, pa.string()) for column in columns])

    return Table(folder, name, schema)


def retried(folder: Place, attempt: Callable[[], Made]) -> Made:
    """What `attempt` gives; it is made again as often as it was overtaken. Raises `RecordUnwritable`."""
    wait = _FIRST_WAIT
    for _ in range(RETRIES):
        try:
            return attempt()
        except Overtaken:
            time.sleep(random.uniform(0, wait))
            wait = min(2 * wait, _LONGEST_WAIT)
    problem = "other writers kept committing first"
    raise RecordUnwritable(str(folder), problem, "run the same command again when they are done")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _literal(path: Path) -> str:
    """A path in which no character stands for others: DuckDB takes every path for a pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))
