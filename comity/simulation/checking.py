"""What a scenario says is held against the record and itself; what can't be meant is refused in one sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches

import msgspec

from comity.codebook import leaders, states
from comity.errors import UsageError
from comity.model import Intervention, LedgerPledge, Scenario
from comity.simulation.hazards import OPEN
from comity.simulation.inputs import inputs
from comity.simulation.leaders import holder, offices_of, state_name

LEAST_MONTHS, LEAST_ACTS = 24, 10


def enough(dyad: str, months: int, acts: int) -> None:
    """Refuse a dyad of which too little is on record. Raises `UsageError`."""
    if months < LEAST_MONTHS or acts < LEAST_ACTS:
        raise UsageError(
            f"what-if of {dyad}",
            f"the record covers {months} months with {acts} of its acts, which is too little history",
            f"read reports or import event data of at least {LEAST_MONTHS} months with {LEAST_ACTS} acts of the two",
        )


def checked(scenario: Scenario, *, since: str, until: str, pledges: Sequence[LedgerPledge]) -> Scenario:
    """Give the scenario in order of time with states, offices and pledges filled in. Raises `UsageError`.

    `since` and `until` are the first and last day that the record covers.
    """
    days = horizon(until, scenario.months)
    _agree(scenario.interventions)
    filled: list[Intervention] = []
    held: dict[str, str] = {}
    for each in sorted(scenario.interventions, key=lambda row: row.date):
        subject = f"{each.input} on {each.date}"
        _in_time(each, subject, since, until, days)
        source = inputs()[each.input].source
        if source == "leaders":
            filled.append(_leader(each, scenario.dyad, until, held, filled))
        elif source == "pledges":
            filled.append(_pledge(each, subject, pledges, filled))
        else:
            filled.append(msgspec.structs.replace(each, by=_actor(each.by, subject)))
    return msgspec.structs.replace(scenario, interventions=tuple(filled))


def _agree(rows: Sequence[Intervention]) -> None:
    """Refuse a pledge both kept and broken, whether or not the ledger has it."""
    seen: dict[str, str] = {}
    for each in rows:
        if each.pledge is not None and seen.setdefault(each.pledge, each.input) != each.input:
            subject = f"{each.input} on {each.date}"
            raise UsageError(subject, f"pledge {each.pledge} is both kept and broken", "keep one of the two")


def horizon(until: str, months: int) -> tuple[date, date]:
    """Give the first and last day of the months after a day."""
    last = date.fromisoformat(until)
    first = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    count = first.month - 1 + months
    return first, date(first.year + count // 12, count % 12 + 1, 1) - timedelta(days=1)


def _in_time(each: Intervention, subject: str, since: str, until: str, days: tuple[date, date]) -> None:
    first, last = days
    step = f"take a day from {first} to {last}, or a longer `months`"
    if each.date < since:
        raise UsageError(subject, f"it lies before the record, which begins on {since}", step)
    if each.date < first.isoformat():
        raise UsageError(subject, f"it lies in the past of the record, which reaches to {until}", step)
    if each.date > last.isoformat():
        raise UsageError(subject, f"it lies after the months that are simulated, which end on {last}", step)


def _actor(code: str | None, subject: str) -> str | None:
    if code is not None and code not in states():
        near = get_close_matches(code.upper(), states(), n=2, cutoff=0.5)
        step = f"did you mean {' or '.join(near)}" if near else "`comity codebook NAME` gives the code of a state"
        raise UsageError(subject, f"by = {code!r} is no state of the codebook", step)
    return code


def _leader(
    each: Intervention, dyad: str, until: str, held: dict[str, str], before: Sequence[Intervention]
) -> Intervention:
    state = each.state or each.by or _state_of(each.leader, dyad, until)
    subject = f"{each.input} on {each.date}"
    if state not in dyad.split("-"):
        told = "names no state" if state is None else f"{state} is no side of {dyad}"
        raise UsageError(subject, told, f'write state = "{dyad[:3]}" or state = "{dyad[-3:]}"')
    there = holder(state, until)
    if there is None:
        raise UsageError(subject, f"the table of leaders knows no leader of {state} on {until}", "leave this one out")
    if each.office and each.office.casefold() != there.office.casefold():
        held_by = ", ".join(offices_of(state, until))
        raise UsageError(
            subject,
            f"office {each.office!r} is not the one that leads {state_name(state)} (on {until} held: {held_by})",
            f'write office = "{there.office}"',
        )
    for other in before:
        if other.input == each.input and other.state == state and other.date == each.date:
            raise UsageError(
                subject,
                f"two leaders of one office at once: {other.successor or 'a successor'} and "
                f"{each.successor or 'another'} as {there.office} of {state_name(state)}",
                "keep one of them, or give them different days",
            )
    now = held.get(state, there.name)
    named = {row.name for row in leaders() if row.id == there.id} | set(there.names) if now == there.name else set()
    if each.leader and each.leader.casefold() not in {name.casefold() for name in {now, *named}}:
        raise UsageError(
            subject, f"leader {each.leader!r} is not who leads {state_name(state)} then", f'write leader = "{now}"'
        )
    if each.successor and each.successor.casefold() == now.casefold():
        raise UsageError(subject, f"{now} can't follow {now}", "name another successor, or none")
    held[state] = each.successor or "the successor"
    return msgspec.structs.replace(each, state=state, office=there.office, leader=now, by=None)


def _state_of(leader: str | None, dyad: str, until: str) -> str | None:
    if leader is None:
        return None
    for state in dyad.split("-"):
        there = holder(state, until)
        if there and leader.casefold() in {name.casefold() for name in (there.name, *there.names)}:
            return state
    known = [there.name for there in (holder(state, until) for state in dyad.split("-")) if there]
    raise UsageError(
        f"leader {leader!r}", f"leads neither side of {dyad} on {until}", f"take {' or '.join(known) or 'a state'}"
    )


def _pledge(
    each: Intervention, subject: str, pledges: Sequence[LedgerPledge], before: Sequence[Intervention]
) -> Intervention:
    if each.pledge is None:
        return msgspec.structs.replace(each, by=_actor(each.by, subject))
    found = [row for row in pledges if row.id.startswith(each.pledge) or each.pledge in row.told]
    still = [row.id for row in pledges if row.status in OPEN]
    step = f"take one of {', '.join(still[:5])}" if still else "leave pledge out: the record has no open one of the two"
    if len(found) != 1:
        told = "is not in the ledger of the two" if not found else f"fits {len(found)} pledges"
        raise UsageError(subject, f"pledge {each.pledge!r} {told}", step)
    (pledge,) = found
    if pledge.status not in OPEN:
        raise UsageError(subject, f"pledge {pledge.id} is {pledge.status} already", step)
    if any(other.pledge == pledge.id for other in before):
        raise UsageError(subject, f"pledge {pledge.id} is settled twice", "keep one of the two interventions")
    return msgspec.structs.replace(each, pledge=pledge.id, by=_actor(each.by, subject))
