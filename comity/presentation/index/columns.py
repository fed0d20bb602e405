"""A table's columns in memory, as codes: filters, counts of facets and pages of a million rows take milliseconds.

Rows are kept in the order in which they were added; `order` has them by day, the latest first. A value is immutable:
what is added gives another one, so that readers need no lock.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.presentation.index.facts import PARTED
from comity.presentation.index.tables import SEVERAL, SINGLE

UNDATED = np.iinfo(np.int32).min
Mask = NDArray[np.bool_]
_FETCHED = 20_000


@dataclass(frozen=True)
class Facet:
    """One value of a column, and in how many of the rows asked for it stands."""

    value: str | None
    count: int


@dataclass(frozen=True)
class Coded:
    """A column of one value a row: `codes` point into `words`, which may hold null."""

    words: tuple[str | None, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True)
class Listed:
    """A column of several values a row: value `codes[n]` of `words` stands in row `rows[n]`."""

    words: tuple[str, ...]
    codes: NDArray[np.int32]
    rows: NDArray[np.int32]


@dataclass(frozen=True)
class Columns:
    """A table as it stands after the last change read: `last` row added, `gone` the last removal seen."""

    table: str
    ids: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    own: Mask
    alive: Mask
    single: Mapping[str, Coded]
    several: Mapping[str, Listed]
    order: NDArray[np.int32]
    last: int = 0
    gone: int = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self.alive.sum())

    def among(self, name: str, values: Iterable[str]) -> Mask:
        """Which rows have one of these values in a column."""
        wanted = set(values)
        if name in self.single:
            column = self.single[name]
            return np.isin(column.codes, [at for at, word in enumerate(column.words) if word in wanted])
        return self._holding(name, lambda word: word in wanted)

    def holding(self, name: str, fits: Callable[[str], bool]) -> Mask:
        """Which rows have a value that fits in a column of several."""
        return self._holding(name, fits)

    def within(self, since: int | None, until: int | None) -> Mask:
        """Which rows' days touch these (days since 1970, both inclusive); rows without a date never do."""
        found: Mask = self.start != UNDATED
        if since is not None:
            found &= self.end >= since
        if until is not None:
            found &= self.start <= until
        return found

    def rows(self, mask: Mask, *, first: int = 0, count: int = 50, earliest: bool = False) -> list[int]:
        """The row numbers of a page of the rows of a mask, the latest day first (or the `earliest`), undated last."""
        order = self.order
        if earliest:
            dated = self.start[order] != UNDATED
            order = np.concatenate((order[dated][::-1], order[~dated]))
        places = order[mask[order]][first : first + count]
        return [int(each) for each in self.ids[places]]

    def facet(self, name: str, mask: Mask, *, most: int | None = None) -> list[Facet]:
        """How often each value of a column stands in the rows of a mask, the most frequent first."""
        column: Coded | Listed
        if name in self.single:
            column = self.single[name]
            codes = column.codes[mask]
        else:
            column = self.several[name]
            codes = column.codes[mask[column.rows]]
        counts = np.bincount(codes, minlength=len(column.words))
        ordered = np.argsort(-counts, kind="stable")[: most if most is not None else len(counts)]
        return [Facet(column.words[at], int(counts[at])) for at in ordered if counts[at]]

    def by_year(self, mask: Mask) -> dict[int, int]:
        """How many rows of a mask begin in each year."""
        days = self.start[mask & (self.start != UNDATED)]
        years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        found, counts = np.unique(years, return_counts=True)
        return {int(year): int(count) for year, count in zip(found, counts, strict=True)}

    def by_month(self, mask: Mask) -> dict[str, int]:
        """How many rows of a mask begin in each month ("2024-03")."""
        days = self.start[mask & (self.start != UNDATED)]
        months, counts = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"), return_counts=True)
        return {str(month): int(count) for month, count in zip(months, counts, strict=True)}

    def _holding(self, name: str, fits: Callable[[str], bool]) -> Mask:
        column = self.several[name]
        codes = np.array([fits(word) for word in column.words], dtype=bool)
        found = np.zeros(len(self.ids), dtype=bool)
        if len(codes):
            found[column.rows[codes[column.codes]]] = True
        return found


def read_columns(connection: sqlite3.Connection, table: str, before: Columns | None = None) -> Columns:
    """Read a table's columns, or only what changed since `before`."""
    base = before or _nothing(table)
    single, several = SINGLE[table], SEVERAL
    names = ("row", '"start"', '"end"', "origin", *(f'"{column}"' for column in (*single.values(), *several.values())))
    cursor = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE row > ? ORDER BY row", (base.last,))
    added = _Added(base, tuple(single), tuple(several))
    while part := cursor.fetchmany(_FETCHED):
        added.take([tuple(row) for row in part])
    removed = connection.execute("SELECT number, row FROM gone WHERE tbl = ? AND number > ?", (table, base.gone))
    return added.columns([(int(number), int(row)) for number, row in removed])


def day_number(text: str | None) -> int:
    """Give an ISO day as days since 1970; `UNDATED` for none or what is no day."""
    if not text:
        return int(UNDATED)
    try:
        return date.fromisoformat(text[:10]).toordinal() - _EPOCH
    except ValueError:
        return int(UNDATED)


class _Added:
    """Rows on their way into columns: words get their codes here, chunk after chunk."""

    def __init__(self, base: Columns, single: Sequence[str], several: Sequence[str]) -> None:
        self.base, self.single, self.several = base, single, several
        self.ids: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.own: list[bool] = []
        self.words: dict[str, dict[Any, int]] = {
            **{name: {word: at for at, word in enumerate(base.single[name].words)} for name in single},
            **{name: {word: at for at, word in enumerate(base.several[name].words)} for name in several},
        }
        self.codes: dict[str, list[Any]] = {name: [] for name in (*single, *several)}
        self.places: dict[str, list[Any]] = {name: [] for name in several}
        self.days: dict[str | None, int] = {}
        self.lists: dict[tuple[str, str], NDArray[np.int32]] = {}

    def take(self, rows: list[tuple[Any, ...]]) -> None:
        """Take a chunk of rows."""
        first = len(self.base.ids) + len(self.ids)
        self.ids += [row[0] for row in rows]
        for target, at in ((self.start, 1), (self.end, 2)):
            target += [self._day(row[at]) for row in rows]
        self.own += [row[3] != "imported" for row in rows]
        for at, name in enumerate(self.single, 4):
            known = self.words[name]
            self.codes[name].append(np.array([known.setdefault(_word(row[at]), len(known)) for row in rows], np.int32))
        for at, name in enumerate(self.several, 4 + len(self.single)):
            lists = [self._list(name, row[at] or "") for row in rows]
            self.codes[name].append(np.concatenate(lists) if lists else np.zeros(0, np.int32))
            lengths = np.array([len(each) for each in lists])
            self.places[name].append(np.repeat(np.arange(first, first + len(rows), dtype=np.int32), lengths))

    def columns(self, removed: list[tuple[int, int]]) -> Columns:
        """The columns with what was taken, without what was removed."""
        base = self.base
        ids = np.concatenate((base.ids, np.array(self.ids, np.int64)))
        start = np.concatenate((base.start, np.array(self.start, np.int32)))
        alive = np.concatenate((base.alive, np.ones(len(self.ids), bool)))
        if removed:
            numbers = np.array([row for _, row in removed], np.int64)
            places = np.searchsorted(ids, numbers)
            inside = places < len(ids)
            places = places[inside]
            alive = alive.copy()
            alive[places[ids[places] == numbers[inside]]] = False
        living = np.flatnonzero(alive).astype(np.int32)
        # The latest day first, of one day what was added last; what has no date ends the list by its own number.
        order = living[np.lexsort((-ids[living], -start[living].astype(np.int64)))]
        return Columns(
            table=base.table,
            ids=ids,
            start=start,
            end=np.concatenate((base.end, np.array(self.end, np.int32))),
            own=np.concatenate((base.own, np.array(self.own, bool))),
            alive=alive,
            single={name: Coded(tuple(self.words[name]), self._joined(base.single[name].codes, name))
                    for name in self.single},
            several={
                name: Listed(
                    tuple(self.words[name]),
                    self._joined(base.several[name].codes, name),
                    np.concatenate((base.several[name].rows, *self.places[name])).astype(np.int32),
                )
                for name in self.several
            },
            order=order,
            last=self.ids[-1] if self.ids else base.last,
            gone=max((number for number, _ in removed), default=base.gone),
        )  # fmt: skip

    def _joined(self, before: NDArray[np.int32], name: str) -> NDArray[np.int32]:
        return np.concatenate((before, *self.codes[name])).astype(np.int32)

    def _day(self, text: str | None) -> int:
        found = self.days.get(text)
        if found is None:
            found = self.days[text] = day_number(text)
        return found

    def _list(self, name: str, text: str) -> NDArray[np.int32]:
        found = self.lists.get((name, text))
        if found is None:
            known = self.words[name]
            words = dict.fromkeys(text.split(PARTED)) if text else {}
            found = np.array([known.setdefault(word, len(known)) for word in words], np.int32)
            # Lists of names repeat where the same states act; a bound keeps a stream of others out of memory.
            if len(self.lists) < 200_000:
                self.lists[name, text] = found
        return found


def _word(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None or value == "" else str(value)


def _nothing(table: str) -> Columns:
    none = np.zeros(0, np.int32)
    return Columns(
        table=table,
        ids=np.zeros(0, np.int64),
        start=none,
        end=none,
        own=np.zeros(0, bool),
        alive=np.zeros(0, bool),
        single={name: Coded((), none) for name in SINGLE[table]},
        several={name: Listed((), none, none) for name in SEVERAL},
        order=none,
    )


_EPOCH = date(1970, 1, 1).toordinal()
