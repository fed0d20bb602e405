"""Pairs of reports that tell one act or two, in other words: how often the merging agrees with who wrote them.

A row of `tests/gold/pairs.jsonl` names the words that tell the act in each text. A pair of which one act gave no event
counts as parted for `all`, and not at all for `coded`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from comity.config import Settings
from comity.ledger import incidents
from comity.model import Coding, Report
from comity.pipeline import code_reports

ROWS = [json.loads(line) for line in (Path(__file__).parent.parent / "gold/pairs.jsonl").read_text().splitlines()]
# What was measured when the comparison was set, less one pair: (over pairs coded on both sides, over all).
FLOORS = {"open": (0.86, 0.79), "kept": (0.85, 0.77)}


def events_at(coding: Coding, words: str) -> set[str]:
    """The events whose trigger lies in these words of the text."""
    start = coding.report.text.index(words)
    end = start + len(words)
    return {each.id for each in coding.events if each.trigger and each.trigger.start < end and start < each.trigger.end}


def told_as_one(row: dict[str, Any], codings: dict[str, Coding]) -> bool | None:
    """Whether the two acts are in one incident; null when one gave no event."""
    one, other = codings[f"{row['id']}-a"], codings[f"{row['id']}-b"]
    first, second = events_at(one, row["a_trigger"]), events_at(other, row["b_trigger"])
    if not first or not second:
        return None
    return any(first & set(each.events) and second & set(each.events) for each in incidents([one, other]))


def f1(pairs: list[tuple[bool, bool]]) -> float:
    """The F1 of "one act" over pairs of (found, meant)."""
    hits = sum(found and meant for found, meant in pairs)
    return 2 * hits / (sum(found for found, _ in pairs) + sum(meant for _, meant in pairs))


@pytest.mark.parametrize("name", FLOORS)
def test_one_act_is_told_from_two(name: str) -> None:
    rows = [row for row in ROWS if row["set"] == name]
    reports = [Report(id=f"{row['id']}-{side}", language="en", **row[side]) for row in rows for side in ("a", "b")]
    codings = {each.report.id: each for each in code_reports(reports, settings=Settings())}
    found = [(told_as_one(row, codings), row["same"]) for row in rows]
    coded = f1([(each, same) for each, same in found if each is not None])
    whole = f1([(bool(each), same) for each, same in found])
    assert (coded, whole) >= FLOORS[name] and whole >= FLOORS[name][1], (coded, whole)


def test_the_pairs_are_whole() -> None:
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 240
    assert sum(row["same"] for row in ROWS) == 120
    for row in ROWS:
        for side in ("a", "b"):
            assert row[f"{side}_trigger"] in row[side]["text"]
