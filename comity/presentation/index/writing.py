"""Rows written into the index: those of some reports anew, and those that the whole ledger gives."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from comity.ledger import kept_incidents, touched
from comity.model import Coding, Correction, Event, Incident
from comity.presentation import sentences
from comity.presentation.index.facts import IMPORTED, cells, packed
from comity.presentation.index.tables import WORDS, columns_of
from comity.presentation.views import VIEWS
from comity.record import Record

By = Literal["read", "published"]
# An event with the coding that tells it.
Source = tuple[Event, Coding]
# Tables whose rows rest on one report each.
OWN = ("events", "agreements", "statements", "positions", "reports")
SIDES = ("actors", "recipients")
# As many values as one statement of SQLite is given.
_MANY = 500


@dataclass(frozen=True)
class Laid:
    """All that rests on some reports, laid out to be written: cells by table, codings packed, who tells which incident.

    `incidents` are the ids of those that the reports tell of, also of those that nothing tells any more.
    """

    reports: tuple[str, ...]
    incidents: frozenset[str]
    tables: dict[str, list[tuple[Any, ...]]]
    codings: list[tuple[str, str, bytes]]
    tellings: list[tuple[str, str, str]]


def laid(
    record: Record, reports: Collection[str], *, as_of: str | None, by: By, corrections: Sequence[Correction]
) -> Laid:
    """Lay out what rests on these reports; incidents that they tell of are whole, with what other reports tell."""
    found = list(record.codings(as_of=as_of, by=by, reports=reports))
    holders = touched(record, set(reports), corrections=corrections)
    needed = {report for told in holders.values() for report in told} - {coding.report.id for coding in found}
    beside = list(record.codings(as_of=as_of, by=by, reports=needed)) if needed else []
    everything = [*found, *beside]
    kept = kept_incidents(record, everything, as_of=as_of, by=by, corrections=corrections)
    incidents = [each for each in kept if each.id in holders]
    events = {event.id: (event, coding) for coding in everything for event in coding.events}
    clauses = {each.id: _clause(each, _first(each, events)) for each in incidents}
    told = _told(found, incidents, clauses)
    tables = {table: list(_rows(table, found, told)) for table in OWN}
    tables["incidents"] = list(_incident_rows(incidents, everything, events, clauses))
    return Laid(
        reports=tuple(reports),
        incidents=frozenset(holders),
        tables=tables,
        codings=[(coding.report.id, coding.coder, packed(coding)) for coding in found],
        tellings=[
            (each.id, id, events[id][1].report.id) for each in incidents for id in each.events if id in events
        ],
    )  # fmt: skip


def write_laid(connection: sqlite3.Connection, made: Laid) -> None:
    """Write what was laid out in the place of what the index held of these reports; the caller commits."""
    ids = _incidents_of(connection, made.reports) | made.incidents
    for table in OWN:
        _remove(connection, table, "report", made.reports)
    _remove(connection, "incidents", "id", ids)
    _each(connection, "DELETE FROM codings WHERE report IN", made.reports)
    _each(connection, "DELETE FROM tellings WHERE incident IN", ids)
    for table, rows in made.tables.items():
        _insert(connection, table, rows)
    connection.executemany("INSERT OR REPLACE INTO codings VALUES (?, ?, ?)", made.codings)
    connection.executemany("INSERT INTO tellings VALUES (?, ?, ?)", made.tellings)


def _incident_rows(
    incidents: Sequence[Incident], codings: Sequence[Coding], events: Mapping[str, Source], clauses: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    for row in VIEWS["incidents"](codings, merge=lambda _: incidents).rows:
        told = [events[id] for id in row["events"] if id in events]
        row["coder"] = ", ".join(sorted({coding.coder for _, coding in told}))
        row["place"] = _place([event.place for event, _ in told if event.place is not None])
        yield cells(row, "incidents", told=clauses[row["id"]])


def _first(incident: Incident, events: Mapping[str, Source]) -> Source | None:
    return next((events[id] for id in incident.events if id in events), None)


def _told(found: Sequence[Coding], incidents: Sequence[Incident], clauses: Mapping[str, str]) -> dict[str, str]:
    """Each event as a clause; one that alone tells its incident has the incident's, made once."""
    alone = {each.events[0]: each for each in incidents if len(each.events) == 1}
    told: dict[str, str] = {}
    for coding in found:
        for event in coding.events:
            same = alone.get(event.id)
            told[event.id] = clauses[same.id] if same is not None else _clause(event, (event, coding))
    return told  # fmt: skip


def write_imported(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows of other coders in the place of those that the table held."""
    _remove_where(connection, table, f"origin = '{IMPORTED}'")
    # What another coder's row tells in words is its own label.
    _insert(connection, table, (cells(row, table, told=_label(row), origin=IMPORTED) for row in rows))


def write_whole(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write a table that the whole ledger gives in the place of what it held."""
    _remove_where(connection, table, "true")
    _insert(connection, table, (cells(row, table, issues=_issues(row, table)) for row in rows))


def write_ids(connection: sqlite3.Connection, table: str, ids: Collection[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows of such a table in the place of those with these ids."""
    _remove(connection, table, "id", ids)
    _insert(connection, table, (cells(row, table, issues=_issues(row, table)) for row in rows))


def _rows(table: str, found: Sequence[Coding], told: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    about = {coding.report.id: _issues_of(coding) for coding in found} if table == "reports" else {}
    for row in VIEWS[table](found).rows:
        issues = about.get(row["id"]) if table == "reports" else _issues(row, table)
        yield cells(row, table, told=told.get(row["id"]) if table == "events" else None, issues=issues)


def _issues_of(coding: Coding) -> list[str]:
    told = [issue for event in coding.events for issue in event.issues]
    told += [position.issue for position in coding.positions]
    return list(dict.fromkeys(told))


def _issues(row: dict[str, Any], table: str) -> list[str] | None:
    """What a row is about that names no issue itself: the words of its evidence are asked, as in the filters."""
    if table not in ("statements", "assessments"):
        return None
    from comity.coding import find_issues

    return list(dict.fromkeys(issue for span in row["evidence"] for issue in find_issues(span["text"])))


def _clause(act: Event | Incident, first: Source | None) -> str:
    event, coding = first or (None, None)
    published = (coding.report.published or "")[:10] or None if coding else None
    return sentences.clause(act, event=event, published=published)


def _label(row: dict[str, Any]) -> str:
    """The words that another coder has for an act, with who and whom where they are no sentence by themselves."""
    told = str(row.get("label") or row.get("quote") or row["type"].lower())
    if told.endswith("."):
        return told
    who, whom = (", ".join(each["name"] or each["country"] or "?" for each in row[side]) for side in SIDES)
    return f"{who} > {whom}: {told}" if whom else f"{who}: {told}"


def _place(places: list[Any]) -> dict[str, Any] | None:
    import msgspec

    exact = [each for each in places if each.latitude is not None] or places
    return msgspec.to_builtins(exact[0]) if exact else None


def _incidents_of(connection: sqlite3.Connection, reports: Collection[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(reports):
        marks = ", ".join("?" * len(part))
        rows = connection.execute(f"SELECT DISTINCT incident FROM tellings WHERE report IN ({marks})", part)
        found.update(row[0] for row in rows)
    return found


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns_of(table))
    marks = ", ".join("?" * len(columns_of(table)))
    first = connection.execute(f"SELECT coalesce(max(row), 0) FROM {table}").fetchone()[0]
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    words = ", ".join(WORDS[table])
    connection.execute(
        f"INSERT INTO {table}_words (rowid, {words}) SELECT row, {words} FROM {table} WHERE row > ?", (first,)
    )


def _remove(connection: sqlite3.Connection, table: str, column: str, ids: Collection[str]) -> None:
    for part in _parts(ids):
        _remove_where(connection, table, f"{column} IN ({', '.join('?' * len(part))})", part)


def _remove_where(connection: sqlite3.Connection, table: str, where: str, values: Sequence[str] = ()) -> None:
    words = ", ".join(WORDS[table])
    connection.execute(f"INSERT INTO gone (tbl, row) SELECT '{table}', row FROM {table} WHERE {where}", values)
    connection.execute(
        f"INSERT INTO {table}_words ({table}_words, rowid, {words}) "
        f"SELECT 'delete', row, {words} FROM {table} WHERE {where}",
        values,
    )
    connection.execute(f"DELETE FROM {table} WHERE {where}", values)


def _each(connection: sqlite3.Connection, sql: str, ids: Collection[str]) -> None:
    for part in _parts(ids):
        connection.execute(f"{sql} ({', '.join('?' * len(part))})", part)


def _parts(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    return (ordered[start : start + _MANY] for start in range(0, len(ordered), _MANY))
