"""The process's DuckDB over the files of tables: what it remembers of files is bounded."""

from collections.abc import Sequence
from threading import Lock
from typing import Any

# The ends of files, which tell what lies where, are kept: those of a million codings take half a second to read,
# each time. DuckDB forgets those of removed files too late, so that it is replaced after so many more than are in use.
_MORE_FILES = 256


class _Engine:
    """A DuckDB without data of its own: to start one takes longer than most queries."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._database: Any = None
        self._files: set[str] = set()

    def cursor(self, files: Sequence[str]) -> Any:
        """A connection of its own to ask over these files."""
        with self._lock:
            self._files.update(files)
            if self._database is None or len(self._files) > len(files) + _MORE_FILES:
                self._files = set(files)
                # Who still asks the one before keeps it until it is closed.
                self._database = _started()
            return self._database.cursor()

    def forget(self) -> None:
        """Leave the DuckDB to those who still ask it; the next query starts another."""
        with self._lock:
            self._database = None


def _started() -> Any:
    import duckdb

    # What is read is not kept in memory: it would only crowd out what the process needs. Nor is anything fetched from
    # the network because a query seems to call for it.
    return duckdb.connect(
        config={
            "enable_external_file_cache": False,
            "parquet_metadata_cache": True,
            "autoinstall_known_extensions": False,
        }
    )


_ENGINE = _Engine()


def cursor_over(files: Sequence[str]) -> Any:
    """A DuckDB connection for queries over these Parquet files; the caller closes it."""
    return _ENGINE.cursor(files)


def forget_files() -> None:
    """Give back what is remembered of files, and what memory DuckDB keeps at hand for its next query.

    For what asks once in a while for weeks: that memory grows with the tables and with time.
    """
    _ENGINE.forget()
