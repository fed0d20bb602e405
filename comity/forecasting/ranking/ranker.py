"""Who does what to whom next: names ranked for (actor, type, ?) and for (?, type, recipient)."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import numpy as np

from comity.errors import ExtraMissing, UsageError
from comity.forecasting.ranking.acts import Act, Coded, Floats, HomeOf, Ints, coded, home_in_name, ordinal
from comity.forecasting.ranking.history import Asked
from comity.forecasting.ranking.learning import Learning, Walk, learnt
from comity.forecasting.ranking.recurrency import Recurrency

Basis = Literal["learned", "recurrency", "type alone"]


class Ranked(NamedTuple):
    """A name with its place (1 the first), a score that only orders and is no probability, and what it rests on.

    `basis` is `learned`, `recurrency` (without the learned part), or `type alone` (of the actor nothing is known).
    """

    place: int
    name: str
    score: float
    basis: Basis


class Ranker:
    """Ranks whom an act will be done to, or who will do it, from the acts before the day.

    Works on the acts of any record: names may be states, bodies or people, types PLOVER's or CAMEO's labels.
    `home_of` tells the state that a name belongs to; unless given it is read from brackets at the name's end.
    After `fit`, `model` says what ranks (`learned` or `recurrency`) and `why` why it is not the learned part, or null.
    """

    def __init__(self, *, how: Learning | None = None, home_of: HomeOf = home_in_name) -> None:
        self.how = how or Learning()
        self.model: Literal["learned", "recurrency"] = "recurrency"
        self.why: str | None = "the ranker has not been fitted"
        self._home_of = home_of
        self._trees: Any = None

    def fit(self, history: Iterable[Act], *, until: str | None = None) -> "Ranker":
        """Take in the acts and learn from those before the day `until` (unless given: from all).

        Later acts may be among them: each question sees only what lies before its own day.

        Raises:
            UsageError: there are no acts (none before `until`), or a day is not ISO.
        """
        self.data: Coded = coded(history, home_of=self._home_of)
        end = int(self.data.day[-1]) + 1 if until is None else ordinal(until)
        days = np.unique(self.data.day[self.data.day < end])
        if not len(days):
            raise UsageError(str(until), "has no act before it to learn from", "give a later day or more acts")
        first = int(len(days) * (1 - self.how.share))
        taught: Ints = days[first :: self.how.every]
        self._walk = Walk(self.data)
        try:
            self._trees = learnt(self._walk, taught, self.how)
            self.why = None if self._trees else "no answer of the days to learn from was among the candidates"
        except ExtraMissing as error:
            self._trees, self.why = None, str(error)
        self.model = "learned" if self._trees else "recurrency"
        self._recurrency = None if self._trees else Recurrency(self.data).fit([int(day) for day in taught])
        return self

    def asked(self, day: int) -> Asked:
        """The questions that the acts of a day (an ordinal) answer."""
        return self._walk.history.asked(day)

    def scores(self, day: int, asked: Asked) -> Floats:
        """The score of every name for each question, from the acts before the day: questions x names.

        What is no candidate scores below 0, what is above.
        """
        if self._recurrency:
            if day < self._recurrency.history.day:
                self._recurrency = self._recurrency.anew()
            return self._recurrency.scores(day, asked)
        if not self._walk.reaches(day):
            self._walk = Walk(self.data)
        self._walk.to(day)
        rows = self._walk.rows(asked)
        found = rows.fallback - 1
        if len(rows.table):
            raw = self._trees.predict(rows.table, num_threads=self.how.threads)
            found[rows.question, rows.name] = np.exp(np.clip(raw, -60, 60))
        return found

    def rank(
        self,
        name: str,
        type: str,
        day: str,
        *,
        asks: Literal["recipient", "actor"] = "recipient",
        most: int = 10,
    ) -> tuple[Ranked, ...]:
        """The likeliest recipients of such an act by the actor `name` on the day; or the actors that do it to `name`.

        At most `most` names, all of them in acts before the day.

        Raises:
            UsageError: the type is in no act, or the day is not ISO.
        """
        if type not in self.data.types:
            known = ", ".join(self.data.types[:5])
            raise UsageError(type, "is the type of no act of the history", f"give one of its types, such as {known}")
        kind = self.data.types.index(type) + (0 if asks == "recipient" else self.data.base)
        when, number = ordinal(day), self.data.number(name)
        before = self.data.day < when
        seen = np.unique(self.data.actor[before])
        basis: Basis
        if number is None or number not in seen:
            same = before & (self.data.type == kind)
            line = np.bincount(self.data.recipient[same], minlength=len(self.data.names)).astype(np.float32)
            seen, basis = seen[line[seen] > 0], "type alone"
        else:
            empty = np.zeros(0, dtype=np.int64)
            question = Asked(np.array([number]), np.array([kind]), empty, empty)
            line, basis = self.scores(when, question)[0], self.model
        order = seen[np.argsort(-line[seen], kind="stable")][:most]
        return tuple(
            Ranked(place, self.data.names[each], float(line[each]), basis) for place, each in enumerate(order, start=1)
        )
