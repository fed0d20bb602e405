"""Assessments against passages marked by hand. Errors of the open set may be read; of the kept set only this score."""

from functools import lru_cache
from pathlib import Path

import pytest

from comity.coding import RulesCoder
from comity.model import Coding, Report
from comity.recognition import recognise_all
from comity.scoring import GoldPassage, PassageScores, passage_scores, read_passages

GOLD = read_passages(Path(__file__).parent.parent / "gold" / "assessments.jsonl")
# Floors a little below what was measured: (F1 of all rows, least F1 of a kind). See tests/gold/README.md.
FLOORS = {"open": (0.92, 0.75), "kept": (0.76, 0.66)}
FIELDS = {
    "open": {"by": 0.92, "hedge": 0.95, "direction": 0.6, "dyads": 0.9},
    "kept": {"by": 0.92, "hedge": 0.9, "direction": 0.52, "dyads": 0.85},
}


@lru_cache(maxsize=1)
def codings() -> dict[str, Coding]:
    """Code every passage, the gate open: a passage stands for a part of a report that is parsed whole."""
    reports = (Report(id=row.id, text=row.text, published=row.published) for row in GOLD)
    return {reading.report.id: RulesCoder().code(reading) for reading in recognise_all(reports)}


def rows(name: str) -> list[GoldPassage]:
    return [row for row in GOLD if row.set == name]


@lru_cache(maxsize=2)
def score(name: str) -> PassageScores:
    return passage_scores(rows(name), codings())


def test_the_passages_are_whole_and_balanced() -> None:
    assert len({row.id for row in GOLD}) == len(GOLD) == 240
    assert (len(rows("open")), len(rows("kept"))) == (140, 100)
    assert sum(not row.assessments for row in GOLD) >= 30
    for row in GOLD:
        for told in row.assessments:
            assert told.outcome in row.text, row.id
            assert told.condition is None or told.condition in row.text, row.id
            assert told.by == "author" or told.by in row.text, row.id


@pytest.mark.parametrize("name", ["open", "kept"])
def test_no_figure_falls_below_its_floor(name: str) -> None:
    found = score(name)
    overall, least = FLOORS[name]
    assert found.overall.f1 is not None and found.overall.f1 >= overall
    assert {kind: counts.f1 for kind, counts in found.by_kind.items() if (counts.f1 or 0) < least} == {}


@pytest.mark.parametrize("name", ["open", "kept"])
def test_no_field_falls_below_its_floor(name: str) -> None:
    low = FIELDS[name]
    assert {field: share for field, share in score(name).fields.items() if share < low[field]} == {}


def test_passages_of_the_open_set_without_assessments_stay_empty() -> None:
    told = {
        row.id: [each.outcome.text for each in codings()[row.id].assessments]
        for row in rows("open")
        if not row.assessments
    }
    assert {key: outcomes for key, outcomes in told.items() if outcomes} == {}
