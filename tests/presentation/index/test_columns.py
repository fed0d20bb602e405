"""Columns in memory hold what the tables hold, however often they were brought up; older ones stay what they were."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.presentation.index.buffers import Buffer, Words
from comity.presentation.index.columns import UNDATED, Columns
from comity.presentation.index.loading import read_columns
from comity.presentation.index.tables import columns_of, opened_to_write

STEPS = [
    [("a", "2024-03-01", "CONSULT", "KEN-UGA"), ("b", "", "AID", ""), ("c", "2024-05-01", "AID", "KEN-UGA\tGHA-TGO")],
    [("d", "2024-04-01", "AID", "GHA-TGO"), ("e", "2024-05-01", "CONSULT", "KEN-UGA"), ("f", "", None, "KEN-UGA")],
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = opened_to_write(tmp_path / "index.sqlite")
    yield connection
    connection.close()


def add(connection: sqlite3.Connection, rows: list[tuple[str, str, str | None, str]]) -> None:
    assert {"id", "start", "type", "dyads"} <= set(columns_of("events"))
    connection.executemany("INSERT INTO events (id, start, type, dyads) VALUES (?, ?, ?, ?)", rows)


def listed(connection: sqlite3.Connection, columns: Columns, **wanted: str) -> list[str]:
    """The ids of the rows that have these values, in the order in which a page shows them."""
    mask = columns.alive.copy()
    for name, value in wanted.items():
        mask &= columns.among(name, (value,))
    numbers = columns.rows(mask)
    ids = dict(connection.execute("SELECT row, id FROM events"))
    return [ids[number] for number in numbers]


def test_what_is_added_later_takes_its_place_by_day(index: sqlite3.Connection) -> None:
    add(index, STEPS[0])
    first = read_columns(index, "events")
    add(index, STEPS[1])
    second = read_columns(index, "events", first)
    assert listed(index, second) == ["e", "c", "d", "a", "f", "b"]
    assert listed(index, second, dyad="KEN-UGA") == ["e", "c", "a", "f"]
    assert listed(index, second, type="AID", dyad="GHA-TGO") == ["c", "d"]
    assert {each.value: each.count for each in second.facet("type", second.alive)} == {"AID": 3, "CONSULT": 2, None: 1}
    # Who looks at what was read before sees what was there then.
    assert listed(index, first) == ["c", "a", "b"]
    assert {each.value: each.count for each in first.facet("dyad", first.alive)} == {"KEN-UGA": 2, "GHA-TGO": 1}


def test_what_was_removed_is_gone(index: sqlite3.Connection) -> None:
    add(index, STEPS[0])
    first = read_columns(index, "events")
    index.execute("DELETE FROM events WHERE id = 'c'")
    index.execute("INSERT INTO gone (tbl, row) VALUES ('events', 3)")
    second = read_columns(index, "events", first)
    assert (first.count, second.count) == (3, 2)
    assert listed(index, second) == ["a", "b"]


def test_reading_that_was_broken_off_leaves_nothing_behind(index: sqlite3.Connection) -> None:
    add(index, STEPS[0])
    first = read_columns(index, "events")
    first.store.take([(9, "2024-01-01", "", "reports", *[None] * 20)])
    add(index, STEPS[1])
    assert listed(index, read_columns(index, "events", first)) == ["e", "c", "d", "a", "f", "b"]


def test_years_and_months_are_counted(index: sqlite3.Connection) -> None:
    add(index, [*STEPS[0], *STEPS[1], ("g", "1968-12-31", "AID", "")])
    columns = read_columns(index, "events")
    assert columns.by_year(columns.alive) == {1968: 1, 2024: 4}
    assert columns.by_month(columns.alive) == {"1968-12": 1, "2024-03": 1, "2024-04": 1, "2024-05": 2}
    assert columns.by_year(columns.start == UNDATED) == {}


@given(st.lists(st.lists(st.integers(0, 70_000), max_size=40), max_size=12))
def test_a_buffer_holds_what_was_added_whatever_its_size(parts: list[list[int]]) -> None:
    buffer, seen = Buffer(np.uint8), list[tuple[np.ndarray, list[int]]]()
    added: list[int] = []
    for part in parts:
        buffer.add(np.array(part, np.int64))
        added += part
        seen.append((buffer.all(), list(added)))
    assert all(shown.tolist() == expected for shown, expected in seen)


def test_codes_take_as_few_bytes_as_they_need() -> None:
    buffer = Buffer(np.uint8)
    for value, kind in ((255, np.uint8), (256, np.uint16), (65_536, np.int32), (1, np.int32)):
        buffer.add(np.array([value]))
        assert buffer.all().dtype == kind


def test_words_are_as_many_as_there_were() -> None:
    held = ["a", "b"]
    words = Words(held)
    held.append("c")
    assert (len(words), list(words), words[1]) == (2, ["a", "b"], "b")


def test_rows_of_few_and_of_many_are_counted_alike(index: sqlite3.Connection) -> None:
    add(index, [(str(n), "2024-01-01", "AID", "KEN-UGA" if n % 50 else "GHA-TGO\tKEN-UGA") for n in range(500)])
    columns = read_columns(index, "events")
    few, many = columns.among("dyad", ("GHA-TGO",)), columns.among("dyad", ("KEN-UGA",))
    assert {each.value: each.count for each in columns.facet("dyad", few)} == {"GHA-TGO": 10, "KEN-UGA": 10}
    assert {each.value: each.count for each in columns.facet("dyad", many)} == {"KEN-UGA": 500, "GHA-TGO": 10}
