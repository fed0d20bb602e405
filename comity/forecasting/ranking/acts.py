"""Acts as the ranker reads them: who did what to whom on which day, and the same as numbers.

Every act is held twice: as it was told, `(actor, type, recipient)`, and turned round, `(recipient, type*, actor)`,
so that "who did this to them" is the same question as "to whom did they do this".
"""

import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.errors import UsageError

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
HomeOf = Callable[[str], str | None]

_HOME = re.compile(r"^(?P<role>.*)\((?P<home>[^()]+)\)\s*$")


class Act(NamedTuple):
    """One act: an ISO day, and the names of actor, type (a PLOVER type or CAMEO label) and recipient."""

    day: str
    actor: str
    type: str
    recipient: str


def home_in_name(name: str) -> str | None:
    """The state that a name carries in brackets at its end ("Police (Peru)"), null without one."""
    found = _HOME.match(name)
    return found["home"].strip() if found else None


def ordinal(day: str) -> int:
    """The day as a count of days.

    Raises:
        UsageError: the day is not ISO (YYYY-MM-DD).
    """
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError as error:
        raise UsageError(day, "is no day", "write it as YYYY-MM-DD") from error


@dataclass(frozen=True)
class Coded:
    """Acts as numbers, held both ways round and sorted by day; the same act told twice a day counts once.

    `day`, `actor`, `type` and `recipient` are arrays of one length. Types run from 0 to 2 * `base` - 1, those turned
    round from `base` on. `home` numbers the state that a name belongs to and `role` what it says besides; a name
    without a state is its own home, and all such names share one role. The marks
    are checksums of names and types, which stay the same whatever else is numbered.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    day: Ints
    actor: Ints
    type: Ints
    recipient: Ints
    home: Ints
    role: Ints
    name_mark: NDArray[np.uint64]
    type_mark: NDArray[np.uint64]

    @property
    def base(self) -> int:
        """How many types there are, before they are turned round."""
        return len(self.types)

    def number(self, name: str) -> int | None:
        """The number of a name, null for one that no act names."""
        place = int(np.searchsorted(np.asarray(self.names, dtype=object), name))
        return place if place < len(self.names) and self.names[place] == name else None


def coded(acts: Iterable[Act], *, home_of: HomeOf = home_in_name) -> Coded:
    """Number the acts; names and types in alphabetical order, so that numbers don't follow the order of the rows.

    Raises:
        UsageError: there are no acts, or one has a day that is not ISO.
    """
    rows = sorted(set(acts))
    if not rows:
        raise UsageError("the history", "holds no acts", "give acts with a day, an actor, a type and a recipient")
    names = tuple(sorted({row.actor for row in rows} | {row.recipient for row in rows}))
    types = tuple(sorted({row.type for row in rows}))
    number = {name: place for place, name in enumerate(names)}
    kind = {name: place for place, name in enumerate(types)}
    days = {text: ordinal(text) for text in {row.day for row in rows}}
    day = np.array([days[row.day] for row in rows], dtype=np.int64)
    actor = np.array([number[row.actor] for row in rows], dtype=np.int64)
    type_ = np.array([kind[row.type] for row in rows], dtype=np.int64)
    recipient = np.array([number[row.recipient] for row in rows], dtype=np.int64)
    order = np.argsort(np.concatenate([day, day]), kind="stable")
    home, role = _homes(names, home_of)
    return Coded(
        names=names,
        types=types,
        day=np.concatenate([day, day])[order],
        actor=np.concatenate([actor, recipient])[order],
        type=np.concatenate([type_, type_ + len(types)])[order],
        recipient=np.concatenate([recipient, actor])[order],
        home=home,
        role=role,
        name_mark=_marks(names),
        type_mark=_marks([*types, *(f"{each}*" for each in types)]),
    )


def _marks(words: Iterable[str]) -> NDArray[np.uint64]:
    return np.array([zlib.crc32(word.encode("utf-8")) for word in words], dtype=np.uint64)


def drawn(data: Coded, actor: Ints, type_: Ints, name: Ints, *, day: int, seed: int) -> Floats:
    """A number from 0 to 1 for each row, random to the eye and the same for the same words, day and seed.

    A generator would hand other numbers to all rows after one that comes in anew. The mixing is that of SplitMix64
    (Steele, Lea and Flood 2014, OOPSLA).
    """
    mixed = data.name_mark[actor] ^ (data.type_mark[type_] << np.uint64(16)) ^ (data.name_mark[name] << np.uint64(32))
    mixed += np.uint64((day * 1_000_003 + seed) * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    found: Floats = ((mixed >> np.uint64(40)) / np.float32(2**24)).astype(np.float32)
    return found


def _homes(names: tuple[str, ...], home_of: HomeOf) -> tuple[Ints, Ints]:
    """Number homes and roles. Each name is judged alone, so that names of days to come tell nothing of the others."""
    homes = [home_of(name) for name in names]
    home_names = [home or name for home, name in zip(homes, names, strict=True)]
    role_names = [_role(name, home) for home, name in zip(homes, names, strict=True)]
    return _numbered(home_names), _numbered(role_names)


def _role(name: str, home: str | None) -> str:
    if home is None or home == name:
        return ""
    found = _HOME.match(name)
    return found["role"].strip() if found else name.replace(home, "").strip()


def _numbered(words: list[str]) -> Ints:
    place = {word: number for number, word in enumerate(sorted(set(words)))}
    return np.array([place[word] for word in words], dtype=np.int64)
