"""Columns read from the index, and brought up to it with what was added and removed since."""

import sqlite3
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.presentation.index.buffers import Buffer, Words
from comity.presentation.index.columns import Coded, Columns, Listed, day_number, places_of
from comity.presentation.index.facts import PARTED
from comity.presentation.index.tables import SEVERAL, SINGLE

# Rows read at a time.
_FETCHED = 20_000
# The report of a row is looked up in SQLite: as many words as reports would stand beside each table.
_UNLOADED = "report"


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
            alive[places_of(ids, numbers)] = False
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
