"""What a report stresses: whom it quotes, how warmly, what comes first, and what it leaves out."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from comity.ledger.matters import Act, codes
from comity.ledger.utterances import Utterance
from comity.model import TOOK_PLACE, ActorRef, Coding, Order, Tone, Voice


def voices(coding: Coding, told: Sequence[Utterance]) -> tuple[Voice, ...]:
    """Who is quoted in their own words, most words first; a joint quote counts for each of its speakers."""
    found: dict[str, list[tuple[ActorRef | None, int]]] = {}
    for each in told:
        if each.direct and each.statement is not None:
            for ref in each.speakers or (None,):
                key = (ref.id or ref.text) if ref else ""
                found.setdefault(key, []).append((ref, len(each.quote.split())))
    total = sum(count for quotes in found.values() for _, count in quotes)
    rows = []
    for quotes in found.values():
        refs = [ref for ref, _ in quotes if ref is not None]
        name = (refs[0].name or refs[0].text).partition(",")[0] if refs else "unknown"
        state = next((ref.country for ref in refs if ref.country), None)
        words = sum(count for _, count in quotes)
        rows.append(Voice(coding.report.id, name, state, len(quotes), words, round(words / total, 3)))
    return tuple(sorted(rows, key=lambda row: (-row.words, row.speaker)))


def tones(coding: Coding) -> tuple[Tone, ...]:
    """The tone of what each report quotes about each state, and of the acts that it tells of it, by code."""
    quoted: dict[str, list[float]] = {}
    for row in coding.statements:
        if row.tone is None:
            continue
        own = row.speaker.country if row.speaker else None
        # What a state says of itself shows no attitude to it.
        for code in codes(row.about) - {own}:
            quoted.setdefault(code, []).append(row.tone)
    acts: dict[str, list[float]] = {}
    for event in coding.events:
        if event.intensity is None or event.status not in TOOK_PLACE:
            continue
        everyone = codes((*event.actors, *event.recipients))
        if len(everyone) > 1:
            for code in everyone:
                acts.setdefault(code, []).append(event.intensity)
    return tuple(
        Tone(
            coding.report.id,
            code,
            round(fmean(quoted[code]), 2) if code in quoted else None,
            len(quoted.get(code, ())),
            round(fmean(acts[code]), 2) if code in acts else None,
            len(acts.get(code, ())),
        )
        for code in sorted({*quoted, *acts})
        if len(code) == 3
    )


def order(coding: Coding, told: Sequence[Act]) -> Order:
    """The report's acts and issues in the order of its text."""
    rows = tuple(act.lead.id for act in told)
    issues: dict[str, None] = {}
    for _, names in sorted(_issues_at(coding), key=lambda each: each[0]):
        issues.update(dict.fromkeys(names))
    return Order(coding.report.id, rows, tuple(issues))


def left_out(one: Order, other: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The issues that only the one report tells, and those that only the other does, in their order."""
    return (
        tuple(issue for issue in one.issues if issue not in other.issues),
        tuple(issue for issue in other.issues if issue not in one.issues),
    )


def _issues_at(coding: Coding) -> Iterable[tuple[int, Sequence[str]]]:
    for event in coding.events:
        if event.evidence:
            yield event.evidence[0].start, event.issues
    for position in coding.positions:
        if position.evidence:
            yield position.evidence[0].start, (position.issue,)
    for pledge in coding.pledges:
        if pledge.evidence and pledge.area:
            yield pledge.evidence[0].start, (pledge.area,)
