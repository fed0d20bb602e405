"""Columns whose distinct values are worked on once: what each row holds is a number into a short list of words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Made = TypeVar("Made")
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
NONE = -1
# What the tables of coders write for nothing.
EMPTY = frozenset(("", "NA", "---", "NULL", "None"))
_TABLE = 1 << 21
_LARGEST_SPACE = 1 << 62


@dataclass(frozen=True)
class Column:
    """A column of words: `values[codes[i]]` stands in row i, and nothing where the code is -1. Values are distinct."""

    codes: Codes
    values: Sequence[str]

    def of(self, way: Callable[[str], str | None]) -> "Column":
        """What `way` makes of each value, asked once a value."""
        return self.to([way(value) for value in self.values])

    def through(self, way: Callable[[Any], Any]) -> "Column":
        """What `way` makes of all values at once, as an Arrow array of texts; for columns that hardly repeat."""
        import pyarrow as pa

        made = way(pa.array(self.values, pa.string())).dictionary_encode()
        places = made.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int64)
        return Column(np.append(places, NONE)[self.codes], made.dictionary.to_numpy(zero_copy_only=False).tolist())

    def to(self, made: Sequence[str | None]) -> "Column":
        """The column with another word, or none, for each of its values in their order."""
        places: dict[str, int] = {}
        moved = [NONE if word is None else places.setdefault(word, len(places)) for word in made]
        return Column(_looked_up(moved, self.codes), list(places))

    def numbers(self, way: Callable[[str], float | None]) -> NDArray[np.float64]:
        """What `way` makes of each value, as numbers; not-a-number where it gives none or the row holds nothing."""
        made = [way(value) for value in self.values]
        table = np.array([*(np.nan if each is None else each for each in made), np.nan], dtype=np.float64)
        return table[self.codes]

    def known(self) -> Mask:
        """Which rows hold something."""
        held: Mask = self.codes != NONE
        return held

    def where(self, keep: Mask) -> "Column":
        """The rows that are kept."""
        return Column(self.codes[keep], self.values)

    def arrow(self) -> Any:
        """The column for Arrow: a dictionary of texts, null where nothing stands."""
        import pyarrow as pa

        places = pa.array(self.codes.astype(np.int32), mask=self.codes == NONE)
        return pa.DictionaryArray.from_arrays(places, pa.array(list(self.values), pa.string()))


def constant(word: str | None, size: int) -> Column:
    """The same word, or nothing, in every row."""
    return Column(np.full(size, NONE if word is None else 0, dtype=np.int64), [] if word is None else [word])


def of_words(words: Sequence[str | None]) -> Column:
    """A column of words, row by row."""
    return _distinct(words)


def of_arrow(found: Any) -> Column:
    """A column of an Arrow dictionary of texts; empty cells, and those that say NA, hold nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    codes = whole.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    encoded = pc.utf8_trim_whitespace(whole.dictionary).dictionary_encode()
    values = encoded.dictionary.to_numpy(zero_copy_only=False).tolist()
    places = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    empty = [place for place, value in enumerate(values) if value in EMPTY]
    column = Column(np.append(places, NONE)[codes], values)
    return column.of(lambda value: None if value in EMPTY else value) if empty else column


def first_of(*columns: Column) -> Column:
    """What the first of these columns says that says anything, row by row."""
    places: dict[str, int] = {}
    codes = np.full(len(columns[0].codes), NONE, dtype=np.int64)
    for column in reversed(columns):
        moved = _looked_up([places.setdefault(value, len(places)) for value in column.values], column.codes)
        codes = np.where(moved == NONE, codes, moved)
    return Column(codes, list(places))


def together(columns: Sequence[Column], way: Callable[..., Made]) -> tuple[Codes, list[Made]]:
    """What `way` makes of the words of several columns in one row, asked once for words that stand together.

    Gives the place of each row's answer, and the answers.
    """
    keys = np.zeros(len(columns[0].codes), dtype=np.int64)
    space = 1
    for column in columns:
        keys = keys * (len(column.values) + 1) + column.codes + 1
        space *= len(column.values) + 1
    if space > _LARGEST_SPACE:
        raise OverflowError(f"{len(columns)} columns have more pairs of values than fit one number")
    found, places = numbered(keys, space)
    return places, [way(*words) for words in zip(*_words_of(found, columns), strict=True)]


def _words_of(keys: Codes, columns: Sequence[Column]) -> list[list[str | None]]:
    """The words of each column that keys stand for."""
    words: list[list[str | None]] = []
    for column in reversed(columns):
        keys, codes = np.divmod(keys, len(column.values) + 1)
        values = [None, *column.values]
        words.append([values[code] for code in codes.tolist()])
    return words[::-1]


def numbered(keys: Codes, space: int) -> tuple[Codes, Codes]:
    """The distinct keys below `space`, and the place of each row's among them."""
    if space > _TABLE:
        found, places = np.unique(keys, return_inverse=True)
        return found, places.astype(np.int64)
    # Where the keys are few a table of them all is faster than sorting.
    there = np.zeros(space, dtype=bool)
    there[keys] = True
    found = np.flatnonzero(there)
    table = np.zeros(space, dtype=np.int64)
    table[found] = np.arange(len(found))
    return found, table[keys]


def spread(places: Codes, words: Sequence[str | None]) -> Column:
    """A column of the words at these places of a list."""
    return Column(places, []).to(words)


def _distinct(words: Sequence[str | None]) -> Column:
    places: dict[str, int] = {}
    codes = [NONE if word is None else places.setdefault(word, len(places)) for word in words]
    return Column(np.array(codes, dtype=np.int64), list(places))


def _looked_up(moved: Sequence[int], codes: Codes) -> Codes:
    # The last place answers for rows that hold nothing.
    return np.array([*moved, NONE], dtype=np.int64)[codes]
