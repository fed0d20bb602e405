"""The brief: what happened, what was agreed, what stays disputed, what is expected, and who says so."""

from collections.abc import Sequence

from comity.model import Coding, Incident
from comity.presentation.agreed import agreed, pledges_of
from comity.presentation.bottom import bottom_line, head
from comity.presentation.differing import differing
from comity.presentation.disputed import disputed
from comity.presentation.dyads import main_dyad, read_dyad
from comity.presentation.ending import figures, sources, untold
from comity.presentation.expected import expected, watch
from comity.presentation.happened import at_home, happened, pressures, timeline
from comity.presentation.material import Material, number_sources, pair_text, tells_of
from comity.presentation.said import said
from comity.presentation.values import Brief


def build_brief(codings: Sequence[Coding], incidents: Sequence[Incident], *, dyad: str | None = None) -> Brief:
    """Give the brief of these codings and the incidents merged from them.

    With a `dyad` ("PER-CHL", either order) only its reports are read; without one all are, and the brief is
    about the pair of states with most events. Lines rest on the rows and the reports' words alone: nothing
    is added that no report tells. Raises `UsageError` for a dyad that is not two known state codes.
    """
    wanted = read_dyad(dyad) if dyad is not None else main_dyad(codings)
    pair = _pair(wanted)
    kept = tuple(codings)
    if dyad is not None and pair is not None:
        kept = tuple(coding for coding in codings if tells_of(coding, pair))
    held = {event.id for coding in kept for event in coding.events}
    material = Material(
        codings=kept,
        incidents=tuple(row for row in incidents if held.intersection(row.events)),
        pair=pair,
        sources=number_sources(kept),
    )
    pledges = pledges_of(material)
    to_watch = watch(material, pledges)
    sections = (
        bottom_line(material, pledges, to_watch),
        happened(material),
        pressures(material),
        at_home(material),
        agreed(material, pledges),
        disputed(material),
        said(material),
        expected(material),
        differing(material),
        figures(material),
        to_watch,
        sources(material),
        untold(material),
    )
    return Brief(
        dyad=wanted,
        title=pair_text(pair) if pair else "All reports",
        head=head(material),
        # A section that has nothing to say even of its emptiness (figures) is left out.
        sections=tuple(section for section in sections if section.lines or section.empty),
        sources=tuple(sorted(material.sources.values(), key=lambda source: source.number)),
        timeline=timeline(material),
    )


def _pair(dyad: str | None) -> tuple[str, str] | None:
    if dyad is None:
        return None
    one, _, other = dyad.partition("-")
    return one, other
