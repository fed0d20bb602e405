"""Frozen forecasts and panels for the tests of issuing and grading: invented states' months."""

from datetime import date

import numpy as np

from comity.forecasting import Panel, sealed
from comity.model import Forecast, Frozen, Target


def months(first: date, count: int) -> tuple[date, ...]:
    """The first days of so many months."""
    begin = first.year * 12 + first.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(begin, begin + count))


def panel(*rows: tuple[str, list[int], list[int]], first: date = date(2018, 1, 1), gaps: tuple[int, ...] = ()) -> Panel:
    """A panel of dyads: name, conflictual and cooperative acts a month; nothing is covered in the months of `gaps`."""
    length = len(rows[0][1])
    counts = np.array([[conflict, cooperation, [0] * length] for _, conflict, cooperation in rows], dtype=np.int64)
    exposure = np.ones(length)
    exposure[list(gaps)] = 0
    return Panel(tuple(name for name, _, _ in rows), months(first, length), counts, exposure, np.arange(len(rows)))


def issued(
    target: Target = "conflict",
    *,
    start: str = "2020-01-01",
    end: str = "2020-01-31",
    chances: tuple[float, ...] = (0.5, 0.25, 0.25),
    on: str = "2019-12-02T08:00:00+00:00",
    base_rate: float = 0.4,
    dyad: str = "KEN-UGA",
    direction: str | None = None,
) -> Frozen:
    """A forecast of a dyad, ready to be frozen."""
    below = np.cumsum(chances)
    levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    forecast = Forecast(
        dyad=dyad,
        direction=direction,
        target=target,
        start=start,
        end=end,
        horizon=1,
        mean=float(np.dot(chances, range(len(chances)))),
        quantiles={f"{level:g}": float((below < level - 1e-12).sum()) for level in levels},
        probability_any=1 - chances[0],
        base_rate=base_rate,
        model="ewma-nb",
        issued=on,
        note="no back-test",
    )
    return sealed(
        forecast, chances, who="desk", version="0.1.0", coder="icews", data="0" * 16, since="2018-01-01",
        until="2019-12-31",
    )  # fmt: skip
