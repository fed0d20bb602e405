"""What an answer rests on and what it can't know, in sentences."""

from collections.abc import Sequence

from comity.model import Effect, Scenario
from comity.simulation.inputs import inputs
from comity.simulation.leaders import state_name
from comity.simulation.material import Material
from comity.simulation.own_course import Course


def assumptions(asked: Scenario, material: Material, own: Course) -> tuple[str, ...]:
    """Give what is assumed: the interventions first, then what goes on of itself in both arms."""
    told = [_assumed(asked, at) for at in range(len(asked.interventions))]
    told.append(
        f"the relation goes on from {material.until} as its level moved from {material.since} on; "
        f"{asked.paths:,} paths, seed {asked.seed}, the same chance with and without"
    )
    for term in own.terms:
        told.append(
            f"{term.leader} leads {state_name(term.state)} on {material.until} and goes as terms of this office end in "
            "the table of leaders"
        )
    told += [f"nobody leads {state_name(state)} in the table of leaders, so no one goes" for state in own.ignored]
    if any(each.kind != "leader" for each in own.odds):
        told.append("open pledges break or are kept by the stated chances, which a leader of a new camp changes")
    return tuple(told)


def _assumed(asked: Scenario, at: int) -> str:
    each = asked.interventions[at]
    kind = inputs()[each.input]
    if each.state:
        camp = {"same": " of the same camp", "new": " of a new camp", None: ""}[each.camp]
        follows = each.successor or "a successor"
        return f"{each.date}: {follows}{camp} follows {each.leader} as {each.office} of {state_name(each.state)}"
    by = f" by {state_name(each.by)}" if each.by else ""
    of = f" ({each.pledge})" if each.pledge else ""
    return f"{each.date}: {kind.name}{of}{by}"


def unknown(asked: Scenario, effects: Sequence[Effect], material: Material) -> tuple[str, ...]:
    """Give what the engine can't know, the most particular first."""
    told = []
    for each in effects:
        if each.footing == "prior only":
            told.append(f"whether {each.name} does anything: {each.used} precedents can't tell its effect from none")
        elif each.own == 0:
            told.append(f"what {each.name} does between these two: all {each.used} precedents are other dyads'")
    if any(each.state and each.camp for each in asked.interventions):
        told.append("what the camp does to the level: the table of leaders tells no camps, so it changes pledges only")
    if any(each.successor for each in asked.interventions):
        told.append("who the successor is: any change of leader has the effect of an average one")
    if any(each.note for each in asked.interventions):
        told.append("what the notes of the scenario add: they are for readers")
    told += [
        "whether a precedent caused what followed it: the study compares dates that were alike before, no more",
        "acts of others that answer the scenario, and what no report of the record told",
    ]
    if len(asked.interventions) > 1:
        told.append("whether the inputs strengthen or weaken each other: their effects are added up")
    return tuple(told)
