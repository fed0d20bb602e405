"""The brief: what happened, what was agreed, what stays disputed, what is expected, and who says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from comity.model import ActorRef, Relation
from comity.presentation.agreed import agreed, worth_a_line
from comity.presentation.bottom import bottom_line, head
from comity.presentation.differing import differing
from comity.presentation.disputed import disputed
from comity.presentation.dyads import main_dyad, read_dyad
from comity.presentation.ending import figures, sources, untold
from comity.presentation.expected import due, expected, watch
from comity.presentation.footnotes import quoted_in
from comity.presentation.happened import at_home, happened, pressures, timeline
from comity.presentation.judgements import MOST_JUDGED, expectations, judgements
from comity.presentation.material import Material, number_sources, pair_text, tells_of
from comity.presentation.names import actor_name
from comity.presentation.news import news
from comity.presentation.relation_brief import relation_section
from comity.presentation.said import said
from comity.presentation.values import Brief, Line, Section
from comity.record import rows_of

if TYPE_CHECKING:
    from comity.ledger import Ledger


def build_brief(
    ledger: "Ledger",
    *,
    dyad: str | None = None,
    since: str | None = None,
    full: bool = False,
    relation: Relation | None = None,
    as_of: str | None = None,
) -> Brief:
    """Give the brief of a ledger: its codings, and the incidents, pledges and outcomes drawn from them.

    With a `dyad` ("PER-CHL", either order) only its reports are read; without one all are, and the brief is
    about the pair of states with most events. `since` (an ISO day) adds what reports published from that day on
    brought; `full` gives every line rather than a page and a half; `relation` adds what was measured of the dyad, and
    its chart to the page. `as_of` is the ISO day up to which the ledger's reports count, where one was asked for. Lines
    rest on the rows and the reports' words alone: nothing is added that no report tells. Raises `UsageError` for a dyad
    that is not two known state codes.
    """
    codings = ledger.codings
    wanted = read_dyad(dyad) if dyad is not None else main_dyad(codings)
    pair = _pair(wanted)
    kept = tuple(codings)
    if dyad is not None and pair is not None:
        kept = tuple(coding for coding in codings if tells_of(coding, pair))
    held = {row.id for coding in kept for row in rows_of(coding)}
    material = Material(
        codings=kept,
        incidents=tuple(row for row in ledger.incidents if held.intersection(row.events)),
        pair=pair,
        sources=number_sources(kept),
        settled=ledger.settled,
        full=full,
    )
    told = ledger.pledges if wanted is None else ledger.pledges_of(wanted)
    material = replace(material, pledges=tuple(
        each for each in told if held.intersection(each.told) and worth_a_line(material, each)
    ))  # fmt: skip
    measured = () if relation is None else (relation_section(material, relation, wanted),)
    sections = _sections(material, since, measured)
    return Brief(
        dyad=wanted,
        title=pair_text(pair) if pair else "All reports",
        head=head(material),
        sections=sections,
        sources=tuple(sorted(material.sources.values(), key=lambda source: source.number)),
        timeline=timeline(material),
        relation=relation,
        as_of=as_of or material.last_day,
        quoted_in=quoted_in(material, sections),
    )


def _sections(material: Material, since: str | None, measured: Sequence[Section]) -> tuple[Section, ...]:
    """All sections in their order; one that has nothing to say even of its emptiness is left out."""
    to_watch = watch(material)
    held = expectations(material)
    judged_lines = judgements(material, held)
    judged = {row.id for each in held[:MOST_JUDGED] for row, _ in each.rows}
    found = [
        bottom_line(material, to_watch, judged=bool(judged_lines.lines)),
        judged_lines,
        *measured,
        *([news(material, since)] if since else []),
        happened(material),
        pressures(material),
        at_home(material),
        agreed(material),
        disputed(material),
        said(material),
        expected(material, judged),
        differing(material),
        *([figures(material)] if material.full else []),
        due(material),
        to_watch,
        sources(material),
        untold(material),
    ]
    return named_once([section for section in found if section.lines or section.empty], _people(material))


def _people(material: Material) -> dict[str, str]:
    """Give each person of a state as lines call them at first, with the bare name for later."""
    found = {}
    for coding in material.codings:
        for actor in coding.actors:
            if actor.id.startswith("person:") and actor.country:
                ref = ActorRef(actor.country, None, actor.id, actor.name, actor.name)
                found[actor_name(ref)] = actor.name
    return found


def named_once(sections: Sequence[Section], people: Mapping[str, str]) -> tuple[Section, ...]:
    """Give a person's state where a brief first names them, and the bare name from then on."""
    known: set[str] = set()

    def worded(line: Line) -> Line:
        text = line.text
        for label, name in people.items():
            # A label may open the sentence: "The United States' ...".
            found = re.search(re.escape(label), text, re.IGNORECASE)
            if found is not None:
                first = name if label in known else found[0]
                text = text[: found.start()] + first + text[found.end() :].replace(label, name)
                known.add(label)
        return msgspec.structs.replace(line, text=text)

    return tuple(msgspec.structs.replace(each, lines=tuple(worded(line) for line in each.lines)) for each in sections)


def _pair(dyad: str | None) -> tuple[str, str] | None:
    if dyad is None:
        return None
    one, _, other = dyad.partition("-")
    return one, other
