"""The rows that two reports tell, worded: a section of them in groups, each matter once."""

from collections.abc import Sequence

from comity.model import Agreement, Assessment, Coding, Event, Pledge, Position, Statement, Telling
from comity.presentation.agreed import pledge_text
from comity.presentation.disputed import issue_text
from comity.presentation.dyads import standing
from comity.presentation.expected import assessment_line
from comity.presentation.material import Material, words
from comity.presentation.names import actor_names
from comity.presentation.sentences import clause
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, count_text, date_text, quoted, sentence, unique

# A reader compares a page; the JSON holds the rest.
MOST_LINES = 14
_GROUPS = {
    "act": "Acts",
    "agreement": "Agreements",
    "pledge": "Pledges",
    "quote": "Quotes",
    "position": "Positions",
    "assessment": "What is expected, and why it happened",
}

Row = Event | Agreement | Pledge | Statement | Position | Assessment


class Shelf:
    """The rows of both reports by id, worded."""

    def __init__(self, material: Material, dyad: str | None) -> None:
        self.material = material
        one, _, other = (dyad or "").partition("-")
        self.pair = (one, other) if other else None
        self.rows: dict[str, tuple[Row, Coding]] = {}
        for coding in material.codings:
            bound: tuple[Row, ...] = (*coding.agreements, *coding.pledges)
            told: tuple[Row, ...] = (*coding.events, *bound, *coding.statements, *coding.positions, *coding.assessments)
            self.rows.update((row.id, (row, coding)) for row in told)

    def text(self, id: str) -> str:
        """Give a row as a clause."""
        row, coding = self.rows[id]
        match row:
            case Event():
                return clause(row, event=row, published=coding.report.published)
            case Agreement():
                return f"{actor_names(row.parties)}: {row.form} {quoted(row.title)}"
            case Pledge():
                due = f", due {date_text(row.due)}" if row.due and row.due.start else ""
                return pledge_text(row) + due
            case Statement():
                who = self.material.speaker(row.speaker) if row.speaker else "an unnamed speaker"
                return f"{who}: {quoted(row.quote)}" + ("" if row.direct else " (reported speech)")
            case Position():
                # Several who take one stance in one sentence are told in one line.
                alike = [
                    (each, coding.report)
                    for each in coding.positions
                    if (each.issue, each.stance, each.evidence) == (row.issue, row.stance, row.evidence)
                ]
                return issue_text(row.issue, alike)
            case Assessment():
                return assessment_line(self.material, row, coding.report).text

    def when(self, id: str) -> tuple[str, str]:
        """Give the date and the status of a row, as they stand under a line."""
        row, _ = self.rows[id]
        match row:
            case Event():
                return date_text(row.date), row.status
            case Agreement() | Position():
                return date_text(row.date), ""
            case Pledge():
                return (f"due {date_text(row.due)}" if row.due else ""), row.kind
            case Statement():
                return (date_text(row.said_on) if row.said_on else ""), "direct quote" if row.direct else "reported"
            case Assessment():
                return "", row.kind


def told_section(
    key: str, title: str, tellings: Sequence[Telling], shelf: Shelf, empty: str, *, beside: Sequence[Telling] = ()
) -> Section:
    """The matters of a section in groups, each in the order of the text, but for those that `beside` tells already."""
    order = list(_GROUPS)
    told = [each for each in tellings if not _told_twice(each, [*tellings, *beside], shelf)]
    kept = _fair(told, shelf)
    lines: list[Line] = []
    group = ""
    for telling in sorted(kept, key=lambda each: order.index(each.kind)):
        heading = _GROUPS[telling.kind]
        line = _line(telling, shelf, heading if heading != group else "")
        if all(line.text != each.text for each in lines):
            lines.append(line)
            group = heading
    again, rest = len(tellings) - len(told), len(told) - len(kept)
    more = f"{count_text(again, 'row')} that only repeat others as an act or a pledge; " if again else ""
    more += f"{count_text(rest, 'more line')} left out here, --json gives all" if rest else ""
    return Section(key, title, tuple(lines), empty, sentence(more.rstrip("; ")))


def _told_twice(telling: Telling, tellings: Sequence[Telling], shelf: Shelf) -> bool:
    """Whether an act of agreeing stands there as its agreement or pledge, or the pledge of a plan as the plan."""
    if telling.kind not in ("act", "pledge"):
        return False
    planned = telling.kind == "pledge"
    beside = [each for each in tellings if each.kind in (("act",) if planned else ("agreement", "pledge"))]
    if planned:
        beside = [each for each in beside if "planned" in _statuses(each, shelf)]
    elif not {"AGREE", "SUPPORT"} & _types(telling, shelf) or "planned" in _statuses(telling, shelf):
        return False
    return any(_same_place(telling, each) for each in beside)


def _same_place(one: Telling, other: Telling) -> bool:
    """Whether a telling rests, on every side that it has, on sentences of the other."""
    sides = [(a, b) for a, b in ((one.one, other.one), (one.other, other.other)) if a]
    return all(a and b and set(a.evidence) & set(b.evidence) for a, b in sides)


def _statuses(telling: Telling, shelf: Shelf) -> set[str]:
    return {row.status for row in _leads(telling, shelf)}


def _types(telling: Telling, shelf: Shelf) -> set[str]:
    return {row.type for row in _leads(telling, shelf)}


def _leads(telling: Telling, shelf: Shelf) -> list[Event]:
    rows = [shelf.rows[side.rows[0]][0] for side in (telling.one, telling.other) if side and side.rows]
    return [row for row in rows if isinstance(row, Event)]


def _fair(tellings: Sequence[Telling], shelf: Shelf) -> list[Telling]:
    """Cut to the most lines by taking from each kind in turn: acts of both states first, then the surest."""
    queues = [
        sorted((each for each in tellings if each.kind == kind), key=lambda each: _rank(each, shelf))
        for kind in _GROUPS
    ]
    kept: list[Telling] = []
    while len(kept) < min(MOST_LINES, len(tellings)):
        for at, queue in enumerate(queues):
            # Acts are what a story is made of: two of them for one of every other kind.
            for _ in range(2 if at == 0 else 1):
                if queue and len(kept) < MOST_LINES:
                    kept.append(queue.pop(0))
    return [each for each in tellings if each in kept]


def _rank(telling: Telling, shelf: Shelf) -> tuple[bool, bool, float]:
    side = telling.one or telling.other
    row = shelf.rows[side.rows[0]][0] if side is not None and side.rows else None
    between = shelf.pair is not None and isinstance(row, Event) and standing(row, shelf.pair) == "between"
    # What is to come on a named day is what a reader has to watch.
    ahead = (isinstance(row, Pledge) and row.due is not None) or (
        isinstance(row, Event) and row.status == "planned" and row.date is not None
    )
    return not between, not ahead, -telling.confidence


def _line(telling: Telling, shelf: Shelf, group: str) -> Line:
    sides = [side for side in (telling.one, telling.other) if side is not None]
    ids = [side.rows[0] for side in sides if side.rows]
    # The surer report words the line; of equals, the one that is named first.
    best = max(ids, key=lambda id: shelf.rows[id][0].confidence)
    _, status = shelf.when(best)
    # The other telling, or another row of the act, may give the day that this one leaves out.
    whens = [shelf.when(id)[0] for id in (best, *(id for side in sides for id in side.rows))]
    when = next((each for each in whens if each not in ("", "undated")), whens[0])
    text = shelf.text(best)
    other = next((id for id in ids if id != best), None)
    if other and telling.kind in ("pledge", "assessment", "quote") and shelf.text(other) != text:
        own, own_coding = shelf.rows[other]
        mark = shelf.material.marks((own_coding.report.id,))
        text = f"{text.rstrip('.')}; in the words of {mark}: {quoted(_bare_words(own))}"
    return Line(
        text=sentence(text),
        date=when,
        status=status,
        sources=shelf.material.cite(side.report for side in sides),
        evidence=unique(words(side.evidence[:1]) for side in sides),
        confidence=confidence_text(telling.confidence),
        told=f"fit {telling.score:.2f}" if len(sides) > 1 else "",
        group=group,
    )


def _bare_words(row: Row) -> str:
    match row:
        case Pledge():
            return row.text
        case Statement():
            return row.quote
        case Assessment():
            return row.outcome.text
        case _:
            return words(row.evidence)
