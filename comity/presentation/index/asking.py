"""Questions to the index: pages of its tables, facets, single rows, reports, and words."""

import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import numpy as np

from comity.errors import UsageError
from comity.model import Coding
from comity.presentation.filters import family, one_of
from comity.presentation.index.columns import Columns, Facet, Mask, day_number
from comity.presentation.index.facts import unpacked
from comity.presentation.index.loading import read_columns
from comity.presentation.index.meta import told
from comity.presentation.index.tables import FACETS, SINGLE, TABLES, WHOLE, opened_to_read
from comity.presentation.index.wanting import Wanted, meant, naming, of_dyad, search_words

# Words of a search find at most so many rows; more are counted as "more than".
MOST_FOUND = 100_000
# A facet shows at most so many values.
MOST_VALUES = 12
# Incidents of a large record.
_LARGE = 100_000
# So many questions keep what they found, for the same page asks again.
_ASKED = 6
# As many values as one statement of SQLite is given.
_PART = 500


@dataclass(frozen=True)
class Page:
    """A page of a table: `rows` as SQLite has them, of `total` that fit; `facets` by parameter, the commonest first.

    `undated` rows were left out by days because they have none; `others` are imported rows that the same filters
    would show with `coder=all`.
    """

    rows: tuple[sqlite3.Row, ...]
    total: int
    facets: dict[str, list[Facet]]
    undated: int = 0
    others: int = 0


class Index:
    """The index at a path, for any number of threads; `refresh` takes up what was written since."""

    def __init__(self, path: Path, *, load: bool = True) -> None:
        self.path = path
        self._lock = Lock()
        self._pool: list[sqlite3.Connection] = []
        self._columns: dict[str, Columns] = {}
        self._asked: deque[tuple[tuple[int, str, str], dict[str, Mask]]] = deque(maxlen=_ASKED)
        self.version = -1
        # Who asks for rows by their numbers needs no columns.
        if load:
            self.refresh()

    def refresh(self) -> bool:
        """Take up what was written since the last time; tells whether there was anything."""
        with self._lock:
            connection = self._taken()
            try:
                connection.execute("BEGIN")
                version = int(told(connection, "version") or 0)
                if version == self.version:
                    return False
                columns = {table: read_columns(connection, table, self._columns.get(table)) for table in TABLES}
            finally:
                connection.execute("ROLLBACK")
                self._pool.append(connection)
            self._columns, self.version = columns, version
            return True

    @property
    def large(self) -> bool:
        """Whether so much is held that pages of all of it take a while to draw."""
        return len(self.columns("incidents").ids) > _LARGE

    def meta(self, name: str) -> str | None:
        """What the index tells of itself under a name: `reports`, `state`, `derived`, `imported` ..."""
        connection = self._taken()
        try:
            return told(connection, name)
        finally:
            self._pool.append(connection)

    def drawn(self, table: str) -> bool | None:
        """Whether a table that the whole ledger gives is of the reports as they stand; null before the first time."""
        if table not in WHOLE:
            return True
        made = self.meta("derived")
        return None if made is None else made == self.meta("state")

    def columns(self, table: str) -> Columns:
        """The columns of a table; raises `UsageError` for no table."""
        return self._columns[one_of(table, TABLES, "table")]

    def mask(self, table: str, wanted: Wanted, *, without: str | None = None) -> Mask:
        """Which rows fit, leaving out one parameter if named. Raises `UsageError` for a value that can't be meant."""
        return _together(self._masks(table, wanted), without=without)

    def _masks(self, table: str, wanted: Wanted) -> dict[str, Mask]:
        """Which rows fit each of the parameters that are given, not to be written to; a page asks several times."""
        key = (self.version, table, repr(wanted))
        for known, masks in tuple(self._asked):
            if known == key:
                return masks
        found = self._looked_up(table, wanted)
        self._asked.append((key, found))
        return found

    def _looked_up(self, table: str, wanted: Wanted) -> dict[str, Mask]:
        columns, filters = self.columns(table), wanted.filters
        found = {"": columns.alive}
        if table in ("events", "incidents"):
            found["coder"] = self._of_coders(columns, filters.coder)
        for name in SINGLE[table]:
            value = wanted.value(name)
            if value is not None and name == "report":
                found[name] = self.of_reports(table, (self.report_id(value),))
            elif value is not None and name != "coder":
                found[name] = columns.among(name, (value,))
        if filters.dyad is not None:
            found["dyad"] = of_dyad(columns, filters.dyad)
        if filters.actor is not None:
            found["actor"] = columns.holding("actor", naming(filters.actor, table))
        if filters.issue is not None:
            found["issue"] = columns.among("issue", family(filters.issue))
        if wanted.q:
            found["q"] = columns.numbered(self._found(table, wanted.q))
        return found

    def page(
        self, table: str, wanted: Wanted, *, first: int = 0, count: int = 50, earliest: bool = False,
        facets: Sequence[str] | None = None,
    ) -> Page:  # fmt: skip
        """A page of the rows that fit. Raises `UsageError` for filters that can't be meant."""
        kept = meant(wanted, table)
        columns, filters = self.columns(table), kept.filters
        masks = self._masks(table, kept)
        timeless = _together(masks)
        mask, undated = timeless, 0
        if filters.since is not None or filters.until is not None:
            since, until = (None if day is None else day_number(day) for day in (filters.since, filters.until))
            inside = columns.within(since, until)
            undated = int((timeless & (columns.start == day_number(None))).sum())
            mask = timeless & inside
        found: dict[str, list[Facet]] = {}
        for name in FACETS[table] if facets is None else facets:
            base = mask
            if kept.value(name) is not None:
                # Beside the value that is asked for a facet shows what else could be.
                base = _together(masks, without=name)
                if filters.since is not None or filters.until is not None:
                    base &= inside
            found[name] = columns.facet(name, base, most=MOST_VALUES)
        others = 0
        if table in ("events", "incidents") and filters.coder is None:
            others = int((_together(masks, without="coder") & ~columns.own).sum())
        numbers = columns.rows(mask, first=first, count=count, earliest=earliest)
        return Page(self.rows(table, numbers), int(mask.sum()), found, undated, others)

    def fitting(self, table: str, wanted: Wanted) -> Mask:
        """Which rows fit, by their days too. Raises `UsageError` for filters that can't be meant."""
        kept = meant(wanted, table)
        columns, filters = self.columns(table), kept.filters
        mask = self.mask(table, kept)
        if filters.since is not None or filters.until is not None:
            days = (None if day is None else day_number(day) for day in (filters.since, filters.until))
            mask &= columns.within(*days)
        return mask

    def numbers(self, table: str, wanted: Wanted, *, earliest: bool = False) -> list[int]:
        """The numbers of all rows that fit, the latest first. Raises `UsageError` as `page` does."""
        mask = self.fitting(table, wanted)
        return self.columns(table).rows(mask, count=len(mask), earliest=earliest)

    def values(self, table: str, numbers: Sequence[int], *, part: int = 500) -> Iterator[dict[str, Any]]:
        """The rows of these numbers as the commands give them in --json, streaming."""
        for start in range(0, len(numbers), part):
            for row in self.rows(table, numbers[start : start + part]):
                yield unpacked(row["json"])

    def total(self, table: str, wanted: Wanted) -> int:
        """How many rows fit."""
        return self.page(table, wanted, count=0, facets=()).total

    def rows(self, table: str, numbers: Sequence[int]) -> tuple[sqlite3.Row, ...]:
        """The rows of these numbers, in their order."""
        marks = ", ".join("?" * len(numbers))
        found = {row["row"]: row for row in self.ask(f"SELECT * FROM {table} WHERE row IN ({marks})", *numbers)}
        return tuple(found[number] for number in numbers if number in found)

    def row(self, table: str, id: str) -> dict[str, Any] | None:
        """The row of an id as the commands give it, null for none."""
        found = self.ask(f"SELECT json FROM {table} WHERE id = ?", id)
        return unpacked(found[0]["json"]) if found else None

    def coding(self, report: str) -> Coding | None:
        """The newest coding of a report, null for none."""
        found = self.ask("SELECT packed FROM codings WHERE report = ? ORDER BY coder DESC LIMIT 1", report)
        return msgspec.convert(unpacked(found[0]["packed"]), Coding) if found else None

    def reports_of(self, incident: str) -> tuple[str, ...]:
        """The reports that tell of an incident."""
        rows = self.ask("SELECT DISTINCT report FROM tellings WHERE incident = ?", incident)
        return tuple(row["report"] for row in rows)

    def incident_of(self, event: str) -> str | None:
        """The incident that an event belongs to."""
        rows = self.ask("SELECT incident FROM tellings WHERE event = ? LIMIT 1", event)
        return rows[0]["incident"] if rows else None

    def ask(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The rows that a query of ours gives."""
        connection = self._taken()
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            self._pool.append(connection)

    def close(self) -> None:
        """Close what is open."""
        while self._pool:
            self._pool.pop().close()

    def _taken(self) -> sqlite3.Connection:
        # A connection serves one thread at a time; `list.pop` is atomic.
        try:
            return self._pool.pop()
        except IndexError:
            return opened_to_read(self.path)

    def _of_coders(self, columns: Columns, word: str | None) -> Mask:
        if word is None:
            return columns.own
        if word.strip().casefold() == "all":
            return np.ones(len(columns.ids), dtype=bool)
        held = [each for each in columns.single["coder"].words if each]
        named = [one_of(each, (*held, "all"), "coder") for each in word.split(",") if each.strip()]
        return columns.among("coder", named)

    def report_id(self, start: str) -> str:
        """The id of the report that begins like this. Raises `UsageError` for none and for several."""
        rows = self.ask(
            "SELECT DISTINCT report FROM codings WHERE report >= ? AND report < ? LIMIT 2", start, f"{start}￿"
        )
        if len(rows) == 1 or any(row["report"] == start for row in rows):
            return start if len(rows) != 1 else str(rows[0]["report"])
        problem = "several reports begin like this" if rows else "is not among those read"
        raise UsageError(f"report {start!r}", problem, "list the reports with `comity reports`")

    def of_reports(self, table: str, reports: Sequence[str]) -> Mask:
        """Which rows of a table rest on these reports."""
        column = "id" if table == "reports" else "report"
        found: list[int] = []
        for start in range(0, len(reports), _PART):
            part = reports[start : start + _PART]
            rows = self.ask(f"SELECT row FROM {table} WHERE {column} IN ({', '.join('?' * len(part))})", *part)
            found += [row[0] for row in rows]
        return self.columns(table).numbered(np.array(found, np.int64))

    def _found(self, table: str, words: str) -> np.ndarray[Any, np.dtype[np.int64]]:
        phrase = search_words(words)
        if not phrase:
            return np.zeros(0, np.int64)
        # One row with all numbers: row by row, each would wait for its turn among the threads.
        inner = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ? LIMIT {MOST_FOUND}"
        found = self.ask(f"SELECT group_concat(rowid) FROM ({inner})", phrase)[0][0]
        return np.array([] if found is None else found.split(","), np.int64)


def _together(masks: Mapping[str, Mask], *, without: str | None = None) -> Mask:
    """The rows that are in all masks, but for the one left out."""
    found: Mask = masks[""].copy()
    for name, mask in masks.items():
        if name not in ("", without):
            found &= mask
    return found
