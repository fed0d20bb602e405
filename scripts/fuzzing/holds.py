"""What must hold of everything that comes out, whatever went in. Each function raises `Broken` where it does not."""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from comity.model import Coding, DateMention, Quote, Report

_LINES = ("title", "outlet", "byline", "place", "url", "id")
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Broken(AssertionError):
    """Something that must hold does not."""


def must(holds: object, what: str) -> None:
    """Raises `Broken` with what should have held."""
    if not holds:
        raise Broken(what)


def day(value: str | None, what: str) -> None:
    """An ISO day, written as the calendar writes it, or null."""
    if value is not None:
        try:
            must(date.fromisoformat(value).isoformat() == value, f"{what} is an ISO day: {value!r}")
        except ValueError as error:
            raise Broken(f"{what} is an ISO day: {value!r}") from error


def report(found: Report, given: str | None = None) -> None:
    """A report of readable text; what was taken out stands where it says in the text `given`, where that is known."""
    must(found.text.strip(), "a report has text")
    must(not _UNSEEN.search(found.text), "no control characters in a report's text")
    must(unicodedata.is_normalized("NFC", found.text), "a report's text is in NFC")
    for name in _LINES:
        value = getattr(found, name)
        must(value is None or (value.strip() and not _UNSEEN.search(value)), f"{name} is a plain line: {value!r}")
        must(value is None or "\n" not in value, f"{name} is one line: {value!r}")
    day(found.published, "published")
    for each in found.removed:
        must(each.start <= each.end and each.reason, "what is removed has a place and a reason")
        must(given is None or given[each.start : each.end] == each.text, f"removed text is the input's: {each!r}")
    for one, other in pairwise(found.removed):
        must(one.start <= other.start, "what is removed comes in its order")
    # What can't be written would stop a run when the record is written.
    must(msgspec.json.decode(msgspec.json.encode(found), type=Report) == found, "a report can be written and read")


def days(start: str | None, end: str | None, text: str) -> None:
    """A stretch of days in order, or none at all."""
    must((start is None) == (end is None), f"a date has both days or none: {text!r}")
    day(start, "start")
    day(end, "end")
    must(start is None or end is None or start <= end, f"a date begins before it ends: {text!r}, {start}..{end}")


def dates(text: str, found: tuple[DateMention, ...]) -> None:
    """Dates in their order, apart from each other, each resolved or with its reason."""
    last = 0
    for each in found:
        must(last <= each.start < each.end <= len(text), f"dates come in order and apart: {each!r}")
        must(text[each.start : each.end] == each.text, f"a date's words are the text's: {each!r}")
        last = each.end
        if each.date is None:
            must(each.reason, f"an unknown date has its reason: {each!r}")
        else:
            days(each.date.start, each.date.end, each.text)


def quotes(text: str, found: tuple[Quote, ...]) -> None:
    """Quotes inside the text, apart from each other where they are direct; who speaks stands outside of their words."""
    taken: set[tuple[int, int]] = set()
    for each in found:
        must(0 <= each.start < each.end <= len(text), f"a quote lies in the text: {each!r}")
        must(text[each.start : each.end] == each.text, f"a quote's words are the text's: {each!r}")
        must(each.text.strip(), f"a quote says something: {each!r}")
        if each.direct:
            taken.add((each.start, each.end))
        cue = each.cue
        must(cue is None or text[cue.start : cue.end] == cue.text, f"a cue's words are the text's: {each!r}")
        who = each.speaker.text if each.speaker is not None else ""
        must(not who or who in text, f"who speaks is named in the text: {each!r}")
        if who and each.direct:
            spots = (match.start() for match in re.finditer(re.escape(who), text))
            outside = any(spot < each.start or spot + len(who) > each.end for spot in spots)
            must(outside, f"who speaks stands outside of what is said: {each!r}")
    for one, other in pairwise(sorted(taken)):
        must(one[1] <= other[0], f"quotes lie apart: {one}, {other}")


def coding(found: Coding) -> None:
    """A coding whose every span is the text's own, whose dates are in order, whose ids name one row each."""
    text = found.report.text
    _walk(found, text)
    rows = (*found.events, *found.agreements, *found.pledges, *found.statements, *found.positions, *found.assessments)
    must(len({each.id for each in rows}) == len(rows), "an id names one row")
    agreements = {each.id for each in found.agreements}
    for row in rows:
        must(row.evidence, f"a row rests on words: {row!r}")
        must(0 <= row.confidence <= 1, f"a confidence lies between 0 and 1: {row!r}")
    for pledge in found.pledges:
        must(pledge.agreement is None or pledge.agreement in agreements, f"a pledge's agreement is told: {pledge!r}")
    must(msgspec.json.decode(msgspec.json.encode(found), type=Coding) == found, "a coding can be written and read")


def _walk(value: Any, text: str) -> None:
    if isinstance(value, msgspec.Struct):
        kind = type(value).__name__
        if kind == "Span":
            must(0 <= value.start < value.end, f"a span holds something: {value!r}")
            must(text[value.start : value.end] == value.text, f"a span is the text's: {value!r}")
        elif kind == "Skipped":
            must(0 <= value.start <= value.end <= len(text), f"what is skipped lies in the text: {value!r}")
            must(value.reason, "what is skipped has its reason")
        elif kind == "Date":
            days(value.start, value.end, value.text)
        elif kind == "Report":
            return
        for name in value.__struct_fields__:
            _walk(getattr(value, name), text)
    elif isinstance(value, tuple | list):
        for each in value:
            _walk(each, text)
