"""Incidents placed in parts, block by block, are row by row those that one placing of the whole log gives."""

import random
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from generated import codings
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.ledger import disagreements, keep, keeping, place_anew, placements
from comity.ledger.numbering import numbering
from comity.ledger.parting import drafts, parted
from comity.ledger.placements import Edition
from comity.ledger.placing import Placement, Placer, told_of
from comity.model import Coding
from comity.record import Record, open_record, text_hash
from tests.record.factory import coding, event

from .test_placing_kept import LATE, versions

READ = "2024-03-05T08:00:00.000000Z"


class Here:
    """An engine that runs each call at once, in this process."""

    def __init__(self, parts: int) -> None:
        self.parts = parts

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        return function(*given)

    def result(self, handle: Any) -> Any:
        return handle


def log_of(record: Record) -> list[Placement]:
    with placements.table(record.path).opened().asked() as query:
        return placements.placements(query, placements.editions(query)[-1].number)


def whole(log: list[Coding]) -> list[Placement]:
    """What one placer gives for a log in one go."""
    placer = Placer()
    return [
        placed
        for number, each in enumerate(log)
        for placed in placer.place(told_of(each, sequence=number, text_hash=text_hash(each.report.text), read_at=READ))
    ]


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10**6), parts=st.integers(1, 7), window=st.integers(3, 60),
    cuts=st.lists(st.integers(1, 39), max_size=3),
)  # fmt: skip
def test_any_parts_windows_and_runs_give_the_table_that_one_run_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, parts: int, window: int, cuts: list[int]
) -> None:
    log = versions(random.Random(seed), 40)
    record = open_record(tmp_path_factory.mktemp("record"), create=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "WINDOW", window)
        for first, last in pairwise([0, *sorted(set(cuts)), len(log)]):
            record.append(log[first:last], read_at=READ, run="test")
            # Runs with and without an engine may follow each other in one record.
            keep(record, engine=Here(parts) if first % 3 else None)
    assert log_of(record) == whole(log)
    assert place_anew(record, at=LATE, engine=Here(parts)) == 0
    assert list(disagreements(record)) == []


@pytest.mark.parametrize("busy", [0.0, 0.6], ids=["even", "one busy dyad"])
def test_a_generated_decade_is_placed_the_same(busy: float, tmp_path: Path) -> None:
    log = list(codings(4000, busy=busy))
    told = [
        told_of(each, sequence=number, text_hash=text_hash(each.report.text), read_at=READ)
        for number, each in enumerate(log)
    ]
    parts: list[list[Any]] = [[] for _ in range(5)]
    for each in told:
        for number, part in parted(each, 5):
            parts[number].append(part)
    found = [drafts(tmp_path, Edition(), False, msgspec.msgpack.encode(part)) for part in parts]
    tables = [[pa.ipc.open_stream(each).read_all() for each in (heads, rows)] for heads, _, rows in found]
    rows = []
    with numbering(tmp_path, [heads for heads, _ in tables], first=0) as numbers:
        numbers.name(taken=(), kept=())
        numbers.settle()
        for part, (_, own) in enumerate(tables):
            named = numbers.of_part(part)
            rows += zip(*(table[name].to_pylist() for table, name in (
                (named, "number"), (named, "incident"), (own, "event_id")
            )), strict=True)  # fmt: skip
    assert sorted(rows) == [(each.number, each.incident, each.event.id) for each in whole(log)]


def test_a_rebuild_in_parts_changes_what_a_rebuild_on_one_machine_would(tmp_path: Any) -> None:
    log = versions(random.Random(3), 30)
    tables = []
    for name, engine in (("alone", None), ("parts", Here(4))):
        record = open_record(tmp_path / name, create=True)
        # What was placed before by stricter rules.
        record.append(log, read_at=READ, run="test")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["comity.ledger.likeness"], "SAME", 1.01)
            keep(record)
        changed = place_anew(record, at=LATE, engine=engine)
        assert changed > 0
        assert list(disagreements(record)) == []
        tables.append((changed, log_of(record)))
    assert tables[0] == tables[1]


def test_an_id_that_was_placed_before_is_not_given_to_another_incident(tmp_path: Any) -> None:
    record = open_record(tmp_path / "record", create=True)
    first = coding("r1", events=(event("r1:1"),))
    record.append([first], read_at=READ, run="test")
    keep(record)
    # Read again, the same id tells an act of other parties: another block, and so another part.
    refs = tuple(msgspec.structs.replace(ref, country="BOL") for ref in event("x").actors)
    again = coding(
        msgspec.structs.replace(first.report, text="r1, in other words"),
        events=(event("r1:1", actors=refs[:1], recipients=event("x").actors[1:]),),
    )
    record.append([again], read_at=READ, run="test")
    keep(record, engine=Here(6))
    assert log_of(record) == whole([first, again])
