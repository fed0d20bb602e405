"""The status of a promise over time: each change with its day, why in a sentence, and the match that told it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from comity.ledger.later import Later
from comity.ledger.matching import due_days, made_day
from comity.ledger.saying import Meaning
from comity.ledger.similarity import Days, days_of
from comity.ledger.telling import Entry
from comity.model import Change, Date, Match, PledgeStatus

# A year without news after its day, and nobody will say any more whether it was kept.
LAPSED_AFTER = timedelta(days=365)

_WHY = {
    "keeps": "what was promised took place",
    "keeps in part": "a part of what was promised took place, or one side did it",
    "breaks": "the opposite was done, or what was promised was refused",
    "takes back": "the promise was taken back",
    "expires": "the agreement ran out",
}
_STATUS: dict[str, PledgeStatus] = {
    "keeps": "fulfilled",
    "keeps in part": "partly",
    "breaks": "broken",
    "takes back": "withdrawn",
    "expires": "lapsed",
}
Bearing = tuple[Match, Meaning, Later]


@dataclass(eq=False)
class Course:
    """How a promise fared: its status so far, since when, and the days by which it is due."""

    status: PledgeStatus
    due: Days | None
    history: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    partly_by: frozenset[str] = frozenset()

    def turn(self, status: PledgeStatus, on: str | None, why: str, match: str | None) -> None:
        """Take on a status, unless it has it already."""
        if status != self.status:
            self.status = status
            self.history.append(Change(status, on, why, match))


def course(entry: Entry, found: Sequence[Bearing], *, today: date, last_news: date | None) -> Course:
    """The status of a promise by `today`, from what bears on it in the order of days.

    `last_news` is the day of the latest report that names one of its parties: what no report could have told is
    held against nobody, so without later news a passed date makes a promise `due`, never `lapsed`.
    """
    made, due = made_day(entry), due_days(entry)
    told = Course("open", due)
    first = entry.first
    source = first.report.outlet or first.report.id
    told.history.append(Change("open", made.isoformat() if made else None, f"promised, as told by {source}", None))
    _moved(told, entry)
    for match, meaning, later in found:
        _date_passed(told, entry, by=later.day)
        _apply(told, entry, match, meaning, later)
    _time_passed(told, entry, today=today, last_news=last_news)
    _note_dates(told, entry)
    return told


def _moved(told: Course, entry: Entry) -> None:
    """Note in the history where later tellings give a later day."""
    days = None
    for telling in sorted(entry.tellings, key=lambda each: each.report.published or ""):
        mine = days_of(telling.pledge.due)
        if mine is not None and days is not None and mine[0] > days[1]:
            why = f"now due by {mine[1].isoformat()}, as told by {telling.report.outlet or telling.report.id}"
            told.history.append(Change(told.status, (telling.report.published or "")[:10] or None, why, None))
        days = mine or days


def _apply(told: Course, entry: Entry, match: Match, meaning: Meaning, later: Later) -> None:
    name = meaning.name
    if name == "puts off":
        _put_off(told, entry, match, later)
        return
    status = _STATUS[name]
    if name == "keeps in part":
        status = _part(told, entry, later)
    if told.status == "fulfilled":
        # What is done once can't be taken back or half done again; a deed that lasts can be undone.
        if status != "broken" or (not meaning.told and "CONSULT" in entry.types):
            return
    if told.status in ("broken", "withdrawn") and status == "partly":
        return
    if told.status == "broken" and status == "withdrawn":
        return
    why = _WHY[name] if not meaning.told else _reported(name)
    by = later.report.outlet or later.report.id
    told.turn(status, later.day, f"{why}, as told by {by}", match.row)


def _reported(name: str) -> str:
    return {
        "keeps": "a report says that the promise was kept",
        "breaks": "a report says that the promise was broken or not kept",
    }.get(name, _WHY[name])


def _part(told: Course, entry: Entry, later: Later) -> PledgeStatus:
    """One side's part; all sides' parts together are the whole."""
    if not hasattr(later.row, "actors"):
        return "partly"
    actors = frozenset(ref.country for ref in later.row.actors if ref.country) & entry.givers
    both = len(entry.givers) > 1 and told.status == "partly" and actors and told.partly_by and actors != told.partly_by
    told.partly_by |= actors
    return "fulfilled" if both and entry.givers <= told.partly_by else "partly"


def _put_off(told: Course, entry: Entry, match: Match, later: Later) -> None:
    """Move the day; a postponement that names no later day leaves it open."""
    printed = (later.report.published or "")[:10]
    days = _ahead(later.when, printed)
    known = days if days is not None and (not printed or days[1].isoformat() > printed) else None
    if told.due is not None and known is not None and known[1] <= told.due[0]:
        known = None
    told.due = known
    why = f"put off to {known[0].isoformat()}" if known else "put off, no new day is told"
    by = later.report.outlet or later.report.id
    told.status = "open"
    told.history.append(Change("open", printed or later.day, f"{why}, as told by {by}", match.row))


def _ahead(when: Date | None, printed: str) -> Days | None:
    """The days of a new date; one without a year lies ahead of the report that tells it."""
    days = days_of(when)
    if days is None or when is None or not printed or days[1].isoformat() > printed or re.search(r"\d{4}", when.text):
        return days
    try:
        first, last = (day.replace(year=day.year + 1) for day in days)
    except ValueError:
        return None
    return first, last


def _time_passed(told: Course, entry: Entry, *, today: date, last_news: date | None) -> None:
    if entry.negative:
        _silence(told, entry, last_news)
        return
    _date_passed(told, entry, by=today.isoformat())
    if told.due is None or _status(told) != "due":
        return
    end = told.due[1]
    lapse = end + LAPSED_AFTER
    if today >= lapse and last_news is not None and last_news > end:
        why = f"a year after its day, {end.isoformat()}, no report tells what became of it"
        told.turn("lapsed", lapse.isoformat(), why, None)


def _date_passed(told: Course, entry: Entry, *, by: str | None) -> None:
    """Turn what is open to due on the day after its date, if that lies before a day."""
    if told.status != "open" or entry.negative or told.due is None or by is None or told.due[1].isoformat() >= by:
        return
    end = told.due[1]
    day_after = (end + timedelta(days=1)).isoformat()
    told.turn("due", day_after, f"its day, {end.isoformat()}, passed without news of it", None)


def _status(told: Course) -> PledgeStatus:
    return told.status


def _silence(told: Course, entry: Entry, last_news: date | None) -> None:
    """What is promised not to be done is kept by nothing that a report could tell."""
    made = made_day(entry)
    if told.status == "open" and entry.negative and made is not None and last_news is not None and last_news > made:
        told.notes.append(f"kept so far: no report up to {last_news.isoformat()} tells that it was done")


def _note_dates(told: Course, entry: Entry) -> None:
    made = made_day(entry)
    for telling in entry.tellings:
        days = days_of(telling.pledge.due)
        if days is not None and made is not None and days[1] < made:
            told.notes.append(
                f"due before made: {telling.pledge.id} is due by {days[1].isoformat()}, made on {made.isoformat()}"
            )
