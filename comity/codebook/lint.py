"""Whether the tables keep what their data dictionary says: for `comity codebook --lint`."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files

from comity.codebook import rows

# The tables of frames and classes were written in parts, by family of types; the parts are no tables.
_PARTS = ("frames_", "classes_")
# Marks in a frame's object cell that stand for no class: any actor, no object.
_MARKS = frozenset({"@actor", "@none", "@nodobj"})

Table = list[dict[str, str]]


def lint() -> tuple[str, ...]:
    """Give what is wrong with the tables, a sentence each with table, row and column; else nothing."""
    tables = _tables()
    dictionary = tables.get("dictionary", [])
    found: list[str] = []
    for name, table in tables.items():
        columns = [row for row in dictionary if row["table"] == name]
        if not columns:
            found.append(f"{name}: the table is not in the dictionary")
            continue
        found += _columns(name, table, columns)
        found += _keys(name, table, columns)
        for column in columns:
            if table and column["column"] in table[0]:
                found += _cells(name, table, column, tables)
    found += [
        f"{name}: the dictionary names a table that is not there"
        for name in sorted({row["table"] for row in dictionary} - set(tables))
    ]
    found += _modes_of_types(tables) + _terms(tables) + _shared_names(tables) + _roots(tables)
    return tuple(found)


def dictionary() -> tuple[dict[str, str], ...]:
    """Give the rows of the data dictionary: table, column, kind, key, required, meaning."""
    return tuple(rows.rows("dictionary"))


def _tables() -> dict[str, Table]:
    found: dict[str, Table] = {}
    for source in sorted((files("comity.codebook") / "tables").iterdir(), key=lambda each: each.name):
        name = source.name.removesuffix(".csv")
        if source.name.endswith(".csv") and not name.startswith(_PARTS):
            lines = io.StringIO(source.read_bytes().decode("utf-8"), newline="")
            found[name] = list(csv.DictReader(lines, restkey="(too many cells)", restval="(too few cells)"))
    return found


def _columns(name: str, table: Table, columns: Table) -> list[str]:
    there = set(table[0]) if table else set()
    told = {row["column"] for row in columns}
    found = [f"{name}: the column {each} is missing" for each in sorted(told - there)]
    found += [f"{name}: the column {each} is not in the dictionary" for each in sorted(there - told)]
    for number, row in enumerate(table, 2):
        if "(too many cells)" in row or "(too few cells)" in row.values():
            found.append(f"{name}, row {number}: it has too many or too few cells")
    return found


def _keys(name: str, table: Table, columns: Table) -> list[str]:
    keys = [row["column"] for row in columns if row["key"] == "key"]
    counts = Counter(tuple(row.get(key, "") for key in keys) for row in table)
    return [f"{name}: {'/'.join(key)} is there {count} times" for key, count in counts.items() if count > 1]


def _cells(name: str, table: Table, column: dict[str, str], tables: dict[str, Table]) -> Iterator[str]:
    head, kind, required = column["column"], column["kind"], column["required"] == "yes"
    judge = _judge(kind, tables)
    if judge is None:
        yield f"dictionary: {name}.{head} has the unknown kind {kind}"
        return
    for number, row in enumerate(table, 2):
        cell = row[head]
        if not cell:
            if required:
                yield f"{name}, row {number}: {head} is empty"
            continue
        problem = judge(cell)
        if problem:
            yield f"{name}, row {number}: {head} {problem}"
        elif cell != cell.strip():
            yield f"{name}, row {number}: {head} begins or ends with a space"


def _judge(kind: str, tables: dict[str, Table]) -> Callable[[str], str] | None:
    """Give the function that tells what is wrong with a cell of a kind ("": nothing); null for no kind."""
    if kind == "text":
        return lambda cell: ""
    if kind == "list":
        return lambda cell: "" if all(part.strip() for part in cell.split("|")) else f"has an empty part in {cell!r}"
    if kind in ("number", "integer", "date"):
        return lambda cell: "" if _READERS[kind](cell) else f"is no {kind}: {cell!r}"
    if kind.startswith("enum:"):
        allowed = frozenset(kind.removeprefix("enum:").split("|"))
        return lambda cell: "" if cell in allowed else f"is {cell!r}, not one of {', '.join(sorted(allowed))}"
    if kind == "class-list":
        classes = _values(tables, "classes", "class")
        return lambda cell: _class_problem(cell, classes)
    several = kind.endswith("-list")
    known = _known(kind.removesuffix("-list"), tables)
    if known is None:
        return None
    return lambda cell: next(
        (
            f"names {part!r}, which is not known"
            for part in (cell.split("|") if several else [cell])
            if part not in known
        ),
        "",
    )


def _known(kind: str, tables: dict[str, Table]) -> frozenset[str] | None:
    """Give the values that a cell of a referring kind may have."""
    homes = {
        "type": "types.type",
        "context": "contexts.context",
        "cameo": "cameo.cameo",
        "issue": "issues.code",
    }
    if kind == "iso3":
        return _values(tables, "states", "code") | _values(tables, "organisations", "code")
    if kind == "mode":
        return _values(tables, "modes", "mode") | {"*"}
    home = homes.get(kind) or (kind.removeprefix("ref:") if kind.startswith("ref:") else "")
    table, _, column = home.partition(".")
    return _values(tables, table, column) if table in tables else None


def _values(tables: dict[str, Table], table: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in tables.get(table, []) if row.get(column))


def _class_problem(cell: str, classes: frozenset[str]) -> str:
    for part in cell.split("|"):
        word = part.strip().rpartition(":")[2]
        if word.startswith("$") and word[1:] not in classes:
            return f"names the class {word}, which has no members"
        if word.startswith("@") and word not in _MARKS:
            return f"has the unknown mark {word}"
        if not word:
            return f"has an empty part in {cell!r}"
    return ""


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def _integer(cell: str) -> bool:
    return re.fullmatch(r"-?\d+", cell) is not None


@lru_cache(maxsize=8192)
def _date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_READERS: dict[str, Callable[[str], bool]] = {"number": _number, "integer": _integer, "date": _date}


def _modes_of_types(tables: dict[str, Table]) -> list[str]:
    """Frames and CAMEO codes whose mode is not one of their type."""
    pairs = {(row["type"], row["mode"]) for row in tables.get("modes", [])}
    return [
        f"{name}: {row[key]} has the mode {row['mode']}, which {row['type']} does not have"
        for name, key in (("frames", "id"), ("cameo", "cameo"))
        for row in tables.get(name, [])
        if row["mode"] not in ("", "*") and (row["type"], row["mode"]) not in pairs
    ]


def _terms(tables: dict[str, Table]) -> list[str]:
    """Terms of office and lives of states that end before they begin."""
    return [
        f"{name}: {row[key]} ends on {row['to']}, before it begins on {row['from']}"
        for name, key in (("leaders", "id"), ("states", "code"))
        for row in tables.get(name, [])
        if row["from"] and row["to"] and row["from"] > row["to"]
    ]


def _shared_names(tables: dict[str, Table]) -> list[str]:
    """Names that stand for two states at one time; a state that is no more may share its heirs' names."""
    owners: dict[str, set[str]] = {}
    for row in tables.get("states", []):
        if row["to"]:
            continue
        for column in ("name", "names", "demonyms", "houses"):
            for part in row[column].split("|"):
                if part.strip():
                    owners.setdefault(part.strip().casefold(), set()).add(row["code"])
    return [
        f"states: {name!r} stands for {' and '.join(sorted(codes))}"
        for name, codes in sorted(owners.items())
        if len(codes) > 1
    ]


def _roots(tables: dict[str, Table]) -> list[str]:
    """CAMEO codes whose root is not their beginning, and intensities beyond the scale."""
    found = [
        f"cameo: {row['cameo']} has the root {row['root']}"
        for row in tables.get("cameo", [])
        if not row["cameo"].startswith(row["root"])
    ]
    for name, column, least, most in (
        ("types", "intensity", -10, 10),
        ("modes", "intensity", -10, 10),
        ("cameo", "goldstein", -10, 10),
        ("frames", "strength", 0, 1),
    ):
        for number, row in enumerate(tables.get(name, []), 2):
            if _number(row[column]) and not least <= float(row[column]) <= most:
                found.append(f"{name}, row {number}: {column} is {row[column]}, outside {least} to {most}")
    return found
