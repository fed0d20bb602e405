"""Dates in the words of a report, as inclusive stretches of days counted from its publication.

No date library is used: those measured find dates where none are, and move a coming day into last year.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from functools import cache

from comity.model import Date, DateMention
from comity.recognition import dates_absolute, dates_counted, dates_holidays, dates_relative, dates_years
from comity.recognition.dates_anchor import anchored
from comity.recognition.dates_calendar import Lean
from comity.recognition.dates_context import guess_lean, read_hints
from comity.recognition.dates_traps import TRAPS
from comity.recognition.dates_words import CORE_REACH, CORE_WORD, FIRST_WORD, NO_SUCH_DAY, Found, Setting, span_of

_RULES = (
    *TRAPS,
    *dates_absolute.RULES,
    *dates_years.RULES,
    *dates_relative.RULES,
    *dates_counted.RULES,
    *dates_holidays.RULES,
)
# Most rules are tried in vain at each place, so the trying is bound beforehand.
_TRIED = tuple((rule.pattern.match, rule.resolve) for rule in _RULES)
_UPDATED = re.compile(r"(?i)(?:updated|modified)[^\w]{0,4}(?:on|at)?\W{0,3}\Z")
_Candidate = tuple[int, int, Found]


def find_dates(
    text: str, published: str | None, *, future_at: Callable[[int], bool] | None = None
) -> tuple[DateMention, ...]:
    """The words of `text` that tell a date, in order of place, without overlaps (the longest words win).

    `published` is an ISO day (or a time that begins with one). Without it, and where the words alone don't
    tell, `date` is null and `reason` says why. `future_at(offset)` tells whether the clause at an offset
    speaks of the future; when it is not given, the words nearby decide. Spans are code-point offsets and hold
    the date words only: "2019" of "since 2019", "Monday" of "on Monday's". The precision is that of the unit
    the words name; seasons are northern ones.
    """
    setting = Setting(text, _iso_day(published), _lean_source(text, future_at))
    candidates: list[_Candidate] = []
    cores = [core.start() for core in CORE_WORD.finditer(text)]
    for place in FIRST_WORD.finditer(text):
        start = place.start()
        near = bisect_left(cores, start)
        if near == len(cores) or cores[near] > start + CORE_REACH:
            continue
        for matched, resolve in _TRIED:
            match = matched(text, start)
            if match is None:
                continue
            found = _resolve(resolve, match, setting)
            if found is not None:
                candidates.append((*span_of(match), found))
    mentions = [_mention(text, *each) for each in _longest(candidates, len(text)) if not each[2].trap]
    return anchored(text, tuple(_of_that_year(text, mentions, number) for number in range(len(mentions))))


def _of_that_year(text: str, found: list[DateMention], number: int) -> DateMention:
    """Count "15 June that year" from the year told before it; without one it stays unknown."""
    mention = found[number]
    if mention.date is None or not _THAT_YEAR.match(text, mention.end) or mention.date.start is None:
        return mention
    earlier = [m.date.start[:4] for m in found[:number] if m.date is not None and m.date.start is not None]
    if not earlier:
        return DateMention(mention.start, mention.end, mention.text, None, "counted from a year that is not told")
    days = [f"{earlier[-1]}{day[4:]}" for day in (mention.date.start, mention.date.end or mention.date.start)]
    if any(_checked(day) is None for day in days):
        return DateMention(mention.start, mention.end, mention.text, None, NO_SUCH_DAY)
    return DateMention(
        mention.start, mention.end, mention.text, Date(days[0], days[1], mention.date.precision, mention.text)
    )


def parse_published(text: str) -> str | None:
    """The ISO day of a dateline, a byline or a page's time stamp; null unless a complete day is told.

    Of several dates the first counts that is not that of an update. Clock times and zones are not applied.
    """
    packed = re.match(r"\s{0,20}([12][0-9]{3})([01][0-9])([0-3][0-9])(?:T[0-9]{4,6}Z?)?\s{0,20}\Z", text)
    if packed:
        return _checked("-".join(packed.groups()))
    complete = []
    for mention in find_dates(text, None):
        day = mention.date
        if day is not None and day.precision == "day" and day.start == day.end and day.start is not None:
            before = text[max(0, mention.start - 24) : mention.start]
            complete.append((_UPDATED.search(before) is not None, day.start))
    return min(complete, key=lambda each: each[0])[1] if complete else None


_THAT_YEAR = re.compile(r"\s(?:of\s)?(?:that|the same)\syear\b")


def _checked(day: str) -> str | None:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _iso_day(published: str | None) -> date | None:
    day = _checked(published[:10]) if published else None
    return date.fromisoformat(day) if day else None


def _lean_source(text: str, future_at: Callable[[int], bool] | None) -> Callable[[int, int], Lean]:
    if future_at is not None:
        told = future_at
        return lambda start, end: "future" if told(start) else "none"
    # Most texts tell no date whose year is open; their cues need not be read.
    hints = cache(read_hints)
    return lambda start, end: guess_lean(hints(text), start, end)


def _resolve(
    resolve: Callable[[re.Match[str], Setting], Found | None], match: re.Match[str], setting: Setting
) -> Found | None:
    """What a rule makes of a match; days that no calendar has ("February 30", year 10000) stay unknown."""
    try:
        return resolve(match, setting)
    except (ValueError, OverflowError):
        return Found(reason=NO_SUCH_DAY)


def _longest(candidates: list[_Candidate], size: int) -> list[_Candidate]:
    """The candidates left when the longest take their places first; of equals, the first rule wins."""
    taken = bytearray(size)
    kept = []
    for start, end, found in sorted(candidates, key=lambda each: (each[0] - each[1], each[0])):
        if start < end and 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, found))
    return sorted(kept, key=lambda each: each[0])


def _mention(text: str, start: int, end: int, found: Found) -> DateMention:
    words = text[start:end]
    if found.days is None:
        return DateMention(start, end, words, None, found.reason)
    first, last = found.days
    return DateMention(start, end, words, Date(first.isoformat(), last.isoformat(), found.precision, words))
