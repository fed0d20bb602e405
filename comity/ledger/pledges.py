"""The pledge ledger: what was promised, as all reports tell it, and whether it was kept."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

from comity.ledger.fulfilment import Bearing, Course, course
from comity.ledger.later import Later, Rows, later_rows
from comity.ledger.matching import due_days, made_day, matches
from comity.ledger.meaning import Meanings
from comity.ledger.saying import Meaning, meaning_of
from comity.ledger.similarity import days_of
from comity.ledger.telling import Entry, Telling, entries
from comity.model import (
    ActorRef,
    Change,
    Coding,
    Correction,
    Date,
    Difference,
    Incident,
    LedgerPledge,
    Match,
    PledgeStatus,
    Span,
)

_SETTLED: tuple[PledgeStatus, ...] = get_args(PledgeStatus)


def pledges(
    codings: Iterable[Coding],
    incidents: Iterable[Incident],
    *,
    today: str | None,
    corrections: Iterable[Correction] = (),
    meanings: Meanings | None = None,
) -> tuple[LedgerPledge, ...]:
    """The pledges of a log, each once, with the status that later reports give them.

    They come by the day they were made or first told (unknown last), then id. `codings` come in the log's order,
    earliest read first, and `incidents` from the same codings: one match is kept an incident. `today` is an ISO day:
    reports printed after it do not count, and dates have passed or not by it; null is the day of the latest report.
    `corrections` that match, unmatch or settle a pledge override, by name. The id of an entry is that of the pledge
    row read first, so it survives new reports.
    """
    meanings = meanings or Meanings()
    held = tuple(codings)
    day = latest_day(held) if today is None else date.fromisoformat(today[:10])
    if day is None:
        day = date.max
    held = tuple(coding for coding in held if not _after(coding, day))
    rows = later_rows(held, incidents)
    every = {later.row.id: later for found in rows.values() for later in found}
    news = _news(held)
    found = entries(held, meanings)
    by_hand = _by_entry(found, corrections)
    made = [
        _entry(entry, rows, every, news, by_hand.get(id(entry), ()), today=day, meanings=meanings) for entry in found
    ]
    return tuple(sorted(made, key=lambda each: (_first_day(each), each.id)))


def _first_day(entry: LedgerPledge) -> str:
    return (entry.made_on and entry.made_on.start) or entry.history[0].on or "~"


def latest_day(codings: Iterable[Coding]) -> date | None:
    """The day of the latest report, null when none is dated: what a record can't have seen is held against nobody."""
    days = [day for coding in codings if (day := _printed(coding)) is not None]
    return max(days, default=None)


def _printed(coding: Coding) -> date | None:
    try:
        return date.fromisoformat(coding.report.published[:10]) if coding.report.published else None
    except ValueError:
        return None


def _after(coding: Coding, today: date) -> bool:
    day = _printed(coding)
    return day is not None and day > today


def _news(codings: Sequence[Coding]) -> dict[str, date]:
    """The day of the latest report that names each state."""
    found: dict[str, date] = {}
    for coding in codings:
        day = _printed(coding)
        if day is None:
            continue
        for state in {actor.country for actor in coding.actors if actor.country}:
            found[state] = max(found.get(state, day), day)
    return found


def _by_entry(found: Sequence[Entry], corrections: Iterable[Correction]) -> dict[int, list[Correction]]:
    of_row = {telling.pledge.id: entry for entry in found for telling in entry.tellings}
    kept: dict[int, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda each: (each.at, each.id)):
        entry = of_row.get(correction.target)
        if entry is not None and correction.action in ("match", "unmatch", "settle"):
            kept.setdefault(id(entry), []).append(correction)
    return kept


def _entry(
    entry: Entry,
    rows: Rows,
    every: dict[str, Later],
    news: dict[str, date],
    by_hand: Sequence[Correction],
    *,
    today: date,
    meanings: Meanings,
) -> LedgerPledge:
    bearing = _corrected(entry, matches(entry, rows, meanings), every, by_hand)
    seen = [news[state] for state in entry.states if state in news]
    told = course(entry, bearing, today=today, last_news=max(seen, default=None))
    _settle(told, by_hand)
    if not entry.states:
        told.notes.append("the state of who promised is unknown: it stands in no dyad and nothing is matched with it")
    elif not entry.givers:
        told.notes.append("the state of who promised is unknown: nothing is matched with it")
    told.notes += _useless(by_hand, every)
    if made_day(entry) is None:
        told.notes.append("neither the promise nor its report has a day: nothing is matched with it")
    return _ledger(entry, told, bearing)


def _corrected(
    entry: Entry, found: list[Bearing], every: dict[str, Later], by_hand: Sequence[Correction]
) -> list[Bearing]:
    """What bears on a pledge after corrections by hand; the later correction of one row wins."""
    for correction in by_hand:
        row = str(correction.value)
        if correction.action == "unmatch":
            found = [each for each in found if each[0].row != row]
        elif correction.action == "match" and row in every:
            later = every[row]
            meaning = meaning_of(entry, later.row, later.sentence) or Meaning("breaks" if entry.negative else "keeps")
            match = Match(row, later.report.id, meaning.name, 1.0, {}, later.when, later.report.published,
                          later.row.evidence, by=correction.who)  # fmt: skip
            found = [*(each for each in found if each[0].row != row), (match, meaning, later)]
    return sorted(found, key=lambda each: (each[2].day or "~", each[1].told, each[0].row))


def _useless(by_hand: Sequence[Correction], every: dict[str, Later]) -> list[str]:
    """A note for each correction that could not be followed."""
    found = []
    for correction in by_hand:
        if correction.action == "match" and str(correction.value) not in every:
            found.append(f"correction {correction.id} matches {correction.value}, which no report up to now holds")
        if correction.action == "settle" and correction.value not in _SETTLED:
            found.append(
                f"correction {correction.id} settles it as {correction.value!r}, which is no status of a pledge"
            )
    return found


def _settle(told: Course, by_hand: Sequence[Correction]) -> None:
    for correction in by_hand:
        if correction.action == "settle" and correction.value in _SETTLED:
            status = next(each for each in _SETTLED if each == correction.value)
            told.status = status
            why = f"settled by hand by {correction.who}: {correction.why}"
            told.history.append(Change(status, correction.at[:10], why, None))


def _ledger(entry: Entry, told: Course, bearing: Sequence[Bearing]) -> LedgerPledge:
    tellings, first = entry.tellings, entry.first.pledge
    latest = sorted(tellings, key=lambda each: each.report.published or "", reverse=True)
    due = next((each.pledge.due for each in latest if each.pledge.due is not None), None)
    if told.due is not None and told.due != due_days(entry):
        due = Date(told.due[0].isoformat(), told.due[1].isoformat(), "day" if told.due[0] == told.due[1] else "month")
    outlets = {(each.report.outlet or each.report.id).casefold() for each in tellings}
    return LedgerPledge(
        id=first.id,
        parties=_refs(tellings, "parties"),
        to=_refs(tellings, "to"),
        text=first.text,
        area=next((each.pledge.area for each in tellings if each.pledge.area), None),
        made_on=next((each.pledge.made_on for each in tellings if days_of(each.pledge.made_on)), first.made_on),
        due=due,
        kind=first.kind,
        agreement=next((each.pledge.agreement for each in tellings if each.pledge.agreement), None),
        status=told.status,
        history=tuple(told.history),
        matches=tuple(match for match, _, _ in bearing),
        told=tuple(each.pledge.id for each in tellings),
        reports=len({each.report.id for each in tellings}),
        outlets=len(outlets),
        differences=tuple(_differences(tellings)),
        evidence=_evidence(tellings),
        confidence=max(each.pledge.confidence for each in tellings),
        notes=tuple(dict.fromkeys(told.notes)),
    )


def _refs(tellings: Sequence[Telling], side: str) -> tuple[ActorRef, ...]:
    """Who the telling names that names most; the first read of equals."""
    return max((getattr(each.pledge, side) for each in tellings), key=lambda refs: len({r.country for r in refs}))


def _evidence(tellings: Sequence[Telling]) -> tuple[Span, ...]:
    return tellings[0].pledge.evidence


def _differences(tellings: Sequence[Telling]) -> Iterable[Difference]:
    for name in ("due", "made_on", "kind", "area"):
        told: dict[tuple[Any, str], dict[str, Any]] = {}
        for each in tellings:
            value = getattr(each.pledge, name)
            if name in ("due", "made_on"):
                days = days_of(value)
                value = None if days is None else _days_text(value)
            if value is not None:
                entry = {"value": value, "row": each.pledge.id, "report": each.report.id}
                told.setdefault((value, each.report.id), entry)
        if len({value for value, _ in told}) > 1:
            yield Difference(name, tuple(told.values()))


def _days_text(when: Date) -> str:
    return str(when.start) if when.start == when.end else f"{when.start}..{when.end}"
