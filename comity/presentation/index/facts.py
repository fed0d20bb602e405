"""What the index keeps of a row of a view: its days, who and what it is about, its flat cells and its JSON."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from comity.presentation.flat import flat
from comity.presentation.index.tables import columns_of

PARTED = "\t"
OWN, IMPORTED = "own", "imported"
_ENCODER = msgspec.json.Encoder()


def packed(value: Any) -> bytes:
    """Give a value as packed JSON."""
    # Level 1 packs nearly as small as 6 at a third of the time.
    return zlib.compress(_ENCODER.encode(value), 1)


def unpacked(blob: bytes) -> Any:
    """Give the value that was packed."""
    return msgspec.json.decode(zlib.decompress(blob))


def cells(
    row: dict[str, Any],
    table: str,
    *,
    told: str | None = None,
    issues: Iterable[str] | None = None,
    origin: str = OWN,
) -> tuple[Any, ...]:
    """Give a view's row as the cells of `columns_of(table)`.

    `told` is the act as a clause, `issues` what a row is about that names no issue itself.
    """
    plain = flat(row)
    left, right = sides(row, table)
    ways = tuple(dict.fromkeys(_ways(row, left, right, table)))
    when = days(row, table)
    found: dict[str, Any] = {
        "id": row.get("id") or row.get("source"),
        "report": row["id"] if table == "reports" else row.get("report"),
        "start": when[0],
        "end": when[1],
        "ways": PARTED.join(ways),
        "dyads": PARTED.join(_dyads(row, ways, table)),
        "parties": PARTED.join(_names((*left, *right), row, table)),
        "subjects": PARTED.join(_subjects(row) if issues is None else issues),
        "kind": _kind(row, table),
        "origin": origin,
        "json": packed(row),
        "told": told,
    }
    if table == "assessments":
        found["settled"] = (row.get("settled") or {}).get("outcome")
    plain.update(found)
    return tuple(_cell(plain.get(name)) for name in columns_of(table))


def sides(row: dict[str, Any], table: str) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """Give who acts or speaks in a row and whom it concerns, as `filters.sides` does for values."""
    if table in ("events", "incidents"):
        return tuple(row["actors"]), tuple(row["recipients"])
    if table == "agreements":
        return tuple(row["parties"]), tuple(row["parties"])
    if table == "pledges":
        return tuple(row["parties"]), tuple(row["to"] or row["parties"])
    if table == "statements":
        return (row["speaker"],) if row["speaker"] else (), (*row["about"], *row["addressees"])
    if table == "positions":
        return (row["actor"],), ()
    if table == "assessments":
        return (row["by"],) if isinstance(row["by"], dict) else (), ()
    return (), ()


def days(row: dict[str, Any], table: str) -> tuple[str | None, str | None]:
    """Give the first and the last day of a row, null where it tells none; as `filters.date_of`."""
    if table == "reports" or table == "assessments":
        # An expectation carries no day of its own; it is held on the day when it is printed.
        day = (row["published"] or "")[:10] or None
        return day, day
    when = row.get({"pledges": "made_on", "statements": "said_on"}.get(table, "date"))
    if when is None and table == "pledges" and row["history"]:
        return row["history"][0]["on"], row["history"][0]["on"]
    if when is None or when["start"] is None:
        return None, None
    return when["start"][:10], (when["end"] or when["start"])[:10]


def _ways(row: dict[str, Any], left: Iterable[Any], right: Iterable[Any], table: str) -> Iterator[str]:
    ours, theirs = (list(dict.fromkeys(ref["country"] for ref in refs if ref["country"])) for refs in (left, right))
    for one in ours:
        for other in theirs:
            # A state that acts on itself is kept too, as the filters of the tables keep it.
            yield f"{one}>{other}"
    if table == "positions":
        yield from (f"{one}>" for one in ours)


def _dyads(row: dict[str, Any], ways: Iterable[str], table: str) -> Iterable[str]:
    if table in ("assessments", "reports"):
        return tuple(row["dyads"])
    pairs = (way.split(">") for way in ways)
    return dict.fromkeys("-".join(sorted(pair)) for pair in pairs if pair[1] and pair[0] != pair[1])


def _names(refs: Iterable[dict[str, Any]], row: dict[str, Any], table: str) -> Iterable[str]:
    found: dict[str, None] = {}
    for ref in refs:
        sector = f"{ref['country']}.{ref['sector']}" if ref["country"] and ref["sector"] else None
        for name in (ref["country"], sector, ref["id"], ref["name"], ref["text"]):
            if name:
                found[name.replace(PARTED, " ")] = None
    if table == "actors":
        for name in (row["country"], row["id"], row["name"], *row["variants"]):
            if name:
                found[name.replace(PARTED, " ")] = None
    if table == "reports":
        found |= dict.fromkeys(code for dyad in row["dyads"] for code in dyad.split("-"))
    return found


def _subjects(row: dict[str, Any]) -> Iterable[str]:
    if "issues" in row or "areas" in row:
        return (*row.get("issues", ()), *row.get("areas", ()))
    one = row.get("issue") or row.get("area")
    return (one,) if one else ()


def _kind(row: dict[str, Any], table: str) -> str | None:
    if table == "statements":
        return "direct" if row["direct"] else "reported"
    if table in ("events", "incidents"):
        return str(row["type"])
    return row.get({"agreements": "form", "positions": "stance"}.get(table, "kind"))


def _cell(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bytes) else str(value)
