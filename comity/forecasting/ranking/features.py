"""What speaks for each candidate: a row of features for every question and candidate, from the acts before the day."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comity.forecasting.ranking.acts import Floats, Ints
from comity.forecasting.ranking.history import DAYS2, MONTH, SEASON, WEEK, Asked, History
from comity.forecasting.ranking.likeness import Likeness
from comity.forecasting.ranking.rules import Rules

# How many candidates each way of finding them gives at most.
FOUND_BY = {"acts": 60, "partners": 60, "type": 40, "home": 30, "rules": 40, "near": 30, "actors": 40, "recipients": 40}


@dataclass(frozen=True)
class Rows:
    """Candidates of a day: `question` and `name` number each row, `table` holds a column for each of `columns`.

    `fallback` scores all names for all questions (questions x names), for those that are no candidates.
    """

    question: Ints
    name: Ints
    table: Floats
    columns: tuple[str, ...]
    fallback: Floats


class Dense:
    """Scores of all names for the questions of a day, a matrix (questions x names) for each way of scoring."""

    def __init__(
        self, history: History, rules: Rules, day: int, asked: Asked, conditions: tuple[Ints, Ints, Ints]
    ) -> None:
        self._history, self._day, self._asked = history, day, asked
        size = history.size
        home = history.data.home[asked.actor]
        alike = Likeness(history, day)
        together, strongest = rules.scores(conditions, len(asked.actor))
        self.scores = {
            "acts": self._spread("atr", asked.actor * size["t"] + asked.type, MONTH),
            "partners": self._spread("ar", asked.actor, WEEK),
            "type": self._spread("tr", asked.type, MONTH),
            "home": self._spread("htr", home * size["t"] + asked.type, SEASON),
            "rules": together,
            "near": alike.neighbours(asked),
            "actors": alike.like_actors(asked),
            "recipients": alike.like_recipients(asked),
        }
        self.strongest = strongest

    def _spread(self, kind: str, prefix: Ints, half: int) -> Floats:
        tally, names = self._history.tallies[kind], self._history.size["r"]
        places, row = tally.between(prefix * names, (prefix + 1) * names)
        found = np.zeros((len(prefix), names), dtype=np.float32)
        found[row, tally.keys[places] % names] = tally.faded(places, self._day, half)
        return found

    def candidates(self) -> tuple[Ints, Ints]:
        """Questions and names that any way of scoring puts among its first."""
        chosen = np.zeros_like(self.strongest, dtype=bool)
        for way, most in FOUND_BY.items():
            scores = self.scores[way]
            most = min(most, scores.shape[1])
            least = -np.partition(-scores, most - 1, axis=1)[:, most - 1 : most]
            first = scores >= least
            # Equals come in together or not at all: which of them is first in an array says nothing.
            crowded = first.sum(axis=1) > 2 * most
            first[crowded] = scores[crowded] > least[crowded]
            chosen |= first & (scores > 0)
        question, name = np.nonzero(chosen)
        return question, name

    def fallback(self) -> Floats:
        """A score for those that are no candidates, below 1: what is common for the type, and who is active at all."""
        active = self._history.tallies["r"].count[:-1]
        every = np.zeros(self._history.size["r"], dtype=np.float32)
        every[self._history.tallies["r"].keys] = active
        found = self.scores["type"] + self.scores["home"] + self.scores["near"] + 1e-4 * every
        result: Floats = found / (1 + found)
        return result


def rows_of(history: History, rules: Rules, day: int, asked: Asked, conditions: tuple[Ints, Ints, Ints]) -> Rows:
    """The candidates of a day's questions with their features. `history` must stand at that day."""
    dense = Dense(history, rules, day, asked, conditions)
    question, name = dense.candidates()
    actor, type_ = asked.actor[question], asked.type[question]
    columns: dict[str, Floats] = {}
    for kind, fields in PAIRS.items():
        columns |= _tallied(history, kind, fields, (actor, type_, name), day)
    turned = (type_ + history.data.base) % history.size["t"]
    columns |= {
        f"back {each}": column
        for each, column in _tallied(history, "atr", (AGE, MONTH, SEASON), (actor, turned, name), day).items()
    }
    columns |= dict(_asking(history, asked, question, day))
    columns |= dict(_shares(columns))
    home = history.data.home
    columns["same home"] = (home[actor] == home[name]).astype(np.float32)
    columns["itself"] = (actor == name).astype(np.float32)
    columns["strongest rule"] = dense.strongest[question, name]
    for way, scores in dense.scores.items():
        value = scores[question, name]
        columns[way] = value
        columns[f"{way} rank"] = _places(question, value)
    columns["last"] = _places(question, -np.nan_to_num(columns["atr age"], nan=9999.0))
    columns["last partner"] = _places(question, -np.nan_to_num(columns["ar age"], nan=9999.0))
    table = np.stack(list(columns.values()), axis=1).astype(np.float32)
    return Rows(question, name, table, tuple(columns), dense.fallback())


COUNT, AGE = -2, -1
# Of each kind of key, what becomes a feature: its count, its age, or its decayed count at a half-life.
PAIRS: dict[str, tuple[int, ...]] = {
    "atr": (COUNT, AGE, DAYS2, WEEK, MONTH, SEASON),
    "ar": (COUNT, AGE, DAYS2, WEEK, MONTH, SEASON),
    "adr": (AGE, WEEK, SEASON),
    "tr": (AGE, DAYS2, WEEK, MONTH, SEASON),
    "r": (AGE, DAYS2, MONTH, SEASON),
    "dr": (WEEK, SEASON),
    "htr": (AGE, MONTH, SEASON),
    "htH": (SEASON,), "atH": (MONTH, SEASON), "aH": (SEASON,), "tH": (SEASON,), "hH": (SEASON,),
    "otO": (SEASON,), "tO": (SEASON,), "atO": (SEASON,), "aO": (SEASON,),
}  # fmt: skip


def _tallied(
    history: History, kind: str, fields: tuple[int, ...], row: tuple[Ints, Ints, Ints], day: int
) -> dict[str, Floats]:
    tally = history.tallies[kind]
    places = tally.find(history.keys(kind, *row))
    found = {}
    for field in fields:
        if field == COUNT:
            found[f"{kind} count"] = tally.count[places]
        elif field == AGE:
            found[f"{kind} age"] = tally.age(places, day)
        else:
            found[f"{kind} {tally.half_lives[field]:g}"] = tally.faded(places, day, field)
    return found


def _asking(history: History, asked: Asked, question: Ints, day: int) -> Iterator[tuple[str, Floats]]:
    """Of the question alone: how busy the actor is, how often and how lately such acts, to how many."""
    for kind, fields in (("a", (WEEK, SEASON)), ("at", (COUNT, AGE, WEEK, SEASON))):
        for each, column in _tallied(history, kind, fields, (asked.actor, asked.type, asked.actor), day).items():
            yield each, column[question]
    size = history.size
    for kind, prefix in (("atr", asked.actor * size["t"] + asked.type), ("ar", asked.actor)):
        _, row = history.tallies[kind].between(prefix * size["r"], (prefix + 1) * size["r"])
        different: Floats = np.bincount(row, minlength=len(prefix)).astype(np.float32)
        yield f"{kind} different", different[question]


# A part of a whole: the share of the candidate in all acts of its question's kind.
_SHARES = (
    ("atr 120", "at 120"),
    ("ar 120", "a 120"),
    ("atH 120", "at 120"),
    ("aH 120", "a 120"),
    ("atO 120", "at 120"),
)


def _shares(columns: dict[str, Floats]) -> Iterator[tuple[str, Floats]]:
    for part, whole in _SHARES:
        share: Floats = (columns[part] / np.maximum(columns[whole], 1e-6)).astype(np.float32)
        yield f"{part} share", share


def _places(question: Ints, value: Floats) -> Floats:
    """The place of each candidate among those of its question, the highest value first; equals share the first."""
    order = np.lexsort((-value, question))
    asked, sorted_value = question[order], value[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (asked[1:] != asked[:-1]) | (sorted_value[1:] != sorted_value[:-1])
    start = np.maximum.accumulate(np.where(np.r_[True, asked[1:] != asked[:-1]], np.arange(len(order)), 0))
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    found = np.empty(len(order), dtype=np.float32)
    found[order] = first - start
    return found
