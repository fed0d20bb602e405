"""Which text of a report stands: of several under one id or one address the one read last, unless it retracts.

Of several codings of one text by versions of one coder the newest version's stands, and counts as read when the text
was: a report that is coded again is no later text. A retraction never takes the place of the report: it is told as a
note, and left to a person to act on.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from comity.model import Notice, Report
from comity.record.coders import coder_version, family
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
    """One version of each report and family of coders, the one read last; of one run the one with a notice."""
    found = _Found()
    by_text = _by_text(heads)
    by_id: dict[tuple[str, str], list[Stored]] = {}
    for each in (_newest_coding(group) for group in by_text):
        by_id.setdefault((each.report_id, family(each.coder)), []).append(each)
    kept = [_last(group, reports, found) for group in by_id.values()]
    by_address: dict[tuple[str, str], list[Stored]] = {}
    for each in kept:
        if each.url:
            by_address.setdefault((each.url, family(each.coder)), []).append(each)
    gone: set[tuple[str, str, str]] = set()
    for group in by_address.values():
        if 1 < len({each.text_hash for each in group}) <= MOST_AT_ONE_ADDRESS:
            gone |= _superseded(group, reports, found)
    for group in by_text:
        _tell_older_codings(group, found)
    stand = sorted((each for each in kept if each.key not in gone), key=lambda each: (each.arrived[1], each.key))
    return Current(tuple(stand), found.notes, found.replaced)


def age(head: Stored) -> tuple[str, int, str]:
    """What tells the later of two versions: when each was read, then its place in the log."""
    return *head.arrived, head.text_hash


def latest(heads: Sequence[Stored]) -> Stored:
    """Of versions of one report the text that was read last, as the newest version of its coder codes it."""
    return max((_newest_coding(group) for group in _by_text(heads)), key=age)


def _by_text(heads: Sequence[Stored]) -> list[list[Stored]]:
    """The heads grouped by report, family of coders and text."""
    groups: dict[tuple[str, str, str], list[Stored]] = {}
    for each in heads:
        groups.setdefault((each.report_id, family(each.coder), each.text_hash), []).append(each)
    return list(groups.values())


def _newest_coding(group: Sequence[Stored]) -> Stored:
    """Of codings of one text by versions of one coder the newest version's, arrived when the text was first read."""
    if len(group) == 1:
        return group[0]
    newest = max(group, key=lambda each: (coder_version(each.coder), each.sequence))
    return replace(newest, first=min((each.read_at, each.sequence) for each in group))


def _tell_older_codings(group: Sequence[Stored], found: _Found) -> None:
    """Say of each older coding of a text what took its place first: a newer version's coding, or another text."""
    by_text = found.replaced.get(_newest_coding(group).key)
    for each in group:
        newer = [other for other in group if coder_version(other.coder) > coder_version(each.coder)]
        if newer:
            heirs = [*newer, *([by_text] if by_text else [])]
            found.replaced[each.key] = min(heirs, key=lambda other: (max(other.read_at, each.read_at), other.sequence))


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
            heir = next((each for each in after if each.text_hash != head.text_hash), stands)
            found.replaced[head.key] = replace(heir, read_at=heir.arrived[0])
    told = list(found.notes.get(stands.report_id, ()))
    others = list(dict.fromkeys(head.report_id for head, _ in ordered if head.report_id != stands.report_id))
    place = next(number for number, (head, _) in enumerate(ordered) if head.key == stands.key)
    earlier = len({head.text_hash for head, _ in ordered[:place]} - {stands.text_hash})
    if earlier:
        where = f" ({', '.join(others)})" if others else ""
        told.append(f"supersedes {earlier} earlier version{'s' if earlier > 1 else ''}{where}")
    for head, notice in ordered[place + 1 :]:
        if notice is not None:
            told.append(f"retracted by its outlet, as read on {head.arrived[0][:10]}: {notice.text}")
    found.notes[stands.report_id] = tuple(dict.fromkeys(told))
    return stands


def _by_age(
    group: Sequence[Stored], notices: Mapping[tuple[str, str, str], Notice | None]
) -> list[tuple[Stored, Notice | None]]:
    """Versions, earliest first. A run reads a folder by the alphabet, so within it the notice tells the later one."""
    ordered = sorted(
        group,
        key=lambda each: (each.arrived[0], notices[each.key] is not None, each.arrived[1], each.text_hash),
    )
    return [(each, notices[each.key]) for each in ordered]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= ALIKE * len(one | other)


def _words(report: Report) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{report.title or ''} {report.text}".lower()))
