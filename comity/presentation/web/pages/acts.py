"""`/incidents/ID` and `/events/ID`: one act, the sentences that tell it, what its reports differ on, why it's there."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from comity.presentation.web import finding, telling
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.crafts_single import corrections_of, explained
from comity.presentation.web.finding import Asked, asked_of, described, leading, led_here, located, sources
from comity.presentation.web.problems import NotThere

router = APIRouter()
# Tellings on one page of an incident; more stand on the next.
TELLINGS = 12
_PART = "which part of the tellings, from 1"
_EXPLAINED = ("events", "incidents", "agreements", "pledges", "statements", "positions", "assessments")


@router.get("/incidents/{id}.json", openapi_extra={"parameters": described()})
@leading
def incident_data(request: Request, id: str) -> Response:
    """One incident as `comity incidents --json` gives it, with its events in `tellings`."""
    asked = asked_of(request)
    row = located(request, asked, "incidents", id, after=".json")
    tellings = [asked.index.row("events", event) for event in row["events"]]
    return as_json(row | {"tellings": [each for each in tellings if each is not None]})


@router.get("/incidents/{id}", openapi_extra={"parameters": described(part=_PART)})
@leading
def incident(request: Request, id: str) -> Response:
    """One incident: every report of it, what they differ on, its history, and the incidents it belongs with."""
    asked = asked_of(request, "part")
    row = located(request, asked, "incidents", id)
    flat = asked.index.ask("SELECT told, origin FROM incidents WHERE id = ?", id)[0]
    parts = max(1, -(-len(row["events"]) // TELLINGS))
    part = finding.numbered(asked.params.get("part"), "part", parts)
    shown = _events(asked, row["events"][(part - 1) * TELLINGS : part * TELLINGS])
    told_by = _told_by(asked, row)
    return page(
        request,
        "incident.html",
        title=flat["told"] or row["id"],
        asked=asked,
        row=row,
        told=flat["told"] or row["quote"],
        imported=flat["origin"] == "imported",
        tellings=shown,
        first=(part - 1) * TELLINGS + 1,
        part=part,
        parts=parts,
        to_part=lambda each: address(f"/incidents/{quote(row['id'], safe=':')}", {**asked.params, "part": each}),
        reports=sources(asked.index, told_by),
        told_by=told_by,
        codes=telling.codes(row),
        sure=telling.sure(row["confidence"]),
        days=telling.days(row["date"]),
        differences=_differences(asked, row),
        links=_links(asked, row),
        corrections=corrections(request, asked, [row["id"], *row["events"], *told_by], row),
        led=led_here(request, asked, "incidents", row["id"]),
    )


@router.get("/events/{id}.json", openapi_extra={"parameters": described()})
@leading
def event_data(request: Request, id: str) -> Response:
    """One event as `comity events --json` gives it."""
    asked = asked_of(request)
    return as_json(located(request, asked, "events", id, after=".json"))


@router.get("/events/{id}", openapi_extra={"parameters": described()})
@leading
def event(request: Request, id: str) -> Response:
    """One event: its sentence in its report, each of its codes in words, its incident, and how sure it is."""
    asked = asked_of(request)
    row = located(request, asked, "events", id)
    flat = asked.index.ask("SELECT told, origin FROM events WHERE id = ?", id)[0]
    told = _events(asked, [row["id"]])[0]
    whole = asked.index.incident_of(row["id"])
    beside = asked.index.ask("SELECT id, told, reports FROM incidents WHERE id = ?", whole or row["id"])
    return page(
        request,
        "event.html",
        title=flat["told"] or row["id"],
        asked=asked,
        row=row,
        told=flat["told"] or row.get("label") or row["id"],
        imported=flat["origin"] == "imported",
        telling=told,
        incident=beside[0] if beside else None,
        reports=sources(asked.index, [row["report"] or ""]),
        codes=telling.codes(row),
        sure=telling.sure(row["confidence"]),
        days=telling.days(row["date"]),
        corrections=corrections(request, asked, [row["id"], row["report"] or ""], row),
        led=led_here(request, asked, "events", row["id"]),
    )


def corrections(request: Request, asked: Asked, ids: Iterable[str], row: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Give the corrections by hand that touch a row; the record is asked only where it shows that there are some."""
    by_hand = any(each.get("by", "rule") != "rule" for each in row.get("history", ()))
    by_hand |= any(each.get("by", "rule") != "rule" for each in row.get("matches", ()))
    if not row.get("corrected_by") and not by_hand:
        return ()
    desk = desk_of(request)
    until = asked.as_of if asked.by == "read" else None
    wanted = tuple(sorted({*ids, *row.get("corrected_by", ())}))
    found: tuple[dict[str, Any], ...] = desk.make(
        ("corrections", wanted, until), corrections_of, desk.settings, wanted, until,
        stamp=desk.today.meta("state"), what="The corrections by hand are being read",
    )  # fmt: skip
    return found


def _events(asked: Asked, ids: Iterable[str]) -> list[dict[str, Any]]:
    """The events with their clause and the paragraphs that tell them."""
    found = []
    codings: dict[str, Any] = {}
    for id in ids:
        row = asked.index.row("events", id)
        if row is None:
            continue
        report = row["report"]
        if report and report not in codings:
            codings[report] = asked.index.coding(report)
        coding = codings.get(report)
        flat = asked.index.ask("SELECT told FROM events WHERE id = ?", id)
        excerpts = telling.sentences(coding, row) if coding is not None else ()
        found.append({"row": row, "told": flat[0]["told"] or row.get("label") or "", "excerpts": excerpts,
                      "sure": telling.sure(row["confidence"])})  # fmt: skip
    return found


def _told_by(asked: Asked, row: dict[str, Any]) -> list[str]:
    """The reports that tell an incident, in the order of their days."""
    found = sources(asked.index, asked.index.reports_of(row["id"]))
    return sorted(found, key=lambda id: (found[id]["published"] or "~", id))


def _differences(asked: Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    """What the reports differ on: each value once, with those who tell it."""
    found = []
    for each in row["differences"]:
        values: dict[str, dict[str, Any]] = {}
        for value in each["values"]:
            words = telling.value_words(value["value"])
            if value.get("unit"):
                words = (
                    f"{words} {value['unit']} ({value['what']})" if value.get("what") else f"{words} {value['unit']}"
                )
            values.setdefault(words, {"words": words, "tellers": []})["tellers"].append(value)
        found.append({"field": each["field"], "values": list(values.values())})
    return found


def _links(asked: Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    ids = [each["id"] for each in row["links"]]
    if not ids:
        return []
    marks = ", ".join("?" * len(ids[:200]))
    rows = asked.index.ask(f"SELECT * FROM incidents WHERE id IN ({marks})", *ids[:200])
    known = {each["id"]: each for each in rows}
    return [
        {"relation": each["relation"], "id": each["id"], "row": known.get(each["id"])} for each in row["links"][:200]
    ]


def _why_rows(request: Request, table: str, id: str, after: str) -> tuple[Asked, str, tuple[dict[str, Any], ...]]:
    asked = asked_of(request)
    desk = desk_of(request)
    try:
        whole = str(located(request, asked, table, id, after=after)["id"])
    except finding.Elsewhere as error:
        # Of an imported row that the index does not hold, its source is shown all the same.
        if not error.to.split("?")[0].endswith(f"{id}{after}"):
            raise
        whole = id
    found: tuple[dict[str, Any], ...] = desk.make(
        ("why", whole), explained, desk.settings, whole, stamp=desk.today.meta("state"),
        what="The report is being coded again, to show what else the sentence could have been",
    )  # fmt: skip
    if not found:
        raise NotThere(repr(finding.shortly(id)), "there is nothing to explain", f"look at /{table}")
    return asked, whole, found


def _route(table: str) -> None:
    @leading
    def data(request: Request, id: str) -> Response:
        return as_json(_why_rows(request, table, id, "/why.json")[2])

    @leading
    def shown(request: Request, id: str) -> Response:
        asked, whole, found = _why_rows(request, table, id, "/why")
        return page(request, "why.html", title=f"Why {whole} is there", asked=asked, table=table, id=whole, found=found,
                    sure=telling.sure, days=telling.days)  # fmt: skip

    data.__doc__ = f"Why a row of {table} is there, as `comity explain --json` gives it."
    shown.__doc__ = f"Why a row of {table} is there: its sentence, the rule, the alternatives, or where it comes from."
    extra = {"parameters": described()}
    router.get(f"/{table}/{{id}}/why.json", name=f"why {table} data", openapi_extra=extra)(data)
    router.get(f"/{table}/{{id}}/why", name=f"why {table}", openapi_extra=extra)(shown)


for _table in _EXPLAINED:
    _route(_table)
