"""What the corrections made by hand come to, and codings as they read with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from comity import codebook
from comity.model import Coding, Correction, Event, Span
from comity.record.columns import Row, walk
from comity.record.fitting import field_types

KINDS = ("events", "agreements", "pledges", "statements", "positions", "assessments")


@dataclass(frozen=True)
class Standing:
    """Which ids are withdrawn and by what, and which correction holds for each field of an id."""

    withdrawn: Mapping[str, Correction]
    revised: Mapping[str, Mapping[str, Correction]]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that reads otherwise than it was coded."""
        return frozenset((*self.withdrawn, *self.revised))


def standing(corrections: Iterable[Correction]) -> Standing:
    """What corrections come to, given in the order in which they were made: of one field the later one holds."""
    withdrawn: dict[str, Correction] = {}
    revised: dict[str, dict[str, Correction]] = {}
    for each in corrections:
        if each.action == "withdraw":
            withdrawn[each.target] = each
        elif each.action == "restore":
            withdrawn.pop(each.target, None)
        elif each.action == "revise" and each.field is not None:
            revised.setdefault(each.target, {})[each.field] = each
    return Standing(withdrawn, revised)


def corrected(coding: Coding, now: Standing) -> Coding | None:
    """A coding as it reads with the corrections; null when its report is withdrawn. Ids and order stay."""
    if coding.report.id in now.withdrawn:
        return None
    ids = now.ids
    own = {row.id for kind in KINDS for row in getattr(coding, kind)} & ids
    if not own and coding.report.id not in ids:
        return coding
    marks: dict[str, tuple[str, ...]] = {}
    changes: dict[str, Any] = {}
    text = coding.report.text
    for kind in KINDS:
        kept = [row for row in getattr(coding, kind) if row.id not in now.withdrawn]
        changes[kind] = tuple(_revised(row, now.revised.get(row.id, {}), text, marks) for row in kept)
    changes["report"] = _report(coding, now.revised.get(coding.report.id, {}), marks)
    changes["corrected"] = marks
    return _tied(msgspec.structs.replace(coding, **changes))


def revised(row: Row, changes: Mapping[str, Correction], text: str) -> Row:
    """A row with these corrections of its fields; those whose spans this text does not hold are left out."""
    return _revised(row, changes, text, {})


def spans_hold(value: Any, text: str) -> bool:
    """Tell whether every span inside a value is the text that stands there."""
    spans = (each for each in walk(value) if isinstance(each, Span))
    return all(0 <= each.start <= each.end <= len(text) and text[each.start : each.end] == each.text for each in spans)


def _revised(row: Row, changes: Mapping[str, Correction], text: str, marks: dict[str, tuple[str, ...]]) -> Row:
    if not changes:
        return row
    types = field_types(type(row))
    values: dict[str, Any] = {}
    for name, correction in changes.items():
        value = msgspec.convert(correction.value, types[name])
        # A later version of the report may hold other words at the place that a correction names.
        if spans_hold(value, text):
            values[name] = value
    if not values:
        return row
    held = [changes[name] for name in values]
    marks[row.id] = tuple(dict.fromkeys(each.id for each in sorted(held, key=lambda each: (each.at, each.id))))
    if isinstance(row, Event):
        values |= _following(row, values)
        told = tuple(
            f"{each.field} corrected by hand ({each.id}): {each.why}" for each in held if each.field != "notes"
        )
        values["notes"] = (*values.get("notes", row.notes), *told)
    found: Row = msgspec.structs.replace(row, **values)
    return found


def _following(event: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """Quad class, intensity and CAMEO code of a corrected type or mode, where they are not corrected themselves."""
    if "type" not in values and "mode" not in values:
        return {}
    kind, mode = values.get("type", event.type), values.get("mode", event.mode)
    contexts = values.get("contexts", event.contexts)
    if (kind, mode) not in codebook.modes():
        mode = None  # the mode of the type that it was coded with
    told: dict[str, Any] = {
        "mode": mode,
        "quad": codebook.quad_class(kind),
        "intensity": codebook.intensity(kind, mode),
        "cameo": codebook.to_cameo(kind, mode, contexts),
    }
    return {name: value for name, value in told.items() if name not in values or name == "mode"}


def _report(coding: Coding, changes: Mapping[str, Correction], marks: dict[str, tuple[str, ...]]) -> Any:
    report = coding.report
    if not changes:
        return report
    held = sorted(changes.values(), key=lambda each: (each.at, each.id))
    marks[report.id] = tuple(each.id for each in held)
    told = tuple(f"{each.field} corrected by hand ({each.id}): {each.why}" for each in held)
    values = {name: each.value for name, each in changes.items()}
    return msgspec.structs.replace(report, **values, notes=(*report.notes, *told))


def _tied(coding: Coding) -> Coding:
    """Let agreements and pledges name only what is still told."""
    pledges = {row.id for row in coding.pledges}
    agreements = {row.id for row in coding.agreements}
    return msgspec.structs.replace(
        coding,
        agreements=tuple(
            msgspec.structs.replace(row, pledges=tuple(each for each in row.pledges if each in pledges))
            for row in coding.agreements
        ),
        pledges=tuple(
            row if row.agreement in agreements else msgspec.structs.replace(row, agreement=None)
            for row in coding.pledges
        ),
    )
