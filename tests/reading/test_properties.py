"""What holds for any text at all."""

import json
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputEmpty, ReadError
from comity.model import Report
from comity.reading import read_entry, read_feed, read_html, read_paths, read_pdf, read_text
from comity.reading.dateline import find_dateline
from comity.reading.published import date_line, parse_day

from .corpus import ENGLISH, PAGE

_NOISE = [line for line in PAGE.splitlines() if line.strip() and not line.rstrip().endswith((".", "”"))]
_PIECES = st.sampled_from([*ENGLISH, *_NOISE, "", "\r\n", "\u2028", "\u00a0", "Photo: ", "LIMA (Example Wire) - "])
_PARAGRAPHS = st.lists(st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)


def _check(text: str) -> None:
    try:
        report = read_text(text, language="en")
    except InputEmpty:
        return
    for item in report.removed:
        assert text[item.start : item.end] == item.text
    ends = [0, *(item.end for item in report.removed)]
    assert all(item.start >= end for item, end in zip(report.removed, ends, strict=False))
    plain = report.text.replace("\n\n", "")
    assert "\n" not in plain
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in plain)
    assert unicodedata.is_normalized("NFC", report.text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    _check(text)


@given(st.lists(_PIECES, max_size=25).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_any_page(text: str) -> None:
    _check(text)


@given(st.text(alphabet=st.sampled_from("<>/abp!-&; \"'=é\n"), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_markup(markup: str) -> None:
    try:
        report = read_html(markup, language="en")
    except InputEmpty:
        return
    assert all(markup[item.start : item.end] == item.text for item in report.removed)


@given(_PARAGRAPHS, st.lists(st.sampled_from(_NOISE), max_size=4), st.lists(st.sampled_from(_NOISE), max_size=4))
@settings(max_examples=150, deadline=None)
def test_reading_a_cleaned_text_again_changes_nothing(
    paragraphs: list[str], above: list[str], below: list[str]
) -> None:
    """Noise stands where pages put it, above and below the body; a byline between paragraphs is doubtful and stays."""
    once = read_text("\n\n".join([*above, *paragraphs, *below]), language="en").text
    assert read_text(once, language="en").text == once


@given(_PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_sentences_alone_lose_nothing(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert find_dateline(text) is None
    assert read_text(text, language="en").text == text


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=40) | st.sampled_from(ENGLISH),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(["id", "text", "published", "outlet", "title", "url", "language", "more"])


@given(st.lists(_VALUES | st.dictionaries(_KEYS, _VALUES, max_size=8), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_each_json_line_is_read_or_told(values: list[Any]) -> None:
    lines = [json.dumps(value) for value in values]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        found = list(read_paths([path]))
    assert len(found) == len(lines)
    for number, each in enumerate(found, 1):
        assert isinstance(each, Report) or f"line {number}" in each.subject


_XML = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)


@given(st.lists(st.tuples(_XML, st.lists(st.sampled_from(ENGLISH), max_size=3).map(" ".join)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_each_entry_of_a_feed_is_there_with_its_words(told: list[tuple[str, str]]) -> None:
    items = "".join(
        f"<item><guid>g{number}</guid><title>{escape(title)}</title><description>{escape(words)}</description></item>"
        for number, (title, words) in enumerate(told)
    )
    feed = read_feed(f"<rss version='2.0'><channel>{items}<title>W</title></channel></rss>".encode(), source="the feed")
    assert [entry.key for entry in feed.entries] == [f"g{number}" for number in range(len(told))]
    for entry, (_, words) in zip(feed.entries, told, strict=True):
        try:
            assert read_entry(entry, source="the entry", language="en").text == words
        except InputEmpty:
            assert not words


@cache
def _paper() -> bytes:
    book = FPDF()
    book.set_compression(False)
    book.set_font("Helvetica")
    for line in ENGLISH[:3]:
        book.add_page()
        book.multi_cell(0, 8, line)
    return bytes(book.output())


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=3), st.integers(0, 9)), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_damaged_pdf_is_read_or_told(damage: list[tuple[float, bytes, int]]) -> None:
    data = _paper()
    for place, put, cut in damage:
        at = int(place * len(data))
        data = data[:at] + put + data[at + cut :]
    try:
        report = read_pdf(data, language="en")
    except ReadError:
        return
    assert report.text
    if not damage:
        assert ENGLISH[0] in report.text


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2200, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_a_day_comes_back_in_each_spelling_of_a_page(day: date) -> None:
    month = f"{day:%B}"
    spellings = (
        f"{day:%Y-%m-%d}", f"{day:%Y-%m-%dT%H:%M:%SZ}", f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"Published: {day:%A}, {month[:3]}. {day.day}, {day.year}", f"{day.day:02}.{day.month:02}.{day.year}",
    )  # fmt: skip
    for words in spellings:
        assert parse_day(words) == day.isoformat(), words
        assert date_line(words) == day.isoformat(), words
