"""How well the pledge ledger does on the sequences of tests/gold/pledges.jsonl; figures never sink below these."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from comity import pipeline
from comity.config import load_settings
from comity.ledger import incidents, pledges
from comity.ledger.meaning import Meanings
from comity.model import Coding, LedgerPledge
from comity.reading import read_text

GOLD = Path(__file__).parent.parent / "gold" / "pledges.jsonl"
# The share of statuses right, and the precision and recall of the statuses that accuse or clear somebody.
FLOORS = {"open": 0.88, "kept": 0.88}
SURE = ("fulfilled", "broken", "withdrawn")
PRECISION, RECALL = 0.75, 0.75


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def statuses() -> list[tuple[dict[str, Any], str]]:
    """Each sequence with the status found: "no pledge" when the coder finds none of these words."""
    gold = rows()
    reports = [
        read_text(each["text"], id=f"{row['id']}:{n}", published=each["published"], outlet=each["outlet"])
        for row in gold
        for n, each in enumerate(row["reports"])
    ]
    found: dict[str, list[Coding]] = {}
    for coding in pipeline.code_reports(reports, settings=load_settings()):
        found.setdefault(coding.report.id.partition(":")[0], []).append(coding)
    meanings = Meanings()
    told = []
    for row in gold:
        held = found[row["id"]]
        entries = pledges(held, incidents(held), today=row["today"], meanings=meanings)
        told.append((row, status_of(row["pledge"], entries)))
    return told


def status_of(words: str, entries: tuple[LedgerPledge, ...]) -> str:
    wanted = set(re.findall(r"\w+", words.lower()))
    shares = [len(wanted & set(re.findall(r"\w+", each.text.lower()))) / len(wanted) for each in entries]
    if not shares or max(shares) < 0.5:
        return "no pledge"
    return entries[shares.index(max(shares))].status


def test_the_gold_is_what_its_page_says() -> None:
    gold = rows()
    assert Counter(row["set"] for row in gold) == {"open": 90, "kept": 60}
    assert len({row["id"] for row in gold}) == len(gold)
    for row in gold:
        assert 2 <= len(row["reports"]) <= 4
        assert row["by"] is None or any(row["by"] in each["text"] for each in row["reports"][1:])


@pytest.mark.parametrize("half", ["open", "kept"])
def test_most_statuses_are_right(half: str, statuses: list[tuple[dict[str, Any], str]]) -> None:
    mine = [(row["status"], found) for row, found in statuses if row["set"] == half]
    assert sum(told == found for told, found in mine) / len(mine) >= FLOORS[half]


@pytest.mark.parametrize("status", SURE)
def test_what_accuses_or_clears_is_seldom_wrong(status: str, statuses: list[tuple[dict[str, Any], str]]) -> None:
    right = sum(row["status"] == status == found for row, found in statuses)
    assert right / sum(found == status for _, found in statuses) >= PRECISION
    assert right / sum(row["status"] == status for row, _ in statuses) >= RECALL
