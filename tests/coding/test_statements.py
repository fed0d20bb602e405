"""Statements: who said what, of whom, when and in which tone; passages written for this test."""

import pytest

from comity.codebook.rows import rows as table_rows
from comity.coding.stage import Stage
from comity.coding.statements import find_statements
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
        ("They are an enemy of peace and a liar", -0.8, -0.01),
        ("a brutal invasion", -1.0, -0.5),
        ("They are no longer our friends", -0.8, -0.2),
        ("This is not a threat", 0.01, 0.4),
        ("We deplore this reckless provocation", -1.0, -0.4),
        ("a sincere apology", 0.4, 1.0),
        ("We remain concerned", -0.5, -0.1),
        ("We will never repeat the horrors of that war", 0.1, 0.8),
        ("We will not undo the accord", 0.1, 0.8),
        ("We will never accept this annexation", -1.0, -0.15),
        ("We will not be bullied", -1.0, -0.15),
        ("Stop bombing our towns", -1.0, -0.15),
        ("We will stop the attacks and end the siege", 0.15, 0.8),
        ("Nothing will shake our friendship", 0.2, 1.0),
        ("We have no better friend in the region", 0.4, 1.0),
        ("It is hard to trust them", -1.0, -0.15),
        ("There are insults, but we leave as friends", 0.2, 1.0),
        ("We value their help, but they have betrayed our trust", -1.0, -0.2),
        ("They will regret this", -1.0, -0.3),
        ("We regret the deaths", 0.1, 0.6),
        ("We negotiated on the war for a week", -0.15, 0.3),
    ],
)
def test_tone(words: str, least: float, most: float) -> None:
    (row,) = state(f'The Norwegian envoy said: "{words}."')
    assert row.tone is not None and least <= row.tone <= most


def test_plain_facts_have_the_tone_zero() -> None:
    (row,) = state('"The train leaves at nine," the Swiss transport minister said.')
    assert row.tone == 0.0


def test_words_that_cannot_tell_give_null() -> None:
    (row,) = state('"The lawyers know more about that," the Swiss transport minister said.')
    assert row.tone is None


def test_the_reporting_verb_tells_the_tone_of_words_that_do_not() -> None:
    (row,) = state('Malta accused Libya of "looking for the lanterns of its coast guard".')
    assert row.tone is not None and row.tone < -0.15


def test_what_a_report_adds_to_reported_words_is_its_own() -> None:
    (row,) = state("Ghana's president said that he would visit the fort, which many in Togo see as an insult.")
    assert row.tone is None or row.tone >= 0


def test_a_part_of_a_clause_is_about_those_named_beside_it() -> None:
    row = next(
        each for each in state('Ecuador\'s president said the wall Peru had built was "a waste".') if each.direct
    )
    assert [ref.country for ref in row.about] == ["PER"]


def test_words_that_name_nobody_are_about_the_only_other_state_near() -> None:
    rows = state('Oman\'s president came back from Yemen on Friday. "They kept their word to us," he said.')
    assert [ref.country for ref in rows[-1].about] == ["YEM"]


def test_two_who_say_the_same_of_a_third_thing_do_not_speak_of_each_other() -> None:
    rows = state("Mali's president and Niger's president spoke of \"an ever drier climate\".")
    assert [row.about for row in rows] == [(), ()]


def test_all_who_are_told_are_addressees() -> None:
    (row,) = state('"The river will rise," the Lao premier told Vietnam\'s president and the Thai parliament.')
    assert [ref.country for ref in row.addressees] == ["VNM", "THA"]


def test_called_upon_is_spoken_to() -> None:
    (row,) = state('Chad\'s president called on Sudan to "open the road to the camps".')
    assert [ref.country for ref in row.addressees] == ["SDN"]


def test_a_term_after_a_preposition_is_no_statement() -> None:
    assert state("The Cuban minister denied the arrest of the “lost boys”.") == []


def test_a_speech_on_a_day_dates_its_words() -> None:
    (row,) = state('In a speech marking the end of the war on May 9, the Czech premier used the word "sorrow".')
    assert row.said_on is not None and row.said_on.end is not None and row.said_on.end.endswith("-05-09")


def test_a_clause_after_a_meeting_told_between_is_what_was_said() -> None:
    (row,) = state("The Omani minister said after visiting the Yemeni premier that neither side wishes to fight.")
    assert not row.direct and row.speaker is not None and row.speaker.country == "OMN"


def test_the_tone_table_is_sound() -> None:
    rows = list(table_rows("tone"))
    assert len(rows) >= 250
    assert len({(row["word"], row["pos"], row["kind"]) for row in rows}) == len(rows)
    assert all(-1 <= float(row["weight"]) <= 1 for row in rows if row["kind"] == "tone")
    assert all((float(row["weight"]) == 0) == (row["kind"] == "plain") for row in rows)
    assert all(row["word"] == row["word"].lower() and row["source"] for row in rows)
