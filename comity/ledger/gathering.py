"""The events of codings gathered to incidents: by placing them all at once, or by where they were placed before."""

from collections.abc import Callable, Iterable

from comity.ledger.incident import Member, incident_of
from comity.ledger.likeness import width
from comity.ledger.placing import Placer, told_of
from comity.ledger.similarity import days_of
from comity.model import Coding, Event, Incident
from comity.record import text_hash


def incidents(codings: Iterable[Coding]) -> tuple[Incident, ...]:
    """The incidents of codings that no record keeps, by first day (undated last), then id.

    `codings` come in the log's order, earliest read first. Two events are one incident when their type (or,
    with words alike, their quad class), their pairs of states and their status agree, their dates fit, and
    neither place nor mode nor issues speak against it. One without a date joins only within its report, in
    the same words, or on the same issue in words alike. An id is `i-` and 16 hex digits of the SHA-256 of
    the id of the incident's first event.
    """
    held = tuple(codings)
    placer = Placer()
    found: dict[tuple[int, str], str] = {}
    for sequence, coding in enumerate(held):
        told = told_of(coding, sequence=sequence, text_hash="")
        found.update(((sequence, placed.event.id), placed.incident) for placed in placer.place(told))
    return gathered(held, lambda order, coding, digest, event: found[(order, event.id)])


def gathered(
    codings: Iterable[Coding], holder: Callable[[int, Coding, str, Event], str | None]
) -> tuple[Incident, ...]:
    """The incidents of codings, given which incident holds an event; by first day (undated last), then id.

    `holder` is asked with the coding's number, the coding, the hash of its text and the event; it gives null
    for an event that is left out.
    """
    groups: dict[str, list[Member]] = {}
    for order, coding in enumerate(codings):
        digest = text_hash(coding.report.text)
        for event in sorted(coding.events, key=lambda event: (width(days_of(event.date)), event.id)):
            incident = holder(order, coding, digest, event)
            if incident is not None:
                member = Member(event=event, report=coding.report, order=order, text_hash=digest)
                groups.setdefault(incident, []).append(member)
    found = (incident_of(members, id=id) for id, members in groups.items())
    return tuple(sorted(found, key=lambda each: ((each.date and each.date.start) or "~", each.id)))
