"""Which act between two leads to which: how often an act of one type, so many days old, was followed by another."""

import numpy as np

from comity.forecasting.ranking.acts import Floats, Ints
from comity.forecasting.ranking.history import Asked, History

# Ages in days; the last group is all that is older.
AGES = (1.0, 3.0, 7.0, 21.0, 60.0, 180.0)
# A rule that was never tried has the confidence of its type of answer; so many trials weigh as much as that prior.
PRIOR_TRIALS = 20.0


class Rules:
    """Confidences of the rules "(a, t', r) so many days ago, therefore (a, t, r)", learnt as the days pass.

    Each question of a day tries every rule whose condition holds before that day; its answers tell which held. After
    the rules of length one of TLogic (Liu et al. 2022, AAAI), with ages in groups and counts over all questions.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        types = history.size["t"]
        self._shape = (len(AGES) + 1, types, types)
        self._tried = np.zeros(self._shape, dtype=np.float32)
        self._held = np.zeros(self._shape, dtype=np.float32)
        size = history.size
        data = history.data
        tally = history.tallies["atr"]
        # The keys by actor, recipient and type, to find all that two have done.
        actor, rest = np.divmod(tally.keys, size["t"] * size["r"])
        type_, recipient = np.divmod(rest, size["r"])
        pair = actor * size["r"] + recipient
        self._by_actor = np.searchsorted(tally.keys, np.arange(len(data.names) + 1) * size["t"] * size["r"])
        self._type, self._recipient, self._pair = type_, recipient, pair

    def conditions(self, day: int, asked: Asked) -> tuple[Ints, Ints, Ints]:
        """For each rule that may be applied: the row of its question, the recipient, and the number of the rule."""
        tally = self.history.tallies["atr"]
        start = self._by_actor[asked.actor]
        length = self._by_actor[asked.actor + 1] - start
        row = np.repeat(np.arange(len(asked.actor)), length)
        place = np.repeat(start - (np.cumsum(length) - length), length) + np.arange(int(length.sum()))
        seen = tally.count[place] > 0
        row, place = row[seen], place[seen]
        group = np.searchsorted(np.array(AGES), day - tally.last[place])
        _, types, _ = self._shape
        rule = (group * types + self._type[place]) * types + asked.type[row]
        return row, self._recipient[place], rule

    def confidence(self) -> Floats:
        """The confidence of each rule by its number, drawn to that of all conditions of that age for the type."""
        tried, held = self._tried, self._held
        prior = (held.sum(axis=1, keepdims=True) + 0.01) / (tried.sum(axis=1, keepdims=True) + 1.0)
        found: Floats = ((held + PRIOR_TRIALS * prior) / (tried + PRIOR_TRIALS)).reshape(-1)
        return found

    def scores(self, conditions: tuple[Ints, Ints, Ints], rows: int) -> tuple[Floats, Floats]:
        """All rules for a recipient taken as independent, and the strongest alone: questions x names each."""
        row, recipient, rule = conditions
        confidence = self.confidence()[rule]
        names = self.history.size["r"]
        place = row * names + recipient
        none = np.bincount(place, weights=np.log1p(-np.minimum(confidence, 0.999)), minlength=rows * names)
        strongest = np.zeros(rows * names, dtype=np.float32)
        np.maximum.at(strongest, place, confidence)
        together = (1 - np.exp(none)).astype(np.float32)
        return together.reshape(rows, names), strongest.reshape(rows, names)

    def learn(self, conditions: tuple[Ints, Ints, Ints], asked: Asked) -> None:
        """Take in what came of a day's questions."""
        row, recipient, rule = conditions
        names = self.history.size["r"]
        true = np.isin(row * names + recipient, asked.question * names + asked.answer)
        for counts, found in ((self._tried, rule), (self._held, rule[true])):
            place, times = np.unique(found, return_counts=True)
            counts.reshape(-1)[place] += times
