"""What forecasts are told with: a dyad's months, the acts that moved them, the last turn, and what may come next."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from comity.api.asking import By
from comity.api.grounds import CHRONICLE, Ground
from comity.api.measuring import relation
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Act, Forecast, MonthCount, NextAct, Prospect, Target, TurningPoint

if TYPE_CHECKING:
    from comity.forecasting import Dealt, Panel

# Acts of so many last months may have moved a forecast; their half-life is about as long.
RECENT = 3
Watch = Callable[[str], None]
# Gives the acts that may come next between two states, from what both did and the last ISO day of that.
Ranker = Callable[["Sequence[Dealt]", str, str], Sequence[NextAct]]


def history_of(panel: "Panel", name: str) -> tuple[MonthCount, ...]:
    """Give the months of a dyad or direction, in order of time."""
    from comity.forecasting import TARGETS as COUNTED
    from comity.forecasting import last_day_of

    place = panel.names.index(name) if name in panel.names else None
    alone = None if place is None else panel.choosing([place])
    counts: Mapping[Target, Sequence[int]] = {
        each: [0] * len(panel.starts) if alone is None else alone.told(each)[0].tolist() for each in COUNTED
    }
    return tuple(
        MonthCount(
            start.isoformat(),
            last_day_of(start).isoformat(),
            {each: int(counts[each][month]) for each in COUNTED} if panel.exposure[month] > 0 else None,
        )
        for month, start in enumerate(panel.starts)
    )


def drivers_of(found: Prospect, base: Ground) -> dict[Target, tuple[Act, ...]]:
    """The weightiest recent acts that pulled each target the way that its forecast lies from what is usual."""
    from comity.measurement import drivers

    if not found.history:
        return {}
    since, until = found.history[-RECENT:][0].start, found.history[-1].end
    told: dict[Target, tuple[Act, ...]] = {}
    for each in found.forecasts:
        if each.target in told:
            continue
        above = above_usual(each, found.history)
        change = 1.0 if above == (each.target == "cooperation") else -1.0
        material = each.target == "material conflict" and above
        acts = [act for act in base.acts if not material or act.quad == "material conflict"]
        told[each.target] = drivers(acts, since=since, until=until, change=change, most=RECENT)
    return told


def above_usual(forecast: Forecast, history: Sequence[MonthCount]) -> bool:
    """Tell whether a forecast lies above what the dyad's whole history shows."""
    if forecast.target == "level falls":
        return forecast.probability_any >= forecast.base_rate
    known = [month.acts[forecast.target] for month in history if month.acts is not None]
    return forecast.mean >= sum(known) / max(len(known), 1)


def last_turn(
    pair: str, way: str | None, base: Ground, settings: Settings, as_of: str | None, by: By, watch: Watch | None
) -> TurningPoint | None:
    """The last turning point of the level by the same coder; null where it never turned or was not measured."""
    try:
        found = relation(
            pair, direction=way, coder=base.coder, until=base.until, as_of=as_of, by=by, settings=settings, watch=watch
        )
    except UsageError:
        return None
    return max(found.turning_points, key=lambda turn: turn.start, default=None)


def next_of(pair: str, way: str | None, base: Ground, settings: Settings, ranker: Ranker | None) -> tuple[NextAct, ...]:
    """The acts that may come next; none where the rows are not an imported coder's, for a chronicle tells too few."""
    from comity.api import others
    from comity.forecasting import YEARS, Dealt, next_acts

    if base.licence is None or base.coder == CHRONICLE:
        return ()
    since = f"{int(base.until[:4]) - YEARS}{base.until[4:]}".replace("-02-29", "-02-28")
    held = others.imported(settings)
    dealt = [
        Dealt(*row)
        for row in held.dealings(pair.split("-"), since=since, until=base.until, coders=(base.coder,))
    ]  # fmt: skip
    found = ranker(dealt, pair, base.until) if ranker else next_acts(dealt, pair, day=base.until)
    return tuple(each for each in found if way is None or each.actor == way.partition(">")[0])


def notes_on(base: Ground) -> tuple[str, ...]:
    """Give what a reader should know of the data."""
    if base.coder == CHRONICLE:
        return ("the acts are those of a chronicle, which tells what its writers chose: read counts as theirs",)
    if base.licence is None:
        return ("the acts are those of the reports that were read: what was not read is not counted",)
    return ()
