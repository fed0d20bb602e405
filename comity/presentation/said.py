"""The section on what was said: the most telling statements of both sides, direct ones and leaders first."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from comity import codebook
from comity.errors import CodebookError
from comity.model import Actor, Coding, Report, Statement
from comity.presentation.dyads import states_in
from comity.presentation.material import Material, words
from comity.presentation.names import UNNAMED, actor_name, actor_names
from comity.presentation.values import Line, Section
from comity.presentation.wording import confidence_text, count_text, date_text, quoted, sentence

MOST = 12
# One quoted word says little and a speech is not read; between these a quote stands for itself.
_SHORT, _LONG = 4, 45
_NO_RANK = 7

Told = tuple[Statement, tuple[Report, ...]]


def said(material: Material) -> Section:
    """At most twelve statements, both sides in turn, each once with its date."""
    ranked = _in_turn(material, _ranked(material))
    lines = tuple(_line(material, statement, reports) for statement, reports in ranked[:MOST])
    rest = len(ranked) - len(lines)
    more = f"The record holds {count_text(rest, 'more statement')}." if rest > 0 else ""
    return Section("said", "What was said", lines, "No statement was found.", more)


def statements_of(material: Material) -> list[tuple[Statement, Report]]:
    """Give the statements that belong here: by one of the pair, not only about somebody beyond it."""
    return [
        (statement, coding.report)
        for coding in material.codings
        for statement in coding.statements
        if _belongs(material, statement)
    ]


def _belongs(material: Material, statement: Statement) -> bool:
    if not material.asked or material.pair is None:
        return True
    speaker = statement.speaker.country if statement.speaker else None
    others = states_in((*statement.about, *statement.addressees))
    pair = set(material.pair)
    return (speaker in pair and (not others or bool(others & pair))) or (
        speaker is not None and pair <= others
    )


def _ranked(material: Material) -> list[Told]:
    """Each statement once (one quote may hold another's words), the most telling first."""
    ranks = speaker_ranks(material.codings)
    by_speaker: dict[str, list[tuple[str, Statement, list[Report]]]] = {}
    for statement, report in sorted(statements_of(material), key=lambda row: -len(row[0].quote)):
        held = by_speaker.setdefault(_speaker(statement), [])
        bare = _bare(statement.quote)
        twin = next((reports for quote, _, reports in held if bare in quote), None)
        if twin is None:
            held.append((bare, statement, [report]))
        elif report not in twin:
            twin.append(report)

    def weight(row: tuple[str, Statement, list[Report]]) -> tuple[bool, int, bool, float, float, str]:
        statement = row[1]
        size = len(statement.quote.split())
        speaker = _speaker(statement)
        rank = min(ranks.get(speaker, _NO_RANK), _rank_of(speaker))
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


def _bare(quote: str) -> str:
    return " ".join("".join(letter for letter in word if letter.isalnum()) for word in quote.lower().split())


def _in_turn(material: Material, rows: Sequence[Told]) -> list[Told]:
    """Let the two sides speak in turn, so that neither fills the section; others come after them."""
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
    return order + sides[2]


def speaker_ranks(codings: Iterable[Coding]) -> dict[str, int]:
    """Give the rank of each actor's highest office by id: 1 head of state or government's own, to 6."""
    found: dict[str, int] = {}
    for coding in codings:
        for actor in coding.actors:
            rank = min((_office_rank(title) for title in _titles(actor)), default=_NO_RANK)
            found[actor.id] = min(rank, found.get(actor.id, _NO_RANK))
    return found


def _titles(actor: Actor) -> list[str]:
    named = [actor.name.partition(",")[0]] if actor.id.startswith("office:") else []
    return [role.title for role in actor.roles] + named


def _office_rank(title: str) -> int:
    try:
        office = codebook.offices().get(title.lower())
    except CodebookError:
        return _NO_RANK
    return office.rank if office else _NO_RANK


@lru_cache(maxsize=1)
def _leader_offices() -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for leader in codebook.leaders():
            found[leader.id] = min(_office_rank(leader.office), found.get(leader.id, _NO_RANK))
    except CodebookError:
        return {}
    return found


def _rank_of(id: str) -> int:
    """Rank a speaker by the id alone: a leader of the table, or an office whose title the id spells."""
    if id.startswith("office:"):
        return _office_rank(id.rpartition(":")[2].replace("-", " "))
    return _leader_offices().get(id, _NO_RANK) if id.startswith("person:") else _NO_RANK


def _line(material: Material, statement: Statement, reports: Sequence[Report]) -> Line:
    speaker = actor_name(statement.speaker) if statement.speaker else UNNAMED
    if statement.addressees:
        verb = f"told {actor_names(statement.addressees)}"
    elif statement.about:
        verb = f"said of {actor_names(statement.about)}"
    else:
        verb = "said"
    manner = "" if statement.direct else ", in the report's words"
    return Line(
        text=sentence(f"{speaker} {verb}{manner}: {quoted(statement.quote)}"),
        date=date_text(statement.said_on),
        status="direct quote" if statement.direct else "reported speech",
        sources=material.cite(report.id for report in reports),
        evidence=(words(statement.evidence),) if statement.evidence else (),
        confidence=confidence_text(statement.confidence),
        told=count_text(len(reports), "report"),
    )
