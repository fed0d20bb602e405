"""A comparison in plain sentences: what both tell, what one leaves out, where they differ, whom each quotes."""

from collections.abc import Sequence

from comity.ledger import incidents
from comity.model import (
    Agreement,
    Assessment,
    Coding,
    Comparison,
    Disagreement,
    Event,
    Pledge,
    Position,
    Statement,
    Telling,
)
from comity.presentation.agreed import pledge_line
from comity.presentation.disagreeing import disagreement_text
from comity.presentation.dyads import main_dyad
from comity.presentation.expected import assessment_line
from comity.presentation.material import UNKNOWN_OUTLET, Material, words
from comity.presentation.names import actor_name, actor_names, issue_name
from comity.presentation.sentences import clause
from comity.presentation.stressing import first_section, tone_section, voices_section
from comity.presentation.values import Brief, Line, Section, Source
from comity.presentation.wording import (
    confidence_text,
    count_text,
    date_text,
    day_text,
    quoted,
    sentence,
    unique,
)

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
_STANCES = {"supports": "for", "opposes": "against", "demands": "demanding", "concedes": "yielding", "avoids": "silent"}

Row = Event | Agreement | Pledge | Statement | Position | Assessment


def build_comparison(comparison: Comparison, one: Coding, other: Coding) -> Brief:
    """Give a comparison of two codings in the form of a brief, so that every rendering of a brief draws it.

    The one is source [1], the other [2], whatever their dates. Lines rest on the rows and the reports' words alone.
    """
    codings = (one, other)
    dyad = main_dyad(codings)
    material = Material(codings, incidents(codings), None, _sources(codings))
    shelf = _Shelf(material)
    sections = (
        _told("both", "Told by both", comparison.both, shelf, "Nothing was found that both tell."),
        _told(
            "only-one", f"Only {_mark(one, 1)}", comparison.only_one, shelf, "It tells nothing that the other lacks."
        ),
        _told(
            "only-other",
            f"Only {_mark(other, 2)}",
            comparison.only_other,
            shelf,
            "It tells nothing that the other lacks.",
        ),
        _differently(comparison, material),
        _apparent(comparison, material),
        _years(comparison, material),
        voices_section(comparison, material),
        first_section(comparison, material, shelf.text),
        tone_section(comparison, material),
        _listed(material),
    )
    return Brief(
        dyad=dyad,
        title=f"{_name(one)} and {_name(other)}: do they tell the same story?",
        head=_head(comparison),
        sections=tuple(section for section in sections if section.lines or section.empty),
        sources=tuple(material.sources.values()),
        timeline=(),
        kind="comparison",
    )


class _Shelf:
    """The rows of both reports by id, worded."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.rows: dict[str, tuple[Row, Coding]] = {}
        for coding in material.codings:
            tables = (
                coding.events, coding.agreements, coding.pledges, coding.statements, coding.positions, coding.assessments
            )  # fmt: skip
            self.rows.update((row.id, (row, coding)) for table in tables for row in table)

    def text(self, id: str) -> str:
        """Give a row as a clause."""
        row, coding = self.rows[id]
        match row:
            case Event():
                return clause(row, event=row, published=coding.report.published)
            case Agreement():
                return f"{actor_names(row.parties)}: {row.form} {quoted(row.title)}"
            case Pledge():
                return pledge_line(self.material, row, (coding.report,)).text
            case Statement():
                who = self.material.speaker(row.speaker) if row.speaker else "an unnamed speaker"
                return f"{who}: {quoted(row.quote)}" + ("" if row.direct else " (reported speech)")
            case Position():
                return f"{actor_name(row.actor)} is {_STANCES[row.stance]} on {issue_name(row.issue)}"
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


def _told(key: str, title: str, tellings: Sequence[Telling], shelf: _Shelf, empty: str) -> Section:
    """The matters of a section in groups; the groups share the room, the surest lines of each first to stay."""
    kept = _fair(tellings)
    lines: list[Line] = []
    group = ""
    for telling in tellings:
        if telling not in kept:
            continue
        heading = _GROUPS[telling.kind]
        line = _line(telling, shelf, heading if heading != group else "")
        if any(line.text == each.text for each in lines):
            continue
        lines.append(line)
        group = heading
    rest = len(tellings) - len(kept)
    more = f"{count_text(rest, 'more line').capitalize()} left out here; --json gives all." if rest > 0 else ""
    return Section(key, title, tuple(lines), empty, more)


def _fair(tellings: Sequence[Telling]) -> list[Telling]:
    """Cut to the most lines by taking from each kind in turn, the surest first."""
    queues = [
        sorted((each for each in tellings if each.kind == kind), key=lambda each: -each.confidence) for kind in _GROUPS
    ]
    kept: list[Telling] = []
    while len(kept) < min(MOST_LINES, len(tellings)):
        for at, queue in enumerate(queues):
            # Acts are what a story is made of: two of them for one of every other kind.
            for _ in range(2 if at == 0 else 1):
                if queue and len(kept) < MOST_LINES:
                    kept.append(queue.pop(0))
    return kept


def _line(telling: Telling, shelf: _Shelf, group: str) -> Line:
    sides = [side for side in (telling.one, telling.other) if side is not None]
    ids = [side.rows[0] for side in sides if side.rows]
    # The surer report words the line; of equals, the one that is named first.
    best = max(ids, key=lambda id: shelf.rows[id][0].confidence)
    when, status = shelf.when(best)
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


def _differently(comparison: Comparison, material: Material) -> Section:
    several = comparison.differently
    lines = tuple(_disagreement_line(each, material) for each in several[:MOST_LINES])
    rest = len(several) - len(lines)
    more = f"{count_text(rest, 'more difference').capitalize()} left out here; --json gives all." if rest > 0 else ""
    empty = "No difference was found in what both tell."
    return Section("differently", "Told differently", lines, empty, more)


def _apparent(comparison: Comparison, material: Material) -> Section:
    lines = tuple(_disagreement_line(each, material) for each in comparison.apparent[:MOST_LINES])
    rest = len(comparison.apparent) - len(lines)
    more = f"{count_text(rest, 'more')} left out here; --json gives all.".capitalize() if rest > 0 else ""
    return Section("apparent", "What looks like a difference and is none", lines, "", more)


def _disagreement_line(each: Disagreement, material: Material) -> Line:
    sides = [side for side in (each.one, each.other) if side.report in material.sources]
    return Line(
        text=sentence(disagreement_text(each, material)),
        status=each.kind,
        sources=material.cite(side.report for side in sides),
        evidence=unique(words(side.evidence[:1]) for side in sides),
        confidence=confidence_text(each.confidence),
    )


def _years(comparison: Comparison, material: Material) -> Section:
    lines = []
    for each in comparison.attributions:
        if each.fits is False:
            continue
        verdict = f"agrees: {each.note}" if each.fits else f"can't tell: {each.note}"
        text = f"{each.office} {each.person} in {each.year}: the who's who {verdict}"
        lines.append(Line(sentence(text), sources=material.cite((each.report,)),
                          evidence=unique([words(each.evidence)])))  # fmt: skip
    return Section("years", "Years of office, held against the who's who", tuple(lines[:MOST_LINES]), "")


def _head(comparison: Comparison) -> str:
    """Give the answer in two sentences: how much they share and differ, and whether one copies the other."""
    share = f"{comparison.shared_words:.0%}"
    if not comparison.independent:
        whole = "all" if comparison.shared_words == 1 else share
        origin = f"Copies: {whole} of the shorter report's wording stands in the other; independent: no."
    else:
        origin = f"Their wording is their own ({share} of the shorter report's stands in the other); independent: yes."
    acts = [count_text(sum(each.kind == "act" for each in told), "act") for told in (
        comparison.both, comparison.only_one, comparison.only_other)]  # fmt: skip
    told = f"Both tell {acts[0]}; only [1] tells {acts[1]}, only [2] tells {acts[2]}."
    real = count_text(len(comparison.differently), "point")
    told += f" They differ on {real}." if comparison.differently else " They differ on no point that was found."
    return f"{told} {origin}"


def _sources(codings: Sequence[Coding]) -> dict[str, Source]:
    """Number the reports in the order in which they were named."""
    reports = [coding.report for coding in codings]
    return {
        report.id: Source(
            number, report.id, report.outlet or UNKNOWN_OUTLET, report.published, report.title, report.url
        )
        for number, report in enumerate(reports, start=1)
    }


def _listed(material: Material) -> Section:
    lines = []
    for source in material.sources.values():
        outlet = source.outlet[:1].upper() + source.outlet[1:]
        when = day_text(source.published) if source.published else "no date of publication"
        title = quoted(source.title) if source.title else "without a title"
        lines.append(Line(sentence(f"{outlet}, {when}, {title}"), date=when, sources=(source,)))
    return Section("sources", "The two reports", tuple(lines))


def _name(coding: Coding) -> str:
    return coding.report.outlet or (quoted(coding.report.title, most=12) if coding.report.title else coding.report.id)


def _mark(coding: Coding, number: int) -> str:
    return f"[{number}]" + (f", {coding.report.outlet}" if coding.report.outlet else "")
