"""Views of a record: one function a table, from codings to rows of plain values.

A row holds the fields of its struct (docs/fields.md) and those of its source: `report`, `outlet`,
`published`, `title`, `coder`; `corrected_by` names the corrections by hand that it shows. `flat` lays one out for
a spreadsheet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

import msgspec

from comity.errors import UsageError
from comity.model import Actor, ActorRef, Coding, Date, Incident
from comity.presentation.filters import (
    Filters,
    Row,
    checked,
    date_of,
    family,
    kind_of,
    names,
    sides,
    tells_of,
    within,
)

if TYPE_CHECKING:
    from comity.ledger import Ledger

TABLES = (
    "events", "incidents", "agreements", "pledges", "statements", "positions", "assessments", "foresight",
    "actors", "reports",
)  # fmt: skip
SOURCE = ("report", "outlet", "published", "title", "coder")

_ALL = Filters()
Merge = Callable[[Iterable[Coding]], Iterable[Incident]]


class View(msgspec.Struct, frozen=True):
    """The rows of one table, in the order of their dates (undated last).

    `undated` counts rows that --since or --until left out because their date is not known. `others` names the other
    coders whose rows the record holds and this table could show, each with how many. `total` counts all rows where only
    the first were asked for.
    """

    table: str
    rows: tuple[dict[str, Any], ...]
    undated: int = 0
    others: tuple[tuple[str, int], ...] = ()
    total: int | None = None


def events(codings: Iterable[Coding], filters: Filters = _ALL, most: int | None = None) -> View:
    """Who did what to whom, a row an event; of more than `most` only the first, with all of them counted."""
    return _of_codings("events", codings, filters, most)


def agreements(codings: Iterable[Coding], filters: Filters = _ALL) -> View:
    """Treaties, statements and understandings, a row each."""
    return _of_codings("agreements", codings, filters)


def pledges(ledger: "Ledger", filters: Filters = _ALL) -> View:
    """The pledge ledger: what was promised, each promise once, and whether it was kept.

    A status rests on all reports, whatever the filters keep. The source is that of the first telling.
    """
    wanted = checked(filters, "pledges")
    tellers = {pledge.id: coding for coding in _reports(ledger.codings, wanted) for pledge in coding.pledges}
    kept = (
        (entry, next(tellers[id] for id in entry.told if id in tellers))
        for entry in (ledger.pledges if wanted.dyad is None else ledger.pledges_of(wanted.dyad))
        if any(id in tellers for id in entry.told)
    )
    return _view("pledges", kept, wanted)


def statements(codings: Iterable[Coding], filters: Filters = _ALL) -> View:
    """What was said, by whom and about whom."""
    return _of_codings("statements", codings, filters)


def positions(codings: Iterable[Coding], filters: Filters = _ALL) -> View:
    """Where actors stand on issues."""
    return _of_codings("positions", codings, filters)


def assessments(ledger: "Ledger", filters: Filters = _ALL) -> View:
    """What people expect, and why they think that it happens, each with what became of it (`settled`).

    Any later report may settle an expectation, whatever the filters keep. Causes are no predictions: their
    `settled` is null.
    """
    view = _of_codings("assessments", ledger.codings, filters)
    rows = [row | {"settled": _built(ledger.settled.get(row["id"]))} for row in view.rows]
    if (status := checked(filters, "assessments").status) is not None:
        rows = [row for row in rows if row["settled"] and row["settled"]["outcome"] == status]
    return View("assessments", tuple(rows), view.undated)


def foresight(ledger: "Ledger", filters: Filters = _ALL) -> View:
    """Who expects well: a row a source with what became of its assessments; the filters choose assessments."""
    from comity.ledger import foresight as by_source

    wanted = msgspec.structs.replace(checked(filters, "foresight"), status=None)
    view = _of_codings("assessments", ledger.codings, wanted)
    kept = {row["id"] for row in view.rows}
    became = {id: each for id, each in ledger.settled.items() if id in kept}
    return View("foresight", tuple(_built(row) for row in by_source(ledger.codings, became)), view.undated)


def incidents(codings: Iterable[Coding], filters: Filters = _ALL, merge: Merge | None = None) -> View:
    """The same event told by several reports, merged to one row, with what the reports differ on.

    `merge` gives the incidents as a record keeps them; without it the codings are merged as they come. A filter by
    report keeps the incidents that it tells of, whole.
    """
    from comity.ledger import incidents as merge_all

    checked_filters = checked(filters, "incidents")
    held = tuple(codings)
    told = {event.id for coding in _reports(held, checked_filters) for event in coding.events}
    found = ((incident, None) for incident in (merge or merge_all)(held) if not told.isdisjoint(incident.events))
    view = _view("incidents", found, checked_filters)
    marks = {id: each for coding in held for id, each in coding.corrected.items()}
    # A merged row shows the corrections of all its events.
    for row in view.rows:
        row["corrected_by"] = list(dict.fromkeys(each for event in row["events"] for each in marks.get(event, ())))
    return view


def reports(codings: Iterable[Coding], filters: Filters = _ALL) -> View:
    """What was read: a row a report and coder, with how many rows of each kind it gave."""
    from comity.record import dyads_of

    wanted = checked(filters, "reports")
    rows: list[dict[str, Any]] = []
    undated = 0
    for coding in _reports(codings, wanted):
        report = coding.report
        if _published_outside(report.published, wanted):
            undated += report.published is None
            continue
        dyads = dyads_of(coding)
        if (
            wanted.dyad is not None
            and "-".join(sorted(wanted.dyad.split(">"))) not in dyads
            and wanted.dyad not in dyads
        ):
            continue
        if wanted.actor is not None and not names(_refs(coding.actors), wanted.actor):
            continue
        if wanted.issue is not None and not any(_issue_fits(row, wanted.issue) for row in _rows_of(coding)):
            continue
        head = {
            name: getattr(report, name)
            for name in ("id", "title", "published", "outlet", "byline", "place", "language", "url")
        }
        told = {name: _built(getattr(report, name)) for name in ("notice", "addresses", "notes")}
        told["corrected_by"] = coding.corrected.get(report.id, ())
        counts = {name: len(getattr(coding, name)) for name in (*_CODED, "skipped")}
        size = {"coder": coding.coder, "characters": len(report.text)}
        rows.append({**head, **size, **counts, "dyads": list(dyads), **_built(told)})
    return View("reports", tuple(sorted(rows, key=lambda row: (row["published"] or "~", row["id"]))), undated)


def actors(codings: Iterable[Coding], filters: Filters = _ALL) -> View:
    """Who's who: a row an actor, with names, offices in order, who came before and after, and what does not fit.

    `named` counts mentions, `reports` lists report ids; a dyad keeps the actors of its two states.
    """
    from comity.presentation.whos_who import actor_rows

    wanted = checked(filters, "actors")
    read = (one for one in _reports(codings, wanted) if not _published_outside(one.report.published, wanted))
    return View("actors", actor_rows(read, wanted))


VIEWS: Mapping[str, Callable[..., View]] = {
    "events": events, "incidents": incidents, "agreements": agreements, "pledges": pledges, "statements":
    statements, "positions": positions, "assessments": assessments, "foresight": foresight, "actors": actors,
    "reports": reports,
}  # fmt: skip
# Tables that tell what became of a row: they are made of the whole ledger, as of a day.
OVER_TIME = frozenset({"assessments", "foresight", "pledges"})
_CODED = ("events", "agreements", "pledges", "statements", "positions", "assessments")


def _of_codings(table: str, codings: Iterable[Coding], filters: Filters, most: int | None = None) -> View:
    wanted = checked(filters, table)
    found = ((row, coding) for coding in _reports(codings, wanted) for row in getattr(coding, table))
    return _view(table, found, wanted, most)


def _view(table: str, found: Iterable[tuple[Row, Coding | None]], filters: Filters, most: int | None = None) -> View:
    undated = total = 0

    def fitting() -> Iterator[tuple[str, str, Row, Coding | None]]:
        nonlocal undated, total
        for row, coding in found:
            if not _fits(row, table, filters):
                continue
            when = date_of(row)
            if filters.since is not None or filters.until is not None:
                inside = within(when, filters)
                if inside is None and coding is not None and table == "assessments" and coding.report.published:
                    # An expectation carries no day of its own; it is held on the day when it is printed.
                    inside = not _published_outside(coding.report.published, filters)
                undated += inside is None
                if not inside:
                    continue
            total += 1
            yield (when and when.start) or "~", row.id, row, coding

    if most is not None:
        # Of a million rows no more are laid out, or held, than are shown.
        first = nsmallest(most, fitting(), key=lambda each: each[:2])
        return View(table, tuple(_cells(row, coding) for _, _, row, coding in first), undated, total=total)
    rows = [(start, id, _cells(row, coding)) for start, id, row, coding in fitting()]
    rows.sort(key=lambda each: each[:2])
    return View(table, tuple(values for _, _, values in rows), undated)


def _cells(row: Row, coding: Coding | None) -> dict[str, Any]:
    """A row as plain values, with those of its source."""
    values: dict[str, Any] = _built(row)
    if coding is not None:
        # An agreement has a title of its own, which its report's must not hide.
        values = values | {name: cell for name, cell in _source(coding).items() if name not in values}
        values["corrected_by"] = list(coding.corrected.get(row.id, ()))
    return values


def _fits(row: Row, table: str, filters: Filters) -> bool:
    if filters.dyad is not None and not tells_of(row, filters.dyad):
        return False
    if filters.type is not None and kind_of(row, table) != filters.type:
        return False
    # What became of an assessment is none of its own fields; its view looks at it.
    if filters.status is not None and table != "assessments" and getattr(row, "status", None) != filters.status:
        return False
    if filters.actor is not None and not names((*sides(row)[0], *sides(row)[1]), filters.actor):
        return False
    return filters.issue is None or _issue_fits(row, filters.issue)


def _issue_fits(row: Any, issue: str) -> bool:
    wanted = family(issue)
    for name in ("issues", "areas"):
        if hasattr(row, name):
            return not wanted.isdisjoint(getattr(row, name))
    told = getattr(row, "issue", None) or getattr(row, "area", None)
    if told is not None:
        return told in wanted
    # Statements and assessments name no issue, so the words of their evidence are asked.
    from comity.coding import find_issues

    return any(not wanted.isdisjoint(find_issues(span.text)) for span in row.evidence)


def _reports(codings: Iterable[Coding], filters: Filters) -> Iterator[Coding]:
    """The codings of the reports asked for; raises `UsageError` when there is no such report."""
    wanted = filters.report
    if wanted is None:
        yield from codings
        return
    found = False
    others: list[str] = []
    for coding in codings:
        if coding.report.id.startswith(wanted):
            found = True
            yield coding
        else:
            others.append(coding.report.id)
    if not found:
        near = get_close_matches(wanted, others, n=3, cutoff=0.4) or others[:3]
        step = f"did you mean {' or '.join(near)}" if near else "list the reports with `comity reports`"
        raise UsageError(f"report {wanted!r}", "is not among those read", step)


def _published_outside(published: str | None, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return False
    day = Date(published[:10], published[:10], "day") if published else None
    return not within(day, filters)


def _rows_of(coding: Coding) -> Iterator[Row]:
    for name in _CODED:
        yield from getattr(coding, name)


def _refs(found: Iterable[Actor]) -> list[ActorRef]:
    return [
        ActorRef(actor.country, None, actor.id, name, name) for actor in found for name in (actor.name, *actor.variants)
    ]


def _source(coding: Coding) -> dict[str, Any]:
    report = coding.report
    values = (report.id, report.outlet, report.published, report.title, coding.coder)
    return dict(zip(SOURCE, values, strict=True))


def _built(value: Any) -> Any:
    return msgspec.to_builtins(value)
