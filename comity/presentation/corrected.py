"""The table of corrections by hand, and one of them in a line."""

import json
from collections.abc import Iterable
from typing import get_args

import msgspec

from comity.errors import UsageError
from comity.model import Action, Correction, Date
from comity.presentation.filters import day, one_of
from comity.presentation.views import View

FILTERS = ("type", "id", "who", "since", "until")


def corrections_view(corrections: Iterable[Correction], **words: str | None) -> View:
    """Give the corrections that pass the filters, in the order in which they were made.

    `type` is the action; `id` the beginning of the id of what was corrected, of the value or of the correction;
    `who` part of a name; `since` and `until` are days, months or years, both inclusive. Raises `UsageError`.
    """
    for word in words:
        one_of(word, FILTERS, "filter")
    asked = {name: words.get(name) for name in FILTERS}
    kind = None if asked["type"] is None else one_of(asked["type"], get_args(Action), "type")
    since = None if asked["since"] is None else day(asked["since"], last=False)
    until = None if asked["until"] is None else day(asked["until"], last=True)
    held = tuple(corrections)
    found = [
        each
        for each in held
        if (kind is None or each.action == kind)
        and (asked["id"] is None or _about(each, asked["id"]))
        and (asked["who"] is None or asked["who"].casefold() in each.who.casefold())
        and (since is None or each.at[:10] >= since)
        and (until is None or each.at[:10] <= until)
    ]
    if asked["id"] is not None and not any(_about(each, asked["id"]) for each in held):
        raise UsageError(asked["id"], "no correction names this id", "list them with `comity corrections`")
    return View("corrections", tuple(msgspec.to_builtins(each) for each in found))


def told(correction: Correction) -> str:
    """Give a correction as a line: what was done, by whom, when and why."""
    value = shown(correction.value)
    what = {
        "revise": f"{correction.field} set to {value}",
        "withdraw": f"{correction.target} withdrawn",
        "restore": f"{correction.target} restored",
        "join": f"{correction.target} and {value} joined",
        "part": f"{value} parted from {correction.target}",
        "match": f"{correction.target} matched with {value}",
        "unmatch": f"{correction.target} no longer matched with {value}",
        "settle": f"{correction.target} settled as {value}",
    }[correction.action]
    return f"{what} by {correction.who} on {correction.at[:10]}: {correction.why} ({correction.id})"


def shown(value: object) -> str:
    """Give a corrected value in a few words: a date as its days, the rest as it would be written."""
    if isinstance(value, dict) and set(value) == set(Date.__struct_fields__):
        return str(value["start"]) if value["start"] == value["end"] else f"{value['start']}..{value['end']}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _about(correction: Correction, id: str) -> bool:
    ids = (correction.target, correction.value, correction.id)
    return any(isinstance(each, str) and each.startswith(id) for each in ids)
