"""Which events are compared at all: those of one family of types, the same parties and the same status."""

from collections.abc import Iterable

from comity.model import TOOK_PLACE, ActorRef, Event

TALKS = "CONSULT"
_CLASH = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

Pairs = tuple[bool, frozenset[tuple[str, str]]]


def block_key(event: Event) -> tuple[str, Pairs, str]:
    """What two events must share to be compared at all: a family of types, the parties and who acts, the status."""
    if event.type == TALKS:
        family = "talks"
    else:
        family = "conflict" if event.type in _CLASH else "cooperation"
    # What took place and what lasts may be one act; what is planned, asked for or refused is another.
    status = "took place" if event.status in TOOK_PLACE else event.status
    return family, _pairs(event), status


def _pairs(event: Event) -> Pairs:
    """Whether the act is reciprocal, and its pairs of parties: unordered if so, else actor and recipient."""
    actors, recipients = _parties(event.actors), _parties(event.recipients)
    # "Received", "visited" and "met" tell one meeting: from the host's side, the guest's and both.
    meeting = event.type == TALKS and bool(actors) and bool(recipients)
    if (meeting and len(actors | recipients) > 1) or (len(actors) > 1 and actors == recipients):
        every = actors | recipients
        return True, frozenset((one, other) for one in every for other in every if one < other)
    states = {ref.country for ref in (*event.actors, *event.recipients)}
    if len(states) == 1:
        # Within one state it is the sectors that tell who did what to whom.
        actors = {f"{_party(ref)}.{ref.sector or ''}" for ref in event.actors}
        recipients = {f"{_party(ref)}.{ref.sector or ''}" for ref in event.recipients}
    return False, frozenset((one, other) for one in actors for other in (recipients or {""}))


def _parties(refs: Iterable[ActorRef]) -> set[str]:
    """The states of one side; a ship or a crowd of no known state tells nothing beside them."""
    refs = tuple(refs)
    return {ref.country for ref in refs if ref.country} or {_party(ref) for ref in refs}


def _party(ref: ActorRef) -> str:
    return ref.country or f"?{ref.sector or ref.id or ref.text.casefold()}"
