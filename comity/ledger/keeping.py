"""Incidents that a record keeps: each event of its log is placed once, and stays where it was placed.

The log is placed in its own order, all versions of all reports; views leave out what is not visible. What a crash
left unplaced, or what was read before the table was there, is placed by the next run or view.
"""

from collections.abc import Iterable, Iterator

import msgspec

from comity.ledger import placements as kept
from comity.ledger.parting import Alone, Engine, collecting_nothing, in_parts
from comity.ledger.placements import Edition, Query
from comity.ledger.placing import Placement, Placer, Told, told_of
from comity.model import Event
from comity.record import (
    Opened,
    Place,
    Record,
    fetching,
    last_told,
    locked,
    moment,
    retried,
    told_after,
    told_places,
    writing,
)

# The event takes most of a placement; the commit's own files are counted by the table.
ROW_BYTES = 1500
# Codings that an engine places at once: what its workers hold in memory, and what a kill loses, is bounded by it.
WINDOW = 20_000


def keep(record: Record, *, engine: Engine | None = None) -> int:
    """Place what the log holds and the placements lack, in one commit; gives how many events that were.

    With an `engine`, blocks are placed where it runs them, a commit every `WINDOW` codings; the rows are the same.
    Raises `RecordUnwritable`; the table then stays as it was, or as the last commit left it.
    """
    if engine is not None:
        return _keep_in_parts(record.path, engine)
    with writing(record.path), locked(record.path):
        if not kept.table(record.path).exists():
            if last_told(record.path) < 0:
                return 0
            kept.table(record.path).create()
        return retried(record.path, lambda: _keep(record.path))


def _keep(folder: Place) -> int:
    opened = kept.table(folder).opened()
    edition, placed = _placed_after(folder, opened)
    if placed:
        opened.table.make_sure_of_room(len(placed) * ROW_BYTES)
        opened.append(kept.arrow_rows(folder, placed, edition=edition.number, decided=edition.decided))
    return len(placed)


def _keep_in_parts(folder: Place, engine: Engine) -> int:
    """`keep` without the lock: other writers would wait for the whole of it, and the commit is checked without."""
    with writing(folder):
        if not kept.table(folder).exists():
            if last_told(folder) < 0:
                return 0
            kept.table(folder).create()
        total = 0
        while some := retried(folder, lambda: _keep_window(folder, engine)):
            total += some
        return total


def _keep_window(folder: Place, engine: Engine) -> int:
    """Place the next codings that are lacking; null when none is. Raises `Overtaken`."""
    opened = kept.table(folder).opened()
    edition = kept.newest_edition(opened)
    places = told_places(folder, edition.sequence)[:WINDOW]
    if not places:
        return 0
    with in_parts(folder, edition, places, engine, beside=edition.next > 0) as placed:
        opened.table.make_sure_of_room(len(placed) * ROW_BYTES)
        opened.append(placed.arrow(folder, edition=edition.number, decided=edition.decided))
        return len(placed)


def lacking(record: Record) -> bool:
    """Whether the log holds events that are not placed."""
    with fetching(record.path):
        last = last_told(record.path)
        if last < 0 or not kept.table(record.path).exists():
            return last >= 0
        return last > kept.newest_edition(kept.table(record.path).opened()).sequence


def unkept(record: Record) -> list[Placement]:
    """What `keep` would place, for a record that can't be written."""
    with fetching(record.path):
        if not kept.table(record.path).exists():
            return _placed(record.path, Edition(), None)
        return _placed_after(record.path, kept.table(record.path).opened())[1]


def place_anew(record: Record, *, at: str, engine: Engine | None = None) -> int:
    """Place the whole log again from nothing, as a new edition; gives how many events changed their incident.

    An incident that holds most of an old one's events keeps its id. When every event falls where it was, nothing is
    written. `at` is the ISO moment (UTC) of the decision. An `engine` is what it is for `keep`.
    """
    keep(record, engine=engine)
    if last_told(record.path) < 0:
        return 0
    if engine is not None:
        with writing(record.path):
            return retried(record.path, lambda: _place_anew(record.path, engine, at=moment(at)))
    with writing(record.path), locked(record.path):
        return retried(record.path, lambda: _place_anew(record.path, Alone(), at=moment(at)))


def _place_anew(folder: Place, engine: Engine, *, at: str) -> int:
    opened = kept.table(folder).opened()
    old = kept.editions_of(opened)[-1]
    with in_parts(folder, Edition(), told_places(folder, Edition().sequence), engine, beside=False) as placed:
        changed, same = placed.numbering.take_old_ids(opened, old.number, until=old.sequence)
        if changed or not (same or _agree(folder, old, engine)):
            opened.table.make_sure_of_room(len(placed) * ROW_BYTES)
            opened.append(placed.arrow(folder, edition=old.number + 1, decided=at))
    return changed


def _agree(folder: Place, edition: Edition, engine: Engine) -> bool:
    """Whether an edition and the log agree, though an earlier version may have written the one otherwise."""
    agreed = [engine.submit(agree, folder, edition, *some) for some in _windows(edition)]
    return all(engine.result(each) for each in agreed)


def _windows(edition: Edition) -> Iterator[tuple[int, int]]:
    """The first and the last place of each stretch of the log that an edition covers."""
    for first in range(0, edition.sequence + 1, WINDOW):
        yield first, min(first + WINDOW - 1, edition.sequence)


def agree(folder: Place, edition: Edition, first: int, last: int) -> bool:
    """Whether an edition and the log agree on a stretch of the log."""
    with kept.table(folder).opened().asked() as query:
        return next(_disagreements(folder, query, edition, first=first, last=last), None) is None


def placed_from_nothing(folder: Place) -> list[Placement]:
    """The whole log placed as if nothing had been placed before, under the ids of a first placing."""
    return _placed(folder, Edition(), None)


def disagreements(record: Record) -> Iterator[str]:
    """Where placements and log disagree, a sentence each; events that are still to be placed are no fault."""
    if not kept.table(record.path).exists():
        return
    with fetching(record.path):
        opened = kept.table(record.path).opened()
        with opened.asked() as query:
            for edition in kept.editions_of(opened)[-1:]:
                for first, last in _windows(edition):
                    yield from _disagreements(record.path, query, edition, first=first, last=last)


def _disagreements(
    folder: Place, query: Query, edition: Edition, *, first: int = 0, last: int | None = None
) -> Iterator[str]:
    placed: dict[tuple[int, str], bytes] = {}
    last = edition.sequence if last is None else last
    for sequence, id, report, written in kept.events_between(query, edition.number, first, last):
        if (sequence, id) in placed:
            yield f"placements: event {id} of report {report} is placed twice"
        placed[sequence, id] = written
    for stored, coding in told_after(folder, first - 1, until=last):
        for event in coding.events:
            digest = placed.pop((stored.sequence, event.id), None)
            if digest is None:
                yield f"placements: event {event.id} of report {stored.report_id} is in no incident"
            elif (own := msgspec.json.encode(event)) != digest and own != _written_now(digest):
                yield f"placements: event {event.id} of report {stored.report_id} was placed as another than it is"
    for sequence, id in sorted(placed):
        yield f"placements: event {id} is placed, and the log does not hold it at {sequence}"


def _written_now(event: bytes) -> bytes:
    """An event as this version writes it; an earlier one knew fewer fields."""
    return msgspec.json.encode(msgspec.json.decode(event, type=Event))


def _placed_after(folder: Place, opened: Opened) -> tuple[Edition, list[Placement]]:
    edition = kept.newest_edition(opened)
    with opened.asked() as query:
        return edition, _placed(folder, edition, query)


def _placed(folder: Place, edition: Edition, query: Query | None) -> list[Placement]:
    """Place what the log holds after the edition's last coding, beside what was placed before."""
    told: Iterable[Told] = _told(folder, edition.sequence)
    placer = Placer(number=edition.next)
    if query is not None and edition.next:
        told = tuple(told)
        placer.taken = kept.taken(query, edition.number, told)
        for each in kept.needed(query, edition.number, told):
            placer.restore(each)
    with collecting_nothing():
        return [placed for each in told for placed in placer.place(each)]


def _told(folder: Place, after: int) -> Iterator[Told]:
    for stored, coding in told_after(folder, after):
        yield told_of(coding, sequence=stored.sequence, text_hash=stored.text_hash, read_at=stored.read_at)
