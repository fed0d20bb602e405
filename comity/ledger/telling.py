"""Pledge rows that tell one promise, in one report or several, brought together to one entry of the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from comity.ledger.meaning import Meanings
from comity.ledger.promise_words import MEETING, NOT_TO, VERBAL, content, counts, offices, verb_of
from comity.ledger.similarity import Days, days_of, overlap
from comity.model import Coding, Event, Place, Pledge, Report

# Judged on pairs written for the tests: paraphrases of one item lie above, two items of one list below.
SAME_WORDS, SAME_SENSE, SAME_SENSE_ALONE = 0.6, 0.6, 0.75
# Two rows of one report are two items of a list unless they are nearly word for word the same.
SAME_IN_REPORT = 0.8
# A meeting announced this long after another one's day, or after its announcement, is the next one.
NEXT_MEETING = timedelta(days=45)
# Two known verbs that differ ("review", "remove") make two promises below this.
NEAR_IDENTICAL = 0.9
# Days after which the same words are a promise made anew.
ANEW = 3 * 365
# A busy pair of states makes hundreds of promises; one that is told again is most likely a late one.
LATEST = 64


@dataclass(frozen=True, eq=False)
class Telling:
    """A pledge row with its report, the acts that its own words name, and where it stands in the log."""

    pledge: Pledge
    report: Report
    deeds: tuple[Event, ...]
    order: int

    @property
    def sentence(self) -> str:
        """The words that the row rests on."""
        return " ".join(span.text for span in self.pledge.evidence)


@dataclass(eq=False)
class Entry:
    """A promise in the making: its tellings, the earliest read first."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def first(self) -> Telling:
        """The telling that gives the entry its id."""
        return self.tellings[0]

    @property
    def states(self) -> frozenset[str]:
        """All states of both sides."""
        return frozenset().union(*(states_of(each.pledge) for each in self.tellings))

    @property
    def givers(self) -> frozenset[str]:
        """The states that are bound."""
        return frozenset(ref.country for each in self.tellings for ref in each.pledge.parties if ref.country)

    @property
    def negative(self) -> bool:
        """Whether it is a promise not to do something."""
        return is_negative(self.first.pledge)

    @property
    def types(self) -> frozenset[str]:
        """The PLOVER types of the promised acts, as the coder has them; empty when it names none."""
        return frozenset(event.type for each in self.tellings for event in each.deeds)

    @property
    def rules(self) -> frozenset[str]:
        """The frames that name the promised acts."""
        return frozenset(event.rule for each in self.tellings for event in each.deeds if event.rule)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it is to be done."""
        return tuple(event.place for each in self.tellings for event in each.deeds if event.place is not None)


def states_of(pledge: Pledge) -> frozenset[str]:
    """The states and bodies on both sides of a pledge."""
    return frozenset(ref.country for ref in (*pledge.parties, *pledge.to) if ref.country)


def is_negative(pledge: Pledge) -> bool:
    """Whether a pledge is one not to do something."""
    return bool(NOT_TO.search(pledge.text))


def entries(codings: Iterable[Coding], meanings: Meanings) -> list[Entry]:
    """The promises of a log, each with its tellings; `codings` in the log's order, the earliest read first."""
    told = [telling for order, coding in enumerate(codings) for telling in _tellings(coding, order)]
    meanings.learn([telling.pledge.text for telling in told])
    found: list[Entry] = []
    by_state: dict[str, list[Entry]] = {}
    for telling in told:
        near: dict[int, Entry] = {}
        for state in states_of(telling.pledge):
            near |= {id(entry): entry for entry in by_state.get(state, ())[-LATEST:]}
        scored = [(fit, -number, entry) for number, entry in enumerate(near.values())
                  if (fit := _fit(entry, telling, meanings)) > 0]  # fmt: skip
        if scored:
            max(scored, key=lambda each: each[:2])[2].tellings.append(telling)
            continue
        entry = Entry([telling])
        found.append(entry)
        for state in states_of(telling.pledge):
            by_state.setdefault(state, []).append(entry)
    return found


def _tellings(coding: Coding, order: int) -> Iterable[Telling]:
    for pledge in coding.pledges:
        spans = pledge.evidence
        deeds = tuple(
            event
            for event in coding.events
            if event.type != "AGREE"
            and event.trigger is not None
            and any(span.start <= event.trigger.start < span.end for span in spans)
            and event.trigger.text.lower() in pledge.text.lower()
        )
        yield Telling(pledge, coding.report, deeds, order)


def _fit(entry: Entry, telling: Telling, meanings: Meanings) -> float:
    """How well a row fits an entry, 0 when it tells another promise."""
    row = telling.pledge
    if not ({ref.country for ref in row.parties if ref.country} & entry.givers):
        return 0.0
    gap = _gap(entry.tellings[-1].report.published, telling.report.published)
    if gap is not None and gap > ANEW:
        return 0.0
    mine, theirs = states_of(row), entry.states
    if not (mine <= theirs or theirs <= mine) or is_negative(row) != entry.negative:
        return 0.0
    return max((_nearness(other, telling, meanings) for other in entry.tellings[-3:]), default=0.0)


def _nearness(one: Telling, other: Telling, meanings: Meanings) -> float:
    a, b = one.pledge, other.pledge
    due, later = days_of(a.due), days_of(b.due)
    if _counts_apart(a.text, b.text) or (due and later and not overlap(due, later) and one.order == other.order):
        return 0.0
    roles = offices(one.sentence), offices(other.sentence)
    meeting = _is_meeting(one) and _is_meeting(other)
    if meeting and ((all(roles) and roles[0].isdisjoint(roles[1])) or _next_one(one, other, due, later)):
        return 0.0
    first, second = content(a.text), content(b.text)
    words = len(first & second) / max(1, min(len(first), len(second))) if first and second else 0.0
    if min(len(first), len(second)) <= 1 and first != second:
        words = min(words, 0.5)  # one shared word is no shared promise
    sense = meanings.nearness(a.text, b.text)
    if one.order == other.order:
        return words if words >= SAME_IN_REPORT and sense >= SAME_IN_REPORT else 0.0
    if meeting and verb_of(a.text) == verb_of(b.text) and due and later and overlap(due, later):
        return max(words, sense, SAME_WORDS)
    apart = a.area is not None and b.area is not None and a.area != b.area
    if verb_of(a.text) != verb_of(b.text) and {verb_of(a.text), verb_of(b.text)} <= VERBAL:
        # Two verbs, two acts: duties that are reviewed are not yet removed.
        return sense if sense >= NEAR_IDENTICAL and words >= SAME_WORDS else 0.0
    if words >= SAME_WORDS and sense >= 0.5 and not (apart and words < 1):
        return (words + sense) / 2
    if sense >= (SAME_SENSE_ALONE if apart or a.area is None else SAME_SENSE) and (words > 0 or not apart):
        return sense if words > 0.2 or sense >= SAME_SENSE_ALONE else 0.0
    return 0.0


def _counts_apart(one: str, other: str) -> bool:
    """Whether two texts give different numbers of one thing: "40 jets" and "60 jets" may be two tellings, "two
    offices" and "ten offices" too; only where nothing else differs is it a difference and no other promise."""
    mine, theirs = counts(one), counts(other)
    return any(mine[noun] != theirs[noun] for noun in mine.keys() & theirs.keys()) and content(one) != content(other)


def _is_meeting(telling: Telling) -> bool:
    return bool(MEETING.search(telling.pledge.text))


def _next_one(one: Telling, other: Telling, due: Days | None, later: Days | None) -> bool:
    """Whether the later of two meetings is the next one, and not the same one told again or put off."""
    first, second = one.report.published, other.report.published
    if due and later:
        return abs(later[0] - due[1]) > NEXT_MEETING and abs(due[0] - later[1]) > NEXT_MEETING
    if due and second:
        return second > due[1].isoformat()
    gap = _gap(first, second)
    return gap is not None and gap > 3 * NEXT_MEETING.days


def _gap(one: str | None, other: str | None) -> int | None:
    """The days between two ISO days, null when one is not known."""
    if not one or not other:
        return None
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return None
