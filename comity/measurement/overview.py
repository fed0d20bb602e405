"""All dyads of a coder beside each other: where each stands now, and which moved."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from comity.measurement.calendar import A_YEAR, last_day
from comity.measurement.grid import Floats
from comity.measurement.learning import Everyone, Learnt
from comity.measurement.level import Counts, Levels, Prior, measure
from comity.measurement.turning import Turn, turns
from comity.model import Period, Standing

# Dyads measured at a time, so that whoever waits is told how far it is.
_AT_A_TIME = 48


def standings(everyone: Everyone, learnt: Learnt, *, period: Period, least: int, coder: str) -> Iterator[Standing]:
    """Measure each dyad of at least `least` acts, both directions together; most acts first."""
    names, weights, acts = _together(everyone)
    order = [n for n in np.argsort(-acts, kind="stable") if acts[n] >= least]
    more = float(np.log(2))
    prior = Prior((learnt.prior.means[0] + more, learnt.prior.means[1] + more), learnt.prior.acts)
    for at in range(0, len(order), _AT_A_TIME):
        part = order[at : at + _AT_A_TIME]
        counts = Counts(weights[part][:, :, None], everyone.exposure[None])
        levels = measure(counts, learnt.dynamics, prior)
        for place, n in enumerate(part):
            found = turns(levels.turning[place], levels.level[place], everyone.exposure)
            yield _standing(names[n], int(acts[n]), levels, place, found, everyone.starts, period, coder)


def _together(everyone: Everyone) -> tuple[list[str], Floats, Floats]:
    """The dyads with their weights and acts, both directions summed."""
    dyads = ["-".join(sorted(name.split(">"))) for name in everyone.names]
    names = list(dict.fromkeys(dyads))
    of = {name: n for n, name in enumerate(names)}
    rows = np.array([of[dyad] for dyad in dyads], dtype=np.int64)
    weights = np.zeros((len(names), *everyone.weights.shape[1:]))
    np.add.at(weights, rows, everyone.weights)
    acts: Floats = np.bincount(rows, weights=everyone.events, minlength=len(names)).astype(np.float64)
    return names, np.asarray(weights), acts


def _standing(
    dyad: str,
    acts: int,
    levels: Levels,
    place: int,
    found: Sequence[Turn],
    starts: Sequence[date],
    period: Period,
    coder: str,
) -> Standing:
    now = len(starts) - 1
    before = now - A_YEAR[period]
    last = found[-1] if found else None
    level = levels.level[place]
    return Standing(
        dyad=dyad,
        start=starts[now].isoformat(),
        end=last_day(starts[now], period).isoformat(),
        level=round(float(level[now]), 4),
        low=round(float(levels.low[place, now]), 4),
        high=round(float(levels.high[place, now]), 4),
        year_before=None if before < 0 else round(float(level[before]), 4),
        change=None if before < 0 else round(float(level[now] - level[before]), 4),
        turned=None if last is None else starts[last.at].isoformat(),
        turned_from=None if last is None else round(last.before, 4),
        turned_to=None if last is None else round(last.after, 4),
        acts=acts,
        coder=coder,
    )
