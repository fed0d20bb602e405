"""Firsts and comparisons in words."""

import pytest

from comity.model import Date, Figure, FigureComparison, Measure, Span
from comity.presentation.firsts import comparison_text, firsts_text

THIS_YEAR = Date("2025-01-01", "2025-12-31", "year", "this year")
YEAR = Date("1965-01-01", "1965-12-31", "year", "1965")


def told(rank: int | str, of: str, since: Date | None = None, span: Measure | None = None) -> FigureComparison:
    return FigureComparison(rank, of, since, span)


def figure(comparison: FigureComparison, words: str, *, value: float = 1.0, unit: str = "rank") -> Figure:
    return Figure(value, unit, words, None, (Span(0, len(words), words),), comparison)


@pytest.mark.parametrize(
    ("comparison", "words", "text"),
    [
        (told(1, "such visit", YEAR), "first such visit", "first visit of its kind since 1965"),
        (
            told(1, "joint statement", None, Measure(17.0, "years")),
            "first",
            "first joint statement in 17 years",
        ),
        (told(1, "meeting", None, Measure(9.0, "years")), "first meeting", "first meeting in nine years"),
        (told(3, "met", None, Measure(1.0, "weeks")), "third time", "met for the third time in a week"),
        (told(20, "protest", THIS_YEAR), "20th protest", "20th protest in 2025"),
        (
            told("highest", "drill", None, Measure(10.0, "years")),
            "biggest drill",
            "biggest drill in ten years",
        ),
        (told(1, "swap", Date(None, None, "none", "the war")), "first swap", "first swap since the war"),
    ],
)
def test_a_comparison_reads_as_it_would_be_said(comparison: FigureComparison, words: str, text: str) -> None:
    assert comparison_text(figure(comparison, words)) == text


def test_a_value_is_told_beside_the_earlier_one() -> None:
    told = figure(FigureComparison("higher", "tariff", None, None, 12.0), "25 percent", value=25.0, unit="percent")
    assert comparison_text(told) == "tariff: 25 percent, up from 12"


def test_an_act_is_followed_by_its_rank() -> None:
    assert (
        firsts_text([figure(FigureComparison(1, "such visit", YEAR), "first such visit")])
        == ", the first visit of its kind since 1965"
    )
    assert firsts_text([figure(FigureComparison(2, "met", YEAR), "second time")]) == "", "its scope is the whole clause"
    assert firsts_text([figure(FigureComparison("record", "visitors"), "a record")]) == ""
