"""What happens of itself in the paths of a what-if: leaders go, pledges break or are kept, in both arms."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.model import LedgerPledge, Odds, Scenario
from comity.simulation.hazards import (
    OPEN,
    Goings,
    Term,
    assumed,
    broken_by,
    chances,
    first_month,
    goings,
    kept_by,
    term_of,
)
from comity.simulation.leaders import state_name
from comity.simulation.material import Material
from comity.simulation.types import Floats

LEADER, BROKEN, KEPT = "leader-replaced", "pledge-broken", "pledge-kept"


@dataclass(frozen=True)
class Course:
    """What the paths meet: `shocks` (input, months (n,) without, months (n,) with what is assumed), and the odds.

    Months are NaN where it does not come. `terms` are those of the leaders, `ignored` states without one.
    """

    shocks: tuple[tuple[str, Floats, Floats], ...]
    odds: tuple[Odds, ...]
    terms: tuple[Term, ...]
    ignored: tuple[str, ...]


def course(asked: Scenario, material: Material, first: date, rng: np.random.Generator) -> Course:
    """Draw what happens of itself, by the same chance in both arms."""
    shocks: list[tuple[str, Floats, Floats]] = []
    odds: list[Odds] = []
    terms, ignored = [], []
    without: list[Goings] = []
    within: list[Goings] = []
    for state in asked.dyad.split("-"):
        term = term_of(state, material.until)
        chance, camps, again = rng.random((3, asked.paths))
        if term is None:
            ignored.append(state)
            continue
        terms.append(term)
        base = goings(term, material.until, asked.months, chance, camps)
        changed, forced = _with_changes(asked, term, base, first, again, camps)
        shocks.append((LEADER, base.month, changed.month))
        without.append(base)
        within += [*forced, changed]
        odds.append(_leader_odds(asked, term, base, changed))
    if material.pledges:
        made, told = _pledges(asked, material, first, (without, within), rng)
        shocks += made
        odds += told
    return Course(tuple(shocks), tuple(odds), tuple(terms), tuple(ignored))


def _with_changes(
    asked: Scenario, term: Term, base: Goings, first: date, chance: Floats, camps: Floats
) -> tuple[Goings, list[Goings]]:
    """The goings of a state's leader given the scenario's changes, and these changes themselves."""
    changed, forced = base, []
    for each in asked.interventions:
        if each.input == LEADER and each.state == term.state:
            day = date.fromisoformat(each.date)
            at = (day.year - first.year) * 12 + day.month - first.month
            new = camps < 0.5 if each.camp is None else np.full(asked.paths, each.camp == "new")
            forced.append(Goings(np.full(asked.paths, float(at)), new.astype(np.float64)))
            changed = assumed(term, at, asked.months, chance, camps)
    return changed, forced


def _leader_odds(asked: Scenario, term: Term, base: Goings, changed: Goings) -> Odds:
    going = [float(np.isfinite(each.month).mean()) for each in (base, changed)]
    replaced = any(each.input == LEADER and each.state == term.state for each in asked.interventions)
    # Wilson's interval would be of the paths, not of what is known; terms counted in the table are worth these.
    spread = 1.645 * (going[1] * (1 - going[1]) / 12) ** 0.5
    return Odds(
        kind="leader",
        what=f"{term.leader}, {term.office} of {state_name(term.state)} since {term.since}, is replaced within "
        f"{asked.months} months" + (" (with: whoever follows is replaced in turn)" if replaced else ""),
        baseline=round(going[0], 4),
        scenario=round(going[1], 4),
        low=round(max(going[1] - spread, 0.0), 4),
        high=round(min(going[1] + spread, 1.0), 4),
        rests_on="lengths of terms in the codebook's table of leaders",
    )


def _pledges(
    asked: Scenario,
    material: Material,
    first: date,
    changes: tuple[list[Goings], list[Goings]],
    rng: np.random.Generator,
) -> tuple[list[tuple[str, Floats, Floats]], list[Odds]]:
    """The first pledge broken and the first one kept in each path, and the odds of every open one."""
    drawn = chances(material.pledges, asked.dyad, rng, asked.paths)
    settled = {each.pledge for each in asked.interventions if each.pledge}
    broken = [np.full(asked.paths, np.nan) for _ in range(2)]
    kept = [np.full(asked.paths, np.nan) for _ in range(2)]
    odds: list[Odds] = []
    for pledge in material.pledges:
        if pledge.status not in OPEN:
            continue
        form = material.forms.get(pledge.agreement or "")
        reached = [broken_by(drawn, each, asked.months, form) for each in changes]
        breaks, keeps = rng.random((2, asked.paths))
        odds.append(_odds(pledge, "pledge broken", [each[-1] for each in reached], form))
        dated = [kept_by(pledge, drawn, each, first) for each in reached]
        if dated[0] is not None and dated[1] is not None:
            odds.append(_odds(pledge, "pledge kept", [dated[0][1], dated[1][1]], form))
        for arm in range(2):
            if arm and pledge.id in settled:
                continue
            broken[arm] = np.fmin(broken[arm], first_month(reached[arm], breaks))
            due = dated[arm]
            if due is not None:
                kept[arm] = np.fmin(kept[arm], np.where(keeps < due[1], float(due[0]), np.nan))
    return [(BROKEN, broken[0], broken[1]), (KEPT, kept[0], kept[1])], odds


def _odds(pledge: LedgerPledge, kind: str, chance: list[Floats], form: str | None) -> Odds:
    low, high = np.quantile(chance[1], (0.05, 0.95))
    ratified = "a ratified treaty" if form == "treaty" else "no ratified treaty"
    return Odds(
        kind=kind,  # type: ignore[arg-type]
        what=pledge.text,
        baseline=round(float(chance[0].mean()), 4),
        scenario=round(float(chance[1].mean()), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
        rests_on=f"the stated priors of pledges ({ratified}), updated by the ledger",
        id=pledge.id,
    )
