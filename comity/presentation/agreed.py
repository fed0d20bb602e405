"""The section on what was agreed or pledged: each agreement with its pledges, then pledges without one."""

from collections.abc import Sequence

from comity.model import ActorRef, Agreement, Pledge, Report
from comity.presentation.dyads import states_in
from comity.presentation.happened import cut, most_lines
from comity.presentation.material import Material, words
from comity.presentation.names import UNNAMED, actor_names, issue_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    listing,
    quoted,
    sentence,
    unique,
)

_FORMS = {
    "treaty": "concluded a treaty",
    "agreement": "reached an agreement",
    "statement": "issued a statement",
    "declaration": "issued a declaration",
    "understanding": "reached an understanding",
}
_KINDS = {
    "promise": "made a promise",
    "plan": "set out a plan",
    "undertaking": "gave an undertaking",
    "assurance": "gave an assurance",
}
# Two reports seldom word a pledge alike; above this share of common words it is one pledge told twice.
_SAME_WORDS = 0.6

ToldPledge = tuple[Pledge, tuple[Report, ...]]


def agreed(material: Material, pledges: Sequence[ToldPledge]) -> Section:
    """Agreements with their pledges beneath, then other pledges, the newest first."""
    lines: list[Line] = []
    taken: set[str] = set()
    for rows in _agreements(material):
        ids = {row.id for row, _ in rows}
        held = {pledge for row, _ in rows for pledge in row.pledges}
        lines.append(_agreement_line(material, rows))
        for pledge, reports in pledges:
            if pledge.id not in taken and (pledge.agreement in ids or pledge.id in held):
                taken.add(pledge.id)
                lines.append(pledge_line(material, pledge, reports, sub=True))
    lines += [pledge_line(material, pledge, reports) for pledge, reports in pledges if pledge.id not in taken]
    kept, more = cut(lines, what="agreement or pledge", most=most_lines(material, base=12))
    empty = "No agreement and no pledge was found."
    return Section("agreed", "What was agreed or pledged", kept, empty, more)


def pledges_of(material: Material) -> tuple[ToldPledge, ...]:
    """Give each pledge once with the reports that tell it: same parties and kind, words alike."""
    found: list[tuple[Pledge, list[Report]]] = []
    alike: dict[tuple[frozenset[str], str], list[tuple[frozenset[str], list[Report]]]] = {}
    for coding in material.codings:
        for pledge in coding.pledges:
            # One word ("hold") tells nobody what was promised.
            if len(pledge.text.split()) < 2 or not _of_pair(material, (*pledge.parties, *pledge.to)):
                continue
            rows = alike.setdefault((frozenset(states_in(pledge.parties)), pledge.kind), [])
            said = frozenset(pledge.text.lower().split())
            # One report that lists two like pledges means two.
            twin = next((told for other, told in rows if _same(other, said) and told[-1] is not coding.report), None)
            if twin is None:
                rows.append((said, [coding.report]))
                found.append((pledge, rows[-1][1]))
            else:
                twin.append(coding.report)
    return tuple((pledge, tuple(reports)) for pledge, reports in found)


def _of_pair(material: Material, refs: Sequence[ActorRef]) -> bool:
    """Keep rows of the dyad: both its states are in it, or it is one state's with nobody beyond named."""
    if material.pair is None:
        return True
    states, both = states_in(refs), set(material.pair)
    return both <= states or (bool(states) and states <= both)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SAME_WORDS * (len(one) + len(other) - shared)


def _agreements(material: Material) -> list[list[tuple[Agreement, Report]]]:
    """Agreements of one form, between the same states, on days that touch, are one; the newest first."""
    groups: list[list[tuple[Agreement, Report]]] = []
    for coding in material.codings:
        for row in coding.agreements:
            if not _of_pair(material, row.parties):
                continue
            group = next((rows for rows in groups if _one_agreement(rows[0][0], row)), None)
            if group is None:
                groups.append([(row, coding.report)])
            else:
                group.append((row, coding.report))
    groups.sort(key=lambda rows: (rows[0][0].date.start if rows[0][0].date else None) or "", reverse=True)
    return groups


def _one_agreement(one: Agreement, other: Agreement) -> bool:
    if one.form != other.form or states_in(one.parties) != states_in(other.parties):
        return False
    if one.date is None or other.date is None or one.date.start is None or other.date.start is None:
        return one.title.casefold() == other.title.casefold()
    return one.date.start <= (other.date.end or other.date.start) and other.date.start <= (
        one.date.end or one.date.start
    )


def _agreement_line(material: Material, rows: Sequence[tuple[Agreement, Report]]) -> Line:
    row = max(rows, key=lambda each: each[0].confidence)[0]
    text = f"{actor_names(row.parties) or UNNAMED} {_FORMS[row.form]}"
    if row.title:
        text += f", {quoted(row.title, most=14)}"
    if row.areas:
        text += f", on {listing([issue_name(area) for area in row.areas], most=6)}"
    reports = unique(report.id for _, report in rows)
    return Line(
        text=sentence(text),
        date=date_text(row.date),
        status="occurred",
        sources=material.cite(reports),
        evidence=unique(words(each.evidence) for each, _ in rows)[:4],
        confidence=confidence_text(row.confidence),
        told=count_text(len(reports), "report"),
    )


def pledge_text(pledge: Pledge) -> str:
    """Give a pledge as a clause: who bound themselves, to whom, in the report's words."""
    parties = states_in(pledge.parties)
    others = [ref for ref in pledge.to if ref.country is None or ref.country not in parties]
    to = f" to {actor_names(others)}" if others else ""
    return f"{actor_names(pledge.parties) or UNNAMED} {_KINDS[pledge.kind]}{to}: {quoted(pledge.text, most=40)}"


def due_text(pledge: Pledge) -> str:
    """Give when a pledge falls due."""
    return f"due {date_text(pledge.due)}" if pledge.due and pledge.due.start else "no due date"


def pledge_line(material: Material, pledge: Pledge, reports: Sequence[Report], *, sub: bool = False) -> Line:
    """Give a pledge as a line: kind, parties, words, and when it falls due."""
    made = date_text(pledge.made_on)
    return Line(
        text=sentence(f"{pledge_text(pledge)} ({due_text(pledge)})"),
        date=f"made {made}" if made != "undated" else made,
        status=pledge.kind,
        sources=material.cite(report.id for report in reports),
        evidence=unique((words(pledge.evidence),)),
        confidence=confidence_text(pledge.confidence),
        told=count_text(len(reports), "report"),
        sub=sub,
    )
