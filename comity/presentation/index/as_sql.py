"""A view of a table as a SQL query of the index: the same rows in the same order as the page."""

from dataclasses import dataclass

from comity.presentation.filters import family
from comity.presentation.index.asking import Index
from comity.presentation.index.tables import NUMBERS, SINGLE, TABLES, columns_of
from comity.presentation.index.wanting import Wanted, meant, search_words

# What a query never gives: the row as packed JSON, which only the desk unpacks.
HIDDEN = "json"
# A name with letters beyond ASCII is looked up among the record's; so many that fit are written out.
_MOST_NAMES = 40


@dataclass(frozen=True)
class Query:
    """A `SELECT` over the index; `note` tells where it may give other rows than the page, null where it doesn't."""

    sql: str
    note: str | None = None


def public_columns() -> dict[str, tuple[str, ...]]:
    """Give the tables and columns of the index that a reader may ask, in their order."""
    found = {table: ("row", *(name for name in columns_of(table) if name != HIDDEN)) for table in TABLES}
    return {**found, "tellings": ("incident", "event", "report")}


def sql_of(
    index: Index, table: str, wanted: Wanted, *, first: int = 0, count: int | None = None, earliest: bool = False
) -> Query:
    """Give a view as SQL: `count` rows (null: all) after the `first`, the latest day first or the `earliest`.

    Raises `UsageError` for filters that can't be meant, as the page does.
    """
    kept = meant(wanted, table)
    notes: list[str] = []
    tests = [*_coders(table, kept), *_single(index, table, kept), *_several(index, table, kept, notes), *_days(kept)]
    if kept.q:
        phrase = search_words(kept.q)
        found = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH {quoted(phrase)}"
        tests.append(f"row IN ({found})" if phrase else "0")
    names = ", ".join(_name(name) for name in ("id", "start", "end", *TABLES[table]))
    lines = [f"SELECT {names}", f"FROM {table}"]
    if tests:
        lines.append("WHERE " + "\n  AND ".join(tests))
    lines.append(f"ORDER BY {_order(earliest)}")
    if count is not None:
        lines.append(f"LIMIT {count}" + (f" OFFSET {first}" if first else ""))
    return Query("\n".join(lines), " ".join(notes) or None)


def quoted(text: str) -> str:
    """Give a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return f'"{name}"' if name == "end" else name


def _order(earliest: bool) -> str:
    if earliest:
        return "start IS NULL, start, CASE WHEN start IS NULL THEN -row ELSE row END"
    return "start DESC, row DESC"


def _coders(table: str, kept: Wanted) -> list[str]:
    if table not in ("events", "incidents"):
        return []
    word = kept.filters.coder
    if word is None:
        return ["origin <> 'imported'"]
    if word.strip().casefold() == "all":
        return []
    named = [each.strip() for each in word.split(",") if each.strip()]
    return [f"lower(coder) IN ({', '.join(quoted(each.lower()) for each in named)})"]


def _single(index: Index, table: str, kept: Wanted) -> list[str]:
    tests = []
    for name, column in SINGLE[table].items():
        value = kept.value(name)
        if value is None or name == "coder":
            continue
        if name == "report":
            value = index.report_id(value)
        # A column of numbers holds 3.0 where the page says 3.
        number = column in NUMBERS and value.isascii() and value.isdigit()
        tests.append(f"{column} = {value if number else quoted(value)}")
    return tests


def _several(index: Index, table: str, kept: Wanted, notes: list[str]) -> list[str]:
    filters = kept.filters
    tests = []
    if filters.dyad is not None:
        tests.append(_of_dyad(table, filters.dyad))
    if filters.actor is not None:
        tests.append(_of_actor(index, table, filters.actor, notes))
    if filters.issue is not None:
        tests.append(_any([_holds("subjects", code) for code in sorted(family(filters.issue))]))
    return tests


def _of_dyad(table: str, dyad: str) -> str:
    directed = ">" in dyad
    one, other = dyad.split(">" if directed else "-")
    if table in ("assessments", "reports"):
        return _holds("dyads", "-".join(sorted((one, other))))
    if table == "actors":
        return f"country IN ({quoted(one)}, {quoted(other)})"
    if table == "positions":
        ways = (f"{one}>",) if directed else (f"{one}>", f"{other}>")
    else:
        ways = (f"{one}>{other}",) if directed else (f"{one}>{other}", f"{other}>{one}")
    return _any([_holds("ways", way) for way in ways])


def _of_actor(index: Index, table: str, actor: str, notes: list[str]) -> str:
    wanted = actor.casefold()
    if not wanted.isascii():
        # SQLite folds the case of ASCII letters alone, so the names themselves are written out.
        fits = [word for word in index.columns(table).several["actor"].words if wanted in word.casefold()]
        if len(fits) > _MOST_NAMES:
            notes.append(f"Of {len(fits):,} names that hold {actor!r} the first {_MOST_NAMES} are asked for.")
        return _any([_holds("parties", word) for word in fits[:_MOST_NAMES]]) if fits else "0"
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    inside = f"parties LIKE {quoted(f'%{escaped}%')}" + (" ESCAPE '\\'" if escaped != wanted else "")
    test = inside if len(wanted) > 3 else _holds("parties", actor.upper())
    if table != "actors":
        return test
    # Of actors a word of a name is enough, however short.
    words = "' ' || replace(replace(lower(parties), '-', ' '), char(9), ' ') || ' '"
    return _any([test, f"instr({words}, {quoted(f' {wanted} ')})"])


def _holds(column: str, value: str) -> str:
    """A list of values between tabs holds one of them."""
    return f"instr(char(9) || {column} || char(9), char(9) || {quoted(value)} || char(9))"


def _any(tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else f"({' OR '.join(tests)})"


def _days(kept: Wanted) -> list[str]:
    filters = kept.filters
    tests = []
    if filters.since is not None:
        tests.append(f'"end" >= {quoted(filters.since)}')
    if filters.until is not None:
        tests.append(f"start <= {quoted(filters.until)}")
    return tests
