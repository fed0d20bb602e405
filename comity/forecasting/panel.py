"""The table that forecasts are made from: acts of many dyads by month, and what was covered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from comity.errors import UsageError
from comity.measurement import Counted, Covered, starts_between
from comity.model import Target

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# The channels of `Panel.counts`; "level falls" is told by the first two together.
CONFLICT, COOPERATION, MATERIAL = 0, 1, 2
CHANNEL: dict[Target, int] = {"conflict": CONFLICT, "cooperation": COOPERATION, "material conflict": MATERIAL}
# Forecasts reach this far above twice the most that was ever seen; what lies beyond is in the last place.
_ROOM = 12
# Coverage is taken from so many last months.
_LAST = 3


@dataclass(frozen=True)
class Panel:
    """Acts of N dyads in T months.

    `names` are directions ("JPN>KOR") or, both together, dyads ("JPN-KOR"); `starts` the first days of the months;
    `counts` (N, 3, T) numbers of conflictual, cooperative and materially conflictual acts; `exposure` (T,) what was
    covered, 1 in a usual month, 0 where nothing was. `chosen` (C,) are the places of the dyads that are forecast; the
    others are there for what they tell of these.
    """

    names: tuple[str, ...]
    starts: tuple[date, ...]
    counts: Integers
    exposure: Floats
    chosen: Integers
    # What was worked out of this panel before; a cut begins with nothing, for it would tell of the months after.
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def cut(self, months: int) -> "Panel":
        """The panel as it was known after its first `months` months.

        The arrays are copies: a view would lead back to the months after.
        """
        return replace(
            self,
            starts=self.starts[:months],
            counts=self.counts[:, :, :months].copy(),
            exposure=self.exposure[:months].copy(),
            memo={},
        )

    def choosing(self, places: Sequence[int] | Integers) -> "Panel":
        """The same panel with other dyads to forecast, by their places."""
        return replace(self, chosen=np.asarray(places, dtype=np.int64), memo={})

    def busy(self, least: int, months: int) -> Integers:
        """The places of dyads with at least so many acts in their first `months` months."""
        acts = self.counts[:, [CONFLICT, COOPERATION], :months].sum(axis=(1, 2))
        return np.flatnonzero(acts >= least)

    def told(self, target: Target) -> Integers:
        """The counts (C, T) of a target of the chosen dyads."""
        return np.asarray(self.counts[self.chosen, CHANNEL[target]])

    def ahead(self) -> float:
        """What coming months are expected to cover: as much as the last ones did."""
        return self.cut_exposure(len(self.starts))

    def cut_exposure(self, months: int) -> float:
        """What months after the first `months` were expected to cover then."""
        last = self.exposure[max(months - _LAST, 0) : months]
        return float(last[last > 0].mean()) if (last > 0).any() else 1.0

    def top(self, target: Target) -> int:
        """The highest count K that forecasts of a target tell apart; the last place holds all above."""
        return int(2 * self.told(target).max(initial=0)) + _ROOM


def panel_of(counted: Iterable[Counted], covered: Iterable[Covered], *, directed: bool = True) -> Panel:
    """Make the panel of the acts that one coder tells of, over the months that it covers.

    A joint act stands in both directions, and once where both are taken together. Raises `UsageError` when nothing was
    covered.
    """
    rows, read = tuple(counted), tuple(covered)
    if not read or not any(row.days for row in read):
        raise UsageError("forecasts", "find no month that was covered", "read reports or import event data first")
    known = [row.start for row in read if row.days]
    starts = starts_between(min(known), max(known), "month")
    place = {start: t for t, start in enumerate(starts)}
    names = tuple(dict.fromkeys(row.direction if directed else undirected(row.direction) for row in rows))
    of = {name: n for n, name in enumerate(names)}
    counts = np.zeros((len(names), 3, len(starts)), dtype=np.int64)
    for row in rows:
        t = place.get(row.start)
        if t is None:
            continue
        one, other = row.direction.split(">")
        acts = row.acts if directed or one < other else row.acts - row.joint
        n = of[row.direction if directed else undirected(row.direction)]
        counts[n, COOPERATION if row.quad.endswith("cooperation") else CONFLICT, t] += acts
        if row.quad == "material conflict":
            counts[n, MATERIAL, t] += acts
    exposure = np.zeros(len(starts))
    for each in read:
        if each.days and each.start in place:
            exposure[place[each.start]] += each.rows
    usual = np.median(exposure[exposure > 0]) if (exposure > 0).any() else 1.0
    return Panel(names, starts, counts, exposure / usual, np.arange(len(names)))


def undirected(direction: str) -> str:
    """The dyad of a direction: "JPN-KOR" of "KOR>JPN"."""
    return "-".join(sorted(direction.split(">")))


def panel_of_tables(counts: Any, coverage: Any, *, directed: bool = True) -> Panel:
    """Make the panel of the Arrow tables that `Imported.counts` and `Imported.coverage` give of one coder."""
    names = ("direction", "start", "coder", "quad", "acts", "joint", "weight", "reports")
    columns = counts.to_pydict()
    rows = (Counted(*row) for row in zip(*(columns[name] for name in names), strict=True))
    told = coverage.to_pydict()
    read = (Covered(*row) for row in zip(told["coder"], told["start"], told["rows"], told["days"], strict=True))
    return panel_of(rows, read, directed=directed)
