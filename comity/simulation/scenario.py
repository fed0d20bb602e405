"""A scenario file (TOML) becomes a scenario; what can't be meant is refused."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from comity.errors import UsageError
from comity.model import Intervention, Scenario
from comity.simulation.inputs import input_of

MOST_MONTHS = 60
MOST_PATHS = 100_000
_KEYS = {"title", "dyad", "months", "paths", "seed", "intervention"}
_OF_ONE = {"input", "date", "by", "state", "office", "leader", "successor", "camp", "pledge", "note"}
_MOST_SEED = 2**31 - 1


def scenario_from(text: str, name: str) -> Scenario:
    """Give the scenario that a TOML text holds; `name` is that of its file. Raises `UsageError`."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(name, f"it is no TOML ({error})", "see examples/scenarios/ for one that runs") from error
    return scenario_of(told, name)


def scenario_of(told: Mapping[str, Any], name: str = "scenario") -> Scenario:
    """Give the scenario of a mapping with the keys of a scenario file. Raises `UsageError`."""
    _known(told, _KEYS, name)
    rows = told.get("intervention", ())
    if not isinstance(rows, list | tuple) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise UsageError(name, "it assumes nothing", "add an [[intervention]] with an input and a date")
    dyad = told.get("dyad")
    if not isinstance(dyad, str) or not dyad.strip():
        raise UsageError(name, "it names no dyad", 'add a line such as dyad = "CHL-PER"')
    return Scenario(
        dyad=dyad.strip(),
        title=str(told.get("title") or "what if").strip(),
        interventions=tuple(_intervention(row, at, name) for at, row in enumerate(rows, start=1)),
        months=_whole(told, "months", 24, MOST_MONTHS, name),
        paths=_whole(told, "paths", 10_000, MOST_PATHS, name, least=100),
        seed=_whole(told, "seed", 1, _MOST_SEED, name, least=0),
    )


def _known(told: Mapping[str, Any], keys: set[str], subject: str) -> None:
    for key in told:
        if key not in keys:
            raise UsageError(subject, f"the key {key!r} is not known", f"take of {', '.join(sorted(keys))}")


def _whole(told: Mapping[str, Any], key: str, usual: int, most: int, name: str, *, least: int = 1) -> int:
    value = told.get(key, usual)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UsageError(name, f"{key} = {value!r} can't be used", f"take a whole number from {least} to {most:,}")
    return value


def _intervention(row: Mapping[str, Any], at: int, name: str) -> Intervention:
    subject = f"{name}, intervention {at}"
    _known(row, _OF_ONE, subject)
    if not isinstance(row.get("input"), str):
        raise UsageError(subject, "it names no input", 'add a line such as input = "summit"')
    kind = input_of(row["input"], subject)
    words = {key: _words(row, key, subject) for key in _OF_ONE - {"input", "date"}}
    camp = words.pop("camp")
    if camp not in (None, "same", "new"):
        raise UsageError(subject, f"camp {camp!r} is not known", 'write "same" or "new"')
    for key in ("state", "office", "leader", "successor"):
        if words[key] and kind.source != "leaders":
            raise UsageError(subject, f"{kind.input} has no {key}", 'say who acts with by = "CHL"')
    if words["pledge"] and kind.source != "pledges":
        raise UsageError(subject, f"{kind.input} has no pledge", "take pledge-kept or pledge-broken")
    return Intervention(input=kind.input, date=_day(row.get("date"), subject), camp=camp, **words)  # type: ignore[arg-type]


def _words(row: Mapping[str, Any], key: str, subject: str) -> str | None:
    value = row.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise UsageError(subject, f"{key} = {value!r} is no text", f"write it in quotes, or leave {key} out")
    return value.strip() if value else None


def _day(value: Any, subject: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value or "").strip()).isoformat()
    except ValueError as error:
        raise UsageError(subject, f"date {value!r} is no day", "write it like 2026-03-01") from error


def changed(scenario: Scenario, *, months: int | None = None, seed: int | None = None) -> Scenario:
    """Give a scenario with other months or another seed, where one is named. Raises `UsageError`."""
    import msgspec

    told = {"months": months, "seed": seed}
    named = {key: value for key, value in told.items() if value is not None}
    _whole(named, "months", scenario.months, MOST_MONTHS, "scenario")
    _whole(named, "seed", scenario.seed, _MOST_SEED, "scenario", least=0)
    return msgspec.structs.replace(scenario, **named)
