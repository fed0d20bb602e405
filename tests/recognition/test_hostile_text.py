"""Text as it comes: marks that can't be seen, letters that were misread, quotes left open. No span is broken."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import comity
from comity.errors import InputEmpty
from comity.recognition.dates import find_dates
from comity.recognition.marks import quote_marks

UNSEEN = ["\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad"]
TURNING = ["\u200e", "\u200f", "\u202a", "\u202b", "\u202e", "\u202c", "\u2066", "\u2069"]
PICTURES = ["🙂", "🇵🇪", "👩‍✈️", "⚓️"]
MARKS = list("\"'“”„«»‘’`[]()…—\n\t\u00a0")
SENTENCES = [
    "Peru's foreign minister said on Friday that Chile had “closed the door”.",
    '"We will wait until 3 May," the Omani premier said. "No longer."',
    "Kenya and Uganda said in a joint statement on New Year’s Eve: ‘We stand together.’",
    "According to Mali's army, the convoy left two days later, in late May 2024.",
    "THE TALKS WILL RESUME IN TWO WEEKS, THE IRISH FOREIGN MINISTER SAID MONDAY.",
]
# Letters as a scanner misreads them.
MISREAD = str.maketrans({"l": "1", "o": "0", "i": "l", "m": "rn", "S": "5", "e": "c"})

_NOISE = st.sampled_from([*UNSEEN, *TURNING, *PICTURES, *MARKS])


@st.composite
def damaged(draw: Any) -> str:
    """One to three sentences with noise put into them, letters misread or all capitals."""
    text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(_NOISE) + text[at:]
    change = draw(st.sampled_from(["none", "none", "upper", "misread", "cut"]))
    if change == "upper":
        return text.upper()
    if change == "misread":
        return text.translate(MISREAD)
    return text[: draw(st.integers(1, len(text)))] if change == "cut" else text


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_dates_and_marks_keep_their_places(text: str) -> None:
    last = 0
    for mention in find_dates(text, "2025-08-25"):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= last and (mention.date is not None or mention.reason)
        last = mention.end
    last = 0
    for start, end in quote_marks(text):
        assert last <= start < end <= len(text)
        last = end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
@example('“‘«"')
@example("“\u200b”")
@example('"\u202e"🙂" the Omani premier said')
def test_statements_rest_on_the_reports_own_words(text: str) -> None:
    try:
        coding = comity.code_text(text, published="2025-08-25")
    except InputEmpty:
        return
    told = coding.report.text
    assert len({each.id for each in coding.statements}) == len(coding.statements)
    for statement in coding.statements:
        assert statement.evidence and statement.quote.strip()
        for span in statement.evidence:
            assert told[span.start : span.end] == span.text
        if statement.speaker is not None and statement.speaker.text:
            assert statement.speaker.text in told


def test_an_open_quote_does_not_swallow_the_next_paragraph() -> None:
    text = "“The road is ours,\n\nThe Irish foreign minister said: “No.”"
    assert all("Irish" not in text[start:end] for start, end in quote_marks(text))


def test_unseen_marks_do_not_hide_a_date() -> None:
    (mention,) = find_dates("Oman left\u200b on\u00a03 May\u00a02024.", None)
    assert mention.date is not None and mention.date.start == "2024-05-03"
