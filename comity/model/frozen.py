"""Forecasts as they were issued: frozen in the record, graded by what came, and told with what they rest on."""

from typing import Literal

import msgspec

from comity.model.forecast import Forecast, NextAct, Target
from comity.model.relation import Act, TurningPoint

GradeStatus = Literal["open", "graded", "void"]


class Frozen(msgspec.Struct, frozen=True):
    """A forecast that was issued: it is never changed, and `id` tells whether it was.

    `who` issued it, with which `version` of Comity; the forecast itself names its model and the time. `coder` is whose
    acts it counts; `data` the state of these (16 hex digits, the same for the same files), `since..until` their first
    and last ISO day. `distribution` holds the probabilities of 0, 1, ... K acts, the last of K and all above; of "level
    falls" those of no and yes. `id` is made of all the rest.
    """

    id: str
    who: str
    version: str
    coder: str
    data: str
    since: str
    until: str
    distribution: tuple[float, ...]
    forecast: Forecast


class Grade(msgspec.Struct, frozen=True):
    """How a frozen forecast (`id`) did: `open` until the data cover its month, then `graded`, or `void` with a `note`.

    `came` is the number of acts that came (of "level falls" 1 for yes). `log_score` is minus the logarithm of the
    probability of that, in nats; `crps` in acts; `brier` that of any act, `brier_usual` what the base rate would have
    got: lower is better. `inside80` says whether what came lies from the 0.1 to the 0.9 quantile, ends included (null
    of "level falls"). `late` forecasts were issued when their month was over.
    """

    id: str
    dyad: str
    direction: str | None
    target: Target
    start: str
    end: str
    horizon: int
    model: str
    issued: str
    who: str
    status: GradeStatus
    late: bool
    probability_any: float
    came: int | None = None
    log_score: float | None = None
    crps: float | None = None
    brier: float | None = None
    brier_usual: float | None = None
    inside80: bool | None = None
    note: str | None = None


class MonthCount(msgspec.Struct, frozen=True):
    """How many acts of each target a month brought, `start..end` ISO days; `acts` is null where nothing was covered."""

    start: str
    end: str
    acts: dict[Target, int] | None


class Prospect(msgspec.Struct, frozen=True):
    """The forecasts of a dyad, or of one `direction`, with what they rest on.

    `coder` is whose acts were counted, `licence` that of its rows; `since..until` the ISO days of the data.
    `history` are the months; `drivers` the weightiest acts of the last three months that pulled each target its way;
    `turned` the last turning point of the level; `following` the acts that may come next. `frozen` gives the ids of
    the forecasts where they were issued. `notes` say what is missing and why.
    """

    dyad: str
    direction: str | None
    coder: str
    licence: str | None
    since: str
    until: str
    forecasts: tuple[Forecast, ...]
    history: tuple[MonthCount, ...]
    drivers: dict[Target, tuple[Act, ...]] = {}
    turned: TurningPoint | None = None
    following: tuple[NextAct, ...] = ()
    frozen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
