"""Names that act alike: scores from the neighbours of neighbours and from those with like acts."""

from typing import Any

import numpy as np

from comity.forecasting.ranking.acts import Floats
from comity.forecasting.ranking.history import MONTH, SEASON, Asked, History


def _sparse() -> Any:
    # Scipy comes with lightgbm; who has neither is ranked for by recurrency, and loads neither.
    from scipy import sparse

    return sparse


def _unit_rows(matrix: Any) -> Any:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (_sparse().diags(1 / np.maximum(length, 1e-9)) @ matrix).tocsr()


class Likeness:
    """The web of acts before a day, as sparse matrices."""

    def __init__(self, history: History, day: int) -> None:
        size = history.size
        acts, pairs = history.tallies["atr"], history.tallies["ar"]
        seen = np.flatnonzero(acts.count[:-1])
        self._names, self._types = size["r"], size["t"]
        self._weight = np.log1p(acts.faded(seen, day, SEASON)).astype(np.float32)
        actor, self._what = np.divmod(acts.keys[seen], size["t"] * size["r"])
        self._actor = actor
        self._pair = np.stack([actor * size["t"] + self._what // size["r"], self._what % size["r"]])
        # What somebody does, by type and recipient; the commoner a deed, the less it tells who is alike.
        _, column, times = np.unique(self._what, return_inverse=True, return_counts=True)
        rarity = (1 / np.sqrt(times[column])).astype(np.float32)
        self.profile = _unit_rows(
            _sparse().csr_matrix((self._weight * rarity, (actor, column)), shape=(self._names, int(column.max()) + 1))
        )
        seen = np.flatnonzero(pairs.count[:-1])
        weight = np.log1p(pairs.faded(seen, day, MONTH)).astype(np.float32)
        near = _sparse().csr_matrix((weight, np.divmod(pairs.keys[seen], size["r"])), shape=(self._names, self._names))
        total = np.asarray(near.sum(axis=1)).ravel()
        self.near = (_sparse().diags(1 / np.sqrt(np.maximum(total, 1e-9))) @ near).tocsr()

    def neighbours(self, asked: Asked) -> Floats:
        """Two steps through the web of who deals with whom: questions x names."""
        actors, row = np.unique(asked.actor, return_inverse=True)
        found: Floats = (self.near[actors] @ self.near).toarray().astype(np.float32)[row]
        return found

    def like_actors(self, asked: Asked) -> Floats:
        """To whom those who act like the actor have done such an act: questions x names."""
        actors, row = np.unique(asked.actor, return_inverse=True)
        alike = (self.profile[actors] @ self.profile.T).tocsr()
        found = np.zeros((len(row), self._names), dtype=np.float32)
        types = self._what // self._names
        order = np.argsort(types, kind="stable")
        bound = np.searchsorted(types[order], np.arange(self._types + 1))
        for kind in np.unique(asked.type):
            mine = order[bound[kind] : bound[kind + 1]]
            done = _sparse().csr_matrix(
                (self._weight[mine], (self._actor[mine], self._what[mine] % self._names)),
                shape=(self._names, self._names),
            )
            rows = np.flatnonzero(asked.type == kind)
            found[rows] = (alike[row[rows]] @ done).toarray()
        return found

    def like_recipients(self, asked: Asked) -> Floats:
        """Who is like those to whom the actor has done such an act: questions x names."""
        key = asked.actor * self._types + asked.type
        order = np.argsort(key)
        place = np.searchsorted(key[order], self._pair[0])
        place[place == len(key)] = 0
        mine = key[order][place] == self._pair[0]
        done = _sparse().csr_matrix(
            (self._weight[mine], (order[place[mine]], self._pair[1][mine])), shape=(len(key), self._names)
        )
        found: Floats = ((done @ self.profile) @ self.profile.T).toarray().astype(np.float32)
        return found
