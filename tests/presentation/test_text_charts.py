"""Relations in characters: the spark line and the chart for a terminal."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.presentation.charts import sparkline, text_chart

from .relations import relation

NUMBERS = st.lists(st.none() | st.floats(-10, 10), max_size=200)


def test_a_spark_line_goes_from_its_least_to_its_most() -> None:
    assert sparkline([1, 2, None, 4], width=20) == "▁▃·█"
    assert sparkline([3, 3], width=20) == "▄▄"
    assert sparkline([None, None, None], width=2) == "··"
    assert sparkline([], width=5) == ""


def test_a_spark_line_shows_the_means_of_shares() -> None:
    assert sparkline([0, 0, 0, 8, 8, 8], width=2) == "▁█"
    assert sparkline([0, None, None, None, 8, 8], width=3) == "▁·█"


@given(NUMBERS, st.integers(1, 90))
def test_a_spark_line_is_never_wider_than_asked(values: list[float | None], width: int) -> None:
    assert len(sparkline(values, width=width)) == min(width, len(values))


def test_a_chart_of_characters() -> None:
    chart = text_chart(relation(count=36, gaps=((24, 30),), turns=2, acts=4), 48, 8)
    assert chart == [
        "               a                     b",
        " 10 │          ┊                     ┊",
        "    │    ░░░░░░┊░░                   ┊  ▄▄▄░░░░",
        "    │ ░▄▄▀▀▀▀▀▀▀▀▄░░░                ┊  ░░░▀▀▀▀▄",
        "    │▄▀░░      ┊ ░▀▀▄░░░░░     ░░░   ┊        ░░",
        "  0 │░─────────┊───░░▀▀▀▄▄░░░░░▄▀▀   ┊  ────────",
        "    │          ┊       ░░░▀▀▀▀▀░░░   ┊",
        "    │          ┊           ░░░       ┊",
        "-10 │          ┊                     ┊",
        "     1998          1999          2000",
        "  a  Oct 1998, 3.4 to −2.1: Zambia closes…",
        "  b  Apr 2000, −1.2 to 2.8: Finance ministries…",
        "  by month, -10 conflict to 10 cooperation; ░",
        "  90% band; blank: no coverage",
    ]


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize(("width", "height"), [(24, 4), (60, 10), (200, 40)])
def test_lines_keep_to_their_width(width: int, height: int, ascii: bool) -> None:
    for one in (
        relation(count=330, turns=45, acts=10, gaps=((5, 9),)),
        relation(period="week", first=date(2024, 2, 26), count=3, turns=1),
        relation(count=1),
        relation(count=12, gaps=((0, 12),)),
    ):
        lines = text_chart(one, width, height, ascii)
        assert all(len(line) <= width for line in lines)
        assert sum("│" in line or "|" in line for line in lines) == height
        assert not ascii or all(line.isascii() for line in lines)


def test_turns_without_a_letter_are_counted() -> None:
    lines = text_chart(relation(count=330, turns=45), 100, 6)
    assert lines[0].count("+") + sum(lines[0].count(letter) for letter in "abcdefghijkl") == 45
    assert "  +  33 less probable turns" in lines


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(UsageError, match="a chart of 10 by 3 characters: is too small to read"):
        text_chart(relation(count=5), 10, 3)
    with pytest.raises(UsageError, match="no period to draw"):
        text_chart(msgspec.structs.replace(relation(count=1), rows=()), 60, 8)
