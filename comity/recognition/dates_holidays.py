"""Rules for feasts: those whose day is fixed or follows from a rule, and those that a table or the moon decides.

Easter is the western one unless the words say otherwise; where a report speaks of the Orthodox church and the
two differ, it stays unknown. Feasts that states keep on different days (thanksgiving, independence) are left out.
"""

import re
from datetime import date, timedelta

from comity.recognition.dates_calendar import pick_day
from comity.recognition.dates_words import (
    LEFT,
    NO_PUBLISHED,
    RIGHT,
    SP,
    YEAR_TAIL,
    Found,
    Rule,
    Setting,
    lean_of,
    told_year,
    unknown,
    word_before,
)

OTHER_CALENDAR = "a feast of another calendar, whose day the words don't tell"

# Month and day of feasts that every state keeps on the same day.
FIXED = {
    "New Year's Day": (1, 1),
    "Orthodox Christmas Day": (1, 7),
    "Orthodox Christmas": (1, 7),
    "Valentine's Day": (2, 14),
    "International Women's Day": (3, 8),
    "St Patrick's Day": (3, 17),
    "Earth Day": (4, 22),
    "Anzac Day": (4, 25),
    "May Day": (5, 1),
    "VE Day": (5, 8),
    "Africa Day": (5, 25),
    "Juneteenth": (6, 19),
    "Bastille Day": (7, 14),
    "Halloween": (10, 31),
    "Armistice Day": (11, 11),
    "Human Rights Day": (12, 10),
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
    "New Year's Eve": (12, 31),
    "Christmas": (12, 25),
}
# Days from Easter Sunday.
MOVING = {
    "Shrove Tuesday": -47,
    "Ash Wednesday": -46,
    "Palm Sunday": -7,
    "Maundy Thursday": -3,
    "Holy Thursday": -3,
    "Good Friday": -2,
    "Holy Saturday": -1,
    "Easter Sunday": 0,
    "Easter Monday": 1,
    "Whit Monday": 50,
    "Easter": 0,
}
ELSEWHERE = (
    "Ramadan|Eid|Diwali|Nowruz|Navroz|Vesak|Passover|Rosh Hashanah|Yom Kippur|Hanukkah|Ashura|Chuseok|Songkran|"
    "Lunar New Year|Chinese New Year|Tet"
)  # fmt: skip
# Leads and tails between which a feast's bare name tells a day ("by Christmas") and not a kind ("a Christmas truce").
_LEADS = {"on", "for", "by", "before", "after", "since", "until", "till", "at", "last", "this", "next"}
_GOES_ON = re.compile(rf"{SP}(?!(?:and|or|when|after|as|in|but|to|this)\b)\w")
# Years that have both Easters: before 1583 there was one, after 2099 the calendars drift another day apart.
_EASTERS = range(1900, 2100)


def easter(year: int) -> date:
    """Easter Sunday of the western churches. Source: the anonymous Gregorian computus (Meeus, 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, in today's calendar, for 1900 to 2099. Source: Meeus, 1991."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _pattern(names: dict[str, tuple[int, int]] | dict[str, int]) -> str:
    """The names with any gap and either apostrophe; longer ones first, so that "Christmas" leaves "Eve" none."""
    longest = sorted(names, key=len, reverse=True)
    words = "|".join(name.replace(" ", SP).replace("'", "[’']") for name in longest)
    return rf"(?P<feast>{words}){RIGHT}{YEAR_TAIL}?"


def _name(match: re.Match[str]) -> str:
    return " ".join(match["feast"].split()).replace("’", "'")


def _bare(match: re.Match[str], setting: Setting) -> bool:
    """Whether a feast that is also an adjective stands as one."""
    if _name(match) not in ("Christmas", "Easter"):
        return False
    return (
        word_before(setting.text, match.start()).lower() not in _LEADS
        or _GOES_ON.match(setting.text, match.end()) is not None
    )


def _fixed(match: re.Match[str], setting: Setting) -> Found | None:
    if _bare(match, setting):
        return None
    month, day = FIXED[_name(match)]
    year = told_year(match, setting)
    if year is not None:
        return Found((date(year, month, day), date(year, month, day)))
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    lean = lean_of(match, setting)
    near = pick_day(month, day, setting.published, lean)
    if near and lean == "past" and near > setting.published:
        near = near.replace(year=near.year - 1)  # a feast comes each year: without one, the last is meant
    return Found((near, near)) if near else None


def _moving(match: re.Match[str], setting: Setting) -> Found | None:
    if _bare(match, setting):
        return None
    year = told_year(match, setting)
    if year is None and setting.published is None:
        return unknown(NO_PUBLISHED)
    step, orthodox = timedelta(days=MOVING[_name(match)]), match["church"] is not None
    around = setting.published.year if setting.published else year or 0
    years = [year] if year is not None else [around - 1, around, around + 1]
    if not all(each in _EASTERS for each in years):
        return unknown(OTHER_CALENDAR)
    unsure = not orthodox and re.search(r"Orthodox|Coptic", setting.text) is not None
    of = orthodox_easter if orthodox else easter
    days = [of(each) + step for each in years]
    if setting.published is not None and year is None:
        past = [day for day in days if day <= setting.published][-1]
        coming = next(day for day in days if day >= setting.published)
        lean = lean_of(match, setting)
        near = lean == "either" and coming - setting.published < setting.published - past
        days = [coming if lean == "future" or near else past]
    if unsure and easter(days[0].year) != orthodox_easter(days[0].year):
        return unknown(OTHER_CALENDAR)
    return Found((days[0], days[0]))


def _elsewhere(match: re.Match[str], setting: Setting) -> Found | None:
    return unknown(OTHER_CALENDAR)


RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{LEFT}{_pattern(FIXED)}", _fixed),
        (rf"{LEFT}(?P<church>Orthodox{SP})?{_pattern(MOVING)}", _moving),
        (rf"{LEFT}(?:{ELSEWHERE.replace(' ', SP)})(?:{SP}al-(?:Fitr|Adha))?{RIGHT}(?!{SP}(?:[Ww]ar|[Oo]ffensive)\b)",
         _elsewhere),
    )
)  # fmt: skip
