"""Incidents placed anew get the ids of the old ones whose events they hold, so that ids outlast every placing."""

from collections.abc import Mapping
from typing import Any

import msgspec

from comity.ledger.placing import Placement

# How `placing.incident_id` names an incident, in DuckDB's SQL.
NAMED = "'i-' || substr(sha256({}), 1, 16)"
_FETCHED = 4096


def rename(connection: Any, *, edition: int) -> None:
    """Fill the table `renamed` (incident, id) of a DuckDB with the new incidents that get another id.

    It holds `placed` (sequence, event_id, incident) as placed now, `before` with these columns as placed until now, and
    `ever`, each incident that was in use. Who shares the most events with an old incident is given its id first; an
    id of other events is never used again.
    """
    import pyarrow as pa

    connection.execute(
        """
        CREATE TABLE shares AS
        SELECT before.incident AS old, placed.incident AS new, count(*) AS events
        FROM placed JOIN before USING (sequence, event_id) GROUP BY ALL
        """
    )
    # Most have one heir, that has no other to inherit from; only the others have to be weighed one by one.
    weighed = (
        "SELECT *, count(*) OVER (PARTITION BY old) = 1 AND count(*) OVER (PARTITION BY new) = 1 AS sole FROM shares"
    )
    connection.execute(f"CREATE TABLE weighed AS {weighed}")
    heirs: dict[str, str] = {}
    given: set[str] = set()
    contested = connection.execute("SELECT old, new FROM weighed WHERE NOT sole ORDER BY events DESC, old, new")
    while some := contested.fetchmany(_FETCHED):
        for old, new in some:
            if old not in given and new not in heirs:
                heirs[new] = old
                given.add(old)
    texts = {"new": list(heirs), "old": list(heirs.values())}
    lay(connection, "chosen", pa.table({name: pa.array(each, pa.string()) for name, each in texts.items()}))
    connection.execute(
        "CREATE TABLE granted AS SELECT new, old FROM weighed WHERE sole UNION ALL SELECT new, old FROM chosen"
    )
    connection.execute(
        "CREATE TABLE fresh AS SELECT DISTINCT incident, incident AS id FROM placed ANTI JOIN granted ON incident = new"
    )
    other = NAMED.format(f"id || '@{edition:d}'")
    again = f"UPDATE fresh SET id = {other} WHERE id IN (SELECT incident FROM ever)"
    while connection.execute(again).fetchone()[0]:
        pass
    connection.execute(
        """
        INSERT INTO renamed
        SELECT new, old FROM granted WHERE new <> old UNION ALL SELECT incident, id FROM fresh WHERE incident <> id
        """
    )


def with_old_ids(
    placed: list[Placement], before: Mapping[tuple[int, str], str], *, ever: set[str], edition: int
) -> list[Placement]:
    """Placements with the ids that `rename` gives; `before` has the old incident of (sequence, event id)."""
    import duckdb
    import pyarrow as pa

    kinds = {"sequence": pa.int64(), "event_id": pa.string(), "incident": pa.string()}
    now = [(each.sequence, each.event.id, each.incident) for each in placed]
    with duckdb.connect() as connection:
        for name, rows in (("placed", now), ("before", [(*key, old) for key, old in before.items()])):
            columns = {column: [row[at] for row in rows] for at, column in enumerate(kinds)}
            lay(connection, name, pa.table(columns, schema=pa.schema(kinds)))
        lay(connection, "ever", pa.table({"incident": pa.array(sorted(ever), pa.string())}))
        connection.execute("CREATE TABLE renamed (incident VARCHAR, id VARCHAR)")
        rename(connection, edition=edition)
        ids = dict(connection.execute("SELECT incident, id FROM renamed").fetchall())
    return [msgspec.structs.replace(each, incident=ids.get(each.incident, each.incident)) for each in placed]


def lay(connection: Any, name: str, rows: Any) -> None:
    """Make a table of DuckDB of an Arrow table, or of what a reader of one gives."""
    connection.register("given", rows)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    connection.unregister("given")
