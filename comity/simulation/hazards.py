"""What may happen on its own: a leader goes, a pledge is broken or kept; and what a scenario changes about it.

Priors of pledges (stated in docs/method/what-if.md): open repudiation within 24 months is Beta(1, 24) under the same
camp, and under a new one Beta(1, 19) for a ratified treaty and Beta(2, 6) for a statement without ratification; a
dated pledge is kept without a change of leader by Beta(7, 3). The ledger's settled pledges update them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.model import LedgerPledge
from comity.simulation.leaders import handovers, holder, monthly_hazard, months_between
from comity.simulation.types import Floats

SAME, TREATY, STATEMENT, KEPT = (1.0, 24.0), (1.0, 19.0), (2.0, 6.0), (7.0, 3.0)
# Months to which the chances of repudiation belong.
WITHIN = 24
OPEN = ("open", "due", "partly")


@dataclass(frozen=True)
class Term:
    """A leader's time: who holds which office of a state since when; `hazard` (M,) by months served."""

    state: str
    office: str
    leader: str
    since: str
    hazard: Floats


@dataclass(frozen=True)
class Goings:
    """Months (n,) in which a state's leader goes in each path, NaN for none; `new` (n,) says to a new camp."""

    month: Floats
    new: Floats


def term_of(state: str, on: str) -> Term | None:
    """Give the term of who leads a state on a day; null where the table of leaders knows nobody."""
    row = holder(state, on)
    if row is None or len(row.since) != 10:
        return None
    return Term(state, row.office, row.name, row.since, monthly_hazard(state, row.office))


def goings(term: Term, on: str, months: int, chance: Floats, camps: Floats) -> Goings:
    """Draw the month in which each path's leader goes, from the day on, by uniform numbers (n,)."""
    served = months_between(term.since, on) + np.arange(months)
    hazard = term.hazard[np.minimum(served, len(term.hazard) - 1)]
    gone = 1 - np.cumprod(1 - hazard)
    month = np.searchsorted(gone, chance).astype(np.float64)
    month[month >= months] = np.nan
    # Whether a successor is of another camp is not in the table: even odds, give or take.
    return Goings(month, (camps < 0.5).astype(np.float64))


def assumed(term: Term, at: int, months: int, chance: Floats, camps: Floats) -> Goings:
    """Give the goings when this leader is replaced in month `at`: nobody goes before, the next term is a new one."""
    left = months - at
    gone = 1 - np.cumprod(1 - term.hazard[:left])
    after = np.searchsorted(gone, chance).astype(np.float64)
    after[after >= left] = np.nan
    return Goings(after + at, (camps < 0.5).astype(np.float64))


def chances(pledges: Sequence[LedgerPledge], dyad: str, rng: np.random.Generator, paths: int) -> dict[str, Floats]:
    """Draw the chances (n,) of the four priors, updated by what became of settled pledges.

    A settled pledge that saw no change of leader on either side updates that of delivery. One that saw a change counts
    half for the same camp and half for a new one, since the table of leaders does not tell camps.
    """
    kept = np.array(KEPT)
    same, statement = np.array(SAME), np.array(STATEMENT)
    for pledge in pledges:
        end = next((each.on for each in reversed(pledge.history) if each.status == pledge.status and each.on), None)
        made = pledge.made_on.start if pledge.made_on and pledge.made_on.start else None
        if pledge.status in (*OPEN, "lapsed") or end is None:
            continue
        good = pledge.status == "fulfilled"
        changed = made is not None and any(handovers(state, made[:10], end[:10]) for state in dyad.split("-"))
        if not changed:
            kept += (good, not good)
        else:
            same += (0.5 * (not good), 0.5 * good)
            statement += (0.5 * (not good), 0.5 * good)
    named = {"same": same, "treaty": np.array(TREATY), "statement": statement, "kept": kept}
    return {name: rng.beta(each[0], each[1], paths) for name, each in named.items()}


def broken_by(drawn: Mapping[str, Floats], changes: Sequence[Goings], months: int, form: str | None) -> Floats:
    """Give the chance (T, n) that a pledge has been openly repudiated by the end of each month.

    Until a leader of a new camp comes it is that of the same camp; from then on that of a new one.
    """
    new = drawn["treaty" if form == "treaty" else "statement"]
    slow = 1 - (1 - drawn["same"]) ** (1 / WITHIN)
    fast = 1 - (1 - new) ** (1 / WITHIN)
    since = np.full(len(slow), np.inf)
    for each in changes:
        month = np.where(np.isnan(each.month) | (each.new < 0.5), np.inf, each.month)
        since = np.minimum(since, month)
    months_there = np.arange(months)[:, None]
    hazard = np.where((months_there >= since) & (months_there < since + WITHIN), np.maximum(fast, slow), slow)
    return np.asarray(1 - np.cumprod(1 - hazard, axis=0))


def kept_by(
    pledge: LedgerPledge, drawn: Mapping[str, Floats], broken: Floats, first: date
) -> tuple[int, Floats] | None:
    """Give the month in which a dated pledge falls due and the chance (n,) that it is then kept; null if undated."""
    if pledge.due is None or pledge.due.end is None:
        return None
    due = date.fromisoformat(pledge.due.end[:10])
    month = (due.year - first.year) * 12 + due.month - first.month
    if not 0 <= month < len(broken):
        return None
    return month, drawn["kept"] * (1 - broken[month])


def first_month(reached: Floats, chance: Floats) -> Floats:
    """Give the first month (n,) in which a rising chance (T, n) passes a uniform number, NaN for none."""
    passed = reached >= chance[None]
    return np.where(passed.any(axis=0), passed.argmax(axis=0).astype(np.float64), np.nan)
