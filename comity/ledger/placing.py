"""Events that are one and the same act, told by several reports or several times in one, merged to incidents.

Events are placed one by one in the log's order, each beside the incident it fits best or in a new one. So a
report that is added later never moves an earlier event, and an incident's id survives it. (Joining all pairs
that fit would chain day to day to month, and one vague date would pull a whole month into one incident.)
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from comity.ledger.blocks import Pairs, block_key
from comity.ledger.cluster import Cluster
from comity.ledger.incident import incident_of
from comity.ledger.likeness import NARROW_DAYS, days_to_search, fit_of
from comity.ledger.linking import linked
from comity.ledger.member import Member
from comity.ledger.similarity import Days, days_of, overlap, width, words_of
from comity.model import Coding, Incident
from comity.record import text_hash

# A busy dyad can hold hundreds of incidents in a month; the latest are the likely ones, and more cost time.
_CANDIDATES = 64
_FEWEST = 8
# Beyond this a date tells no period worth looking up ("for decades").
_MONTHS = 36


@dataclass(eq=False, slots=True)
class _Block:
    """The clusters of one dyad, family and status, found by day, month, issue, report or exact words."""

    by_day: dict[date, list[Cluster]] = field(default_factory=dict)
    by_month: dict[str, list[Cluster]] = field(default_factory=dict)
    long_by_month: dict[str, list[Cluster]] = field(default_factory=dict)
    by_issue: dict[str, list[Cluster]] = field(default_factory=dict)
    undated_by_issue: dict[str, list[Cluster]] = field(default_factory=dict)
    by_coding: dict[int, list[Cluster]] = field(default_factory=dict)
    by_words: dict[frozenset[str], list[Cluster]] = field(default_factory=dict)


def incidents(codings: Iterable[Coding]) -> tuple[Incident, ...]:
    """The incidents of a log, by first day (undated last), then id.

    `codings` come in the log's order, earliest read first. Two events are one incident when their parties and their
    status agree (`block_key`) and they are alike enough in days, type, words and the rest (`fit_of`). Incidents of one
    occasion are linked. An id is `i-` and 16 hex digits of the SHA-256 of the id of the earliest event.
    """
    blocks: dict[tuple[str, Pairs, str], _Block] = {}
    clusters: list[Cluster] = []
    for order, coding in enumerate(codings):
        digest = text_hash(coding.report.text)
        # Exact dates first: a vaguer mention in the same report then finds its place among them.
        for event in sorted(coding.events, key=lambda event: (width(days_of(event.date)), event.id)):
            member = Member(event=event, report=coding.report, order=order, text_hash=digest)
            block = blocks.setdefault(block_key(event), _Block())
            words = words_of(event)
            cluster = _best(block, member, words)
            if cluster is None:
                cluster = Cluster(len(clusters), [], [], None, set(), set(), set())
                clusters.append(cluster)
            _join(block, cluster, member, words)
    made = [(incident_of(cluster.members, id=_id(cluster.members)), cluster.members) for cluster in clusters]
    return tuple(sorted(linked(made), key=lambda each: ((each.date and each.date.start) or "~", each.id)))


def _id(members: Sequence[Member]) -> str:
    first = min(members, key=lambda member: (member.order, member.event.id))
    return "i-" + hashlib.sha256(first.event.id.encode()).hexdigest()[:16]


def _best(block: _Block, member: Member, words: frozenset[str]) -> Cluster | None:
    """The cluster that the event fits best; the oldest of equals."""
    days = days_of(member.event.date)
    scored: list[tuple[float, int, Cluster]] = []
    vague: list[Cluster] = []
    for cluster in _candidates(block, member, days, words):
        fit = fit_of(cluster, member, days, words)
        if fit == 0:
            vague.append(cluster)
        elif fit is not None:
            scored.append((-fit, cluster.number, cluster))
    if scored:
        return min(scored)[2]
    # A period ("in July") with a single act in it most likely means that act; with several it names none.
    return vague[0] if len(vague) == 1 else None


def _candidates(block: _Block, member: Member, days: Days | None, words: frozenset[str]) -> Iterator[Cluster]:
    lists: list[list[Cluster]] = [block.by_coding.get(member.order, []), block.by_words.get(words, [])]
    near = days_to_search(member, days)
    if near is not None and width(near) <= NARROW_DAYS:
        around = (near[0] + timedelta(days=n) for n in range(-1, width(near) + 1))
        lists += [block.by_day.get(day, []) for day in around]
        lists += [block.long_by_month.get(month, []) for month in _months(near)]
    elif near is not None:
        lists += [block.by_month.get(month, []) for month in _months(near)]
    by_issue = block.by_issue if days is None else block.undated_by_issue
    lists += [by_issue.get(issue, []) for issue in member.event.issues]
    seen: set[int] = set()
    most = max(_FEWEST, _CANDIDATES // len(lists))
    for clusters in lists:
        for cluster in islice(reversed(clusters), most):
            if cluster.number not in seen:
                seen.add(cluster.number)
                yield cluster


def _join(block: _Block, cluster: Cluster, member: Member, words: frozenset[str]) -> None:
    event = member.event
    days = days_of(event.date)
    cluster.members.append(member)
    if words not in cluster.words:
        cluster.words.append(words)
        block.by_words.setdefault(words, []).append(cluster)
    if member.order not in cluster.codings:
        cluster.codings.add(member.order)
        block.by_coding.setdefault(member.order, []).append(cluster)
    for issue in event.issues:
        if issue not in cluster.issues:
            cluster.issues.add(issue)
            block.by_issue.setdefault(issue, []).append(cluster)
            if days is None and cluster.days is None:
                block.undated_by_issue.setdefault(issue, []).append(cluster)
    if event.mode:
        cluster.modes.add(event.mode)
    if days is None:
        if cluster.days is None and (near := days_to_search(member, None)) is not None:
            _enter(block, cluster, near)
        return
    shared = days if cluster.days is None else overlap(days, cluster.days)
    if shared is not None and shared != cluster.days:
        cluster.days = shared
        _enter(block, cluster, shared)


def _enter(block: _Block, cluster: Cluster, days: Days) -> None:
    """List the cluster under its days. Earlier, wider listings stay; `_fit` looks at the days themselves."""
    for month in _months(days):
        _add(block.by_month.setdefault(month, []), cluster)
    if width(days) <= NARROW_DAYS:
        for number in range(width(days)):
            _add(block.by_day.setdefault(days[0] + timedelta(days=number), []), cluster)
    else:
        for month in _months(days):
            _add(block.long_by_month.setdefault(month, []), cluster)


def _add(clusters: list[Cluster], cluster: Cluster) -> None:
    if not clusters or clusters[-1] is not cluster:
        clusters.append(cluster)


def _months(days: Days) -> list[str]:
    first = days[0].year * 12 + days[0].month - 1
    last = days[1].year * 12 + days[1].month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, min(last, first + _MONTHS) + 1)]
