"""An incident in the making, and an event that looks for its place: each with what they are compared by."""

from dataclasses import dataclass, field
from datetime import date

from comity.ledger.member import Member
from comity.ledger.participants import Account, account_of, add
from comity.ledger.similarity import Days, Wording, day_of, days_of, overlap, width, wording_of, words_of
from comity.model import Event, Place

# The first wordings, and the first places, of an incident stand for the rest.
WORDINGS = 4


@dataclass(eq=False, slots=True)
class Seen:
    """An event with what it is compared by, worked out once: it is held against many clusters.

    `wide` is the number of its `days`, `published` the day of its report; `block` is what the placer compares within.
    """

    member: Member
    event: Event
    days: Days | None
    wide: int
    words: frozenset[str]
    wording: Wording
    account: Account
    published: date | None
    block: str


@dataclass(eq=False, slots=True)
class Cluster:
    """An incident in the making: `days` are those that all its dated events share, `wide` their number.

    `lead` is its first event; `wordings` and `places` are those of the first accounts, `WORDINGS` at most;
    `published` is the day of its first report.
    """

    number: int
    lead: Event
    days: Days | None = None
    wide: int = width(None)
    members: list[Member] = field(default_factory=list)
    codings: set[int] = field(default_factory=set)
    words: set[frozenset[str]] = field(default_factory=set)
    wordings: list[Wording] = field(default_factory=list)
    modes: set[str] = field(default_factory=set)
    issues: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    figures: dict[str, set[float]] = field(default_factory=dict)
    published: date | None = None


def seen_of(member: Member, block: str = "") -> Seen:
    """An event with what it is compared by."""
    event, days, words = member.event, days_of(member.event.date), words_of(member.event)
    published = day_of(member.report.published)
    return Seen(member, event, days, width(days), words, wording_of(words), account_of(event), published, block)


def join(cluster: Cluster, seen: Seen) -> bool:
    """Add the event to the cluster; gives whether the cluster's days are others than before."""
    event = seen.event
    cluster.members.append(seen.member)
    cluster.codings.add(seen.member.order)
    if seen.words not in cluster.words:
        cluster.words.add(seen.words)
        if len(cluster.wordings) < WORDINGS:
            cluster.wordings.append(seen.wording)
    if event.mode:
        cluster.modes.add(event.mode)
    cluster.issues.update(event.issues)
    if event.place is not None and len(cluster.places) < WORDINGS:
        cluster.places.append(event.place)
    add(cluster.account, seen.account)
    for figure in event.figures:
        cluster.figures.setdefault(figure.unit, set()).add(figure.value)
    if seen.published is not None and (cluster.published is None or seen.published < cluster.published):
        cluster.published = seen.published
    return seen.days is not None and _narrow(cluster, seen.days)


def _narrow(cluster: Cluster, days: Days) -> bool:
    shared = days if cluster.days is None else overlap(days, cluster.days)
    if shared is None or shared == cluster.days:
        return False
    cluster.days, cluster.wide = shared, width(shared)
    return True
