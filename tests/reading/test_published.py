"""Complete dates, and lines that hold nothing else."""

import pytest

from comity.reading import read_text
from comity.reading.published import date_line, day_near, parse_day


@pytest.mark.parametrize(
    "words",
    [
        "2024-03-04",
        "2024-03-04T23:15:00Z",
        "2024/3/4",
        "20240304T101500",
        "March 4, 2024",
        "4 March 2024",
        "Mar. 4th, 2024",
        "the 4th of March 2024",
        "Mon, 04 Mar 2024 10:15:00 GMT",
        "4.3.2024",
        "2024年3月4日",
    ],
)
def test_complete_dates(words: str) -> None:
    assert parse_day(words) == "2024-03-04"


@pytest.mark.parametrize(
    "words", ["", None, "March 2024", "yesterday", "2024-13-40", "February 30, 2024", "04/03/2024"]
)
def test_what_is_not_known_stays_unknown(words: str | None) -> None:
    assert parse_day(words) is None


def test_days_before_months_when_only_one_order_is_possible() -> None:
    assert parse_day("23/08/2025") == parse_day("08/23/2025") == "2025-08-23"


@pytest.mark.parametrize(
    "line",
    [
        "March 4, 2024",
        "Published March 4, 2024",
        "Monday, 4 March 2024, 10:15 GMT",
        "Updated: Mar 4, 2024 9:05 am EST",
    ],
)
def test_date_lines(line: str) -> None:
    assert date_line(line) == "2024-03-04"


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert date_line("The road opened on March 4, 2024.") is None


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert day_near("December 30", "2024-01-02") == "2023-12-30"
    assert day_near("2 January", "2023-12-30") == "2024-01-02"
    assert day_near("March 4", None) is None


def test_an_unparsable_day_is_null() -> None:
    assert read_text("The road opened.", published="last Tuesday").published is None
    assert read_text("The road opened.").published is None
