"""Views of the incidents that a record keeps: what is visible of them as of a day, under ids that last."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from comity.errors import RecordDamaged, RecordUnwritable, UsageError
from comity.ledger import placements as kept
from comity.ledger.gathering import gathered
from comity.ledger.history import Laid, Version, histories, parted_id
from comity.ledger.keeping import keep, lacking, unkept
from comity.ledger.placements import Held, Moved
from comity.ledger.placing import Placement
from comity.model import Coding, Correction, Event, Incident
from comity.record import Record, Stored, fetching, last_moment, moment

By = Literal["read", "published"]


class _Known(msgspec.Struct, frozen=True):
    """What placements tell of some reports: rows, editions since, what took the place of which version, and the
    incidents that were tied to others by hand."""

    rows: list[Held] = []
    anew: list[tuple[str, list[Moved]]] = []
    replaced: Mapping[Version, Stored] = {}
    tied: list[str] = []

    @property
    def founders(self) -> list[Held]:
        """The first event of each incident."""
        first: dict[str, Held] = {}
        for row in self.rows:
            first.setdefault(row.incident, row)
        return list(first.values())


def kept_incidents(
    record: Record,
    found: Iterable[Coding],
    *,
    as_of: str | None = None,
    by: By = "read",
    corrections: Iterable[Correction] = (),
) -> tuple[Incident, ...]:
    """The incidents that the visible codings `found` tell of, as the record keeps them; by first day, then id.

    `as_of` and `by` are those that `found` was asked with, `corrections` all that were made by hand: joins and
    parts count until `as_of` where it goes by the time of reading. What is not placed yet is placed first; a record
    that can't be written is placed in memory. Raises `RecordDamaged` where placements and log disagree.
    """
    codings = list(found)
    until = last_moment(as_of) if as_of is not None and by == "read" else None
    made = [each for each in corrections if until is None or moment(each.at) <= until]
    known = _known(record, {coding.report.id for coding in codings}, made, until=until)
    laid = _laid(known, made)
    # What was joined by hand may be told by reports that the view did not ask for.
    shown = {each.report.id for each in codings}
    holders = {laid.holder(row.event_id, row.incident) for row in known.rows if row.report_id in shown}
    tied = [row for row in known.rows if row.incident in known.tied]
    missing = {row.report_id for row in tied if laid.holder(row.event_id, row.incident) in holders} - shown
    if missing:
        codings += record.codings(as_of=as_of, by=by, reports=missing)
    placed = {(row.report_id, row.coder, row.text_hash, row.event_id): row.incident for row in known.rows}

    def holder(order: int, coding: Coding, digest: str, event: Event) -> str | None:
        where = placed.get((coding.report.id, coding.coder, digest, event.id))
        if where is None:
            problem = f"its placements lack event {event.id} of report {coding.report.id}"
            raise RecordDamaged(str(record.path), problem, "mend them with `comity check --repair`")
        id = laid.holder(event.id, where)
        return id if coding.report.id in shown or id in holders else None

    history = histories(laid, known.founders, replaced=known.replaced, corrections=made, until=until)
    incidents = gathered(codings, holder)
    return tuple(msgspec.structs.replace(each, history=history.get(each.id, ())) for each in incidents)


def touched(
    record: Record, reports: set[str], *, corrections: Iterable[Correction] = ()
) -> Mapping[str, frozenset[str]]:
    """The incidents that these reports tell of, each with the ids of all reports that ever told of it.

    What `kept_incidents` gives of an incident is whole only if it is asked with all of these. `corrections` are all
    that were made by hand.
    """
    made = list(corrections)
    known = _known(record, reports, made, until=None)
    laid = _laid(known, made)
    told: dict[str, set[str]] = {}
    for row in known.rows:
        told.setdefault(laid.holder(row.event_id, row.incident), set()).add(row.report_id)
    return {id: frozenset(tellers) for id, tellers in told.items() if not reports.isdisjoint(tellers)}


def kept_incident(record: Record, id: str, *, corrections: Iterable[Correction] = ()) -> Incident:
    """The incident that holds what the incident of this id (or of an id that begins so) held.

    Raises `UsageError` when none, or more than one, fits, and when nothing tells its events any more.
    """
    return told_incident(record, id, corrections=corrections)[0]


def told_incident(
    record: Record, id: str, *, corrections: Iterable[Correction] = ()
) -> tuple[Incident, tuple[Coding, ...]]:
    """The incident as `kept_incident` gives it, with the codings of the reports that tell it or told it."""
    made = list(corrections)
    rows, ids = _named(record, id, made)
    if id in ids:
        ids = {id}
    known = _known(record, {row.report_id for row in rows}, made, until=None)
    laid = _laid(known, made)
    holders = {laid.resolved(each) for each in ids}
    if len(holders) != 1:
        problem = f"{len(ids)} incidents begin like this" if ids else "no incident of this id is in the record"
        raise UsageError(id or "an empty id", problem, "list them with `comity incidents`")
    (holder,) = holders
    reports = {row.report_id for row in known.rows if laid.holder(row.event_id, row.incident) == holder}
    codings = tuple(record.codings(reports=reports))
    for each in kept_incidents(record, codings, corrections=made):
        if each.id == holder:
            return each, codings
    history = histories(laid, known.founders, replaced=known.replaced, corrections=made, until=None)
    why = next((f" ({each.why})" for each in reversed(history.get(holder, ())) if each.change == "emptied"), "")
    raise UsageError(id, f"nothing tells its events any more{why}", "list the incidents with `comity incidents`")


def incident_of_event(record: Record, id: str) -> str | None:
    """The id of the incident that an event of this id (or of one that begins so) was placed in; null for none.

    Raises `UsageError` when several events begin so.
    """
    found = {each.event.id: each.incident for each in _all_kept(record) if each.event.id.startswith(id)}
    with fetching(record.path):
        if kept.table(record.path).exists():
            opened = kept.table(record.path).opened()
            now = kept.newest_edition(opened).number
            with opened.asked() as query:
                rows = kept.held(query, now, "starts_with(event_id, $2)", id)
                found |= {row.event_id: row.incident for row in rows}
    if id in found or len(found) == 1:
        return found.get(id) or next(iter(found.values()))
    if found:
        some = ", ".join(sorted(found)[:5])
        raise UsageError(id, f"{len(found)} events begin like this", f"write more of one of {some}")
    return None


def _laid(known: _Known, corrections: Sequence[Correction]) -> Laid:
    laid = Laid(known.rows)
    for at, moves in known.anew:
        laid.place_anew(at, moves)
    laid.correct(corrections)
    return laid


def _known(record: Record, reports: set[str], corrections: Sequence[Correction], *, until: str | None) -> _Known:
    """What placements tell of these reports, and of the incidents that corrections and re-read reports tie them to."""
    extra = _all_kept(record)
    joined = [name for each in corrections if each.action == "join" for name in (each.target, str(each.value))]
    replaced = record.superseded(until=until)
    with fetching(record.path):
        if not kept.table(record.path).exists():
            return _with_extra(_Known(replaced=replaced), extra)
        opened = kept.table(record.path).opened()
        with opened.asked() as query:
            editions = [each for each in kept.editions_of(opened) if until is None or each.decided <= until]
            if not editions:
                return _with_extra(_Known(replaced=replaced), extra)
            now = editions[-1].number
            anew = [(later.decided, kept.moved(query, one.number, later.number)) for one, later in pairwise(editions)]
            heirs = [move.new for _, moves in anew for move in moves if move.old in set(joined)]
            tied = joined + heirs
            # All that these incidents ever held is part of their history, told still or not.
            rows = kept.held_with(query, now, sorted(reports), tied)
    return _with_extra(_Known(rows, anew, replaced, tied), extra)


def _with_extra(known: _Known, extra: Sequence[Placement]) -> _Known:
    """Add placements that could not be written; they come after all that were."""
    if not extra:
        return known
    rows = [kept.held_of(each) for each in extra]
    return _Known(known.rows + rows, known.anew, known.replaced, known.tied)


def _all_kept(record: Record) -> list[Placement]:
    """Place what is not placed yet; gives the placements that the record's folder does not take."""
    if not lacking(record):
        return []
    try:
        keep(record)
    except RecordUnwritable:
        return unkept(record)
    return []


def _named(record: Record, id: str, corrections: Sequence[Correction]) -> tuple[list[Held], set[str]]:
    """The placements of incidents whose id is or begins like this, in any edition, and all such ids."""
    extra = _with_extra(_Known(), _all_kept(record))
    rows = [row for row in extra.rows if row.incident.startswith(id)]
    ids = {row.incident for row in rows}
    parts = [each for each in corrections if each.action == "part" and parted_id(each).startswith(id)]
    ids |= {parted_id(each) for each in parts}
    with fetching(record.path):
        if kept.table(record.path).exists():
            opened = kept.table(record.path).opened()
            now = kept.newest_edition(opened).number
            with opened.asked() as query:
                sql = "SELECT DISTINCT incident, event_id FROM rows WHERE starts_with(incident, $1)"
                named = list(query(sql, id))
                ids |= {row[0] for row in named}
                events = [row[1] for row in named] + [str(each.value) for each in parts]
                rows += kept.held(query, now, "event_id = ANY($2)", events)
    return rows, ids
