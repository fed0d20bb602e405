"""The log of corrections made by hand: who changed what, when and why. Nothing in it is changed or deleted."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, get_args

import msgspec

from comity.errors import UsageError
from comity.model import Action, Assessment, Coding, Correction, Event, Outcome, Pledge, PledgeStatus, Report
from comity.record.columns import Row, last_moment, moment
from comity.record.fitting import field_named, fitted
from comity.record.places import Place
from comity.record.standing import Standing
from comity.record.tables import Overtaken, Table, texts

TABLE = "corrections"
COLUMNS = ("id", "at", "who", "why", "action", "target", "field", "value")
INCIDENT = "i-"
# Another process may come first while one waits for the lock; more than this is a clock that is wrong.
WAIT = timedelta(minutes=1)

# Gives the coding that an id belongs to, with the row or report of this id; `UsageError` when there is none.
Find = Callable[[str], tuple[Coding, Row | Report]]


def held(folder: Place, *, as_of: str | None = None) -> tuple[Correction, ...]:
    """The corrections made up to a day or moment (all by default), in the order in which they were made."""
    last = None if as_of is None else last_moment(as_of)
    found = [_correction(row) for row in table(folder).everything() if last is None or row["at"] <= last]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def add(folder: Place, correction: Correction, *, before: Sequence[Correction]) -> None:
    """Commit a correction that was judged beside all those `before` it; raises `Overtaken` when there are others."""
    opened = table(folder).laid()
    if sum(1 for _ in opened.scan(["id"])) != len(before):
        raise Overtaken
    row = {name: getattr(correction, name) for name in COLUMNS}
    row["value"] = msgspec.json.encode(correction.value).decode()
    opened.table.make_sure_of_room(len(row["value"]))
    opened.append(opened.table.rows([row]))


def judged(given: Correction, *, find: Find, now: Standing, before: tuple[Correction, ...]) -> Correction:
    """The correction with whole ids and its value as JSON; raises `UsageError` when it can't be made.

    `find` looks ids up; `now` is what the corrections `before` come to.
    """
    if given.action not in get_args(Action):
        raise UsageError(f"action {given.action!r}", "is not known", f"take one of {', '.join(get_args(Action))}")
    for name, word in (("why", given.why), ("who", given.who)):
        if not word.strip():
            told = "say why" if name == "why" else "say who corrects"
            raise UsageError(f"--{name}", "is empty", f"{told}: the record keeps it with the correction")
    at = _after(moment(given.at), before)
    target, field, value = _parts(given, find, now)
    changes = {"at": at, "who": given.who.strip(), "why": given.why.strip()}
    made = msgspec.structs.replace(given, target=target, field=field, value=value, **changes)
    return msgspec.structs.replace(made, id=given.id or _id(made))


def _after(at: str, before: tuple[Correction, ...]) -> str:
    """A moment after the last correction: their order decides which holds, and what a day knew must not change."""
    if not before or at > before[-1].at:
        return at
    last = datetime.fromisoformat(before[-1].at)
    if last - datetime.fromisoformat(at) > WAIT:
        problem = f"is not after the last correction ({before[-1].at})"
        raise UsageError(f"the time {at}", problem, "set the clock of this machine right and try again")
    return moment((last + timedelta(microseconds=1)).isoformat())


def _parts(given: Correction, find: Find, now: Standing) -> tuple[str, str | None, Any]:
    """Target, field and value of a correction, checked."""
    if given.action in ("join", "part"):
        return given.target, None, _of_incident(given, find, now)
    coding, thing = find(given.target)
    if given.action == "restore":
        if thing.id not in now.withdrawn:
            raise UsageError(thing.id, "it is not withdrawn", "`comity corrections --type withdraw` lists what is")
        return thing.id, None, None
    _told(coding, thing, now)
    if given.action == "withdraw":
        return thing.id, None, None
    if given.action == "revise":
        name = field_named(thing, given.field)
        return thing.id, name, fitted(thing, name, given.value, text=coding.report.text)
    if not isinstance(thing, Pledge | Assessment):
        problem = f"it is no pledge or assessment, and only these are {_done(given.action)}"
        raise UsageError(thing.id, problem, "list them with `comity pledges` or `comity assessments`")
    if given.action == "settle":
        valid = get_args(PledgeStatus if isinstance(thing, Pledge) else Outcome)
        if given.value not in valid:
            raise UsageError(f"status {given.value!r}", "is not known", f"take one of {', '.join(valid)}")
        return thing.id, None, given.value
    return thing.id, None, _event(given.value, find, now)


def _of_incident(given: Correction, find: Find, now: Standing) -> str:
    if not given.target.startswith(INCIDENT):
        raise UsageError(given.target, "it is no incident", "list them with `comity incidents`")
    if given.action == "part":
        return _event(given.value, find, now)
    other = str(given.value or "")
    if not other.startswith(INCIDENT):
        raise UsageError(other or "the other incident", "it is no incident", "list them with `comity incidents`")
    if other == given.target:
        raise UsageError(other, "it is one incident with itself already", "name two incidents")
    return other


def _event(id: Any, find: Find, now: Standing) -> str:
    coding, row = find(str(id or ""))
    if not isinstance(row, Event):
        raise UsageError(row.id, "it is no event", "list them with `comity events`")
    _told(coding, row, now)
    return row.id


def _told(coding: Coding, thing: Row | Report, now: Standing) -> None:
    """Raise `UsageError` for what is withdrawn, by itself or with its report."""
    for id, what in ((thing.id, "it is"), (coding.report.id, f"its report {coding.report.id} is")):
        if id in now.withdrawn:
            by = now.withdrawn[id]
            step = f"bring it back first: comity correct restore {id} --why TEXT"
            raise UsageError(thing.id, f"{what} withdrawn already ({by.id}, {by.at[:10]}, by {by.who})", step)


def _done(action: str) -> str:
    return {"match": "matched", "unmatch": "unmatched"}.get(action, "settled")


def _id(made: Correction) -> str:
    parts = msgspec.json.encode([getattr(made, name) for name in COLUMNS[1:]])
    return f"c-{hashlib.sha256(parts).hexdigest()[:16]}"


def table(folder: Place) -> Table:
    """The table of corrections in a record's folder."""
    return texts(folder, TABLE, COLUMNS)


def _correction(row: Mapping[str, Any]) -> Correction:
    return msgspec.convert({**row, "value": msgspec.json.decode(row["value"] or "null")}, Correction)
