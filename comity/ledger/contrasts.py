"""How two tellings of one act differ: its day, place, who acted, and whether it took place."""

from collections.abc import Iterator, Sequence
from datetime import date

from comity.ledger.matters import Act, codes, far_apart, side, took_place
from comity.ledger.points import day_text
from comity.ledger.similarity import contradict, days_of, overlap
from comity.model import Coding, Date, Disagreement, DisagreementKind, Event

# Words like "on Monday" mean one day in reports that appeared so close to each other.
_SAME_ISSUE_OF_PAPERS = 2
_CONTRARY = {"planned", "denied", "occurred", "conditional"}

Pair = tuple[Act, Act, float, tuple[Event, Event]]
Told = tuple[list[Disagreement], list[Disagreement]]


def contrasts(pairs: Sequence[Pair], one: Coding, other: Coding) -> Told:
    """The differences of matched acts, and the apparent ones that are none."""
    real: list[Disagreement] = []
    apparent: list[Disagreement] = []
    for pair in pairs:
        for check in (_date, _place, _status, _actor):
            for found, counts in check(pair, one, other):
                (real if counts else apparent).append(found)
    return real, apparent


def _disagreement(
    kind: DisagreementKind, pair: Pair, coding: Sequence[Coding], values: tuple[str, str], note: str = "",
    events: tuple[Event, Event] | None = None, sure: float = 1.0,
) -> Disagreement:  # fmt: skip
    left, right = events or pair[3]
    return Disagreement(
        kind=kind,
        what=pair[0].lead.type,
        one=side(coding[0].report.id, (left,), values[0]),
        other=side(coding[1].report.id, (right,), values[1]),
        confidence=round(min(0.99, pair[2] * sure * min(1.0, 0.4 + min(left.confidence, right.confidence))), 2),
        note=note,
    )


def _date(pair: Pair, one: Coding, other: Coding) -> Iterator[tuple[Disagreement, bool]]:
    if took_place(*pair[3]) != took_place(*pair[3][::-1]):
        # A plan and its denial have each their day; the difference is the status, which tells the days too.
        return
    seen: set[tuple[str, str]] = set()
    for left, right in _like_events(pair):
        here, there = days_of(left.date), days_of(right.date)
        values = day_text(left.date), day_text(right.date)
        if here is None or there is None or here == there or values in seen:
            continue
        if _one_wording(left.date, right.date, one, other):
            continue
        if far_apart((left,), (right,)):
            continue
        seen.add(values)
        note = "one range of days holds the other" if overlap(here, there) else ""
        yield _disagreement("date", pair, (one, other), values, note, (left, right)), not note


def _like_events(pair: Pair) -> Iterator[tuple[Event, Event]]:
    """The matched events, and those beside them that tell one type and status."""
    yield pair[3]
    for left in pair[0].events:
        for right in pair[1].events:
            if left.type == right.type and left.status == right.status and (left, right) != pair[3]:
                yield left, right


def _one_wording(left: Date | None, right: Date | None, one: Coding, other: Coding) -> bool:
    """Whether both reports, of nearly one day, tell the date in the same words: then it is one date."""
    if left is None or right is None or not left.text or left.text.casefold() != right.text.casefold():
        return False
    apart = _apart(one.report.published, other.report.published)
    return apart is None or apart <= _SAME_ISSUE_OF_PAPERS


def _apart(one: str | None, other: str | None) -> int | None:
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return None


def _place(pair: Pair, one: Coding, other: Coding) -> Iterator[tuple[Disagreement, bool]]:
    left, right = (next((e for e in (event, *act.events) if e.place), None)
                   for act, event in zip(pair[:2], pair[3], strict=True))  # fmt: skip
    if left is None or right is None or left.place is None or right.place is None:
        return
    if contradict(left.place, right.place):
        yield _disagreement("place", pair, (one, other), (left.place.name, right.place.name),
                            events=(left, right)), True  # fmt: skip


def _status(pair: Pair, one: Coding, other: Coding) -> Iterator[tuple[Disagreement, bool]]:
    left, right = pair[3]
    here, there = took_place(left, right), took_place(right, left)
    if here == there or not {here, there} <= _CONTRARY:
        return
    told = [
        {took_place(event, beside) for event in act.events if event.type == own.type}
        for act, own, beside in ((pair[0], left, right), (pair[1], right, left))
    ]
    # A report that tells both, before and after, contradicts neither.
    if there in told[0] or here in told[1]:
        return
    days = [f" ({text})" if (text := day_text(event.date)) else "" for event in (left, right)]
    values = here + days[0], there + days[1]
    earlier = _earlier(here, there, one, other, left, right)
    sure = 0.8 if "conditional" in (here, there) else 1.0
    yield _disagreement("status", pair, (one, other), values, earlier, sure=sure), not earlier


def _earlier(here: str, there: str, one: Coding, other: Coding, left: Event, right: Event) -> str:
    """Why a plan and a deed are no contradiction: the plan was told by a report that appeared before the day."""
    for status, coding, done, plan, deed in ((here, one, there, left, right), (there, other, here, right, left)):
        days = days_of(deed.date) or days_of(plan.date)
        published = coding.report.published
        if status == "planned" and done == "occurred" and days and published and published[:10] < str(days[0]):
            return f"the report that tells the plan appeared before {days[0]}"
    return ""


def _actor(pair: Pair, one: Coding, other: Coding) -> Iterator[tuple[Disagreement, bool]]:
    left, right = pair[3]
    here, there = codes(left.actors), codes(right.actors)
    if left.type != right.type or not here or not there or here & there:
        return
    # Who received whom at a meeting is told from either end.
    if left.type == "CONSULT" and not (left.mode == right.mode == "visit" and left.cameo == right.cameo):
        return
    values = ", ".join(sorted(here)), ", ".join(sorted(there))
    yield _disagreement("actor", pair, (one, other), values), True
