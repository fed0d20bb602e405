"""The score of assessments: which rows match, and which of their fields are right."""

import pytest

import comity
from comity.model import ActorRef, Assessment, Span
from comity.scoring import GoldAssessment, GoldPassage, passage_scores
from comity.scoring.passages import matches, overlap, same_holder


def gold(kind: str = "forecast", outcome: str = "ties with Peru could sour", **fields: object) -> GoldAssessment:
    told = {"condition": None, "hedge": "could", "by": "author", "dyads": ("CHL-PER",), "direction": "worsens"}
    return GoldAssessment(kind=kind, outcome=outcome, **{**told, **fields})  # type: ignore[arg-type]


def row(kind: str = "forecast", outcome: str = "ties with Peru could sour", condition: str | None = None) -> Assessment:
    span = Span(0, len(outcome), outcome)
    before = Span(0, len(condition), condition) if condition is not None else None
    return Assessment("a", kind, "author", before, span, "could", ("CHL-PER",), "worsens", (span,))  # type: ignore[arg-type]


def test_rows_match_on_half_of_their_words() -> None:
    assert len(matches([gold()], [row()])) == 1
    assert len(matches([gold()], [row(outcome="ties with Peru could sour before the vote in May")])) == 1
    assert matches([gold()], [row(outcome="the vote in May will be close, and ties matter")]) == []
    assert matches([gold()], [row(kind="cause")]) == []


def test_a_condition_must_match_too() -> None:
    want = gold("conditional", condition="the coalition in Lima falls")
    assert len(matches([want], [row("conditional", condition="the coalition falls")])) == 1
    assert matches([want], [row("conditional", condition="rain comes")]) == []
    assert matches([want], [row("conditional")]) == []


def test_each_row_matches_once_and_the_nearest_first() -> None:
    near, far = row(), row(outcome="ties with Peru could sour and more")
    assert [found for _, found in matches([gold()], [far, near])] == [near]


def test_overlap_counts_words_and_not_marks() -> None:
    assert overlap("Ties, with Peru.", "ties with peru") == 1.0
    assert overlap("a b", "c d") == 0.0


@pytest.mark.parametrize(
    ("want", "by", "same"),
    [
        ("author", "author", True),
        ("author", ActorRef(None, None, None, None, "analysts"), False),
        ("analysts in Lima", ActorRef(None, None, None, None, "analysts"), True),
        ("Ana Soto", ActorRef(None, None, "person:ana-soto", "Ana Soto", "Soto"), True),
        ("Ana Soto", "author", False),
    ],
)
def test_a_holder_is_known_by_name_or_words(want: str, by: ActorRef | str, same: bool) -> None:
    assert same_holder(want, by) is same  # type: ignore[arg-type]


def test_the_score_counts_what_was_missed_and_made_up() -> None:
    text = "Relations between Chile and Peru could sour after the vote."
    passage = GoldPassage("p", text, "2024-03-04", "open", (gold(outcome=text[:-1]), gold(kind="cause")))
    found = passage_scores([passage], {"p": comity.code_text(text, id="p", published="2024-03-04")})
    assert (found.overall.gold, found.overall.found, found.overall.matched) == (2, 1, 1)
    assert found.by_kind["forecast"].f1 == 1.0 and found.by_kind["cause"].f1 == 0.0
    assert found.fields == {"by": 1.0, "hedge": 1.0, "direction": 1.0, "dyads": 1.0}


def test_a_passage_without_a_coding_counts_as_missed() -> None:
    passage = GoldPassage("p", "...", "2024-03-04", "open", (gold(),))
    found = passage_scores([passage], {})
    assert found.overall.recall == 0.0 and found.overall.precision is None
