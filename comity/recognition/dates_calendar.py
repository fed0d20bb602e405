"""Calendar sums for dates in news: stretches of days, and which of several years or weeks is meant.

All stretches are inclusive pairs of days. A week runs from Monday to Sunday (ISO 8601).
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

Days = tuple[date, date]
# Where a clause points in time: "either" is a weak hint of the future, "none" no hint at all.
Lean = Literal["future", "either", "past", "none"]

# Without a year, news names a day at most about ten months old; an older one gets its year.
FAR_DAYS = 305
FAR_MONTHS = 10
# A month that qualifies a noun ("the October election") is rarely further ahead than this.
MODIFIER_MONTHS = 8
# Northern seasons by their first month: the words alone can't tell the hemisphere.
SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def year_days(year: int) -> Days:
    """The days of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def month_days(year: int, month: int, *, count: int = 1) -> Days:
    """The days of `count` months from this one on."""
    last_year, last_month = shift_month(year, month, count - 1)
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month, `by` months away."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def shift_day(day: date, *, months: int) -> date:
    """The same day of the month `months` away, or that month's last day where it is shorter."""
    year, month = shift_month(day.year, day.month, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def week_days(day: date, *, weeks: int = 0) -> Days:
    """Monday to Sunday of the week of `day`, or of one `weeks` away."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def unit_days(unit: str, step: int, published: date) -> Days:
    """The week, month, quarter or year that is `step` units away from publication."""
    if unit == "week":
        return week_days(published, weeks=step)
    if unit == "month":
        return month_days(*shift_month(published.year, published.month, step))
    if unit == "quarter":
        return month_days(*shift_month(published.year, (published.month - 1) // 3 * 3 + 1, step * 3), count=3)
    return year_days(published.year + step)


def season_days(season: str, year: int) -> Days:
    """The three months of a season; a winter is the one that begins in `year`."""
    return month_days(year, SEASON_MONTH[season], count=3)


def part_of_month(year: int, month: int, part: str) -> Days:
    """The early, mid or late third of a month."""
    first, last = month_days(year, month)
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    low, high = bounds[part]
    return first.replace(day=low), first.replace(day=high)


def part_of_year(year: int, part: str) -> Days:
    """The early, mid or late third of a year, or its first ("start") or last ("end") month."""
    first, count = {"early": (1, 4), "mid": (5, 4), "late": (9, 4), "start": (1, 1), "end": (12, 1)}[part]
    return month_days(year, first, count=count)


def pick_weekday(weekday: int, published: date, lean: Lean) -> date:
    """The day that a bare weekday means: the last one unless the clause speaks of the future.

    The publication day itself counts both ways: a Monday's paper says "on Monday" of this Monday.
    """
    back = (published.weekday() - weekday) % 7
    ahead = (weekday - published.weekday()) % 7
    if lean == "future" or (lean == "either" and ahead <= back + 1):
        return published + timedelta(days=ahead)
    return published - timedelta(days=back)


def pick_month(month: int, published: date, lean: Lean, *, modifier: bool = False) -> int:
    """The year of a month that is named without one."""
    back = (published.month - month) % 12
    ahead = (month - published.month) % 12
    coming = ahead <= back
    if lean == "future":
        coming = not modifier or ahead <= MODIFIER_MONTHS
    elif lean == "past":
        coming = False
    elif lean == "none":
        coming = back > FAR_MONTHS
    return shift_month(published.year, published.month, ahead if coming else -back)[0]


def _near_years(month: int, day: int, published: date) -> list[date]:
    """That day in the years around publication; wide enough for the 29th of February."""
    found = []
    for year in range(max(1, published.year - 8), min(9999, published.year + 8) + 1):
        if day <= calendar.monthrange(year, month)[1]:
            found.append(date(year, month, day))
    return found


def pick_day(month: int, day: int, published: date, lean: Lean, *, weekday: int | None = None) -> date | None:
    """The day that a month and day mean without a year; null when no near year has that weekday."""
    days = _near_years(month, day, published)
    if not days:
        raise ValueError("no such day")
    if weekday is not None:
        days = [each for each in days if each.weekday() == weekday and abs((each - published).days) < 550]
        return min(days, key=lambda each: abs((each - published).days), default=None)
    past = max((each for each in days if each <= published), default=None)
    coming = min((each for each in days if each >= published), default=None)
    if past is None or coming is None:
        return past or coming
    back, ahead = (published - past).days, (coming - published).days
    if lean == "future":
        return past if ahead > FAR_DAYS else coming
    if lean == "either":
        return coming if ahead <= back else past
    return coming if back > FAR_DAYS else past


def pick_season(season: str, published: date, which: str, lean: Lean) -> Days:
    """The season that "last summer", "this summer", "next summer" or "the summer" means."""
    seasons = [season_days(season, published.year + step) for step in (-2, -1, 0, 1)]
    begun = [days for days in seasons if days[0] <= published]
    after = [days for days in seasons if days[0] > published]
    running = begun[-1][1] >= published
    if which == "last":
        return begun[-2] if running else begun[-1]
    if which == "next":
        return after[0]
    if running:
        return begun[-1]
    same_year = after[0][0].year == published.year
    if lean == "future" or (which == "this" and same_year):
        return after[0]
    return begun[-1]


def each_way(lean: Lean, past: Callable[[], Days], future: Callable[[], Days]) -> Days:
    """The coming stretch in a future clause, otherwise the past one."""
    return future() if lean == "future" else past()
