"""`/health` and `/metrics`: whether the desk is well, how far its index is, and what a monitor counts."""

import time
from typing import Any

from fastapi import APIRouter, Request, Response

import comity
from comity.errors import ComityError
from comity.presentation.index import TABLES, Index
from comity.presentation.web import crafts_about
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.desk import Desk
from comity.presentation.web.problems import Preparing

router = APIRouter()
# The log is asked again after so many seconds; a monitor that asks each second must not keep the workshop busy.
EVERY = 10
NOW = {"cache-control": "no-store"}
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/health", summary="Whether the desk is well: the record's size, the index's lag, the follower.")
@router.get("/health.json", summary="Whether the desk is well, as json; status 503 when it is not.")
def health(request: Request) -> Response:
    """The state of the desk; status 503 when something that should run does not."""
    told = _told(desk_of(request))
    status = 200 if told["ok"] else 503
    if request.url.path.endswith(".json"):
        found = as_json(told, status=status)
    else:
        found = page(request, "health.html", title="Health", status=status, told=told)
    found.headers.update(NOW)
    return found


@router.get("/metrics", summary="What a monitor counts, in Prometheus's text format.")
def metrics(request: Request) -> Response:
    """Gauges of the desk, its record and its index."""
    desk = desk_of(request)
    told = _told(desk)
    text = _exposition(told) + (_asked(desk, "metrics", crafts_about.record_metrics)[0] or "")
    return Response(text, media_type=EXPOSITION, headers=NOW)


def _told(desk: Desk) -> dict[str, Any]:
    index, problem = _index(desk)
    log, why = _asked(desk, "log", crafts_about.log_state)
    follower, no_follower = _asked(desk, "follower", crafts_about.follower)
    sequence = None if index is None else int(index.meta("sequence") or -1)
    behind = None if log is None or sequence is None else max(0, int(log["sequence"]) - sequence)
    keeper = desk.keeper_alive
    problems = [each for each in (
        problem,
        None if keeper is not False else "what keeps the index up has ended and is being started again",
    ) if each]  # fmt: skip
    return {
        "ok": not problems,
        "problems": problems,
        "version": comity.__version__,
        "edit": desk.edit,
        "record": {
            "reports": None if index is None else index.columns("reports").count,
            "rows": None if index is None else {table: index.columns(table).count for table in TABLES},
            "codings": None if log is None else log["codings"],
            "last_read": None if log is None else log["last_read"],
            "reason": why,
        },
        "index": {
            "version": None if index is None else index.version,
            "sequence": sequence,
            "log_sequence": None if log is None else log["sequence"],
            "behind": behind,
            "ledger_behind": None if index is None else index.meta("derived") != index.meta("state"),
            "progress": desk.progress() or None,
        },
        "keeper": {True: "alive", False: "ended", None: "none: the index was made once, at the start"}[keeper],
        "workshop": "working" if desk.workshop.busy else "idle",
        "follower": follower,
        "follower_reason": no_follower or (None if follower else "nobody has followed into this record"),
    }


def _index(desk: Desk) -> tuple[Index | None, str | None]:
    try:
        return desk.today, None
    except Preparing as error:
        return None, f"{error.what}{f': {error.done}' if error.done else ''}"


def _asked(desk: Desk, key: str, craft: Any) -> tuple[Any, str | None]:
    """What the workshop tells, or why it doesn't; the value of a few seconds ago serves."""
    try:
        stamp = int(time.monotonic() / EVERY)
        return desk.make(
            ("health", key), craft, desk.settings.record, what="The log is being asked", stamp=stamp, wait=0.3
        ), None
    except Preparing as error:
        return None, f"{error.what}; look again in a moment"
    except ComityError as error:
        return None, str(error)


def _exposition(told: dict[str, Any]) -> str:
    record, index = told["record"], told["index"]
    lines: list[str] = []

    def gauge(name: str, about: str, samples: dict[str, float | int | None]) -> None:
        known = [f"comity_desk_{name}{labels} {value}" for labels, value in samples.items() if value is not None]
        if known:
            lines.extend((f"# HELP comity_desk_{name} {about}", f"# TYPE comity_desk_{name} gauge", *known))

    gauge("up", "1 where all that should run does.", {"": int(told["ok"])})
    gauge("rows", "Rows of each table.", {f'{{table="{name}"}}': each for name, each in (record["rows"] or {}).items()})
    gauge("codings", "Codings in the log.", {"": record["codings"]})
    gauge("index_version", "Changes of the index since it was laid.", {"": index["version"]})
    gauge("index_behind", "Codings of the log that the index does not hold yet.", {"": index["behind"]})
    ledger = index["ledger_behind"]
    gauge(
        "ledger_behind",
        "1 while pledges and actors are behind the reports.",
        {"": None if ledger is None else int(ledger)},
    )
    gauge("keeper_alive", "1 while the process that keeps the index up runs.", {"": int(told["keeper"] == "alive")})
    gauge("workshop_busy", "1 while something is being made.", {"": int(told["workshop"] == "working")})
    return "".join(f"{line}\n" for line in lines)
