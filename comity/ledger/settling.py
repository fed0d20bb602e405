"""What became of assessments: each held against later reports and the leaders' table, as of a day.

Nothing is called settled that was not told: what no rule can test stays open while its time runs, and is unclear
after. Causes are no predictions and are left out. The rules and their limits stand in docs/method.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from comity.ledger.acts import Acts, judged
from comity.ledger.changing import term_day
from comity.ledger.direction import turned
from comity.ledger.expectation import Expectation
from comity.ledger.expecting import DEFAULT_DAYS, expected, plus
from comity.ledger.meaning import Meanings
from comity.ledger.succession import office_verdict
from comity.ledger.tenures import Seen, seen_in
from comity.ledger.verdict import Verdict
from comity.model import Assessment, Coding, Correction, Event, Incident, Match, Outcome, Report, Settled, Span

OUTCOMES: tuple[str, ...] = get_args(Outcome)
# Expectations of who holds an office.
OF_OFFICES = frozenset({"takes", "leaves", "stays"})


@dataclass(frozen=True, eq=False)
class _Known:
    """All that assessments are held against, gathered once."""

    acts: Acts
    seen: tuple[Seen, ...]
    incidents: tuple[Incident, ...]
    events: dict[str, tuple[Event, Report]]
    names: dict[str, str]
    today: str
    meanings: Meanings
    unmatched: dict[str, frozenset[str]] = field(default_factory=dict)


class _Hand(NamedTuple):
    """What was corrected by hand on one assessment."""

    settled: Correction | None
    matched: tuple[Correction, ...]


def latest_day(codings: Iterable[Coding]) -> str | None:
    """Give the ISO day of the latest report: the day up to which a record can know; null when none is dated."""
    return max((each.report.published[:10] for each in codings if each.report.published), default=None)


def settled(
    codings: Iterable[Coding],
    incidents: Iterable[Incident],
    *,
    today: str | None,
    corrections: Sequence[Correction] = (),
    meanings: Meanings | None = None,
) -> dict[str, Settled]:
    """Give what became of each assessment that is no cause, by its id, as of the ISO day `today`.

    `today` null is the day of the latest report. Reports and terms of office dated after `today` don't count.
    A correction `settle` decides by hand; `match` makes an event decide, `unmatch` keeps one out.
    """
    held = tuple(codings)
    day = today or latest_day(held) or ""
    merged = tuple(incidents)
    unmatched: dict[str, frozenset[str]] = {}
    for each in corrections:
        if each.action in ("match", "unmatch") and isinstance(each.value, str):
            out = unmatched.get(each.target, frozenset()) - {each.value}
            unmatched[each.target] = out | {each.value} if each.action == "unmatch" else out
    known = _Known(
        acts=Acts(held, merged, today=day),
        seen=seen_in(each for each in held if (each.report.published or "~")[:10] <= day),
        incidents=merged,
        events={event.id: (event, coding.report) for coding in held for event in coding.events},
        names={actor.id: actor.name for coding in held for actor in coding.actors},
        today=day,
        meanings=meanings or Meanings(),
        unmatched=unmatched,
    )
    return {
        row.id: _settled(row, coding, known, _by_hand(row.id, corrections))
        for coding in held
        for row in coding.assessments
        if row.kind != "cause"
    }


def _by_hand(id: str, corrections: Sequence[Correction]) -> _Hand:
    last: Correction | None = None
    matched: dict[str, Correction] = {}
    for each in corrections:
        if each.target != id:
            continue
        if each.action == "settle" and each.value in OUTCOMES:
            last = each
        elif each.action in ("match", "unmatch") and isinstance(each.value, str):
            matched.pop(each.value, None)
            if each.action == "match":
                matched[each.value] = each
    return _Hand(last, tuple(matched.values()))


def _settled(row: Assessment, coding: Coding, known: _Known, hand: _Hand) -> Settled:
    if hand.settled is not None:
        by = hand.settled
        return Settled(by.value, by.at[:10], f"Settled by hand by {by.who}: {by.why}")
    tied = [match for each in hand.matched if (match := _tied(each, known)) is not None]
    if tied:
        on = min((match.published or known.today)[:10] for match in tied)
        return Settled("came true", on, f"Tied by hand by {tied[0].by} to a later event.", tuple(tied))
    if row.kind == "regularity":
        return Settled("open", None, "A pattern is not settled by single events; no rule tests it.")
    day = (coding.report.published or "")[:10]
    if not day:
        return _undated(row, coding, known)
    if day > known.today:
        return Settled("open", None, f"It was printed after {known.today}.")
    return _public(_held(row, coding, known, day))


def _undated(row: Assessment, coding: Coding, known: _Known) -> Settled:
    """Without a day nothing is later than the report, but whoever follows a person whom it shows in office."""
    day = term_day(row, coding)
    if day is not None and day <= known.today and expected(row, coding, day, part="outcome").kind in OF_OFFICES:
        found = _held(row, coding, known, day, endless=True)
        why = f"Its report has no day of publication, but shows a term of office that began on {day}. {found.why}"
        return _public(found._replace(why=why))
    return Settled("unclear", None, "Its report has no day of publication, so nothing can be told to be later.")


def _held(row: Assessment, coding: Coding, known: _Known, day: str, *, endless: bool = False) -> Verdict:
    """An assessment printed on `day` against what is known; `endless` where that is only the earliest day."""
    outcome = expected(row, coding, day, part="outcome")
    if endless:
        outcome = outcome._replace(horizon=None)
    if row.kind != "conditional" or row.condition is None:
        return _tested(row, row.outcome, outcome, coding, known, day)
    wanted = expected(row, coding, day, part="condition")
    if endless:
        wanted = wanted._replace(horizon=None)
    return _conditional(row, row.condition, wanted, outcome, coding, known, day)


def _public(verdict: Verdict) -> Settled:
    return Settled(verdict.outcome, verdict.on, verdict.why, verdict.matches)


def _conditional(
    row: Assessment, condition: Span, wanted: Expectation, outcome: Expectation, coding: Coding, known: _Known, day: str
) -> Verdict:  # fmt: skip
    """The outcome, once its condition has come about; untested where it is known not to have."""
    first = _tested(row, condition, wanted, coding, known, day)
    if first.outcome == "did not":
        return Verdict("unclear", first.on, f"Its condition did not come about: {_inner(first.why)}", first.matches)
    if first.outcome == "came true" and first.on is not None:
        start = plus(first.on, -1)
        if not outcome.timed and outcome.horizon is not None:
            outcome = outcome._replace(horizon=plus(first.on, DEFAULT_DAYS))
        then = _tested(row, row.outcome, outcome, coding, known, max(day, start))
        why = f"Its condition came about on {first.on} ({_inner(first.why, end='')}). {then.why}"
        return then._replace(why=why, matches=(*first.matches, *then.matches))
    then = _tested(row, row.outcome, outcome, coding, known, day)
    if then.outcome == "came true":
        return then._replace(why=f"{then.why} Whether its condition came about is not told.")
    if then.outcome == "did not":
        why = f"Whether its condition came about is not told, so what follows tests nothing: {_inner(then.why)}"
        return Verdict("unclear", then.on, why, then.matches)
    if first.outcome == "unclear":
        return Verdict("unclear", None, f"Whether its condition came about is not told: {_inner(first.why)}")
    return Verdict(then.outcome, None, f"Whether its condition came about is not told yet. {then.why}")


def _inner(why: str, *, end: str = ".") -> str:
    """A sentence as part of another one."""
    return f"{why.rstrip('.')}{end}"


def _tested(
    row: Assessment, span: Span, wanted: Expectation, coding: Coding, known: _Known, after: str
) -> Verdict:  # fmt: skip
    """Hold one expectation against what is known; `after` is the ISO day after which news counts."""
    if wanted.kind in OF_OFFICES:
        found = office_verdict(wanted, known.seen, known.acts.resignations, known.names, after=after, today=known.today)
    elif wanted.kind == "act":
        found = _act_verdict(row, span, wanted, coding, known, after)
    elif wanted.kind == "relations" and len(wanted.parties) == 2:
        found = turned(wanted, row.direction, known.incidents, known.events, after=after, today=known.today)
    else:
        return _waiting(wanted, known.today, "No rule tests what it expects")
    if not wanted.negative or found.outcome in ("open", "unclear"):
        return found
    return found._replace(outcome="did not" if found.outcome == "came true" else "came true")


def _waiting(wanted: Expectation, today: str, why: str) -> Verdict:
    if wanted.horizon is None or today <= wanted.horizon:
        return Verdict("open", None, f"{why}, and its time has not run out.")
    return Verdict("unclear", None, f"{why}, and its time ran out on {wanted.horizon}.")


def _act_verdict(
    row: Assessment, span: Span, wanted: Expectation, coding: Coding, known: _Known, after: str
) -> Verdict:  # fmt: skip
    until = min(wanted.horizon or known.today, known.today)
    names = frozenset(
        word
        for actor in coding.actors
        for mention in actor.mentions
        if span.start <= mention.start < span.end and actor.kind in ("state", "person", "organisation")
        for word in mention.text.lower().replace("'s", "").split()
    )
    found = judged(
        wanted, span.text, names, known.acts, after=after, until=until, meanings=known.meanings,
        without=known.unmatched.get(row.id, frozenset()),
    )  # fmt: skip
    done = [each for each in found if each.meaning == "does"]
    undone = [each for each in found if each.meaning == "undoes"]
    if done:
        # Of the acts that fit, the first that fits well settles it; the best others stand beside it.
        first = done[0]
        others = sorted((each.match for each in done[1:]), key=lambda match: -match.score)[:2]
        return Verdict("came true", first.on, f"A report tells the act on {first.on}.", (first.match, *others))
    if undone:
        last = undone[-1]
        return Verdict("did not", last.on, f"A report tells the opposite on {last.on}.", (last.match,))
    if wanted.horizon is not None and known.today > wanted.horizon:
        if known.acts.reported(wanted.parties, wanted.horizon):
            why = f"Its time ran out on {wanted.horizon}, and reports on {_and(wanted.parties)} since tell no such act."
            return Verdict("did not", wanted.horizon, why)
        why = f"Its time ran out on {wanted.horizon}, but no report on {_and(wanted.parties)} has come since."
        return Verdict("unclear", None, why)
    return Verdict("open", None, "No later report tells such an act yet.")


def _and(parties: frozenset[str]) -> str:
    return " and ".join(sorted(parties))


def _tied(correction: Correction, known: _Known) -> Match | None:
    found = known.events.get(str(correction.value))
    if found is None or (found[1].published or "")[:10] > known.today:
        return None
    event, report = found
    return Match(
        row=event.id,
        report=report.id,
        meaning="does what was expected",
        score=1.0,
        parts={},
        date=event.date,
        published=report.published,
        evidence=event.evidence,
        by=correction.who,
    )
