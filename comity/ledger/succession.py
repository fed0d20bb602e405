"""Whether somebody took, left or kept an office: by the leaders' table first, by later reports second."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from comity import codebook
from comity.codebook import Leader
from comity.ledger.acts import Told
from comity.ledger.expectation import Expectation
from comity.ledger.expecting import HANDOVER_DAYS, plus
from comity.ledger.tenures import Office, Seen, holder, last_edit, seen_match, table_match, terms
from comity.ledger.verdict import Verdict
from comity.model import Match

# Between two terms of the table may lie somebody whom it does not hold; a longer gap tells nothing of who followed.
GAP_DAYS = 45


class _Change(NamedTuple):
    """Who left or took an office, on which ISO day, with what tells it."""

    on: str
    who: str
    why: str
    match: Match


def office_verdict(
    wanted: Expectation,
    seen: Sequence[Seen],
    resignations: Sequence[Told],
    names: Mapping[str, str],
    *,
    after: str,
    today: str,
) -> Verdict:
    """Give whether what was expected of an office came about after the ISO day `after`, up to `today`.

    The table's rows count only up to `today`. A term that ended is taken for any way of leaving: the table
    does not tell how.
    """
    office = wanted.office
    if office is None or wanted.person is None:
        return Verdict("unclear", None, "Which office is meant is not told.")
    until = min(wanted.horizon or today, today)
    shown = [each for each in seen if after < each.published <= until and _same(each, office)]
    comer = _comer(wanted, office, shown, names, after=after, until=until)
    leaver = wanted.rival if wanted.kind == "takes" else wanted.person
    left = _left(leaver, office, resignations, names, after=after, until=until) if leaver else None
    if wanted.kind == "takes":
        return _taken(wanted, office, comer, left, names, until=until, today=today)
    if left is None and comer is not None and comer.who != wanted.person:
        left = comer
    if left is not None:
        return Verdict("did not" if wanted.kind == "stays" else "came true", left.on, left.why, (left.match,))
    if not _over(wanted, today):
        return Verdict("open", None, f"{_name(wanted.person, names)} is not known to have left by {until}.")
    return _still(wanted, office, today=today, gone="came true" if wanted.kind == "stays" else "did not")


def _taken(
    wanted: Expectation, office: Office, comer: _Change | None, left: _Change | None, names: Mapping[str, str], *,
    until: str, today: str,
) -> Verdict:  # fmt: skip
    if comer is not None:
        if comer.who == wanted.person:
            matches = (comer.match,) if left is None else (left.match, comer.match)
            return Verdict("came true", comer.on, comer.why, matches)
        return Verdict("did not", comer.on, comer.why, (comer.match,))
    if left is not None:
        if left.match.report == "" or not _over(wanted, today):
            return Verdict("open", None, f"{left.why} Who followed is not told.", (left.match,))
        return Verdict("unclear", None, f"{left.why} Who followed is not told.", (left.match,))
    if not _over(wanted, today):
        return Verdict("open", None, f"No change of the {_title(office)} is known by {until}.")
    return _still(wanted, office, today=today, gone="did not")


def _over(wanted: Expectation, today: str) -> bool:
    return wanted.horizon is not None and today >= wanted.horizon


def _still(wanted: Expectation, office: Office, *, today: str, gone: str) -> Verdict:
    """The time has run out, and nobody left: settled only where the table shows who was in office then."""
    horizon = wanted.horizon or ""
    now = holder(office, horizon) if horizon <= last_edit() else None
    if now is None:
        why = f"Its time ran out on {horizon}, and nothing tells who was {_title(office)} then."
        return Verdict("unclear", None, why)
    soon = plus(horizon, HANDOVER_DAYS)
    if wanted.kind == "leaves" and now.until and now.until <= min(soon, today):
        why = f"{now.name} was {_title(office)} until {now.until}, soon after its time ran out on {horizon}"
        return Verdict("unclear", None, f"{why}; when it was decided is not told.", (table_match(now, ended=True),))
    why = f"On {horizon}, when its time ran out, {now.name} was still {_title(office)} by the leaders' table."
    return Verdict("came true" if gone == "came true" else "did not", horizon, why, (table_match(now),))


def _comer(
    wanted: Expectation, office: Office, shown: Sequence[Seen], names: Mapping[str, str], *, after: str, until: str
) -> _Change | None:
    """Who took the office in this time: the table's next holder, else whom a report shows in it."""
    rows = terms(office)
    before = holder(office, after)
    fresh = [row for row in rows if after < row.since <= until and (before is None or row.id != before.id)]
    if fresh and not _gap(before, fresh[0], wanted):
        row = fresh[0]
        why = f"{row.name} is {_title(office)} since {row.since} by the leaders' table."
        return _Change(row.since, row.id, why, table_match(row))
    held = {before.id} if before is not None else set()
    for each in shown:
        if (
            each.person in held
            or each.person == wanted.rival
            or (wanted.kind != "takes" and each.person == wanted.person)
        ):
            continue
        name = _name(each.person, names)
        why = f"A report of {each.published} names {name} as {_title(office)}."
        return _Change(each.published, each.person, why, seen_match(each, name))
    return None


def _gap(before: Leader | None, row: Leader, wanted: Expectation) -> bool:
    if row.id == wanted.person or before is None or not before.until:
        return False
    return (date.fromisoformat(row.since) - date.fromisoformat(before.until)).days > GAP_DAYS


def _left(
    person: str, office: Office, resignations: Sequence[Told], names: Mapping[str, str], *, after: str, until: str
) -> _Change | None:
    for row in terms(office):
        if row.id == person and after < row.until <= until:
            following = holder(office, row.until)
            if following is None or following.id != person:
                why = f"{row.name} was {_title(office)} until {row.until} by the leaders' table."
                return _Change(row.until, person, why, table_match(row, ended=True))
    for told in resignations:
        day = (told.report.published or "")[:10]
        if after < day <= until and told.first > after and any(ref.id == person for ref in told.event.actors):
            on = told.date.start if told.date and told.date.start else day
            if on <= after:
                continue
            match = Match(
                row=told.event.id, report=told.report.id, meaning="tells that the office was left", score=0.9,
                parts={"parties": 1.0, "type": 1.0}, date=told.date, published=told.report.published,
                evidence=told.event.evidence,
            )  # fmt: skip
            return _Change(on, person, f"A report of {day} tells that {_name(person, names)} left.", match)
    return None


def _same(seen: Seen, office: Office) -> bool:
    return seen.country == office.country and seen.title == office.title


def _title(office: Office) -> str:
    state = codebook.states().get(office.country)
    body = codebook.organisations().get(office.country)
    return f"{office.title} of {state.name if state else body.name if body else office.country}"


def _name(person: str, names: Mapping[str, str]) -> str:
    return names.get(person) or person.partition(":")[2].replace("-", " ").title()
