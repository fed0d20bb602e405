"""Events that are one and the same act, told by several reports or several times in one, brought to one incident.

Events are placed one by one in the log's order, each beside the incident it fits best or in a new one. So a
report that is added later never moves an earlier event, and an incident's id survives it. (Joining all pairs
that fit would chain day to day to month, and one vague date would pull a whole month into one incident.)

A placement tells under which keys it listed its incident. An event looks only at the newest of those listed
under its own keys, so a later run needs these incidents and no others to place it as one run over all would.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

import msgspec

from comity.ledger.blocks import block_key
from comity.ledger.cluster import Cluster, Seen, join, seen_of
from comity.ledger.likeness import NARROW_DAYS, NEAR, best_fit, days_to_search
from comity.ledger.member import Member
from comity.ledger.similarity import Days, closeness, days_of, width, wording_of, words_of
from comity.model import Coding, Event, Report
from comity.record import Telling

# A busy dyad can hold hundreds of incidents in a month; the latest are the likely ones, and more cost time.
CANDIDATES = 64
_FEWEST = 8
# Beyond this a date tells no period worth looking up ("for decades").
_MONTHS = 36


class Placement(msgspec.Struct, frozen=True):
    """One event of one coding, and the incident that it was placed in.

    `number` counts placements, `sequence` is the coding's place in the log and `read_at` the moment when it was read.
    `block` holds what must agree (family, status, parties); `listed` are the keys under which this event was
    the first to list its incident.
    """

    number: int
    sequence: int
    report_id: str
    coder: str
    text_hash: str
    read_at: str
    published: str | None
    outlet: str | None
    event: Event
    incident: str
    block: str
    listed: tuple[str, ...]


class Told(msgspec.Struct, frozen=True):
    """What one coding brings: its place in the log and its events. `report` comes without its text."""

    sequence: int
    report: Report
    coder: str
    text_hash: str
    read_at: str
    events: tuple[Event, ...]


@dataclass(eq=False, slots=True)
class Draft:
    """An event placed in a cluster whose id is not settled before its whole coding is placed.

    `late` ones are placed after the others of their coding, for an older version of the report may be told by these.
    """

    event: Event
    cluster: Cluster
    block: str
    listed: tuple[str, ...]
    late: bool


@dataclass(eq=False)
class Placer:
    """Places codings in the log's order; `taken` are the ids of events that were placed before."""

    number: int = 0
    taken: set[str] = field(default_factory=set)
    _lists: dict[str, dict[str, dict[int, Cluster]]] = field(default_factory=dict)
    _ids: dict[int, str] = field(default_factory=dict)
    _clusters: dict[str, Cluster] = field(default_factory=dict)

    def restore(self, kept: Placement) -> None:
        """Take up a placement that was made before; whole incidents, in the order of their numbers."""
        cluster = self._clusters.get(kept.incident)
        if cluster is None:
            cluster = Cluster(kept.number, kept.event)
            self._name(cluster, kept.incident)
        report = Report(id=kept.report_id, text="", published=kept.published, outlet=kept.outlet)
        member = Member(event=kept.event, report=report, order=kept.sequence, text_hash=kept.text_hash)
        _join(self._lists.setdefault(kept.block, {}), cluster, seen_of(member, kept.block))
        self.taken.add(kept.event.id)
        self.number = max(self.number, kept.number + 1)

    def place(self, told: Told) -> list[Placement]:
        """Place the events of the next coding."""
        drafts = self.draft(told)
        self._settle(drafts)
        placed = [
            placement(told, draft, number=number, incident=self._ids[draft.cluster.number])
            for number, draft in enumerate(drafts, self.number)
        ]
        self.number += len(drafts)
        self.taken.update(draft.event.id for draft in drafts)
        return placed

    def draft(self, told: Told) -> list[Draft]:
        """Find the clusters of the next coding's events, in the order of their placing; new ones have no name yet."""
        drafts: list[Draft] = []
        waiting: list[Seen] = []
        # Exact dates first: a vaguer mention in the same report then finds its place among them.
        for seen in sorted((_seen(event, told) for event in told.events), key=lambda seen: (seen.wide, seen.event.id)):
            cluster = self._best(seen)
            if cluster is None and self._retold(seen) is not None:
                # What an older version of the report told in like words may yet be taken by another event.
                waiting.append(seen)
            else:
                drafts.append(self._draft(seen, cluster, self.number + len(drafts), late=False))
        for seen in waiting:
            cluster = self._best(seen) or self._retold(seen)
            drafts.append(self._draft(seen, cluster, self.number + len(drafts), late=True))
        return drafts

    def id_of(self, cluster: Cluster) -> str | None:
        """The id of a cluster; null for a new one that has no name yet."""
        return self._ids.get(cluster.number)

    def _draft(self, seen: Seen, cluster: Cluster | None, number: int, *, late: bool) -> Draft:
        cluster = cluster or Cluster(number, seen.event)
        listed = _join(self._lists.setdefault(seen.block, {}), cluster, seen)
        return Draft(seen.event, cluster, seen.block, listed, late)

    def _settle(self, drafts: Sequence[Draft]) -> None:
        """Name the new clusters, each after the first of its events by id."""
        for cluster in {draft.cluster.number: draft.cluster for draft in drafts}.values():
            if cluster.number not in self._ids:
                first = min(draft.event.id for draft in drafts if draft.cluster is cluster)
                self._name(cluster, name_of(first, cluster.number, taken=self.taken, names=self._clusters))

    def _name(self, cluster: Cluster, id: str) -> None:
        self._ids[cluster.number] = id
        self._clusters[id] = cluster

    def _best(self, seen: Seen) -> Cluster | None:
        """The cluster that the event fits best; the oldest of equals."""
        lists = self._lists.get(seen.block, {})
        same = lists.get(f"event:{seen.event.id}")
        if same:
            return next(reversed(same.values()))
        return best_fit(_candidates(lists, seen), seen)

    def _retold(self, seen: Seen) -> Cluster | None:
        """The cluster in which an older version of the report told this in like words, on whatever day."""
        event, report = seen.event, seen.member.report.id
        listed = self._lists.get(seen.block, {}).get(f"report:{report}", {})
        for cluster in islice(reversed(listed.values()), CANDIDATES):
            if seen.member.order not in cluster.codings and any(
                other.report.id == report
                and other.event.type == event.type
                and (closeness(seen.wording, [wording_of(words_of(other.event))]) or 0.0) >= NEAR
                for other in cluster.members
            ):
                return cluster
        return None


def told_of(coding: Coding | Telling, *, sequence: int, text_hash: str, read_at: str = "") -> Told:
    """What placing needs of a coding."""
    report = coding.report
    lean = Report(id=report.id, text="", published=report.published, outlet=report.outlet)
    return Told(sequence, lean, coding.coder, text_hash, read_at, coding.events)


def placement(told: Told, draft: Draft, *, number: int, incident: str) -> Placement:
    """The placement of a coding's draft under its number and its incident's id."""
    return Placement(
        number=number,
        sequence=told.sequence,
        report_id=told.report.id,
        coder=told.coder,
        text_hash=told.text_hash,
        read_at=told.read_at,
        published=told.report.published,
        outlet=told.report.outlet,
        event=draft.event,
        incident=incident,
        block=draft.block,
        listed=draft.listed,
    )


def order_within(event: Event) -> tuple[int, str]:
    """What the events of one coding are placed by: the most exact dates first."""
    return width(days_of(event.date)), event.id


def name_of(first: str, number: int, *, taken: Container[str], names: Container[str]) -> str:
    """The id of a new incident, after its first event by id and, where that is no new one, after its number too."""
    # A report that was read again can tell by one id what are now other parties' acts.
    fresh = first not in taken and incident_id(first) not in names
    return incident_id(first if fresh else f"{first}@{number}")


def incident_id(name: str) -> str:
    """The id of an incident that is named after an event: `i-` and 16 hex digits of SHA-256."""
    return "i-" + hashlib.sha256(name.encode()).hexdigest()[:16]


def keys_of(event: Event, told: Told) -> Iterator[tuple[str, str]]:
    """The block of an event and each key under which it looks for incidents; of each the newest `CANDIDATES`."""
    seen = _seen(event, told)
    return ((seen.block, key) for key in (f"event:{event.id}", *_asked(seen)))


def block_of(event: Event) -> str:
    """What two events must share to be compared at all (`block_key`), as a text that a table can hold."""
    family, parties, status = block_key(event)
    return f"{family}|{status}|{parties}"


def _seen(event: Event, told: Told) -> Seen:
    member = Member(event=event, report=told.report, order=told.sequence, text_hash=told.text_hash)
    return seen_of(member, block_of(event))


def _asked(seen: Seen) -> list[str]:
    found = [f"report:{seen.member.report.id}", _words_key(seen.words)]
    near = days_to_search(seen)
    if near is not None:
        found += _around(near)
    name = "issue" if seen.days is None else "undated"
    return found + [f"{name}:{issue}" for issue in seen.event.issues]


def _candidates(lists: dict[str, dict[int, Cluster]], seen: Seen) -> Iterable[Cluster]:
    keys = _asked(seen)
    most = min(CANDIDATES, max(_FEWEST, CANDIDATES // len(keys)))
    found: dict[int, Cluster] = {}
    for key in keys:
        under = lists.get(key)
        if under:
            found.update(islice(reversed(under.items()), most))
    return found.values()


def _join(lists: dict[str, dict[int, Cluster]], cluster: Cluster, seen: Seen) -> tuple[str, ...]:
    """Add the event to the cluster; gives the keys under which this listed the cluster for the first time."""
    event = seen.event
    keys = [f"event:{event.id}"]
    if seen.member.order not in cluster.codings:
        keys.append(f"report:{seen.member.report.id}")
    if seen.words not in cluster.words:
        keys.append(_words_key(seen.words))
    undated = seen.days is None and cluster.days is None
    for issue in event.issues:
        if issue not in cluster.issues:
            keys.append(f"issue:{issue}")
            if undated:
                keys.append(f"undated:{issue}")
    if join(cluster, seen) and cluster.days is not None:
        # Earlier, wider listings stay; the fit looks at the days themselves.
        keys += _listing(cluster.days)
    elif undated and (near := days_to_search(seen)) is not None:
        # An act without a day is looked for in the week before its report, and so it is listed there.
        keys += _listing(near)
    listed = []
    for key in keys:
        under = lists.get(key)
        if under is None:
            lists[key] = {cluster.number: cluster}
        elif cluster.number not in under:
            under[cluster.number] = cluster
        else:
            continue
        listed.append(key)
    return tuple(listed)


@lru_cache(maxsize=4096)
def _around(days: Days) -> tuple[str, ...]:
    """The keys of days, and of months, under which an act of these days may be listed."""
    if width(days) > NARROW_DAYS:
        return _month_keys("month", days)
    return _day_keys(_and_beside(days)) + _month_keys("long", days)


@lru_cache(maxsize=4096)
def _listing(days: Days) -> tuple[str, ...]:
    return _month_keys("month", days) + (_day_keys(days) if width(days) <= NARROW_DAYS else _month_keys("long", days))


@lru_cache(maxsize=4096)
def _words_key(words: frozenset[str]) -> str:
    return "words:" + hashlib.sha256(" ".join(sorted(words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _and_beside(days: Days) -> Days:
    """The days with the day before and the day after, where the calendar has them."""
    first, last = days[0].toordinal(), days[1].toordinal()
    return date.fromordinal(max(1, first - 1)), date.fromordinal(min(date.max.toordinal(), last + 1))


@lru_cache(maxsize=4096)
def _day_keys(days: Days) -> tuple[str, ...]:
    return tuple(f"day:{days[0] + timedelta(days=number)}" for number in range(width(days)))


@lru_cache(maxsize=4096)
def _month_keys(name: str, days: Days) -> tuple[str, ...]:
    first = days[0].year * 12 + days[0].month - 1
    last = days[1].year * 12 + days[1].month - 1
    months = range(first, min(last, first + _MONTHS) + 1)
    return tuple(f"{name}:{number // 12:04d}-{number % 12 + 1:02d}" for number in months)
