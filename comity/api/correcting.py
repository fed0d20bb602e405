"""Corrections by hand, as functions: the twins of `comity correct` and `comity corrections`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api.opening import settings_of
from comity.api.tracing import traced
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Action, Correction, Incident

if TYPE_CHECKING:
    from comity.presentation.views import View
    from comity.record import Record


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
        held = incident(id, settings=chosen)
        id = held.id
        if action == "join":
            value = incident(str(value), settings=chosen).id
        else:
            _check_held(held, str(value or ""), log)
    name = who or chosen.who or system_user()
    # A correction is one commit: either it is there or it is not, so its beginning is not worth a row.
    with traced(log, f"correct {action}", chosen, begin=False) as run:
        made = log.correct(Correction("", datetime.now(UTC).isoformat(), name, why, action, id, field, value))
        run.tell(counts={"corrections": 1}, settings={**run.run.settings, "correction": made.id})
    return made


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


def incident(id: str, *, record: str | Path | None = None, settings: Settings | None = None) -> Incident:
    """Give the incident that holds what the one of this id (or of an id that begins so) held, with its history.

    An id lasts: that of an incident which was merged into another gives the other. Raises `UsageError` when none or
    several begin like this.
    """
    from comity.ledger import kept_incident
    from comity.record import open_record

    log = open_record(settings_of(settings, record).record, create=False)
    return kept_incident(log, id, corrections=log.corrections())


def _check_held(held: Incident, id: str, log: "Record") -> None:
    """Raise `UsageError` for an event that the incident does not hold; what is no event is for the record to refuse."""
    if any(id and each.startswith(id) for each in held.events):
        return
    coding, row = log.find(id)
    if any(row.id == event.id for event in coding.events):
        some = ", ".join(held.events[:5]) + (", ..." if len(held.events) > 5 else "")
        raise UsageError(row.id, f"the incident {held.id} does not hold this event", f"it holds {some}")


def system_user() -> str:
    """Give the name of the system's user. Raises `UsageError` where it has none."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError) as error:
        step = "name who it is with --who, or in the setting `who`"
        raise UsageError("--who", "the system's user has no name", step) from error
