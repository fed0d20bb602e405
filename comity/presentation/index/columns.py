"""A table's columns in memory, as codes: filters, counts of facets and pages of a million rows take milliseconds.

Rows are kept in the order in which they were added; `order` has them by day, the latest first. A value is immutable:
what is added gives another one (see `loading`), so that readers need no lock.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.presentation.index.buffers import Words

UNDATED = np.iinfo(np.int32).min
Mask = NDArray[np.bool_]
Codes = NDArray[np.integer[Any]]
# Of fewer rows than one in so many the entries are looked up, of more all are gone through.
_RARE = 20
# Up to so many codes are compared, one after another; more are looked up.
_FEW = 12


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
    store: Any = field(default=None, compare=False, repr=False)

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
        return _with(column.codes, np.array([word in wanted for word in column.words], dtype=bool))

    def holding(self, name: str, fits: Callable[[str], bool]) -> Mask:
        """Which rows have a value that fits in a column of several."""
        column = self.several[name]
        found = np.zeros(len(self.ids), dtype=bool)
        entries = _with(column.codes, np.array([fits(word) for word in column.words], dtype=bool))
        found[column.rows[np.flatnonzero(entries)]] = True
        return found

    def numbered(self, numbers: NDArray[np.int64]) -> Mask:
        """Which rows have one of these numbers; numbers of no row are left out."""
        found = np.zeros(len(self.ids), dtype=bool)
        found[places_of(self.ids, numbers)] = True
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


def day_number(text: str | None) -> int:
    """Give an ISO day as days since 1970; `UNDATED` for none or what is no day."""
    if not text:
        return int(UNDATED)
    try:
        return date.fromisoformat(text[:10]).toordinal() - _EPOCH
    except ValueError:
        return int(UNDATED)


def places_of(ids: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where numbers stand among ascending ids; those that are none of them are left out."""
    places = np.searchsorted(ids, numbers)
    inside = places < len(ids)
    found: NDArray[np.intp] = places[inside]
    same: Mask = ids[found] == numbers[inside]
    return found[same]


def _some(order: NDArray[np.int32], mask: Mask, first: int, count: int) -> NDArray[np.int32]:
    """A stretch of the rows of a mask in an order; the beginning of many is found without looking at all."""
    wanted, part = first + count, 4 * (first + count) + 1000
    if part < len(order):
        found = order[:part][mask[order[:part]]]
        if len(found) >= wanted:
            return found[first:wanted]
    return order[mask[order]][first:wanted]


def _with(codes: Codes, fits: Mask) -> Mask:
    """Which entries have a code that fits."""
    wanted = np.flatnonzero(fits)
    if len(wanted) > _FEW:
        return fits[codes]
    # To compare small numbers is several times faster than to look each up.
    found = np.zeros(len(codes), dtype=bool)
    for code in wanted:
        found |= codes == code
    return found


_EPOCH = date(1970, 1, 1).toordinal()
