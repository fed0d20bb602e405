"""An incident in the making, with what its accounts say of who took part, summed up as they join."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from comity.codebook import leaders, offices
from comity.ledger.member import Member
from comity.ledger.similarity import Days, day_of, named
from comity.model import Place

# The rank of ministers in the table of offices; below them several persons hold one office.
_MINISTER = 3
ANY_MINISTER = "minister"


class Account(NamedTuple):
    """What an account says of who took part, by state, and the day of its report."""

    persons: dict[str, set[frozenset[str]]]
    offices: dict[str, set[str]]
    published: date | None


@dataclass(eq=False, slots=True)
class Cluster:
    """An incident in the making: `days` are those that all its dated events share.

    The fields from `folded` on sum up the first `folded` members and are kept by `fold`.
    """

    number: int
    members: list[Member]
    words: list[frozenset[str]]
    days: Days | None
    codings: set[int]
    modes: set[str]
    issues: set[str]
    folded: int = 0
    places: list[Place] = field(default_factory=list)
    persons: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    offices: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, set[float]] = field(default_factory=dict)
    published: date | None = None


def fold(cluster: Cluster) -> None:
    """Sum up the members that joined since the last look."""
    for member in cluster.members[cluster.folded :]:
        told = account_of(member)
        if member.event.place is not None:
            cluster.places.append(member.event.place)
        for country, persons in told.persons.items():
            cluster.persons.setdefault(country, set()).update(persons)
        for country, titles in told.offices.items():
            cluster.offices.setdefault(country, set()).update(titles)
        for figure in member.event.figures:
            cluster.figures.setdefault(figure.unit, set()).add(figure.value)
        if told.published is not None and (cluster.published is None or told.published < cluster.published):
            cluster.published = told.published
    cluster.folded = len(cluster.members)


@lru_cache(maxsize=1)
def _heads() -> dict[frozenset[str], int]:
    """The highest rank that each person of the leaders' table held, by the parts of the name."""
    found: dict[frozenset[str], int] = {}
    for leader in leaders():
        office = offices().get(leader.office)
        if office is not None:
            name = frozenset(leader.id.removeprefix("person:").split("-"))
            found[name] = min(office.rank, found.get(name, office.rank))
    return found


def above(persons: set[frozenset[str]], titles: set[str]) -> bool:
    """Whether all these persons are known heads of state or government, and all these offices are ministers'."""
    ranks = [_heads().get(person, _MINISTER) for person in persons]
    ranks_of = {title: offices().get(title.replace("-", " ")) for title in titles}
    below = [office.rank if office else _MINISTER for office in ranks_of.values()]
    return bool(ranks and below) and max(ranks) < _MINISTER <= min(below)


# One event is compared with all its candidates in turn.
@lru_cache(maxsize=4)
def account_of(member: Member) -> Account:
    """What one account says of who took part."""
    refs = (*member.event.actors, *member.event.recipients)
    persons: dict[str, set[frozenset[str]]] = {}
    heads: dict[str, set[str]] = {}
    for country, name in named(refs, "person:"):
        persons.setdefault(country, set()).add(frozenset(name.split("-")))
    for country, title in named(refs, "office:"):
        # Of these offices one person at a time holds each; a ministry or "officials" may be anybody.
        office = offices().get(title.replace("-", " "))
        if office and office.kind == "person" and office.rank <= _MINISTER:
            heads.setdefault(country, set()).add(title)
    for ref in refs:
        # "The ministers" stand for their states; that they are ministers is told by their name alone.
        if ref.country and (ref.id or "").startswith("state:") and ref.text.lower().rstrip("s").endswith(ANY_MINISTER):
            heads.setdefault(ref.country, set()).add(ANY_MINISTER)
    return Account(persons, heads, day_of(member.report.published))
