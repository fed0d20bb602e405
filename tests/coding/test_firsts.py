"""Firsts and comparisons, against sentences coded by hand: what the front door gives as figures, and on which act."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.model import Coding, Event, FigureComparison

GOLD = Path(__file__).parents[1] / "gold" / "firsts.jsonl"

# Found and right: rank, and since, span or the other value. The kept rows were scored only, their errors never read.
RIGHT = {"open": 0.9, "kept": 0.8}


@cache
def rows(part: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in found if row["set"] == part]


@cache
def coded(text: str, published: str = "2025-08-25") -> Coding:
    return comity.code_text(text, published=published)


def told(coding: Coding) -> list[FigureComparison]:
    return [figure.comparison for figure in coding.figures if figure.comparison is not None]


def fits(comparison: FigureComparison, gold: dict[str, Any]) -> bool:
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
    return [
        f"{row['id']} {row['text']} {gold} {found}" for gold in row["firsts"] if not any(fits(c, gold) for c in found)
    ]


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
    false = [
        f"{row['id']} {told(coded(row['text']))}"
        for row in rows(part)
        if not row["firsts"] and told(coded(row["text"]))
    ]
    assert not false, "\n".join(false) if part == "open" else f"{len(false)}"


@pytest.mark.parametrize("part", sorted(RIGHT))
def test_they_hang_on_the_act_that_they_qualify(part: str) -> None:
    """Where the act is coded at all; a sentence whose act is missed has nothing to hang them on."""
    pairs = [(row, gold["on"], coded(row["text"])) for row in rows(part) for gold in row["firsts"] if gold["on"]]
    wanted = [(row, on, coding) for row, on, coding in pairs if on in {event.type for event in coding.events}]
    wrong = [(row["id"], row["text"]) for row, on, coding in wanted if on not in {event.type for event in acts(coding)}]
    assert len(wanted) >= (8 if part == "open" else 6)
    assert not wrong, wrong if part == "open" else f"{len(wrong)} of {len(wanted)}"


def test_a_first_hangs_on_one_act_and_not_on_the_other_of_its_sentence() -> None:
    coding = coded("Chad signed a border treaty with Sudan, the first since 1994, and expelled two diplomats of Libya.")
    by_trigger = {event.trigger.text: event for event in coding.events if event.trigger}
    assert any(figure.comparison for figure in by_trigger["signed"].figures)
    assert not any(figure.comparison for figure in by_trigger["expelled"].figures)


def test_it_points_back_to_the_act_of_an_earlier_sentence() -> None:
    coding = coded(
        "The presidents of Guinea and Liberia issued a joint statement in Monrovia on Sunday. "
        "It was their first of that kind in 14 years."
    )
    [event] = acts(coding)
    [figure] = event.figures
    assert event.trigger is not None and event.trigger.text in ("statement", "issued")
    assert figure.comparison is not None and figure.comparison.of.startswith("statement")
    assert (figure.value, figure.unit) == (14.0, "years")


def test_words_without_a_day_keep_their_words() -> None:
    coding = coded("The Syrian president visited Beirut, the first such visit since the end of the civil war.")
    [comparison] = told(coding)
    assert comparison.since is not None and comparison.since.start is None
    assert comparison.since.text == "the end of the civil war"


def test_an_earlier_value_stands_on_the_figure_that_it_is_compared_with() -> None:
    coding = coded("Bolivia raised its tariff on Paraguayan beef to 30 percent, up from 18 percent.")
    percents = [figure for figure in coding.figures if figure.unit == "percent"]
    assert [(figure.value, figure.comparison and figure.comparison.than) for figure in percents] == [(30.0, 18.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Tonga's first lady and the first secretary of the embassy of Fiji met in Suva.",
        "At first, Laos refused the offer of Thailand, its first deputy prime minister said.",
        "The Second Army of Sudan shelled a village in Chad.",
        "Chile is one of the largest buyers of Bolivian gas since the pipeline opened.",
        "Egypt has a poor record on debts to Sudan.",
        "Mexico's president first met the Cuban leader in 2019.",
        "Slovakia's foreign minister met his Russian counterpart twice last year.",
        "Madagascar called for second thoughts on the third phase of the treaty with Mauritius.",
    ],
)
def test_traps(text: str) -> None:
    assert told(coded(text)) == []


def test_the_evidence_is_the_reports_own_words() -> None:
    for row in (*rows("open"), *rows("kept")):
        for figure in coded(row["text"]).figures:
            assert all(row["text"][span.start : span.end] == span.text for span in figure.evidence)
