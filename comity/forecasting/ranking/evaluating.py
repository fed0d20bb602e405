"""How well scores rank what came: filtered mean reciprocal rank and hits, both directions together."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from comity.forecasting.ranking.acts import Floats, Ints
from comity.forecasting.ranking.history import Asked


class Scorer(Protocol):
    """What gives a score to every name for each question of a day, from the acts before it: questions x names."""

    def scores(self, day: int, asked: Asked) -> Floats: ...


class Skill(NamedTuple):
    """Mean reciprocal rank, shares ranked in the first 1, 3 and 10 (0 to 1), and over how many questions."""

    mrr: float
    hits1: float
    hits3: float
    hits10: float
    questions: int


def ranks(scores: Floats, question: Ints, answer: Ints) -> NDArray[np.float64]:
    """The rank of each true answer among all names, 1 the first.

    Other true answers to the same question on the same day are left out (the time-aware filter). Of names with equal
    scores each gets the mean of their places, so that a scorer gains nothing by ties.
    """
    found = np.empty(len(answer))
    for place, (row, name) in enumerate(zip(question, answer, strict=True)):
        others = answer[(question == row) & (answer != name)]
        line = scores[row]
        mine = line[name]
        above = np.count_nonzero(line > mine) - np.count_nonzero(line[others] > mine)
        equal = np.count_nonzero(line == mine) - np.count_nonzero(line[others] == mine) - 1
        found[place] = 1 + above + equal / 2
    return found


def skill(found: NDArray[np.float64]) -> Skill:
    """Sum up ranks."""
    return Skill(
        mrr=float(np.mean(1 / found)),
        hits1=float(np.mean(found <= 1)),
        hits3=float(np.mean(found <= 3)),
        hits10=float(np.mean(found <= 10)),
        questions=len(found),
    )


def evaluated(scorer: Scorer, asked: Iterable[tuple[int, Asked]]) -> NDArray[np.float64]:
    """The ranks of all answers of the days, given in order, each day from what was known before it."""
    return np.concatenate([ranks(scorer.scores(day, each), each.question, each.answer) for day, each in asked])
