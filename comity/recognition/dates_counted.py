"""Rules for stretches counted from publication in other words than "last" and "next".

"In two weeks", "the week before last", "overnight", "so far this year", "by year-end", "Tue." in a headline.
"""

import re
from datetime import date, timedelta

from comity.recognition.dates_calendar import (
    month_days,
    part_of_year,
    pick_day,
    pick_weekday,
    unit_days,
    week_days,
)
from comity.recognition.dates_words import (
    COUNT,
    DAY,
    LEFT,
    MONTH,
    NO_PUBLISHED,
    RIGHT,
    SP,
    YEAR,
    YEAR_TAIL,
    Found,
    Rule,
    Setting,
    day_number,
    lean_of,
    month_number,
    number,
    told_year,
    unknown,
    weekday_number,
)

_BEYOND = {"before": -2, "after": 2}


def _beyond(match: re.Match[str], setting: Setting) -> Found | None:
    """ "The week before last", "the year after next"."""
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    step, unit = _BEYOND[match["way"]], match["u"]
    return Found(unit_days(unit, step, setting.published), unit)  # type: ignore[arg-type]


# "The first visit in nine days" measures a silence, "twice in two weeks" a span.
_MEASURES = re.compile(
    r"\b(?:first|second|third|fourth|fifth|time|times|once|twice|most|least|only|worst|best|biggest|largest|"
    r"highest|lowest|heaviest|[a-z]+est)\b[^.;\n]{0,40}\Z"
)


def _in_units(match: re.Match[str], setting: Setting) -> Found | None:
    """ "In two weeks" where the clause speaks of the future; elsewhere it tells how long something took."""
    lean = lean_of(match, setting)
    before = setting.text[max(0, match.start() - 60) : match.start()]
    if lean not in ("future", "either") or _MEASURES.search(before):
        return None
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    count, unit = number(match["n"]), match["u"]
    if unit == "day":
        day = setting.published + timedelta(days=count)
        return Found((day, day))
    return Found(unit_days(unit, count, setting.published), unit)  # type: ignore[arg-type]


def _fortnight(match: re.Match[str], setting: Setting) -> Found | None:
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    return Found(unit_days("week", -2 if match["way"] == "ago" else 2, setting.published), "week")


def _overnight(match: re.Match[str], setting: Setting) -> Found | None:
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    one = timedelta(days=1)
    if lean_of(match, setting) == "future":
        return Found((setting.published, setting.published + one))
    return Found((setting.published - one, setting.published))


def _so_far(match: re.Match[str], setting: Setting) -> Found | None:
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    first, _ = unit_days(match["u"], 0, setting.published)
    precision = "season" if match["u"] == "quarter" else match["u"]
    return Found((first, setting.published), precision)  # type: ignore[arg-type]


def _year_end(match: re.Match[str], setting: Setting) -> Found | None:
    if match["y"]:
        return Found(part_of_year(int(match["y"]), "end"), "year")
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    return Found(part_of_year(setting.published.year, "end"), "year")


def _months_of_year(match: re.Match[str], setting: Setting) -> Found | None:
    """ "The first two months of 2024", "the last three months of the year"."""
    count = number(match["n"])
    if match["y"]:
        year = int(match["y"])
    elif setting.published is None:
        return unknown(NO_PUBLISHED)
    else:
        year = setting.published.year + {"last": -1, "next": 1}.get(match["ry"], 0)
    if not 1 < count < 12:
        return None
    return Found(month_days(year, 1 if match["o"] == "first" else 13 - count, count=count), "month")


def _short_weekday(match: re.Match[str], setting: Setting) -> Found | None:
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    day = pick_weekday(weekday_number(match["wd"]), setting.published, lean_of(match, setting))
    return Found((day, day))


def _week_of(match: re.Match[str], setting: Setting) -> Found | None:
    """ "The week of September 8": the week that holds the day."""
    month, day = month_number(match["m"]), day_number(match["a"])
    year = told_year(match, setting)
    if year is not None:
        return Found(week_days(date(year, month, day)), "week")
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    near = pick_day(month, day, setting.published, lean_of(match, setting))
    return Found(week_days(near), "week") if near else None


_SHORT = r"(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri)"
_WEEK = rf"{LEFT}[Tt]he{SP}week{SP}(?:of|beginning|starting){SP}(?:on{SP})?(?:the{SP})?"

RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{LEFT}[Tt]he{SP}(?P<u>week|month|year){SP}(?P<way>before(?={SP}last)|after(?={SP}next)){SP}(?:last|next){RIGHT}",
         _beyond),
        (rf"{LEFT}[Ii]n{SP}(?P<n>{COUNT}){SP}(?P<u>day|week|month)s?(?:[’']{SP}time)?{RIGHT}(?!{SP}(?:of|or|since|to)\b)",
         _in_units),
        (rf"{LEFT}[Aa]{SP}fortnight{SP}(?P<way>ago|from{SP}now){RIGHT}", _fortnight),
        (rf"{LEFT}[Oo]vernight{RIGHT}(?=[ ]?[.,;)\n]|\Z|{SP}(?:and|as|after|when|while|near|off|in|at|by|with|against|"
         rf"to|along|over|across|that)\b)(?!,?{SP}(?:to{SP}(?:{MONTH}|[0-9])|into\b))", _overnight),
        (rf"{LEFT}[Ss]o{SP}far{SP}this{SP}(?P<u>week|month|quarter|year){RIGHT}", _so_far),
        (rf"{LEFT}(?:the{SP})?[Yy]ear-end(?!{SP}(?:bonus|figures|report|review|holiday|target|results)\b)"
         rf"(?:{SP}(?P<y>{YEAR}))?{RIGHT}", _year_end),
        (rf"{LEFT}(?:[Tt]he{SP})?(?P<o>first|last|final){SP}(?P<n>{COUNT}){SP}months{SP}of{SP}"
         rf"(?:(?P<y>{YEAR})|(?P<ry>last|this|next|the){SP}year){RIGHT}", _months_of_year),
        (rf"{LEFT}(?P<wd>{_SHORT})\.(?=\s|[,;:)]|\Z)", _short_weekday),
        (rf"(?<![^\n]){LEFT}(?P<wd>{_SHORT}|Sat|Sun):", _short_weekday),
        (rf"{_WEEK}(?P<m>{MONTH}){SP}(?P<a>{DAY}){YEAR_TAIL}?", _week_of),
        (rf"{_WEEK}(?P<a>{DAY}){SP}(?:of{SP})?(?P<m>{MONTH}){YEAR_TAIL}?", _week_of),
    )
)  # fmt: skip
