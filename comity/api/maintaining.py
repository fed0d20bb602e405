"""The upkeep of a record, as functions: its runs and metrics, its check, compaction, and bringing it up to date."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api.opening import settings_of
from comity.api.tracing import traced
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Compaction, Migration, Run

if TYPE_CHECKING:
    from comity.presentation.views import View
    from comity.record import Record


def runs(
    run: str | None = None, *, record: str | Path | None = None, settings: Settings | None = None
) -> tuple[Run, ...]:
    """Give the traces of the record's runs in the order of their start, or of the one whose id begins like `run`.

    Raises `UsageError` when none, or several, begin so, and `RecordError`.
    """
    from comity.record import open_record

    found = open_record(settings_of(settings, record).record, create=False).runs()
    if run is None:
        return found
    named = tuple(each for each in found if run and each.id.startswith(run))
    if len(named) != 1:
        problem = f"{len(named)} runs begin like this" if named else "no run of this record has this id"
        raise UsageError(run or "an empty id", problem, "list them with `comity runs`")
    return named


def runs_table(*, limit: int | None = None, **keywords: Any) -> "View":
    """Give the table of `comity runs`, the latest `limit` of them; keywords as for `runs`."""
    from comity.presentation.runs import runs_view

    found = runs(**keywords)
    return runs_view(found if limit is None else found[max(0, len(found) - limit) :])


def metrics(*, record: str | Path | None = None, settings: Settings | None = None) -> str:
    """Give counts of the record, its runs, its follower and this process in Prometheus's text format.

    Raises `RecordError`.
    """
    from comity.api.following import health
    from comity.presentation.metrics import metrics_text
    from comity.record import open_record

    chosen = settings_of(settings, record)
    return metrics_text(open_record(chosen.record, create=False), follower=health(settings=chosen))


def compact(
    *, record: str | Path | None = None, settings: Settings | None = None, keep_days: float | None = None
) -> tuple[Compaction, ...]:
    """Join the small files of each table, and remove those that were replaced more than `keep_days` ago.

    No row is lost and no answer changes, as of any day; readers and writers go on meanwhile. Without `keep_days` the
    setting of this name holds. Raises `RecordError`.
    """
    from comity.exchange import files_table, rows_table
    from comity.forecasting import frozen_table
    from comity.ledger import placements_table
    from comity.record import compact as compact_table
    from comity.record import open_record, own_tables

    chosen = settings_of(settings, record)
    log = open_record(chosen.record, create=False)
    days = chosen.keep_days if keep_days is None else keep_days
    others = (table(log.path) for table in (placements_table, rows_table, files_table, frozen_table))
    with traced(log, "compact", chosen, keep_days=days) as run, run.stages.of("compact"):
        done = [compact_table(table, keep_days=days) for table in (*own_tables(log.path), *others)]
        found = tuple(each for each in done if each is not None)
        joined = sum(each.files_before - each.files_after for each in found)
        run.tell(counts={"files joined": joined, "files removed": sum(each.removed for each in found)})
    return found


def migrate(*, record: str | Path | None = None, settings: Settings | None = None) -> Migration:
    """Bring a record of an earlier Comity up to date; one that is already is left alone.

    It stays what it was until the last step, so a run that is stopped loses nothing and is finished by the next.
    Raises `RecordError`.
    """
    from comity.record import migrate as migrate_record
    from comity.record import open_record

    chosen = settings_of(settings, record)
    done = migrate_record(chosen.record)
    if done.before != done.after:
        with traced(open_record(chosen.record, create=False), "migrate", chosen, begin=False) as run:
            run.tell(counts={"from schema": done.before, "to schema": done.after, "earlier runs": done.runs})
    return done


# A log of more versions than this is placed anew in parts, by processes that hand files on: it would fill the memory.
MANY = 5_000


def check(
    record: str | Path | None = None,
    *,
    settings: Settings | None = None,
    rebuild: bool = False,
    cluster: str | None = None,
    repair: bool = False,
    told: Callable[[str], None] | None = None,
) -> tuple[str, ...]:
    """Give what is wrong with the record, a sentence each; empty when every row rests on its report.

    `rebuild` first places all events anew; incidents keep their ids, and what changes is told in their history. With a
    `cluster` (an address, or "local:N") its workers do that, to the same end.
    `repair` holds what is derived (the placements) against the log, row by row, and makes it anew where it differs;
    `told` is called with what it found, the first row that differs among it. Raises `RecordError`.
    """
    from comity.ledger import disagreements, mend, place_anew
    from comity.record import check as check_record
    from comity.record import open_record

    if cluster is not None and not rebuild:
        raise UsageError("--cluster", "only shares the work of --rebuild", "add --rebuild, or leave it out")
    chosen = settings_of(settings, record)
    folder = chosen.record
    found = check_record(folder)
    if found:
        # Placements rest on the log, so there is nothing to hold them against while it is damaged.
        return found
    log = open_record(folder, create=False)
    if repair:
        with traced(log, "check --repair", chosen) as run:
            with run.stages.of("merge"):
                sentence, moved = mend(log, at=run.at)
            run.tell(counts={"events moved": moved}, coders=_coders(log), notes=(*run.notes, sentence))
        if told is not None:
            told(sentence)
    elif rebuild:
        with ExitStack() as stack:
            workers: Any = None
            versions = log.extent().versions
            if cluster is not None or versions > MANY:
                from comity import scaling

                if cluster is None:
                    workers = stack.enter_context(scaling.beside(log.path, codings=versions))
                else:
                    workers = stack.enter_context(scaling.connected(cluster))
                    log = scaling.shared(folder, workers, create=False)
            run = stack.enter_context(traced(log, "check --rebuild", chosen, cluster=cluster))
            with run.stages.of("merge"):
                moved = place_anew(log, at=run.at, engine=workers)
            run.tell(counts={"events moved": moved}, coders=_coders(log))
        # Placing anew has held what lay there against the log, event by event, or put another edition in its place.
        return ()
    return tuple(sorted(disagreements(log)))


def _coders(log: "Record") -> tuple[str, ...]:
    """The coders whose codings are placed."""
    return tuple(sorted(log.totals()[1]))
