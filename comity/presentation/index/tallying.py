"""Counts over the columns of a table: who acts on whom, by what else, and in how many rows each state takes part."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from comity.presentation.index.buffers import Words
from comity.presentation.index.columns import Coded, Columns, Mask

# Counting into a table of all that could be is faster than sorting while that table is small.
_MOST_CELLS = 4_000_000
# Two states that act together are told by four pairs, which have eight ends: so near the same state comes again.
_NEAR = 8


def tally(columns: Columns, mask: Mask, name: str, *beside: str) -> list[tuple[tuple[str | None, ...], int]]:
    """Count the values of a column in the rows of a mask, together with those of the columns `beside` it.

    Gives pairs of values and their number, the most frequent first. A row with several values of `name` counts once
    for each; of a column of several beside it the first value stands.
    """
    held, codes, rows = _entries(columns, mask, name)
    words: list[Words] = [held]
    keys = codes.astype(np.int64)
    for each in beside:
        other = columns.single[each] if each in columns.single else _first(columns, each)
        keys = keys * len(other.words) + other.codes[rows]
        words.append(other.words)
    lengths = [len(each) for each in words]
    if not len(keys):
        return []
    if int(np.prod(lengths)) <= _MOST_CELLS:
        every = np.bincount(keys)
        found = np.flatnonzero(every)
        counts = every[found]
    else:
        found, counts = np.unique(keys, return_counts=True)
    ordered = np.argsort(-counts, kind="stable")
    parted = np.unravel_index(found[ordered], lengths)
    values = zip(*([told[at] for at in codes] for told, codes in zip(words, parted, strict=True)), strict=True)
    return [(value, int(count)) for value, count in zip(values, counts[ordered], strict=True)]


def ties(columns: Columns, mask: Mask) -> list[tuple[str, str, str, int]]:
    """Count the acts of one state on another by quad class: actor, recipient, class, number; the most first.

    What two do together counts in each direction. A state on itself counts only where it acts on nobody else: those
    who act together are told on both sides of a row.
    """
    column, quad = columns.several["way"], columns.single["quad"]
    pairs = [word.split(">") for word in column.words]
    home = np.array([one == other for one, other in pairs], bool)
    inside = column.inside(mask)
    ways, rows = column.codes[inside].astype(np.int64), column.rows[inside]
    if not len(ways):
        return []
    # Rows come in their order, so a value stands alone where its neighbours are of other rows.
    alone = np.ones(len(rows), bool)
    alone[1:] &= rows[1:] != rows[:-1]
    alone[:-1] &= rows[1:] != rows[:-1]
    kept = ~home[ways] | alone
    keys = ways[kept] * len(quad.words) + quad.codes[rows[kept]]
    counts = np.bincount(keys)
    found = [
        (*pairs[key // len(quad.words)], quad.words[key % len(quad.words)], int(counts[key]))
        for key in np.argsort(-counts, kind="stable")[: int((counts > 0).sum())]
    ]
    return [(one, other, word, count) for one, other, word, count in found if one and other and word]


def taking_part(columns: Columns, mask: Mask, role: Literal["by", "to", "either"]) -> dict[str, int]:
    """Count the rows of a mask in which each state acts (`by`), is acted on (`to`), or either; the most first."""
    column = columns.several["way"]
    ends = [word.split(">") for word in column.words]
    states = {code: at for at, code in enumerate(dict.fromkeys(code for pair in ends for code in pair))}
    if not states:
        return {}
    inside = column.inside(mask)
    rows, ways = column.rows[inside], column.codes[inside]
    sides = {"by": (0,), "to": (1,), "either": (0, 1)}[role]
    codes = [np.array([states[pair[side]] for pair in ends], np.int32)[ways] for side in sides]
    if len(codes) == 2:
        rows, codes = np.repeat(rows, 2), [np.column_stack(codes).ravel()]
    counts = _distinct(rows, codes[0], len(states))
    named = sorted(((code, int(counts[at])) for code, at in states.items() if code), key=lambda each: -each[1])
    return {code: count for code, count in named if count}


def examples(columns: Columns, mask: Mask, *names: str, most: int) -> list[tuple[tuple[str | None, ...], int, int]]:
    """Count the values of columns of one value in the rows of a mask: values, number, and the number of one such row.

    Rows where the first of them is null are left out; the `most` frequent come, in that order.
    """
    first = columns.single[names[0]]
    told = np.array([word is not None for word in first.words], bool)
    rows = np.flatnonzero(mask)
    if not len(rows) or not told.any():
        return []
    rows = rows[told[first.codes[rows]]]
    keys = np.zeros(len(rows), np.int64)
    for name in names:
        keys = keys * len(columns.single[name].words) + columns.single[name].codes[rows]
    _, at, counts = np.unique(keys, return_index=True, return_counts=True)
    ordered = np.argsort(-counts, kind="stable")
    return [
        (
            tuple(columns.single[name].words[columns.single[name].codes[rows[at[each]]]] for name in names),
            int(counts[each]),
            int(columns.ids[rows[at[each]]]),
        )
        for each in ordered[:most]
    ]


def _entries(columns: Columns, mask: Mask, name: str) -> tuple[Words, NDArray[Any], NDArray[Any]]:
    """The words, codes and places of a column's values in the rows of a mask."""
    if name in columns.single:
        rows = np.flatnonzero(mask)
        return columns.single[name].words, columns.single[name].codes[rows], rows
    column = columns.several[name]
    inside = column.inside(mask)
    return column.words, column.codes[inside], column.rows[inside]


def _first(columns: Columns, name: str) -> Coded:
    """A column of several by the first value of each row, null where it has none."""
    column = columns.several[name]
    codes = np.full(len(columns.ids), len(column.words), np.int32)
    codes[column.rows[::-1]] = column.codes[::-1]
    return Coded(Words([*column.words, None]), codes)


def _distinct(rows: NDArray[np.int32], codes: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """In how many rows each code stands, however often it stands in one; `rows` come in their order."""
    again = np.zeros(len(rows), bool)
    for step in range(1, _NEAR + 1):
        same = rows[step:] == rows[:-step]
        if not same.any():
            return np.bincount(codes[~again], minlength=size)
        again[step:] |= same & (codes[step:] == codes[:-step])
    # The few rows of very many states are sorted.
    far = np.zeros(len(rows), bool)
    far[_NEAR:] = rows[_NEAR:] == rows[:-_NEAR]
    large = np.isin(rows, np.unique(rows[far]), kind="table")
    counts = np.bincount(codes[~again & ~large], minlength=size)
    keys = np.unique(rows[large].astype(np.int64) * size + codes[large])
    return counts + np.bincount(keys % size, minlength=size)
