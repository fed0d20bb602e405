"""Every meaning of a word, name or code in the tables: for `comity codebook TERM`."""

from collections.abc import Iterator
from difflib import get_close_matches

import msgspec

from comity.codebook import rows
from comity.errors import UsageError

TABLES = (
    "states", "organisations", "groups", "offices", "leaders", "types", "modes", "contexts", "cameo",
    "issues", "frames", "classes", "places",
)  # fmt: skip
# Cells that name what a row is about; a term is looked up in these, whole.
_KEYS: dict[str, tuple[str, ...]] = {
    "states": ("code", "name", "official_name", "capital", "capital_names", "demonyms", "names", "houses"),
    "organisations": ("code", "name", "acronyms", "names"),
    "groups": ("code", "name", "names"),
    "offices": ("title", "abbreviations"),
    "leaders": ("id", "name", "family", "names"),
    "types": ("type",),
    "modes": ("mode",),
    "contexts": ("context",),
    "cameo": ("cameo", "name"),
    "issues": ("code", "name", "words"),
    "frames": ("id", "words"),
    "classes": ("class", "member"),
    "places": ("name", "ascii", "names"),
}


class Meaning(msgspec.Struct, frozen=True):
    """One row of one table that a term names; `key` is the column that holds it, `row` the cells as text."""

    table: str
    key: str
    row: dict[str, str]


def meanings(term: str) -> tuple[Meaning, ...]:
    """Give every row that a term names, table after table; case, and `$` before a class, don't matter.

    "JPN", "Tokyo", "prime minister", "SANCTION", "042" and "seafood-imports" are terms. Raises `UsageError`
    with the nearest terms when nothing fits.
    """
    wanted = " ".join(term.casefold().removeprefix("$").split())
    found = [Meaning(table, key, row) for table in TABLES for key, row in _rows(table, wanted)]
    if not found:
        near = get_close_matches(wanted, _terms(), n=4, cutoff=0.7)
        step = f"did you mean {' or '.join(near)}" if near else "`comity codebook` lists the tables"
        raise UsageError(f"term {term!r}", "is in no table of the codebook", step)
    return tuple(found)


def overview() -> tuple[tuple[str, int], ...]:
    """Give each table's name with its number of rows."""
    return tuple((table, sum(1 for _ in rows.rows(table))) for table in TABLES)


def _rows(table: str, wanted: str) -> Iterator[tuple[str, dict[str, str]]]:
    for row in rows.rows(table):
        for key in _KEYS[table]:
            if wanted in (part.casefold().rstrip("*") for part in (row[key], *row[key].split("|"))):
                yield key, {name: cell for name, cell in row.items() if cell}
                break
        else:
            # A frame of several words is also found by its first ("impose tariff" by "impose").
            if table == "frames" and row["words"].split(" ")[0].casefold() == wanted:
                yield "words", {name: cell for name, cell in row.items() if cell}


def _terms() -> list[str]:
    """Every term but places and frames, which would make the nearest ones slow to find and odd to read."""
    found: dict[str, None] = {}
    for table in TABLES:
        if table not in ("places", "frames", "classes"):
            for row in rows.rows(table):
                found.update(
                    dict.fromkeys(cell.casefold() for key in _KEYS[table] for cell in row[key].split("|") if cell)
                )
    return list(found)
