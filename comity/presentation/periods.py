"""Periods in words: "August 2012", "the third quarter of 2012", "the week of 6 August 2012", and how long they last."""

from datetime import date

from comity.model import Period
from comity.presentation.wording import MONTHS, count_text, day_text, number_text

_ORDINALS = ("first", "second", "third", "fourth")
A_YEAR: dict[Period, float] = {"week": 365.25 / 7, "month": 12.0, "quarter": 4.0}
# From so many years on, months are harder to picture than years.
_MANY_YEARS = 2
_WHOLE = 1.75
_SHORT = 0.5


def period_text(start: str, period: Period) -> str:
    """Give the name of the period that begins on an ISO day."""
    day = date.fromisoformat(start)
    if period == "month":
        return f"{MONTHS[day.month - 1]} {day.year}"
    if period == "quarter":
        return f"the {_ORDINALS[(day.month - 1) // 3]} quarter of {day.year}"
    return f"the week of {day_text(start)}"


def span_text(start: str, end: str, period: Period) -> str:
    """Give the periods between two ISO days by the names of the first and the last; one name for one period."""
    first, last = period_text(start, period), period_text(end, period)
    within_a_week = period == "week" and (date.fromisoformat(end) - date.fromisoformat(start)).days < 7
    return first if first == last or within_a_week else f"{first} to {last}"


def when_text(start: str, end: str, period: Period) -> str:
    """Give "in August 2012", or "between August 2012 and October 2012" where more than one period is meant."""
    span = span_text(start, end, period)
    one, parted, other = span.partition(" to ")
    return f"between {one} and {other}" if parted else f"in {span}"


def periods_text(number: int, period: Period) -> str:
    """Give a count of periods: "one month", "318 months"."""
    return count_text(number, period)


def lasting_text(mean: float, low: float, high: float, period: Period) -> str:
    """Give a length in periods with its interval: "after about three months (90%: 2.1 to 5.3)".

    The mean decides the unit: what takes two years or longer is told in years. What is over sooner than periods of
    this length can tell is "within one month".
    """
    if mean < _SHORT:
        return f"within one {period} (90%: {_rounded(low)} to {_rounded(high)} {period}s)"
    unit, scale = ("year", A_YEAR[period]) if mean / A_YEAR[period] >= _MANY_YEARS else (period, 1.0)
    about = mean / scale
    # In words only where a whole number is as good as the estimate.
    shown = number_text(round(about)) if about >= _WHOLE else f"{about:.1f}"
    plural = "" if shown in ("1.0", "one") else "s"
    return f"after about {shown} {unit}{plural} (90%: {_rounded(low / scale)} to {_rounded(high / scale)})"


def _rounded(value: float) -> str:
    """One decimal tells something of a small number only."""
    return f"{value:,.0f}" if value >= 9.5 else f"{value:.1f}"
