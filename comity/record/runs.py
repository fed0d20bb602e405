"""The traces of runs, in a table beside the log: a row when a run begins, another when it ends."""

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
    found: dict[str, tuple[tuple[bool, str], Run]] = {}
    for row in table(folder).everything():
        # Ended after begun, even where the clock went back between the two.
        place = (row["status"] != "begun", row["at"])
        if row["id"] not in found or found[row["id"]][0] < place:
            found[row["id"]] = place, msgspec.json.decode(row["trace"], type=Run)
    return tuple(sorted((run for _, run in found.values()), key=lambda run: (run.started, run.id)))


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
    at = run.ended or run.started
    trace = msgspec.json.encode(run).decode()
    return {"id": run.id, "command": run.command, "status": run.status, "at": at, "trace": trace}
