"""The index brought up to its record: new reports, corrections by hand, imported rows, and what the ledger makes of it.

Nothing is read twice: `meta` tells how far the index came. A kill at any point leaves it as it was after the last part.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from comity.model import Correction
from comity.presentation.index.meta import changed, tell, told
from comity.presentation.index.orphans import end_with_starter
from comity.presentation.index.tables import opened_to_write
from comity.presentation.index.writing import Laid, laid, write_imported, write_laid
from comity.record import Record, open_record, reports_holding

By = Literal["read", "published"]
Advance = Callable[[int, int], None]
# Reports laid out and written at a time: about 200 MB of codings in memory. The scans of the log that each part needs
# take as long as laying out a few hundred reports.
PART = 3000
# From so many parts on it pays to start processes; each takes about 300 MB.
FEW = 4
MOST_WORKERS = 4
# Imported rows beyond the newest of these are left to `comity events --coder`.
MOST_IMPORTED = 500_000
KINDS: tuple[Literal["events", "incidents"], ...] = ("events", "incidents")


def catch_up(
    record: str | Path,
    path: Path,
    *,
    as_of: str | None = None,
    by: By = "read",
    advance: Advance | None = None,
) -> bool:
    """Bring the index at `path` up to the record's reports and corrections; tells whether anything was new.

    What the whole ledger gives is left to `derive`. `advance` is told how many of how many reports are written.
    Raises `RecordError`; `sqlite3.OperationalError` where the index can't be written.
    """
    log = open_record(record, create=False)
    connection = opened_to_write(path)
    try:
        return _caught_up(connection, log, as_of, by, advance)
    finally:
        connection.close()


def _caught_up(connection: sqlite3.Connection, log: Record, as_of: str | None, by: By, advance: Advance | None) -> bool:
    made = log.corrections()
    last = int(told(connection, "sequence") or -1)
    # Asked before its rows, so that what is added meanwhile is left to the next time.
    extent = log.extent()
    fresh = [head for head in log.versions(after=last) if head.sequence <= extent.sequence]
    seen = set((told(connection, "corrections") or "").split())
    new = [each for each in made if each.id not in seen]
    reports: dict[str, None] = dict.fromkeys(head.report_id for head in fresh)
    # Another text at the same address may take the place of one that stands, and tell of it in its notes.
    if last >= 0 and fresh:
        reports |= dict.fromkeys(head.report_id for head in log.alike(fresh))
    reports |= dict.fromkeys(sorted(_reports_of(connection, log, new)))
    listed = list(reports)
    begins = {head.report_id: head.sequence for head in reversed(fresh)}
    parts = [listed[start : start + PART] for start in range(0, len(listed), PART)]
    done = 0
    for made_part, following in zip(_laid(log, parts, as_of, by, made), (*parts[1:], None)[: len(parts)], strict=True):
        done += len(made_part.reports)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            write_laid(connection, made_part)
            tell(connection, "progress", f"{done} {len(listed)}")
            if following is not None and following[0] in begins:
                # The parts come in the log's order: what stands before the next one is done, should this be killed.
                tell(connection, "sequence", begins[following[0]] - 1)
            changed(connection)
        if advance is not None:
            advance(done, len(listed))
    imported = _imported(connection, log, as_of, by)
    if not listed and not new and not imported:
        return False
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        tell(connection, "sequence", extent.sequence)
        tell(connection, "corrections", " ".join(each.id for each in made))
        tell(connection, "read_at", extent.read_at)
        tell(connection, "reports", extent.reports)
        tell(connection, "state", f"{extent.versions}-{len(made)}")
        changed(connection)
    return True


def _laid(
    log: Record, parts: Sequence[Sequence[str]], as_of: str | None, by: By, corrections: Sequence[Correction]
) -> Iterator[Laid]:
    """Lay the parts out, in their order; many of them by as many processes as there are cores, up to four."""
    if len(parts) < FEW:
        for part in parts:
            yield laid(log, part, as_of=as_of, by=by, corrections=corrections)
        return
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_starter) as pool:
        waiting: deque[Future[Laid]] = deque()
        for part in parts:
            waiting.append(pool.submit(laid, log, part, as_of=as_of, by=by, corrections=corrections))
            # What is laid out waits in memory until it is written.
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _reports_of(connection: sqlite3.Connection, log: Record, new: Sequence[Correction]) -> set[str]:
    """The reports of which corrections change something; of incidents those that tell them."""
    ids = [str(each) for one in new for each in (one.target, one.value) if isinstance(each, str) and each]
    if not ids:
        return set()
    found = set(reports_holding(log.path, ids))
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(f"SELECT report FROM tellings WHERE incident IN ({marks})", ids)
    return found | {row[0] for row in rows}


def _imported(connection: sqlite3.Connection, log: Record, as_of: str | None, by: By) -> bool:
    """Write the rows of other coders anew where they changed; of very many only the newest."""
    from comity.exchange import Asked, Imported, shown

    held = Imported(log.path, None)
    coders = held.coders()
    state = " ".join(f"{each.coder}:{each.rows}" for each in coders)
    if state == (told(connection, "imported") or ""):
        return False
    asked = Asked(coders=tuple(each.coder for each in coders), as_of=as_of, by=by)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for table in KINDS:
            rows = shown(held, asked, table, limit=MOST_IMPORTED) if coders else ()
            write_imported(connection, table, rows)
        tell(connection, "imported", state)
        tell(connection, "licences", "\n".join(f"{each.coder}\t{each.licence}" for each in coders))
        changed(connection)
    return True
