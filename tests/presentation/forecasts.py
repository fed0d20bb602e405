"""Made-up forecasts of invented months, for the tests of their words and pictures."""

from datetime import date, timedelta
from typing import Any

from comity.model import Act, Forecast, Grade, MonthCount, NextAct, PastSkill, Prospect, Target, TurningPoint

PAST = PastSkill("comity-pool.v1", 0.12, 0.08, 0.16, 0.81, 4320, "2021-01-01", "2023-12-31")
TARGETS: tuple[Target, ...] = ("conflict", "cooperation", "material conflict")


def month(ahead: int, first: date = date(2024, 1, 1)) -> tuple[str, str]:
    """The first and last ISO day of the month so many months after `first`."""
    at = first.year * 12 + first.month - 1 + ahead
    start = date(at // 12, at % 12 + 1, 1)
    following = date((at + 1) // 12, (at + 1) % 12 + 1, 1)
    return start.isoformat(), (following - timedelta(days=1)).isoformat()


def forecast(target: Target = "conflict", horizon: int = 1, **fields: Any) -> Forecast:
    """A forecast made at the end of December 2023: one chance in four of an act, where one in six is usual."""
    start, end = month(horizon - 1)
    levels: dict[str, float] = {"0.05": 0, "0.1": 0, "0.25": 0, "0.5": 0, "0.75": 1, "0.9": 2, "0.95": 3}
    values: dict[str, Any] = {
        "dyad": "CHL-PER", "direction": None, "target": target, "start": start, "end": end, "horizon": horizon,
        "mean": 0.6, "quantiles": levels, "probability_any": 0.25, "base_rate": 1 / 6, "model": "comity-pool.v1",
        "issued": "2024-01-03T09:00:00+00:00", "past_skill": PAST, "note": None,
    }  # fmt: skip
    return Forecast(**(values | fields))


def act(id: str = "m-1", **fields: Any) -> Act:
    """An act of an office, in the last quarter of 2023."""
    values: dict[str, Any] = {
        "id": id, "coder": "icews", "date": "2023-11-04", "actor": "PER", "recipient": "CHL", "joint": False,
        "type": "ACCUSE", "mode": None, "quad": "verbal conflict", "intensity": -2.0,
        "text": "the trade ministry called the ban unfair",
        "source": "Andean Wire",
    }  # fmt: skip
    return Act(**(values | fields))


def prospect(*forecasts: Forecast, **fields: Any) -> Prospect:
    """Forecasts with four years of history: an act of each target every sixth month, two in the last."""
    given = forecasts or (forecast(),)
    history = [
        MonthCount(*month(at - 48), {each: int(at % 6 == 0) + 2 * (at == 47) for each in TARGETS}) for at in range(48)
    ]
    values: dict[str, Any] = {
        "dyad": "CHL-PER", "direction": None, "coder": "icews", "licence": "own terms", "since": "2020-01-01",
        "until": "2023-12-31", "forecasts": given, "history": tuple(history),
        "drivers": {each.target: (act(),) for each in given},
        "turned": TurningPoint("2022-03-01", "2022-03-31", 0.83, 2.0, -1.0),
        "following": (NextAct("PER", "ACCUSE", "CHL", 1.4, 2, 60, "learned"),),
    }  # fmt: skip
    return Prospect(**(values | fields))


def grade(**fields: Any) -> Grade:
    """A forecast that came about: one chance in four, and two acts came."""
    values: dict[str, Any] = {
        "id": "f-0123456789abcdef", "dyad": "CHL-PER", "direction": None, "target": "conflict", "start": "2024-01-01",
        "end": "2024-01-31", "horizon": 1, "model": "comity-pool.v1", "issued": "2024-01-03T09:00:00+00:00",
        "who": "desk", "status": "graded", "late": False, "probability_any": 0.25, "came": 2, "log_score": 2.1,
        "crps": 1.3, "brier": 0.5625, "brier_usual": 0.694, "inside80": True, "note": None,
    }  # fmt: skip
    return Grade(**(values | fields))


def waiting(**fields: Any) -> Grade:
    """A forecast whose month the data don't cover yet."""
    blank: dict[str, Any] = dict.fromkeys(("came", "log_score", "crps", "brier", "brier_usual", "inside80"))
    return grade(**(blank | {"status": "open", "note": "the data reach to 2023-12-31"} | fields))
