"""Complete dates: the day on which a report was published, as an ISO day or null.

Rooms point one way, so this small parser does not lean on the dates of recognition; it reads dates that
name day, month and year, and lines that hold nothing but such a date.
"""

import re
from datetime import date

_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
MONTH = "(?i:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})(?=T\d|Z?$)",
        rf"\b(?P<month>{MONTH})\s*{_DAY}\s*,?\s*(?P<year>\d{{4}})\b",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s-]*(?P<month>{MONTH})[\s,-]*(?P<year>\d{{4}})\b",
        r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
        r"(?P<year>\d{4})年\s*(?P<number>\d{1,2})月\s*(?P<day>\d{1,2})日",
    )
)

# What may stand beside the date on a line of its own: labels, weekday, clock, zone, reading time.
_BESIDE = re.compile(
    r"\b(?:first|last|published|posted|updated|modified|issued|created|edited|date|on|at|and|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?|[ap]\.?m\b\.?|"
    r"gmt|utc|bst|est|edt|cst|cdt|pst|pdt|cet|cest|jst|kst|ist|sgt|hkt|aest|"
    r"\d+[\s-]*min(?:utes?|s)?(?:\s+read)?|t?\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?)(?=\W|$)|"
    r"[+-]\d{1,2}(?::?\d{2})?|t\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?z?",
    re.IGNORECASE,
)


def parse_day(text: str | None) -> str | None:
    """The first complete date in `text` as an ISO day; null when there is none or it can't exist."""
    found = _find(text) if text else None
    return found[0] if found else None


def date_line(text: str) -> str | None:
    """The ISO day of a line that holds a date and nothing else but labels, a weekday or a clock time."""
    if len(text) > 100:
        return None
    found = _find(text)
    if found is None:
        return None
    day, start, end = found
    rest = text[:start] + " " + text[end:]
    # "Published March 4, 2024, updated March 5, 2024": the first date counts, the second is a label too.
    again = _find(rest)
    if again is not None:
        rest = rest[: again[1]] + " " + rest[again[2] :]
    return None if re.search(r"\w", _BESIDE.sub(" ", rest)) else day


def day_near(text: str, published: str | None) -> str | None:
    """The ISO day of "March 4" in the year that puts it nearest to `published`; null without either."""
    match = re.fullmatch(
        rf"(?P<month>{MONTH})\s*{_DAY}|{_DAY.replace('day', 'other')}\s+(?P<named>{MONTH})", text, re.I
    )
    if match is None or published is None:
        return None
    month = _MONTHS[(match["month"] or match["named"]).rstrip(".").lower()]
    anchor = date.fromisoformat(published)
    days = [_day(anchor.year + shift, month, int(match["day"] or match["other"])) for shift in (-1, 0, 1)]
    known = [day for day in days if day is not None]
    return min(known, key=lambda day: abs((day - anchor).days)).isoformat() if known else None


def _find(text: str) -> tuple[str, int, int] | None:
    for form in _FORMS:
        match = form.search(text)
        if match is None:
            continue
        day = _resolve(match.groupdict())
        if day is not None:
            return day.isoformat(), match.start(), match.end()
    return None


def _resolve(groups: dict[str, str | None]) -> date | None:
    year = int(groups["year"] or 0)
    if "first" in groups:
        return _day_month(year, int(groups["first"] or 0), int(groups["second"] or 0), groups["mark"] or "")
    name = groups.get("month")
    month = _MONTHS[name.rstrip(".").lower()] if name else int(groups["number"] or 0)
    return _day(year, month, int(groups["day"] or 0))


def _day_month(year: int, first: int, second: int, mark: str) -> date | None:
    # "04/03/2024" is April in one country and March in another: told apart only when one number can't be
    # a month. Dots are written day first everywhere they are used.
    if mark == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1600 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
