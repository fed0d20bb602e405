"""The measured relation as a short section of a brief: where it stands, the last turn, and what drove it."""

from comity.errors import UsageError
from comity.model import Act, Relation
from comity.presentation.material import Material
from comity.presentation.relation_acts import act_text
from comity.presentation.relation_level import level_text, measured, rank_text, stale_text
from comity.presentation.relation_parts import last_turn_text, last_turns
from comity.presentation.values import Line, Section
from comity.presentation.wording import quoted, sentence, unique

_MOST_DRIVERS = 2


def relation_section(material: Material, relation: Relation, dyad: str | None) -> Section:
    """Give two or three lines on a relation; raises `UsageError` when it is of another dyad than the brief.

    An act that a report of the brief tells is cited by that report; any other names its outlet and coder.
    """
    if relation.dyad != dyad:
        step = f"measure {dyad}" if dyad else "name the dyad of the brief"
        raise UsageError(
            f"the relation of {relation.dyad}", f"does not belong into a brief of {dyad or 'no dyad'}", step
        )
    known = measured(relation)
    if not known:
        return Section("relation", "The relation", (), "Its level could not be measured.")
    now = known[-1]
    told = (level_text(relation, now), stale_text(relation, now), rank_text(relation, known))
    lines = [Line(" ".join(sentence(text) for text in told if text))]
    for turn in last_turns(relation)[:1]:
        lines.append(Line(sentence(last_turn_text(turn, relation.period))))
        if drivers := turn.drivers[:_MOST_DRIVERS]:
            lines.append(_drivers(material, drivers))
    return Section("relation", "The relation", tuple(lines))


def _drivers(material: Material, drivers: tuple[Act, ...]) -> Line:
    incidents = {incident.id: incident for incident in material.incidents}
    reports = {
        act.id: [report.id for _, report in material.told(incidents[act.id])] if act.id in incidents else []
        for act in drivers
    }
    texts = [act_text(act, sourced=not material.cite(reports[act.id])) for act in drivers]
    return Line(
        text=sentence(f"driven most by: {'; '.join(texts)}"),
        sources=material.cite(report for found in reports.values() for report in found),
        evidence=unique(quoted(act.text) for act in drivers if act.text),
        sub=True,
    )
