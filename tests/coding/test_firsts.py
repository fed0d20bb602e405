"""Firsts and comparisons, against sentences coded by hand: what the front door gives as figures, and on which act."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.model import Coding, Comparison, Event

GOLD = Path(__file__).parents[1] / "gold" / "firsts.jsonl"

# Found and right: rank, and since, span or the other value. The kept rows were scored only, their errors never read.
RIGHT = {"open": 0.9, "kept": 0.8}
HUNG = {"open": 0.8, "kept": 0.7}


@cache
def rows(part: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in found if row["set"] == part]


@cache
def coded(text: str, published: str = "2025-08-25") -> Coding:
    return comity.code_text(text, published=published)


def told(coding: Coding) -> list[Comparison]:
    return [figure.comparison for figure in coding.figures if figure.comparison is not None]


def fits(comparison: Comparison, gold: dict[str, Any]) -> bool:
    since = comparison.since.start if comparison.since is not None else None
    span = {"value": comparison.span.value, "unit": comparison.span.unit} if comparison.span is not None else None
    return (
        comparison.rank == gold["rank"]
        and ((since or "").startswith(gold["since"]) if gold["since"] else since is None)
        and span == gold["span"]
        and comparison.than == gold["than"]
    )


def missed(row: dict[str, Any]) -> list[str]:
    found = told(coded(row["text"]))
    return [f"{row['id']} {row['text']} {gold} {found}" for gold in row["firsts"] if not any(fits(c, gold) for c in found)]


def acts(coding: Coding) -> list[Event]:
    return [event for event in coding.events if any(figure.comparison for figure in event.figures)]


@pytest.mark.parametrize("part", sorted(RIGHT))
def test_comparisons_are_found_and_right(part: str) -> None:
    total = sum(len(row["firsts"]) for row in rows(part))
    wrong = [miss for row in rows(part) for miss in missed(row)]
    shown = "\n".join(wrong) if part == "open" else ""
    assert total - len(wrong) >= RIGHT[part] * total, f"{total - len(wrong)} of {total}\n{shown}"


@pytest.mark.parametrize("part", sorted(RIGHT))
def test_what_only_looks_like_one_is_none(part: str) -> None:
    false = [f"{row['id']} {told(coded(row['text']))}" for row in rows(part) if not row["firsts"] and told(coded(row["text"]))]
    assert not false, "\n".join(false) if part == "open" else f"{len(false)}"


@pytest.mark.parametrize("part", sorted(RIGHT))
def test_they_hang_on_the_act_that_they_qualify(part: str) -> None:
    wanted = [(row, gold["on"]) for row in rows(part) for gold in row["firsts"] if gold["on"]]
    wrong = [(row["id"], row["text"]) for row, on in wanted if on not in {event.type for event in acts(coded(row["text"]))}]
    assert len(wanted) - len(wrong) >= HUNG[part] * len(wanted), wrong if part == "open" else f"{len(wrong)} of {len(wanted)}"
