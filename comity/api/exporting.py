"""The record out in the forms that others read, as a function: the twin of `comity export`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import structs

from comity.api import others
from comity.api.asking import By, codings
from comity.api.opening import settings_of
from comity.config import Settings

if TYPE_CHECKING:
    from comity.exchange import Export
    from comity.presentation.filters import Filters


def export(
    file: str | Path,
    *,
    format: str | None = None,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
    limit: int | None = None,
    filters: "Filters | None" = None,
    **words: str | None,
) -> "Export":
    """Write the events of the record to a file: plover, cameo, csv, parquet or zip, by its suffix where none is named.

    Filters, `as_of`, `by` and `limit` as for `table`; with `coder` rows of other coders are written too, with their
    licences. Gives what was written. Raises `UsageError`, `RecordError`; a file is written whole or not at all.
    """
    from comity import exchange
    from comity.presentation.filters import Filters, checked, one_of
    from comity.presentation.flat import flat

    form = exchange.format_of(file, format)
    for word in words:
        one_of(word, Filters.__struct_fields__, "filter")
    wanted = checked(filters or Filters(**words), "events")
    chosen = settings_of(settings, record)
    sources = others.imported(chosen).coders()
    told = {name: str(value) for name in Filters.__struct_fields__ if (value := getattr(wanted, name)) is not None}
    if as_of is not None:
        told |= {"as_of": as_of, "by": by}
    if limit is not None:
        told["limit"] = str(limit)
    about = exchange.About(filters=told, sources=sources, made=datetime.now(UTC).date().isoformat())
    rows = islice(_rows(wanted, chosen, as_of=as_of, by=by, limit=limit), limit)
    done = exchange.export(rows, file, form, flat=flat, about=about)
    unasked = () if wanted.coder is not None else tuple((each.coder, each.rows) for each in sources)
    return structs.replace(done, others=unasked)


def _rows(
    wanted: "Filters", chosen: Settings, *, as_of: str | None, by: By, limit: int | None
) -> Iterator[dict[str, Any]]:
    """Our own events and those of other coders in the order of their dates, the latter streaming."""
    from comity.exchange import shown
    from comity.presentation import views

    own, coders = others.parted(wanted.coder, chosen)
    found = () if own == () else codings(settings=chosen, dyad=wanted.dyad, as_of=as_of, by=by, coder=own)
    view = views.events(found, wanted if own != () else structs.replace(wanted, report=None))
    streams: list[Iterator[dict[str, Any]]] = [others.own_rows(view, {})]
    if coders:
        asked = others.asked(wanted, coders, as_of=as_of, by=by)
        streams.append(shown(others.imported(chosen), asked, "events", limit=limit))
    return merge(*streams, key=others.place_in_time)
