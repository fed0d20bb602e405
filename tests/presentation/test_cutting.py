"""Quotes cut short: they end where a clause or phrase ends."""

import pytest

from comity.presentation.cutting import LEAST_WORDS, MOST_WORDS, clause_with, trigger_words, words_from

from .rows import span

LONG = (
    "imposed a duty of ten percent on copper and lithium from both states under a law of the last century "
    "that courts have upheld"
)
TOLD = "The envoy said that his state would not undo the accord on ports, which voters like."


def test_a_long_clause_ends_before_a_preposition() -> None:
    cut = words_from(LONG)
    assert cut == "imposed a duty of ten percent on copper and lithium"
    assert LEAST_WORDS <= len(cut.split()) <= MOST_WORDS


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("banned all poultry, in force since May", "banned all poultry"),
        ("called for U.N. sanctions on both", "called for U.N. sanctions on both"),
        ('called Chile "a good neighbour" of old', 'called Chile "a good neighbour" of old'),
        ("met in Lima while rain fell", "met in Lima"),
    ],
)
def test_a_clause_ends_at_its_stop(text: str, cut: str) -> None:
    assert words_from(text) == cut


def test_what_denies_an_act_belongs_to_its_quote() -> None:
    said = "would not undo the accord on ports"
    assert trigger_words((span(TOLD, TOLD),), span(TOLD, "undo")) == said, "an assurance keeps its not"
    assert trigger_words((span(TOLD, TOLD),), span(TOLD, "undo"), denied=True) == said
    far = "Not once in all these years did Togo sign the pact."
    assert trigger_words((span(far, far),), span(far, "sign")) == "sign the pact"


def test_too_few_words_take_what_stands_before_them() -> None:
    text = "Both ministers condemned it."
    assert trigger_words((span(text, text),), span(text, "condemned")) == "Both ministers condemned it"
    bare = "It protested."
    assert trigger_words((span(bare, bare),), span(bare, "protested")) == ""


def test_the_clause_that_names_an_issue() -> None:
    assert clause_with(TOLD, [r"\bports\b"]) == "his state would not undo the accord on ports"
