"""The placements held against the log, row by row, and made anew where they differ or can't be read."""

from collections.abc import Iterable, Iterator

import msgspec

from comity.errors import RecordDamaged
from comity.ledger import keeping
from comity.ledger import placements as kept
from comity.ledger.placing import Placement
from comity.ledger.renaming import with_old_ids
from comity.record import Place, Record, Remote, last_told, locked, moment, retried, writing

# What a placement takes from the log; its number may differ where another version placed before.
_FROM_THE_LOG = ("report_id", "coder", "text_hash", "read_at", "published", "outlet", "block")


def mend(record: Record, *, at: str) -> tuple[str, int]:
    """Hold the placements against the log and make them anew where they differ; gives what was found, in a sentence.

    The second value counts events that are in another incident now. The sentence tells the first row, in the log's
    order, that differs. A table that can't be read is set aside, not removed, and made anew from the log; ids of
    incidents then are those of a first placing. `at` is the ISO moment (UTC). Raises `RecordUnwritable`.
    """
    if last_told(record.path) < 0 and not kept.table(record.path).exists():
        return "placements: the log tells no events, so there is nothing to place", 0
    try:
        # A row that a crash left unplaced is no difference; who reads next would place it.
        keeping.keep(record)
        with writing(record.path), locked(record.path):
            first, moved = retried(record.path, lambda: _mend(record.path, at=moment(at)))
    except RecordDamaged:
        return _set_aside(record)
    if first is None:
        return "placements: every row is as the log gives it", 0
    how = f"{moved} event{'s' * (moved != 1)} placed otherwise"
    return f"placements: the first row that differs: {first}; all were made anew from the log, {how}", moved


def _mend(folder: Place, *, at: str) -> tuple[str | None, int]:
    opened = kept.table(folder).opened()
    old = kept.newest_edition(opened)
    with opened.asked() as query:
        held = kept.placements(query, old.number)
        before = {(each.sequence, each.event.id): each.incident for each in held}
        ever = {row[0] for row in query("SELECT DISTINCT incident FROM rows")}
    fresh = keeping.placed_from_nothing(folder)
    placed = with_old_ids(fresh, before, ever=ever, edition=old.number + 1)
    first = next(differences(held, placed), None)
    if first is not None:
        opened.table.make_sure_of_room(len(placed) * keeping.ROW_BYTES)
        opened.append(kept.arrow_rows(folder, placed, edition=old.number + 1, decided=at))
    return first, sum(before.get((each.sequence, each.event.id)) != each.incident for each in placed)


def differences(held: Iterable[Placement], placed: Iterable[Placement]) -> Iterator[str]:
    """Where placements that are held differ from those that the log gives, in the log's order, a clause each."""
    lying: dict[tuple[int, str], list[Placement]] = {}
    for each in held:
        lying.setdefault((each.sequence, each.event.id), []).append(each)
    wanted = {(each.sequence, each.event.id): each for each in placed}
    for key in sorted({*lying, *wanted}):
        rows, right = lying.get(key, []), wanted.get(key)
        name = f"event {key[1]} at {key[0]} of the log"
        if right is None:
            yield f"{name} is placed, and the log does not hold it"
        elif not rows:
            yield f"{name} of report {right.report_id} is in no incident"
        elif len(rows) > 1:
            yield f"{name} of report {right.report_id} is placed {len(rows)} times"
        elif rows[0].incident != right.incident:
            yield f"{name} of report {right.report_id} lies in {rows[0].incident} and belongs in {right.incident}"
        elif msgspec.json.encode(rows[0].event) != msgspec.json.encode(right.event):
            yield f"{name} of report {right.report_id} was placed as another than it is"
        else:
            off = [field for field in _FROM_THE_LOG if getattr(rows[0], field) != getattr(right, field)]
            if off:
                yield f"{name} of report {right.report_id} has another {off[0]} than the log"


def _set_aside(record: Record) -> tuple[str, int]:
    table = kept.table(record.path)
    if isinstance(record.path, Remote) or isinstance(table.path, Remote):
        problem = "its table of placements can't be read, and a store has no way to set it aside"
        raise RecordDamaged(str(table.path), problem, "move what lies below this address away and run again")
    number = 1
    while (aside := record.path / f"{kept.NAME}.damaged-{number}").exists():
        number += 1
    with writing(record.path), locked(record.path):
        table.path.rename(aside)
    count = keeping.keep(record)
    told = f"placements: the table can't be read; it was set aside as {aside.name} and made anew from the log"
    return f"{told}, {count} events placed", count
