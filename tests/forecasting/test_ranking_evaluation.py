"""Ranks and the recurrency baseline against ranks worked out by hand."""

import numpy as np
import pytest

from comity.forecasting.ranking import Act, Asked, Recurrency, coded, evaluated, ordinal, ranks, skill


def test_ranks_by_hand() -> None:
    scores = np.array([[0.9, 0.5, 0.7, 0.1]], dtype=np.float32)
    question = np.array([0])
    assert ranks(scores, question, np.array([0])).tolist() == [1]
    assert ranks(scores, question, np.array([1])).tolist() == [3]


def test_other_true_answers_of_the_day_are_left_out() -> None:
    scores = np.array([[0.9, 0.5, 0.7, 0.1]], dtype=np.float32)
    # Name 1 stands third; name 0 is true as well and doesn't count against it, nor name 1 against 0.
    assert ranks(scores, np.array([0, 0]), np.array([0, 1])).tolist() == [1, 2]


def test_ties_get_the_mean_of_their_places() -> None:
    scores = np.zeros((1, 5), dtype=np.float32)
    assert ranks(scores, np.array([0]), np.array([2])).tolist() == [3]
    assert ranks(scores, np.array([0, 0]), np.array([2, 4])).tolist() == [2.5, 2.5]


def test_answers_to_other_questions_are_no_filter() -> None:
    scores = np.array([[0.9, 0.5], [0.2, 0.8]], dtype=np.float32)
    assert ranks(scores, np.array([0, 1]), np.array([1, 0])).tolist() == [2, 2]


def test_skill_by_hand() -> None:
    found = skill(np.array([1.0, 2.0, 4.0, 20.0]))
    assert found.mrr == pytest.approx((1 + 0.5 + 0.25 + 0.05) / 4)
    assert (found.hits1, found.hits3, found.hits10, found.questions) == (0.25, 0.5, 0.75, 4)


def test_recurrency_by_hand() -> None:
    acts = [
        Act("2021-03-01", "Ghana", "CONSULT", "Togo"),
        Act("2021-03-03", "Ghana", "CONSULT", "Benin"),
        Act("2021-03-03", "Mali", "CONSULT", "Niger"),
        Act("2021-03-04", "Ghana", "CONSULT", "Togo"),
    ]
    data = coded(acts)
    baseline = Recurrency(data)
    baseline.decay[:], baseline.weight[:] = 1.0, 0.5
    when = ordinal("2021-03-04")
    none = np.zeros(0, dtype=np.int64)
    line = baseline.scores(when, Asked(np.array([data.names.index("Ghana")]), np.array([0]), none, none))[0]
    found = dict(zip(data.names, line.tolist(), strict=True))
    third = pytest.approx(0.5 / 3)
    # Half of 2^-age (3 days and 1 day), half of a share of a third.
    assert found["Togo"] == pytest.approx(0.5 * 0.125 + 0.5 / 3)
    assert found["Benin"] == pytest.approx(0.5 * 0.5 + 0.5 / 3)
    assert found["Niger"] == third
    assert found["Mali"] == 0


def test_both_directions_are_asked() -> None:
    acts = [Act("2021-03-01", "Ghana", "CONSULT", "Togo"), Act("2021-03-02", "Ghana", "CONSULT", "Togo")]
    baseline = Recurrency(coded(acts))
    when = ordinal("2021-03-02")
    assert evaluated(baseline, [(when, baseline.asked(when))]).tolist() == [1, 1]
