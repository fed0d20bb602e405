"""What is counted of a dyad: weighted acts a direction, channel, coder and period, and what each coder covered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from comity.measurement.calendar import starts_between
from comity.measurement.grid import Floats
from comity.measurement.level import CONFLICT, COOPERATION, UNIT, Counts
from comity.model import Period

Integers = npt.NDArray[np.int64]
# Where a dyad makes up more of what a coder covers, the coverage rises because the dyad acts, and says nothing else.
_OWN_SHARE = 0.25


class Counted(NamedTuple):
    """Acts of one direction ("JPN>KOR"), period, coder and quad class: how many, of them joint ones, what they weigh.

    `weight` is the sum of their |intensity| on PLOVER's scale.
    """

    direction: str
    start: date
    coder: str
    quad: str
    acts: int
    joint: int
    weight: float
    reports: int


class Covered(NamedTuple):
    """What a coder read in a period about anybody: `rows` of it, on `days` of the period's days."""

    coder: str
    start: date
    rows: int
    days: int


@dataclass(frozen=True)
class Series:
    """A dyad's counts over T periods by K coders, the one with most acts first.

    The first axis of `weights` (3, 2, K, T), `events` and `reports` (3, T) is: both directions together, then the two
    of `directions`. `coverage` (T,) is all that the coders read, `exposure` (K, T) what each covered, 1 in a usual
    period.
    """

    dyad: str
    period: Period
    starts: tuple[date, ...]
    coders: tuple[str, ...]
    weights: Floats
    events: Integers
    reports: Integers
    coverage: Integers
    exposure: Floats

    @property
    def directions(self) -> tuple[str, str]:
        """The two directions of the dyad."""
        one, other = self.dyad.split("-")
        return f"{one}>{other}", f"{other}>{one}"

    @property
    def counts(self) -> Counts:
        """The counts as the level takes them."""
        return Counts(self.weights, self.exposure)


def series(
    dyad: str,
    period: Period,
    counted: Iterable[Counted],
    covered: Iterable[Covered],
    *,
    since: date | None = None,
    until: date | None = None,
) -> Series | None:
    """The series of a dyad from its first to its last covered period, or as far as `since` and `until` reach.

    Null when nothing was covered and nothing is told.
    """
    rows, read = tuple(counted), tuple(covered)
    days = [row.start for row in rows] + [row.start for row in read if row.days]
    if not days and (since is None or until is None):
        return None
    starts = starts_between(since or min(days), until or max(days), period)
    if not starts:
        return None
    told: dict[str, int] = {}
    for row in rows:
        told[row.coder] = told.get(row.coder, 0) + row.acts
    # A coder that tells nothing of the dyad still shows that there was nothing to tell.
    coders = tuple(sorted({row.coder for row in read} | set(told), key=lambda each: (-told.get(each, 0), each)))
    place = {start: t for t, start in enumerate(starts)}
    of = {coder: k for k, coder in enumerate(coders)}
    made = Series(
        dyad, period, starts, coders,
        weights=np.zeros((3, 2, len(coders), len(starts))),
        events=np.zeros((3, len(starts)), dtype=np.int64),
        reports=np.zeros((3, len(starts)), dtype=np.int64),
        coverage=np.zeros(len(starts), dtype=np.int64),
        exposure=np.zeros((len(coders), len(starts))),
    )  # fmt: skip
    own = np.zeros((len(coders), len(starts)))
    for row in rows:
        if row.start in place:
            _add(made, row, of[row.coder], place[row.start])
            own[of[row.coder], place[row.start]] += _reports_once(row, made.directions.index(row.direction))
    _expose(made, read, own, place, of)
    return made


def _add(made: Series, row: Counted, coder: int, t: int) -> None:
    channel = COOPERATION if row.quad.endswith("cooperation") else CONFLICT
    side = 1 + made.directions.index(row.direction)
    made.weights[[0, side], channel, coder, t] += row.weight / UNIT[channel]
    # A joint act stands in both directions, and is one act all the same.
    made.events[side, t] += row.acts
    made.events[0, t] += row.acts - (row.joint if side == 2 else 0)
    made.reports[side, t] += row.reports
    made.reports[0, t] += _reports_once(row, side - 1)


def _reports_once(row: Counted, side: int) -> int:
    """The reports that a row adds to those of both directions: joint acts stand in the first one already."""
    return row.reports * (row.acts - row.joint) // row.acts if side and row.joint else row.reports


def exposures(read: Iterable[Covered]) -> Floats:
    """What one coder covered in each of its periods (T,), by its rows; 1 in a usual period."""
    rows = np.array([row.rows if row.days else 0 for row in read], dtype=np.float64)
    usual = np.median(rows[rows > 0]) if (rows > 0).any() else 1.0
    return np.asarray(rows / usual)


def _expose(made: Series, read: Sequence[Covered], own: Floats, place: dict[date, int], of: dict[str, int]) -> None:
    days = np.zeros_like(made.exposure)
    rows = np.zeros_like(made.exposure)
    for row in read:
        if row.start in place:
            days[of[row.coder], place[row.start]] = row.days
            rows[of[row.coder], place[row.start]] = row.rows
    made.coverage[:] = rows.sum(axis=0).astype(np.int64)
    for coder in range(len(made.coders)):
        known = days[coder] > 0
        if not known.any():
            # What tells nothing of its coverage covered the periods from its first act to its last.
            told = np.flatnonzero(own[coder])
            if len(told):
                made.exposure[coder, told[0] : told[-1] + 1] = 1
            continue
        others = np.where(known, np.maximum(rows[coder] - own[coder], 0), 0)
        measure = days[coder] if own[coder].sum() > _OWN_SHARE * rows[coder].sum() else others
        usual = np.median(measure[known & (measure > 0)]) if (measure[known] > 0).any() else 1.0
        made.exposure[coder] = np.where(known, measure / usual, 0)
