"""How well an event fits an incident in the making: by days, place, people, mode, issues and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.ledger.incident import Member
from comity.ledger.similarity import Days, adjacent, alike, contradict, overlap
from comity.model import Event

# Up to a week a date is looked up day by day; a longer one tells a period in which many acts may lie.
NARROW_DAYS = 7
# The first wordings of an incident stand for the rest.
WORDINGS = 4


@dataclass(eq=False, slots=True)
class Cluster:
    """An incident in the making: `days` are those that all its dated events share."""

    number: int
    members: list[Member]
    words: list[frozenset[str]]
    days: Days | None
    codings: set[int]
    modes: set[str]
    issues: set[str]


def width(days: Days | None) -> int:
    """The number of days in a range; an unknown one is wider than any."""
    return (days[1] - days[0]).days + 1 if days else 10**6


def fit_of(cluster: Cluster, member: Member, days: Days | None, words: frozenset[str]) -> int | None:
    """How well an event fits a cluster: higher is better, 0 only if nothing else does, null not at all."""
    event = member.event
    own = member.order in cluster.codings
    shared = overlap(days, cluster.days) if days and cluster.days else None
    if days and cluster.days and shared is None and (own or not adjacent(days, cluster.days)):
        return None
    if any(contradict(event.place, other.event.place) for other in cluster.members[:WORDINGS]):
        return None
    if own and _people_apart(cluster, event):
        return None
    near = any(alike(words, other) for other in cluster.words[:WORDINGS])
    if event.type != cluster.members[0].event.type and not near:
        return None
    same_mode = not event.mode or not cluster.modes or event.mode in cluster.modes
    shared_issue = bool(cluster.issues.intersection(event.issues))
    # One meeting is told by one report for its talks on trade, by another for those on fishing.
    apart = event.type != "CONSULT" and _issues_apart(cluster, event)
    if not near and (not same_mode or apart):
        return None
    if days is None or cluster.days is None:
        if near and (shared_issue or words in cluster.words):
            return 3
        return 2 if own and (near or same_mode) else None
    if shared is not None:
        if max(width(days), width(cluster.days)) <= NARROW_DAYS:
            return 6 if near or shared_issue else 5
        if near or shared_issue:
            return 4
        return 0 if same_mode else None
    # Time zones and "late on" move a day; a report that itself tells two days apart means two acts.
    return 1 if near and width(days) <= NARROW_DAYS else None


def _people_apart(cluster: Cluster, event: Event) -> bool:
    """Whether one report tells acts of different people of one state: of its ministers here, of its president there."""
    told = _people([member.event for member in cluster.members])
    mine = _people([event])
    return any(told[code].isdisjoint(people) for code, people in mine.items() if code in told)


def _people(events: Sequence[Event]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for event in events:
        for ref in (*event.actors, *event.recipients):
            if ref.country and (ref.id or "").startswith("person:"):
                found.setdefault(ref.country, set()).add(ref.id or "")
    return found


def _issues_apart(cluster: Cluster, event: Event) -> bool:
    return bool(cluster.issues and event.issues and cluster.issues.isdisjoint(event.issues))
