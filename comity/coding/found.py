"""A predicate that may become an event, with all that is known of it before doubles are joined."""

from typing import NamedTuple

from comity.codebook import Frame
from comity.coding.predicates import Match
from comity.coding.roles import Roles
from comity.coding.status import StatusFound
from comity.model import ActorRef, Sentence

COOPERATIVE = frozenset({"verbal cooperation", "material cooperation"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
OPERATORS = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})
POLITICAL = frozenset({"GOV", "MIL", "LEG", "JUD", "OPP", "PTY", "REB", "COP", "SPY", "IGO"})


class Found(NamedTuple):
    """A predicate that may become an event, before doubles are joined."""

    sentence: Sentence
    token: int
    match: Match
    type: str
    mode: str | None
    roles: Roles
    status: StatusFound
    confidence: float
    notes: tuple[str, ...] = ()
    also: tuple[int, ...] = ()


def confidence(frame: Frame, roles: Roles, status: StatusFound) -> float:
    """Give how sure a coding is: the frame's strength, lowered where a role is missing or the words hedge."""
    value = frame.strength
    if not roles.actors:
        value *= 0.75
    if frame.recipient and not roles.recipients:
        value *= 0.85
    if any(ref.country is None for ref in (*roles.actors, *roles.recipients)):
        value *= 0.9
    if status.alleged:
        value *= 0.5
    if status.status in ("planned", "conditional"):
        value *= 0.9
    return round(max(0.05, min(0.97, value)), 3)


def political(refs: tuple[ActorRef, ...]) -> bool:
    """Tell whether somebody of politics is among the sides; what is done in a town may be done to its state."""
    return any(ref.sector in POLITICAL or (ref.id or "").startswith(("state:", "place:")) for ref in refs)


def needs_met(frame: Frame, roles: Roles) -> bool:
    """Tell whether the sides that a frame cannot do without were found."""
    if frame.needs == "recipient":
        return bool(roles.recipients)
    if frame.needs == "state":
        return political(roles.actors) and (political(roles.recipients) or not frame.recipient)
    return True
