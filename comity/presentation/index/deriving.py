"""What the whole ledger gives, brought into the index: pledges, assessments and actors.

Of a small record they are drawn at once. Of a large one each dyad is drawn by itself, and again only when a report of
its own is new: a kill loses one dyad's work, readers see each dyad as it is done, and one dyad is in memory at a time.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from comity import api
from comity.config import Settings
from comity.presentation.filters import Filters
from comity.presentation.index.facts import PARTED, packed, unpacked
from comity.presentation.index.meta import changed, tell, told
from comity.presentation.index.tables import WHOLE, opened_to_write
from comity.presentation.index.writing import write_ids, write_whole
from comity.presentation.views import OVER_TIME, VIEWS

By = Literal["read", "published"]
# Of more reports than this the whole ledger is not held in memory at once: it is drawn dyad by dyad.
WHOLE_LEDGER = 20_000
# What each dyad gives, and of which of its reports: several dyads may tell of one row.
_LAYOUT = """
    CREATE TABLE IF NOT EXISTS drawn (dyad TEXT, tbl TEXT, id TEXT, reports INT, packed BLOB);
    CREATE INDEX IF NOT EXISTS drawn_dyad ON drawn (dyad);
    CREATE INDEX IF NOT EXISTS drawn_id ON drawn (tbl, id);
    CREATE TABLE IF NOT EXISTS drawn_of (dyad TEXT PRIMARY KEY, stamp TEXT);
"""


def derive(record: str | Path, path: Path, *, as_of: str | None = None, by: By = "read") -> bool:
    """Bring pledges, assessments and actors up to what the index holds of reports; tells whether they were behind."""
    connection = opened_to_write(path)
    try:
        now = told(connection, "state")
        if told(connection, "derived") == now:
            return False
        settings = Settings(record=str(record))
        if int(told(connection, "reports") or 0) <= WHOLE_LEDGER:
            tables = {name: api.table(name, settings=settings, as_of=as_of, by=by).rows for name in WHOLE}
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for table, rows in tables.items():
                    write_whole(connection, table, rows)
                tell(connection, "derived", now or "")
                changed(connection)
        else:
            connection.executescript(_LAYOUT)
            for dyad, stamp in _changed_dyads(connection):
                _write(connection, dyad, stamp, _drawn(settings, dyad, as_of, by))
            with connection:
                tell(connection, "derived", now or "")
                changed(connection)
        return True
    finally:
        connection.close()


def behind(path: Path) -> bool:
    """Tell whether pledges, assessments and actors are behind the reports that the index holds."""
    connection = opened_to_write(path)
    try:
        return told(connection, "derived") != told(connection, "state")
    finally:
        connection.close()


def _changed_dyads(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The dyads of which the index holds other reports than they were drawn of, each with a mark of those it holds.

    Those never drawn come first, of these the ones with most reports.
    """
    corrections = len((told(connection, "corrections") or "").split())
    held: dict[str, tuple[int, int]] = {}
    for number, dyads in connection.execute("SELECT row, dyads FROM reports"):
        for dyad in dict.fromkeys((dyads or "").split(PARTED)):
            count, total = held.get(dyad, (0, 0))
            # A report that is written anew gets a number of its own.
            held[dyad] = count + 1, total + number
    held.pop("", None)
    stamps = {dyad: f"{count}-{total}-{corrections}" for dyad, (count, total) in held.items()}
    known = dict(connection.execute("SELECT dyad, stamp FROM drawn_of"))
    gone = [(dyad, "") for dyad in known if dyad not in stamps]
    other = [(dyad, stamp) for dyad, stamp in stamps.items() if known.get(dyad) != stamp]
    return gone + sorted(other, key=lambda each: (each[0] in known, -held[each[0]][0], each[0]))


def _drawn(settings: Settings, dyad: str, as_of: str | None, by: By) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a dyad, each with its table."""
    found = api.ledger(settings=settings, dyad=dyad, as_of=as_of, by=by)
    for name in WHOLE:
        for row in VIEWS[name](found if name in OVER_TIME else found.codings, Filters(dyad=dyad)).rows:
            yield name, row


def _write(
    connection: sqlite3.Connection, dyad: str, stamp: str, rows: Iterable[tuple[str, Mapping[str, Any]]]
) -> None:
    """Write what a dyad gives now; a row that several dyads tell of stands as the one with most reports tells it."""
    made = [(dyad, name, row["id"], _reports(row), packed(row)) for name, row in rows] if stamp else []
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        before = connection.execute("SELECT tbl, id FROM drawn WHERE dyad = ?", (dyad,)).fetchall()
        connection.execute("DELETE FROM drawn WHERE dyad = ?", (dyad,))
        connection.executemany("INSERT INTO drawn VALUES (?, ?, ?, ?, ?)", made)
        touched = {(table, id) for table, id in before} | {(table, id) for _, table, id, *_ in made}
        for table in WHOLE:
            ids = sorted(id for name, id in touched if name == table)
            write_ids(connection, table, ids, _best(connection, table, ids))
        connection.execute("DELETE FROM drawn_of WHERE dyad = ?", (dyad,))
        if stamp:
            connection.execute("INSERT INTO drawn_of VALUES (?, ?)", (dyad, stamp))
        changed(connection)


def _best(connection: sqlite3.Connection, table: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    asked = "SELECT packed FROM drawn WHERE tbl = ? AND id = ? ORDER BY reports DESC, dyad LIMIT 1"
    for id in ids:
        for (row,) in connection.execute(asked, (table, id)).fetchall():
            yield unpacked(row)


def _reports(row: Mapping[str, Any]) -> int:
    held = row.get("reports", 1)
    return held if isinstance(held, int) else len(held)
