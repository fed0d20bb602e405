"""What the index holds: its tables, their columns, and how the file is laid."""

import hashlib
import os
import sqlite3
import stat
import tempfile
from functools import lru_cache
from pathlib import Path

from comity.errors import RecordUnwritable

# A file of another layout is thrown away and made anew.
LAYOUT = 2
FILE = "index.sqlite"
FOLDER = "desk"

# Columns that every table has before its own: `row` orders what was added, `start` and `end` are days, the lists hold
# codes between tabs (see `facts`), and `origin` tells the record's own rows from imported ones.
COMMON = ("id", "report", "start", "end", "ways", "dyads", "parties", "subjects", "kind", "origin", "json")
# The columns of each table beside the common ones: flat names, as in --csv (docs/fields.md).
TABLES: dict[str, tuple[str, ...]] = {
    "events": (
        "told", "type", "mode", "status", "quad", "intensity", "cameo", "actors", "actors_names", "recipients",
        "recipients_names", "issues", "place", "place_country", "place_latitude", "place_longitude", "outlet",
        "published", "title", "coder", "confidence", "evidence",
    ),
    "incidents": (
        "told", "type", "mode", "status", "quad", "actors", "actors_names", "recipients", "recipients_names",
        "issues", "events", "reports", "outlets", "confidence", "quote", "coder", "place", "place_country",
        "place_latitude", "place_longitude",
    ),
    "agreements": ("form", "parties_names", "title", "areas", "outlet", "published", "coder", "evidence"),
    "pledges": (
        "text", "area", "made_on", "due", "due_end", "status", "parties_names", "to_names", "agreement", "reports",
        "outlets", "outlet", "published", "title", "coder", "confidence", "evidence",
    ),
    "statements": (
        "speaker_names", "addressees_names", "about_names", "quote", "tone", "outlet", "published", "title", "coder",
        "evidence",
    ),
    "positions": ("actor_names", "issue", "stance", "outlet", "published", "title", "coder", "evidence"),
    "assessments": (
        "by_names", "condition", "outcome", "hedge", "likelihood", "direction", "settled", "settled_on", "outlet",
        "published", "title", "coder", "evidence",
    ),
    "actors": ("name", "country", "variants", "named", "roles"),
    "reports": (
        "title", "published", "outlet", "byline", "place", "language", "url", "coder", "characters", "events",
        "agreements", "pledges", "statements", "positions", "assessments", "skipped", "notice",
    ),
}  # fmt: skip
NUMBERS = frozenset(
    {"intensity", "confidence", "place_latitude", "place_longitude", "reports", "outlets", "tone", "named",
     "characters", "agreements", "pledges", "statements", "positions", "assessments", "skipped"}
)  # fmt: skip
# What a table is narrowed by: the parameter of the address, and the column that holds its values; those of the second
# kind hold several, between tabs.
SINGLE: dict[str, dict[str, str]] = {
    "events": {
        "type": "type", "status": "status", "quad": "quad", "outlet": "outlet", "coder": "coder",
        "country": "place_country", "place": "place", "report": "report",
    },
    "incidents": {
        "type": "type", "status": "status", "quad": "quad", "coder": "coder", "country": "place_country",
        "place": "place", "told_by": "reports",
    },
    "agreements": {"type": "form", "outlet": "outlet", "report": "report"},
    "pledges": {"type": "kind", "status": "status", "outlet": "outlet", "report": "report"},
    "statements": {"type": "kind", "outlet": "outlet", "report": "report"},
    "positions": {"type": "stance", "outlet": "outlet", "report": "report"},
    "assessments": {"type": "kind", "status": "settled", "direction": "direction", "outlet": "outlet",
                    "report": "report"},
    "actors": {"type": "kind", "country": "country"},
    "reports": {"outlet": "outlet", "language": "language", "report": "id"},
}  # fmt: skip
SEVERAL = {"dyad": "dyads", "way": "ways", "actor": "parties", "issue": "subjects"}
# The facets that a page shows, in this order.
FACETS: dict[str, tuple[str, ...]] = {
    "events": ("type", "status", "quad", "dyad", "issue", "outlet", "coder"),
    "incidents": ("type", "status", "quad", "dyad", "issue", "told_by", "coder"),
    "agreements": ("type", "dyad", "issue", "outlet"),
    "pledges": ("status", "type", "dyad", "issue", "outlet"),
    "statements": ("type", "dyad", "outlet"),
    "positions": ("type", "issue", "actor", "outlet"),
    "assessments": ("type", "status", "direction", "dyad", "outlet"),
    "actors": ("type", "country"),
    "reports": ("outlet", "dyad", "issue", "language"),
}
# Tables that tell what became of a row, or join reports: they come from the whole ledger.
WHOLE = ("pledges", "assessments", "actors")
# The words of a row that a search goes through.
WORDS: dict[str, tuple[str, ...]] = {
    "events": ("evidence",),
    "incidents": ("told", "quote"),
    "agreements": ("title", "evidence"),
    "pledges": ("text", "evidence"),
    "statements": ("speaker_names", "quote"),
    "positions": ("actor_names", "evidence"),
    "assessments": ("by_names", "evidence"),
    "actors": ("name", "variants"),
    "reports": ("title", "outlet", "byline"),
}


def index_path(record: str | Path, *, as_of: str | None = None, by: str = "read") -> Path:
    """Give where a record's index lies: in its own folder, or among temporary files where that can't be written.

    As of a past day it is a file of its own.
    """
    from comity.record import caches_of, located, make_sure_of_no_links

    room = caches_of(located(record))
    make_sure_of_no_links(room)
    folder = room / FOLDER
    name = FILE if as_of is None else f"index-{by}-{as_of}.sqlite".replace(":", "")
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        mark = hashlib.sha256(str(Path(record).absolute()).encode()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"comity-desk-{mark}"
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_sure_it_is_ours(folder)
    return folder / name


def _make_sure_it_is_ours(folder: Path) -> None:
    """Raise `RecordUnwritable` for a folder among temporary files that another user has laid there before."""
    found = folder.lstat()
    ours = not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    if not ours or not stat.S_ISDIR(found.st_mode):
        problem = "another user of this machine made it, or may write to it"
        raise RecordUnwritable(str(folder), problem, "remove it, or set TMPDIR to a folder of your own")


def opened_to_write(path: Path) -> sqlite3.Connection:
    """Open the index to be written, laying its tables where they are missing or of another layout."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-65536")
    if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
        _empty(connection)
        _lay(connection)
    return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Open the index read-only, for any thread; raises `sqlite3.OperationalError` where none lies."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only=1")
    return connection


@lru_cache(maxsize=len(TABLES))
def columns_of(table: str) -> tuple[str, ...]:
    """Give the columns of a table in their order, without `row`."""
    own = TABLES[table]
    return (*(name for name in COMMON if name not in own), *own)


def _empty(connection: sqlite3.Connection) -> None:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_words_%'"
    )
    for (name,) in names.fetchall():
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def _lay(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        cells = ", ".join(f'"{name}"{" REAL" if name in NUMBERS and not _texts(table, name) else ""}'
                          for name in columns_of(table))  # fmt: skip
        connection.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY AUTOINCREMENT, {cells})")
        connection.execute(f"CREATE INDEX {table}_id ON {table} (id)")
        if "report" in columns_of(table) and table not in ("actors", "incidents"):
            connection.execute(f"CREATE INDEX {table}_report ON {table} (report)")
        words = ", ".join(WORDS[table])
        connection.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({words}, content='{table}', content_rowid='row', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
    connection.execute("CREATE INDEX pledges_due ON pledges (due_end)")
    connection.execute("CREATE TABLE codings (report TEXT, coder TEXT, packed BLOB, PRIMARY KEY (report, coder))")
    connection.execute("CREATE TABLE tellings (incident TEXT, event TEXT, report TEXT)")
    for name in ("incident", "event", "report"):
        connection.execute(f"CREATE INDEX tellings_{name} ON tellings ({name})")
    connection.execute("CREATE TABLE gone (number INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT, row INTEGER)")
    connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)")
    connection.execute(f"PRAGMA user_version={LAYOUT}")
    connection.execute("COMMIT")


def _texts(table: str, name: str) -> bool:
    """Whether a column of this table holds text although others of its name hold numbers."""
    return (table, name) in {("incidents", "events")}
