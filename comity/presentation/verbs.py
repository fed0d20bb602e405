"""The verbs of a clause, by PLOVER type and mode, from `verbs.csv`.

Each row holds three wordings: towards a recipient (`{r}`, or `{p}` for persons), without one, and of both
sides at once. The first word gives base, past and -ing form, so that any status can be worded from one row. A
`lasting` row words an act that goes on where "is doing" would tell a new one (a restriction is imposed once).
`stems.csv` words an act by its predicate where that says more than type and mode ("apologised", "pledged").
The mode `trade` is no PLOVER mode: it words restrictions on trade, whatever their mode.
"""

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from comity.errors import CodebookError


class Verb(NamedTuple):
    """The three wordings of an act; see the module."""

    towards: str
    alone: str
    joint: str


_ANY = Verb("act/acted/acting towards {r}", "act/acted/acting", "act/acted/acting towards each other")


def _rows(name: str) -> list[dict[str, str]]:
    source = files("comity.presentation") / name
    if not source.is_file():
        raise CodebookError(f"the table {name}", "is not in the package", "install comity again")
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def verbs() -> dict[tuple[str, str | None, bool], Verb]:
    """Give the wordings by type, mode (null for the type's own) and whether the act lasts."""
    return {
        (row["type"], row["mode"] or None, row["lasting"] == "1"): Verb(row["towards"], row["alone"], row["joint"])
        for row in _rows("verbs.csv")
    }


def verb_for(type_: str, mode: str | None, *, lasting: bool = False) -> Verb:
    """Give the wordings of an act: the mode's own, else the type's."""
    table = verbs()
    keys = ((type_, mode, lasting), (type_, mode, False), (type_, None, lasting), (type_, None, False))
    return next((table[key] for key in keys if key in table), _ANY)


@lru_cache(maxsize=1)
def stems() -> dict[str, tuple[tuple[str, Verb], ...]]:
    """Give the wordings by predicate: for each type its stems with their verbs."""
    found: dict[str, list[tuple[str, Verb]]] = {}
    for row in _rows("stems.csv"):
        found.setdefault(row["type"], []).append((row["stem"], Verb(row["towards"], row["alone"], row["joint"])))
    return {type_: tuple(rows) for type_, rows in found.items()}


def verb_by_stem(type_: str, predicate: str) -> Verb | None:
    """Give the wordings of an act by its predicate, null where the table has none."""
    word = predicate.lower()
    return next((verb for stem, verb in stems().get(type_, ()) if word.startswith(stem)), None)
