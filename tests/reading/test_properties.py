"""What holds for any text at all."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputEmpty
from comity.reading import read_html, read_text
from comity.reading.dateline import find_dateline

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
