"""What a coding leaves null, told by its reason, for the trace of a run."""

from collections.abc import Iterator

from comity.model import ActorRef, Coding


def unknowns_of(coding: Coding) -> Iterator[str]:
    """A word for each thing that stays unknown in a coding: days, states of actors, places, stretches not coded."""
    if coding.report.published is None:
        yield "report without a day of publication"
    for event in coding.events:
        if event.date is None or event.date.start is None:
            yield "event without a day"
        if any(_nowhere(each) for each in event.actors):
            yield "event with an actor of no known state"
        if not event.recipients:
            yield "event without a recipient"
        elif any(_nowhere(each) for each in event.recipients):
            yield "event with a recipient of no known state"
        if event.place is None:
            yield "event without a place"
    for pledge in coding.pledges:
        if pledge.due is None:
            yield "pledge without a day when it is due"
        if any(_nowhere(each) for each in pledge.parties):
            yield "pledge by somebody of no known state"
    for statement in coding.statements:
        if statement.speaker is None or _nowhere(statement.speaker):
            yield "statement by somebody of no known state"
    for stretch in coding.skipped:
        yield f"stretch not coded: {stretch.reason}"


def _nowhere(ref: ActorRef) -> bool:
    return ref.country is None
