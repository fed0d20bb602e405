"""Corrections by hand, as functions: the twins of `comity correct` and `comity corrections`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api.opening import settings_of
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Action, Correction, Incident

if TYPE_CHECKING:
    from comity.presentation.views import View


def correct(
    action: Action,
    id: str,
    value: Any = None,
    *,
    field: str | None = None,
    why: str,
    who: str | None = None,
    record: str | Path | None = None,
    settings: Settings | None = None,
) -> Correction:
    """Correct the record by hand, and give the correction as it is kept; nothing is changed or deleted in the log.

    `revise` sets the `field` of a row or report to `value` (JSON, or words as the command takes them); `withdraw`
    takes a row or a whole report out of every view and `restore` brings it back; `join` makes two incidents one and
    `part` takes an event (`value`) out of one; `match` and `unmatch` tie a pledge or an assessment to an event;
    `settle` gives it a status. Ids may be shortened. `who` is by default the setting of this name, else the name of
    the system's user. Raises `UsageError` and `RecordError`.
    """
    from comity.record import open_record

    chosen = settings_of(settings, record)
    log = open_record(chosen.record, create=False)
    if action in ("join", "part"):
        id = incident(id, settings=chosen).id
    if action == "join":
        value = incident(str(value), settings=chosen).id
    name = who or chosen.who or _user()
    return log.correct(Correction("", datetime.now(UTC).isoformat(), name, why, action, id, field, value))


def corrections(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the corrections made by hand as rows, earliest first; keywords as for `corrections_table`."""
    return corrections_table(**keywords).rows


def corrections_table(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    limit: int | None = None,
    filters: Mapping[str, str | None] | None = None,
    **words: str | None,
) -> "View":
    """Give the table of corrections: those made up to `as_of`, narrowed by `filters` or keywords.

    They are `type` (the action), `id` (the beginning of what it is about), `who`, `since` and `until`. Raises
    `UsageError` and `RecordError`.
    """
    from comity.presentation.corrected import corrections_view
    from comity.record import open_record

    log = open_record(settings_of(settings, record).record, create=False)
    view = corrections_view(log.corrections(as_of=as_of), **{**(filters or {}), **words})
    return view if limit is None else type(view)(view.table, view.rows[:limit], view.undated)


def incident(id: str, *, settings: Settings) -> Incident:
    """Give the incident of an id or of its beginning. Raises `UsageError` when none or several begin like this."""
    from comity import pipeline

    every = pipeline.incidents(pipeline.codings(settings=settings))
    found = [incident for incident in every if incident.id.startswith(id)]
    exact = [incident for incident in found if incident.id == id]
    if len(exact or found) != 1 or not id:
        problem = f"{len(found)} incidents begin like this" if found else "no incident of this id is in the record"
        raise UsageError(id or "an empty id", problem, "list them with `comity incidents`")
    return (exact or found)[0]


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError) as error:
        step = "name who corrects with --who, or in the setting `who`"
        raise UsageError("--who", "the system's user has no name", step) from error
