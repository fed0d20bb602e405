"""A record of an earlier schema brought up to date, in place, so that it is the old one until the last step.

Schema 2 adds the table of runs, filled with what the log tells of earlier ones, and writes into each table how long
replaced files stay. Every step can be made again, and what an earlier Comity reads is left as it is; the marker is
written last.
"""

from collections import Counter
from collections.abc import Iterator

from comity.model import Migration, Run
from comity.record import runs, store
from comity.record.failures import writing
from comity.record.lock import locked
from comity.record.log import mark, schema_of
from comity.record.places import Place, located, tables_in
from comity.record.tables import retain

EARLIER = "from the log of an earlier Comity: begun when its reports were filed, its end is not known"


def migrate(path: str | Place) -> Migration:
    """Bring the record up to this Comity's schema; one that is there already is left alone.

    Raises `RecordMissing`, `RecordNewer`, `RecordDamaged`, `RecordUnwritable`. A run that is stopped leaves a record
    that the earlier Comity still reads, and the next one finishes.
    """
    folder = located(path)
    before = schema_of(folder)
    if before == store.SCHEMA:
        return Migration(before, before)
    with writing(folder), locked(folder):
        before = schema_of(folder)
        if before == store.SCHEMA:
            return Migration(before, before)
        runs.table(folder).laid()
        known = {each.id for each in runs.held(folder)}
        earlier = [each for each in _earlier(folder) if each.id not in known]
        runs.note(folder, earlier)
        for table in tables_in(folder):
            retain(table)
        mark(folder)
    return Migration(before, store.SCHEMA, len(earlier))


def _earlier(folder: Place) -> Iterator[Run]:
    """The runs that the log tells of, as far as it does."""
    sql = "SELECT run, coder, read_at, count(*), sum(n_events), count(*) - count(published) FROM rows GROUP BY ALL"
    found: dict[str, tuple[str, set[str], Counter[str], int]] = {}
    with store.table(folder).opened().asked() as query:
        for run, coder, read_at, reports, events, undated in query(f"{sql} ORDER BY read_at, run, coder"):
            _, coders, counts, without = found.get(run, (read_at, set[str](), Counter[str](), 0))
            coders.add(coder)
            counts.update({"reports": int(reports), "events": int(events)})
            found[run] = found.get(run, (read_at,))[0], coders, counts, without + int(undated)
    for run, (read_at, coders, counts, undated) in found.items():
        unknowns = {"report without a day of publication": undated} if undated else {}
        yield Run(
            run, "read", read_at, counts=dict(counts), unknowns=unknowns, coders=tuple(sorted(coders)), notes=(EARLIER,)
        )
