"""Kept reports coded again by another version of a coder: which, and what their rows then tell otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from comity.model import (
    Agreement,
    Assessment,
    ChangeCount,
    Coding,
    Event,
    FieldChange,
    Pledge,
    Position,
    RecodeSummary,
    RowChange,
    Statement,
)
from comity.record import views
from comity.record.coders import family
from comity.record.columns import Row
from comity.record.failures import fetching
from comity.record.log import Record
from comity.record.store import Stored, heads
from comity.record.versions import current

# What ties a row to others of its coding: ids, which differ wherever the rows do.
_TIES = frozenset({"id", "pledges", "agreement"})
_EXAMPLES = 3


def to_code_again(record: Record, *, coder: str, of: str | None = None, everything: bool = False) -> list[Stored]:
    """The standing texts whose newest coding is by another version of `coder` (its name), in the log's order.

    `of` keeps those that this version coded, `everything` adds those that `coder` itself has coded.
    """
    with fetching(record.path):
        own = [each for each in heads(record.path) if family(each.coder) == family(coder)]
        stand = current(own, lambda some: (coding.report for _, coding in views.decoded(record.path, some))).heads
    return [each for each in stand if (everything or each.coder != coder) and (of is None or each.coder == of)]


def kept_codings(record: Record, wanted: Iterable[Stored]) -> Iterator[Coding]:
    """The codings of these heads as they were stored, without corrections by hand."""
    return (coding for _, coding in views.decoded(record.path, list(wanted)))


def row_changes(old: Coding, new: Coding) -> Iterator[RowChange]:
    """Where two codings of one text differ, row by row; see `compared`."""
    return (change for _, _, change in compared(old, new) if change is not None)


def compared(old: Coding, new: Coding) -> Iterator[tuple[str, str, RowChange | None]]:
    """Table and type of each row of either coding, with what differs (null: nothing).

    Rows are one when they have one id, else when they rest on the same first span and nothing else does better: those
    of the same type first.
    """
    for table in ("events", "agreements", "pledges", "statements", "positions", "assessments"):
        for before, after in _pairs(getattr(old, table), getattr(new, table)):
            row = before or after
            assert row is not None
            fields = _fields(before, after) if before and after else ()
            kind = "only old" if after is None else "only new" if before is None else "changed"
            if before is not None and after is not None and not fields:
                yield table, type_of(row), None
                continue
            sentence = row.evidence[0].text if row.evidence else ""
            change: Any = (old.report.id, table, kind, type_of(row), row.id, old.coder, new.coder, sentence, fields)
            yield table, type_of(row), RowChange(*change)


class Tally:
    """What recoding has changed so far; `add` takes the codings of one text by turns."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._examples: dict[tuple[str, str, str], list[RowChange]] = {}
        self.reports = self.same = 0

    def add(self, old: Coding, new: Coding) -> tuple[RowChange, ...]:
        """Count what differs between two codings of a text, and give it."""
        found = []
        for table, type_, change in compared(old, new):
            key = (table, type_, change.change if change else "same")
            self._counts[key] += 1
            if change is not None:
                found.append(change)
                few = self._examples.setdefault(key, [])
                if len(few) < _EXAMPLES:
                    few.append(change)
        self.reports += 1
        self.same += not found
        return tuple(found)

    def summary(self, **about: Any) -> RecodeSummary:
        """What was counted, with a few examples of each change."""
        kinds = sorted({key[:2] for key in self._counts})
        words = ("same", "changed", "only old", "only new")
        changes = tuple(ChangeCount(*kind, *(self._counts[(*kind, word)] for word in words)) for kind in kinds)
        examples = tuple(each for key in sorted(self._examples) for each in self._examples[key])
        return RecodeSummary(reports=self.reports, same=self.same, changes=changes, examples=examples, **about)


def type_of(row: Row) -> str:
    """What a row is of its kind: an event's PLOVER type, an agreement's form, a pledge's kind, a stance."""
    match row:
        case Event():
            return row.type
        case Agreement():
            return row.form
        case Pledge() | Assessment():
            return row.kind
        case Statement():
            return "direct" if row.direct else "reported"
        case Position():
            return row.stance


def _pairs(old: Iterable[Any], new: Iterable[Any]) -> Iterator[tuple[Any | None, Any | None]]:
    before, after = list(old), list(new)
    ways: tuple[Any, ...] = (
        lambda row: row.id,
        lambda row: (row.evidence[:1], type_of(row)) if row.evidence else None,
        lambda row: row.evidence[:1] or None,
    )
    for way in ways:
        for row in list(before):
            key = way(row)
            twin = None if key is None else next((other for other in after if way(other) == key), None)
            if twin is not None:
                before.remove(row)
                after.remove(twin)
                yield row, twin
    yield from ((row, None) for row in before)
    yield from ((None, row) for row in after)


def _fields(before: Any, after: Any) -> tuple[FieldChange, ...]:
    names = [name for name in before.__struct_fields__ if name not in _TIES]
    found = [(name, getattr(before, name), getattr(after, name)) for name in names]
    plain = msgspec.to_builtins
    return tuple(FieldChange(name, plain(old), plain(new)) for name, old, new in found if old != new)
