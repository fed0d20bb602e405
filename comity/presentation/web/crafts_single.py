"""What pages of single things need of the record itself: made in the workshop, never in the server's process."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from comity.config import Settings
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.model import Correction
    from comity.record import Record


@dataclass(frozen=True)
class Whereabouts:
    """Where a thing is that the index does not hold under its id, in `words`.

    `moved` names in `id` what holds it now, and `withdrawn` and `emptied` say why nothing does; of an `imported` row
    only its source can be shown; `earlier` says that the record holds it, but not as of the day asked for.
    """

    state: Literal["moved", "withdrawn", "emptied", "imported", "earlier", "unknown"]
    words: str = ""
    id: str | None = None


def whereabouts(settings: Settings, path: str, table: str, id: str) -> Whereabouts:
    """Give where a thing of a table is that the index at `path` does not hold; in the workshop."""
    from comity.record import open_record

    log = open_record(settings.record, create=False)
    if table == "reports":
        return _report(log, id)
    if table == "incidents":
        return _incident(settings, id)
    return _row(settings, log, path, table, id)


def corrections_of(settings: Settings, ids: tuple[str, ...], as_of: str | None) -> tuple[dict[str, Any], ...]:
    """Give the corrections by hand that touch any of these ids, the earliest first; in the workshop."""
    import msgspec

    from comity.presentation.corrected import told
    from comity.record import open_record

    wanted = set(ids)
    return tuple(
        {**msgspec.to_builtins(each), "told": told(each)}
        for each in open_record(settings.record, create=False).corrections(as_of=as_of)
        if wanted & {each.target, each.id, each.value if isinstance(each.value, str) else each.id}
    )


def explained(settings: Settings, id: str) -> tuple[Any, ...]:
    """Give why a row is there (`api.explain`) as plain values, each with its `form`; in the workshop."""
    import msgspec

    from comity import api
    from comity.exchange import Provenance

    return tuple(
        {**msgspec.to_builtins(each), "form": "provenance" if isinstance(each, Provenance) else "explanation"}
        for each in api.explain(id, settings=settings)
    )


def compared(one: Any, other: Any) -> tuple[Any, Any]:
    """Give the comparison of two codings, and the same drawn as sections of lines; in the workshop."""
    from comity import api
    from comity.presentation import build_comparison

    found = api.compare(one, other)
    return found, build_comparison(found, one, other)


def _report(log: "Record", id: str) -> Whereabouts:
    heads = log.versions()
    ids = sorted({head.report_id for head in heads if head.report_id.startswith(id)})
    if id not in ids and len(ids) != 1:
        near = get_close_matches(id, {head.report_id for head in heads[:20_000]}, n=3, cutoff=0.6)
        return Whereabouts("unknown", ", ".join(near))
    report = id if id in ids else ids[0]
    if (made := _withdrawn(log, (report,))) is not None:
        return Whereabouts("withdrawn", made, report)
    for key, after in log.superseded().items():
        if key[0] == report and after.report_id != report:
            words = f"{report} was replaced by this report, read on {after.read_at[:10]} from the same address"
            return Whereabouts("moved", words, after.report_id)
    return Whereabouts("earlier", "", report)


def _incident(settings: Settings, id: str) -> Whereabouts:
    from comity import api

    try:
        found = api.incident(id, settings=settings)
    except UsageError as error:
        state: Literal["emptied", "unknown"] = "emptied" if error.problem.startswith("nothing tells") else "unknown"
        return Whereabouts(state, error.problem if state == "emptied" else "", id)
    if found.id.startswith(id):
        return Whereabouts("earlier", "", found.id)
    changes = [change for change in found.history if change.incident.startswith(id) and change.change != "made"]
    told = "; ".join(f"on {change.at[:10]}, by {change.by}: {change.why}" for change in changes[-1:])
    return Whereabouts("moved", f"{id} is part of this incident now" + (f" ({told})" if told else ""), found.id)


def _row(settings: Settings, log: "Record", path: str, table: str, id: str) -> Whereabouts:
    try:
        coding, row = log.find(id)
    except UsageError:
        return _imported(settings, id) if table == "events" else Whereabouts("unknown")
    if f"{type(row).__name__.lower()}s" != table:
        return Whereabouts("unknown")
    if (made := _withdrawn(log, (row.id, coding.report.id))) is not None:
        return Whereabouts("withdrawn", made, row.id)
    if table == "pledges" and (entry := _entry(path, row.id)) is not None:
        return Whereabouts("moved", f"{row.id} is one telling of this pledge", entry)
    if (now := _report(log, coding.report.id)).state == "moved":
        return Whereabouts("emptied", f"its report is told anew: see /reports/{now.id}", row.id)
    return Whereabouts("earlier", "", row.id)


def _imported(settings: Settings, id: str) -> Whereabouts:
    from comity.exchange import Imported, traced
    from comity.record import open_record

    try:
        found = traced(Imported(open_record(settings.record, create=False).path, None), id)
    except UsageError:
        found = None
    return Whereabouts("unknown") if found is None else Whereabouts("imported", "", found.id)


def _entry(path: str, id: str) -> str | None:
    """The pledge that one of its tellings belongs to; other tellings than the first stand in its own list only."""
    from pathlib import Path

    from comity.presentation.index.facts import unpacked
    from comity.presentation.index.tables import opened_to_read

    connection = opened_to_read(Path(path))
    try:
        for row in connection.execute("SELECT id, json FROM pledges"):
            if id in unpacked(row["json"])["told"]:
                return str(row["id"])
    finally:
        connection.close()
    return None


def _withdrawn(log: "Record", ids: tuple[str, ...]) -> str | None:
    """What says that one of these is withdrawn: by whom, when and why; null when none is."""
    held: dict[str, Correction] = {}
    for each in log.corrections():
        if each.target in ids and each.action == "withdraw":
            held[each.target] = each
        elif each.target in ids and each.action == "restore":
            held.pop(each.target, None)
    if not held:
        return None
    made = next(iter(held.values()))
    return f"{made.target} was withdrawn by {made.who} on {made.at[:10]}: {made.why} ({made.id})"
