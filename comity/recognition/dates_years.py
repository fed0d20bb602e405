"""Rules for years and what they are parts of or made of: seasons, quarters, decades, fiscal years.

The precision is that of the smallest unit that the words name: "late 2021" is a year.
"""

import re
from datetime import date

from comity.recognition.dates_calendar import month_days, part_of_year, season_days, year_days
from comity.recognition.dates_words import (
    DASH,
    LEFT,
    NO_PUBLISHED,
    PART,
    RIGHT,
    SEASON,
    SP,
    TO,
    WHICH_YEAR,
    YEAR,
    YEAR_TAIL,
    Found,
    Rule,
    Setting,
    counts_things,
    part_word,
    told_year,
    unknown,
    word_before,
)

_COUNT_LEADS = {
    "some",
    "about",
    "nearly",
    "almost",
    "over",
    "than",
    "exceeding",
    "least",
    "most",
    "approximately",
    "roughly",
    "no",
    "article",
    "resolution",
    "flight",
    "section",
    "highway",
    "route",
    "number",
    "room",
    "act",
    "bus",
    "law",
    "order",
    "case",
    "paragraph",
    "clause",
    "rule",
    "agenda",
    "vision",
    "only",
    "all",
    "these",
    "those",
    "other",
    "another",
    "million",
    "and",
}
_TIME_LEADS = {
    "in",
    "since",
    "until",
    "till",
    "before",
    "after",
    "during",
    "year",
    "early",
    "late",
    "mid",
    "from",
    "through",
    "throughout",
    "around",
    "circa",
    "by",
    "of",
    "to",
    "between",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
}
_EVENT_NOUN = re.compile(
    rf"{SP}(?:[a-z]{{3,16}}{SP})?(?:agreement|treaty|accord|deal|pact|declaration|statement|ruling|judgment|war|summit|"
    rf"election|crisis|talks|invasion|annexation|meeting|coup|attack|constitution|convention|protocol|armistice|ceasefire|"
    rf"truce|visit|referendum|report|census|law|resolution|apology|partition|uprising|conference|Agreement|Treaty|Accord|"
    rf"Declaration|Convention|War|Constitution|Protocol|Pact|Statement)s?(?!\w)"
)
_PARTS_OF_DECADE = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
_VERB_AFTER = re.compile(rf"{SP}(?:was|saw|marked|brought|is|will|has|had)(?!\w)")
_YEAR_LIST = re.compile(rf"(?<![\w.,])[12][0-9]{{3}}(?:,|,?{SP}and|,?{SP}or){SP}\Z")


def _bare_year(match: re.Match[str], setting: Setting) -> Found | None:
    year, text = int(match["y"]), setting.text
    if counts_things(text, match.end()):
        return None
    before = word_before(text, match.start())
    lead = before.lower()
    plural = re.match(rf"{SP}(?:[a-z]{{3,14}}{SP})?[a-z]{{3,14}}s(?!\w)", text[match.end() : match.end() + 34])
    if year % 100 == 0 and plural and lead in _TIME_LEADS | {"the"}:
        return None
    listed = _YEAR_LIST.search(text[max(0, match.start() - 14) : match.start()]) is not None
    modifies = lead in (
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
    ) or lead.endswith(("'s", "’s", "s'", "s’"))
    bracketed = before == "(" and text[match.end() : match.end() + 1] in (")", ",")
    named = lead not in _COUNT_LEADS and not before[:1].isupper() and _EVENT_NOUN.match(text, match.end())
    opens = before in ("", ".", "“") and _VERB_AFTER.match(text, match.end())
    if lead in _TIME_LEADS or listed or modifies or bracketed or named or opens:
        return Found(year_days(year), "year")
    return None


def _year_range(match: re.Match[str], setting: Setting) -> Found | None:
    first, second = int(match["y"]), match["z"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    joined = match["j"].strip().lower()
    if last <= first or counts_things(setting.text, match.end()) or (joined == "and" and not match["x"]):
        return None
    if len(second) == 2 and (joined not in ("-", "–") or last - first > 60):
        return None
    if joined in ("to", "through", "until", "till") and not match["x"]:
        return None
    return Found((year_days(first)[0], year_days(last)[1]), "year")


def _two_years(match: re.Match[str], setting: Setting) -> Found | None:
    """ "1998/99": a year and the next; of numbered acts ("Directive 2019/20") a capital or a count word tells."""
    first, last = int(match["y"]), int(match["z"])
    before = word_before(setting.text, match.start())
    named = before[:1].isupper() and before.lower() not in _TIME_LEADS | {"the"}
    if last != (first + 1) % 100 or named or before.lower() in _COUNT_LEADS:
        return None
    return Found((year_days(first)[0], year_days(first + 1)[1]), "year")


def _short_decade(match: re.Match[str], setting: Setting) -> Found | None:
    first, part = 1900 + int(match["y"]), part_word(match, of="decade")
    low, high = _PARTS_OF_DECADE.get(part or "", (0, 9))
    return Found((year_days(first + low)[0], year_days(first + high)[1]), "year")


def _decade(match: re.Match[str], setting: Setting) -> Found | None:
    first, part = int(match["y"]), part_word(match, of="decade")
    low, high = _PARTS_OF_DECADE.get(part or "", (0, 9))
    if first % 100 == 0 and not part and first != 2000:
        high = 99
    return Found((year_days(first + low)[0], year_days(first + high)[1]), "year")


def _century(match: re.Match[str], setting: Setting) -> Found | None:
    first = (int(match["c"]) - 1) * 100 + 1
    low, high = {"early": (0, 32), "mid": (33, 66), "late": (67, 99)}.get(part_word(match, of="century") or "", (0, 99))
    return Found((year_days(first + low)[0], year_days(first + high)[1]), "none")


def _part_of_year(match: re.Match[str], setting: Setting) -> Found | None:
    year = told_year(match, setting)
    if year is None or counts_things(setting.text, match.end()):
        return None
    return Found(part_of_year(year, part_word(match, of="year") or "early"), "year")


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _stretch_of_year(match: re.Match[str], setting: Setting) -> Found | None:
    year = told_year(match, setting)
    if year is None:
        return unknown(NO_PUBLISHED)
    count = 6 if match["half"] else 3
    nth = int(match["k"]) if match["k"] else _NTH[match["o"].lower()]
    if nth > 12 // count:
        return None
    return Found(month_days(year, (nth - 1) * count + 1, count=count), "year" if count == 6 else "season")


def _season_of_year(match: re.Match[str], setting: Setting) -> Found | None:
    season, year = match["v"].lower(), told_year(match, setting)
    if year is None:
        return unknown(NO_PUBLISHED)
    if season != "winter" or match["z"]:
        return Found(season_days(season, year), "season")
    # A winter lies in two years; only one that has not begun yet at publication can be told apart.
    if setting.published is not None and setting.published < date(year, 12, 1):
        return Found(season_days(season, year - 1), "season")
    return unknown("a winter belongs to two years")


def _fiscal_year(match: re.Match[str], setting: Setting) -> Found | None:
    # A fiscal year begins in the April before (India), the October before (United States) or the April of the
    # year that names it (Japan), say the finance ministries; the stretch covers all of these.
    year = int(match["y"])
    return Found((date(year - 1, 4, 1), date(year + 1, 3, 31)), "none")


_X = rf"(?P<x>(?:[Ff]rom|[Bb]etween){SP}(?:early{SP}|late{SP}|mid-)?)?"

RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{LEFT}(?P<y>{YEAR})(?![-–][0-9])", _bare_year),
        (rf"{LEFT}{_X}(?P<d>(?P<y>{YEAR})(?P<j>{TO}|{SP}and{SP})(?P<z>{YEAR}|[0-9]{{2}}(?![\w%]|[.,][0-9])))",
         _year_range),
        (rf"{LEFT}(?:the{SP}|The{SP})?{PART}?(?P<y>(?:1[0-9]|20)[0-9]0)[’']?s{RIGHT}", _decade),
        (rf"{LEFT}(?P<y>1[0-9]{{3}}|2[01][0-9]{{2}})/(?P<z>[0-9]{{2}})(?![\w/%]|[.,-][0-9])", _two_years),
        # The "'20s" may be of either century.
        (rf"{LEFT}(?:the{SP}|The{SP})?{PART}?[’'](?P<y>[3-9]0)s(?![\w’'])", _short_decade),
        (rf"{LEFT}(?:the{SP}|The{SP})?{PART}?(?P<c>1[0-9]|20|21)(?:st|th)[ -][Cc]entury{RIGHT}", _century),
        (rf"{LEFT}{PART}(?P<y>{YEAR})", _part_of_year),
        (rf"{LEFT}(?:the{SP})?(?:[Qq](?P<k>[1-4])|(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)(?:{SP}|-)"
         rf"(?:(?P<half>half)|quarter)){YEAR_TAIL}", _stretch_of_year),
        (rf"{LEFT}(?:the{SP})?(?:early{SP}|late{SP}|mid-)?(?P<v>{SEASON})(?:{SP}(?:of{SP})?(?P<y>{YEAR})"
         rf"(?P<z>{DASH}[0-9]{{2,4}}(?!\w))?|{WHICH_YEAR})", _season_of_year),
        (rf"{LEFT}(?:(?:the{SP})?[Ff]iscal(?:{SP}year)?{SP}|FY{SP}?)(?P<y>{YEAR})", _fiscal_year),
    )
)  # fmt: skip
