"""How alike an event and an incident in the making are: seven parts, each 0..1, weighed into one score.

What can't be one act is excluded, whatever else is alike. A part that one side does not tell is null and weighs
nothing. The weights were set by reasoning and checked on the open pairs of `tests/gold/pairs.jsonl`.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from comity.ledger.blocks import TALKS, block_key
from comity.ledger.cluster import Cluster, Seen, join, seen_of
from comity.ledger.member import Member
from comity.ledger.participants import agreement, tells
from comity.ledger.similarity import Days, adjacent, closeness, contradict
from comity.model import TOOK_PLACE, Event, Figure, Report

# Up to a week a date is looked up day by day; a longer one tells a period in which many acts may lie.
NARROW_DAYS = 7

# The parts in the order in which they are kept.
PARTS = ("days", "kind", "words", "participants", "place", "issues", "figures")
# When, and what was done, tell one act from the next of the same two states; the rest bears it out.
_DAYS, _KIND, _WORDS, _PARTICIPANTS = 4.0, 3.0, 2.0, 2.0  # the others weigh 1
# From this on two accounts are of one act: an act of one kind on one day, or one on an unknown day shortly before
# its report with some words alike. The best of 0.50 .. 0.62 on the open pairs; the scores there leave a gap.
SAME = 0.54
# Words this near overrule another issue, and another type of the same quad class.
NEAR = 0.5
# Time zones and "late on" move a day.
_NEXT_DAY = 0.5
# A report that tells of one act twice gives it one day; what it tells without, it means by its words or its place.
# Without these it is another act: judged on whole reports, where most such pairs were two.
_OWN_REPORT, _OWN_BARE, _SOME = 0.7, 0.3, 0.3
# Sentences that follow each other lie a space or a line apart.
_GAP = 3
# The days that an act is news.
_NEWS = 31
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
    ("AGREE", "SUPPORT"): 0.7,
    ("AGREE", "RETREAT"): 0.5,
    ("COERCE", "SANCTION"): 0.5,
    ("CONCEDE", "COOPERATE"): 0.5,
    ("CONCEDE", "RETREAT"): 0.5,
}
_KIN |= {(other, one): near for (one, other), near in _KIN.items()}
_SAME_QUAD = 0.2
# To disapprove and to allege, to ask for help and for a change: the mode of a verbal act is often the coder's choice,
# that of a deed or of talks only where the words are near.
_OTHER_MODE = 0.5
# Reports round and recount: figures of one act lie within a tenth, beyond a third they are others.
_ROUNDED, _FAR_OFF = 0.1, 1 / 3
# Nobody visits by telephone.
_NEVER_ONE = {"phone": "visit", "visit": "phone"}
# A visit of so many days has room for talks that are an act of their own, and is linked to them.
_STAY = 3


class Likeness(msgspec.Struct, frozen=True):
    """How alike two events are: the `score` 0..1, its `parts` (null: not told), and whether they count as one.

    `against` names what excludes that they are one act ("days", "place", "participants", "kind", "issues", "parties",
    "status"), whatever the score.
    """

    same: bool
    score: float
    parts: dict[str, float | None]
    against: str | None


Parts = list[float | None]
_NOTHING: Parts = [None] * len(PARTS)


def likeness(one: Event, other: Event, *, reports: tuple[Report, Report]) -> Likeness:
    """How alike two events of these reports are, part by part: why they are, or are not, one incident."""
    same_report = reports[0].id == reports[1].id
    orders = (0, 0 if same_report else 1)
    first, second = (
        seen_of(Member(event=event, report=report, order=order, text_hash=""))
        for event, report, order in zip((one, other), reports, orders, strict=True)
    )
    cluster = Cluster(0, one)
    join(cluster, first)
    parts, against = _begun(cluster, second)
    against = against or _told_apart(cluster, second, parts)
    _, parties, status = block_key(one)
    _, other_parties, other_status = block_key(other)
    if parties != other_parties:
        against = "parties"
    if status != other_status:
        against = "status"
    score = round(_score(parts), 4)
    same = against is None and score >= SAME
    return Likeness(same=same, score=score, parts=dict(zip(PARTS, parts, strict=True)), against=against)


def best_fit(clusters: Iterable[Cluster], seen: Seen) -> Cluster | None:
    """The cluster that an event fits best, the oldest of equals; null where it fits none.

    Words and names are dear to compare: they are only where the rest leaves room for a better fit.
    """
    hoped: list[tuple[float, int, Cluster, Parts]] = []
    for cluster in clusters:
        parts, against = _begun(cluster, seen)
        if against is None:
            hoped.append((-_most(cluster, seen, parts), cluster.number, cluster, parts))
    hoped.sort()
    best = (0.0, 0)
    found: Cluster | None = None
    vague: list[Cluster] = []
    for at_best, number, cluster, parts in hoped:
        if at_best > best[0]:
            break
        # A period ("in July") may mean the one act of that kind in it.
        period = found is None and _in_period(cluster, seen)
        if (at_best > -SAME and not period) or _told_apart(cluster, seen, parts):
            continue
        score = _score(parts)
        if score >= SAME and (-score, number) < best:
            best, found = (-score, number), cluster
        elif period:
            vague.append(cluster)
    # A period with a single act in it most likely means that act; with several it names none.
    return found or (vague[0] if len(vague) == 1 else None)


def _in_period(cluster: Cluster, seen: Seen) -> bool:
    """Whether one side is an act of a kind and the other may mean it by the period that it names."""
    if not seen.days or not cluster.days or max(seen.wide, cluster.wide) <= NARROW_DAYS:
        return False
    return seen.event.type == cluster.lead.type and not _other_mode(cluster, seen.event)


def days_to_search(seen: Seen) -> Days | None:
    """The days under which an event is listed and looked for: its own, or those shortly before its report."""
    if seen.days is not None or seen.published is None:
        return seen.days
    # The calendar begins with the year 1.
    return date.fromordinal(max(1, seen.published.toordinal() - NARROW_DAYS + 1)), seen.published


def _score(parts: Parts) -> float:
    # Spelled out, for it is worked out for every pair: in a loop it takes three times as long.
    days, kind, words, participants, place, issues, figures = parts
    told = _DAYS * (_NO_DAY if days is None else days)
    weights = _DAYS
    if kind is not None:
        told += _KIND * kind
        weights += _KIND
    if words is not None:
        told += _WORDS * words
        weights += _WORDS
    if participants is not None:
        told += _PARTICIPANTS * participants
        weights += _PARTICIPANTS
    for part in (place, issues, figures):
        if part is not None:
            told += part
            weights += 1.0
    return told / weights


def _most(cluster: Cluster, seen: Seen, parts: Parts) -> float:
    """The most that the score can come to when what is dear to compare agrees in full."""
    participants = 1.0 if tells(seen.account) and tells(cluster.account) else None
    figures = 1.0 if seen.event.figures and cluster.figures else None
    kind = _kind(cluster, seen.event, alike=True)
    # The sums of other fractions may be a hair apart.
    return _score([parts[0], kind, 1.0, participants, parts[4], parts[5], figures]) + 1e-9


def _begun(cluster: Cluster, seen: Seen) -> tuple[Parts, str | None]:
    """The parts that are cheap to tell, days and place and issues, and the name of one that excludes the likeness."""
    if not _may_be_kind(cluster, seen):
        return _NOTHING, "kind"
    days = _days_part(cluster, seen, seen.member.order in cluster.codings)
    if days == -1:
        return _NOTHING, "days"
    place = seen.event.place
    if place is not None and any(contradict(place, other) for other in cluster.places):
        return [days, *_NOTHING[1:]], "place"
    same_place = 1.0 if place is not None and cluster.places else None
    return [days, None, None, None, same_place, _issues(cluster, seen.event), None], None


def _told_apart(cluster: Cluster, seen: Seen, parts: Parts) -> str | None:
    """Fill in the parts that are dear to tell; gives the name of one that excludes the likeness."""
    event, own = seen.event, seen.member.order in cluster.codings
    near = closeness(seen.wording, cluster.wordings)
    parts[2] = near
    alike = near is not None and near >= NEAR
    if parts[5] == 0 and not alike:
        return "issues"
    bare = parts[4] is None and near is not None and near < _SOME
    if own and (seen.days is None or cluster.days is None) and bare:
        if _goes_on(cluster, seen):
            parts[2] = None  # a writer who goes on with one act does not say it again in the same words
        else:
            parts[0] = _OWN_BARE
    parts[1] = _kind(cluster, event, alike)
    parts[3], apart = agreement(seen.account, cluster.account)
    if apart and (own or (event.type == TALKS and not alike)):
        return "participants"
    if event.figures and cluster.figures:
        parts[6] = _figures(cluster.figures, event.figures)
    return None


def _goes_on(cluster: Cluster, seen: Seen) -> bool:
    """Whether talks are told in the sentence before or after: "A meeting was held. The two spoke for an hour."."""
    if seen.event.type != TALKS or not seen.event.evidence:
        return False
    when, told = seen.days or cluster.days, seen.published
    if when and told and abs((told - when[1]).days) > _NEWS:
        return False  # "They had not met since 2019" goes on with another act
    mine = seen.event.evidence[0]
    heard = (each.event.evidence for each in cluster.members if each.report.id == seen.member.report.id)
    spans = (evidence[0] for evidence in heard if evidence)
    return any(0 <= max(mine.start, span.start) - min(mine.end, span.end) <= _GAP for span in spans)


def _days_part(cluster: Cluster, seen: Seen, own: bool) -> float | None:
    """How well the days fit; -1 when they are apart, or an account came out before the act that the other dates."""
    if seen.days and cluster.days:
        wide = max(seen.wide, cluster.wide)
        if seen.days[0] <= cluster.days[1] and cluster.days[0] <= seen.days[1]:
            return _within(wide)
        # A report that itself tells two days apart means two acts.
        return _NEXT_DAY if not own and wide <= NARROW_DAYS and adjacent(seen.days, cluster.days) else -1
    if own:
        return _OWN_REPORT
    told = seen.published
    if told is None or cluster.published is None:
        return None
    known = seen.days or cluster.days
    if known is None or seen.event.status not in TOOK_PLACE:
        return _told_after(abs((told - cluster.published).days))
    published = cluster.published if seen.days else told
    if (published - known[0]).days < -1:
        return -1
    return min(_told_after((published - known[1]).days), _within(min(seen.wide, cluster.wide)))


def _within(wide: int) -> float:
    for most, part in _PERIODS:
        if wide <= most:
            return part
    return _LONG_PERIOD


def _told_after(days: int) -> float:
    for most, part in _TOLD_AFTER:
        if days <= most:
            return part
    return 0.0


def _may_be_kind(cluster: Cluster, seen: Seen) -> bool:
    """Whether the types and modes may be one act at all."""
    event, lead = seen.event, cluster.lead
    if event.type != lead.type:
        return event.quad == lead.quad or (event.type, lead.type) in _KIN
    if event.mode in _NEVER_ONE and _NEVER_ONE[event.mode] in cluster.modes:
        return False
    if event.type != TALKS or seen.days is None or cluster.days is None:
        return True
    if _is_stay(event, seen.wide):
        return cluster.wide > 1 or "visit" in cluster.modes
    return not _is_stay(lead, cluster.wide) or seen.wide > 1 or event.mode == "visit"


def _is_stay(event: Event, wide: int) -> bool:
    exact = event.date is not None and event.date.precision == "day"
    return exact and event.mode == "visit" and _STAY <= wide <= NARROW_DAYS


def _kind(cluster: Cluster, event: Event, alike: bool) -> float:
    """How near the types and modes are."""
    lead = cluster.lead
    if event.type != lead.type:
        return _KIN.get((event.type, lead.type), _SAME_QUAD)
    if not _other_mode(cluster, event):
        return _COMMON.get(event.type, 1.0)
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


def _figures(told: dict[str, set[float]], figures: tuple[Figure, ...]) -> float | None:
    """How near the nearest figures of a unit are."""
    off = [
        abs(figure.value - value) / max(abs(figure.value), abs(value), 1e-9)
        for figure in figures
        for value in told.get(figure.unit, ())
    ]
    return max(0.0, min(1.0, (_FAR_OFF - min(off)) / (_FAR_OFF - _ROUNDED))) if off else None
