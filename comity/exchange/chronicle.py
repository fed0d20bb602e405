"""A chronicle: dated acts of states, chosen by hand and kept as a table; which of them come with the package.

`docs/chronicles.md` tells the format and its conventions.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path

from comity.codebook import event_types, issues, modes, states
from comity.errors import InputMissing
from comity.model import TOOK_PLACE

COLUMNS = (
    "date", "precision", "actors", "recipients", "type", "mode", "status", "issues", "text", "source",
    "confidence_note",
)  # fmt: skip
# One plain sentence; a longer one tells two acts.
LONGEST = 200
_SHAPES = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}
_REST = "-01-01"

Row = dict[str, str]


def shipped() -> tuple[Path, ...]:
    """Give the chronicles that come with the package, by name."""
    return tuple(sorted((Path(__file__).parent / "chronicles").glob("*.csv")))


def problems(path: Path) -> tuple[str, ...]:
    """Give what is wrong with a chronicle, a sentence for each fault with its row (the header is row 1); else nothing.

    Raises `InputMissing` when the file can't be opened.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputMissing(str(path), "the chronicle can't be opened", "check its path and who may read it") from error
    try:
        lines = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return (f"the file is no CSV in UTF-8: {error}",)
    if not lines or tuple(lines[0]) != COLUMNS:
        found = repr(",".join(lines[0])[:LONGEST]) if lines else "nothing"
        return (f"row 1: the header is not {','.join(COLUMNS)} but {found}",)
    if len(lines) == 1:
        return ("the file has a header and no row",)
    return tuple(_all_rows(lines[1:]))


def _all_rows(lines: list[list[str]]) -> Iterator[str]:
    """Give the faults of each row by itself, then of its place among those before it."""
    seen: dict[tuple[str, ...], int] = {}
    latest = ""
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(COLUMNS):
            yield f"row {number}: it has {len(cells)} cells, not {len(COLUMNS)}"
            continue
        row = dict(zip(COLUMNS, cells, strict=True))
        for check in _CHECKS:
            yield from (f"row {number}: {fault}" for fault in check(row))
        key = _act(row)
        if key in seen:
            yield f"row {number}: it tells the same act as row {seen[key]}"
        seen.setdefault(key, number)
        if not _dated(row):
            continue
        # A month stands before its days, a year before its months: the order of the dates as text.
        if row["date"] < latest:
            yield f"row {number}: its date {row['date']} stands after {latest}"
        latest = max(latest, row["date"])


def _act(row: Row) -> tuple[str, ...]:
    """Give what makes two rows the same act, whatever the order of the states and however the source is told."""
    sides = ("|".join(sorted(row[side].split("|"))) for side in ("actors", "recipients"))
    return (row["date"], *sides, row["type"], row["mode"], row["text"].strip())


def _dated(row: Row) -> bool:
    """Give whether the date is one, and in the form of the row's precision."""
    shape = _SHAPES.get(row["precision"])
    if shape is None or not re.fullmatch(shape, row["date"], re.ASCII):
        return False
    try:
        date.fromisoformat(row["date"] + _REST[len(row["date"]) - 4 :])
    except ValueError:
        return False
    return True


def _edges(row: Row) -> Iterator[str]:
    for column, cell in row.items():
        if cell != cell.strip():
            yield f"{column} begins or ends with a space"


def _date(row: Row) -> Iterator[str]:
    if row["precision"] not in _SHAPES:
        yield f"precision is {row['precision']!r}, not one of {', '.join(_SHAPES)}"
    elif not _dated(row):
        yield f"date is {row['date']!r}, no {row['precision']} in ISO form"


def _sides(row: Row) -> Iterator[str]:
    actors, recipients = row["actors"].split("|"), row["recipients"].split("|")
    for column, codes in (("actors", actors), ("recipients", recipients)):
        for code in codes:
            if code not in states():
                yield f"{column} names {code!r}, which is no state of the codebook"
        if len(set(codes)) < len(codes):
            yield f"{column} names a state twice"
    shared = set(actors) & set(recipients)
    if shared and set(actors) != set(recipients):
        yield "actors and recipients share some states but not all: a joint act has the same states on both sides"
    if shared and len(set(actors)) == 1:
        yield "actors and recipients are one and the same state"


def _type(row: Row) -> Iterator[str]:
    if row["type"] not in event_types():
        yield f"type is {row['type']!r}, which is none of PLOVER's"
    elif row["mode"] and (row["type"], row["mode"]) not in modes():
        yield f"mode is {row['mode']!r}, which is none of {row['type']}"
    if row["status"] not in TOOK_PLACE:
        yield f"status is {row['status']!r}, not one of {', '.join(sorted(TOOK_PLACE))}"


def _issues(row: Row) -> Iterator[str]:
    codes = row["issues"].split("|") if row["issues"] else []
    for code in codes:
        if code not in issues():
            yield f"issues names {code!r}, which is no issue of the codebook"
    if len(set(codes)) < len(codes):
        yield "issues names an issue twice"


def _words(row: Row) -> Iterator[str]:
    if not row["text"].strip():
        yield "text is empty"
    elif len(row["text"]) > LONGEST:
        yield f"text has {len(row['text'])} characters, more than {LONGEST}"
    if len(row["text"].splitlines()) > 1:
        yield "text has more than one line"
    if not row["source"].strip():
        yield "source is empty"
    if row["precision"] in _SHAPES and row["precision"] != "day" and not row["confidence_note"].strip():
        yield f"confidence_note is empty, though the date is known to the {row['precision']} only"


_CHECKS: tuple[Callable[[Row], Iterator[str]], ...] = (_edges, _date, _sides, _type, _issues, _words)
