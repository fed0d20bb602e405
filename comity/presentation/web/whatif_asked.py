"""A scenario as an address tells it: its fields, what is wrong with each, and the same as a scenario file."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, cast

from comity.errors import UsageError
from comity.model import Conditional, Scenario
from comity.presentation.filters import day, dyad_code, one_of
from comity.presentation.web.addresses import LONGEST_VALUE, By, address
from comity.presentation.wording import listing
from comity.simulation import input_of, scenario_of

MOST = 4
# Fields of one intervention; in an address each carries its number: input1, date1 ...
FIELDS = {
    "input": "what happens, by its name in the table of inputs",
    "date": "the day or month in which it happens",
    "by": "the state that acts; either of the two by default",
    "state": "for a change of leader: whose leader",
    "camp": "for a change of leader: same or new",
    "successor": "for a change of leader: who follows",
    "pledge": "for a pledge kept or broken: the id of the pledge",
    "note": "words of your own, shown beside it",
}
PARAMETERS = {
    "dyad": "the two states, such as CHL-PER",
    "title": "what the scenario is called",
    "months": "how many months to simulate, 1 to 60",
    "seed": "the seed of chance: the same seed gives the same numbers",
    "coder": "only this coder's acts; all by default",
    "as_of": "the record as it stood on this day",
    "by": "as of reading (read) or of publication (published)",
    "rows": "what the data hold: months or precedents",
    "embed": "1 leaves out the frame around the view",
} | {f"{name}{at}": f"{told} ({at} of {MOST})" for at in range(1, MOST + 1) for name, told in FIELDS.items()}
Made = TypeVar("Made")
_SAFE_DAY = "2000-01-01"
_MONTH = re.compile(r"^\d{4}(-\d{2})?$")


@dataclass(frozen=True)
class Asked:
    """A scenario as asked: `values` by field as they were written, `errors` by field in a sentence each.

    `scenario` is null where nothing was asked yet, or where something is wrong.
    """

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    scenario: Scenario | None = None
    as_of: str | None = None
    by: By = "read"

    @property
    def shown(self) -> int:
        """How many interventions the form shows: those that are told and an empty one."""
        told = [at for at in range(1, MOST + 1) if any(f"{name}{at}" in self.values for name in FIELDS)]
        return min(max(told, default=0) + 1, MOST)

    def address(self, form: str | None = None, **changed: str) -> str:
        """The address of this scenario, as a page or as data."""
        return address(f"/whatif{f'.{form}' if form else ''}", {**self.values, **changed})


def asked_of(given: Mapping[str, str]) -> Asked:
    """Read a scenario from the parameters of an address; what can't be meant is told by field."""
    told = {name: value.strip() for name, value in given.items() if value.strip()}
    errors: dict[str, str] = {}
    for name, value in told.items():
        one_of(name, PARAMETERS, "parameter")
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"the parameter {name}", f"is longer than {LONGEST_VALUE} letters", "write less")
    values = {name: told[name] for name in PARAMETERS if name in told}
    rows = [_row(values, at) for at in range(1, MOST + 1)]
    head = _head(values, errors)
    for at, row in enumerate(rows, start=1):
        _check(row, at, errors)
    as_of = _tried(lambda: day(values["as_of"], last=True), "as_of", errors) if "as_of" in values else None
    by = _tried(lambda: one_of(values.get("by", "read"), ("read", "published"), "by"), "by", errors) or "read"
    kept = [row for row in rows if row]
    scenario = None
    if kept and not errors:
        if "dyad" not in head:
            errors["dyad"] = "Name the two states, such as CHL-PER."
        else:
            names = listing([input_of(row["input"], "scenario").name for row in kept], most=MOST)
            scenario = scenario_of({"title": names[0].upper() + names[1:], **head, "intervention": kept})
    return Asked(values, errors, scenario, as_of, cast(By, by))


def refused(asked: Asked, error: UsageError) -> Asked:
    """Give what was asked with an error of the run beside the field that it is about; "" stands for the whole."""
    place = ""
    for at in range(1, MOST + 1):
        row = _row(asked.values, at)
        if row and error.subject == f"{row.get('input')} on {row.get('date')}":
            place = f"{_field(error)}{at}"
            break
    if not place and error.subject.startswith(("what-if of", "dyad")):
        place = "dyad"
    words = f"{error.problem[0].upper()}{error.problem[1:]}; {error.step}."
    return Asked(asked.values, {place: words if place else str(error)}, None, asked.as_of, asked.by)


def asked_of_conditional(conditional: Conditional) -> str:
    """Give the address of what a report's conditional runs as."""
    told = tomllib.loads(conditional.scenario)
    values: dict[str, str] = {
        name: str(told[name])[:LONGEST_VALUE] for name in ("dyad", "title", "months", "seed") if name in told
    }
    for at, row in enumerate(told.get("intervention", ())[:MOST], start=1):
        values |= {f"{name}{at}": str(row[name])[:LONGEST_VALUE] for name in FIELDS if name in row}
    return address("/whatif", values)


def toml_of(scenario: Scenario) -> str:
    """Give a scenario as the text of a scenario file, which `comity whatif FILE` runs."""
    lines = [f"title = {_text(scenario.title)}", f"dyad = {_text(scenario.dyad)}", f"months = {scenario.months}",
             f"seed = {scenario.seed}"]  # fmt: skip
    for each in scenario.interventions:
        lines += ["", "[[intervention]]", f"input = {_text(each.input)}", f"date = {each.date}"]
        for name in ("by", "state", "office", "leader", "successor", "camp", "pledge", "note"):
            value = getattr(each, name)
            if value:
                lines.append(f"{name} = {_text(value)}")
    return "\n".join((*lines, ""))


def _head(values: Mapping[str, str], errors: dict[str, str]) -> dict[str, Any]:
    head: dict[str, Any] = {"title": values["title"]} if "title" in values else {}
    if "dyad" in values:
        pair = _tried(lambda: dyad_code(values["dyad"]), "dyad", errors)
        if pair is not None and ">" in pair:
            errors["dyad"] = f"A what-if is of both: write {'-'.join(sorted(pair.split('>')))}."
        head |= {"dyad": pair} if pair else {}
    for name in ("months", "seed"):
        if name in values:
            number = int(values[name]) if values[name].isascii() and values[name].isdigit() else -1
            probe = {"dyad": "-", "intervention": [{"input": "other", "date": _SAFE_DAY}], name: number}
            if _tried(partial(scenario_of, probe), name, errors) is not None:
                head[name] = number
    return head


def _row(values: Mapping[str, str], at: int) -> dict[str, str]:
    """One intervention; a month stands for its first day."""
    row = {name: values[f"{name}{at}"] for name in FIELDS if f"{name}{at}" in values}
    if _MONTH.match(row.get("date", "")):
        try:
            row["date"] = day(row["date"], last=False)
        except UsageError:
            return row
    return {**row, "by": row["by"].upper()} if "by" in row else row


def _check(row: Mapping[str, str], at: int, errors: dict[str, str]) -> None:
    """Hold each field by itself against what a scenario can say, so that its error stands beside it."""
    if not row:
        return
    if "input" not in row:
        errors[f"input{at}"] = "Choose what happens."
        return
    if "date" not in row:
        errors[f"date{at}"] = "Name the day or month in which it happens."
    sure = {"input": row["input"], "date": _SAFE_DAY}
    if _tried(lambda: _alone(sure), f"input{at}", errors) is not None:
        for name in row:
            _tried(partial(_alone, sure | {name: row[name]}), f"{name}{at}", errors)


def _alone(row: Mapping[str, str]) -> Scenario:
    return scenario_of({"dyad": "-", "intervention": [row]})


def _tried(made: Callable[[], Made], name: str, errors: dict[str, str]) -> Made | None:
    """Give what is made, or keep the error under the field's name."""
    try:
        return made()
    except UsageError as error:
        errors[name] = f"{error.problem[0].upper()}{error.problem[1:]}; {error.step}."
        return None


def _field(error: UsageError) -> str:
    """The field of an intervention that an error of the run is about, by the words with which it begins."""
    for start, name in (
        ("it lies", "date"), ("by =", "by"), ("pledge", "pledge"), ("office", "state"), ("names no state", "state"),
        ("leader", "successor"), ("two leaders", "successor"),
    ):  # fmt: skip
        if error.problem.startswith(start):
            return name
    return "state" if "no side of" in error.problem else "successor" if "can't follow" in error.problem else "input"


def _text(value: str) -> str:
    """A basic string of TOML."""
    shown = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in shown) + '"'
