"""Who took part in an act, as accounts of it tell: persons and offices, by state, and how far two accounts agree."""

from dataclasses import dataclass, field
from functools import lru_cache

from comity.codebook import leaders, offices
from comity.model import Event

# The rank of ministers in the table of offices; below them several persons hold one office.
_MINISTER = 3
_ANY_MINISTER = "minister"


@dataclass(eq=False, slots=True)
class Account:
    """What is told of who took part: the parts of the persons' names, and the titles of offices, by state."""

    persons: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    offices: dict[str, set[str]] = field(default_factory=dict)


def account_of(event: Event) -> Account:
    """What one event tells of who took part."""
    told = Account()
    for ref in (*event.actors, *event.recipients):
        if not ref.country or not ref.id:
            continue
        if ref.id.startswith("person:"):
            told.persons.setdefault(ref.country, set()).add(_name(ref.id))
        elif ref.id.startswith("office:"):
            title = ref.id.rpartition(":")[2]
            if _of_one_person(title):
                told.offices.setdefault(ref.country, set()).add(title)
        # "The ministers" stand for their states; that they are ministers is told by their name alone.
        elif ref.id.startswith("state:") and ref.text.lower().rstrip("s").endswith(_ANY_MINISTER):
            told.offices.setdefault(ref.country, set()).add(_ANY_MINISTER)
    return told


def add(told: Account, other: Account) -> None:
    """Add to an account what another tells."""
    for country, persons in other.persons.items():
        told.persons.setdefault(country, set()).update(persons)
    for country, titles in other.offices.items():
        told.offices.setdefault(country, set()).update(titles)


def tells(account: Account) -> bool:
    """Whether an account names anybody."""
    return bool(account.persons or account.offices)


def agreement(one: Account, other: Account) -> tuple[float | None, bool]:
    """How far the persons, or else the offices, of each state agree (0..1), and whether some are others."""
    if not tells(one) or not tells(other):
        return None, False
    agree: list[bool] = []
    for country, persons in one.persons.items():
        others = other.persons.get(country)
        if others:
            agree.append(_one_of_them(persons, others))
        elif country not in one.offices and _above(persons, other.offices.get(country)):
            agree.append(False)  # what ministers agreed, their presidents did not
    for country, titles in one.offices.items():
        if country in one.persons:
            continue
        known = other.offices.get(country)
        if known:
            if country not in other.persons and _ANY_MINISTER not in titles and _ANY_MINISTER not in known:
                agree.append(not titles.isdisjoint(known))
        elif _above(other.persons.get(country), titles):
            agree.append(False)
    if not agree:
        return None, False
    return sum(agree) / len(agree), not all(agree)


def _one_of_them(persons: set[frozenset[str]], others: set[frozenset[str]]) -> bool:
    """Whether one person may be among both: "Ospanov" may be Daniyar Ospanov; two of one family are two."""
    if not persons.isdisjoint(others):
        return True
    return any(one <= other or other <= one for one in persons for other in others)


def _above(persons: set[frozenset[str]] | None, titles: set[str] | None) -> bool:
    """Whether all these persons are known heads of state or government, and all these offices are ministers'."""
    if not persons or not titles:
        return False
    return all(_heads().get(person, _MINISTER) < _MINISTER for person in persons) and all(
        _rank(title) >= _MINISTER for title in titles
    )


@lru_cache(maxsize=1)
def _heads() -> dict[frozenset[str], int]:
    """The highest rank that each person of the leaders' table held, by the parts of the name."""
    found: dict[frozenset[str], int] = {}
    for leader in leaders():
        office = offices().get(leader.office)
        if office is not None:
            name = _name(leader.id)
            found[name] = min(office.rank, found.get(name, office.rank))
    return found


@lru_cache(maxsize=4096)
def _name(person: str) -> frozenset[str]:
    return frozenset(person.rpartition(":")[2].split("-"))


@lru_cache(maxsize=4096)
def _rank(title: str) -> int:
    office = offices().get(title.replace("-", " "))
    return office.rank if office else _MINISTER


@lru_cache(maxsize=4096)
def _of_one_person(title: str) -> bool:
    """Whether one person at a time holds the office; a ministry or "officials" may be anybody."""
    office = offices().get(title.replace("-", " "))
    return office is not None and office.kind == "person" and office.rank <= _MINISTER
