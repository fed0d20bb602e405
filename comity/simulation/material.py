"""What a record gives to a what-if, gathered by the API; and the precedents in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from comity.measurement import Counts, Learnt, Series, foresee
from comity.model import Act, LedgerPledge, Precedent
from comity.simulation.inputs import Input
from comity.simulation.leaders import handovers, state_name
from comity.simulation.panel import Panel, excitation, faded, panels, surprises
from comity.simulation.paths import Start
from comity.simulation.study import Found, Studied, look, pooled
from comity.simulation.types import Floats

# Statuses of the ledger that are precedents of a pledge kept or broken.
SETTLED = {"pledge-kept": ("fulfilled",), "pledge-broken": ("broken", "withdrawn")}


@dataclass(frozen=True)
class Material:
    """A dyad's own `panel` and `acts`, and those of the dyads that lend theirs (`others`, `acts_of`).

    `acts_of` also holds acts of third states towards the two. `forms` gives the form of an agreement by its id.
    `since` and `until` are the first and last day covered.
    """

    dyad: str
    panel: Panel
    start: Start
    since: str
    until: str
    acts: Sequence[Act]
    others: Sequence[Panel] = ()
    acts_of: Mapping[str, Sequence[Act]] = field(default_factory=dict)
    pledges: Sequence[LedgerPledge] = ()
    forms: Mapping[str, str] = field(default_factory=dict)


def started(own: Series, learnt: Learnt, lenders: Sequence[Panel]) -> tuple[Panel, Start]:
    """Filter a dyad's own series: its panel, and where it stands."""
    dynamics, prior = learnt.dynamics, learnt.prior
    more = float(np.log(2))
    doubled = type(prior)((prior.means[0] + more, prior.means[1] + more), prior.acts)
    seen = foresee(Counts(own.weights[:1], own.exposure), dynamics, doubled)
    (panel,) = panels((own.dyad,), own.starts, seen)
    past = surprises(panel, dynamics.dispersion)
    recent = panel.exposed[:, panel.covered][:, -12:]
    start = Start(
        state=np.asarray(seen.state[0], dtype=np.float64),
        means=seen.means[0],
        dynamics=dynamics,
        excitation=excitation((panel, *lenders), dynamics.dispersion),
        carried=faded(np.column_stack([past, np.zeros(2)]))[:, -1],
        exposure=recent.mean(axis=1),
    )
    return panel, start


def lent(
    dyads: Sequence[str], weights: Floats, exposure: Floats, starts: Sequence[object], learnt: Learnt
) -> tuple[Panel, ...]:
    """Filter the dyads that lend their precedents: `weights` (N, 2, T) of one coder that covered `exposure` (T,)."""
    if not dyads:
        return ()
    prior = learnt.prior
    more = float(np.log(2))
    doubled = type(prior)((prior.means[0] + more, prior.means[1] + more), prior.acts)
    seen = foresee(Counts(weights[:, :, None], exposure[None]), learnt.dynamics, doubled)
    return panels(dyads, starts, seen)  # type: ignore[arg-type]


def study(kind: Input, material: Material, *, by: str | None = None) -> tuple[Studied, tuple[Precedent, ...]]:
    """Give the effect of an input on the dyad, and every precedent, the dyad's own first and the latest first.

    `by` keeps precedents of the dyad by this state; a third state's are what it did towards either of the two, and only
    the dyad itself tells what follows them.
    """
    third = by is not None and by not in material.dyad.split("-")
    listed = _own_precedents(kind, material, by)
    found = _look(kind, material.panel, material.acts, listed)
    told = [_answered(each, material.panel, found) for each in listed]
    others: list[Found] = []
    if not third and kind.source in ("acts", "leaders"):
        for panel in material.others:
            acts = [act for act in material.acts_of.get(panel.dyad, ()) if kind.shows(act)]
            rows = (
                _of_acts(acts, panel.dyad, own=False) if kind.source == "acts" else _of_leaders(kind, panel, own=False)
            )
            seen = _look(kind, panel, acts, rows)
            if seen is not None:
                others.append(seen)
                told += [_answered(each, panel, seen) for each in rows]
    return pooled(found, others), tuple(told)


def _own_precedents(kind: Input, material: Material, by: str | None) -> list[Precedent]:
    if kind.source == "leaders":
        return _of_leaders(kind, material.panel, own=True)
    if kind.source == "nothing":
        return []
    if kind.source == "pledges":
        return _of_pledges(kind, material)
    sides = material.dyad.split("-")
    if by is not None and by not in sides:
        towards = [act for side in sides for act in material.acts_of.get("-".join(sorted((by, side))), ())]
        acts = [act for act in towards if act.actor == by or act.joint]
    else:
        acts = [act for act in material.acts if by is None or act.joint or act.actor == by]
    return _of_acts([act for act in acts if kind.shows(act)], material.dyad, own=True)


def _of_acts(acts: Iterable[Act], dyad: str, *, own: bool) -> list[Precedent]:
    """The acts as precedents, the latest first; what two rows tell in the same words of a day is one."""
    rows = {(act.date, act.text): act for act in acts}
    return [
        Precedent(dyad=dyad, date=act.date, text=act.text, source=act.source or act.coder, own=own, act=act)
        for act in sorted(rows.values(), key=lambda act: act.date, reverse=True)
    ]


def _of_leaders(kind: Input, panel: Panel, *, own: bool) -> list[Precedent]:
    if kind.source != "leaders":
        return []
    first, last = panel.starts[0].isoformat(), panel.starts[-1].isoformat()
    rows = [row for state in panel.dyad.split("-") for row in handovers(state, first, last)]
    return [
        Precedent(
            dyad=panel.dyad,
            date=row.date,
            text=f"{row.follows} followed {row.left} as {row.office} of {state_name(row.state)}",
            source="the codebook's table of leaders",
            own=own,
        )
        for row in sorted(rows, key=lambda row: row.date, reverse=True)
    ]


def _of_pledges(kind: Input, material: Material) -> list[Precedent]:
    found = []
    for pledge in material.pledges:
        for change in pledge.history:
            if change.status in SETTLED[kind.input] and change.on:
                found.append(
                    Precedent(material.dyad, change.on[:10], f"{pledge.text} ({change.why})", pledge.id, own=True)
                )
    return sorted(found, key=lambda row: row.date, reverse=True)


def _look(kind: Input, panel: Panel, acts: Iterable[Act], rows: Sequence[Precedent]) -> Found | None:
    months = {panel.month_of(row.date) for row in rows}
    inside = sorted(month for month in months if month is not None and panel.covered[month])
    return look(panel.without(act for act in acts if kind.shows(act)), inside)


def _answered(row: Precedent, panel: Panel, found: Found | None) -> Precedent:
    import msgspec

    month = panel.month_of(row.date)
    if month is None or not panel.covered[month]:
        return msgspec.structs.replace(row, reason="its month was not covered")
    if found is None:
        return msgspec.structs.replace(row, reason="too few months without a precedent to compare it with")
    told = found.responses.get(month)
    if told is None:
        return msgspec.structs.replace(row, reason="the three months after it are not all on record")
    return msgspec.structs.replace(row, cooperation=round(float(told[0]), 3), conflict=round(float(told[1]), 3))
