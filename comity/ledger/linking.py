"""Which incidents belong together: a trip with its talks, its dinner and what was signed there; a plan and the deed.

Only incidents that share a day and their parties, or a report, are compared, a few neighbours each, so that the cost
grows with the number of incidents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from comity.ledger.blocks import TALKS
from comity.ledger.member import Member
from comity.ledger.similarity import Days, adjacent, days_of, named, overlap, width
from comity.model import TOOK_PLACE, Incident, Link, LinkKind

Told = tuple[Incident, Sequence[Member]]

# A longer date tells a period, no occasion.
_LONGEST_VISIT = 10
# A report that tells of an arrival and of what came of it stays within so many days; most visits last up to three.
_AFTER_ARRIVAL = 3
# Characters between two mentions in one report: about a paragraph. What has no day belongs to what stands beside it.
_NEAR_BY = 400
# The neighbours, by day and by place in the report, that one incident is compared with in a bucket.
_NEIGHBOURS = 16
_MOST_LINKS = 16
_INVERSE: dict[LinkKind, LinkKind] = {
    "part of": "includes", "includes": "part of", "same occasion": "same occasion",
}  # fmt: skip
# What talks end in.
_OUTCOMES = frozenset({"AGREE", "SUPPORT"})
_TWO = 2
_COOPERATION = frozenset({"verbal cooperation", "material cooperation"})


@dataclass(frozen=True, eq=False, slots=True)
class _Act:
    """An incident as linking sees it: `at` is where each report first tells it."""

    incident: Incident
    days: Days | None
    parties: frozenset[str]
    persons: frozenset[tuple[str, str]]
    countries: frozenset[str]
    places: frozenset[str]
    at: dict[str, int]


def linked(told: Iterable[Told]) -> tuple[Incident, ...]:
    """The incidents, in their order, with `links` to those of the same occasion and to what they follow up.

    A visit includes the talks on its days in that state, and what longer than they contains them; what is signed or
    said at talks is of the same occasion. All need the same parties, days that touch, no other place, and to be told
    together or to share the day. What was planned is followed up by what then took place on that day; an act, by a
    later one on the same issue that a report tells with it.
    """
    acts = [_act_of(incident, members) for incident, members in told]
    links: dict[str, dict[str, LinkKind]] = defaultdict(dict)
    for one, other in _neighbours([act for act in acts if _may_be_occasion(act)]):
        relation = _relation(one, other)
        if relation is not None:
            links[one.incident.id].setdefault(other.incident.id, relation)
            links[other.incident.id].setdefault(one.incident.id, _INVERSE[relation])
    for later, earlier in (*_held(acts), *_followed(acts)):
        links[later.incident.id].setdefault(earlier.incident.id, "follows up")
    return tuple(_with_links(act.incident, links.get(act.incident.id)) for act in acts)


def _with_links(incident: Incident, links: dict[str, LinkKind] | None) -> Incident:
    if not links:
        return incident
    found = sorted((Link(id=id, relation=relation) for id, relation in links.items()), key=lambda each: each.id)
    return msgspec.structs.replace(incident, links=tuple(found[:_MOST_LINKS]))


def _act_of(incident: Incident, members: Sequence[Member]) -> _Act:
    refs = tuple(ref for member in members for ref in (*member.event.actors, *member.event.recipients))
    places = [member.event.place for member in members if member.event.place]
    at: dict[str, int] = {}
    for member in members:
        start = min((span.start for span in member.event.evidence), default=0)
        at[member.report.id] = min(start, at.get(member.report.id, start))
    return _Act(
        incident=incident,
        days=days_of(incident.date),
        parties=frozenset(ref.country for ref in (*incident.actors, *incident.recipients) if ref.country),
        persons=frozenset(named(refs, "person:")),
        countries=frozenset(place.country for place in places if place.country),
        places=frozenset(place.name.casefold() for place in places),
        at=at,
    )


def _may_be_occasion(act: _Act) -> bool:
    if act.incident.quad not in _COOPERATION or act.incident.status not in TOOK_PLACE or not act.parties:
        return False
    return act.days is None or width(act.days) <= _LONGEST_VISIT


def _neighbours(acts: Sequence[_Act]) -> Iterator[tuple[_Act, _Act]]:
    """Pairs that share a day and their parties, or a report; each pair may come more than once."""
    by_day: dict[tuple[frozenset[str], object], list[_Act]] = defaultdict(list)
    by_report: dict[str, list[_Act]] = defaultdict(list)
    for act in acts:
        if act.days is not None and len(act.parties) >= _TWO:
            for number in range(width(act.days)):
                by_day[act.parties, act.days[0] + timedelta(days=number)].append(act)
        for report in act.at:
            by_report[report].append(act)
    for report, told in by_report.items():
        told.sort(key=lambda act: (act.at[report], act.incident.id))
    for bucket in (*by_day.values(), *by_report.values()):
        for index, act in enumerate(bucket):
            for other in bucket[index + 1 : index + 1 + _NEIGHBOURS]:
                yield act, other


def _relation(one: _Act, other: _Act) -> LinkKind | None:
    """How the first stands to the second, null when they are of no one occasion."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return None
    together = not one.at.keys().isdisjoint(other.at.keys())
    if one.parties != other.parties:
        # A toast of the host, a side meeting of two out of three: only where one report tells both.
        if not together or not (one.parties < other.parties or other.parties < one.parties):
            return None
    if one.days is None or other.days is None:
        return "same occasion" if _stands_beside(one, other) or _stands_beside(other, one) else None
    if _includes(one, other, together):
        return "includes"
    if _includes(other, one, together):
        return "part of"
    if overlap(one.days, other.days) is not None:
        return "same occasion"
    shared = bool(one.persons & other.persons or one.places & other.places)
    return "same occasion" if together and shared and adjacent(one.days, other.days) else None


def _stands_beside(undated: _Act, act: _Act) -> bool:
    """Whether an act without a day belongs to one beside it: a joint outcome to its talks, talks to their outcome."""
    if undated.days is not None or act.days is None or len(undated.parties) < _TWO:
        return False
    outcome, meeting = (act, undated) if undated.incident.type == TALKS else (undated, act)
    if outcome.incident.type not in _OUTCOMES or meeting.incident.type != TALKS:
        return False
    if len({ref.country for ref in outcome.incident.actors if ref.country}) < _TWO:
        return False
    # A report tells of several talks: those without a day are meant only where the same persons are named.
    if meeting is undated and not undated.persons & act.persons:
        return False
    return any(abs(act.at[report] - undated.at[report]) <= _NEAR_BY for report in act.at.keys() & undated.at.keys())


def _includes(visit: _Act, act: _Act, together: bool) -> bool:
    """Whether an act belongs to a visit: on its days or, in one report, shortly after an arrival."""
    if visit.incident.type != TALKS or visit.incident.mode != "visit" or visit.days is None or act.days is None:
        return False
    if not act.parties <= visit.parties:
        return False
    if visit.days == act.days:
        return act.incident.type == TALKS and act.incident.mode != "visit"
    last = visit.days[1]
    if together and width(visit.days) == 1:
        last += timedelta(days=_AFTER_ARRIVAL - 1)
    return visit.days[0] <= act.days[0] and act.days[1] <= last


def _held(acts: Sequence[_Act]) -> Iterator[tuple[_Act, _Act]]:
    """What took place, with what had been planned for that day."""
    planned: dict[tuple[object, ...], list[_Act]] = defaultdict(list)
    for act in acts:
        if (
            act.incident.status == "planned"
            and act.days
            and width(act.days) <= _LONGEST_VISIT
            and len(act.parties) >= _TWO
        ):
            for number in range(width(act.days)):
                planned[act.parties, act.incident.type, act.days[0] + timedelta(days=number)].append(act)
    for act in acts:
        if act.incident.status in TOOK_PLACE and act.days and width(act.days) <= _LONGEST_VISIT:
            for number in range(width(act.days)):
                day = act.days[0] + timedelta(days=number)
                for plan in planned.get((act.parties, act.incident.type, day), ())[:_NEIGHBOURS]:
                    yield act, plan


def _followed(acts: Sequence[_Act]) -> Iterator[tuple[_Act, _Act]]:
    """Each act with the latest earlier one of its parties on one of its issues that a report tells with it."""
    by_report: dict[tuple[str, frozenset[str]], list[_Act]] = defaultdict(list)
    for act in acts:
        if act.days and act.incident.issues and act.incident.status in TOOK_PLACE and len(act.parties) >= _TWO:
            for report in act.at:
                by_report[report, act.parties].append(act)
    for told in by_report.values():
        told.sort(key=lambda act: (act.days, act.incident.id))
        for index, act in enumerate(told):
            for earlier in reversed(told[max(0, index - _NEIGHBOURS) : index]):
                if _apart(earlier, act) and not set(earlier.incident.issues).isdisjoint(act.incident.issues):
                    yield act, earlier
                    break


def _apart(earlier: _Act, later: _Act) -> bool:
    return bool(earlier.days and later.days and (later.days[0] - earlier.days[1]).days > _AFTER_ARRIVAL)
