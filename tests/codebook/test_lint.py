"""The linter finds what it promises to find: each test spoils one cell of the real tables."""

import copy
from typing import Any

import pytest

from comity.codebook import lint as linter

WHOLE = linter._tables()


def spoiled(table: str, number: int, monkeypatch: pytest.MonkeyPatch, **cells: str) -> tuple[str, ...]:
    """What the linter says once some cells of a row are changed."""
    tables: dict[str, Any] = {**WHOLE, table: copy.deepcopy(WHOLE[table])}
    tables[table][number] |= cells
    monkeypatch.setattr(linter, "_tables", lambda: tables)
    return linter.lint()


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("states", {"latitude": "north"}, "latitude is no number"),
        ("states", {"from": "1 May 1990"}, "from is no date"),
        ("states", {"code": "AFG"}, "states: AFG is there 2 times"),
        ("states", {"name": ""}, "name is empty"),
        ("states", {"kind": "empire"}, "kind is 'empire', not one of"),
        ("states", {"names": "Aruba|"}, "names has an empty part"),
        ("states", {"demonyms": "Peruvian"}, "'peruvian' stands for ABW and PER"),
        ("states", {"population": "1"}, "the column population is not in the dictionary"),
        ("leaders", {"country": "ZZZ"}, "country names 'ZZZ', which is not known"),
        ("leaders", {"from": "2020-01-02", "to": "2020-01-01"}, "before it begins"),
        ("frames", {"object": "$nothing"}, "names the class $nothing, which has no members"),
        ("frames", {"type": "CONSULT", "mode": "arrest"}, "has the mode arrest, which CONSULT does not have"),
        ("frames", {"strength": "1.5"}, "outside 0 to 1"),
        ("issues", {"parent": "nowhere"}, "parent names 'nowhere'"),
        ("cameo", {"root": "99"}, "has the root 99"),
        ("dictionary", {"kind": "colour"}, "has the unknown kind colour"),
    ],
)
def test_a_spoiled_cell_is_found(table: str, cells: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = spoiled(table, 0, monkeypatch, **cells)
    assert any(told in problem and problem.startswith((table, "dictionary")) for problem in problems), problems


def test_a_table_or_column_without_a_line_in_the_dictionary_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {**WHOLE, "colours": [{"name": "red"}]}
    tables["types"] = [{name: cell for name, cell in row.items() if name != "gloss"} for row in WHOLE["types"]]
    monkeypatch.setattr(linter, "_tables", lambda: tables)
    problems = linter.lint()
    assert "colours: the table is not in the dictionary" in problems
    assert "types: the column gloss is missing" in problems
