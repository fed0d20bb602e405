"""The learned part: trees that weigh the features, taught on the last days of a history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.errors import ExtraMissing
from comity.forecasting.ranking.acts import Coded, Floats, Ints, drawn
from comity.forecasting.ranking.features import Rows, rows_of
from comity.forecasting.ranking.history import Asked, History
from comity.forecasting.ranking.rules import Rules


@dataclass(frozen=True)
class Learning:
    """How the ranker learns; chosen on the validation days of `docs/benchmarks.md`.

    `share` of the history's days, the last ones, teach, of them each `every`-th. Of the candidates of a question the
    true ones are kept, the first `hard` by rules, and each other with the probability `others`. `rounds`, `leaves`
    and `rate` are those of the trees. With one thread the same acts give the same trees.
    """

    share: float = 1 / 3
    every: int = 2
    hard: int = 10
    others: float = 0.23
    rounds: int = 70
    leaves: int = 31
    rate: float = 0.08
    threads: int = 1
    seed: int = 1


class Walk:
    """History and rules together, walked day by day; each day is told before anything of it is known."""

    def __init__(self, data: Coded) -> None:
        self.data = data
        self.history = History(data)
        self.rules = Rules(self.history)
        self._day = int(data.day[0]) - 1

    def reaches(self, day: int) -> bool:
        """Whether the walk has not yet gone past the day."""
        return day >= self._day

    def to(self, day: int) -> None:
        """Stand at the morning of a day: everything before it is known and learnt from."""
        while self._day < day:
            asked = self.history.asked(self._day)
            if len(asked.answer):  # the history still stands at the morning of that day
                self.rules.learn(self.rules.conditions(self._day, asked), asked)
            following = int(np.searchsorted(self.data.day, self._day, side="right"))
            ahead = int(self.data.day[following]) if following < len(self.data.day) else day
            self._day = min(ahead, day)
            self.history.to(self._day)

    def rows(self, asked: Asked) -> Rows:
        """The candidates of questions of the day on which the walk stands, with their features."""
        return rows_of(self.history, self.rules, self._day, asked, self.rules.conditions(self._day, asked))


def teaching(walk: Walk, days: Ints, how: Learning) -> Iterator[tuple[Floats, Ints, Ints, tuple[str, ...]]]:
    """For each day: features, whether the row is true (0 or 1), how many rows each question has, and the columns."""
    names = walk.history.size["r"]
    for day in days:
        walk.to(int(day))
        asked = walk.history.asked(int(day))
        rows = walk.rows(asked)
        true = np.isin(rows.question * names + rows.name, asked.question * names + asked.answer)
        asker, kind = asked.actor[rows.question], asked.type[rows.question]
        lot = drawn(walk.data, asker, kind, rows.name, day=int(day), seed=how.seed)
        hard = rows.table[:, rows.columns.index("rules rank")] < how.hard
        kept = np.isin(rows.question, rows.question[true]) & (true | hard | (lot < how.others))
        if true.any():
            sizes = np.unique(rows.question[kept], return_counts=True)[1]
            yield rows.table[kept], true[kept].astype(np.int64), sizes, rows.columns


def learnt(walk: Walk, days: Ints, how: Learning) -> Any:
    """LightGBM trees (LambdaRank) taught on the days, in order; null if no answer of theirs was a candidate.

    Raises:
        ExtraMissing: lightgbm is not installed.
    """
    try:
        import lightgbm
    except ImportError as error:
        raise ExtraMissing("the learned ranker", "needs lightgbm", 'install "comity[learned]"') from error
    taught = list(teaching(walk, days, how))
    if not taught:
        return None
    table, true, sizes = (np.concatenate([each[part] for each in taught]) for part in range(3))
    settings = {
        "objective": "lambdarank", "lambdarank_truncation_level": 15, "learning_rate": how.rate,
        "num_leaves": how.leaves, "min_data_in_leaf": min(100, max(1, len(true) // 50)), "feature_fraction": 0.5,
        "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 127, "num_threads": how.threads, "seed": how.seed,
        "deterministic": True, "force_row_wise": True, "verbosity": -1,
    }  # fmt: skip
    columns = [each.replace(" ", "_") for each in taught[0][3]]
    return lightgbm.train(settings, lightgbm.Dataset(table, true, group=sizes, feature_name=columns), how.rounds)
