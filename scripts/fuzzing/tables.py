"""Targets of other coders' tables: ICEWS, GDELT, POLECAT, Phoenix, ACLED and the chronicle, plain and packed."""

import csv
import gzip
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from comity.errors import ComityError
from comity.exchange import import_file, ordered
from comity.exchange.counting import Tally
from comity.exchange.importing import Ordered, _tables
from comity.exchange.layouts import LAYOUTS, Layout, shape_of
from comity.exchange.readers import READERS
from comity.record import open_record
from fuzzing import holds
from fuzzing.mutating import by_parts, shaken
from fuzzing.readers import held
from fuzzing.target import Target

_TODAY = date(2024, 6, 1)
_FOLDER = TemporaryDirectory(prefix="comity-fuzz-")
_CELLS = re.compile(rb"[^\t\n\r,;\"]+|[\t\n\r,;\"]")
# What may stand in a cell, by words in its column's name; the other columns take from the last.
_WORDS: dict[str, tuple[str, ...]] = {
    "date": (
        "2013-03-04", "20130304", "4 March 2013", "3/4/2013", "2024-06-02", "1899-12-31", "2013-02-30", "2013",
        "2013-03",
    ),
    "name": (
        "Peru", "Foreign Ministry (Kenya)", "Ministry (Peru)", "United Nations", "Citizen_(Ghana)", "NA", "\u202eOman",
        "x" * 300,
    ),
    "code": (
        "040", "4", "193", "0231", "---", "20", "CONSULT", "PROTEST", "demo", "Consult", "Make a visit", "USAGOV",
        "PERMIL", "200", "UGA",
    ),
    "number": (
        "1.0", "-10", "1e400", "nan", "-inf", "0x1p3", "١٢", "1_0", "99999999999999999999", "", " 7 ", "1;2", "-91",
        "181",
    ),
    "": (
        "Lima, Lima, Peru", "https://wire.example/a?b=1", "http://www.", "://", "Government;Military", "\ufeff", "\x85",
        "\x1c", "\x0b", "é", "GOV", "day",
    ),
}  # fmt: skip
_COLUMNS = {
    "date": ("day", "date"),
    "name": ("name", "actor", "source", "target", "recipient", "country"),
    "code": ("code", "type", "mode", "relation", "text", "status"),
    "number": ("lat", "lon", "goldstein", "intensity", "num", "id", "precision", "fatalities"),
}
_CHRONICLE = (
    "2013-03-04", "day", "PER.GOV|IGO:UN", "CHL|PER", "CONSULT", "meet", "occurred", "", "Peru met Chile.", "a wire", ""
)  # fmt: skip


def _words_of(column: str) -> tuple[str, ...]:
    name = column.casefold()
    return _WORDS[next((kind for kind, parts in _COLUMNS.items() if any(part in name for part in parts)), "")]


def _tables_of(layout: Layout, reader_columns: tuple[str, ...]) -> list[str]:
    """Tables of a layout: rows that can be kept, rows with odd cells, with each of its delimiters."""
    columns = layout.columns or tuple(dict.fromkeys((*layout.needs, *reader_columns)))
    rows = [[_words_of(column)[number % 3] for column in columns] for number in range(3)]
    rows += [
        [words[(at + number) % len(words)] for at, words in enumerate(map(_words_of, columns))] for number in range(5)
    ]
    if layout.format == "chronicle":
        rows[0] = list(_CHRONICLE)
    lines = [list(columns), *rows] if layout.needs else rows
    made = []
    for delimiter in layout.delimiters:
        text = io.StringIO(newline="")
        if delimiter == "\t":
            text.write("".join("\t".join(row) + "\n" for row in lines))
        else:
            csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(lines)
        made.append(text.getvalue())
    return made


def _seeds(*formats: str) -> list[bytes]:
    """Inputs: a digit for how they are packed (0 not, 1 gzip, 2 zip), one for the format among these, the table."""
    made = []
    for layout in LAYOUTS:
        if layout.format in formats:
            place = str(formats.index(layout.format))
            for table in _tables_of(layout, READERS[layout.format, layout.name].columns):
                data = table.encode()
                made += [
                    b"0" + place.encode() + data,
                    b"0" + place.encode() + b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
                ]
        # A file of another format, to be told as such.
        elif not layout.columns:
            made.append(b"00" + _tables_of(layout, layout.needs)[0].encode()[:300])
    return [*made, b"1" + made[0][1:], b"2" + made[0][1:]]


def _packed(data: bytes) -> bytes:
    if data[:1] == b"1":
        return gzip.compress(data[2:], 1, mtime=0)
    if data[:1] == b"2":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(zipfile.ZipInfo("rows.tab"), data[2:])
        return packed.getvalue()
    return data[2:]


def _order(format: str) -> Ordered:
    return ordered(
        format, licence=None, origin=None, today=_TODAY, read_at="2024-06-01T00:00:00Z", run="20240601-1", watch=None
    )


def _table(formats: tuple[str, ...], data: bytes) -> None:
    """A table read to its end; now and then it is brought into a record as well."""
    digit = data[1:2]
    format = formats[int(digit) % len(formats) if digit.isdigit() else 0]
    path = held(_FOLDER) / "rows.tab"
    path.write_bytes(_packed(data))
    tally = Tally()
    kept = 0
    try:
        for _, table in _tables(path, _order(format), tally):
            if table is not None:
                kept += table.num_rows
                _rows(table)
    except ComityError:
        tally = Tally()
    else:
        holds.must(tally.kept <= kept, "no row is kept twice")
        plain = data[2:]
        if not plain.startswith((b"\x1f\x8b", b"PK\x03\x04")):
            wanted = _count(plain, format)
            holds.must(
                tally.kept + tally.skipped == wanted,
                f"rows kept and skipped are all: {tally.kept}+{tally.skipped}, {wanted}",
            )
    if zlib.crc32(data) % 61 == 0:
        _imported(path, format)


def _rows(table: Any) -> None:
    for row in table.to_pylist():
        day, where = row["date"], (row.get("latitude"), row.get("longitude"))
        holds.must(day is not None and date(1900, 1, 1) <= day <= _TODAY, f"an act's day can be one: {day}")
        for value, most in zip(where, (90, 180), strict=True):
            holds.must(value is None or abs(value) <= most, f"degrees are degrees: {value}")
        holds.must(
            row["intensity"] is None or abs(row["intensity"]) <= 10, f"intensity is on the scale: {row['intensity']}"
        )
        sides = [row["actor"], row["recipient"]]
        if row["dyad"] is not None:
            holds.must(row["dyad"] == "-".join(sorted(sides)), f"a dyad is of both sides: {row['dyad']}, {sides}")
        holds.must(row["type"] is not None or row["label"] is not None, "a row tells what was done")


def _count(data: bytes, format: str) -> int:
    """How many rows a file has, by reading it in another way."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    shape = shape_of(data.partition(b"\n")[0], format=format, name="the input")
    if not shape.quoted:
        body = data.partition(b"\n")[2] if shape.header else data
        return sum(1 for line in re.split(rb"\r\n|\n|\r", body) if line)
    rows = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""), delimiter=shape.delimiter)
    return sum(1 for row in rows if row) - (1 if shape.header else 0)


_imports = 0


def _imported(path: Path, format: str) -> None:
    global _imports
    folder = held(_FOLDER) / f"record-{_imports // 100}"
    _imports += 1
    outcome = import_file(open_record(folder, create=True), path, _order(format))
    file, counts = outcome.file, outcome.tally
    holds.must((file is None) != (outcome.error is None), "a file is imported or told")
    if file is not None and outcome.new:
        holds.must((file.rows, file.skipped) == (counts.kept, counts.skipped), "a file's counts are the import's")


def _change(formats: tuple[str, ...]) -> Callable[[bytes, random.Random], bytes]:
    pieces = [word.encode() for words in _WORDS.values() for word in words] + [
        b"\t",
        b"\n",
        b"\r",
        b"\r\n",
        b'"',
        b",",
        b";",
        b"\xff",
    ]
    changed = by_parts(pieces, lambda: _seeds(*formats), _CELLS)

    def mutate(data: bytes, chance: random.Random) -> bytes:
        if chance.random() < 0.05:
            return b"0" + data[1:2] + shaken(_packed(data), chance)
        head = data[:2] if chance.random() < 0.9 else b"%d%d" % (chance.randrange(3), chance.randrange(len(formats)))
        return head + changed(data[2:], chance)

    return mutate


def _target(name: str, calls: str, *formats: str) -> Target:
    return Target(name, calls, partial(_table, formats), partial(_seeds, *formats), _change(formats), longest=16_384)


TARGETS = (
    _target("icews", "`import_file` of ICEWS releases and benchmarks", "icews"),
    _target("gdelt", "`import_file` of GDELT 1.0 and 2.0", "gdelt"),
    _target(
        "tables", "`import_file` of POLECAT, Phoenix, ACLED, chronicles", "polecat", "phoenix", "acled", "chronicle"
    ),
)
