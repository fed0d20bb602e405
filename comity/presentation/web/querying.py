"""SQL of a reader's own over the index: one SELECT, answered by a process of its own with bounds on all it takes."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from comity.errors import UsageError
from comity.presentation.web.problems import Refused

SECONDS = 2
MOST_ROWS = 1_000
MOST_BYTES = 1_000_000
LONGEST = 6_000
# Queries under way at once; others wait for so long.
AT_ONCE, PATIENCE = 2, 6.0

_ALONE = Path(__file__).with_name("querying_alone.py")
_BENCH = BoundedSemaphore(AT_ONCE)
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Result:
    """What a query gave: its columns and rows, and whether there are `more` than are shown."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    more: bool


def asked(path: Path, sql: str, tables: Mapping[str, Sequence[str]]) -> Result:
    """Give what a query of the index at `path` gives, reading nothing but these tables and columns.

    At most 1,000 rows and 1 MB of text, within 2 seconds. Raises `UsageError` for what is no query or takes too much,
    `Refused` when too many others are being answered.
    """
    if len(sql) > LONGEST or "\0" in sql:
        raise UsageError("the query", f"is longer than {LONGEST:,} letters or no text", "write a shorter one")
    first = _COMMENTS.sub(" ", sql).split(None, 1)
    if not first or first[0].casefold() not in ("select", "with"):
        raise UsageError("the query", "is no SELECT", "begin with SELECT or WITH; the desk reads and never writes")
    given = {"uri": path.absolute().as_uri(), "sql": sql, "tables": {name: list(each) for name, each in tables.items()},
             "seconds": SECONDS, "rows": MOST_ROWS, "bytes": MOST_BYTES}  # fmt: skip
    if not _BENCH.acquire(timeout=PATIENCE):
        raise Refused(503, "Others are asking just now; try again in a few seconds.")
    try:
        found = _answered(json.dumps(given))
    finally:
        _BENCH.release()
    if "problem" in found:
        raise UsageError("the query", f"can't be answered: {found['problem']}", "change it; the tables stand below")
    return _without_packed(Result(tuple(found["columns"]), found["rows"], found["more"]))


def _answered(given: str) -> dict[str, Any]:
    try:
        # Neither the environment nor what is installed beside Python reaches the query.
        done = subprocess.run([sys.executable, "-I", "-S", str(_ALONE)], input=given, capture_output=True, text=True,
                              timeout=SECONDS + 3, env={}, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"problem": f"takes longer than {SECONDS} seconds"}
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # Ended by the system for what it took.
        return {"problem": "takes too much time or memory"}
    return found


def _without_packed(result: Result) -> Result:
    """Without the columns of packed values, which read as nothing but nulls."""
    kept = [at for at, name in enumerate(result.columns) if name != "json" or any(row[at] for row in result.rows)]
    if len(kept) == len(result.columns):
        return result
    rows = [[row[at] for at in kept] for row in result.rows]
    return Result([result.columns[at] for at in kept], rows, result.more)
