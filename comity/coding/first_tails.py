"""What a rank is counted over: "since 1965", "in 17 years", "this year", "of its kind"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.coding.figures import number
from comity.model import Date, DateMention, Measure

_ABOUT = (
    r"(?:(?:well\s)?over|more\sthan|nearly|almost|about|around|at\sleast|the\s(?:past|last)|some|just|only|roughly|barely|"
    r"under|less\sthan)"
)
_UNITS = r"years?|months?|weeks?|days?|decades?|century|centuries|generations?|quarters?"
_SPAN = re.compile(
    rf"\b(?:in|for|within|over)\s(?:{_ABOUT}\s){{0,3}}(?:(half\sa|an?|[a-z]+(?:-[a-z]+)?|\d+(?:\.\d+)?)[\s-])?"
    rf"(?:straight\s|consecutive\s)?({_UNITS})\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s(?P<words>\S.*)", re.IGNORECASE | re.DOTALL)
_PERIOD = re.compile(
    r"\b(?:so\sfar\s)?(?P<words>this\s(?:year|month|week|decade|century))\b|\b(?:in|of)\s(?P<year>(?:19|20)\d\d)\b"
)
_EVER = re.compile(
    r"\b(?:ever|of\s(?:its|their|this|that)\s(?:kind|type|sort)|in\s(?:[\w’']+\s){0,2}history|on\srecord|to\sdate|yet)\b|\bbefore(?=$|[,.;])"
)
_EDGE = re.compile(r"[;:(),—–]|\s-\s|[.!?]?$")
_YEARS = {"decade": 10.0, "century": 100.0}
_VAGUE = frozenset({"years", "months", "weeks", "days", "decades", "centuries", "generations"})


class Tail(NamedTuple):
    """Where the words begin and end (offsets into the sentence), and what they count over; `kind` names the form."""

    start: int
    end: int
    kind: str
    since: Date | None = None
    span: Measure | None = None


def clause_end(text: str, start: int) -> int:
    """Give the end of the clause that begins at an offset: the next comma, dash, bracket or the sentence's end."""
    found = _EDGE.search(text, start)
    return found.start() if found else len(text)


def find_tail(text: str, start: int, offset: int, dates: Sequence[DateMention]) -> Tail | None:
    """Give the first words after `start`, in its clause, that tell what a rank is counted over; null for none.

    `offset` is where the sentence begins in its report, `dates` are the report's.
    """
    end = clause_end(text, start)
    if end == start and text[end : end + 1] == ",":
        end = clause_end(text, end + 1) if _SINCE.match(text, end + 2) else end
    clause = text[:end]
    found = [
        tail
        for tail in (_since(clause, start, offset, dates), _span(clause, start), _period(clause, start, offset, dates))
        if tail is not None
    ]
    if found:
        return min(found, key=lambda tail: tail.start)
    ever = _EVER.search(clause, start)
    return Tail(ever.start(), ever.end(), "ever") if ever else None


def _since(clause: str, start: int, offset: int, dates: Sequence[DateMention]) -> Tail | None:
    found = _SINCE.search(clause, start)
    if found is None:
        return None
    at, end = found.start("words"), found.end("words")
    day = dated(at, end, offset, dates)
    if day is not None:
        # "since 1965 to visit Japan": the words end with the date.
        return Tail(found.start(), max(at, day.end - offset), "since", day.date)
    words = re.split(r"\s(?:to|when|and|while|as|that)\s", found["words"])[0].strip()
    return Tail(found.start(), at + len(words), "since", Date(None, None, "none", words))


def dated(start: int, end: int, offset: int, dates: Sequence[DateMention]) -> DateMention | None:
    """Give the first resolved date inside a stretch of a sentence, near its beginning; null for none."""
    for mention in dates:
        if mention.end > offset + start and mention.start < offset + end and mention.start - offset - start <= 60:
            if mention.date is not None and mention.date.start is not None:
                return mention
    return None


def _span(clause: str, start: int) -> Tail | None:
    for found in _SPAN.finditer(clause, start):
        unit = found[2].lower()
        if found[1] is None:
            if unit in _VAGUE:
                return Tail(found.start(), found.end(), "span", Date(None, None, "none", found[0]))
            continue
        count = _count(found[1])
        if count is not None:
            return Tail(found.start(), found.end(), "span", None, measure(count, unit))
    return None


def measure(count: float, unit: str) -> Measure:
    """Give a stretch in plural units; decades and centuries are told in years."""
    single = {"centuries": "century"}.get(unit, unit.rstrip("s"))
    if single in _YEARS:
        return Measure(count * _YEARS[single], "years")
    return Measure(count, f"{single}s")


def _count(words: str) -> float | None:
    plain = words.lower()
    if plain in ("a", "an"):
        return 1.0
    if plain.startswith("half"):
        return 0.5
    tens, _, ones = plain.partition("-")
    first, second = number(tens), number(ones) if ones else 0.0
    return None if first is None or second is None else first + second


def _period(clause: str, start: int, offset: int, dates: Sequence[DateMention]) -> Tail | None:
    found = _PERIOD.search(clause, start)
    if found is None:
        return None
    name = "words" if found["words"] else "year"
    day = dated(found.start(name), found.end(name), offset, dates)
    known = day.date if day is not None else None
    words = found[0].removeprefix("so far ")
    when = Date(known.start, known.end, known.precision, words) if known else Date(None, None, "none", words)
    return Tail(found.start(), found.end(), "period", when)
