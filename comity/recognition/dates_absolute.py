"""Rules for days and months of the calendar, and ranges of them.

The precision is that of the smallest unit that the words name: "mid-March" is a month.
"""

import re
from datetime import date

from comity.recognition.dates_calendar import (
    month_days,
    part_of_month,
    pick_day,
    pick_month,
    shift_month,
)
from comity.recognition.dates_words import (
    DAY,
    DAY_OR_MONTH,
    EVENT_NAME,
    LEFT,
    LONG_MONTH,
    MONTH,
    NO_PUBLISHED,
    PART,
    SP,
    TO,
    WEEKDAY_HEAD,
    WRONG_WEEKDAY,
    YEAR,
    YEAR_TAIL,
    Found,
    Rule,
    Setting,
    counts_things,
    day_number,
    lean_of,
    month_number,
    part_word,
    told_year,
    unknown,
    weekday_number,
    word_before,
)

_EVENT_NAME = re.compile(
    rf"{SP}(?:[A-Z][a-z]{{2,15}}{SP})?(?:[Mm]ovement|[Uu]prising|[Rr]evolution|[Mm]assacre|[Cc]rackdown|[Ii]ncident|"
    rf"(?:[Tt]error(?:ist)?{SP})?[Aa]ttacks)(?!\w)"
)


def _one_day(match: re.Match[str], setting: Setting) -> Found | None:
    month, day = month_number(match["m"]), day_number(match["a"])
    weekday = weekday_number(match["w"]) if match["w"] else None
    year = told_year(match, setting)
    if year is not None:
        found = date(year, month, day)
        if weekday is not None and found.weekday() != weekday:
            return unknown(WRONG_WEEKDAY)
        return Found((found, found))
    if match["a"].isdigit() and counts_things(setting.text, match.end("a")) and match.end("a") == match.end():
        return None
    if setting.published is None:
        date(2000, month, day)
        return unknown(NO_PUBLISHED)
    if _EVENT_NAME.match(setting.text, match.end()):
        return unknown(EVENT_NAME)
    near = pick_day(month, day, setting.published, lean_of(match, setting), weekday=weekday)
    return Found((near, near)) if near else unknown(WRONG_WEEKDAY)


def _one_day_of_note(match: re.Match[str], setting: Setting) -> Found | None:
    day = date(int(match["y"]), month_number(match["m"]), int(match["a"]))
    return Found((day, day))


def _day_range(match: re.Match[str], setting: Setting) -> Found | None:
    last_month = month_number(match["n"] or match["m"]) if "n" in match.re.groupindex else month_number(match["m"])
    months = month_number(match["m"]), last_month
    days = day_number(match["a"]), day_number(match["b"])
    bound = match["j"].strip().lower() in ("and", "&") and not match["x"]
    if bound and (months[0] != months[1] or days[1] != days[0] + 1):
        return None
    if counts_things(setting.text, match.end()):
        return None
    year = told_year(match, setting)
    if year is None:
        if setting.published is None:
            return unknown(NO_PUBLISHED)
        first = pick_day(months[0], days[0], setting.published, lean_of(match, setting))
        year = first.year + (months[1] < months[0]) if first else None
    if year is None:
        return None
    start = date(year - (months[1] < months[0]), months[0], days[0])
    end = date(year, months[1], days[1])
    return Found((start, end)) if start <= end else None


def _long_range(match: re.Match[str], setting: Setting) -> Found | None:
    """Two days that both name their year."""
    start = date(int(match["y"]), month_number(match["m"]), day_number(match["a"]))
    end = date(int(match["z"]), month_number(match["n"]), day_number(match["b"]))
    bound = match["j"].strip().lower() in ("and", "&") and not match["x"]
    return Found((start, end)) if start < end and not bound else None


def _year_first(match: re.Match[str], setting: Setting) -> Found | None:
    day = date(int(match["y"]), int(match["n"]), int(match["a"]))
    return Found((day, day))


def _day_first(match: re.Match[str], setting: Setting) -> Found | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["s"] == "." or first > 12 or first == second:
        day = date(year, second, first)
    elif second > 12:
        day = date(year, first, second)
    else:
        return unknown(DAY_OR_MONTH)
    return Found((day, day))


def _month_of_year(match: re.Match[str], setting: Setting) -> Found | None:
    month, part = month_number(match["m"]), part_word(match, of="month")
    year = told_year(match, setting)
    if year is None:
        return unknown(NO_PUBLISHED)
    return Found(part_of_month(year, month, part) if part else month_days(year, month), "month")


_VERB_TAIL = re.compile(rf"{SP}(?:on|to|for|in|against|through|with|past|towards?|of|be|not|have)(?!\w)")
_NAME_TAIL = re.compile(rf"{SP}[A-Z][a-z]")
_MONTH_LEADS = {
    "in",
    "since",
    "until",
    "till",
    "by",
    "during",
    "through",
    "throughout",
    "from",
    "last",
    "next",
    "this",
    "early",
    "mid",
    "late",
    "for",
    "before",
    "after",
    "around",
    "of",
    "between",
    "to",
}


def _is_month(match: re.Match[str], setting: Setting) -> bool:
    """Whether a bare month's name is the month, and not a verb, a first name or a surname."""
    word, before = match["m"], word_before(setting.text, match.start()).lower()
    named_by_lead = bool(match["r"]) or bool(part_word(match, of="month")) or before in _MONTH_LEADS
    if word.lower() == "may" and before in ("by", "for", "from", "of", "to", "before", "after"):
        return re.search(r"\b(?:Theresa|Mrs|Ms|Mr|Minister)\.?\sMay\b", setting.text) is None
    if word.lower() in ("may", "march"):
        modifies = before in ("the", "a") and re.match(rf"{SP}[a-z]", setting.text[match.end() :][:4]) is not None
        return named_by_lead or (modifies and not _VERB_TAIL.match(setting.text, match.end()))
    if word.endswith("."):
        return named_by_lead
    return named_by_lead or not _NAME_TAIL.match(setting.text, match.end()) or before in ("the", "a", "an", "s", "’")


def _bare_month(match: re.Match[str], setting: Setting) -> Found | None:
    if not _is_month(match, setting):
        return None
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    month, part, which, published = (
        month_number(match["m"]),
        part_word(match, of="month"),
        match["r"],
        setting.published,
    )
    lean = lean_of(match, setting)
    if which == "last":
        year = shift_month(published.year, published.month, -((published.month - month - 1) % 12 + 1))[0]
    elif which == "next":
        year = shift_month(published.year, published.month, (month - published.month - 1) % 12 + 1)[0]
    elif which == "this":
        year = published.year + (lean == "future" and month < published.month)
    else:
        before = word_before(setting.text, match.start()).lower()
        year = pick_month(month, published, lean, modifier=before not in _MONTH_LEADS)
    return Found(part_of_month(year, month, part) if part else month_days(year, month), "month")


def _month_range(match: re.Match[str], setting: Setting) -> Found | None:
    first, last = month_number(match["m"]), month_number(match["n"])
    if match["j"].strip().lower() == "and" and not match["x"]:
        return None
    year = told_year(match, setting)
    if year is None:
        if setting.published is None:
            return unknown(NO_PUBLISHED)
        year = pick_month(first, setting.published, lean_of(match, setting)) + (last < first)
    return Found((month_days(year - (last < first), first)[0], month_days(year, last)[1]), "month")


_JOIN = rf"(?P<j>{TO}|{SP}and{SP}|{SP}?&{SP}?)"
_BETWEEN = rf"(?:(?:[Ff]rom{SP}|(?P<x>[Bb]etween{SP}))(?:the{SP})?)?"
_X = rf"(?P<x>(?:[Ff]rom|[Bb]etween){SP}(?:early{SP}|late{SP}|mid-)?)?"

RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{LEFT}(?P<y>[12][0-9]{{3}})(?P<s>[-/.])(?P<n>[0-9]{{1,2}})(?P=s)(?P<a>[0-9]{{1,2}})(?![0-9]|[-/.][0-9])",
         _year_first),
        (rf"{LEFT}(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>[12][0-9]{{3}})(?![0-9]|[-/.][0-9])",
         _day_first),
        (rf"{LEFT}(?P<a>[0-9]{{1,2}})-(?P<m>{MONTH})-(?P<y>{YEAR})", _one_day_of_note),
        (rf"{LEFT}{WEEKDAY_HEAD}(?P<m>{MONTH}){SP}(?:the{SP})?(?P<a>{DAY}){YEAR_TAIL}?", _one_day),
        (rf"{LEFT}{WEEKDAY_HEAD}(?:the{SP})?(?P<a>{DAY}|[Ff]irst|[Ff]ourth){SP}(?:of{SP})?(?P<m>{MONTH}){YEAR_TAIL}?",
         _one_day),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<m>{MONTH}){SP}(?P<a>{DAY}){_JOIN}(?:the{SP})?(?P<b>{DAY}){YEAR_TAIL}?)",
         _day_range),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<a>{DAY}){_JOIN}(?:the{SP})?(?P<b>{DAY}){SP}(?:of{SP})?(?P<m>{MONTH}){YEAR_TAIL}?)",
         _day_range),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<m>{MONTH}){SP}(?P<a>{DAY}){_JOIN}(?P<n>{MONTH}){SP}(?P<b>{DAY}){YEAR_TAIL}?)",
         _day_range),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<a>{DAY}){SP}(?P<m>{MONTH}){_JOIN}(?P<b>{DAY}){SP}(?P<n>{MONTH}){YEAR_TAIL}?)",
         _day_range),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<m>{MONTH}){SP}(?P<a>{DAY}),?{SP}(?P<y>{YEAR}),?{_JOIN}(?P<n>{MONTH}){SP}(?P<b>{DAY}),?"
         rf"{SP}(?P<z>{YEAR}))", _long_range),
        (rf"{LEFT}{_BETWEEN}(?P<d>(?P<a>{DAY}){SP}(?P<m>{MONTH}){SP}(?P<y>{YEAR}){_JOIN}(?P<b>{DAY}){SP}(?P<n>{MONTH})"
         rf"{SP}(?P<z>{YEAR}))", _long_range),
        (rf"{LEFT}{PART}?(?P<m>{MONTH}){YEAR_TAIL}", _month_of_year),
        (rf"{LEFT}(?:{PART}|(?P<r>[Ll]ast|[Tt]his|[Nn]ext){SP})?(?P<m>{LONG_MONTH})(?!{SP}{DAY})",
         _bare_month),
        (rf"{LEFT}{_X}(?P<d>(?P<m>{MONTH}){_JOIN}(?P<n>{MONTH})(?!{SP}{DAY}){YEAR_TAIL}?)", _month_range),
    )
)  # fmt: skip
