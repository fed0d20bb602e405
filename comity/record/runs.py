"""The traces of runs, in a table beside the log: a row when a run begins, at times while it goes on, when it ends."""

from collections.abc import Iterable
from importlib import metadata
from typing import Any

import msgspec

from comity.model import Run
from comity.record.places import Place
from comity.record.tables import Table, retried, texts

TABLE = "runs"
# `at` is the moment of the row; `trace` the Run as JSON, so that later versions can add to it.
COLUMNS = ("id", "command", "status", "at", "trace")
# Ended after begun, even where the clock went back between the two.
_LAST = (
    "SELECT trace FROM rows"
    " QUALIFY row_number() OVER (PARTITION BY id ORDER BY status <> 'begun' DESC, \"at\" DESC) = 1"
)


def table(folder: Place) -> Table:
    """The table in a record's folder."""
    return texts(folder, TABLE, COLUMNS)


def note(folder: Place, runs: Iterable[Run]) -> None:
    """Commit the traces as they stand now; an earlier row of the same run stays beside its later one."""
    rows = [_row(each) for each in runs]

    def attempt() -> None:
        opened = table(folder).laid()
        opened.table.make_sure_of_room(sum(len(row["trace"]) for row in rows))
        opened.append(opened.table.rows(rows))

    if rows:
        retried(folder, attempt)


def held(folder: Place) -> tuple[Run, ...]:
    """Every run as it was noted last, in the order of their start."""
    if not table(folder).exists():
        return ()
    with table(folder).opened().asked() as query:
        # Only the last row of each is decoded: a follower renews its trace for years.
        found = [msgspec.json.decode(trace, type=Run) for (trace,) in query(_LAST)]
    return tuple(sorted(found, key=lambda run: (run.started, run.id)))


def last_moment(folder: Place) -> str:
    """The latest moment that a run was noted at; "" without any."""
    if not table(folder).exists():
        return ""
    with table(folder).opened().asked() as query:
        return str(next(query('SELECT max("at") FROM rows'), (None,))[0] or "")


def release() -> str:
    """The version of Comity that is at work."""
    try:
        return metadata.version("comity")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _row(run: Run) -> dict[str, Any]:
    at = run.ended or run.noted or run.started
    trace = msgspec.json.encode(run).decode()
    return {"id": run.id, "command": run.command, "status": run.status, "at": at, "trace": trace}
