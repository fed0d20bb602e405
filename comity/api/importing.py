"""Event data of other coders, as functions: brought into the record, and the files that it holds rows of."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from comity.api.opening import settings_of
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

    now = datetime.now(UTC)
    order = ordered(
        format,
        licence=licence,
        origin=origin,
        today=now.date(),
        read_at=now.isoformat(),
        run=f"{now:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}",
        watch=watch,
    )
    if cluster is not None:
        from comity import scaling

        with scaling.connected(cluster) as workers:
            chosen = settings_of(settings, record)
            return scaling.import_files(chosen.record, [Path(path) for path in paths], order, cluster=workers)
    kept = open_record(settings_of(settings, record).record, create=True)
    return import_files(kept, [Path(path) for path in paths], order)


def imports(*, record: str | Path | None = None, settings: Settings | None = None) -> tuple[ImportedFile, ...]:
    """Give the files of event data whose rows the record holds, in the order in which they were read."""
    from comity.exchange import imported_files
    from comity.record import open_record

    return imported_files(open_record(settings_of(settings, record).record, create=False))


def imports_table(*, limit: int | None = None, **keywords: Any) -> "View":
    """Give the table of `comity imports`; keywords as for `imports`."""
    from comity.presentation.imported import imports_view

    return imports_view(imports(**keywords)[:limit])
