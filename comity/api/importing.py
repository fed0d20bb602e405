"""Event data of other coders, as functions: brought into the record, and the files that it holds rows of."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api.opening import settings_of
from comity.api.tracing import names_of, some, traced
from comity.config import Settings
from comity.errors import ReadError
from comity.model import ImportedFile, ImportProgress, ImportSummary

if TYPE_CHECKING:
    from comity.presentation.views import View


def import_events(
    format: str,
    *paths: str | Path,
    record: str | Path | None = None,
    settings: Settings | None = None,
    licence: str | None = None,
    origin: str | None = None,
    watch: Callable[[ImportProgress | ReadError], None] | None = None,
) -> ImportSummary:
    """Bring files of event data into the record, making it where none lies, and give what was kept and what not.

    `format` is icews, gdelt, polecat, phoenix, acled or chronicle; files may be plain, gzip or zip. A file of the same
    bytes that was imported before changes nothing; one that a stopped run left half-way is finished, and nothing is
    doubled. `licence` and `origin` go into exports; without them those of the format do. `watch` is called as the
    import goes on, and with the error of each file that can't be read. Raises `UsageError` and `RecordError`.
    """
    from comity.exchange import import_files, ordered
    from comity.record import open_record

    chosen = settings_of(settings, record)
    failed: Counter[str] = Counter()

    def seen(item: ImportProgress | ReadError) -> None:
        if isinstance(item, ReadError):
            failed[item.reason] += 1
        if watch is not None:
            watch(item)

    today = datetime.now(UTC).date()
    # Words of the call that mean nothing are found before a record is made.
    order = ordered(format, licence=licence, origin=origin, today=today, read_at="", run="", watch=seen)
    kept = open_record(chosen.record, create=True)
    with traced(kept, "import", chosen, format=order.format, files=names_of(paths), licence=order.licence) as run:
        with run.stages.of("import"):
            order = replace(order, read_at=run.at, run=run.id)
            found = import_files(kept, [Path(path) for path in paths], order)
        counts = {"files": len(found.files), "known": len(found.known), "rows": found.rows, "skipped": found.skipped}
        shortfalls = {each.reason: each.rows for each in found.losses}
        run.tell(
            counts=counts,
            skipped={**{each.reason: each.rows for each in found.skips}, **failed},
            unknowns=some({"name of no known state": found.unplaced, "row of no type": found.untyped, **shortfalls}),
            coders=(order.format,),
        )
    return found


def imports(*, record: str | Path | None = None, settings: Settings | None = None) -> tuple[ImportedFile, ...]:
    """Give the files of event data whose rows the record holds, in the order in which they were read."""
    from comity.exchange import imported_files
    from comity.record import open_record

    return imported_files(open_record(settings_of(settings, record).record, create=False))


def imports_table(*, limit: int | None = None, **keywords: Any) -> "View":
    """Give the table of `comity imports`; keywords as for `imports`."""
    from comity.presentation.imported import imports_view

    return imports_view(imports(**keywords)[:limit])
