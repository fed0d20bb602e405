"""Why a row is there, as a function: the twin of `comity explain`."""

from pathlib import Path
from typing import TYPE_CHECKING

from comity.api import others
from comity.api.asking import ledger
from comity.api.correcting import incident
from comity.api.opening import settings_of
from comity.config import Settings
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.exchange import Provenance
    from comity.presentation.explaining import Explanation


def explain(
    id: str, *, record: str | Path | None = None, settings: Settings | None = None
) -> "tuple[Explanation | Provenance, ...]":
    """Give why a row of the record is there, by its id or the id's beginning; an incident gives one an event.

    The report is recognised and coded again to show the runner-up. A row of another coder gives where it comes from
    and what was made of it. Raises `UsageError` when no row, or more than one, has an id like this.
    """
    chosen = settings_of(settings, record)
    try:
        return _explained(id, chosen)
    except UsageError:
        from comity.exchange import traced

        found = traced(others.imported(chosen), id)
        if found is None:
            raise
        return (found,)


def _explained(id: str, chosen: Settings) -> "tuple[Explanation, ...]":
    from comity.presentation.explaining import explain_row
    from comity.recognition import recognise
    from comity.record import open_record

    log = open_record(chosen.record, create=False)
    ids = incident(id, settings=chosen).events if id.startswith("i-") else (id,)
    made = log.corrections()
    found = []
    for each in ids:
        coding, row = log.find(each)
        reading = recognise(coding.report, model=chosen.model)
        name = f"{type(row).__name__.lower()}s"
        about = tuple(one for one in made if one.target in (row.id, coding.report.id) or one.value == row.id)
        later = ledger(settings=chosen) if name in ("assessments", "pledges") else None
        found.append(explain_row(coding, row, reading, table=name, corrections=about, ledger=later))
    return tuple(found)
