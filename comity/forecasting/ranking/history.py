"""What was known before a day: the tallies of all kinds of keys, walked through the days in order."""

from dataclasses import dataclass

import numpy as np

from comity.forecasting.ranking.acts import Coded, Ints
from comity.forecasting.ranking.tallies import Tally

# Days. Short ones follow an affair, long ones a habit; features name them by their place here.
HALF_LIVES = (2.0, 8.0, 30.0, 120.0)
DAYS2, WEEK, MONTH, SEASON = range(4)


@dataclass(frozen=True)
class Asked:
    """The different questions of a day: arrays of actors and types, and for each act the number of its question."""

    actor: Ints
    type: Ints
    question: Ints
    answer: Ints


def packed(sizes: tuple[int, ...], *parts: Ints) -> Ints:
    """One number for several, in the order of the parts."""
    key = parts[0].astype(np.int64)
    for size, part in zip(sizes[1:], parts[1:], strict=True):
        key = key * size + part
    return key


class History:
    """Tallies over the acts of `data` before `day`; `to` moves on to a later day.

    The kinds are named by what a key is made of: a actor, t type, r recipient, d side (told or turned round), h home
    and o role of the actor, H home and O role of the recipient.
    """

    KINDS = (
        "atr", "ar", "adr", "tr", "r", "dr", "a", "at", "htr", "htH", "atH", "aH", "otO", "tO", "hH", "tH", "atO", "aO",
    )  # fmt: skip

    def __init__(self, data: Coded, *, kinds: tuple[str, ...] = KINDS) -> None:
        self.data = data
        self.size = {
            "a": len(data.names), "t": 2 * data.base, "r": len(data.names), "d": 2,
            "h": int(data.home.max()) + 1, "H": int(data.home.max()) + 1,
            "o": int(data.role.max()) + 1, "O": int(data.role.max()) + 1,
        }  # fmt: skip
        self.tallies = {
            kind: Tally(self.keys(kind, data.actor, data.type, data.recipient), half_lives=HALF_LIVES) for kind in kinds
        }
        self.day = int(data.day[0])
        self._next = 0

    def keys(self, kind: str, actor: Ints, type_: Ints, recipient: Ints | None = None) -> Ints:
        """The keys of a kind for actors, types and recipients, arrays of one length."""
        home, role = self.data.home, self.data.role
        parts = []
        for letter in kind:
            match letter:
                case "a":
                    part = actor
                case "t":
                    part = type_
                case "d":
                    part = (type_ >= self.data.base).astype(np.int64)
                case "h":
                    part = home[actor]
                case "o":
                    part = role[actor]
                case _:
                    assert recipient is not None
                    part = {"r": recipient, "H": home[recipient], "O": role[recipient]}[letter]
            parts.append(part)
        return packed(tuple(self.size[letter] for letter in kind), *parts)

    def to(self, day: int) -> None:
        """Take in every act before the day. Days only go forward."""
        days = self.data.day
        while self._next < len(days) and days[self._next] < day:
            then = int(days[self._next])
            end = int(np.searchsorted(days, then, side="right"))
            for tally in self.tallies.values():
                tally.add(then, slice(self._next, end))
            self._next = end
        self.day = day

    def asked(self, day: int) -> Asked:
        """The questions that the acts of a day answer, each once."""
        low, high = np.searchsorted(self.data.day, [day, day + 1])
        actor, type_ = self.data.actor[low:high], self.data.type[low:high]
        both = packed((0, self.size["t"]), actor, type_)
        unique, question = np.unique(both, return_inverse=True)
        return Asked(
            actor=unique // self.size["t"],
            type=unique % self.size["t"],
            question=question,
            answer=self.data.recipient[low:high],
        )
