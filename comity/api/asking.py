"""Questions to the record, as functions: its codings, what they tell together, and its tables."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import structs

from comity.api import others as coders
from comity.api.opening import settings_of
from comity.config import Settings
from comity.model import Coding

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.model import Incident
    from comity.presentation.filters import Filters
    from comity.presentation.views import View

By = Literal["read", "published"]


def codings(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    dyad: str | None = None,
    as_of: str | None = None,
    by: By = "read",
    coder: str | Collection[str] | None = None,
) -> Iterator[Coding]:
    """Give what the record holds: the newest coding of each report, of one dyad or as of a day if named.

    Of the versions of a coder the newest stands; `coder` names those that count.
    """
    from comity.presentation.filters import dyad_code
    from comity.record import open_record

    named = None if dyad is None else "-".join(sorted(dyad_code(dyad).replace(">", "-").split("-")))
    # Not by way of the pipeline: it loads the coder, which takes longer than most questions to a record.
    log = open_record(settings_of(settings, record).record, create=False)
    return log.codings(dyad=named, as_of=as_of, by=by, coder=coder)


def ledger(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    dyad: str | None = None,
    as_of: str | None = None,
    by: By = "read",
) -> "Ledger":
    """Give what all reports of the record, or of a dyad, tell together: incidents, pledges, expectations come true.

    Promises and expectations are judged as of the day of the latest report; with `as_of` by publication as of that
    day (of a month or year, its last). By reading it is what the record told on that day, so judged as it was then.
    """
    from comity.ledger import Ledger
    from comity.presentation.filters import day
    from comity.record import open_record

    chosen = settings_of(settings, record)
    return Ledger(
        codings=tuple(codings(settings=chosen, dyad=dyad, as_of=as_of, by=by)),
        corrections=open_record(chosen.record, create=False).corrections(as_of=as_of if by == "read" else None),
        as_of=None if as_of is None or by == "read" else day(as_of, last=True),
        merge=_kept(chosen, as_of=as_of, by=by),
    )


def events(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the events of the record as rows; keywords as for `table`: dyad, since, until, type, status ..."""
    return table("events", **keywords).rows


def incidents(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the incidents of the record (the same event in many reports, once); keywords as for `table`."""
    return table("incidents", **keywords).rows


def agreements(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the agreements of the record; keywords as for `table`."""
    return table("agreements", **keywords).rows


def pledges(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the pledge ledger of the record: each promise once, and whether it was kept; keywords as for `table`."""
    return table("pledges", **keywords).rows


def statements(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the statements of the record; keywords as for `table`."""
    return table("statements", **keywords).rows


def positions(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the positions of the record; keywords as for `table`."""
    return table("positions", **keywords).rows


def assessments(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the assessments of the record; keywords as for `table`."""
    return table("assessments", **keywords).rows


def foresight(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give who expects well: a row a source with what became of its assessments; keywords as for `table`."""
    return table("foresight", **keywords).rows


def actors(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give who's who in the record; keywords as for `table`."""
    return table("actors", **keywords).rows


def reports(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the reports of the record with how much each told; keywords as for `table`."""
    return table("reports", **keywords).rows


def table(
    name: str,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
    limit: int | None = None,
    filters: "Filters | None" = None,
    **words: str | None,
) -> "View":
    """Give one table of the record, narrowed by `filters` or by their fields as keywords (`dyad="CHL-PER"`).

    `as_of` is an ISO day or time: the record as it stood then, `by` the time of reading or of publication.
    `limit` keeps the first rows. `coder` shows rows of other coders in the tables of events and incidents. Raises
    `UsageError` for an unknown table, filter or value, and `RecordError`.
    """
    from comity.presentation.filters import CODED_BY_OTHERS, Filters, checked, one_of
    from comity.presentation.views import OVER_TIME, VIEWS

    name = one_of(name, VIEWS, "table")
    for word in words:
        one_of(word, Filters.__struct_fields__, "filter")
    wanted = checked(filters or Filters(**words), name)
    kept = settings_of(settings, record)
    if name in OVER_TIME:
        # What became of a promise may be told in a report that names one of its states only.
        view = VIEWS[name](ledger(settings=kept, as_of=as_of, by=by), wanted)
    elif name in CODED_BY_OTHERS:
        view = _of_coders(name, wanted, kept, as_of=as_of, by=by, limit=limit)
    else:
        view = VIEWS[name](codings(settings=kept, dyad=wanted.dyad, as_of=as_of, by=by), wanted)
    if limit is None or limit >= len(view.rows):
        return view
    return structs.replace(view, rows=view.rows[:limit])


def _of_coders(name: str, wanted: "Filters", kept: Settings, *, as_of: str | None, by: By, limit: int | None) -> "View":
    """A table with the rows of the coders asked for; by default our own, and how many others there are."""
    from comity.presentation.views import VIEWS

    own, others = coders.parted(wanted.coder, kept)
    # The codings are not read where only other coders are asked for.
    found: Iterable[Coding] = (
        () if own == () else codings(settings=kept, dyad=wanted.dyad, as_of=as_of, by=by, coder=own)
    )
    coder_of: dict[str, str] = {}
    ways: dict[str, Any] = {}
    if name == "incidents":
        found = tuple(found)
        coder_of = {event.id: coding.coder for coding in found for event in coding.events}
        ways = {"merge": _kept(kept, as_of=as_of, by=by)}
    # A report that no coding of ours tells may be one of the rows imported.
    view = VIEWS[name](found, wanted if own != () else structs.replace(wanted, report=None), **ways)
    held = coders.imported(kept)
    if wanted.coder is None:
        return structs.replace(view, others=tuple((each.coder, each.rows) for each in held.coders()))
    asked = coders.asked(wanted, others, as_of=as_of, by=by)
    return coders.with_others(view, held, asked, coder_of=coder_of, limit=limit)


def _kept(
    settings: Settings, *, as_of: str | None = None, by: By = "read"
) -> "Callable[[Iterable[Coding]], tuple[Incident, ...]]":
    """What gives the incidents of codings as the record keeps them, with the corrections that count then."""
    from comity.ledger import kept_incidents
    from comity.record import open_record

    log = open_record(settings.record, create=False)
    made = log.corrections(as_of=as_of if by == "read" else None)
    return partial(kept_incidents, log, as_of=as_of, by=by, corrections=made)


def incident_told(
    id: str, *, record: str | Path | None = None, settings: Settings | None = None
) -> "tuple[Incident, tuple[Coding, ...]]":
    """Give an incident by its id, an event's of it, or the id's beginning, with the codings of its reports.

    Raises `UsageError` when none or several begin like this.
    """
    from comity.ledger import incident_of_event, told_incident
    from comity.record import open_record

    log = open_record(settings_of(settings, record).record, create=False)
    of_event = incident_of_event(log, id) if id.startswith("e-") else None
    return told_incident(log, of_event or id, corrections=log.corrections())


def events_page(
    filters: "Filters",
    *,
    offset: int,
    limit: int,
    as_of: str | None = None,
    by: By = "read",
    record: str | Path | None = None,
    settings: Settings | None = None,
) -> "View":
    """Give `limit` rows of the table of events from the row number `offset` on, and how many there are (`total`).

    Rows and filters are those of `table`; what is not shown is not held. Raises `UsageError`, `RecordError`.
    """
    from comity.exchange import counted
    from comity.presentation.filters import checked
    from comity.presentation.views import events as shown

    wanted, kept = checked(filters, "events"), settings_of(settings, record)
    own, others = coders.parted(wanted.coder, kept)
    most = offset + limit
    view = shown((), structs.replace(wanted, report=None), most)
    if own != ():
        view = shown(codings(settings=kept, dyad=wanted.dyad, as_of=as_of, by=by, coder=own), wanted, most)
    total = view.total or 0
    held = coders.imported(kept)
    if wanted.coder is None:
        view = structs.replace(view, others=tuple((each.coder, each.rows) for each in held.coders()))
    else:
        asked = coders.asked(wanted, others, as_of=as_of, by=by)
        total += counted(held, asked) if others else 0
        view = coders.with_others(view, held, asked, coder_of={}, limit=most)
    return structs.replace(view, rows=view.rows[offset:most], total=total)
