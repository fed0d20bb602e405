"""One SQL query over the index, in a process of its own that is killed when it takes too long or too much.

It is run by its path and needs nothing but Python itself, so that it starts in about 20 ms. A JSON object on its
standard input tells what to do, and one on its standard output what came of it (`querying.py`).
"""

import json
import sqlite3
import sys
import time
from typing import Any

# What a query may call: nothing that makes much of little, reaches files, or tells of the machine.
SAFE = frozenset(
    """abs avg ceil ceiling char coalesce count cume_dist date datetime dense_rank first_value floor glob group_concat
    hex ifnull iif instr julianday lag last_value lead length like lower ltrim match max min nth_value ntile nullif
    percent_rank rank replace round row_number rtrim sign strftime substr substring sum time total trim typeof unicode
    unixepoch upper""".split()
)
LIMITS = {
    "SQLITE_LIMIT_LENGTH": 1_000_000, "SQLITE_LIMIT_SQL_LENGTH": 20_000, "SQLITE_LIMIT_COLUMN": 200,
    "SQLITE_LIMIT_EXPR_DEPTH": 100, "SQLITE_LIMIT_COMPOUND_SELECT": 20, "SQLITE_LIMIT_VDBE_OP": 50_000,
    "SQLITE_LIMIT_FUNCTION_ARG": 20, "SQLITE_LIMIT_ATTACHED": 0, "SQLITE_LIMIT_LIKE_PATTERN_LENGTH": 500,
    "SQLITE_LIMIT_VARIABLE_NUMBER": 50, "SQLITE_LIMIT_TRIGGER_DEPTH": 1, "SQLITE_LIMIT_WORKER_THREADS": 0,
}  # fmt: skip
MEMORY, TEMPORARY = 512 * 1024 * 1024, 128 * 1024 * 1024
# The tables that the search for words keeps beside its own.
_SHADOWS = ("", "_data", "_idx", "_docsize", "_config", "_content")


def main() -> None:
    """Answer the query on standard input."""
    asked = json.load(sys.stdin)
    _bounded(int(asked["seconds"]))
    try:
        found = answer(asked)
    except MemoryError:
        found = {"problem": "takes too much memory"}
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        found = {"problem": _words(error, asked)}
    json.dump(found, sys.stdout)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Give the `columns` and `rows` of a query, and whether there are `more` than were asked for."""
    connection = sqlite3.connect(f"{asked['uri']}?mode=ro", uri=True, timeout=2)
    connection.execute("PRAGMA query_only=1")
    for table in asked["tables"]:
        if f"{table}_words" in asked["sql"].lower():
            # A search for words reads its settings when it is opened, which is not the query's doing.
            connection.execute(f"SELECT rowid FROM {table}_words LIMIT 0")
    for name, limit in LIMITS.items():
        if number := getattr(sqlite3, name, None):
            connection.setlimit(number, limit)
    connection.set_authorizer(_allowing(asked["tables"]))
    end = time.monotonic() + asked["seconds"]
    connection.set_progress_handler(lambda: time.monotonic() > end, 500)
    cursor = connection.execute(asked["sql"])
    if cursor.description is None:
        return {"problem": "gives no rows"}
    rows: list[list[Any]] = []
    size = 0
    for row in cursor:
        cells = [_cell(value) for value in row]
        size += sum(len(cell.encode()) if isinstance(cell, str) else 8 for cell in cells) + 4 * len(cells)
        if len(rows) >= asked["rows"] or size > asked["bytes"]:
            return {"columns": _names(cursor), "rows": rows, "more": True}
        rows.append(cells)
    return {"columns": _names(cursor), "rows": rows, "more": False}


def _allowing(tables: dict[str, list[str]]) -> Any:
    words = {f"{table}_words{shadow}" for table in tables for shadow in _SHADOWS}
    columns = {table: frozenset(names) | {"ROWID", ""} for table, names in tables.items()}

    def allowed(action: int, one: str | None, two: str | None, base: str | None, inner: str | None) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_OK if (two or "").lower() in SAFE else sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_PRAGMA:
            # The search for words asks this of itself.
            return sqlite3.SQLITE_OK if one == "data_version" and two is None else sqlite3.SQLITE_DENY
        if action != sqlite3.SQLITE_READ or one is None:
            return sqlite3.SQLITE_DENY
        if one in columns:
            if two in columns[one]:
                return sqlite3.SQLITE_OK
            # What is packed reads as null, so that `SELECT *` works.
            return sqlite3.SQLITE_IGNORE if two == "json" else sqlite3.SQLITE_DENY
        # A part of the query that was given a name of its own is read without naming a column.
        named = two == "" and not one.lower().startswith(("sqlite_", "pragma_", "json_", "fts", "dbstat"))
        return sqlite3.SQLITE_OK if one in words or named else sqlite3.SQLITE_DENY

    return allowed


def _names(cursor: sqlite3.Cursor) -> list[str]:
    return [str(each[0])[:200] for each in cursor.description]


def _cell(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _words(error: Exception, asked: dict[str, Any]) -> str:
    told = str(error)
    if told == "interrupted":
        return f"takes longer than {asked['seconds']} seconds"
    if "disk" in told or "out of memory" in told:
        return "takes too much memory"
    return told


def _bounded(seconds: int) -> None:
    try:
        import resource
    except ImportError:
        # Systems without limits of a process have those of SQLite, and the kill from outside.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (TEMPORARY, TEMPORARY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))


if __name__ == "__main__":
    main()
