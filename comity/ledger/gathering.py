"""The events of codings gathered to incidents: by placing them all at once, or by where they were placed before."""

from collections.abc import Callable, Iterable

from comity.ledger.incident import incident_of
from comity.ledger.linking import linked
from comity.ledger.member import Member
from comity.ledger.placing import Placer, told_of
from comity.ledger.similarity import days_of, width
from comity.model import Coding, Event, Incident
from comity.record import text_hash


def incidents(codings: Iterable[Coding]) -> tuple[Incident, ...]:
    """The incidents of codings that no record keeps, by first day (undated last), then id.

    `codings` come in the log's order, earliest read first. Two events are one incident when their parties and their
    status agree (`block_key`) and they are alike enough in days, type, words and the rest (`best_fit`). Incidents of
    one occasion are linked. An id is `i-` and 16 hex digits of the SHA-256 of the id of the incident's first event.
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
    """The incidents of codings with their links, given which incident holds an event; by first day, then id.

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
    made = [(incident_of(members, id=id), members) for id, members in groups.items()]
    return tuple(sorted(linked(made), key=lambda each: ((each.date and each.date.start) or "~", each.id)))
