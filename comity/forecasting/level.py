"""Whether the balance of a dyad's acts falls: asked of the forecasts of conflict and cooperation together."""

from collections.abc import Mapping, Sequence

import numpy as np

from comity.forecasting.models.protocol import Aim
from comity.forecasting.panel import Floats, Integers, Panel
from comity.forecasting.rows import Scored

# The balance is compared with that of so many months up to the origin.
_BEFORE = 12


def falls(
    panel: Panel, months: Sequence[int], horizon: int, conflict: Mapping[str, Floats], cooperation: Mapping[str, Floats]
) -> tuple[Scored, dict[str, Floats]]:
    """What came of "level falls" and what each model gave, as tables (M, C, 2) of no and yes.

    The balance of a month is (cooperation - conflict) / (cooperation + conflict) in acts; it falls when it lies below
    that of the twelve months up to the origin. Only months in which anything is told have a balance, and only dyads
    of which something was told before: no other cell counts. The two counts are taken as independent given the origin.
    """
    told = [panel.told(each) for each in ("cooperation", "conflict")]
    past = [slice(month - horizon - _BEFORE + 1, month - horizon + 1) for month in months]
    before = np.stack([_balance(*(each[:, span] for each in told)) for span in past])
    now = np.stack([_balance(*(each[:, month : month + 1] for each in told)) for month in months])
    counted = np.isfinite(before) & np.isfinite(now)
    fell = np.where(counted, now < before - 1e-9, False).astype(np.int64)
    given = {name: _chance(cooperation[name], conflict[name], before) for name in conflict}
    active = np.stack([told[1][:, m - horizon - 5 : m - horizon + 1].sum(axis=1) > 0 for m in months])
    return Scored(Aim("level falls", horizon), fell, counted, active), given


def _balance(cooperation: Integers, conflict: Integers) -> Floats:
    """The balance (C,) of counts (C, T), nan where nothing is told."""
    one, other = cooperation.sum(axis=1), conflict.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray((one - other) / (one + other), dtype=np.float64)


def _chance(cooperation: Floats, conflict: Floats, before: Floats) -> Floats:
    """The probability (M, C, 2) of no and yes, given that anything is told."""
    balance = np.nan_to_num(before)
    counts = np.arange(cooperation.shape[2])
    # Conflict must exceed this for the balance to lie below; with a balance of -1 it never does.
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = counts * ((1 - balance) / (1 + balance))[:, :, None]
    bound = np.where(balance[:, :, None] <= -1, np.inf, bound)
    above = np.concatenate([1 - np.cumsum(conflict, axis=2), np.zeros((*conflict.shape[:2], 1))], axis=2)
    place = np.minimum(np.floor(bound + 1e-9), conflict.shape[2]).astype(np.int64)
    chance = (cooperation * np.take_along_axis(above, place, axis=2)).sum(axis=2)
    anything = 1 - cooperation[:, :, 0] * conflict[:, :, 0]
    yes = np.clip(chance / np.maximum(anything, 1e-9), 1e-4, 1 - 1e-4)
    return np.stack([1 - yes, yes], axis=2)
