"""What a table is narrowed to: checked values, and whether a row passes them."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

import msgspec

from comity import codebook
from comity.errors import UsageError
from comity.model import (
    ActorRef,
    Agreement,
    Assessment,
    Date,
    Event,
    Incident,
    LedgerPledge,
    Outcome,
    Pledge,
    PledgeStatus,
    Position,
    Statement,
)

Row = Event | Incident | Agreement | Pledge | LedgerPledge | Statement | Position | Assessment

STATUSES = ("occurred", "ongoing", "planned", "conditional", "demanded", "denied")
# What --status means in each table that has one.
STATUSES_OF: dict[str, tuple[str, ...]] = {
    "events": STATUSES,
    "incidents": STATUSES,
    "pledges": get_args(PledgeStatus),
    "assessments": get_args(Outcome),
}
# The tables in which rows of other coders can be shown.
CODED_BY_OTHERS = ("events", "incidents")
# What --type means in each table, and the words it takes there.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "agreements": ("form", ("treaty", "agreement", "statement", "declaration", "understanding")),
    "pledges": ("kind", ("promise", "plan", "undertaking", "assurance")),
    "statements": ("direct", ("direct", "reported")),
    "positions": ("stance", ("supports", "opposes", "demands", "concedes", "avoids")),
    "assessments": ("kind", ("conditional", "forecast", "cause", "regularity")),
    "foresight": ("kind", ("conditional", "forecast", "regularity")),
    "actors": ("kind", ("state", "organisation", "person", "group", "office", "body")),
}
_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


class Filters(msgspec.Struct, frozen=True):
    """What to keep of a table; null keeps everything.

    `dyad` is "JPN-KOR", or "KOR>JPN" for one direction; `since` and `until` are ISO days, both inclusive,
    and a row passes when its dates touch them; `type` is a PLOVER type, or the table's own kind, form or
    stance; `issue` takes the issues below it along; `actor` is a code, an id or part of a name; `report` an
    id or its beginning; `coder` names coders of events and incidents, parted by commas, or is "all": without it only
    the project's own rows are shown.
    """

    dyad: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    status: str | None = None
    issue: str | None = None
    actor: str | None = None
    report: str | None = None
    coder: str | None = None


def checked(filters: Filters, table: str) -> Filters:
    """Give the filters with their values as the codebook writes them; `UsageError` names the nearest ones."""
    if filters.status is not None and table not in STATUSES_OF:
        step = f"use it with {', '.join(STATUSES_OF)}"
        raise UsageError("--status", f"the table of {table} has no status", step)
    if filters.type is not None and table == "reports":
        raise UsageError("--type", "reports have no type", "use it with another table")
    if filters.coder is not None and table not in CODED_BY_OTHERS:
        step = f"use it with {', '.join(CODED_BY_OTHERS)}"
        raise UsageError("--coder", f"the table of {table} holds the project's own codings only", step)
    kinds = KINDS[table][1] if table in KINDS else tuple(codebook.event_types())
    return Filters(
        dyad=None if filters.dyad is None else dyad_code(filters.dyad),
        since=None if filters.since is None else day(filters.since, last=False),
        until=None if filters.until is None else day(filters.until, last=True),
        type=None if filters.type is None else one_of(filters.type, kinds, "type"),
        status=None if filters.status is None else one_of(filters.status, STATUSES_OF[table], "status"),
        issue=None if filters.issue is None else one_of(filters.issue, codebook.issues(), "issue"),
        actor=filters.actor,
        report=filters.report,
        coder=filters.coder,
    )


def one_of(word: str, valid: Iterable[str], what: str) -> str:
    """Give the valid word that this one means, whatever its case; `UsageError` names the nearest."""
    choices = {each.casefold(): each for each in valid}
    found = choices.get(word.strip().casefold())
    if found is None:
        near = [choices[each] for each in get_close_matches(word.casefold(), choices, n=3, cutoff=0.5)]
        listed = ", ".join(list(choices.values())[:20]) + (", ..." if len(choices) > 20 else "")
        step = f"did you mean {' or '.join(near)}" if near else f"take one of {listed}"
        raise UsageError(f"{what} {word!r}", "is not known", step)
    return found


def day(text: str, *, last: bool) -> str:
    """Give the ISO day of a day, month ("2025-07") or year: its first day, or its `last`."""
    partial = _PARTIAL.match(text.strip())
    try:
        if partial:
            year, month = int(partial[1]), int(partial[2] or (12 if last else 1))
            return date(year, month, monthrange(year, month)[1] if last else 1).isoformat()
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError as error:
        raise UsageError(repr(text), "is no day", "write 2025-07-21, 2025-07 or 2025") from error


def dyad_code(text: str) -> str:
    """Give a dyad as the record writes it; codes or names of states, in any order and case.

    "kor-jpn" gives "JPN-KOR"; "KOR>JPN" keeps its direction. Raises `UsageError` with the nearest codes.
    """
    if ">" in text:
        one, _, other = text.partition(">")
        return f"{party(one, text)}>{party(other, text)}"
    cuts = [at for at, letter in enumerate(text) if letter == "-"]
    # A name may hold a hyphen itself (Guinea-Bissau), so every cut is tried.
    for at in cuts:
        codes = {_code(text[:at]), _code(text[at + 1 :])}
        if None not in codes and len(codes) == 2:
            return "-".join(sorted(code for code in codes if code))
    if len(cuts) == 0:
        raise UsageError(
            f"dyad {text!r}",
            "names one party",
            "write two codes, such as CHL-PER, or CHL>PER for one direction",
        )
    one, _, other = text.partition("-")
    if _code(one) is not None and _code(one) == _code(other):
        raise UsageError(f"dyad {text!r}", "names one party twice", "write two different codes")
    return "-".join(sorted((party(one, text), party(other, text))))


def party(text: str, subject: str) -> str:
    """Give the code of a state or body named in a dyad, or raise `UsageError` with the nearest ones."""
    code = _code(text)
    if code is not None:
        return code
    known = _names()
    word = text.strip().casefold()
    # Letters of a code that changed places are the commonest slip, and difflib sees it last.
    swapped = [code for code in known.values() if sorted(code.casefold()) == sorted(word)]
    near = get_close_matches(word, known, n=6, cutoff=0.5)
    codes = list(dict.fromkeys([*swapped, *(known[each] for each in near)]))[:3]
    step = f"did you mean {' or '.join(codes)}" if codes else "`comity codebook NAME` gives the code of a state"
    raise UsageError(f"dyad {subject!r}", f"{text.strip()!r} is no state or body of the codebook", step)


def _code(text: str) -> str | None:
    return _names().get(text.strip().casefold())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for state in codebook.states().values():
        for name in (state.code, state.name, *state.names):
            found.setdefault(name.casefold(), state.code)
    for body in codebook.organisations().values():
        for name in (body.code, body.name, *body.names):
            found.setdefault(name.casefold(), body.code)
    return found


def family(issue: str) -> frozenset[str]:
    """Give an issue with all issues below it in the tree."""
    found = {issue}
    while True:
        below = {each.code for each in codebook.issues().values() if each.parent in found} - found
        if not below:
            return frozenset(found)
        found |= below


def sides(row: Row) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Give who acts or speaks in a row, and whom it concerns; both sides of what is done together."""
    if isinstance(row, Event | Incident):
        return row.actors, row.recipients
    if isinstance(row, Agreement):
        return row.parties, row.parties
    if isinstance(row, Pledge | LedgerPledge):
        return row.parties, row.to or row.parties
    if isinstance(row, Statement):
        return (row.speaker,) if row.speaker else (), (*row.about, *row.addressees)
    if isinstance(row, Position):
        return (row.actor,), ()
    return (row.by,) if isinstance(row.by, ActorRef) else (), ()


def tells_of(row: Row, dyad: str) -> bool:
    """Tell whether a row is about a dyad; a stance is when its actor is one side of it."""
    directed = ">" in dyad
    one, other = dyad.split(">" if directed else "-")
    if isinstance(row, Assessment):
        return "-".join(sorted((one, other))) in row.dyads
    left, right = ({ref.country for ref in refs} for refs in sides(row))
    if isinstance(row, Position):
        return one in left or (not directed and other in left)
    return (one in left and other in right) or (not directed and other in left and one in right)


def names(refs: Iterable[ActorRef], actor: str) -> bool:
    """Tell whether one of the references is the actor: a code, a sector (CHL.GOV), an id, part of a name."""
    wanted = actor.casefold()
    for ref in refs:
        whole = {ref.country, ref.id, f"{ref.country}.{ref.sector}"}
        if wanted in {each.casefold() for each in whole if each}:
            return True
        # Three letters are a code, never a piece of a name: "IRN" must not find "Cairn".
        if len(wanted) > 3 and any(wanted in each.casefold() for each in (ref.name, ref.text) if each):
            return True
    return False


def within(when: Date | None, filters: Filters) -> bool | None:
    """Tell whether a date touches the days asked for; null when it is not known."""
    if when is None or when.start is None or when.end is None:
        return None
    return not (
        (filters.since is not None and when.end[:10] < filters.since)
        or (filters.until is not None and when.start[:10] > filters.until)
    )


def date_of(row: Row) -> Date | None:
    """Give the date of a row: of the act, the agreement, the promise, the words or the stance."""
    if isinstance(row, Event | Incident | Agreement | Position):
        return row.date
    if isinstance(row, LedgerPledge) and row.made_on is None and row.history and row.history[0].on:
        # Few reports say when a promise was made; it stands since the day of the first that tells it.
        return Date(row.history[0].on, row.history[0].on, "day")
    if isinstance(row, Pledge | LedgerPledge):
        return row.made_on
    return row.said_on if isinstance(row, Statement) else None


def kind_of(row: Any, table: str) -> str:
    """Give the word that --type is compared with in a table."""
    if table == "statements":
        return "direct" if row.direct else "reported"
    return str(getattr(row, KINDS[table][0] if table in KINDS else "type"))
