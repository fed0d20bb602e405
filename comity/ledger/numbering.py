"""Numbers and names for what was placed in parts: as one placing of all of it, one after another, would give them.

Worked out by DuckDB over Arrow tables, with a bound on its memory: of ten million events there is no list in Python.
"""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from comity.ledger.renaming import NAMED, lay, rename
from comity.record import Opened, Place, caches_of

# What DuckDB holds in memory before it writes to the disk.
_MEMORY = "2GB"


class Numbering:
    """A DuckDB of its own with the table `placed`: of each event its part and row there, its number and incident."""

    def __init__(self, connection: Any, heads: Sequence[Any], *, first: int) -> None:
        self.connection, self._first = connection, first
        lay(connection, "heads", _with_parts(heads))
        # The rows of a table made in an order are numbered in it.
        connection.execute(
            "CREATE TABLE sorted AS SELECT * FROM heads ORDER BY sequence, late, width, event_id, part, place"
        )
        connection.execute("DROP TABLE heads")
        connection.execute("CREATE TABLE renamed (incident VARCHAR, id VARCHAR)")

    def name(self, taken: Collection[str], kept: Collection[str]) -> None:
        """Name new incidents after the first of their events by id, as `placing.name_of` does.

        `taken` are the ids of events that were placed before under these, `kept` the incidents that were there.
        """
        lay(self.connection, "taken", _texts("id", taken))
        lay(self.connection, "kept", _texts("id", kept))
        name = NAMED.format("CASE WHEN is_new THEN first ELSE first || '@' || number END")
        self.connection.execute(
            f"""
            CREATE TABLE opening AS
            WITH unnamed AS (SELECT *, rowid + {self._first:d} AS number FROM sorted WHERE incident IS NULL),
            since AS (SELECT part, opened, min(sequence) AS sequence FROM unnamed GROUP BY ALL)
            SELECT part, opened, sequence, min(event_id) AS first, min(number) AS number
            FROM unnamed JOIN since USING (part, opened, sequence) GROUP BY ALL
            """
        )
        self.connection.execute(
            f"""
            CREATE TABLE named AS
            WITH earlier AS (
                SELECT DISTINCT first FROM opening JOIN sorted ON event_id = first
                WHERE sorted.sequence < opening.sequence
            ),
            told AS (
                SELECT *, first NOT IN (FROM earlier) AND first NOT IN (FROM taken)
                    AND {NAMED.format("first")} NOT IN (FROM kept)
                    AND row_number() OVER (PARTITION BY first ORDER BY number) = 1 AS is_new FROM opening
            )
            SELECT part, opened, {name} AS incident FROM told
            """
        )
        self.connection.execute(
            f"""
            CREATE TABLE placed AS
            SELECT sorted.rowid + {self._first:d} AS number, part, place, sequence, event_id, digest,
                coalesce(sorted.incident, named.incident) AS incident
            FROM sorted LEFT JOIN named USING (part, opened)
            """
        )
        for done in ("sorted", "opening", "named"):
            self.connection.execute(f"DROP TABLE {done}")

    def __len__(self) -> int:
        """How many events were placed."""
        return int(self.connection.execute("SELECT count(*) FROM placed").fetchone()[0])

    def take_old_ids(self, opened: Opened, edition: int, *, until: int) -> tuple[int, bool]:
        """Give incidents the ids that an edition of the table has for the most of their events (`renaming.rename`).

        Gives how many events are in another incident than there, and whether the edition holds the very events that
        were placed now, up to the place `until` of the log.
        """
        found = "SELECT sequence, event_id, number, incident, hash(event) AS digest FROM rows WHERE edition = $1"
        lay(self.connection, "was", _reader(opened.batches(found, edition)))
        lay(self.connection, "ever", _reader(opened.batches("SELECT DISTINCT incident FROM rows")))
        self.connection.execute(
            """
            CREATE TABLE before AS
            SELECT sequence, event_id, count(*) AS rows, arg_max(incident, number) AS incident,
                any_value(digest) AS digest
            FROM was GROUP BY ALL
            """
        )
        self.connection.execute("DROP TABLE was")
        rename(self.connection, edition=edition + 1)
        changed, *counts = self.connection.execute(
            """
            SELECT count(*) FILTER (before.incident IS DISTINCT FROM coalesce(id, placed.incident)),
                count(*) FILTER (placed.sequence <= $1),
                count(*) FILTER (placed.digest = before.digest),
                (SELECT sum(rows) FROM before)
            FROM placed LEFT JOIN before USING (sequence, event_id)
            LEFT JOIN renamed ON renamed.incident = placed.incident
            """,
            [until],
        ).fetchone()
        return changed, len(set(counts)) == 1

    def settle(self) -> None:
        """Lay the numbers out part by part, under the ids that incidents have in the end."""
        self.connection.execute(
            """
            CREATE TABLE settled AS
            SELECT part, number, coalesce(id, incident) AS incident FROM placed LEFT JOIN renamed USING (incident)
            ORDER BY part, place
            """
        )

    def of_part(self, part: int) -> Any:
        """The number and the incident of each row of a part, in their order: an Arrow table."""
        found = f"SELECT number, incident FROM settled WHERE part = {part:d}"
        return self.connection.sql(found).to_arrow_table()


@contextmanager
def numbering(folder: Place, heads: Sequence[Any], *, first: int) -> Iterator[Numbering]:
    """Number what parts have placed, from `first` on; `heads` has an Arrow table of each part (`parting.drafts`)."""
    import duckdb

    spilled = tempfile.mkdtemp(prefix="numbering-", dir=caches_of(folder))
    try:
        with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spilled}) as connection:
            yield Numbering(connection, heads, first=first)
    finally:
        shutil.rmtree(spilled, ignore_errors=True)


def _with_parts(heads: Sequence[Any]) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.concat_tables(
        each.append_column("part", pa.array(np.full(len(each), part, np.int32))).append_column(
            "place", pa.array(np.arange(len(each), dtype=np.int32))
        )
        for part, each in enumerate(heads)
    )


def _reader(batches: Iterator[Any]) -> Any:
    import pyarrow as pa

    first = next(batches)
    return pa.RecordBatchReader.from_batches(first.schema, chain([first], batches))


def _texts(name: str, texts: Collection[str]) -> Any:
    import pyarrow as pa

    return pa.table({name: pa.array(sorted(texts), pa.string())})
