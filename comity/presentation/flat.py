"""Rows laid out flat for spreadsheets, data frames and the terminal: text, number or null in a cell."""

from collections.abc import Iterable
from typing import Any

_DATES = frozenset({"date", "made_on", "due", "said_on"})
_SPANS = frozenset({"condition", "outcome", "trigger"})
_LIST = " | "


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row of a view with one cell a column.

    A date becomes `NAME` (its first day), `NAME_end` and `NAME_precision`; actors become codes (`actors`:
    "KOR.GOV") and names (`actors_names`); a place its name, country and degrees; spans their words; lists
    are parted by " | ".
    """
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name in _DATES:
            when = value or {}
            found |= {
                name: when.get("start"),
                f"{name}_end": when.get("end"),
                f"{name}_precision": when.get("precision"),
            }
        elif name == "place" and (value is None or isinstance(value, dict)):
            place = value or {}
            found |= {f"place{tail}": place.get(key) for tail, key in _PLACE}
        elif name in _SPANS:
            found[name] = value["text"] if value else None
        elif name == "evidence":
            found["evidence"] = _LIST.join(span["text"] for span in value)
            found["start"] = value[0]["start"] if value else None
            found["end"] = value[0]["end"] if value else None
        elif name in _REFS:
            refs = value if isinstance(value, list | tuple) else [value] if value else []
            found |= {name: _codes(refs), f"{name}_names": _names(refs)}
        else:
            found[name] = _cell(name, value)
    return found


_PLACE = (("", "name"), ("_country", "country"), ("_latitude", "latitude"), ("_longitude", "longitude"))
_REFS = frozenset(
    {"actors", "recipients", "reported_by", "parties", "to", "speaker", "addressees", "about", "actor", "by"}
)


def _cell(name: str, value: Any) -> Any:
    if name == "figures":
        return _LIST.join(f"{figure['value']:g} {figure['unit']} {figure['what']}".strip() for figure in value)
    if name == "differences":
        told = (f"{each['field']}: {' / '.join(str(v['value']) for v in each['values'])}" for each in value)
        return _LIST.join(told)
    if name == "history":
        told = (" ".join(p for p in (e["at"][:10], e["incident"], e["change"], e["other"]) if p) for e in value)
        return _LIST.join(told)
    if name == "roles":
        return _LIST.join(" ".join(p for p in (r["title"], r["country"] or r["organisation"]) if p) for r in value)
    if isinstance(value, list | tuple):
        return _LIST.join(str(each) for each in value)
    return value


def _codes(refs: Iterable[Any]) -> str:
    return _LIST.join(
        ref if isinstance(ref, str) else ".".join(part for part in (ref["country"], ref["sector"]) if part) or "?"
        for ref in refs
    )


def _names(refs: Iterable[Any]) -> str:
    return _LIST.join(ref if isinstance(ref, str) else ref["name"] or ref["text"] for ref in refs)


# What the terminal shows of each table; every other format holds all columns.
SHOWN: dict[str, tuple[str, ...]] = {
    "events": ("id", "date", "status", "actors", "type", "mode", "recipients", "evidence", "outlet"),
    "incidents": (
        "id",
        "date",
        "status",
        "actors",
        "type",
        "mode",
        "recipients",
        "reports",
        "outlets",
        "quote",
    ),
    "agreements": ("id", "date", "form", "parties", "title", "areas", "outlet"),
    "pledges": ("id", "made_on", "due", "kind", "parties", "to", "text", "outlet"),
    "statements": ("id", "said_on", "speaker_names", "about", "quote", "outlet"),
    "positions": ("id", "date", "actor", "stance", "issue", "evidence", "outlet"),
    "assessments": ("id", "kind", "by_names", "direction", "condition", "outcome", "hedge", "outlet"),
    "actors": ("id", "name", "kind", "country", "roles", "named", "reports"),
    "reports": ("id", "published", "outlet", "title", "events", "pledges", "statements", "skipped", "dyads"),
}
