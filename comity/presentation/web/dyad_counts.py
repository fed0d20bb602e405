"""What the index tells of all dyads at once: how much of each, when last, and how each moved of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from comity import codebook
from comity.model import TOOK_PLACE
from comity.presentation.index import Columns, Index

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# Months that a spark shows: the last of them is the record's last.
MONTHS = 24
# The months of late, those before to which they are held, and the fewest acts in both.
RECENT, BEFORE, LEAST = 3, 12, 6
# The day of what has none, as the index keeps it.
UNDATED = int(np.iinfo(np.int32).min)
# Days from the first of the calendar to 1970: with them no day is negative.
_BEFORE_ALL = 719_163
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class DyadCount:
    """A dyad in the index: incidents of the record's reports, rows of other coders, and acts that took place.

    `last` and `last_end` are the ISO days of the last act of either, null where none has one; `reports` tell of the
    dyad.
    """

    dyad: str
    incidents: int
    imported: int
    cooperation: int
    conflict: int
    reports: int
    last: str | None
    last_end: str | None


@dataclass(frozen=True)
class Moved:
    """How a dyad moved: the net weight of acts a month over the last `RECENT` months, and over `BEFORE` before them.

    `spark` has the net weight of each of the last `MONTHS` months, null before the record begins.
    """

    dyad: str
    recent: float
    before: float
    acts: int
    spark: tuple[float | None, ...]

    @property
    def change(self) -> float:
        """How much more a month, or less."""
        return self.recent - self.before


def dyad_counts(index: Index) -> list[DyadCount]:
    """Count every dyad of the index; what was counted is kept until the index changes."""
    known = _counted.get(index)
    if known is None or known[0] != index.version:
        known = _counted[index] = (index.version, _counts(index))
    return known[1]


# Several pages list dyads, and on a large record counting them takes longer than drawing a page.
_counted: WeakKeyDictionary[Index, tuple[int, list[DyadCount]]] = WeakKeyDictionary()


def _counts(index: Index) -> list[DyadCount]:
    columns = index.columns("incidents")
    listed = columns.several["dyad"]
    size = len(listed.words)
    took = columns.among("status", TOOK_PLACE)
    quads = columns.single["quad"].words
    warm = columns.among("quad", [word for word in quads if word and word.endswith("cooperation")])
    # One number a row for own or not, took place or not, cooperative or not; so that one pass counts all.
    sort = (columns.own * 4 + took * 2 + warm).astype(np.int64)
    alive = columns.alive[listed.rows]
    codes, rows = listed.codes[alive].astype(np.int64), listed.rows[alive]
    table = np.bincount(codes * 8 + sort[rows], minlength=size * 8).reshape(size, 8)
    own, imported = table[:, 4:].sum(axis=1), table[:, :4].sum(axis=1)
    cooperation, conflict = table[:, 3] + table[:, 7], table[:, 2] + table[:, 6]
    dated = (took & (columns.start > UNDATED))[rows]
    # The day with the row behind it, so that the largest of a dyad tells both.
    keys = np.full(size, -1, np.int64)
    days = columns.start[rows[dated]].astype(np.int64) + _BEFORE_ALL
    np.maximum.at(keys, codes[dated], (days << 32) + rows[dated])
    reports = {
        each.value: each.count for each in index.columns("reports").facet("dyad", index.columns("reports").alive)
    }
    beside = {name: DyadCount(name, 0, 0, 0, 0, count, None, None) for name, count in reports.items() if name}
    numbers = (own, imported, cooperation, conflict, keys)
    told = zip(*(each.tolist() for each in numbers), strict=True)
    found = {
        name: DyadCount(name, mine, others, warm_acts, cold_acts, reports.get(name, 0), *_days(columns, key))
        for name, (mine, others, warm_acts, cold_acts, key) in zip(listed.words, told, strict=True)
        if name and (mine or others)
    }
    return list((beside | found).values())


def last_day(index: Index) -> str | None:
    """The record's own day: that of its newest report, or of its newest act where none has one; null for neither."""
    for table in ("reports", "incidents"):
        columns = index.columns(table)
        mask = columns.alive if table == "reports" else columns.alive & columns.among("status", TOOK_PLACE)
        days = columns.start[mask]
        if len(days) and int(days.max()) > UNDATED:
            return _day(int(days.max()))
    return None


def last_act_day(index: Index) -> str | None:
    """The day of the newest act that took place, imported ones included; not after the newest report and import."""
    columns = index.columns("incidents")
    days = columns.start[columns.alive & columns.among("status", TOOK_PLACE)]
    return _day(int(days.max())) if len(days) else None


def moved(index: Index) -> list[Moved]:
    """Give the dyads of the record's own reports by how much their acts of late differ from those before."""
    columns, end = index.columns("incidents"), last_day(index)
    if end is None:
        return []
    mask = columns.alive & columns.own & columns.among("status", TOOK_PLACE)
    weights, acts, first = _monthly(columns, mask, end)
    words = columns.several["dyad"].words
    told = [at for at in np.flatnonzero(acts >= LEAST) if words[at]]
    found = []
    for at in told:
        row = weights[at]
        recent, before = row[-RECENT:].mean(), row[-RECENT - BEFORE : -RECENT].mean()
        spark = tuple(None if month < first else float(value) for month, value in enumerate(row))
        found.append(Moved(words[at], float(recent), float(before), int(acts[at]), spark))
    return sorted(found, key=lambda each: (-abs(each.change), each.dyad))


def sparks(index: Index, dyads: Sequence[str], coder: str, end: str) -> dict[str, tuple[float | None, ...]]:
    """Give the net weight of a coder's acts in each of the months up to `end`, for these dyads."""
    columns = index.columns("incidents")
    mask = columns.alive & columns.among("coder", (coder,)) & columns.among("status", TOOK_PLACE)
    weights, _, first = _monthly(columns, mask, end)
    at = {word: place for place, word in enumerate(columns.several["dyad"].words)}
    return {
        dyad: tuple(None if month < first else float(value) for month, value in enumerate(weights[at[dyad]]))
        for dyad in dyads
        if dyad in at
    }


def _monthly(columns: Columns, mask: NDArray[np.bool_], end: str) -> tuple[Floats, Ints, int]:
    """Net weights by dyad and month up to that of `end`, the acts of the months compared, and the first month told."""
    listed = columns.several["dyad"]
    last = int(np.datetime64(end[:7], "M").astype(int))
    # What has no date lies before every month.
    days = columns.start.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    places = days - last + MONTHS - 1
    known = mask & (columns.start > UNDATED)
    first = int(places[known].min()) if known.any() else MONTHS
    inside = (known & (places >= 0) & (places < MONTHS))[listed.rows]
    codes, rows = listed.codes[inside], listed.rows[inside]
    types = columns.single["type"]
    scores = np.array([_score(word) for word in types.words])
    flat = codes.astype(np.int64) * MONTHS + places[rows]
    size = len(listed.words)
    summed = np.bincount(flat, weights=scores[types.codes[rows]], minlength=size * MONTHS)
    late = places[rows] >= MONTHS - RECENT - BEFORE
    acts = np.bincount(codes[late], minlength=size).astype(np.int64)
    return summed.astype(np.float64).reshape(size, MONTHS), acts, max(first, 0)


@lru_cache(maxsize=64)
def _score(type_: str | None) -> float:
    """PLOVER's score of a type, its modes aside: what an act adds to the balance of its month."""
    return codebook.event_types()[type_].intensity if type_ in codebook.event_types() else 0.0


def _days(columns: Columns, key: int) -> tuple[str | None, str | None]:
    if key < 0:
        return None, None
    row = key & 0xFFFFFFFF
    return _day(int(columns.start[row])), _day(int(columns.end[row]))


def _day(number: int) -> str | None:
    return None if number <= UNDATED else date.fromordinal(number + _EPOCH).isoformat()
