"""Which events are compared at all: those of one family of types, the same parties and the same status."""

from functools import lru_cache

from comity.model import TOOK_PLACE, ActorRef, Event

TALKS = "CONSULT"
_CLASH = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})

_Pairs = tuple[bool, frozenset[tuple[str, str]]]


def block_key(event: Event) -> tuple[str, str, str]:
    """What two events must share to be compared at all: a family of types, the parties and who acts, the status.

    Pairs of parties are told as one text, "BOL=PER" where the act is mutual and "BOL>PER" else.
    """
    if event.type == TALKS:
        family = "talks"
    else:
        family = "conflict" if event.type in _CLASH else "cooperation"
    # What took place and what lasts may be one act; what is planned, asked for or refused is another.
    status = "took place" if event.status in TOOK_PLACE else event.status
    return family, _parties_text(event.type == TALKS, _side(event.actors), _side(event.recipients)), status


# Of one who acts or receives: the state, the sector, and what stands for it where the state is not known.
_Party = tuple[str | None, str, str]


def _side(refs: tuple[ActorRef, ...]) -> tuple[_Party, ...]:
    return tuple([(ref.country, ref.sector or "", ref.country or _unknown(ref)) for ref in refs])


def _unknown(ref: ActorRef) -> str:
    return f"?{ref.sector or ref.id or ref.text.casefold()}"


# The same few parties act again and again, whatever they are called.
@lru_cache(maxsize=8192)
def _parties_text(talks: bool, acting: tuple[_Party, ...], receiving: tuple[_Party, ...]) -> str:
    mutual, pairs = _pairs(talks, acting, receiving)
    return ",".join(sorted(f"{one}{'=' if mutual else '>'}{other}" for one, other in pairs))


def _pairs(talks: bool, acting: tuple[_Party, ...], receiving: tuple[_Party, ...]) -> _Pairs:
    """Whether the act is reciprocal, and its pairs of parties: unordered if so, else actor and recipient."""
    actors, recipients = _parties(acting), _parties(receiving)
    # "Received", "visited" and "met" tell one meeting: from the host's side, the guest's and both.
    meeting = talks and bool(actors) and bool(recipients)
    if (meeting and len(actors | recipients) > 1) or (len(actors) > 1 and actors == recipients):
        every = actors | recipients
        return True, frozenset((one, other) for one in every for other in every if one < other)
    if len({country for country, _, _ in (*acting, *receiving)}) == 1:
        # Within one state it is the sectors that tell who did what to whom.
        actors = {f"{party}.{sector}" for _, sector, party in acting}
        recipients = {f"{party}.{sector}" for _, sector, party in receiving}
    return False, frozenset((one, other) for one in actors for other in (recipients or {""}))


def _parties(side: tuple[_Party, ...]) -> set[str]:
    """The states of one side; a ship or a crowd of no known state tells nothing beside them."""
    return {country for country, _, _ in side if country} or {party for _, _, party in side}
