"""Corrections, made in the workshop: the desk's own process never opens the record."""

from pathlib import Path
from typing import Any

from comity import api
from comity.config import Settings


def correct(record: str, index: str, who: str, given: dict[str, str]) -> str:
    """Add a correction and bring the index up; gives its id. Raises `UsageError`, `RecordError`."""
    from comity.presentation.index import catch_up

    action: Any = given["action"]
    made = api.correct(
        action,
        given["id"],
        given.get("value") or None,
        field=given.get("field") or None,
        why=given["why"],
        who=who,
        settings=Settings(record=record),
    )
    # What the whole ledger makes of it follows by itself: the process that keeps the index up sees to it.
    catch_up(record, Path(index))
    return made.id


def corrections(record: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Give the corrections made by hand, the latest first."""
    found = api.corrections_table(settings=Settings(record=record), filters=asked).rows
    return [dict(row) for row in reversed(found)]
