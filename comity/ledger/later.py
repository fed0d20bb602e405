"""The rows that may bear on a promise, with what they are looked up and compared by, worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.ledger.promise_words import content, states_in, stem
from comity.ledger.saying import tells_of_keeping
from comity.ledger.similarity import Days, days_of
from comity.model import TOOK_PLACE, Coding, Date, Event, Incident, Report, Statement

Row = Event | Statement


@dataclass(frozen=True, eq=False)
class Later:
    """A row that may bear on a promise: an event, or a statement that tells of keeping or breaking.

    `days` are those of its date; `day` is the last ISO day of the deed, else that of the report; `since` the last day
    of its incident. What is put off or called off carries the date of that thing, so its deed has the report's day.
    """

    row: Row
    report: Report
    order: int
    incident: str | None
    since: date | None
    sentence: str
    states: frozenset[str]
    named: frozenset[str]
    days: Days | None
    day: str | None

    @property
    def of_a_plan(self) -> bool:
        """Whether its date is that of the thing put off or called off, and not of the deed."""
        return _of_a_plan(self.row)

    @property
    def when(self) -> Date | None:
        """The date of the row."""
        return self.row.date if isinstance(self.row, Event) else self.row.said_on


def _of_a_plan(row: Row) -> bool:
    return isinstance(row, Event) and (row.type == "REJECT" or row.status not in TOOK_PLACE)


def _later(row: Row, report: Report, order: int, incident: Incident | None) -> Later:
    sentence = " ".join(span.text for span in row.evidence)
    days = days_of(row.date if isinstance(row, Event) else row.said_on)
    told = report.published[:10] if report.published else None
    day = told
    if days is not None and not (told and _of_a_plan(row)):
        last = days[1].isoformat()
        day = min(last, told) if told and days[0].isoformat() <= told else last
    known = days_of(incident.date) if incident is not None else None
    return Later(row, report, order, incident.id if incident else None, known[1] if known else None, sentence,
                 _states(row), states_in(sentence), days, day)  # fmt: skip


Rows = dict[tuple[str, str], list[Later]]


def later_rows(codings: Iterable[Coding], incidents: Iterable[Incident]) -> Rows:
    """The rows that may bear on a promise, by each state that they name and each clue to what they are about."""
    placed = {event: each for each in incidents for event in each.events}
    found: Rows = {}
    for order, coding in enumerate(codings):
        events: list[Row] = list(coding.events)
        said: list[Row] = [row for row in coding.statements if tells_of_keeping(" ".join(s.text for s in row.evidence))]
        for row in events + said:
            later = _later(row, coding.report, order, placed.get(row.id))
            for clue in _clues(later):
                for state in later.states | later.named:
                    found.setdefault((state, clue), []).append(later)
    return found


def _clues(later: Later) -> set[str]:
    """What a row is looked up by: its words, issues and type, and whether it tells of keeping."""
    clues = set(content(later.sentence))
    if isinstance(later.row, Event):
        clues |= {f"issue {issue}" for issue in later.row.issues} | {f"type {later.row.type}"}
        if later.row.trigger is not None:
            clues.add(stem(later.row.trigger.text.split()[0]))
    return clues


def _states(row: Row) -> frozenset[str]:
    refs = (*row.actors, *row.recipients) if isinstance(row, Event) else (*row.about, *row.addressees)
    if isinstance(row, Statement) and row.speaker is not None:
        refs = (*refs, row.speaker)
    return frozenset(ref.country for ref in refs if ref.country)
