"""The section on what was said: the most telling statements of both sides, direct ones and leaders first."""

import re
from collections.abc import Sequence

from comity.model import Report, Statement
from comity.presentation.dyads import states_in
from comity.presentation.happened import most_lines
from comity.presentation.material import Material, bare, told_by, words
from comity.presentation.names import UNNAMED, actor_names
from comity.presentation.ranks import NO_RANK, rank_of, speaker_ranks
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, count_text, date_text, listing, quoted, sentence

_MOST = 3
# One quoted word says little and a speech is not read; between these a quote stands for itself.
_SHORT, _LONG = 4, 45
# Up to so many words a quote is a label or a term rather than something said.
_LABEL = 3
_MOST_ABOUT = 2
# Room that is kept for those who speak for neither side.
_OTHERS = 1
_INTRODUCED = re.compile(r"""\bthe\s+(word|term|phrase)s?\s*["“'‘]*$""", re.IGNORECASE)

Told = tuple[Statement, tuple[Report, ...]]


def said(material: Material) -> Section:
    """A few statements, both sides in turn, each once with its date."""
    told = [row for row in _ranked(material) if _worth_a_line(material, row[0])]
    ranked = _in_turn(material, _together(told))
    most = most_lines(material, base=_MOST)
    lines = tuple(_line(material, statement, reports) for statement, reports in ranked[:most])
    rest = len(ranked) - len(lines)
    more = f"The record holds {count_text(rest, 'more statement')}." if rest > 0 else ""
    return Section("said", "What was said", lines, "No statement was found.", more)


def _together(told: Sequence[Told]) -> list[Told]:
    """Leave out a second speaker's row of words that both said in one report; the line names both."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for statement, reports in told:
        key = (bare(statement.quote), reports[0].id)
        if key not in seen:
            kept.append((statement, reports))
        seen.add(key)
    return kept


def _speakers(material: Material, statement: Statement, report: Report) -> str:
    """Name all who said the same words in one report."""
    said_words = bare(statement.quote)
    rows = next((each.statements for each in material.codings if each.report.id == report.id), ())
    names = [
        material.speaker(row.speaker)
        for row in rows
        if row.speaker and row.direct == statement.direct and bare(row.quote) == said_words
    ]
    return listing(list(dict.fromkeys(names))) or UNNAMED


def statements_of(material: Material) -> list[tuple[Statement, Report]]:
    """Give the statements that belong here: by one of the pair, not only about somebody beyond it."""
    return [
        (statement, coding.report)
        for coding in material.codings
        for statement in coding.statements
        if _belongs(material, statement)
    ]


def _belongs(material: Material, statement: Statement) -> bool:
    if material.pair is None:
        return True
    speaker = statement.speaker.country if statement.speaker else None
    others = states_in((*statement.about, *statement.addressees))
    pair = set(material.pair)
    return (speaker in pair and (not others or bool(others & pair))) or (speaker is not None and pair <= others)


def _ranked(material: Material) -> list[Told]:
    """Each statement once (one quote may hold another's words), the most telling first."""
    ranks = speaker_ranks(material.codings)
    by_speaker: dict[str, list[tuple[str, Statement, list[Report]]]] = {}
    for statement, report in sorted(statements_of(material), key=lambda row: -len(row[0].quote)):
        held = by_speaker.setdefault(_speaker(statement), [])
        said_words = bare(statement.quote)
        twin = next((reports for quote, _, reports in held if said_words in quote), None)
        if twin is None:
            held.append((said_words, statement, [report]))
        elif report not in twin:
            twin.append(report)

    def weight(row: tuple[str, Statement, list[Report]]) -> tuple[bool, int, bool, float, float, str]:
        statement = row[1]
        size = len(statement.quote.split())
        speaker = _speaker(statement)
        rank = min(ranks.get(speaker, NO_RANK), rank_of(speaker))
        tone = abs(statement.tone or 0.0)
        return (
            not statement.direct,
            rank,
            not _SHORT <= size <= _LONG,
            -tone,
            -statement.confidence,
            statement.id,
        )

    found = sorted((row for held in by_speaker.values() for row in held), key=weight)
    return [(statement, tuple(reports)) for _, statement, reports in found]


def _speaker(statement: Statement) -> str:
    return (statement.speaker.id or statement.speaker.text) if statement.speaker else ""


def _in_turn(material: Material, rows: Sequence[Told]) -> list[Told]:
    """Let the two sides speak in turn, so that neither fills the section; one other closes it."""
    if material.pair is None:
        return list(rows)
    sides: list[list[Told]] = [[], [], []]
    for row in rows:
        country = row[0].speaker.country if row[0].speaker else None
        sides[material.pair.index(country) if country in material.pair else 2].append(row)
    if rows and sides[1] and rows[0] is sides[1][0]:
        sides[0], sides[1] = sides[1], sides[0]
    order: list[Told] = []
    for at in range(max(len(sides[0]), len(sides[1]))):
        order += [side[at] for side in sides[:2] if at < len(side)]
    others = [row for row in sides[2] if row[0].direct][:_OTHERS]
    first = _MOST - 1
    return order[:first] + others + order[first:] + [row for row in sides[2] if row not in others]


def _line(material: Material, statement: Statement, reports: Sequence[Report]) -> Line:
    speaker = _speakers(material, statement, reports[0])
    manner = "" if statement.direct else ", in the report's words"
    quote = statement.quote if statement.direct else statement.quote.removeprefix("that ")
    verb = _verb(statement)
    stop = "" if verb.startswith("used the ") else ":"
    return Line(
        text=sentence(f"{speaker} {verb}{manner}{stop} {quoted(quote)}"),
        date=date_text(statement.said_on),
        status="direct quote" if statement.direct else "reported speech",
        sources=material.cite(report.id for report in reports),
        evidence=(words(statement.evidence),) if statement.evidence else (),
        confidence=confidence_text(statement.confidence),
        told=told_by(len(reports)),
    )


def _verb(statement: Statement) -> str:
    """Say whom the words were told to or of; a speaker's own state is no news as their subject."""
    if (kind := named_as(statement)) and len(statement.quote.split()) <= _LABEL:
        return f"used the {kind}"
    heard = [ref for ref in statement.addressees if not (ref.id or "").startswith("office:unknown")]
    if heard:
        return f"told {actor_names(heard)}"
    own = statement.speaker.country if statement.speaker else None
    about = [ref for ref in statement.about if ref.country != own or (ref.id or "").startswith("person:")]
    about = [ref for ref in about if ref.country and not (ref.id or "").startswith("place:")]
    return f"said of {actor_names(about)}" if 0 < len(about) <= _MOST_ABOUT else "said"


def named_as(statement: Statement) -> str:
    """Give "word" or "phrase" when the report introduces the quote so; else ""."""
    for span in statement.evidence:
        at = span.text.find(statement.quote)
        found = _INTRODUCED.search(span.text[:at]) if at > 0 else None
        if found:
            return found[1].lower()
    return ""


def _worth_a_line(material: Material, statement: Statement) -> bool:
    """Leave out quoted terms ("comfort women"): few words that label nobody and carry no tone."""
    if len(statement.quote.split()) > _LABEL or not statement.direct:
        return True
    if bare(statement.quote) in material.pledged_words:
        return False
    return statement.tone is not None or bool(named_as(statement))
