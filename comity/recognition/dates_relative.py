"""Rules for dates that count from the publication day: weekdays, weekends, "last year", "two months ago"."""

import re
from datetime import date, timedelta

from comity.recognition.dates_calendar import (
    Days,
    Lean,
    each_way,
    part_of_month,
    part_of_year,
    pick_season,
    pick_weekday,
    shift_day,
    shift_month,
    unit_days,
    week_days,
    year_days,
)
from comity.recognition.dates_words import (
    ABOUT,
    COUNT,
    LEFT,
    NO_PUBLISHED,
    OTHER_DATE,
    PART,
    RIGHT,
    SEASON,
    SP,
    TO,
    VAGUE,
    WEEKDAY,
    Found,
    Rule,
    Setting,
    lean_of,
    number,
    part_word,
    unknown,
    weekday_number,
    word_before,
)

_STEP = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_DAY_STEP = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _day_word(match: re.Match[str], setting: Setting) -> Found | None:
    if word_before(setting.text, match.start()) in ("USA", "Russia", "India", "China", "Africa"):
        return None
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    words = match[0].lower().split()
    step = _DAY_STEP.get(words[0], 0)
    if words[:2] == ["last", "night"]:
        step = -1
    elif words[:2] == ["the", "day"]:
        step = -2 if words[2] == "before" else 2
    day = setting.published + timedelta(days=step)
    return Found((day, day))


def _weekday(match: re.Match[str], setting: Setting) -> Found | None:
    published, weekday = setting.published, weekday_number(match["wd"])
    which, week = (match["r"] or "").lower(), match["week"]
    if which in ("following", "previous", "same", "that"):
        return unknown(OTHER_DATE)
    if which in ("every", "each"):
        return unknown("a day that comes again and again")
    if published is None:
        return unknown(NO_PUBLISHED)
    if week or which == "next":
        day = week_days(published, weeks=_STEP[week or "next"])[0] + timedelta(days=weekday)
    elif which in ("last", "past"):
        day = published - timedelta(days=(published.weekday() - weekday - 1) % 7 + 1)
    elif which == "coming":
        day = published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    elif which == "this" and lean_of(match, setting) in ("past", "none"):
        day = week_days(published)[0] + timedelta(days=weekday)
        if day > published and lean_of(match, setting) == "past":
            day = pick_weekday(weekday, published, "past")
    else:
        day = pick_weekday(weekday, published, _weekday_lean(match, setting))
    return Found((day, day))


def _weekday_lean(match: re.Match[str], setting: Setting) -> Lean:
    # "will follow up on Saturday's talks": a day that owns a noun need not share the time of the verb.
    lean = lean_of(match, setting)
    owns = setting.text[match.end() : match.end() + 2] in ("'s", "’s")
    return "either" if owns and lean == "future" else lean


def _weekday_range(match: re.Match[str], setting: Setting) -> Found | None:
    first, last = weekday_number(match["wd"]), weekday_number(match["we"])
    length = (last - first) % 7
    if match["j"].strip() == "and" and length != 1:
        return None
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    lean = lean_of(match, setting)
    if lean in ("future", "either"):
        start = pick_weekday(first, setting.published, lean)
    else:
        start = pick_weekday(last, setting.published, lean) - timedelta(days=length)
    return Found((start, start + timedelta(days=length)))


def _weekend(match: re.Match[str], setting: Setting) -> Found | None:
    published, which = setting.published, match["r"].lower()
    if re.match(rf"{SP}(?:edition|newspaper|warrior|magazine)", setting.text[match.end() : match.end() + 14]):
        return None
    if which in ("following", "previous", "same", "that"):
        return unknown(OTHER_DATE)
    if published is None:
        return unknown(NO_PUBLISHED)
    coming = week_days(published)[0] + timedelta(days=5)
    if which == "next":
        saturday = coming + timedelta(days=7)
    elif which == "coming":
        saturday = coming if published < coming else coming + timedelta(days=7)
    elif which in ("last", "past"):
        saturday = coming - timedelta(days=7)
    else:
        ahead = published >= coming or lean_of(match, setting) == "future"
        saturday = coming if ahead else coming - timedelta(days=7)
    return Found((saturday, saturday + timedelta(days=1)))


def _unit(match: re.Match[str], setting: Setting) -> Found | None:
    published, unit = setting.published, match["u"]
    if published is None:
        return unknown(NO_PUBLISHED)
    step = _STEP[(match.groupdict().get("r") or "this").lower()]
    first, last = unit_days(unit, step, published)
    part = (match["e"] or "").lower() or part_word(match, of=unit)
    precision = "season" if unit == "quarter" else unit
    if part == "earlier" and step == 0:
        last = published
    elif part == "later" and step == 0:
        first = published
    elif part and unit == "year" and part in ("early", "mid", "late", "start", "end"):
        first, last = part_of_year(first.year, part)
    elif part and unit == "month" and part in ("early", "mid", "late"):
        first, last = part_of_month(first.year, first.month, part)
    return Found((first, last), precision)  # type: ignore[arg-type]


def _ago(match: re.Match[str], setting: Setting) -> Found | None:
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    if match["about"]:
        return unknown(ABOUT)
    count, unit = number(match["n"]), match["u"]
    if unit == "century":
        return unknown(VAGUE)
    sign = 1 if match["way"].startswith("from") else -1
    published = setting.published
    if unit == "day":
        day = published + timedelta(days=sign * count)
        return Found((day, day))
    if unit == "decade":
        return Found(year_days(published.year + sign * 10 * count), "year")
    return Found(unit_days(unit, sign * count, published), unit)  # type: ignore[arg-type]


def _rolling(match: re.Match[str], setting: Setting) -> Found | None:
    """ "The past three years", "the next decade", "within two weeks": from or to the publication day."""
    published = setting.published
    if published is None:
        return unknown(NO_PUBLISHED)
    count, unit = number(match.groupdict().get("n") or "one"), match["u"]
    onward = match["r"].lower() in ("next", "coming", "within")
    sign = 1 if onward else -1
    if unit in ("day", "week"):
        other = published + timedelta(days=sign * count * (7 if unit == "week" else 1))
    else:
        other = shift_day(published, months=sign * count * {"month": 1, "year": 12, "decade": 120}[unit])
    return Found((published, other) if onward else (other, published), "none")


def _is_season(match: re.Match[str], setting: Setting) -> bool:
    """Whether "the spring" or "the fall" is a time: after "in", and no part of a longer noun or "the fall of"."""
    lead = word_before(setting.text, match.start()).lower()
    tail = rf"[ ]?[.,;:)\n]|\Z|{SP}(?:when|after|before|as|and|that|with|by|at|on|because)(?!\w)"
    return lead in ("in", "during", "by", "until", "since", "before") and bool(
        re.match(tail, setting.text[match.end() :][:12])
    )


def _season(match: re.Match[str], setting: Setting) -> Found | None:
    which, season = match["r"].lower(), match["v"].lower()
    if season in ("fall", "spring") and which == "the" and not _is_season(match, setting):
        return None
    if setting.published is None:
        return unknown(NO_PUBLISHED)
    return Found(pick_season(season, setting.published, which, lean_of(match, setting)), "season")


def _nth_of_month(match: re.Match[str], setting: Setting) -> Found | None:
    published, day = setting.published, int(match["a"])
    if published is None:
        return unknown(NO_PUBLISHED)
    if match["r"]:
        year, month = shift_month(published.year, published.month, _STEP[match["r"]])
        return Found((date(year, month, day), date(year, month, day)))

    def passed() -> Days:
        back = 0 if day <= published.day else -1
        found = date(*shift_month(published.year, published.month, back), day)
        return found, found

    def coming() -> Days:
        ahead = 0 if day >= published.day else 1
        found = date(*shift_month(published.year, published.month, ahead), day)
        return found, found

    return Found(each_way(lean_of(match, setting), passed, coming))


def _other_date(match: re.Match[str], setting: Setting) -> Found | None:
    return unknown(OTHER_DATE)


def _vague(match: re.Match[str], setting: Setting) -> Found | None:
    return unknown(VAGUE)


_TIME = rf"(?:{SP}(?:morning|afternoon|evening|night)(?!\w))?"
_ABOUT = (
    rf"(?P<about>(?i:about|around|nearly|almost|roughly|some|over|more{SP}than|less{SP}than|just{SP}over|"
    rf"just{SP}under|at{SP}least){SP})?"
)

RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{LEFT}(?:(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight){_TIME}|[Tt]his{SP}(?:morning|afternoon|evening)|"
         rf"[Ll]ast{SP}night|the{SP}day{SP}(?:before{SP}yesterday|after{SP}tomorrow)){RIGHT}", _day_word),
        (rf"{LEFT}(?:(?:[Tt]he{SP}|[Tt]his{SP})?(?P<r>[Ll]ast|[Nn]ext|[Tt]his|[Ee]very|[Ee]ach|that|past|coming|following|"
         rf"previous|same){SP})?(?P<wd>{WEEKDAY}){_TIME}"
         rf"(?:{SP}(?:of{SP})?(?P<week>last|this|next){SP}week(?!\w))?", _weekday),
        (rf"{LEFT}(?P<wd>{WEEKDAY})(?P<j>{TO}|{SP}and{SP})(?P<we>{WEEKDAY})", _weekday_range),
        (rf"{LEFT}(?:(?:[Tt]he|[Tt]his){SP})?(?P<r>[Tt]he|[Tt]his|[Ll]ast|[Nn]ext|past|coming|following|previous|same|that)"
         rf"{SP}weekend{RIGHT}", _weekend),
        (rf"{LEFT}(?:(?P<e>[Ee]arlier|[Ll]ater){SP}(?:in{SP})?|{PART})?(?:the{SP})?(?P<r>[Ll]ast|[Tt]his|[Nn]ext|coming)"
         rf"{SP}(?P<u>week|month|quarter|year){RIGHT}", _unit),
        (rf"{LEFT}(?:[Tt]he{SP})?(?P<e>end){SP}of{SP}the{SP}(?P<u>week|month|quarter|year){RIGHT}", _unit),
        (rf"{LEFT}{_ABOUT}(?P<n>{COUNT})(?:{SP}|-)(?P<u>day|week|month|year|decade|century)s?{SP}(?P<way>ago|from{SP}now)"
         rf"{RIGHT}", _ago),
        (rf"{LEFT}(?:[Tt]he{SP})?(?P<r>[Pp]ast|[Ll]ast|[Nn]ext|[Cc]oming){SP}(?P<n>{COUNT}){SP}(?P<u>day|week|month|year|"
         rf"decade)s?{RIGHT}", _rolling),
        (rf"{LEFT}(?:[Tt]he|[Tt]his){SP}(?P<r>past|last|next|coming){SP}(?P<u>week|month|year|decade){RIGHT}",
         _rolling),
        (rf"{LEFT}(?P<r>[Ww]ithin){SP}(?:the{SP}next{SP})?(?P<n>{COUNT}){SP}(?P<u>day|week|month|year|decade)s?{RIGHT}",
         _rolling),
        (rf"{LEFT}(?P<r>[Ll]ast|[Tt]his|[Nn]ext|the){SP}(?P<v>{SEASON})(?!{SP}(?:of|from|in){SP}[A-Z])",
         _season),
        (rf"(?<=on{{}}the{{}})(?P<d>(?P<a>[12]?[0-9]|3[01])(?:st|nd|rd|th)(?:{SP}of{SP}(?P<r>this|last|next){SP}month)?)"
         .replace("{}", "[ ]") + rf"(?={SP}?[.,;)]|{SP}?\(local|{SP}local{SP}time|\n|\Z)", _nth_of_month),
        (rf"{LEFT}(?:(?:[Tt]he{SP}same|[Tt]hat{SP}same|[Tt]hat|[Tt]he{SP}following|[Tt]he{SP}previous|[Tt]he{SP}preceding)"
         rf"{SP}(?:day|week|month|year|night|evening|morning)|[Tt]he{SP}(?:next|other){SP}day|[Tt]he{SP}(?:day|week|month|"
         rf"year){SP}(?:before|after|earlier)|[Tt]he{SP}eve{SP}of){RIGHT}", _other_date),
        (rf"{LEFT}(?:{COUNT}|[Ss]everal|a{SP}few|many|some){SP}(?:day|week|month|year|decade)s?{SP}(?:earlier|later|before|"
         rf"after|beforehand){RIGHT}", _other_date),
        (rf"{LEFT}(?:(?:(?:[Ss]everal|[Aa]{SP}few|[Mm]any|[Ss]ome|[Aa]{SP}couple{SP}of){SP})?(?:[Dd]ays|[Ww]eeks|[Mm]onths|"
         rf"[Yy]ears|[Dd]ecades|[Cc]enturies){SP}ago|(?:[Tt]he{SP})?(?:[Rr]ecent|coming|past{SP}few|last{SP}few|"
         rf"next{SP}few){SP}(?:days|weeks|months|years|decades)|half{SP}a{SP}century{SP}ago|(?:a|the){SP}long{SP}time{SP}ago)"
         rf"{RIGHT}", _vague),
    )
)  # fmt: skip
