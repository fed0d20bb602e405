"""Statements: who said what, of whom, when and in which tone; passages written for this test."""

import pytest

from comity.codebook.rows import rows as table_rows
from comity.coding.stage import Stage
from comity.coding.statements import find_statements, tone_of
from comity.model import Report, Statement
from comity.recognition import recognise


def state(text: str, *, published: str = "2024-03-04") -> list[Statement]:
    return find_statements(Stage(recognise(Report(id="r", text=text, published=published))))


def test_a_direct_quote_with_its_speaker_date_and_topic() -> None:
    (row,) = state('On Friday Peru\'s president praised Chile as "our closest partner in the Pacific".')
    assert row.direct and row.speaker is not None and row.speaker.country == "PER"
    assert row.said_on is not None and row.said_on.start == "2024-03-01"
    assert [ref.country for ref in row.about] == ["CHL"]
    assert row.tone is not None and row.tone > 0.5


def test_no_date_words_give_no_date() -> None:
    (row,) = state('Brazil\'s president called Bolivia "our dearest neighbour".')
    assert row.said_on is None
    assert [ref.country for ref in row.about] == ["BOL"]


def test_a_date_inside_the_quote_is_not_when_it_was_said() -> None:
    (row,) = state('"The war of 1971 taught us caution," the Indian foreign minister said.')
    assert row.said_on is None


def test_a_quote_split_inside_its_sentence_is_one_statement_of_two_spans() -> None:
    text = '"Our patience," the Turkish president warned, "is not without end."'
    (row,) = state(text)
    assert row.quote == "Our patience, is not without end."
    assert [span.text for span in row.evidence if span.text != text] == [
        "Our patience,",
        "is not without end.",
    ]


def test_a_new_sentence_after_the_source_is_a_statement_of_its_own() -> None:
    rows = state('"We will trade," the Thai premier said. "We will not beg."')
    assert [row.quote for row in rows] == ["We will trade,", "We will not beg."]
    assert {row.speaker.country for row in rows if row.speaker} == {"THA"}


def test_an_indirect_quote_is_not_direct() -> None:
    (row,) = state("Kenya's president said that Uganda was a trusted friend.")
    assert not row.direct and row.speaker is not None and row.speaker.country == "KEN"
    assert [ref.country for ref in row.about] == ["UGA"]


def test_said_of_names_whom_it_is_about() -> None:
    (row,) = state('"They never keep their word," the Serbian president said of Kosovo.')
    assert "XKX" in [ref.country for ref in row.about]


def test_the_speaker_is_not_what_the_statement_is_about() -> None:
    (row,) = state('"Egypt will not give up its water," Egypt\'s president told Ethiopia.')
    assert row.speaker is not None and row.speaker.country == "EGY"
    assert [ref.country for ref in row.addressees] == ["ETH"]


def test_quotes_by_two_speakers_are_two_statements() -> None:
    rows = state('"It was a frank talk," the Australian envoy said. "They listened," the Fijian envoy replied.')
    assert [row.speaker.country for row in rows if row.speaker] == ["AUS", "FJI"]


def test_a_term_in_marks_is_no_statement() -> None:
    assert state("The “Belt and Road” forum opened in Beijing.") == []


def test_evidence_is_the_quote_and_the_sentence_of_its_source() -> None:
    text = "The French president met reporters in Paris. “This is a good day for Europe,” he said."
    (row,) = state(text)
    assert row.evidence[0].text == "This is a good day for Europe,"
    assert all(text[span.start : span.end] == span.text for span in row.evidence)
    assert any("he said" in span.text for span in row.evidence)


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("We are close friends", 0.5, 1.0),
        ("an indispensable partner", 0.5, 1.0),
        ("They are an enemy of peace and a liar", -0.6, -0.01),
        ("a brutal invasion", -1.0, -0.5),
        ("They are no longer our friends", -0.6, -0.2),
        ("This is not a threat", 0.01, 0.4),
        ("We deplore this reckless provocation", -1.0, -0.4),
        ("a sincere apology", 0.4, 1.0),
        ("We remain concerned", -0.5, -0.1),
    ],
)
def test_tone(words: str, least: float, most: float) -> None:
    reading = recognise(Report(id="r", text=words + ".", published=None))
    tone = tone_of([token for sentence in reading.sentences for token in sentence.tokens])
    assert tone is not None and least <= tone <= most


def test_words_without_tone_give_null() -> None:
    (row,) = state('"The train leaves at nine," the Swiss transport minister said.')
    assert row.tone is None


def test_the_tone_table_is_sound() -> None:
    rows = list(table_rows("tone"))
    assert len(rows) >= 250
    assert len({row["word"] for row in rows}) == len(rows)
    assert all(-1 <= float(row["weight"]) <= 1 and float(row["weight"]) != 0 for row in rows)
    assert all(row["word"] == row["word"].lower() and row["source"] for row in rows)
