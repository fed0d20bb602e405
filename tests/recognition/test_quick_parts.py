"""The quicker parts of the parser give what the parts of spaCy that they stand for give."""

from typing import Any

import generated
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.recognition import nlp

SENTENCES = (
    "The foreign minister of Peru met officials of the World Bank in Santiago on Monday, 4 March 2024.",
    "Nobody ain't gonna let's go; y'all gotta say there's nothin' to it, c'mon.",
    "It did not rain. You had said so before I had; have you? That is what they did.",
    "LIMA AND QUITO SIGN PACT ON FISHING",
    "lima and quito sign pact on fishing",
    "On  Tuesday \t two   ships left ; three came back .",
    "“We will not wait,” the Norwegian prime minister said, “and neither will the North Atlantic Treaty Organization",
    "Chile, $3 billion, 12 per cent, the 1990s, first, Spanish, the Treaty of Lima, Boeing 737, 5 p.m., 40 km",
    "Na na na 🇨🇱🇵🇪 — 12:30 … #Lima @quito http://example.org/a?b=c",
    " ",
    "x",
)
WORDS = st.sampled_from(
    "the Chile Peru 's said on Monday met its minister , . \" “ ” not n't do ai gon na March 2024 $ 5 million and \n "
    "of in to be is that which had let got ta y all c'm there are it i you United Nations \u200b".split(" ")
)


@pytest.fixture(scope="module")
def plain() -> Any:
    """spaCy's own pipeline behind the same tokenizer."""
    found = spacy.load(nlp.MODEL)
    found.tokenizer = nlp.pipeline(nlp.MODEL).tokenizer
    return found


def rows(doc: Any) -> list[tuple[Any, ...]]:
    return [
        (t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, str(t.morph), t.is_sent_start)
        for t in doc
    ]


def test_the_parts_are_in_their_place() -> None:
    assert nlp.pipeline(nlp.MODEL).pipe_names == ["tok2vec", "tagger", "parser", "comity_attributes", "comity_entities"]


@pytest.mark.parametrize("size", [1, 3, 64])
def test_they_give_the_same(plain: Any, size: int) -> None:
    texts = [*SENTENCES, *generated.paragraphs()[:20], *(text.upper() for text in generated.paragraphs()[:5])]
    quick = nlp.pipeline(nlp.MODEL).pipe(texts, batch_size=size)
    assert [rows(doc) for doc in quick] == [rows(doc) for doc in plain.pipe(texts, batch_size=size)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_they_give_the_same_for_any_words(plain: Any, text: str) -> None:
    assert rows(nlp.pipeline(nlp.MODEL)(text)) == rows(plain(text))


def test_parts_of_another_shape_are_left_alone() -> None:
    from comity.recognition.attributes import rememberable
    from comity.recognition.entities import decodable

    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    assert not rememberable(ruler, None)
    assert not decodable(None)
    assert not decodable(blank.add_pipe("entity_ruler"))
    nlp.quicken(blank)
    assert blank.pipe_names == ["attribute_ruler", "entity_ruler"]
