"""Text that is no clean prose: nothing breaks, and no row has words that its report does not hold."""

import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import comity
from comity.errors import ReadError
from comity.model import Span

BAD = {
    "capitals": "PERU RECALLS ENVOY FROM CHILE AFTER BORDER CLASH\nCHILE DENIES SHELLING VILLAGE",
    "table": "State | Tariff | Since\n--- | --- | ---\nPeru | 10% | 2019\nChile | 25% | 2021\nBolivia | - | -",
    "tabs": "Peru\tChile\t2019\t12.5\nChile\tPeru\t2020\t13.1",
    "list": "Peru and Chile agreed:\n1) open a post;\n2) train guards;\n   a. at sea\n   b. on land\n- talks\n• aid",
    "transcript": "Q: Will Peru sign?\nA: (inaudible) ... we -- we met Chile's team. [laughter]\nMODERATOR: Next.",
    "poetry": "O Lima, grey\nas the sea that met\nthe ships of Chile\n   and sank\nthem, one\nby one",
    "scan": "Peru irnposed a tariff 0n Ch1le on M0nday, 4 Mar-\nch 2024 . The f oreign minis-\nter c o n d e m n s it",
    "emoji": "🇵🇪 Peru met 🤝 🇨🇱 Chile in Lima 🎉🎉 and signed ✍️ a pact 👩‍✈️👨‍👩‍👧",
    "marks": "\u200fPeru\u200e imposed\u202e a ban\u202c on \u2067Chile\u2069 on Monday.",
    "nothing": "Pe\u200bru im\u200dposed a\ufeff ban on Ch\u00adile\u2060.",
    "open": "“We will not wait, Peru's minister said. “Chile must withdraw. 'They know it, she added, \"and more (",
    "close": "” ” ' Peru accused Chile ” ) ] of lying ’’ ”",
    "run-on": "Peru met Chile and then " * 1250,
}
PIECES = st.sampled_from(
    [*"“”\"'‘’()[]—-…;:,.!?|\n\t•#@/\\", "Peru", "Chile's", "the minister", "said", "imposed", "a ban on", "met",
     "will", "CHILE", "on Monday", "4 March 2024", "$5 million", "1)", "\u200b", "\u200f", "🇨🇱", "e\u0301", "irn",
     "their", "he", "United Nations", "must", "agreed to", "if", "not", "\n\n", "Mr.", "U.S.", "—", "\x0b", "\u2028", "ﬁ"]
)  # fmt: skip


def spans(value: Any) -> list[Span]:
    """Every span that a value holds."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for field in value.__struct_fields__ for span in spans(getattr(value, field))]
    return [span for each in value for span in spans(each)] if isinstance(value, tuple | list) else []


def check(text: str, **words: Any) -> None:
    try:
        coding = comity.code_text(text, published="2024-03-06", **words)
    except ReadError:
        return  # nothing is left of it once noise is gone
    held = coding.report.text
    for rows in (coding.events, coding.pledges, coding.statements, coding.positions, coding.assessments):
        for span in spans(rows):
            assert 0 <= span.start < span.end <= len(held)
            assert held[span.start : span.end] == span.text
    assert all(event.evidence for event in coding.events)
    assert all(0 <= row.start <= row.end <= len(held) for row in coding.skipped)


@pytest.mark.parametrize("gate", [True, False])
@pytest.mark.parametrize("name", BAD)
def test_bad_text_breaks_nothing(name: str, gate: bool) -> None:
    check(BAD[name], settings=comity.Settings(gate=gate))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40), st.sampled_from(["", " "]))
def test_any_mixture_breaks_nothing(pieces: list[str], glue: str) -> None:
    check(glue.join(pieces), settings=comity.Settings(gate=False))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_break_nothing(text: str) -> None:
    check(f"Peru met Chile. {text} Chile accused Peru of it.")


def test_a_sentence_of_5000_words_ends_in_time() -> None:
    start = time.process_time()
    check(BAD["run-on"])
    assert time.process_time() - start < 30
