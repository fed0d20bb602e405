"""A table's columns in memory, as codes: filters, counts of facets and pages of a million rows take milliseconds.

Rows are kept in the order in which they were added; `order` has them by day, the latest first. A value is immutable:
what is added gives another one, so that readers need no lock.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.presentation.index.buffers import Buffer, Words
from comity.presentation.index.facts import PARTED
from comity.presentation.index.tables import SEVERAL, SINGLE

UNDATED = np.iinfo(np.int32).min
Mask = NDArray[np.bool_]
Codes = NDArray[np.integer[Any]]
# Loaded at a time.
_FETCHED = 20_000
# Of fewer rows than one in so many the entries are looked up, of more all are gone through.
_RARE = 20
# The report of a row is looked up in SQLite: as many words as reports would stand beside each table.
_UNLOADED = "report"


@dataclass(frozen=True)
class Facet:
    """One value of a column, and in how many of the rows asked for it stands."""

    value: str | None
    count: int


@dataclass(frozen=True)
class Coded:
    """A column of one value a row: `codes`, of as few bytes as they need, point into `words`, which may hold null."""

    words: Words
    codes: Codes


@dataclass(frozen=True)
class Listed:
    """A column of several values a row: value `codes[n]` of `words` stands in row `rows[n]`; rows come in order."""

    words: Words
    codes: Codes
    rows: NDArray[np.int32]

    def inside(self, mask: Mask) -> slice | Mask | NDArray[np.int64]:
        """What takes the entries of a mask's rows out of `codes` and `rows`, in their order."""
        wanted = np.flatnonzero(mask)
        if len(wanted) * _RARE > len(mask):
            return mask[self.rows]
        first, after = (np.searchsorted(self.rows, wanted, side) for side in ("left", "right"))
        lengths = after - first
        total = int(lengths.sum())
        return np.arange(total) + np.repeat(first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)


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
    store: "Store | None" = field(default=None, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self.alive.sum())

    def among(self, name: str, values: Iterable[str]) -> Mask:
        """Which rows have one of these values in a column."""
        wanted = set(values)
        if name not in self.single:
            return self.holding(name, lambda word: word in wanted)
        column = self.single[name]
        codes = [at for at, word in enumerate(column.words) if word in wanted]
        if len(codes) == 1:
            found: Mask = column.codes == codes[0]
            return found
        fits = np.zeros(max(len(column.words), 1), dtype=bool)
        fits[codes] = True
        return fits[column.codes]

    def holding(self, name: str, fits: Callable[[str], bool]) -> Mask:
        """Which rows have a value that fits in a column of several."""
        column = self.several[name]
        codes = np.array([fits(word) for word in column.words], dtype=bool)
        found = np.zeros(len(self.ids), dtype=bool)
        if codes.any():
            found[column.rows[codes[column.codes]]] = True
        return found

    def numbered(self, numbers: NDArray[np.int64]) -> Mask:
        """Which rows have one of these numbers; numbers of no row are left out."""
        found = np.zeros(len(self.ids), dtype=bool)
        places = np.searchsorted(self.ids, numbers)
        inside = places < len(self.ids)
        places = places[inside]
        found[places[self.ids[places] == numbers[inside]]] = True
        return found

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
        return [int(each) for each in self.ids[_some(order, mask, first, count)]]

    def facet(self, name: str, mask: Mask, *, most: int | None = None) -> list[Facet]:
        """How often each value of a column stands in the rows of a mask, the most frequent first."""
        column: Coded | Listed
        if name in self.single:
            column = self.single[name]
            codes = column.codes[np.flatnonzero(mask)]
        else:
            column = self.several[name]
            codes = column.codes[column.inside(mask)]
        counts = np.bincount(codes, minlength=len(column.words))
        ordered = np.argsort(-counts, kind="stable")[: most if most is not None else len(counts)]
        return [Facet(column.words[at], int(counts[at])) for at in ordered if counts[at]]

    def by_year(self, mask: Mask) -> dict[int, int]:
        """How many rows of a mask begin in each year."""
        return {int(year): count for year, count in self._by(mask, "datetime64[Y]").items()}

    def by_month(self, mask: Mask) -> dict[str, int]:
        """How many rows of a mask begin in each month ("2024-03")."""
        return self._by(mask, "datetime64[M]")

    def _by(self, mask: Mask, unit: str) -> dict[str, int]:
        days = self.start[np.flatnonzero(mask)]
        days = days[days != UNDATED]
        if not len(days):
            return {}
        # Counted by day first: days are few, and turning a million of them into months is slow.
        least = int(days.min())
        counts = np.bincount(days - least)
        told = np.flatnonzero(counts)
        periods = (told + least).astype("datetime64[D]").astype(unit)
        found, places = np.unique(periods, return_inverse=True)
        sums = np.bincount(places, weights=counts[told])
        return {str(period): int(count) for period, count in zip(found, sums, strict=True)}


def read_columns(connection: sqlite3.Connection, table: str, before: Columns | None = None) -> Columns:
    """Read a table's columns, or only what changed since `before`, which must be the last that was read."""
    base = before or _nothing(table)
    store = base.store or Store(table)
    store.cut(base)
    names = (
        "row",
        '"start"',
        '"end"',
        "origin",
        *(f'"{column}"' for column in (*loaded(table).values(), *SEVERAL.values())),
    )
    cursor = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE row > ? ORDER BY row", (base.last,))
    while part := cursor.fetchmany(_FETCHED):
        store.take([tuple(row) for row in part])
    removed = connection.execute("SELECT number, row FROM gone WHERE tbl = ? AND number > ?", (table, base.gone))
    return store.columns(base, [(int(number), int(row)) for number, row in removed])


def loaded(table: str) -> dict[str, str]:
    """Give the columns of one value that are held in memory: the parameter, and the column of the index."""
    return {name: column for name, column in SINGLE[table].items() if name != _UNLOADED or table == "reports"}


def day_number(text: str | None) -> int:
    """Give an ISO day as days since 1970; `UNDATED` for none or what is no day."""
    if not text:
        return int(UNDATED)
    try:
        return date.fromisoformat(text[:10]).toordinal() - _EPOCH
    except ValueError:
        return int(UNDATED)


class Store:
    """What is behind the columns of a table: buffers that grow, and the codes of words.

    Columns show the beginnings of its buffers; what is added lies beyond the end of all that were given out.
    """

    def __init__(self, table: str) -> None:
        self.table, self.single, self.several = table, tuple(loaded(table)), tuple(SEVERAL)
        self.ids, self.start, self.end, self.own = (Buffer(kind) for kind in (np.int64, np.int32, np.int32, np.bool_))
        every = (*self.single, *self.several)
        self.codes = {name: Buffer(np.uint8) for name in every}
        self.rows = {name: Buffer(np.int32) for name in self.several}
        self.words: dict[str, dict[Any, int]] = {name: {} for name in every}
        self.listed: dict[str, list[Any]] = {name: [] for name in every}

    def cut(self, base: Columns) -> None:
        """Drop what was taken beyond these columns and never given out, as when reading was broken off."""
        for buffer in (self.ids, self.start, self.end, self.own):
            buffer.cut(len(base.ids))
        for name in self.single:
            self.codes[name].cut(len(base.single[name].codes))
        for name in self.several:
            self.codes[name].cut(len(base.several[name].codes))
            self.rows[name].cut(len(base.several[name].codes))

    def take(self, rows: list[tuple[Any, ...]]) -> None:
        """Take a chunk of rows."""
        first, days = self.ids.count, dict[str | None, int]()
        self.ids.add(np.array([row[0] for row in rows], np.int64))
        for target, at in ((self.start, 1), (self.end, 2)):
            for text in {row[at] for row in rows} - days.keys():
                days[text] = day_number(text)
            target.add(np.array([days[row[at]] for row in rows], np.int32))
        self.own.add(np.array([row[3] != "imported" for row in rows], np.bool_))
        for at, name in enumerate(self.single, 4):
            known = {value: self._code(name, _word(value)) for value in dict.fromkeys(row[at] for row in rows)}
            self.codes[name].add(np.array([known[row[at]] for row in rows], np.int64))
        for at, name in enumerate(self.several, 4 + len(self.single)):
            texts = dict.fromkeys(row[at] or "" for row in rows)
            lists = {text: [self._code(name, word) for word in dict.fromkeys(text.split(PARTED))] if text else []
                     for text in texts}  # fmt: skip
            told = [lists[row[at] or ""] for row in rows]
            self.codes[name].add(np.array([code for codes in told for code in codes], np.int64))
            lengths = np.array([len(codes) for codes in told])
            self.rows[name].add(np.repeat(np.arange(first, first + len(rows), dtype=np.int32), lengths))

    def columns(self, base: Columns, removed: list[tuple[int, int]]) -> Columns:
        """The columns with what was taken since `base`, without what was removed."""
        ids, start, before = self.ids.all(), self.start.all(), len(base.ids)
        alive = np.concatenate((base.alive, np.ones(len(ids) - before, bool)))
        if removed:
            numbers = np.array([row for _, row in removed], np.int64)
            places = np.searchsorted(ids, numbers)
            inside = places < len(ids)
            places = places[inside]
            alive[places[ids[places] == numbers[inside]]] = False
        order = base.order[alive[base.order]] if removed else base.order
        added = (before + np.flatnonzero(alive[before:])).astype(np.int32)
        return Columns(
            table=self.table,
            ids=ids,
            start=start,
            end=self.end.all(),
            own=self.own.all(),
            alive=alive,
            single={name: Coded(self._words(name), self.codes[name].all()) for name in self.single},
            several={name: Listed(self._words(name), self.codes[name].all(), self.rows[name].all())
                     for name in self.several},
            order=_joined(order, added, start),
            last=int(ids[-1]) if len(ids) else base.last,
            gone=max((number for number, _ in removed), default=base.gone),
            store=self,
        )  # fmt: skip

    def _code(self, name: str, word: Any) -> int:
        known = self.words[name]
        code = known.get(word)
        if code is None:
            code = known[word] = len(known)
            self.listed[name].append(word)
        return code

    def _words(self, name: str) -> Words:
        return Words(self.listed[name])


def _joined(order: NDArray[np.int32], added: NDArray[np.int32], start: NDArray[np.int32]) -> NDArray[np.int32]:
    """An order with rows added: the latest day first, of one day what was added last; what has no date ends it."""
    if not len(added):
        return order
    new = added[np.lexsort((-added, -start[added].astype(np.int64)))]
    if not len(order):
        return new
    ascending = start[order][::-1]
    places = len(order) - np.searchsorted(ascending, start[new], side="right")
    return np.insert(order, places, new)


def _some(order: NDArray[np.int32], mask: Mask, first: int, count: int) -> NDArray[np.int32]:
    """A stretch of the rows of a mask in an order; the beginning of many is found without looking at all."""
    wanted, part = first + count, 4 * (first + count) + 1000
    if part < len(order):
        found = order[:part][mask[order[:part]]]
        if len(found) >= wanted:
            return found[first:wanted]
    return order[mask[order]][first:wanted]


def _word(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None or value == "" else str(value)


def _nothing(table: str) -> Columns:
    none, words = np.zeros(0, np.int32), Words([])
    return Columns(
        table=table,
        ids=np.zeros(0, np.int64),
        start=none,
        end=none,
        own=np.zeros(0, bool),
        alive=np.zeros(0, bool),
        single={name: Coded(words, none) for name in loaded(table)},
        several={name: Listed(words, none, none) for name in SEVERAL},
        order=none,
    )


_EPOCH = date(1970, 1, 1).toordinal()
