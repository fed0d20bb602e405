"""`/health` and `/metrics`: whether the desk is well, how far its index is, and what a monitor counts."""

import time
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response

import comity
from comity.errors import ComityError
from comity.presentation.index import TABLES, Index
from comity.presentation.metrics import CONTENT_TYPE, Labels, Metric, exposition, gauge, process_metrics
from comity.presentation.web import crafts_about
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.desk import Desk
from comity.presentation.web.problems import Preparing
from comity.presentation.web.templating import count
from comity.presentation.wording import listing

router = APIRouter()
# The log is asked again after so many seconds; a monitor that asks each second must not keep the workshop busy.
EVERY = 10
NOW = {"cache-control": "no-store"}


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
    """Metrics of the desk and its index, of its process, of the record, its runs and its follower."""
    desk = desk_of(request)
    text, why = _asked(desk, "metrics", crafts_about.record_metrics)
    help = "1 where the metrics of the record and its follower follow, 0 where its log could not be asked."
    own = (*_metrics(_told(desk)), gauge("comity_desk_record_asked", help, int(why is None)), *process_metrics())
    return Response(exposition(own) + (text or ""), media_type=CONTENT_TYPE, headers=NOW)


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
        "warnings": _warnings(follower),
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


def _warnings(follower: dict[str, Any] | None) -> list[str]:
    """What is not well with the follower; the desk itself may be."""
    if follower is None:
        return []
    found = []
    if follower["state"] == "lost":
        found.append(f"the follower ended without saying so, after {follower['written']}; start it again")
    if follower["state"] == "running" and follower["overdue"]:
        found.append(f"{count(follower['overdue'], 'source')} should have been polled by now")
    failing = [feed["name"] for feed in follower["feeds"] if feed["failures"]]
    if failing:
        found.append(f"{count(len(failing), 'source')} failed when last polled: {listing(failing, most=5)}")
    return found


def _metrics(told: dict[str, Any]) -> Iterator[Metric]:
    record, index = told["record"], told["index"]

    def known(name: str, help: str, value: float | None) -> Iterator[Metric]:
        if value is not None:
            yield gauge(f"comity_desk_{name}", help, value)

    rows: dict[Labels, float] = {(("table", name),): each for name, each in (record["rows"] or {}).items()}
    yield from known("up", "1 where all that should run does.", int(told["ok"]))
    yield gauge("comity_desk_rows", "Rows of each table.", rows)
    yield from known("codings", "Codings in the log.", record["codings"])
    yield from known("index_version", "Changes of the index since it was laid.", index["version"])
    yield from known("index_behind", "Codings of the log that the index does not hold yet.", index["behind"])
    yield from known("ledger_behind", "1 while pledges and actors are behind the reports.", index["ledger_behind"])
    help = "1 while the process that keeps the index up runs."
    yield from known("keeper_alive", help, int(told["keeper"] == "alive"))
    yield from known("workshop_busy", "1 while something is being made.", int(told["workshop"] == "working"))
