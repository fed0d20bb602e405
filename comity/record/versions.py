"""Which text of a report stands: of several under one id or one address the one read last, unless it retracts.

A retraction never takes the place of the report: it is told as a note, and left to a person to act on.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comity.model import Notice, Report
from comity.record.store import Stored

# An address with more different texts than this is a front page or a feed, not a report's own.
MOST_AT_ONE_ADDRESS = 8
# Two texts at one address that share half of their longer words (Jaccard) are versions of one report; judged, not
# measured: on pages of one site the names and set phrases that differing reports share stay well below it.
ALIKE = 0.5
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")

# Gives the reports of these heads, in their order; only asked for where texts have to be compared.
Reports = Callable[[Sequence[Stored]], Iterator[Report]]


@dataclass(frozen=True)
class Current:
    """The heads that stand, in the log's order, and by report id what a reader should know of other versions.

    `replaced` has, by their keys, the versions that stand no more with what took the place of each.
    """

    heads: tuple[Stored, ...]
    notes: Mapping[str, tuple[str, ...]]
    replaced: Mapping[tuple[str, str, str], Stored]


@dataclass(frozen=True)
class _Found:
    """What has been found out so far; see `Current`."""

    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaced: dict[tuple[str, str, str], Stored] = field(default_factory=dict)


def current(heads: Sequence[Stored], reports: Reports) -> Current:
    """One version of each report and coder, the one read last; of one run the one with a notice."""
    found = _Found()
    by_id: dict[tuple[str, str], list[Stored]] = {}
    for each in heads:
        by_id.setdefault((each.report_id, each.coder), []).append(each)
    kept = [_last(group, reports, found) for group in by_id.values()]
    by_address: dict[tuple[str, str], list[Stored]] = {}
    for each in kept:
        if each.url:
            by_address.setdefault((each.url, each.coder), []).append(each)
    gone: set[tuple[str, str, str]] = set()
    for group in by_address.values():
        if 1 < len({each.text_hash for each in group}) <= MOST_AT_ONE_ADDRESS:
            gone |= _superseded(group, reports, found)
    stand = sorted((each for each in kept if each.key not in gone), key=lambda each: (each.sequence, each.key))
    return Current(tuple(stand), found.notes, found.replaced)


def age(head: Stored) -> tuple[str, int, str]:
    """What tells the later of two versions: when each was read, then its place in the log."""
    return head.read_at, head.sequence, head.text_hash


def _last(group: list[Stored], reports: Reports, found: _Found) -> Stored:
    """The version that stands of those under one id."""
    if len(group) == 1:
        return group[0]
    ordered = _by_age(group, {each.key: report.notice for each, report in zip(group, reports(group), strict=True)})
    return _standing_of(ordered, found)


def _superseded(group: list[Stored], reports: Reports, found: _Found) -> set[tuple[str, str, str]]:
    """The heads at one address whose report stands there with other words."""
    told = {each.key: report for each, report in zip(group, reports(group), strict=True)}
    ordered = _by_age(group, {key: report.notice for key, report in told.items()})
    chains: list[list[tuple[Stored, Notice | None]]] = []
    for head, notice in ordered:
        words = _words(told[head.key])
        chain = next((each for each in chains if _alike(_words(told[each[-1][0].key]), words)), None)
        # A notice may be all that is left of the report that it speaks of.
        if chain is None and notice is not None and len(chains) == 1:
            chain = chains[0]
        if chain is None:
            chains.append([(head, notice)])
        else:
            chain.append((head, notice))
    gone: set[tuple[str, str, str]] = set()
    for chain in chains:
        if len({head.text_hash for head, _ in chain}) > 1:
            stands = _standing_of(chain, found)
            gone |= {head.key for head, _ in chain} - {stands.key}
    return gone


def _standing_of(ordered: Sequence[tuple[Stored, Notice | None]], found: _Found) -> Stored:
    """The last version that does not retract, if there is one; notes tell of the others."""
    plain = [head for head, notice in ordered if notice is None or notice.kind != "retraction"]
    stands = plain[-1] if plain else ordered[-1][0]
    line = plain or [head for head, _ in ordered]
    for head, _ in ordered:
        if head.key != stands.key:
            # A retraction that something else outlasts never stood.
            after = line[line.index(head) + 1 :] if head in line else ()
            found.replaced[head.key] = next((each for each in after if each.text_hash != head.text_hash), stands)
    told = list(found.notes.get(stands.report_id, ()))
    others = list(dict.fromkeys(head.report_id for head, _ in ordered if head.report_id != stands.report_id))
    place = next(number for number, (head, _) in enumerate(ordered) if head.key == stands.key)
    earlier = len({head.text_hash for head, _ in ordered[:place]} - {stands.text_hash})
    if earlier:
        where = f" ({', '.join(others)})" if others else ""
        told.append(f"supersedes {earlier} earlier version{'s' if earlier > 1 else ''}{where}")
    for head, notice in ordered[place + 1 :]:
        if notice is not None:
            told.append(f"retracted by its outlet, as read on {head.read_at[:10]}: {notice.text}")
    found.notes[stands.report_id] = tuple(dict.fromkeys(told))
    return stands


def _by_age(
    group: Sequence[Stored], notices: Mapping[tuple[str, str, str], Notice | None]
) -> list[tuple[Stored, Notice | None]]:
    """Versions, earliest first. A run reads a folder by the alphabet, so within it the notice tells the later one."""
    ordered = sorted(
        group, key=lambda each: (each.read_at, notices[each.key] is not None, each.sequence, each.text_hash)
    )
    return [(each, notices[each.key]) for each in ordered]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= ALIKE * len(one | other)


def _words(report: Report) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{report.title or ''} {report.text}".lower()))
