"""The section on what was agreed or pledged: each agreement with its pledges, then pledges without one."""

from collections.abc import Sequence

from comity.model import ActorRef, Agreement, LedgerPledge, Pledge, Report
from comity.presentation.cutting import words_from
from comity.presentation.dyads import states_in
from comity.presentation.happened import cut, most_lines
from comity.presentation.material import Material, told_by, words
from comity.presentation.names import UNNAMED, actor_names, is_plural, issue_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    day_text,
    listing,
    quoted,
    sentence,
    unique,
)

_REACHED = {
    "treaty": "concluded",
    "agreement": "reached",
    "statement": "issued",
    "declaration": "issued",
    "understanding": "reached",
}
# Subject in one and in several, for each kind.
_KINDS = {
    "promise": ("promised", "promised"),
    "plan": ("plans to", "plan to"),
    "undertaking": ("undertook", "undertook"),
    "assurance": ("gave an assurance", "gave an assurance"),
}
# Points of one agreement that a brief lists; the record holds the rest.
_MOST_POINTS = 6
_MOST_WORDS = 30
_MOST_WORDS_OF_A_POINT = 12


def agreed(material: Material) -> Section:
    """Agreements with their pledges (in the same line unless the brief is full), then other pledges."""
    lines: list[Line] = []
    taken: set[str] = set()
    for rows in _agreements(material):
        ids = {row.id for row, _ in rows}
        held = {pledge for row, _ in rows for pledge in row.pledges}
        points = [
            each
            for each in material.pledges
            if each.id not in taken and (each.agreement in ids or held.intersection((each.id, *each.told)))
        ]
        points.sort(key=lambda each: material.place_of(each.id))
        taken.update(each.id for each in points)
        lines.append(_agreement_line(material, rows, () if material.full else points))
        if material.full:
            lines += [pledge_line(material, each, sub=True) for each in points]
    alone = [each for each in material.pledges if each.id not in taken]
    # What became of a promise is news before the promise is; then the newest first.
    alone.sort(key=lambda each: (material.told_on(each), each.id), reverse=True)
    alone.sort(key=lambda each: each.status in ("open", "lapsed"))
    lines += [pledge_line(material, each) for each in alone]
    kept, more = cut(
        lines, what="agreement or pledge", plural="agreements or pledges", most=most_lines(material, base=5)
    )
    empty = "No agreement and no pledge was found."
    return Section("agreed", "What was agreed or pledged", kept, empty, more)


def worth_a_line(material: Material, pledge: LedgerPledge) -> bool:
    """Keep pledges of the dyad of more than one word: "hold" tells nobody what was promised."""
    return len(pledge.text.split()) > 1 and of_pair(material, (*pledge.parties, *pledge.to))


def of_pair(material: Material, refs: Sequence[ActorRef]) -> bool:
    """Keep rows of the dyad: both its states are in it, or it is one state's with nobody beyond named."""
    if material.pair is None:
        return True
    states, both = states_in(refs), set(material.pair)
    return both <= states or (bool(states) and states <= both)


def _agreements(material: Material) -> list[list[tuple[Agreement, Report]]]:
    """Agreements of one form, between the same states, on days that touch, are one; the newest first."""
    groups: list[list[tuple[Agreement, Report]]] = []
    for coding in material.codings:
        for row in coding.agreements:
            if not of_pair(material, row.parties):
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
        # The same persons put out two documents of one form in days at most; the reports tell one.
        persons = [{ref.id for ref in row.parties if (ref.id or "").startswith("person:")} for row in (one, other)]
        return one.title.casefold() == other.title.casefold() or (persons[0] == persons[1] != set())
    return one.date.start <= (other.date.end or other.date.start) and other.date.start <= (
        one.date.end or one.date.start
    )


def _agreement_line(
    material: Material, rows: Sequence[tuple[Agreement, Report]], points: Sequence[LedgerPledge]
) -> Line:
    row = max(rows, key=lambda each: each[0].confidence)[0]
    text = f"{actor_names(row.parties) or UNNAMED} {_REACHED[row.form]} {_document(row)}"
    if row.areas and not points:
        text += f" on {listing([issue_name(area) for area in row.areas], most=6)}"
    reports = unique(report.id for _, report in rows)
    if points:
        text += f" with {count_text(len(points), 'pledge')}: {_points(points)} ({_standing(points)})"
    return Line(
        text=sentence(text),
        date=date_text(row.date),
        status="occurred",
        sources=material.cite(reports),
        evidence=unique(words(each.evidence) for each, _ in rows)[:4],
        confidence=confidence_text(row.confidence),
        told=told_by(len(reports)),
    )


def _document(row: Agreement) -> str:
    """Name a document by its title: "a joint press statement", "a treaty, “Pact of the Two Rivers”,"."""
    article = "an" if row.form[0] in "aeiou" else "a"
    if not row.title or row.title.casefold() == row.form:
        return f"{article} {row.form}"
    if row.title.islower() and row.title.endswith((row.form, "communique", "communiqué", "accord", "pact", "deal")):
        return f"{'an' if row.title[0] in 'aeiou' else 'a'} {row.title}"
    return f"{article} {row.form}, {quoted(row.title, most=14)},"


def _points(points: Sequence[LedgerPledge]) -> str:
    shown = [quoted(words_from(each.text), most=_MOST_WORDS_OF_A_POINT) for each in points[:_MOST_POINTS]]
    rest = len(points) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more" if rest else "")


def _standing(points: Sequence[LedgerPledge]) -> str:
    """Say how the pledges of one agreement stand: "all open, none with a due date", "two fulfilled, one open"."""
    counts: dict[str, int] = {}
    for each in points:
        counts[each.status] = counts.get(each.status, 0) + 1
    whole = "all " if len(points) > 1 else ""
    told = whole + points[0].status if len(counts) == 1 else listing(
        [count_text(number, status, status) for status, number in counts.items()], most=7
    )  # fmt: skip
    dated = [each for each in points if each.due and each.due.start and each.status in ("open", "due")]
    if dated:
        first = min(dated, key=lambda each: (each.due.start if each.due else "") or "")
        return f"{told}, the nearest due {date_text(first.due)}"
    return f"{told}, no due date" if set(counts) == {"open"} else told


def pledge_text(pledge: LedgerPledge | Pledge) -> str:
    """Give a pledge as a clause: who bound themselves, to whom, in the report's words."""
    parties = states_in(pledge.parties)
    others = [ref for ref in pledge.to if ref.country is None or ref.country not in parties]
    verb = _KINDS[pledge.kind][is_plural(pledge.parties)]
    if pledge.kind == "plan" and isinstance(pledge, LedgerPledge) and pledge.status not in ("open", "due"):
        verb = "planned to"
    to = f" to {actor_names(others)}" if others and pledge.kind != "plan" else ""
    stop = "" if pledge.kind == "plan" else ":"
    return f"{actor_names(pledge.parties) or UNNAMED} {verb}{to}{stop} {quoted(pledge.text, most=_MOST_WORDS)}"


def status_text(pledge: LedgerPledge) -> str:
    """Say how a pledge stands and when it falls or fell due."""
    due = date_text(pledge.due) if pledge.due and pledge.due.start else ""
    on = pledge.history[-1].on if pledge.history else None
    since = f" {day_text(on)}" if on else ""
    if pledge.status == "open":
        return f"open, due {due}" if due else "open, no due date"
    if pledge.status == "due":
        return f"was due {due}, with no news of it" if due else "due, with no news of it"
    if pledge.status == "lapsed":
        return f"lapsed: was due {due}, with no news of it since" if due else "lapsed"
    return f"{'partly fulfilled' if pledge.status == 'partly' else pledge.status}{since}"


def pledge_line(material: Material, pledge: LedgerPledge, *, sub: bool = False) -> Line:
    """Give a pledge as a line: kind, parties, words, how it stands, and the later rows that say so."""
    made = date_text(pledge.made_on)
    deciding = pledge.history[-1].match if pledge.history else None
    later = [match for match in pledge.matches if match.row == deciding]
    return Line(
        text=sentence(f"{pledge_text(pledge)} ({status_text(pledge)})"),
        date=f"made {made}" if made != "undated" else "",
        status=pledge.status,
        sources=material.cite([*material.tellers([pledge]), *(match.report for match in later)]),
        evidence=unique((words(pledge.evidence), *(words(match.evidence) for match in later))),
        confidence=confidence_text(pledge.confidence),
        told=told_by(pledge.reports),
        sub=sub,
    )
