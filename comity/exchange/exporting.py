"""Events written to a file: PLOVER, CAMEO, CSV, Parquet, or all that others need to use them, in a zip."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Literal, get_args

import msgspec

from comity.errors import RecordUnwritable, UsageError
from comity.exchange import as_cameo
from comity.exchange.as_plover import plover
from comity.exchange.covering import OtherCoder

Format = Literal["plover", "cameo", "csv", "parquet", "zip"]
SUFFIXES: dict[str, Format] = {
    ".jsonl": "plover", ".json": "plover", ".tab": "cameo", ".tsv": "cameo", ".csv": "csv", ".parquet": "parquet",
    ".zip": "zip",
}  # fmt: skip
Row = dict[str, Any]
Flat = Callable[[Row], Row]
_AT_ONCE = 8_192


class Export(msgspec.Struct, frozen=True):
    """What an export wrote: the `file`, its `format`, how many `rows` of events.

    `coders` has the number of rows a coder, `sources` the licence and origin of each other coder among them,
    `left_out` how many rows the format can't tell, by the reason. `others` are coders of which the record holds rows
    that were not asked for, each with how many.
    """

    file: str
    format: Format
    rows: int
    coders: dict[str, int]
    sources: tuple[OtherCoder, ...] = ()
    left_out: dict[str, int] = {}
    others: tuple[tuple[str, int], ...] = ()

    @property
    def own_terms(self) -> tuple[OtherCoder, ...]:
        """The coders whose rows stand under terms of their own."""
        return tuple(each for each in self.sources if each.own_terms)


class About(msgspec.Struct, frozen=True):
    """What an export tells of itself: the `filters` used (by name), who coded what, and the day that it is `made`."""

    filters: dict[str, str]
    sources: tuple[OtherCoder, ...]
    made: str


def format_of(file: str | Path, word: str | None = None) -> Format:
    """The format of a word, or else of a file's suffix. Raises `UsageError`."""
    words = get_args(Format)
    if word is not None:
        found: Format | None = next((each for each in words if each == word.strip().casefold()), None)
        if found is None:
            raise UsageError(f"format {word!r}", "is not known", f"take one of {', '.join(words)}")
        return found
    suffix = Path(file).suffix.casefold()
    if suffix not in SUFFIXES:
        step = f"end the file's name in {', '.join(SUFFIXES)}, or name the format with --format"
        raise UsageError(str(file), "its name does not tell a format", step)
    return SUFFIXES[suffix]


def export(rows: Iterable[Row], file: str | Path, format: Format, *, flat: Flat, about: About) -> Export:
    """Write rows of events (with the fields `BESIDE`) to a file, streaming; the file is there whole or not at all.

    `flat` lays a row out with the columns of `dictionary`. Raises `RecordUnwritable` when the file can't be written.
    """
    path = Path(file)
    counted = _Counted()
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.", ignore_cleanup_errors=True) as folder:
            draft = Path(folder) / "export"
            _write(counted.watched(rows), draft, format, flat=flat, about=about, counted=counted)
            draft.replace(path)
    except OSError as error:
        step = "choose another file"
        raise RecordUnwritable(str(path), f"it can't be written ({error.strerror or error})", step) from error
    return counted.export(path, format, about)


class _Counted:
    """The rows that went by, by coder, and those that a format could not tell."""

    def __init__(self) -> None:
        self.coders: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def watched(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.coders[row["coder"]] += 1
            yield row

    def export(self, path: Path, format: Format, about: About) -> Export:
        sources = tuple(each for each in about.sources if self.coders[each.coder])
        rows = self.coders.total() - self.left_out.total()
        return Export(str(path), format, rows, dict(sorted(self.coders.items())), sources, dict(self.left_out))


def _write(rows: Iterator[Row], draft: Path, format: Format, *, flat: Flat, about: About, counted: _Counted) -> None:
    if format == "parquet":
        with _ParquetFile(draft) as parquet:
            for some in _batches(rows):
                parquet.write([flat(row) for row in some])
    elif format == "zip":
        from comity.exchange.bundle import bundle

        data = draft.parent / "events.csv", draft.parent / "events.parquet"
        with _opened(data[0]) as lines, _ParquetFile(data[1]) as parquet:
            table = _Csv(lines)
            for some in _batches(rows):
                laid = [flat(row) for row in some]
                table.write(laid)
                parquet.write(laid)
        bundle(draft, data, told=counted.export(draft, format, about), about=about)
    else:
        with _opened(draft) as lines:
            if format == "csv":
                _Csv(lines).write(flat(row) for row in rows)
            elif format == "plover":
                lines.writelines(json.dumps(plover(row), ensure_ascii=False) + "\n" for row in rows)
            else:
                _cameo(rows, lines, counted)


def _cameo(rows: Iterator[Row], lines: IO[str], counted: _Counted) -> None:
    lines.write("\t".join(as_cameo.HEADER) + "\n")
    for row in rows:
        reason = as_cameo.refused(row)
        if reason is not None:
            counted.left_out[reason] += 1
            continue
        lines.writelines("\t".join(cells) + "\n" for cells in as_cameo.cameo_rows(row))


def _opened(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


class _Csv:
    """A CSV with the header of the dictionary; quicker than `csv.DictWriter`, which looks whether each row fits."""

    def __init__(self, lines: IO[str]) -> None:
        self.writer = csv.writer(lines, lineterminator="\n")
        self.cells = itemgetter(*(each["column"] for each in dictionary()))
        self.writer.writerow(each["column"] for each in dictionary())

    def write(self, rows: Iterable[Row]) -> None:
        self.writer.writerows(map(self.cells, rows))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


class _ParquetFile:
    """A Parquet file that rows are added to; one without rows has its columns."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        types = {"text": pa.string(), "number": pa.float64(), "whole number": pa.int64()}
        self.schema = pa.schema([(each["column"], types[each["kind"]]) for each in dictionary()])
        self.writer = ParquetWriter(path, self.schema, compression="zstd")

    def write(self, rows: list[Row]) -> None:
        import pyarrow as pa

        self.writer.write_table(pa.Table.from_pylist(rows, schema=self.schema))

    def __enter__(self) -> "_ParquetFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()


@lru_cache(maxsize=1)
def dictionary() -> tuple[Mapping[str, str], ...]:
    """The data dictionary of flat rows, in their order: `column`, `kind` (text, number, whole number), `meaning`."""
    text = (files("comity.exchange") / "flat_columns.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))
