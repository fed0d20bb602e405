"""The periods that measures go by: weeks from Monday, months and quarters of the calendar."""

from datetime import date, timedelta

from comity.exchange import start_of
from comity.model import Period

# Periods a year, and days a period on average.
A_YEAR: dict[Period, int] = {"week": 52, "month": 12, "quarter": 4}


def next_start(start: date, period: Period) -> date:
    """The first day of the period after the one that begins on `start`."""
    if period == "week":
        return start + timedelta(days=7)
    months = start.month - 1 + (1 if period == "month" else 3)
    return date(start.year + months // 12, months % 12 + 1, 1)


def last_day(start: date, period: Period) -> date:
    """The last day of the period that begins on `start`."""
    return next_start(start, period) - timedelta(days=1)


def starts_between(first: date, last: date, period: Period) -> tuple[date, ...]:
    """The starts of all periods that hold a day from `first` to `last`."""
    found: list[date] = []
    start = start_of(first, period)
    while start <= last:
        found.append(start)
        start = next_start(start, period)
    return tuple(found)
