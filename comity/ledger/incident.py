"""One incident from the events that tell of it: what they agree on, where they differ, how sure it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from comity.ledger.copies import first_tellers
from comity.ledger.member import Member
from comity.ledger.similarity import Days, days_of
from comity.model import Date, Difference, Figure, Incident, Status

# However many outlets tell it, the coder itself may be wrong in the same way each time.
MOST_SURE = 0.99


def incident_of(members: Sequence[Member], *, id: str) -> Incident:
    """The incident of these events: actors from the surest event of the commonest type, the most exact date.

    `reports` counts report ids; `outlets` counts outlets of distinct texts (a near copy is no text of its own; a
    report without an outlet counts as one). `confidence` is 1 - prod(1 - c) over outlets, each with its surest event,
    at most 0.99.
    """
    types = Counter(member.event.type for member in members)
    # Python's sort is stable, so the earliest read wins among equals.
    lead = max(members, key=lambda member: (types[member.event.type], member.event.confidence)).event
    surest = max(members, key=lambda member: member.event.confidence).event
    status: Status = lead.status
    if {member.event.status for member in members} == {"occurred", "ongoing"}:
        # One report that saw the end outweighs those that wrote while it lasted.
        status = "occurred"
    sources = _sources(members)
    return Incident(
        id=id,
        type=lead.type,
        mode=lead.mode or next((member.event.mode for member in members if member.event.mode), None),
        quad=lead.quad,
        actors=lead.actors,
        recipients=lead.recipients,
        date=_date(members),
        status=status,
        issues=tuple(dict.fromkeys(issue for member in members for issue in member.event.issues)),
        events=tuple(dict.fromkeys(member.event.id for member in members)),
        reports=len({member.report.id for member in members}),
        outlets=len(sources),
        differences=tuple(_differences(members)),
        confidence=round(min(MOST_SURE, 1 - prod(1 - each for each in sources.values())), 6),
        quote=" ".join(span.text for span in surest.evidence),
    )


def _sources(members: Sequence[Member]) -> dict[tuple[str, str], float]:
    """The independent outlets and how sure the surest event of each is; a copied text counts once."""
    tellers = first_tellers(members)
    first: dict[str, tuple[str, str]] = {}
    found: dict[tuple[str, str], float] = {}
    for member in members:
        outlet = member.report.outlet
        source = ("outlet", outlet.casefold()) if outlet else ("report", member.report.id)
        source = first.setdefault(tellers[member.text_hash], source)
        found[source] = max(found.get(source, 0.0), member.event.confidence)
    return found


def _date(members: Sequence[Member]) -> Date | None:
    """The shortest known date, of these the commonest, then the earliest read; else words without days."""
    known = [member.event.date for member in members if days_of(member.event.date)]
    if not known:
        return next((member.event.date for member in members if member.event.date), None)
    told = Counter(days_of(when) for when in known)

    def rank(when: Date | None) -> tuple[int, int]:
        days = days_of(when)
        return (days[1] - days[0]).days if days else 10**6, -told[days]

    return min(known, key=rank)


def _differences(members: Sequence[Member]) -> Iterator[Difference]:
    if _days_differ(members):
        told = [(member, _day_text(member.event.date)) for member in members if days_of(member.event.date)]
        yield _difference("date", told)
    places = [(member, member.event.place.name) for member in members if member.event.place]
    if len({name.casefold() for _, name in places}) > 1:
        yield _difference("place", places)
    figures = list(_figures_differ(members))
    if figures:
        yield Difference(field="figures", values=tuple(figures))
    for name in ("mode", "status"):
        told = [(member, value) for member in members if (value := getattr(member.event, name))]
        if len({value for _, value in told}) > 1:
            yield _difference(name, told)


def _days_differ(members: Sequence[Member]) -> bool:
    """Whether no day fits all: "on the 3rd" and "in March" agree, the 3rd and the 4th do not."""
    ranges: list[Days] = [days for member in members if (days := days_of(member.event.date))]
    return bool(ranges) and max(first for first, _ in ranges) > min(last for _, last in ranges)


def _day_text(when: Date | None) -> str:
    if when is None or when.start is None:
        return ""
    return when.start if when.start == when.end else f"{when.start}..{when.end}"


def _figures_differ(members: Sequence[Member]) -> Iterator[dict[str, Any]]:
    """Figures of the same thing in the same unit that two reports give differently."""
    groups: dict[tuple[str, str], list[tuple[Member, Figure]]] = {}
    for member in members:
        for figure in member.event.figures:
            key = (figure.unit.casefold(), " ".join(figure.what.casefold().split()))
            groups.setdefault(key, []).append((member, figure))
    for told in groups.values():
        by_report: dict[str, set[float]] = {}
        for member, figure in told:
            by_report.setdefault(member.report.id, set()).add(figure.value)
        # Two figures in one report may both be right; it is reports that differ.
        if len({frozenset(values) for values in by_report.values()}) > 1:
            difference = _difference("figures", [(member, figure.value) for member, figure in told])
            unit, what = told[0][1].unit, told[0][1].what
            yield from ({**value, "unit": unit, "what": what} for value in difference.values)


def _difference(name: str, told: Sequence[tuple[Member, Any]]) -> Difference:
    """Each value once a report, with the first event of the report that gives it."""
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for member, value in told:
        entry = {"value": value, "event": member.event.id, "report": member.report.id}
        found.setdefault((value, member.report.id), entry)
    return Difference(field=name, values=tuple(found.values()))
