"""Rows laid out flat for spreadsheets, data frames and the terminal: text, number or null in a cell."""

import json
from collections.abc import Iterable
from typing import Any

from comity.model import Conditional, Foresight, Grade, ImportedFile, PastSkill, Precedent, RelationRow, Run

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
        # Most cells are plain already; exports lay out millions of them.
        if type(value) in _PLAIN and name not in _LAID_OUT:
            found[name] = value
        elif name in _DATES:
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
        elif name in ("quantiles", "past_skill"):
            found |= _parted(name, value)
        elif name == "evidence":
            found["evidence"] = _LIST.join(span["text"] for span in value)
            found["start"] = value[0]["start"] if value else None
            found["end"] = value[0]["end"] if value else None
        elif name == "settled" and (value is None or isinstance(value, dict)):
            became = value or {}
            found |= {f"settled{tail}": became.get(key) for tail, key in _SETTLED}
        elif name in _REFS and not (name == "parties" and "tenures" in row):
            refs = value if isinstance(value, list | tuple) else [value] if value else []
            found |= {name: _codes(refs), f"{name}_names": _names(refs)}
        else:
            found[name] = _cell(name, value)
    return found


def _parted(name: str, value: Any) -> dict[str, Any]:
    """A forecast's quantiles and past skill, a cell a number."""
    if name == "quantiles":
        return {f"quantile_{level}": number for level, number in value.items()}
    return {f"past_{field}": (value or {}).get(field) for field in PastSkill.__struct_fields__}


_PLACE = (("", "name"), ("_country", "country"), ("_latitude", "latitude"), ("_longitude", "longitude"))
_SETTLED = (("", "outcome"), ("_on", "on"), ("_why", "why"))
_REFS = frozenset(
    {"actors", "recipients", "reported_by", "parties", "to", "speaker", "addressees", "about", "actor", "by"}
)
_PLAIN = frozenset({str, int, float, type(None)})
_LAID_OUT = _DATES | _SPANS | _REFS | {"place", "evidence", "settled", "value", "quantiles", "past_skill"}


def _cell(name: str, value: Any) -> Any:
    if name == "notice":
        return f"{value['kind']}: {value['text']}" if value else None
    if name == "value":
        # A corrected value may be of any shape; what is no text is written as in --json.
        return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if name == "figures":
        return _LIST.join(f"{figure['value']:g} {figure['unit']} {figure['what']}".strip() for figure in value)
    if name == "differences":
        told = (f"{each['field']}: {' / '.join(str(v['value']) for v in each['values'])}" for each in value)
        return _LIST.join(told)
    if name in ("settings", "counts", "unknowns", "skipped") and isinstance(value, dict):
        return _LIST.join(f"{key} {number}" for key, number in value.items())
    if name == "stages":
        return _LIST.join(f"{each['name']} {each['seconds']:.3f} s" for each in value)
    if name == "history":
        # A pledge's entry has a day and a status, an incident's what changed in which.
        parts = ("on", "status", "at", "incident", "change", "other")
        days = ({**each, "at": each.get("at", "")[:10]} for each in value)
        return _LIST.join(" ".join(str(each[part]) for part in parts if each.get(part)) for each in days)
    if name == "matches":
        return _LIST.join(f"{each['row']} {each['meaning']} {each['score']:g}" for each in value)
    if name == "tenures":
        told = (f"{t['title']} {t['from'] or t['seen'] or ''}..{t['to'] or ''} ({t['source']})" for t in value)
        return _LIST.join(told)
    if name in ("parties", "camps") and not (value and isinstance(value[0], str)):
        return _LIST.join(each["name"] for each in value)
    if name in ("succeeded", "preceded"):
        return _LIST.join(f"{each['name']} ({each['office'] or 'office not told'})" for each in value)
    if name == "contradictions":
        return _LIST.join(" / ".join(f"{one['told']} ({one['source']})" for one in each["claims"]) for each in value)
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
    "relations": (
        "dyad",
        "level",
        "low",
        "high",
        "year_before",
        "change",
        "turned",
        "turned_from",
        "turned_to",
        "acts",
    ),
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
    "runs": ("id", "command", "status", "started", "seconds", "counts", "skipped", "unknowns"),
    "agreements": ("id", "date", "form", "parties", "title", "areas", "outlet"),
    "pledges": ("id", "made_on", "due", "status", "kind", "parties", "to", "text", "reports"),
    "statements": ("id", "said_on", "speaker_names", "about", "quote", "outlet"),
    "positions": ("id", "date", "actor", "stance", "issue", "evidence", "outlet"),
    "assessments": ("id", "kind", "by_names", "direction", "condition", "outcome", "settled", "outlet"),
    "foresight": ("source", "kind", "affiliation", "made", "open", "unclear", "right", "brier"),
    "actors": ("id", "name", "kind", "country", "roles", "named", "reports"),
    "reports": (
        "id",
        "published",
        "outlet",
        "title",
        "events",
        "pledges",
        "statements",
        "skipped",
        "dyads",
        "notice",
        "notes",
    ),
    "relation": RelationRow.__struct_fields__[1:],
    "whatif": ("start", "baseline_mean", "scenario_mean", "difference_mean", "difference_low", "difference_high"),
    "precedents": ("input", *Precedent.__struct_fields__),
    "conditionals": Conditional.__struct_fields__,
    "forecasts": (
        "dyad",
        "direction",
        "target",
        "start",
        "horizon",
        "quantile_0.1",
        "quantile_0.5",
        "quantile_0.9",
        "probability_any",
        "base_rate",
        "model",
        "past_skill_crps",
        "note",
    ),
    "grades": (
        "id",
        "dyad",
        "direction",
        "target",
        "start",
        "horizon",
        "model",
        "issued",
        "status",
        "probability_any",
        "came",
        "log_score",
        "crps",
        "brier",
        "brier_usual",
        "inside80",
        "late",
        "note",
    ),
    "corrections": ("id", "at", "who", "action", "target", "field", "value", "why"),
    "imports": ("file", "coder", "layout", "rows", "skipped", "since", "until", "licence", "origin"),
}
# Columns that a table has when it is empty, where the terminal shows others.
EMPTY: dict[str, tuple[str, ...]] = {
    "foresight": Foresight.__struct_fields__,
    "imports": ImportedFile.__struct_fields__,
    "relation": RelationRow.__struct_fields__,
    "grades": Grade.__struct_fields__,
    "runs": (*Run.__struct_fields__, "seconds"),
}


def told(row: dict[str, Any], table: str) -> dict[str, Any]:
    """Give the cells that only the terminal shows: "3 of 4, 75% (40 to 93%)" for a share with its interval.

    A row of another coder has its words for the act (`label`) where ours has its sentence.
    """
    if table == "relations":
        return {name: f"{value:+.1f}" for name, value in row.items() if isinstance(value, float)}
    if table in ("forecasts", "grades"):
        numbers = {name: f"{value:.2f}" for name, value in flat(row).items() if isinstance(value, float)}
        days = {name: row[name][:10] for name in ("issued",)}
        return {"direction": row["direction"] or "both"} | numbers | days
    if table == "relation":
        numbers = {name: f"{value:.2f}" for name, value in row.items() if isinstance(value, float)}
        return {"direction": row["direction"] or "both"} | numbers
    if table == "events" and row.get("label"):
        return {"evidence": row["label"]}
    if table != "foresight":
        return {}
    if row["share"] is None:
        return {"right": "none settled"}
    low, high = round(100 * row["low"]), round(100 * row["high"])
    brier = "-" if row["brier"] is None else f"{row['brier']:.2f} over {row['scored']}"
    right = f"{row['came_true']} of {row['settled']}, {row['share']:.0%} ({low} to {high}%)"
    return {"right": right, "brier": brier}
