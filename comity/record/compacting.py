"""Compaction on demand: the small files of many commits joined, and those of earlier versions removed in time."""

from comity.model import Compaction
from comity.record import corrections, runs, store, views
from comity.record.failures import writing
from comity.record.lock import locked
from comity.record.places import Place
from comity.record.tables import Table, retain


def own_tables(folder: Place) -> tuple[Table, ...]:
    """The tables of this room: the log, what was corrected by hand, further addresses of texts, and the runs."""
    return store.table(folder), corrections.table(folder), views.addresses_table(folder), runs.table(folder)


def compact(table: Table, *, keep_days: float) -> Compaction | None:
    """Join a table's files and remove those that were replaced more than `keep_days` ago; null where none was laid.

    Rows and their order stay, and what is removed no version of the last `keep_days` needs: readers that began before,
    and reads of the table as of an earlier version, go on. Files are kept for an hour at least. The table remembers
    the days for the compactions that appends make. Raises `RecordUnwritable`.
    """
    if not table.exists():
        return None
    with writing(table.folder), locked(table.folder):
        retain(table.path, keep_days)
        before = len(table.opened().files())
        removed = table.opened().compact(whole=True)
        after = table.opened()
        with after.asked() as query:
            rows = next(query("SELECT count(*) FROM rows"), (0,))[0]
        return Compaction(table.name, before, len(after.files()), int(rows), removed)
