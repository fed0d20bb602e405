"""The words that dates are made of: months, weekdays, numbers, and the pieces of their patterns.

Every repetition in a pattern is bounded, so that reading stays linear in the length of the text.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec

from comity.model.values import Precision
from comity.recognition.dates_calendar import Days, Lean

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}

# "'30" is more often a year of this century than of the last, "'39" of the last: news rarely looks farther ahead.
SHORT_YEARS_TO = 35

NO_PUBLISHED = "no publication date"
NO_SUCH_DAY = "no such day in the calendar"
OTHER_DATE = "counted from another date"
VAGUE = "too vague for a stretch of days"
ABOUT = "only about or beyond this distance"
EVENT_NAME = "a day in the name of an event, without its year"
WRONG_WEEKDAY = "the weekday does not fit the day"
DAY_OR_MONTH = "day and month can't be told apart"


class Found(msgspec.Struct, frozen=True):
    """What a rule makes of its words. A trap only looks like a date: it takes its words and tells nothing."""

    days: Days | None = None
    precision: Precision = "day"
    reason: str = ""
    trap: bool = False


class Setting(NamedTuple):
    """What a rule may look at besides its own words; `lean(start, end)` tells where the clause points."""

    text: str
    published: date | None
    lean: Callable[[int, int], Lean]


class Rule(NamedTuple):
    """A pattern and what its match means; group `d`, where there is one, is the span of the date words."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], Setting], Found | None]


def span_of(match: re.Match[str]) -> tuple[int, int]:
    """The span of the date words of a match."""
    return match.span("d") if "d" in match.re.groupindex else match.span()


def unknown(reason: str) -> Found:
    """Words that tell a date which can't be resolved."""
    return Found(reason=reason)


def lean_of(match: re.Match[str], setting: Setting) -> Lean:
    """Where the clause of a match points in time."""
    return setting.lean(*span_of(match))


def word_before(text: str, start: int) -> str:
    """The word (or the mark) that stands before an offset; empty at the start of a line."""
    found = re.search(r"([\w'’]+|[^\w\s])[ \t\u00a0]{0,3}\Z", text[max(0, start - 24) : start])
    return found.group(1) if found else ""


def _spellings(names: tuple[str, ...], shorts: tuple[str, ...]) -> str:
    long = [spelling for name in names for spelling in (name, name.upper())]
    return "|".join(long) + "|" + "|".join(rf"{short}\.?" for short in shorts)


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return [name[:3].lower() for name in MONTHS].index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return [name[:3].lower() for name in WEEKDAYS].index(word[:3].lower())


def number(word: str) -> int:
    """The value of a number in digits or in words up to eighty."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def day_number(word: str) -> int:
    """The day of a month: "23", "23rd", "first", "Fourth"."""
    named = {"first": 1, "fourth": 4}.get(word.lower())
    return named or int(re.sub(r"[a-z]+", "", word))


# One gap between words: a few blanks, or one line break; never a paragraph's end.
SP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}\n?|\n)"
LEFT = r"(?<![\w$£€¥₩%/#])(?<![0-9][.,:-])"
RIGHT = r"(?!\w)"
DASH = r"[ ]?[-–—][ ]?"
TO = rf"(?:{DASH}|{SP}(?:to|through|until|till){SP})"
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_SHORT_WEEKDAYS = ("Mon", "Tues", "Tue", "Weds", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")
MONTH = rf"(?:{_spellings(MONTHS, _SHORT_MONTHS)})(?![A-Za-z])"
LONG_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?![A-Za-z])"
WEEKDAY = rf"(?:{_spellings(WEEKDAYS, ())[:-1]})(?![A-Za-z])"
ANY_WEEKDAY = rf"(?:{_spellings(WEEKDAYS, _SHORT_WEEKDAYS)})(?![A-Za-z])"
# Not "1,200", "8.8", "15%", "5:30" or "5 p.m.".
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?!\w|[.,:]?[0-9]|%|[ \u00a0]?[ap]\.?m\b)"
YEAR = r"(?:1[0-9]{3}|2[01][0-9]{2})(?!\w|[.,][0-9]|[/%])"
WHICH_YEAR = rf"{SP}(?:of{SP})?(?P<ry>last|this|next){SP}year{RIGHT}"
# "June '44": two digits after an apostrophe, after which no closing mark makes them quoted words.
SHORT_YEAR = rf"{SP}[’'](?P<yy>[0-9]{{2}})(?![\w’'])"
YEAR_TAIL = rf"(?:,?{SP}(?:of{SP})?(?P<y>{YEAR})|{WHICH_YEAR}|{SHORT_YEAR})"
WEEKDAY_HEAD = rf"(?:(?P<w>{ANY_WEEKDAY}),?{SP})?"
COUNT = rf"(?:[0-9]{{1,3}}|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))"
SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)(?!\w)"
PART = (
    rf"(?:(?P<p>[Ee]arly|[Mm]id|[Ll]ate)(?:{SP}(?:in{SP})?|-)|"
    rf"(?:[Tt]he{SP})?(?P<q>beginning|start|middle|end){SP}of{SP})"
)

# Where a rule may begin: about one word in four of news prose, which spares the rules all other places.
FIRST_WORD = re.compile(
    rf"{LEFT}(?=[0-9A-Z]|(?:the|last|next|this|that|past|coming|following|previous|same|every|each|early|mid|late|"
    rf"earlier|later|beginning|start|middle|end|from|between|within|about|around|nearly|almost|roughly|some|over|more|"
    rf"less|just|at|several|many|recent|days|weeks|months|years|decades|centuries|half|overnight|year-end|so(?=\sfar)|in(?=\s(?:[0-9]|(?:{'|'.join(NUMBERS)})\b))|spring|summer|autumn|fall|"
    rf"winter|fiscal|first|second|third|yesterday|today|tonight|tomorrow|article|resolution|flight|section|no|"
    rf"highway|route|{'|'.join(NUMBERS)})(?![a-z]))"
)
# A word without which no rule matches, and how far behind the first word of a date it can stand.
CORE_WORD = re.compile(
    r"(?i)[0-9]|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|day|week|month|"
    r"quarter|year|decade|centur|night|fortnight|evening|morning|afternoon|yesterday|today|tonight|tomorrow|overnight|spring|"
    r"summer|autumn|fall|winter|half|eve(?![a-z])|holy|christmas|easter|halloween|ramadan|eid|diwali|nowruz|navroz|vesak|"
    r"passover|rosh|yom|hanukkah|ashura|chuseok|songkran|tet|time ago)"
)
CORE_REACH = 64
# What follows a number that counts things rather than years or days ("in August 20 people were killed").
COUNTED = re.compile(
    r"[ \u00a0-]?(?:people|persons|soldiers|troops|workers|men|women|children|civilians|migrants|refugees|"
    r"police|students|officers|sailors|members|countries|states|nations|villages|homes|houses|schools|companies|firms|"
    r"jobs|seats|votes|points|cases|deaths|dead|others|ships|vessels|boats|planes|aircraft|drones|missiles|"
    r"warheads|tanks|rockets|trucks|tonnes|tons|barrels|litres|liters|hectares|acres|metres|meters|kilometres|"
    r"kilometers|miles|feet|km|kg|mw|mph|degrees|percent|per cent|percentage|hundred|thousand|million|"
    r"billion|trillion|dollars|euros|pounds|yen|won|yuan|rupees|pesos|rand|roubles|rubles|hours|minutes|seconds|days|"
    r"weeks|months|years|times|items|copies|protesters|prisoners|hostages|detainees|detained|delegates|"
    r"families|residents|voters|lawmakers|passengers|tourists|visitors)\b",
    re.IGNORECASE,
)


def counts_things(text: str, end: int) -> bool:
    """True when the number that ends here counts what follows it."""
    return COUNTED.match(text, end) is not None


def part_word(match: re.Match[str], *, of: str) -> str | None:
    """ "early", "mid" or "late" (or "start", "end" of a year) of a match of PART; null without one."""
    groups = match.groupdict()
    if groups.get("p"):
        return str(groups["p"]).lower()
    word = groups.get("q")
    if not word:
        return None
    if of == "year" and word in ("beginning", "start", "end"):
        return "end" if word == "end" else "start"
    return {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}[word]


def told_year(match: re.Match[str], setting: Setting) -> int | None:
    """The year of a match of YEAR_TAIL; null when it names none or publication is unknown."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if groups.get("yy"):
        short = int(groups["yy"])
        return short + (2000 if short <= SHORT_YEARS_TO else 1900)
    if groups.get("ry") and setting.published is not None:
        return setting.published.year + {"last": -1, "this": 0, "next": 1}[groups["ry"]]
    return None
