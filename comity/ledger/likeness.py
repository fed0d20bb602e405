"""How alike an event and an incident in the making are: seven parts, each 0..1, weighed into one score.

What can't be one act is excluded, whatever else is alike. A part that one side does not tell is null and weighs
nothing. The weights were set by reasoning and checked on the open pairs of `tests/gold/pairs.jsonl`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from comity.codebook import offices
from comity.ledger.blocks import TALKS, block_key
from comity.ledger.member import Member
from comity.ledger.similarity import (
    Days,
    adjacent,
    closeness,
    contradict,
    day_of,
    days_of,
    named,
    overlap,
    width,
    words_of,
)
from comity.model import TOOK_PLACE, ActorRef, Event, Figure, Place, Report

# Up to a week a date is looked up day by day; a longer one tells a period in which many acts may lie.
NARROW_DAYS = 7
# The first wordings of an incident stand for the rest.
WORDINGS = 4

# When, and what was done, tell one act from the next of the same two states; the rest bears it out.
_WEIGHTS = {
    "days": 4.0, "kind": 3.0, "words": 2.0, "participants": 2.0, "place": 1.0, "issues": 1.0, "figures": 1.0,
}  # fmt: skip
# From this on two accounts are of one act: an act of one kind on one day, or one on an unknown day shortly before
# its report with some words alike. The best of 0.50 .. 0.62 on the open pairs; the scores there leave a gap.
SAME = 0.54
# Words this near overrule another issue, and another type of the same quad class.
_NEAR = 0.5
# Time zones and "late on" move a day.
_NEXT_DAY = 0.5
# A report that dates an act and tells of one like it without a day mostly means that act.
_OWN_REPORT = 0.8
# News is told within days: the days from an act to an undated account of it, and how much they speak for it.
_TOLD_AFTER = ((2, 0.6), (7, 0.4), (31, 0.2))
# Nothing places the one beside the other, so that the rest must speak the louder.
_NO_DAY = 0.2
# The most days of a period, and how much it speaks for an act that lies in it.
_PERIODS = ((NARROW_DAYS, 1.0), (31, 0.4), (92, 0.3))
_LONG_PERIOD = 0.15
# Talks are the commonest act between two states, so that two accounts of talks are the least likely one act.
_COMMON = {"CONSULT": 0.6}
# What one coder's frame calls an offer another's calls a deal; the pairs that the wording alone parts.
_KIN = {
    frozenset(("AGREE", "SUPPORT")): 0.7,
    frozenset(("AGREE", "RETREAT")): 0.5,
    frozenset(("COERCE", "SANCTION")): 0.5,
    frozenset(("CONCEDE", "COOPERATE")): 0.5,
    frozenset(("CONCEDE", "RETREAT")): 0.5,
}
_SAME_QUAD = 0.2
# To disapprove and to allege, to ask for help and for a change: the mode of a verbal act is often the coder's choice,
# that of a deed or of talks only where the words are near.
_OTHER_MODE = 0.5
# Reports round and recount: figures of one act lie within a tenth, beyond a third they are others.
_ROUNDED, _FAR_OFF = 0.1, 1 / 3
# Nobody visits by telephone.
_NEVER_ONE = frozenset(("phone", "visit"))


class Likeness(msgspec.Struct, frozen=True):
    """How alike two events are: the `score` 0..1, its `parts` (null: not told), and whether they count as one.

    `against` names what excludes that they are one act ("days", "place", "participants", "kind", "issues", "parties",
    "status"), whatever the score.
    """

    same: bool
    score: float
    parts: dict[str, float | None]
    against: str | None


@dataclass(eq=False, slots=True)
class Cluster:
    """An incident in the making: `days` are those that all its dated events share.

    The fields from `folded` on sum up the first `folded` members and are kept by `fit_of`.
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
    persons: dict[str, set[str]] = field(default_factory=dict)
    offices: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, set[float]] = field(default_factory=dict)
    published: date | None = None


def likeness(one: Event, other: Event, *, reports: tuple[Report, Report]) -> Likeness:
    """How alike two events of these reports are, part by part: why they are, or are not, one incident."""
    first, second = (
        Member(event=event, report=report, order=order, text_hash="")
        for order, (event, report) in enumerate(zip((one, other), (reports[0], reports[1]), strict=True))
    )
    modes = {one.mode} if one.mode else set()
    same_report = 0 if reports[0].id != reports[1].id else 1
    cluster = Cluster(0, [first], [words_of(one)], days_of(one.date), {same_report}, modes, set(one.issues))
    if block_key(one)[2] != block_key(other)[2]:
        against: str | None = "status"
    else:
        against = "parties" if block_key(one)[1] != block_key(other)[1] else None
    parts, inside = _parts(cluster, second, days_of(other.date), words_of(other))
    against = against or inside
    score = _score(parts)
    return Likeness(same=against is None and score >= SAME, score=round(score, 4), parts=parts, against=against)


def fit_of(cluster: Cluster, member: Member, days: Days | None, words: frozenset[str]) -> float | None:
    """How well an event fits a cluster: 0..1, higher is better; 0 only if nothing else does; null not at all."""
    parts, against = _parts(cluster, member, days, words)
    if against is not None:
        return None
    score = _score(parts)
    if score >= SAME:
        return score
    # A period ("in July") may mean the one act of that kind in it.
    period = days and cluster.days and max(width(days), width(cluster.days)) > NARROW_DAYS
    one_kind = member.event.type == cluster.members[0].event.type and not _other_mode(cluster, member.event)
    return 0.0 if period and one_kind else None


def days_to_search(member: Member, days: Days | None) -> Days | None:
    """The days under which an event is listed and looked for: its own, or those shortly before its report."""
    told = day_of(member.report.published)
    if days is not None or told is None:
        return days
    return told - timedelta(days=NARROW_DAYS - 1), told


def _score(parts: dict[str, float | None]) -> float:
    told = weights = 0.0
    for name, part in parts.items():
        if part is None:
            if name != "days":
                continue
            part = _NO_DAY
        told += _WEIGHTS[name] * part
        weights += _WEIGHTS[name]
    return told / weights if weights else 0.0


def _parts(
    cluster: Cluster, member: Member, days: Days | None, words: frozenset[str]
) -> tuple[dict[str, float | None], str | None]:
    """The parts of the likeness, and the name of one that excludes it; the cheap and the most excluding first."""
    event = member.event
    own = member.order in cluster.codings
    if cluster.folded < len(cluster.members):
        _fold(cluster)
    parts: dict[str, float | None] = {}
    if days and cluster.days and not _may_be_days(days, cluster.days, own):
        return parts, "days"
    told = [closeness(words, other) for other in cluster.words[:WORDINGS]]
    near = max((each for each in told if each is not None), default=None)
    alike = near is not None and near >= _NEAR
    parts["kind"] = kind = _kind(cluster, event, alike)
    if kind is None:
        return parts, "kind"
    parts["days"] = _days_part(cluster, member, days, own)
    if parts["days"] == -1:
        return parts, "days"
    parts["words"] = near
    parts["place"] = None
    if event.place is not None and cluster.places:
        if any(contradict(event.place, place) for place in cluster.places[:WORDINGS]):
            return parts, "place"
        parts["place"] = 1.0
    parts["participants"], apart = _participants(cluster, event)
    if apart and (own or (event.type == TALKS and not alike)):
        return parts, "participants"
    parts["issues"] = _issues(cluster, event)
    if parts["issues"] == 0 and not alike:
        return parts, "issues"
    parts["figures"] = _figures(cluster.figures, event.figures) if event.figures and cluster.figures else None
    return parts, None


def _fold(cluster: Cluster) -> None:
    """Sum up the members that joined since the last look."""
    for member in cluster.members[cluster.folded :]:
        event = member.event
        if event.place is not None:
            cluster.places.append(event.place)
        refs = (*event.actors, *event.recipients)
        for country, name in named(refs, "person:"):
            cluster.persons.setdefault(country, set()).add(name)
        for country, name in named(refs, "office:"):
            cluster.offices.setdefault(country, set()).add(name)
        for figure in event.figures:
            cluster.figures.setdefault(figure.unit, set()).add(figure.value)
        told = day_of(member.report.published)
        if told is not None and (cluster.published is None or told < cluster.published):
            cluster.published = told
    cluster.folded = len(cluster.members)


def _may_be_days(one: Days, other: Days, own: bool) -> bool:
    if overlap(one, other) is not None:
        return True
    # A report that itself tells two days apart means two acts.
    return not own and adjacent(one, other) and max(width(one), width(other)) <= NARROW_DAYS


def _days_part(cluster: Cluster, member: Member, days: Days | None, own: bool) -> float | None:
    """How well the days fit; -1 when an account was published before the act that the other dates."""
    if days and cluster.days:
        if overlap(days, cluster.days) is None:
            return _NEXT_DAY
        return _within(max(width(days), width(cluster.days)))
    if own:
        return _OWN_REPORT
    told = day_of(member.report.published)
    if told is None or cluster.published is None:
        return None
    known = days or cluster.days
    if known is None or member.event.status not in TOOK_PLACE:
        return _told_after(abs((told - cluster.published).days))
    seen = cluster.published if days else told
    if (seen - known[0]).days < -1:
        return -1
    return min(_told_after((seen - known[1]).days), _within(width(known)))


def _within(wide: int) -> float:
    return next((part for most, part in _PERIODS if wide <= most), _LONG_PERIOD)


def _told_after(days: int) -> float:
    return next((part for most, part in _TOLD_AFTER if days <= most), 0.0)


def _kind(cluster: Cluster, event: Event, alike: bool) -> float | None:
    """How near the types and modes are; null when they are never one act."""
    lead = cluster.members[0].event
    if event.type != lead.type:
        near = _KIN.get(frozenset((event.type, lead.type)))
        return near if near is not None else (_SAME_QUAD if event.quad == lead.quad else None)
    if not _other_mode(cluster, event):
        return _COMMON.get(event.type, 1.0)
    if any(frozenset((event.mode, mode)) == _NEVER_ONE for mode in cluster.modes):
        return None
    return _OTHER_MODE if alike or event.quad == "verbal conflict" else 0.0


def _other_mode(cluster: Cluster, event: Event) -> bool:
    return bool(event.mode and cluster.modes and event.mode not in cluster.modes)


def _issues(cluster: Cluster, event: Event) -> float | None:
    if not cluster.issues or not event.issues:
        return None
    if not cluster.issues.isdisjoint(event.issues):
        return 1.0
    # One meeting is told by one report for its talks on trade, by another for those on fishing.
    return None if event.type == TALKS else 0.0


def _participants(cluster: Cluster, event: Event) -> tuple[float | None, bool]:
    """How far the persons, or else the offices, of each state agree, and whether some are others."""
    refs = (*event.actors, *event.recipients)
    persons, titles = dict(_by_state(refs, "person:")), dict(_by_state(refs, "office:"))
    told: list[float] = []
    for country, names in persons.items():
        if country in cluster.persons:
            others = {part for name in cluster.persons[country] for part in name.split("-")}
            told.append(float(any(not others.isdisjoint(name.split("-")) for name in names)))
    for country, names in titles.items():
        mine, others = _heads(names), _heads(cluster.offices.get(country, ()))
        if mine and others and country not in persons and country not in cluster.persons:
            told.append(float(not mine.isdisjoint(others)))
    if not told:
        return None, False
    return sum(told) / len(told), min(told) == 0


def _by_state(refs: tuple[ActorRef, ...], kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for country, name in named(refs, kind):
        found.setdefault(country, set()).add(name)
    return found


def _heads(titles: Iterable[str]) -> set[str]:
    """Of these offices those that one person at a time holds; a ministry or "officials" may be anybody."""
    table = offices()
    found = {title: table.get(title.replace("-", " ")) for title in titles}
    return {title for title, office in found.items() if office and office.kind == "person" and office.rank <= 3}


def _figures(told: dict[str, set[float]], figures: tuple[Figure, ...]) -> float | None:
    """How near the nearest figures of a unit are."""
    off = [
        abs(figure.value - value) / max(abs(figure.value), abs(value), 1e-9)
        for figure in figures
        for value in told.get(figure.unit, ())
    ]
    return max(0.0, min(1.0, (_FAR_OFF - min(off)) / (_FAR_OFF - _ROUNDED))) if off else None
