"""Forecasts of a dyad with their whole distributions: by a model where its history bears one, else the base rate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from comity.errors import UsageError
from comity.forecasting.distributions import means, normal, quantiles
from comity.forecasting.issuing import LEAST_MONTHS, QUANTILES, forecast_dyad, last_day_of, later
from comity.forecasting.level import falls
from comity.forecasting.models.baselines import Climatology
from comity.forecasting.models.protocol import Aim, Fitted
from comity.forecasting.panel import Floats, Integers, Panel, undirected
from comity.model import Forecast, PastSkill

BASE_RATE = "base-rate"
# With fewer acts in its whole history a dyad has shown no pattern that a model could follow.
LEAST_ACTS = 12
_YEAR = 12


@dataclass(frozen=True)
class Way:
    """How a target and horizon are forecast: the model's name and fit, its past skill, and what is to be known."""

    model: str
    fit: Callable[[Panel, Aim], Fitted]
    past: PastSkill | None = None
    note: str | None = None


@dataclass(frozen=True)
class Issued:
    """A forecast with the probabilities of 0, 1, ... K acts; of "level falls" those of no and yes."""

    forecast: Forecast
    distribution: tuple[float, ...]


@dataclass
class _Kept:
    """A fitted model that remembers what it gave for one dyad, by its name."""

    fitted: Fitted
    name: str
    row: Floats | None = None

    def predict(self, seen: Panel) -> Floats:
        table = self.fitted.predict(seen)
        self.row = table[[seen.names[place] for place in seen.chosen].index(self.name)]
        return table


def issued_of(
    panel: Panel, name: str, aims: Sequence[Aim], way: Callable[[Aim], Way], *, issued: str
) -> tuple[tuple[Issued, ...], tuple[str, ...]]:
    """Forecast a dyad ("JPN-KOR") or direction ("JPN>KOR") from the panel's last month on, an aim after the other.

    `way` tells how each aim is forecast. A dyad with fewer than 24 covered months, or fewer than 12 acts in them, gets
    its base rate, labelled so by model and note; so does one of which no act is told. The level of a dyad without
    acts in the last year can't be told: it is left out, and a sentence in the second value says so. Raises `UsageError`
    where the panel covers nothing.
    """
    if not (panel.exposure > 0).any():
        raise UsageError(f"dyad {name}", "lies outside all that was read", "read reports or import events first")
    whole = _holding(panel, name)
    thin = _thin(whole, name)
    made: dict[Aim, tuple[Forecast, Floats]] = {}

    def counted(aim: Aim) -> tuple[Forecast, Floats]:
        if aim not in made:
            made[aim] = _counted(whole, name, aim, _base_rate(thin) if thin else way(aim), issued)
        return made[aim]

    found: list[Issued] = []
    missing: list[str] = []
    for aim in aims:
        made_of = counted(aim) if aim.target != "level falls" else None
        if made_of is None:
            parts = [counted(Aim(each, aim.horizon)) for each in ("cooperation", "conflict")]
            made_of = _level(whole, name, aim, parts, _base_rate(thin) if thin else way(aim), issued)
        if made_of is None:
            missing.append("whether the level falls can't be told, for too few months tell of any act of the two")
            continue
        found.append(Issued(made_of[0], tuple(float(each) for each in made_of[1])))
    return tuple(found), tuple(dict.fromkeys(missing))


def _holding(panel: Panel, name: str) -> Panel:
    """The panel with the dyad among those that are forecast; one that it lacks had no act in the covered months."""
    if name not in panel.names:
        counts = np.concatenate([panel.counts, np.zeros((1, *panel.counts.shape[1:]), dtype=np.int64)])
        panel = replace(panel, names=(*panel.names, name), counts=counts, memo={})
    place = panel.names.index(name)
    return panel if place in panel.chosen else panel.choosing([*panel.chosen.tolist(), place])


def _thin(panel: Panel, name: str) -> str | None:
    """Why nothing but the base rate can be told; null where a model can be used."""
    months = int((panel.exposure > 0).sum())
    acts = int(panel.counts[panel.names.index(name), :2].sum())
    if months < LEAST_MONTHS:
        return f"the base rate, no forecast: {months} months are covered, and a model needs {LEAST_MONTHS}"
    if acts < LEAST_ACTS:
        told = f"{acts} act{'s'[: acts != 1]} of the two in {months} covered months"
        return f"the base rate, no forecast: there are {told}, and a model needs {LEAST_ACTS}"
    return None


def _base_rate(note: str) -> Way:
    return Way(BASE_RATE, _Usual, None, note)


@dataclass(frozen=True)
class _Usual:
    """What is usual, where little is known: climatology, with half a month more of either kind.

    Of nothing in few months it does not follow that nothing ever comes: the chance of any act is (k + 1/2) / (n + 1)
    after k such months of n (Jeffreys 1946).
    """

    seen: Panel
    aim: Aim

    def predict(self, seen: Panel) -> Floats:
        table = Climatology().fit(seen, self.aim).predict(seen)
        told = seen.told(self.aim.target)[:, seen.exposure > 0]
        chance = ((told > 0).sum(axis=1) + 0.5) / (told.shape[1] + 1)
        some = table[:, 1:] / table[:, 1:].sum(axis=1, keepdims=True)
        # Where no act was ever told, one is the likeliest number of those that may come.
        some[(told > 0).sum(axis=1) == 0] = np.eye(1, some.shape[1])[0]
        return normal(np.concatenate([1 - chance[:, None], chance[:, None] * some], axis=1))


def _counted(panel: Panel, name: str, aim: Aim, way: Way, issued: str) -> tuple[Forecast, Floats]:
    kept: list[_Kept] = []

    def fitted(seen: Panel, asked: Aim) -> Fitted:
        kept.append(_Kept(way.fit(seen, asked), name))
        return kept[-1]

    if len(panel.starts) < LEAST_MONTHS:
        pmf = _row_of(fitted(panel, aim).predict(panel), panel, name)
        told = panel.told(aim.target)[_row(panel, name)][panel.exposure > 0]
        return _told(panel, name, aim, way, pmf, float((told > 0).mean()), issued), pmf
    (forecast,) = forecast_dyad(
        panel,
        name,
        fitted,
        issued=issued,
        targets=(aim.target,),
        horizons=(aim.horizon,),
        model=way.model,
        past=[(aim, way.past)] if way.past else (),
    )
    row = kept[-1].row
    assert row is not None
    return msgspec.structs.replace(forecast, note=way.note), row


def _level(
    panel: Panel, name: str, aim: Aim, parts: Sequence[tuple[Forecast, Floats]], way: Way, issued: str
) -> tuple[Forecast, Floats] | None:
    """The chance that the balance of the month lies below that of the twelve months up to now; null without acts.

    As in the back-test (level.py), both counts are taken as independent, and a month without any act counts for
    nothing. Of a dyad with little history it is the share of past months.
    """
    alone = panel.choosing([panel.names.index(name)])
    one, other = (int(alone.told(each)[0, -_YEAR:].sum()) for each in ("cooperation", "conflict"))
    past = _fallen(alone, aim.horizon)
    if one + other == 0 or not len(past):
        return None
    if way.model == BASE_RATE:
        chance = (float(past.sum()) + 0.5) / (len(past) + 1)
    else:
        before = (one - other) / (one + other)
        cooperation, conflict = (pmf for _, pmf in parts)
        more, less = np.arange(len(cooperation))[:, None], np.arange(len(conflict))[None, :]
        fell = ((more - less) / np.maximum(more + less, 1) < before - 1e-9) & (more + less > 0)
        anything = max(1 - cooperation[0] * conflict[0], 1e-9)
        chance = min(max(float((np.outer(cooperation, conflict) * fell).sum() / anything), 1e-4), 1 - 1e-4)
    pmf = np.array([1 - chance, chance])
    return _told(panel, name, aim, way, pmf, float(past.mean()), issued), pmf


def _fallen(alone: Panel, horizon: int) -> Integers:
    """Whether the balance fell in each past month (M,) that has one."""
    months = range(horizon + _YEAR - 1, len(alone.starts))
    if not months:
        return np.zeros(0, dtype=np.int64)
    scored, _ = falls(alone, months, horizon, {}, {})
    return np.asarray(scored.came[scored.counted])


def _told(panel: Panel, name: str, aim: Aim, way: Way, pmf: Floats, usual: float, issued: str) -> Forecast:
    """A forecast of a distribution that no `forecast_dyad` made: of the level, or of a history too short for it."""
    start = later(panel.starts[-1], aim.horizon)
    values = quantiles(pmf[None, :], np.array(QUANTILES))[0]
    return Forecast(
        dyad=undirected(name) if ">" in name else name,
        direction=name if ">" in name else None,
        target=aim.target,
        start=start.isoformat(),
        end=last_day_of(start).isoformat(),
        horizon=aim.horizon,
        mean=float(means(pmf[None, :])[0]),
        quantiles={f"{level:g}": float(value) for level, value in zip(QUANTILES, values, strict=True)},
        probability_any=float(1 - pmf[0]),
        base_rate=usual,
        model=way.model,
        issued=issued,
        past_skill=way.past,
        note=way.note,
    )


def _row(panel: Panel, name: str) -> int:
    return int(np.flatnonzero(panel.chosen == panel.names.index(name))[0])


def _row_of(table: Floats, panel: Panel, name: str) -> Floats:
    return np.asarray(table[_row(panel, name)])
