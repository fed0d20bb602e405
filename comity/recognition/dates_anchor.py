"""Days counted from a day told before: "landed on 3 May and left the following day".

Only whole days are counted, from the one day that the same sentence or the sentence before it names last.
"""

import re
from datetime import date, timedelta

from comity.model import Date, DateMention
from comity.recognition.dates_words import COUNT, OTHER_DATE, SP, number

# Two sentences of a news report are rarely longer; farther back the day of another act is nearer.
REACH = 300

_NEXT = re.compile(rf"(?i)the{SP}(?P<w>next|following|same|previous|preceding){SP}day\Z")
_COUNTED = re.compile(rf"(?P<n>{COUNT}){SP}days?{SP}(?P<w>later|earlier)\Z")
_BESIDE = re.compile(rf"(?i)the{SP}day{SP}(?P<w>before|after)\Z")
_STEP = {"next": 1, "following": 1, "same": 0, "previous": -1, "preceding": -1, "later": 1, "earlier": -1,
         "before": -1, "after": 1}  # fmt: skip
# "The day after the vote" counts from the vote, and "a day before leaving" from the leaving.
_CLOSED = re.compile(r"\s{0,2}(?:[.,;:)”\"]|\Z|\n|and\b|but\b)")
_SENTENCE = re.compile(r"[.!?][”\"’)]?\s{1,3}(?=[\"“‘(]?[A-Z])")


def anchored(text: str, mentions: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """The mentions, where days counted from another date are resolved when that date is told just before."""
    done: list[DateMention] = []
    for mention in mentions:
        step = _step(text, mention)
        anchor = _anchor(text, mention, done) if step is not None else None
        done.append(mention if step is None or anchor is None else _counted(mention, anchor, step))
    return tuple(done)


def _step(text: str, mention: DateMention) -> int | None:
    """How many days lie between a mention and its anchor; null when it is no count of days."""
    if mention.date is not None or mention.reason != OTHER_DATE:
        return None
    if match := _NEXT.match(mention.text):
        return _STEP[match["w"].lower()]
    if match := _COUNTED.match(mention.text):
        return number(match["n"]) * _STEP[match["w"]]
    if (match := _BESIDE.match(mention.text)) and _CLOSED.match(text, mention.end):
        return _STEP[match["w"].lower()]
    return None


def _anchor(text: str, mention: DateMention, before: list[DateMention]) -> date | None:
    """The one day last told before a mention; null when it stands too far back or is unclear."""
    start = max(0, mention.start - REACH, text.rfind("\n", 0, mention.start) + 1)
    breaks = [match.end() for match in _SENTENCE.finditer(text, start, mention.start + 1)]
    floor = breaks[-2] if len(breaks) > 1 else start
    own = breaks[-1] if breaks else start
    near = [each for each in before if each.start >= floor]
    inside = [each for each in near if each.start >= own]
    told = inside or near
    # A sentence apart, a day must be the only date told: of two, the words don't say which is counted from.
    if not told or (not inside and len(told) > 1):
        return None
    day = told[-1].date
    if day is None or day.precision != "day" or day.start is None or day.start != day.end:
        return None
    return date.fromisoformat(day.start)


def _counted(mention: DateMention, anchor: date, step: int) -> DateMention:
    try:
        day = (anchor + timedelta(days=step)).isoformat()
    except OverflowError:
        return mention
    return DateMention(mention.start, mention.end, mention.text, Date(day, day, "day", mention.text))
