"""The matters that one report tells, each with its rows, and how well two of them fit: the same act in other words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property

from comity.ledger.meaning import Meanings
from comity.ledger.passages import best_pairs, nearness
from comity.ledger.similarity import Days, contradict, days_of, overlap
from comity.model import TOOK_PLACE, ActorRef, Coding, Event, Incident, Side

# Below this, what two reports tell was the same act less often than not, on the open pairs of the gold.
SAME_ACT = 0.58
# What counts for how much; judged, then moved on the open pairs of the gold.
_TYPE, _PARTIES, _TEXT, _DAYS = 0.26, 0.26, 0.34, 0.14
# One incident: the merge has more to go by (the whole log), so it outweighs all but a contradiction.
_MERGED, _SAME_PLACE = 0.3, 0.06
# What words need not say again: the subject, the kind of paper; and two sides meet once in one story.
_SAME_ISSUE, _SAME_FORM, _MEETING = 0.12, 0.5, 0.6
# How near the words must be at least: of any act, of one whose sides or status differ.
_LEAST_NEAR, _SIDES_TURNED, _STATUS_DIFFERS = 0.24, 0.55, 0.4
# Beyond this the days of one act are no slip of a report.
_FAR = timedelta(days=31)
# Reports that appeared further apart seldom tell of one occasion; then words alike must show it.
_ONE_OCCASION = timedelta(days=10)
_OTHER_STORY = 0.45
# Two spellings of one name share this much.
_ONE_NAME = 0.75
# Types that reports choose between for one act; the coder's most frequent mix-ups too.
_NEAR_TYPES = (
    frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"SANCTION", "COERCE", "THREATEN"}),
    frozenset({"ASSAULT", "COERCE", "MOBILIZE"}),
    frozenset({"RETREAT", "CONCEDE", "SUPPORT", "COOPERATE", "AID"}),
    frozenset({"AGREE", "REQUEST"}),
)
_VERBAL = frozenset({"AGREE", "REQUEST", "THREATEN", "SUPPORT", "ACCUSE", "REJECT"})
# Words around the predicate stand for the act: a long sentence tells several.
_BEFORE, _AFTER = 14, 18
_SIDE_LEFT_OUT = 0.85


@dataclass(frozen=True, eq=False)
class Act:
    """What one report tells of one act: its events, the surest first; `forms` are those of its agreements."""

    events: tuple[Event, ...]
    text: str
    incident: str
    forms: frozenset[str]

    @property
    def lead(self) -> Event:
        """The surest event."""
        return self.events[0]

    @cached_property
    def at(self) -> int:
        """Where the report first tells it."""
        return min(span.start for event in self.events for span in event.evidence)

    def side(self, report: str, value: str | None = None) -> Side:
        """This act as a side of a comparison."""
        return side(report, self.events, value)


def side(report: str, rows: Iterable[Event], value: str | None = None) -> Side:
    """Rows of a report as a side of a comparison, with each of their spans once."""
    held = tuple(rows)
    spans = tuple(dict.fromkeys(span for row in held for span in row.evidence))
    return Side(report, tuple(row.id for row in held), value, spans)


def acts(coding: Coding, incidents: Sequence[Incident]) -> tuple[Act, ...]:
    """The acts of a report in the order of its text: events of one incident, and what one asks or promises with it."""
    place = {event: incident.id for incident in incidents for event in incident.events}
    groups: list[list[Event]] = []
    for event in sorted(coding.events, key=_order):
        home = next((group for group in groups if any(_belong(event, other, place) for other in group)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    found = []
    for group in groups:
        events = tuple(sorted(group, key=lambda event: -event.confidence))
        held = {span.start for event in events for span in event.evidence}
        forms = frozenset(row.form for row in coding.agreements if any(span.start in held for span in row.evidence))
        found.append(Act(events, _around(events[0]), place.get(events[0].id, ""), forms))
    return tuple(sorted(found, key=lambda act: act.at))


def pairs_of_acts(
    one: Sequence[Act],
    other: Sequence[Act],
    names: frozenset[str],
    meanings: Meanings | None,
    *,
    one_story: bool = True,
) -> list[tuple[Act, Act, float, tuple[Event, Event]]]:
    """Acts that both reports tell, the best fit first, each once, with the two events that fit best.

    `names` are stems of the names of those who act. Unless both reports are of `one_story`, an undated act must be
    told in words alike.
    """
    if meanings is not None:
        meanings.learn([act.text for act in (*one, *other)])
    scores: list[tuple[float, int, int]] = []
    closest: dict[tuple[int, int], tuple[Event, Event]] = {}
    for row, left in enumerate(one):
        for column, right in enumerate(other):
            if far_apart(left.events, right.events):
                continue
            text = nearness(left.text, right.text, meanings, names)
            if not one_story and text < _OTHER_STORY:
                continue
            told = max(
                ((_fit(a, b, left, right, text), a, b) for a in left.events for b in right.events),
                key=lambda each: each[0],
            )
            if told[0] >= SAME_ACT:
                scores.append((told[0], row, column))
                closest[row, column] = told[1:]
    return [(one[a], other[b], min(1.0, score), closest[a, b]) for a, b, score in best_pairs(scores)]


def codes(refs: Iterable[ActorRef]) -> frozenset[str]:
    """The states and bodies that refs belong to; a group without a state stands by its id."""
    return frozenset(ref.country or ref.id or "" for ref in refs) - {""}


def refused(event: Event) -> bool:
    """Whether an event tells that a meeting is called off: coded REJECT, mode meet."""
    return event.type == "REJECT" and event.mode == "meet"


def _order(event: Event) -> tuple[int, int, str]:
    return (
        event.evidence[0].start if event.evidence else 0,
        event.trigger.start if event.trigger else 0,
        event.id,
    )


def _belong(event: Event, other: Event, place: dict[str, str]) -> bool:
    """Whether two events of one report are one act, or one is what the other promises or asks for."""
    if place.get(event.id) and place.get(event.id) == place.get(other.id):
        return True
    if not event.evidence or not other.evidence or event.evidence[0] != other.evidence[0]:
        return False
    if not codes((*event.actors, *event.recipients)) & codes((*other.actors, *other.recipients)):
        return False
    if event.trigger and other.trigger and event.trigger == other.trigger:
        return True
    # Events come in the order of their predicates: "agreed" before "build".
    return other.type in _VERBAL and other.status in TOOK_PLACE and event.status in ("planned", "demanded")


def _around(event: Event) -> str:
    """The words around the predicate of an event."""
    span = next((each for each in event.evidence), None)
    if span is None:
        return ""
    if event.trigger is None:
        return span.text
    at = event.trigger.start - span.start
    return " ".join((*span.text[:at].split()[-_BEFORE:], *span.text[at:].split()[:_AFTER]))


def _fit(one: Event, other: Event, left: Act, right: Act, text: float) -> float:
    """How well two events fit as one act, given how near their words are; 0 when they can't be one."""
    types = _types(one, other)
    mine, theirs = codes((*one.actors, *one.recipients)), codes((*other.actors, *other.recipients))
    days = _days(days_of(one.date), days_of(other.date))
    if not types or days is None or (mine and theirs and not mine & theirs):
        return 0.0
    roles = _roles(one, other)
    same_status = took_place(one, other) == took_place(other, one)
    if set(one.issues) & set(other.issues):
        text = min(1.0, text + _SAME_ISSUE)
    if days < 0.5 and text < _STATUS_DIFFERS:
        return 0.0
    if people_apart((*one.actors, *one.recipients), (*other.actors, *other.recipients)) and text < _SIDES_TURNED:
        return 0.0
    if one.type == other.type == "CONSULT" and len(mine & theirs) > 1 and same_status and days >= 0.5:
        text = max(text, _MEETING + text * (1 - _MEETING))
    elif left.forms & right.forms and mine == theirs:
        text = max(text, _SAME_FORM)
    turned = roles < _SIDE_LEFT_OUT
    if text < (_SIDES_TURNED if turned else _LEAST_NEAR if same_status else _STATUS_DIFFERS):
        return 0.0
    score = _TYPE * types + _PARTIES * roles + _TEXT * text + _DAYS * days
    if left.incident and left.incident == right.incident:
        score += _MERGED
    if one.place and other.place:
        score += -_SAME_PLACE if contradict(one.place, other.place) else _SAME_PLACE
    return score


def one_story(one: Coding, other: Coding) -> bool:
    """Whether two reports appeared so close to each other that they may tell of one occasion; unknown days may."""
    days = [_published(coding) for coding in (one, other)]
    return days[0] is None or days[1] is None or abs(days[0] - days[1]) <= _ONE_OCCASION


def _published(coding: Coding) -> date | None:
    try:
        return date.fromisoformat((coding.report.published or "")[:10])
    except ValueError:
        return None


def far_apart(one: Sequence[Event], other: Sequence[Event]) -> bool:
    """Whether both acts are dated and no two of their days lie within a month, nor are told in the same words."""
    here, there = ([event.date for event in events if event.date and days_of(event.date)] for events in (one, other))
    return bool(here and there) and not any(
        _days(days_of(a), days_of(b)) is not None or (a.text and a.text.casefold() == b.text.casefold())
        for a in here
        for b in there
    )


def people_apart(one: Iterable[ActorRef], other: Iterable[ActorRef]) -> bool:
    """Whether both name persons, or offices, of one state and none of them can be the same."""
    told = [_people(refs) for refs in (one, other)]
    for code in set(told[0]) & set(told[1]):
        for kind in ("person", "office"):
            here, there = (people[code].get(kind, set()) for people in told)
            if here and there and not any(_alike(a, b) for a in here for b in there):
                return True
    return False


def _people(refs: Iterable[ActorRef]) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for ref in refs:
        kind, _, name = (ref.id or "").partition(":")
        if ref.country and kind in ("person", "office"):
            found.setdefault(ref.country, {}).setdefault(kind, set()).add(name)
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two slugs may name one person: two spellings of a name count."""
    return one == other or SequenceMatcher(None, sorted(one.split("-")), sorted(other.split("-"))).ratio() > 0.5 or (
        SequenceMatcher(None, one, other).ratio() > _ONE_NAME
    )  # fmt: skip


def took_place(event: Event, beside: Event) -> str:
    """The status of an event as the other report might put it: a meeting called off was not held."""
    if refused(event) and beside.type == "CONSULT":
        return "denied"
    return "occurred" if event.status in TOOK_PLACE else event.status


def _types(one: Event, other: Event) -> float:
    if one.type == other.type:
        return 1.0
    if (refused(one) and other.type == "CONSULT") or (refused(other) and one.type == "CONSULT"):
        return 0.8
    return 0.6 if any({one.type, other.type} <= near for near in _NEAR_TYPES) else 0.0


def _roles(one: Event, other: Event) -> float:
    """1 when both sides are the same or one report leaves a side out; less when they are turned round or others."""
    pairs = [(codes(getattr(one, name)), codes(getattr(other, name))) for name in ("actors", "recipients")]
    if all(a == b for a, b in pairs):
        return 1.0
    everyone = [codes((*event.actors, *event.recipients)) for event in (one, other)]
    if all(a <= b or b <= a for a, b in pairs):
        # A side left out says less than one that is named and the same.
        return _SIDE_LEFT_OUT if any(a and b for a, b in pairs) else 0.4
    shared = len(everyone[0] & everyone[1]) / len(everyone[0] | everyone[1])
    return 0.7 * shared


def _days(one: Days | None, other: Days | None) -> float | None:
    """How well the days fit, 0..1; null when they are too far apart for one act."""
    if one is None or other is None:
        return 0.5
    if overlap(one, other):
        return 1.0
    gap = max(other[0] - one[1], one[0] - other[1])
    if gap > _FAR:
        return None
    return 0.6 if gap <= timedelta(days=3) else 0.3
