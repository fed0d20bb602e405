"""Rows of other coders beside the project's own, in the tables of events and incidents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import msgspec

from comity.config import Settings
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.exchange import Asked, Imported, Kind
    from comity.presentation.filters import Filters
    from comity.presentation.views import View

ALL = "all"


def imported(settings: Settings, *, read_by: str | None = None) -> "Imported":
    """Give the imported rows of a record, those read by a day or time (ISO). Raises `RecordError`."""
    from comity.exchange import Imported
    from comity.record import last_moment, open_record

    limit = None if read_by is None else last_moment(read_by)
    return Imported(open_record(settings.record, create=False).path, limit)


def parted(word: str | None, settings: Settings) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Give the coders that a word (`Filters.coder`) asks for: the project's own, null for all, and the others.

    Raises `UsageError` for a coder of which the record holds no row.
    """
    if word is None:
        return None, ()
    others = tuple(each.coder for each in imported(settings).coders())
    if word.strip().casefold() == ALL:
        return None, others
    named = tuple(dict.fromkeys(each.strip() for each in word.split(",") if each.strip()))
    unknown = [each for each in named if each.casefold() not in others]
    if unknown or not named:
        from comity.presentation.filters import one_of
        from comity.record import open_record

        own = {head.coder for head in open_record(settings.record, create=False).versions()}
        if not own and not others:
            raise UsageError(f"coder {word!r}", "has no row in this record", "read reports or import a file first")
        named = tuple(one_of(each, (*sorted(own), *others, ALL), "coder") for each in named or (word,))
    return (
        tuple(each for each in named if each not in others),
        tuple(each for each in others if each in {name.casefold() for name in named}),
    )


def asked(wanted: "Filters", coders: tuple[str, ...], *, as_of: str | None, by: str) -> "Asked":
    """Give checked filters as what is asked of imported rows."""
    from comity.exchange import Asked
    from comity.presentation.filters import family

    same = {name: getattr(wanted, name) for name in ("dyad", "since", "until", "type", "status", "actor", "report")}
    issues = () if wanted.issue is None else tuple(sorted(family(wanted.issue)))
    return Asked(coders=coders, issues=issues, as_of=as_of, by=by, **same)


def with_others(
    view: "View", held: "Imported", wanted: "Asked", *, coder_of: dict[str, str], limit: int | None = None
) -> "View":
    """Give a view with the imported rows asked for among its own, in the order of their dates.

    `coder_of` gives the coder of each event of our own, which incidents don't tell.
    """
    from comity.exchange import shown, undated

    kind = cast("Kind", view.table)
    rows = list(own_rows(view, coder_of))
    if wanted.coders:
        rows += shown(held, wanted, kind, limit=limit)
    rows.sort(key=place_in_time)
    missing = undated(held, wanted) if wanted.coders else 0
    return msgspec.structs.replace(view, rows=tuple(rows), undated=view.undated + missing)


def place_in_time(row: dict[str, Any]) -> tuple[str, str]:
    """Give what rows are ordered by: their date, undated ones last, and their id."""
    return ((row["date"] or {}).get("start") or "~", row["id"])


def own_rows(view: "View", coder_of: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Give our own rows with the fields that rows of other coders have beside them."""
    from comity.exchange import BESIDE, BESIDE_INCIDENTS

    beside = BESIDE if view.table == "events" else BESIDE_INCIDENTS
    for row in view.rows:
        told = dict.fromkeys(beside) | row
        if view.table == "incidents":
            told["coder"] = ", ".join(sorted({coder_of[id] for id in row["events"] if id in coder_of}))
        # The fields of other coders' rows stand last, as in their own rows.
        yield row | {name: told[name] for name in beside}
