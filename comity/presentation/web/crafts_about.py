"""What the pages on the record itself ask of its log, in the workshop: the desk's own process never opens it."""

from collections import Counter
from importlib import import_module
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
    """Give what the follower of a record tells of itself, null where none runs or this release has none."""
    try:
        following = import_module("comity.api.following")
    except ImportError:
        return None
    return msgspec.to_builtins(following.health(record))


def record_metrics(record: str) -> str:
    """Give the record's metrics in Prometheus's text format, "" where this release has none."""
    from comity.record import open_record

    try:
        told = import_module("comity.presentation.metrics")
    except ImportError:
        return ""
    return str(told.metrics_text(open_record(record, create=False)))
