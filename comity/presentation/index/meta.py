"""What an index tells of itself, under names: how far it came, and a version that readers look at."""

import sqlite3


def told(connection: sqlite3.Connection, name: str) -> str | None:
    """Give what `meta` tells under a name, null for nothing."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def tell(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Keep something under a name in `meta`."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, str(value)))


def changed(connection: sqlite3.Connection) -> None:
    """Let readers know that rows changed."""
    tell(connection, "version", int(told(connection, "version") or 0) + 1)
