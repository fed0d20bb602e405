"""A person, the keys of a name (two orders, with and without hyphens), and the leaders' table by them."""

from dataclasses import dataclass, field
from functools import lru_cache

from comity import codebook
from comity.codebook import Leader, Office
from comity.model import Role
from comity.recognition.slug import slug


@dataclass
class Person:
    """A person as the report shows them; `spans` are (sentence, first, last) in tokens."""

    id: str
    name: str
    family: str
    country: str | None = None
    leaders: tuple[Leader, ...] = ()
    variants: set[str] = field(default_factory=set)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    office: Office | None = None
    former: bool = False
    title: str | None = None


def folded(text: str) -> str:
    """Give a name's letters alone, so that "Jae-myung" and "Jae Myung" are the same."""
    return "".join(ch for ch in slug(text) if ch.isalnum())


def keys(parts: list[str]) -> set[str]:
    """Give the keys of a full name: two name orders, with and without hyphens, share one."""
    flat = [folded(part) for part in parts]
    found = set()
    for cut in {1, len(flat) - 1}:
        halves = sorted(("".join(flat[:cut]), "".join(flat[cut:])))
        if all(halves):
            found.add("|".join(halves))
    return found


@lru_cache(maxsize=1)
def leader_keys() -> dict[str, tuple[Leader, ...]]:
    """Give the leaders' rows by every key of their names."""
    found: dict[str, list[Leader]] = {}
    for leader in codebook.leaders():
        for surface in (leader.name, *leader.names):
            if " " in surface:
                for key in keys(surface.split()):
                    if leader not in found.setdefault(key, []):
                        found[key].append(leader)
    return {key: tuple(rows) for key, rows in found.items() if len({row.id for row in rows}) == 1}


@lru_cache(maxsize=1)
def leader_families() -> dict[str, tuple[Leader, ...]]:
    """Give the leaders' rows by family name."""
    found: dict[str, list[Leader]] = {}
    for leader in codebook.leaders():
        found.setdefault(leader.family, []).append(leader)
    return {family: tuple(rows) for family, rows in found.items()}


def in_office(leader: Leader, day: str | None) -> bool:
    """Tell whether a row of the leaders' table covers a day; without a day, whether it is of our time."""
    if day is None:
        return (leader.until or "9999") >= "2001"
    return (leader.since or "0000") <= day <= (leader.until or "9999")
