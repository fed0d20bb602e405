"""How high a speaker stands: the rank of an office, by the table of offices."""

from collections.abc import Iterable
from functools import lru_cache

from comity import codebook
from comity.errors import CodebookError
from comity.model import Actor, Coding

NO_RANK = 7


def speaker_ranks(codings: Iterable[Coding]) -> dict[str, int]:
    """Give the rank of each actor's highest office by id: 1 head of state or government's own, to 6."""
    found: dict[str, int] = {}
    for coding in codings:
        for actor in coding.actors:
            rank = min((_office_rank(title) for title in _titles(actor)), default=NO_RANK)
            found[actor.id] = min(rank, found.get(actor.id, NO_RANK))
    return found


def _titles(actor: Actor) -> list[str]:
    named = [actor.name.partition(",")[0]] if actor.id.startswith("office:") else []
    return [role.title for role in actor.roles] + named


def _office_rank(title: str) -> int:
    try:
        office = codebook.offices().get(title.lower())
    except CodebookError:
        return NO_RANK
    return office.rank if office else NO_RANK


@lru_cache(maxsize=1)
def _leader_offices() -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for leader in codebook.leaders():
            found[leader.id] = min(_office_rank(leader.office), found.get(leader.id, NO_RANK))
    except CodebookError:
        return {}
    return found


def rank_of(id: str) -> int:
    """Rank a speaker by the id alone: a leader of the table, or an office whose title the id spells."""
    if id.startswith("office:"):
        return _office_rank(id.rpartition(":")[2].replace("-", " "))
    return _leader_offices().get(id, NO_RANK) if id.startswith("person:") else NO_RANK
