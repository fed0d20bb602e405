"""Targets of what rules make of words: dates, quotes, whole codings over made and over real parses."""

import random

import comity
from comity.coding import RulesCoder
from comity.errors import ComityError
from comity.exchange.dates import day_of
from comity.reading.published import date_line, day_near, parse_day
from comity.recognition import find_dates, read_sentences
from comity.recognition.dates import parse_published
from comity.recognition.marks import quote_marks
from fuzzing import holds, parses
from fuzzing.mutating import by_parts
from fuzzing.target import Target
from fuzzing.vocabulary import pieces

_DATED = (
    "2024-03-05\nThe pact of 3 May 2019 lapsed on Monday; talks run from 12 to 14 June, he said on March 4, 2024.",
    "2024-02-29\nLast week, two days ago, in late May, early next year, on New Year's Eve, at Easter, in Ramadan.",
    "2023-12-31\nSince the 1990s, in the 19th century, from 1998 to 2003, in '45, in fiscal 2022/23, by its end.",
    "\nTuesday, 4th of July, 1776. Published 20240304T1030Z. 04/03/2024, 4.3.2024, 2024-W10, the third quarter.",
    "0001-01-01\nA hundred years ago, within 10,000 days, forty weeks earlier, in year 9999, on February 30.",
    "9999-12-31\nIn two weeks, tomorrow, next Friday, the following month, a decade later, 15 June that year.",
    "2024-03-05\nSummer 2023, winter 2023-24, mid-March, the first half of 2025, Q3, 10 a.m. Friday, Lunar New Year.",
)
_GAPS = ("\n", "\n\n", " ", "  ", "\u00a0", "\u2009")
_DATE_PIECES = [*(word + b" " for word in pieces("dates")), *map(str.encode, _GAPS)]


def dates(data: bytes) -> None:
    """A day of publication in the first line, and after it a text; then each line as a date that stands alone."""
    words = data.decode("utf-8", "replace")
    published, _, text = words.partition("\n")
    future_at = None if len(data) % 2 else lambda start: start % 3 == 0
    holds.dates(text, find_dates(text, published or None, future_at=future_at))
    holds.day(parse_published(published), "a day of publication")
    for line in text.split("\n"):
        holds.day(parse_day(line), "a day in a line")
        holds.day(date_line(line), "a line of a day")
        holds.day(day_near(line, "2024-02-29"), "a day near another")
        day_of(line)


def quotes(data: bytes) -> None:
    """Words with a parse that was made, and who said them."""
    report, sentences = parses.taken_apart(data)
    last = 0
    for start, end in quote_marks(report.text):
        holds.must(last <= start < end <= len(report.text), "quote marks come in order and apart")
        last = end
    reading = read_sentences(report, sentences)
    holds.quotes(report.text, reading.quotes)
    holds.dates(report.text, reading.dates)
    for each in (*reading.mentions, *reading.places):
        holds.must(report.text[each.start : each.end] == each.text, f"a mention's words are the text's: {each!r}")


def codings(data: bytes) -> None:
    """Words with a parse that was made, and all that is coded of them."""
    report, sentences = parses.taken_apart(data)
    holds.coding(RulesCoder().code(read_sentences(report, sentences)))


def spans(data: bytes) -> None:
    """A text by the door of texts, with the real parser, to its coding."""
    try:
        found = comity.code_text(data.decode("utf-8", "replace"), published="2024-03-05")
    except ComityError:
        return
    holds.report(found.report)
    holds.coding(found)


def _dated() -> list[bytes]:
    """Each half of the texts with its day, for every place of a text is tried with every rule."""
    made = []
    for text in _DATED:
        day, _, rest = text.partition("\n")
        half = rest.find(" ", len(rest) // 2)
        made += [f"{day}\n{part}".encode() for part in (rest, rest[:half], rest[half:])]
    return made


def _texts() -> list[bytes]:
    lines = parses.SENTENCES
    return [("\n\n".join(lines[at : at + 4])).encode() for at in range(0, len(lines), 2)]


def _words(data: bytes, chance: random.Random) -> bytes:
    return _reworded(data, chance) if chance.random() < 0.7 else _redone(data, chance)


_reworded = by_parts([word + b" " for word in pieces("words")], _texts)
_redone = by_parts(pieces("text"), _texts)

TARGETS = (
    Target(
        "dates",
        "`find_dates`, `parse_day`, `date_line`, `day_of`",
        dates,
        _dated,
        by_parts(_DATE_PIECES, _dated),
        256,
    ),
    Target("quotes", "`read_sentences` over made parses", quotes, parses.parses, parses.mutate, 4_096),
    Target("codings", "`RulesCoder().code` over made parses", codings, parses.parses, parses.mutate, 4_096),
    Target("spans", "`code_text` with the parser", spans, _texts, _words, 4_096),
)
