"""Rows of a text table read a block at a time, whatever bytes stand in them; rows that don't fit are counted."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from comity.exchange import counting
from comity.exchange.columns import EMPTY, Column, of_arrow, of_words
from comity.exchange.counting import Tally
from comity.exchange.layouts import Shape

# A block is parsed at once. Each distinct word costs its time once a block, so larger ones are faster; 16 MB hold about
# 170,000 rows of a benchmark and 40,000 of GDELT.
BLOCK = 1 << 24
# Longer than any row of event data; a line beyond it is skipped like one of a wrong number of columns.
LONGEST_LINE = 1 << 20
_CSV_ROWS = 20_000


@dataclass(frozen=True)
class Raw:
    """Some rows as they stand in the file: their number, and their columns as Arrow dictionaries or lists of words."""

    size: int
    cells: dict[str, Any]
    _made: dict[str, Column] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def __getitem__(self, name: str) -> Column:
        """A column by its name; one that the file lacks holds nothing."""
        if name not in self._made:
            self._made[name] = self._column(name)
        return self._made[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """A column as numbers; what is none is not-a-number."""
        import pyarrow as pa

        column = self[name]
        try:
            read = pa.array(column.values, pa.string()).cast(pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            return column.numbers(number)
        return np.append(np.where(np.isfinite(read), read, np.nan), np.nan)[column.codes]

    def degrees(self, name: str, most: int) -> NDArray[np.float64]:
        """A column as degrees between -`most` and `most`; what is none is not-a-number."""
        found = self.numbers(name)
        return np.where(np.abs(found) <= most, found, np.nan)

    def ids(self, name: str) -> Any:
        """A column whose values hardly repeat, as Arrow texts; null where nothing stands."""
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = self.cells.get(name)
        if cells is None or isinstance(cells, list):
            return self[name].arrow().cast(pa.string())
        whole = cells.combine_chunks()
        texts = pc.utf8_trim_whitespace(whole.dictionary.take(whole.indices))
        return pc.if_else(pc.is_in(texts, pa.array(sorted(EMPTY))), None, texts)

    def words(self, name: str) -> list[str | None]:
        """A column row by row."""
        column = self[name]
        values = [*column.values, None]
        return [values[code] for code in column.codes.tolist()]

    def _column(self, name: str) -> Column:
        if name not in self.cells:
            return Column(np.full(self.size, -1, dtype=np.int64), [])
        cells = self.cells[name]
        if isinstance(cells, list):
            return of_words([None if cell.strip() in EMPTY else cell.strip() for cell in cells])
        return of_arrow(cells)


def number(word: str) -> float | None:
    """A finite number of a word, or null."""
    try:
        found = float(word)
    except ValueError:
        return None
    return found if np.isfinite(found) else None


def raw_rows(stream: BinaryIO, start: bytes, shape: Shape, wanted: tuple[str, ...], tally: Tally) -> Iterator[Raw]:
    """The rows of a stream whose first bytes `start` were read before; only the `wanted` columns.

    Blank lines are no rows. Rows of a wrong number of columns, and lines too long, are counted in the tally.
    """
    names = tuple(name for name in wanted if name in shape.columns)
    reader = _quoted if shape.quoted else _tabbed
    yield from reader(stream, start, shape, names, tally)


def _tabbed(stream: BinaryIO, start: bytes, shape: Shape, names: tuple[str, ...], tally: Tally) -> Iterator[Raw]:
    blocks = _blocks(stream, start, tally)
    header = shape.header
    for block in blocks:
        if header:
            block = _after_first_line(block)
            header = False
        if block.strip(b"\r\n"):
            yield _parsed(_as_text(block), shape, names, tally)


def _as_text(block: bytes) -> bytes:
    """The block as UTF-8; what is none becomes the sign for an unknown letter, which leaves lines and columns."""
    try:
        block.decode()
    except UnicodeDecodeError:
        block = block.decode("utf-8", "replace").encode()
    # Arrow takes a byte-order mark off the front; a first line that is nothing else would be gone, and not counted.
    mark_alone = block.startswith(codecs.BOM_UTF8) and block[3:4] in (b"", b"\r", b"\n")
    return b"\n" + block if mark_alone else block


def _parsed(block: bytes, shape: Shape, names: tuple[str, ...], tally: Tally) -> Raw:
    import pyarrow as pa
    from pyarrow import csv as tables

    bad: list[str] = []
    count = 0

    def skip(row: Any) -> str:
        nonlocal count
        count += 1
        if len(bad) < counting.SAMPLES:
            bad.append(row.text)
        return "skip"

    coded = pa.dictionary(pa.int32(), pa.string())
    table = tables.read_csv(
        pa.BufferReader(block),
        read_options=tables.ReadOptions(column_names=shape.columns, block_size=max(len(block) + 1, 1 << 16)),
        parse_options=tables.ParseOptions(
            delimiter=shape.delimiter, quote_char=False, escape_char=False, invalid_row_handler=skip
        ),
        convert_options=tables.ConvertOptions(
            column_types=dict.fromkeys(names, coded),
            include_columns=list(names),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    tally.skip(counting.COLUMNS, count, bad)
    return Raw(table.num_rows, {name: table.column(name) for name in names})


def _quoted(stream: BinaryIO, start: bytes, shape: Shape, names: tuple[str, ...], tally: Tally) -> Iterator[Raw]:
    joined = io.BufferedReader(_Joined(start, stream), 1 << 20)
    text = io.TextIOWrapper(joined, encoding="utf-8", errors="replace", newline="")
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(text, delimiter=shape.delimiter)
    places = [shape.columns.index(name) for name in names]
    held: list[list[str]] = []
    header = shape.header
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            tally.skip(counting.LONG, 1, [str(error)])
            continue
        if header:
            header = False
            continue
        if not row:
            continue
        if len(row) != len(shape.columns):
            tally.skip(counting.COLUMNS, 1, [shape.delimiter.join(row)])
            continue
        held.append(row)
        if len(held) >= _CSV_ROWS:
            yield _of_rows(held, names, places)
            held = []
    if held:
        yield _of_rows(held, names, places)


def _of_rows(rows: list[list[str]], names: tuple[str, ...], places: list[int]) -> Raw:
    return Raw(len(rows), {name: [row[place] for row in rows] for name, place in zip(names, places, strict=True)})


def _blocks(stream: BinaryIO, start: bytes, tally: Tally) -> Iterator[bytes]:
    """Blocks of whole lines; a line that is longer than any row is left out and counted."""
    rest = start
    while True:
        more = stream.read(BLOCK)
        data = rest + more
        cut = len(data) if not more else data.rfind(b"\n") + 1
        if cut == 0 and len(data) > LONGEST_LINE:
            tally.skip(counting.LONG, 1, [data[:200].decode("utf-8", "replace")])
            rest = _past_line(stream)
            continue
        if cut:
            yield data[:cut]
        rest = data[cut:]
        if not more:
            return


def _past_line(stream: BinaryIO) -> bytes:
    """Read on to the end of the line, and give what comes after it."""
    while more := stream.read(BLOCK):
        _, found, after = more.partition(b"\n")
        if found:
            return after
    return b""


def _after_first_line(block: bytes) -> bytes:
    return block.partition(b"\n")[2]


class _Joined(io.RawIOBase):
    """Bytes that were read before, then the rest of their stream."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._start:
            taken, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        else:
            taken = self._stream.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)
