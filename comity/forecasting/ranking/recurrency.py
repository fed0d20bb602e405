"""The recurrency baseline: what happened will happen again, the lately seen before the rest."""

from collections.abc import Sequence

import numpy as np

from comity.forecasting.ranking.acts import Coded, Floats
from comity.forecasting.ranking.evaluating import ranks
from comity.forecasting.ranking.history import Asked, History

# The grids of the tuning, of the order of those that the paper tries.
DECAYS = (0.0001, 0.001, 0.01, 0.05, 0.1, 0.5, 1.0)
WEIGHTS = (0.0, 0.5, 0.9, 0.99, 0.999, 0.99999, 1.0)


class Recurrency:
    """Scores `weight * 2^(-decay * age) + (1 - weight) * share`, with decay and weight for each type.

    The strict part looks for the very act (actor, type, recipient), its age in days; the relaxed part is the share of
    the recipient in all acts of the type. After Gastinger et al. 2024 (IJCAI), "History Repeats Itself".
    """

    def __init__(self, data: Coded, *, history: History | None = None) -> None:
        self.data = data
        self.history = history or History(data, kinds=("atr", "tr"))
        self.decay = np.full(2 * data.base, 0.1, dtype=np.float32)
        self.weight = np.full(2 * data.base, 0.999, dtype=np.float32)

    def fit(self, days: Sequence[int]) -> "Recurrency":
        """Choose decay and weight for each type by the mean reciprocal rank over the days, given in order."""
        sums = np.zeros((2 * self.data.base, len(DECAYS), len(WEIGHTS)))
        for day in days:
            asked = self.history.asked(day)
            age, share = self._parts(day, asked)
            type_ = asked.type[asked.question]
            for i, decay in enumerate(DECAYS):
                strict = np.nan_to_num(np.exp2(-np.float32(decay) * age))
                for j, weight in enumerate(WEIGHTS):
                    if i and not weight:
                        continue
                    found = ranks(
                        np.float32(weight) * strict + np.float32(1 - weight) * share, asked.question, asked.answer
                    )
                    sums[:, i, j] += np.bincount(type_, weights=1 / found, minlength=len(sums))
        for kind in np.flatnonzero(sums.sum(axis=(1, 2))):
            best, second = divmod(int(sums[kind].argmax()), len(WEIGHTS))
            self.decay[kind], self.weight[kind] = DECAYS[best], WEIGHTS[second]
        return self

    def asked(self, day: int) -> Asked:
        """The questions that the acts of a day (an ordinal) answer."""
        return self.history.asked(day)

    def anew(self) -> "Recurrency":
        """The same with its history at the first day again."""
        fresh = Recurrency(self.data)
        fresh.decay, fresh.weight = self.decay, self.weight
        return fresh

    def _parts(self, day: int, asked: Asked) -> tuple[Floats, Floats]:
        self.history.to(day)
        size = self.history.size
        shape = (len(asked.actor), size["r"])
        age = np.full(shape, np.nan, dtype=np.float32)
        share = np.zeros(shape, dtype=np.float32)
        pair = asked.actor * size["t"] + asked.type
        strict = self.history.tallies["atr"]
        places, row = strict.between(pair * size["r"], (pair + 1) * size["r"])
        age[row, strict.keys[places] % size["r"]] = strict.age(places, day)
        relaxed = self.history.tallies["tr"]
        places, row = relaxed.between(asked.type * size["r"], (asked.type + 1) * size["r"])
        share[row, relaxed.keys[places] % size["r"]] = relaxed.count[places]
        return age, share / np.maximum(share.sum(axis=1, keepdims=True), 1)

    def scores(self, day: int, asked: Asked) -> Floats:
        """The score of every name for each question, from the acts before the day: questions x names."""
        age, share = self._parts(day, asked)
        decay, weight = self.decay[asked.type][:, None], self.weight[asked.type][:, None]
        found: Floats = weight * np.nan_to_num(np.exp2(-decay * age)) + (1 - weight) * share
        return found
