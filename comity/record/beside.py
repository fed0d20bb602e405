"""Small tables beside the log of codings: rows of text that are only ever added.

`deltalake`, `pyarrow` and `duckdb` are imported inside the functions, as in `store`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Each append adds a file; joining that many takes less than reading them ten times.
COMPACT_EVERY = 64

Row = dict[str, str | None]


def append(folder: Path, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Commit rows in one go, making the table where there is none; all or none are there after a crash."""
    import pyarrow as pa
    from deltalake import DeltaTable, write_deltalake

    schema = pa.schema([pa.field(name, pa.string()) for name in columns])
    place = folder / table
    if not exists(folder, table):
        DeltaTable.create(place, schema=schema, mode="ignore")
    held = DeltaTable(place)
    write_deltalake(
        held, pa.table({name: [row[name] for row in rows] for name in columns}, schema=schema), mode="append"
    )
    if held.version() % COMPACT_EVERY == 0:
        _compact(held)


def exists(folder: Path, table: str) -> bool:
    """Tell whether a table was made in this record."""
    return (folder / table / "_delta_log").is_dir()


def rows(folder: Path, table: str, columns: Sequence[str]) -> list[Row]:
    """Give every row of a table, in no order; none where there is no table."""
    if not exists(folder, table):
        return []
    from deltalake import DeltaTable

    found: list[dict[str, Any]] = DeltaTable(folder / table).to_pyarrow_table(columns=list(columns)).to_pylist()
    return found


def _compact(held: Any) -> None:
    from deltalake.exceptions import CommitFailedError

    try:
        held.optimize.compact()
    except CommitFailedError:  # another writer came first; the files stay as many as they were
        return
