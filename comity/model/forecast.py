"""Forecasts of a dyad's months, and how well forecasts like them did before."""

from typing import Literal

import msgspec

Target = Literal["conflict", "cooperation", "material conflict", "level falls"]
CellSet = Literal["all", "active", "onset"]


class PastSkill(msgspec.Struct, frozen=True):
    """How a model did in the back-test of its target and horizon, on all cells.

    `skill_crps` is the share of climatology's CRPS that it saves, `low..high` its 95% interval; `since..until` the
    first and last day of the tested months, `cells` how many dyads times months they were.
    """

    model: str
    skill_crps: float
    low: float
    high: float
    coverage80: float
    cells: int
    since: str
    until: str


class Forecast(msgspec.Struct, frozen=True):
    """What a model expects of a dyad in one month, as a distribution.

    `direction` is "JPN>KOR", or null for both sides together. `target` counts acts by PLOVER's quad class; "level
    falls" and "material conflict" are asked as yes or no as well: `probability_any`. `start..end` are the month's ISO
    days, `horizon` how many months it lies after the last month seen. `mean` and `quantiles` ("0.05" to "0.95") are of
    the count; `base_rate` is the share of the dyad's past months with at least one such act. `issued` is the ISO time
    of issue. `past_skill` is null, and `note` says why, where no back-test is kept.
    """

    dyad: str
    direction: str | None
    target: Target
    start: str
    end: str
    horizon: int
    mean: float
    quantiles: dict[str, float]
    probability_any: float
    base_rate: float
    model: str
    issued: str
    past_skill: PastSkill | None = None
    note: str | None = None


class BacktestRow(msgspec.Struct, frozen=True, rename={"cell_set": "set"}):
    """How one model did on one target, set of cells and horizon (`months`) of the back-test.

    `set` is "all" cells (a dyad and a month each), "active" ones (an act of the target in the six months up to the
    origin) or "onset" ones (none). `log_score` is the mean of -log of the probability of what came, in nats, `crps` in
    acts, `brier` of "any act" in 0..1: lower is better. `bss` and `skill_crps` are shares saved of climatology's score,
    `skill_low..skill_high` the 95% interval of the latter over months. `ece` is how far stated probabilities of any act
    lie from what came, `coverage80` the share of outcomes in the central 80% interval. `over_ewma` is the share saved
    of ewma-nb's CRPS and `log_over_ewma` the nats saved a cell, each with its interval. `directed` says whether the
    dyads are directions.
    """

    model: str
    target: Target
    cell_set: CellSet
    horizon: int
    cells: int
    log_score: float
    crps: float
    brier: float
    bss: float | None
    ece: float
    coverage80: float
    skill_crps: float | None
    skill_low: float | None
    skill_high: float | None
    over_ewma: float | None
    over_ewma_low: float | None
    over_ewma_high: float | None
    log_over_ewma: float | None
    log_over_ewma_low: float | None
    log_over_ewma_high: float | None
    directed: bool


class Backtest(msgspec.Struct, frozen=True):
    """What a back-test found: a row a model, target, set of cells and horizon.

    `dyads` counts the dyads, fixed by their acts before the tuning year; `since..until` are the ISO days of the tested
    months; `runs` says how often the record's test months were run, this run included; `notes` what is to be known.
    """

    rows: tuple[BacktestRow, ...]
    dyads: int
    since: str
    until: str
    runs: int
    notes: tuple[str, ...] = ()


class NextAct(msgspec.Struct, frozen=True):
    """An act that one state is likely to do to another next: `rate` acts of the type a month of late.

    `place` is where the recipient stands (1 the first) among `of` others whom the actor may next do that to, null
    where the ranker can't tell; `model` is `learned` or `recurrency`.
    """

    actor: str
    type: str
    recipient: str
    rate: float
    place: int | None
    of: int
    model: str
