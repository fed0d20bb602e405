"""What the learned models see of a dyad at an origin: its own past, its answer's, third states', and the calendar.

Every number at a month is made of that month and those before it.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from comity.codebook import leaders
from comity.forecasting.models.protocol import Aim
from comity.forecasting.panel import CHANNEL, CONFLICT, COOPERATION, MATERIAL, Floats, Integers, Panel

# Added to rates before their logarithm is taken: about an act in a year and a half.
_LITTLE = 0.05
_OWN = (1.0, 3.0, 9.0, 36.0)
_LONG = 240.0
# Months of what is usual that are added to a rate, so that short memories say little of dyads with few acts.
_ADDED = 0.5
_TERM = 120


def features(seen: Panel, aim: Aim, at: Sequence[int]) -> tuple[tuple[str, ...], Floats]:
    """Names (F,) and values (M, C, F) of the features at each of the months `at` (their places)."""
    months = np.asarray(at, dtype=np.int64)
    channel = CHANNEL[aim.target]
    key = ("features", channel, tuple(at))
    if key not in seen.memo:
        seen.memo[key] = _past(seen, channel, months)
    names, past, usual = seen.memo[key]
    made = _calendar(seen, aim, channel, months, usual)
    return (*names, *made), np.concatenate([past, _table(made, usual.shape)], axis=2)


def _table(made: dict[str, Floats], shape: tuple[int, ...]) -> Floats:
    return np.stack([np.broadcast_to(each, shape) for each in made.values()], axis=2)


def _past(seen: Panel, channel: int, months: Integers) -> tuple[tuple[str, ...], Floats, Floats]:
    """What does not follow from the month that is forecast: names, values (M, C, F), and usual rates (M, C)."""
    other = COOPERATION if channel != COOPERATION else CONFLICT
    made: dict[str, Floats] = {}
    own = seen.counts[seen.chosen]
    usual = _rates(own[:, channel], seen.exposure, months, _LONG)
    made["usual"] = _log(usual)
    for half_life in _OWN:
        made[f"own {half_life:g}"] = _log(_rates(own[:, channel], seen.exposure, months, half_life, usual))
    for half_life in (3.0, 18.0):
        made[f"other {half_life:g}"] = _log(_rates(own[:, other], seen.exposure, months, half_life))
    if channel != MATERIAL:
        made["material 6"] = _log(_rates(own[:, MATERIAL], seen.exposure, months, 6.0))
    if ">" in seen.names[0]:
        back = _answers(seen)
        for half_life in (2.0, 12.0):
            made[f"answer {half_life:g}"] = _log(_rates(back[:, channel], seen.exposure, months, half_life))
        made["answer other 6"] = _log(_rates(back[:, other], seen.exposure, months, 6.0))
    made |= _network(seen, channel, months)
    made |= _triads(seen, months)
    return tuple(made), _table(made, usual.shape), usual


def _log(rates: Floats) -> Floats:
    return np.asarray(np.log(rates + _LITTLE))


def _rates(
    counts: Integers | Floats, exposure: Floats, months: Integers, half_life: float, usual: Floats | None = None
) -> Floats:
    """Exponentially weighted rates (M, N) of counts (N, T) at each of the months, at usual exposure."""
    ago = months[:, None] - np.arange(len(exposure))
    weights = np.where(ago >= 0, 0.5 ** (np.maximum(ago, 0) / half_life), 0.0)
    exposed = (weights @ exposure)[:, None]
    if usual is None:
        return np.asarray(weights @ counts.T / (exposed + _ADDED))
    return np.asarray((weights @ counts.T + _ADDED * usual) / (exposed + _ADDED))


def sides(name: str) -> tuple[str, str]:
    """The two states of a dyad or direction."""
    one, other = name.replace(">", "-").split("-")
    return one, other


@lru_cache(maxsize=8)
def _places(names: tuple[str, ...]) -> tuple[tuple[str, ...], Integers, Integers, Integers]:
    """The states, the places of each dyad's first and second side among them, and of the opposite direction (or -1)."""
    pairs = [sides(name) for name in names]
    states = tuple(sorted({state for pair in pairs for state in pair}))
    of = {state: s for s, state in enumerate(states)}
    place = {pair: n for n, pair in enumerate(pairs)}
    first = np.array([of[one] for one, _ in pairs], dtype=np.int64)
    second = np.array([of[other] for _, other in pairs], dtype=np.int64)
    back = np.array([place.get((other, one), -1) for one, other in pairs], dtype=np.int64)
    return states, first, second, back


def _answers(seen: Panel) -> Integers:
    """Counts (C, 3, T) of the opposite directions; zeros for those that have none."""
    back = _places(seen.names)[3][seen.chosen]
    return np.asarray(np.where((back >= 0)[:, None, None], seen.counts[back], 0))


def _network(seen: Panel, channel: int, months: Integers) -> dict[str, Floats]:
    """How much the two sides are told of with anybody, now against their usual, and the world with them."""
    states, first, second, _ = _places(seen.names)
    told = seen.counts[:, channel]
    numbers = np.arange(len(states))[:, None]
    acts, gets = ((numbers == each).astype(float) @ told for each in (first, second))
    if ">" not in seen.names[0]:
        acts = gets = acts + gets
    one, two = first[seen.chosen], second[seen.chosen]
    made: dict[str, Floats] = {}
    for name, totals, sides_of in (("acting", acts, one), ("receiving", gets, two)):
        slow = _log(_rates(totals, seen.exposure, months, 36.0))
        quick = _log(_rates(totals, seen.exposure, months, 3.0))
        made[f"{name} usual"] = slow[:, sides_of]
        made[f"{name} now"] = (quick - slow)[:, sides_of]
    world = told.sum(axis=0, keepdims=True)
    quick, slow = (_log(_rates(world, seen.exposure, months, each)) for each in (3.0, 36.0))
    made["world now"] = quick - slow
    return made


def _triads(seen: Panel, months: Integers) -> dict[str, Floats]:
    """Conflict of one side's friends with the other, and of the one with the other's friends."""
    states, first, second, _ = _places(seen.names)
    one, two = first[seen.chosen], second[seen.chosen]
    rates = [_rates(seen.counts[:, each], seen.exposure, months, 12.0) for each in (COOPERATION, CONFLICT)]
    found = np.zeros((2, len(months), len(seen.chosen)))
    square = np.zeros((2, len(states), len(states)), dtype=np.float32)
    for month in range(len(months)):
        for table, rate in zip(square, rates, strict=True):
            table[first, second] = rate[month]
            if ">" not in seen.names[0]:
                table[second, first] = rate[month]
        friends, conflict = square
        shares = friends / (friends.sum(axis=1, keepdims=True) + 1)
        found[0, month] = (shares @ conflict)[one, two]
        found[1, month] = (conflict @ shares.T)[one, two]
    return {"triad friends": _log(found[0]), "triad against friends": _log(found[1])}


def _calendar(seen: Panel, aim: Aim, channel: int, months: Integers, usual: Floats) -> dict[str, Floats]:
    """The time of the year, what the same month of earlier years brought, and how long leaders have been in office."""
    counts = seen.counts[seen.chosen, channel]
    ago = months[:, None] + aim.horizon - np.arange(counts.shape[1])
    same = ((ago % 12 == 0) & (ago >= aim.horizon)).astype(float)
    added = 4.0
    rates = (same @ counts.T + added * usual) / ((same @ seen.exposure)[:, None] + added)
    turn = 2 * np.pi * ((np.array([seen.starts[int(t)].month for t in months]) + aim.horizon) % 12) / 12
    made = {"same month": _log(rates) - _log(usual), "sine": np.sin(turn)[:, None], "cosine": np.cos(turn)[:, None]}
    when = [seen.starts[int(t)] for t in months]
    states, first, second, _ = _places(seen.names)
    terms = np.array([[_in_office(state, day) for state in states] for day in when])
    for name, side in (("acting", first), ("receiving", second)):
        made[f"{name} leader"] = np.log1p(terms)[:, side[seen.chosen]]
    return made


@lru_cache(maxsize=1)
def _changes() -> dict[str, tuple[date, ...]]:
    """The days on which a state's leaders took office; the table's unknown and partial days are left out."""
    found: dict[str, set[date]] = {}
    for leader in leaders():
        if len(leader.since) == 10:
            found.setdefault(leader.country, set()).add(date.fromisoformat(leader.since))
    return {state: tuple(sorted(days)) for state, days in found.items()}


@lru_cache(maxsize=65536)
def _in_office(state: str, month: date) -> float:
    """Months since a state's last change of leader that was known when the month began; ten years at most."""
    past = [day for day in _changes().get(state, ()) if day <= month]
    return min((month - past[-1]).days / 30.4, _TERM) if past else float(_TERM)
