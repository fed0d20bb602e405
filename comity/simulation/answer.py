"""A scenario run on a record's material: rows, effects, odds, what was assumed and what can't be known."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.measurement import last_day, starts_between
from comity.model import (
    Band,
    Effect,
    Intervention,
    Precedent,
    Scenario,
    Stretch,
    WhatIf,
    WhatIfRow,
)
from comity.simulation.checking import checked, horizon
from comity.simulation.inputs import Input, inputs
from comity.simulation.material import Material, study
from comity.simulation.own_course import course
from comity.simulation.paths import Paths, draw, follow, shape_of
from comity.simulation.study import STRETCHES, Studied
from comity.simulation.telling import assumptions, unknown
from comity.simulation.types import Floats

# Fewer than these can't tell an effect from none.
LEAST = 5
PRIOR_ONLY = "prior only"


@dataclass(frozen=True)
class _Learned:
    """An input's effect, what the answer tells of it, and its draws (n, S, 2) on log-rates."""

    told: Effect
    draws: Floats


def run(scenario: Scenario, material: Material) -> WhatIf:
    """Run a scenario: each path without and with what is assumed. Raises `UsageError`."""
    asked = checked(scenario, since=material.since, until=material.until, pledges=material.pledges)
    first, last = horizon(material.until, asked.months)
    rng = np.random.default_rng(asked.seed)
    drawn = draw(material.start, months=asked.months, paths=asked.paths, rng=rng)
    known: dict[tuple[str, str | None], _Learned] = {}

    def learned(name: str, by: str | None = None) -> _Learned:
        if (name, by) not in known:
            found, precedents = study(inputs()[name], material, by=by)
            normal = rng.standard_normal((asked.paths, len(STRETCHES), 2))
            known[name, by] = _Learned(_effect(inputs()[name], found, precedents), found.draws(normal))
        return known[name, by]

    own = course(asked, material, first, rng)
    shaped = _shaper(material, asked)
    base, extra = np.zeros_like(drawn.walk), np.zeros_like(drawn.walk)
    for name, of_itself, given in own.shocks:
        if learned(name).told.footing == PRIOR_ONLY:
            continue  # its width is in the walk already, which moved while such things happened
        effect = learned(name).draws
        base += shaped(effect, of_itself)
        extra += shaped(effect, given)
    for each in asked.interventions:
        month = np.full(asked.paths, float(_month(each, first)))
        extra += shaped(learned(each.input, each.by).draws, month)
    with ThreadPoolExecutor(2) as both:
        without, within = both.map(lambda offsets: follow(material.start, drawn, offsets), (base, extra))
    effects = tuple(known[each].told for each in dict.fromkeys((row.input, row.by) for row in asked.interventions))
    return WhatIf(
        scenario=asked,
        since=first.isoformat(),
        until=last.isoformat(),
        rows=_rows(asked, (first, last), without, within, {row.input: row for row in effects}),
        effects=effects,
        odds=own.odds,
        assumptions=assumptions(asked, material, own),
        unknown=unknown(asked, effects, material),
    )


def _shaper(material: Material, asked: Scenario) -> Callable[[Floats, Floats], Floats]:
    decay = material.start.dynamics.persistence
    return lambda effect, since: shape_of(effect, since, asked.months, STRETCHES, decay)


def _month(each: Intervention, first: date) -> int:
    day = date.fromisoformat(each.date)
    return (day.year - first.year) * 12 + day.month - first.month


def _effect(kind: Input, found: Studied, precedents: Sequence[Precedent]) -> Effect:
    own = found.own.used if found.own else 0
    low, high = found.quantile(0.05), found.quantile(0.95)
    factors = [np.round(np.exp(each), 4) for each in (found.mean, low, high)]
    stretches = tuple(
        Stretch(*months, *(Band(*(float(each[s, channel]) for each in factors)) for channel in range(2)))
        for s, months in enumerate(STRETCHES)
    )
    notes = [kind.note] if kind.note else []
    if found.used < LEAST:
        footing = "prior only"
        notes.append("no precedent could be used" if not found.used else f"{found.used} are too few to tell an effect")
    else:
        footing = "event study" if own >= LEAST else "few precedents"
    return Effect(
        input=kind.input,
        name=kind.name,
        footing=footing,  # type: ignore[arg-type]
        stretches=stretches,
        precedents=tuple(precedents),
        used=found.used,
        own=own,
        dyads=found.dyads,
        placebos=found.placebos,
        notes=tuple(notes),
    )


def _rows(
    asked: Scenario,
    days: tuple[date, date],
    without: Paths,
    within: Paths,
    effects: Mapping[str, Effect],
) -> tuple[WhatIfRow, ...]:
    apart = within.level - without.level
    # What later counts answer to each other is part of what follows, so the factors are those of the rates.
    factor = np.log(np.maximum(within.rates, 1e-12)) - np.log(np.maximum(without.rates, 1e-12))
    rows = []
    for t, start in enumerate(starts_between(*days, "month")):
        end = last_day(start, "month")
        at_work = [row for row in asked.interventions if row.date <= end.isoformat()]
        used = {row.input: effects[row.input] for row in at_work}
        weak = [each.name for each in used.values() if each.footing == PRIOR_ONLY]
        note = None if at_work else "nothing that is assumed has happened yet"
        if weak:
            note = f"{PRIOR_ONLY}: fewer than {LEAST} precedents of {' and of '.join(weak)}"
        rows.append(
            WhatIfRow(
                dyad=asked.dyad,
                start=start.isoformat(),
                end=end.isoformat(),
                baseline=band(without.level[t]),
                scenario=band(within.level[t]),
                difference=band(apart[t]),
                cooperation=_factor(factor[t, 0]),
                conflict=_factor(factor[t, 1]),
                precedents=sum(each.used for each in used.values()),
                note=note,
            )
        )
    return tuple(rows)


def _factor(logs: Floats) -> Band:
    """A factor of rates with its band, its mean that of the logarithms, as everywhere for effects."""
    low, high = np.exp(np.quantile(logs, (0.05, 0.95)))
    return Band(round(float(np.exp(logs.mean())), 4), round(float(low), 4), round(float(high), 4))


def band(values: Floats) -> Band:
    """Give the mean of values over paths with their 90% band."""
    low, high = np.quantile(values, (0.05, 0.95))
    return Band(round(float(values.mean()), 4), round(float(low), 4), round(float(high), 4))
