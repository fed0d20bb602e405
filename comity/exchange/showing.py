"""Imported rows as rows of the tables of events and incidents, narrowed as those tables are."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from comity.exchange.asking import Imported
from comity.exchange.distinct import acts_sql
from comity.record import last_moment, moment

Kind = Literal["events", "incidents"]
# Rows come in the order of their days. Sorting needs them all at once, so they are sorted a stretch of days at a time:
# half a million rows take about 300 MB.
STRETCH = 500_000
_FETCHED = 8_192

_EVENT = (
    "id", "coder", "layout", "batch", "actor", "actor_sector", "actor_name", "recipient", "recipient_sector",
    "recipient_name", "joint", "type", "mode", "contexts", "quad", "intensity", "cameo", "status", "place", "country",
    "latitude", "longitude", "issues", "label", "source", "story", "url", "sample", "reports",
)  # fmt: skip
# What rows of other coders have beside the fields of an event; in a table with both, our own have it as null.
BESIDE = ("licence", "label", "url", "layout", "batch", "sample", "reports")
BESIDE_INCIDENTS = ("coder", "licence")


class Asked(msgspec.Struct, frozen=True):
    """What to keep of the imported rows; null and the empty tuple keep everything, checked values throughout.

    `coders` are data sets; `dyad` may be one direction; `issues` are those that fit, the ones below included; `actor`
    is a code ("CHL", "CHL.GOV") or part of a name; `report` the beginning of what tells a row's report; `as_of` (an
    ISO day or time) goes `by` the day of the import ("read") or of the act ("published"); `id` is a whole id.
    """

    coders: tuple[str, ...] = ()
    dyad: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    status: str | None = None
    issues: tuple[str, ...] = ()
    actor: str | None = None
    report: str | None = None
    as_of: str | None = None
    by: str = "read"
    id: str | None = None


def shown(held: Imported, asked: Asked, kind: Kind, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Rows with the fields of Event or Incident, as plain values, by date and id, streaming; undated ones last.

    What another coder's row does not tell is null or empty: no evidence, no confidence. An event has as `report` what
    tells the rows of one report apart, as `outlet` the publisher, and the fields `BESIDE`. An incident is one act,
    however many rows tell it.
    """
    licences = {each.coder: each.licence for each in held.coders()}
    for cells in _cells(held, asked, kind, limit):
        yield (_event if kind == "events" else _incident)(cells, licences[cells["coder"]])


def counted(held: Imported, asked: Asked) -> int:
    """How many rows `shown` would give as events."""
    where, values = _where(held, asked)
    return next((int(count) for (count,) in held.ask(f"SELECT count(*) FROM rows WHERE {where}", values)), 0)


def undated(held: Imported, asked: Asked) -> int:
    """How many rows `since` or `until` leave out because their date is not known."""
    if asked.since is None and asked.until is None:
        return 0
    where, values = _where(held, msgspec.structs.replace(asked, since=None, until=None))
    return next((int(count) for (count,) in held.ask(f"SELECT count(*) FROM rows WHERE {where} AND date IS NULL",
                                                     values)), 0)  # fmt: skip


def _cells(held: Imported, asked: Asked, kind: Kind, limit: int | None) -> Iterator[dict[str, Any]]:
    where, values = _where(held, asked)
    told = _precise(held)
    columns = f"{', '.join(_EVENT)}, date, {told} AS precision, {_end(held)} AS until, {_note(held)} AS note"
    left = limit
    for stretch in _stretches(held, where, values):
        if left is not None and left <= 0:
            return
        rows = f"SELECT {columns} FROM rows WHERE {where} AND {stretch}"
        if kind == "incidents":
            rows = acts_sql(rows, (*_EVENT[1:], "date", "precision", "until", "note"), parted=("status",))
        end = "" if left is None else f"LIMIT {left}"
        for batch in held.batches(f"SELECT * FROM ({rows}) ORDER BY date NULLS LAST, id {end}", values, by=_FETCHED):
            left = None if left is None else left - batch.num_rows
            columns_of = [column.to_pylist() for column in batch.columns]
            names = batch.schema.names
            yield from (dict(zip(names, cells, strict=True)) for cells in zip(*columns_of, strict=True))


def _stretches(held: Imported, where: str, values: list[Any]) -> Iterator[str]:
    """Conditions on the day that part the rows into stretches of at most `STRETCH` where months allow it."""
    sql = (
        f"SELECT date_trunc('month', date)::DATE AS month, count(*) FROM rows WHERE {where} GROUP BY ALL ORDER BY month"
    )
    months = list(held.ask(sql, values))
    since: date | None = None
    size = 0
    for month, count in months:
        if month is None:
            continue
        if since is not None and size + count > STRETCH:
            yield f"date >= DATE '{since}' AND date < DATE '{month}'"
            since, size = None, 0
        since, size = since or month, size + count
    if since is not None:
        yield f"date >= DATE '{since}'"
    if any(month is None for month, _ in months):
        yield "date IS NULL"


def _where(held: Imported, asked: Asked) -> tuple[str, list[Any]]:
    """The condition of the rows asked for, and the values of its `$1`, `$2` ..."""
    files = [row for row in held.files if not asked.coders or row["coder"] in asked.coders]
    last = None if asked.as_of is None else last_moment(asked.as_of)
    if last is not None and asked.by == "read":
        files = [row for row in files if moment(row["read_at"]) <= last]
    listed = ", ".join("'" + row["batch"].replace("'", "''") + "'" for row in files)
    parts = [f"batch IN ({listed})" if files else "false"]
    values: list[Any] = []

    def keep(condition: str, value: Any) -> None:
        if value is not None:
            values.append(value)
            parts.append(condition.replace("$", f"${len(values)}"))

    if asked.dyad is not None:
        one, other = asked.dyad.replace(">", "-").split("-")
        keep("dyad = $", "-".join(sorted((one, other))))
        if ">" in asked.dyad:
            keep("(joint OR actor = $)", one)
    keep(f"{_end(held)} >= $", None if asked.since is None else date.fromisoformat(asked.since))
    keep("date <= $", None if asked.until is None else date.fromisoformat(asked.until))
    keep("date <= $", date.fromisoformat(last[:10]) if last is not None and asked.by == "published" else None)
    keep("id = $", asked.id)
    keep("type = $", asked.type)
    keep("status = $", asked.status)
    keep("list_has_any(issues, $)", list(asked.issues) or None)
    keep("starts_with(story, $)", asked.report)
    keep(_named(asked.actor or ""), None if asked.actor is None else asked.actor.casefold())
    return " AND ".join(parts), values


def _named(actor: str) -> str:
    """The condition that a side is an actor: its code, code and sector, or part of its name."""
    sides = []
    for side in ("actor", "recipient"):
        sides.append(f"lower({side}) = $ OR lower({side} || '.' || {side}_sector) = $")
        # Three letters are a code, never a piece of a name: "IRN" must not find "Cairn".
        if len(actor) > 3:
            sides.append(f"contains(lower({side}_name), $)")
    return f"({' OR '.join(sides)})"


def _precise(held: Imported) -> str:
    return "coalesce(precision, 'day')" if "precision" in held.columns else "'day'"


def _note(held: Imported) -> str:
    return "note" if "note" in held.columns else "NULL::VARCHAR"


def _end(held: Imported) -> str:
    """The last day of a date that is known to its precision."""
    if "precision" not in held.columns:
        return "date"
    return """(CASE precision WHEN 'week' THEN date + 6 WHEN 'month' THEN last_day(date)
        WHEN 'quarter' THEN last_day(date + INTERVAL 2 MONTH) WHEN 'season' THEN last_day(date + INTERVAL 2 MONTH)
        WHEN 'year' THEN last_day(date + INTERVAL 11 MONTH) ELSE date END)::DATE"""


def _sides(cells: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    found = []
    for side in ("actor", "recipient"):
        country, sector, name = cells[side], cells[f"{side}_sector"], cells[f"{side}_name"]
        known = country or sector or name
        found.append([{"country": country, "sector": sector, "id": None, "name": name, "text": name or ""}]
                     if known else [])  # fmt: skip
    one, other = found
    return ([*one, *other], [*one, *other]) if cells["joint"] else (one, other)


def _date(cells: Mapping[str, Any]) -> dict[str, Any] | None:
    if cells["date"] is None:
        return None
    start, end = cells["date"].isoformat(), cells["until"].isoformat()
    return {"start": start, "end": end, "precision": cells["precision"], "text": ""}


def _event(cells: Mapping[str, Any], licence: str) -> dict[str, Any]:
    actors, recipients = _sides(cells)
    named = (cells["place"], cells["country"], cells["latitude"], cells["longitude"])
    place = dict(zip(("name", "country", "latitude", "longitude"), named, strict=True))
    return {
        "id": cells["id"], "type": cells["type"], "mode": cells["mode"], "contexts": cells["contexts"] or [],
        "actors": actors, "recipients": recipients, "date": _date(cells), "status": cells["status"],
        "quad": cells["quad"], "intensity": cells["intensity"], "cameo": cells["cameo"],
        "place": place if any(each is not None for each in named) else None, "issues": cells["issues"] or [],
        "figures": [], "reported_by": None, "evidence": [], "confidence": None, "trigger": None, "rule": "",
        "notes": [cells["note"]] if cells["note"] else [], "report": cells["story"], "outlet": cells["source"],
        "published": None, "title": None, "coder": cells["coder"], "corrected_by": [], "licence": licence,
        "label": cells["label"], "url": cells["url"], "layout": cells["layout"], "batch": cells["batch"],
        "sample": cells["sample"], "reports": cells["reports"],
    }  # fmt: skip


def _incident(cells: Mapping[str, Any], licence: str) -> dict[str, Any]:
    actors, recipients = _sides(cells)
    return {
        "id": cells["id"], "type": cells["type"], "mode": cells["mode"], "quad": cells["quad"], "actors": actors,
        "recipients": recipients, "date": _date(cells), "status": cells["status"], "issues": cells["issues"] or [],
        "events": cells["ids"], "reports": cells["reports"], "outlets": cells["outlets"], "differences": [],
        "confidence": None, "quote": cells["label"] or "", "links": [], "history": [], "corrected_by": [],
        "coder": cells["coder"], "licence": licence,
    }  # fmt: skip
