"""Dates of news language against a set coded by hand: hardly any wrong, and few that are not told."""

import json
from pathlib import Path
from typing import Any

import comity
from comity.model import DateMention
from comity.recognition.dates import find_dates

GOLD = Path(__file__).parents[1] / "gold" / "dates.jsonl"

# A date that is not told can be seen in the record; a wrong one can't. So the two have bounds of their own.
RIGHT = 0.95
WRONG = 4


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def overlapping(row: dict[str, Any]) -> list[DateMention]:
    """The dates found in the words of a row, those that share most with them first."""
    start = row["text"].index(row["expression"])
    end = start + len(row["expression"])
    near = [each for each in find_dates(row["text"], row["published"]) if each.start < end and start < each.end]
    return sorted(near, key=lambda each: max(each.start, start) - min(each.end, end))


def told(row: dict[str, Any]) -> tuple[str | None, str | None, str | None] | None:
    for mention in overlapping(row)[:1]:
        if mention.date is not None:
            return mention.date.start, mention.date.end, mention.date.precision
    return None


def test_the_set_is_whole() -> None:
    found = rows()
    assert len(found) >= 260
    assert len({row["id"] for row in found}) == len(found)
    assert all(row["expression"] in row["text"] for row in found)


def test_dates_are_right_or_null() -> None:
    silent, wrong, right = [], [], 0
    for row in rows():
        wanted = (row["start"], row["end"], row["precision"]) if row["start"] else None
        got = told(row)
        if got == wanted:
            right += 1
        else:
            (silent if got is None else wrong).append((row["id"], row["text"], row["published"], wanted, got))
    total = right + len(silent) + len(wrong)
    shown = "\n".join(["wrong:", *map(str, wrong), "null:", *map(str, silent)])
    assert right / total >= RIGHT and len(wrong) <= WRONG, f"{right} of {total} right\n{shown}"


def test_every_date_of_the_set_is_the_texts_own_words() -> None:
    for row in rows():
        for mention in find_dates(row["text"], row["published"]):
            assert row["text"][mention.start : mention.end] == mention.text


def test_a_statement_carries_the_day_through_the_front_door() -> None:
    coding = comity.code_text('Oman said on Friday that it would "wait no longer".', published="2025-08-25")
    assert {each.said_on.start for each in coding.statements if each.said_on} == {"2025-08-22"}
