"""What the pages on the record itself ask of its log, in the workshop: the desk's own process never opens it."""

from collections import Counter
from typing import Any

import msgspec


def read_days(record: str) -> list[tuple[str, int]]:
    """Give how many codings were added on each day (UTC), the earliest first. Raises `RecordError`."""
    from comity.record import open_record

    found = Counter(head.read_at[:10] for head in open_record(record, create=False).versions())
    return sorted(found.items())


def log_state(record: str) -> dict[str, Any]:
    """Give the log's last `sequence`, its number of `codings`, and when the last was added. Raises `RecordError`."""
    from comity.record import open_record

    heads = open_record(record, create=False).versions()
    last = max((head.sequence for head in heads), default=-1)
    return {"sequence": last, "codings": len(heads), "last_read": max((head.read_at for head in heads), default=None)}


def follower(record: str) -> Any:
    """Give how the follower of a record stands, null where nobody has followed into it. Raises `RecordError`."""
    from comity.api.following import health

    return msgspec.to_builtins(health(record))


def record_metrics(record: str) -> str:
    """Give the metrics of a record, its runs and its follower in Prometheus's text format. Raises `RecordError`."""
    from comity.api.following import health
    from comity.presentation.metrics import exposition, metrics_of
    from comity.record import open_record

    return exposition(metrics_of(open_record(record, create=False), follower=health(record)))
