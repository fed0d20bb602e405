"""Counts that fade: for each key how often, how lately and, at several half-lives, how strongly it was seen."""

import numpy as np

from comity.forecasting.ranking.acts import Floats, Ints

NEVER = -1_000_000


class Tally:
    """The counts of one kind of key, as of the day before the next `add`.

    `keys` are all keys that may ever be counted, sorted; a key without acts yet reads as zeros, so that keys of days
    to come give nothing away. A decayed count is the sum of 2^(-age / half-life) over the acts of a key, age in days.
    """

    def __init__(self, keys: Ints, *, half_lives: tuple[float, ...]) -> None:
        self.keys, self._places = np.unique(keys, return_inverse=True)
        self.half_lives = half_lives
        size = len(self.keys) + 1  # the last place stands for keys that are none
        self.count = np.zeros(size, dtype=np.float32)
        self.last = np.full(size, NEVER, dtype=np.int64)
        self._faded = np.zeros((len(half_lives), size), dtype=np.float32)

    def add(self, day: int, rows: slice) -> None:
        """Count the acts of a day: `rows` of the keys that the tally was made of."""
        places, times = np.unique(self._places[rows], return_counts=True)
        age = (day - self.last[places]).astype(np.float32)
        for faded, half in zip(self._faded, self.half_lives, strict=True):
            faded[places] = faded[places] * np.exp2(-age / half) + times
        self.count[places] += times
        self.last[places] = day

    def find(self, keys: Ints) -> Ints:
        """The places of keys; the last place for those that are none."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        return np.where(self.keys[places] == keys, places, len(self.keys))

    def between(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """The places of all keys in the ranges `low <= key < high`, each with the number of its range."""
        start = np.searchsorted(self.keys, low)
        length = np.searchsorted(self.keys, high) - start
        owner = np.repeat(np.arange(len(low)), length)
        offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        places = np.repeat(start, length) + offset
        seen = self.count[places] > 0
        return places[seen], owner[seen]

    def faded(self, places: Ints, day: int, which: int) -> Floats:
        """The decayed counts at half-life number `which`, as of the day."""
        age = (day - self.last[places]).astype(np.float32)
        found: Floats = self._faded[which, places] * np.exp2(-age / np.float32(self.half_lives[which]))
        return found

    def age(self, places: Ints, day: int) -> Floats:
        """Days since the key was last seen; NaN for never."""
        last = self.last[places]
        return np.where(last == NEVER, np.nan, day - last).astype(np.float32)
