"""Event data of other coders, as functions: brought into the record, and the files that it holds rows of."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
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
    cluster: str | None = None,
) -> ImportSummary:
    """Bring files of event data into the record, making it where none lies, and give what was kept and what not.

    `format` is icews, gdelt, polecat, phoenix, acled or chronicle; files may be plain, gzip or zip. A file of the same
    bytes that was imported before changes nothing; one that a stopped run left half-way is finished, and nothing is
    doubled. `licence` and `origin` go into exports; without them those of the format do. `watch` is called as the
    import goes on, and with the error of each file that can't be read. `cluster` (an address, or "local:N") has the
    workers of a Dask cluster read several files at once. Raises `UsageError` and `RecordError`, with a cluster also
    `ExtraMissing` and `ClusterError`.
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
    with ExitStack() as stack:
        importer: Callable[..., ImportSummary] = import_files
        if cluster is not None:
            from comity import scaling

            importer = partial(scaling.import_files, cluster=stack.enter_context(scaling.connected(cluster)))
        kept = open_record(chosen.record, create=True)
        about: dict[str, Any] = {
            "format": order.format,
            "files": names_of(paths),
            "licence": order.licence,
            "cluster": cluster,
        }
        run = stack.enter_context(traced(kept, "import", chosen, **about))
        with run.stages.of("import"):
            order = replace(order, read_at=run.at, run=run.id)
            found = importer(kept, [Path(path) for path in paths], order)
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
