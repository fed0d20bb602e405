"""Forecasts of a dyad as functions: made, frozen in the record, and graded by what came."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from comity.api.asking import By
from comity.api.correcting import system_user
from comity.api.forecasting import key_of
from comity.api.grounds import CHRONICLE, Ground, ground
from comity.api.measuring import relation, sides_of
from comity.api.opening import settings_of
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Act, Forecast, Grade, MonthCount, NextAct, Prospect, Target, TurningPoint

if TYPE_CHECKING:
    from comity.forecasting import Aim, Dealt, Issued, Panel, Way
    from comity.model import Frozen

# What `--target` takes; "level" is short for the question whether it falls.
TARGETS: dict[str, Target] = {
    "conflict": "conflict",
    "cooperation": "cooperation",
    "material conflict": "material conflict",
    "level": "level falls",
}
FARTHEST = 12
# Acts of so many last months may have moved a forecast; their half-life is about as long.
RECENT = 3
Watch = Callable[[str], None]
# Gives the acts that may come next between two states, from what both did and the last ISO day of that.
Ranker = Callable[["Sequence[Dealt]", str, str], Sequence[NextAct]]


def forecast(
    dyad: str,
    *,
    target: str | Sequence[str] | None = None,
    horizon: int | Sequence[int] | None = None,
    direction: str | None = None,
    coder: str | None = None,
    period: str = "month",
    issue: bool = False,
    who: str | None = None,
    as_of: str | None = None,
    by: By = "read",
    record: str | Path | None = None,
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> tuple[Forecast, ...]:
    """Forecast a dyad's coming months: a row a target and horizon, of both sides together or of one `direction`.

    `target` is "conflict", "cooperation", "material conflict" or "level" (whether it falls), one or several, by default
    all; `horizon` is 1 to 12 months after the last whole month of the data, by default 1, 3 and 6. Acts are those of
    one `coder`, by default the imported one with most rows. The model is that of the record's last back-test, without
    one an exponentially weighted mean; where too little is known the base rate, and `note` says so. `issue` freezes the
    rows in the record under the name `who`. Raises `UsageError`, `RecordError`.
    """
    return prospect(
        dyad,
        target=target,
        horizon=horizon,
        direction=direction,
        coder=coder,
        period=period,
        issue=issue,
        who=who,
        as_of=as_of,
        by=by,
        record=record,
        settings=settings,
        watch=watch,
        told=False,
    ).forecasts


def prospect(
    dyad: str,
    *,
    target: str | Sequence[str] | None = None,
    horizon: int | Sequence[int] | None = None,
    direction: str | None = None,
    coder: str | None = None,
    period: str = "month",
    issue: bool = False,
    who: str | None = None,
    as_of: str | None = None,
    by: By = "read",
    record: str | Path | None = None,
    settings: Settings | None = None,
    watch: Watch | None = None,
    told: bool = True,
    ranker: Ranker | None = None,
) -> Prospect:
    """Give the forecasts of a dyad (see `forecast`) with what they rest on: its months, recent acts, the last turn.

    Unless `told`, the recent acts, the turn and the next acts are left out, which takes less time. `ranker` gives the
    next acts, by default `next_acts` of an imported coder's rows.
    """
    from comity.forecasting import issued_of

    now = datetime.now(UTC).isoformat(timespec="seconds")
    chosen = settings_of(settings, record)
    pair, way = sides_of(dyad, direction)
    aims = _aims(target, horizon, period)
    if issue and as_of is not None:
        raise UsageError("--issue", "freezes what is known now, not what was known then", "leave out --as-of")
    base = ground(pair, way, chosen, coder=coder, as_of=as_of, by=by)
    name = way or pair
    say = watch or (lambda told: None)
    say(f"forecasting {name} from {base.coder}")
    made, missing = issued_of(_choosing(base.panel), name, aims, _ways(base, chosen, way), issued=now)
    if not made:
        raise UsageError(f"the level of {name}", missing[0], "ask for --target conflict or cooperation")
    frozen = _frozen(made, base, chosen, who) if issue else ()
    found = Prospect(
        dyad=pair,
        direction=way,
        coder=base.coder,
        licence=base.licence,
        since=base.since,
        until=base.until,
        # What was frozen before is told as it was then.
        forecasts=tuple(each.forecast for each in frozen or made),
        history=_history(base.panel, name),
        frozen=tuple(each.id for each in frozen),
        notes=(*missing, *_notes(base)),
    )
    if not told:
        return found
    say("looking for what moved it")
    return msgspec.structs.replace(
        found,
        drivers=_drivers(found, base),
        turned=_turned(pair, way, base, chosen, as_of, by, watch),
        following=_following(pair, way, base, chosen, ranker),
    )


def grades(
    dyad: str | None = None,
    *,
    direction: str | None = None,
    record: str | Path | None = None,
    settings: Settings | None = None,
) -> tuple[Grade, ...]:
    """Give how the record's frozen forecasts did, of all dyads or one: a row each, in the order of their issue.

    A forecast whose month the data don't cover yet is open. Raises `UsageError`, `RecordError`.
    """
    from comity.forecasting import all_frozen, graded
    from comity.record import open_record

    chosen = settings_of(settings, record)
    pair, way = (None, None) if dyad is None else sides_of(dyad, direction)
    found = [
        each
        for each in all_frozen(open_record(chosen.record, create=False).path)
        if (pair is None or each.forecast.dyad == pair) and (way is None or each.forecast.direction == way)
    ]
    seen: dict[tuple[str, str, str | None], tuple[Panel, str] | None] = {}

    def known(each: "Frozen") -> "tuple[Panel, str] | None":
        # The other dyads tell nothing of what came, but the panel of an imported coder holds them all.
        key = (each.coder, each.forecast.dyad, each.forecast.direction)
        if key not in seen:
            try:
                base = ground(each.forecast.dyad, each.forecast.direction, chosen, coder=each.coder)
            except UsageError:
                seen[key] = None
            else:
                seen[key] = base.panel, base.until
        return seen[key]

    return graded(found, known)


def _aims(target: str | Sequence[str] | None, horizon: int | Sequence[int] | None, period: str) -> "list[Aim]":
    from comity.forecasting import HORIZONS, Aim
    from comity.presentation.filters import one_of

    one_of(period, ("month",), "period")
    words = [target] if isinstance(target, str) else list(target or TARGETS)
    short = {long: word for word, long in TARGETS.items()}
    targets = [TARGETS[one_of(short.get(cast(Target, word), word), TARGETS, "target")] for word in words]
    steps = [horizon] if isinstance(horizon, int) else list(horizon or HORIZONS)
    wrong = [each for each in steps if not 1 <= each <= FARTHEST]
    if wrong:
        step = f"take 1 to {FARTHEST}, such as 1, 3 and 6"
        raise UsageError(f"horizon {', '.join(map(str, wrong))}", "is not a number of months ahead", step)
    return [Aim(each, months) for each in dict.fromkeys(targets) for months in sorted(set(steps))]


def _choosing(panel: "Panel") -> "Panel":
    """The panel with those dyads to learn from that the back-test would take, too."""
    from comity.forecasting import LEAST_ACTS

    return panel.choosing(panel.busy(LEAST_ACTS, len(panel.starts)))


def _ways(base: Ground, settings: Settings, way: str | None) -> "Callable[[Aim], Way]":
    """How each target and horizon is forecast: as the back-test that is kept says, as far as it was known then."""
    from comity import forecasting
    from comity.forecasting import Aim, Ewma, Way

    kept = forecasting.kept(Path(settings.record), key_of(base.coder, None, way is None))
    again = f"run `comity backtest{' --together' if way is None else ''}`"
    if base.coder == CHRONICLE or base.licence is None:
        again = "a back-test needs imported event data"
    last = forecasting.last_day_of(base.panel.starts[-1]).isoformat()

    def chosen(aim: Aim) -> Way:
        counted = Aim("conflict", aim.horizon) if aim.target == "level falls" else aim
        recipe = kept.recipe(counted) if kept else None
        if kept is None or recipe is None:
            return Way(Ewma.name, Ewma().fit, None, f"no back-test of this target and horizon is kept: {again}")
        if _months_apart(last, kept.result.since) > 1:
            note = f"the back-test that is kept was tuned on months after {last}, so an untuned model is used"
            return Way(Ewma.name, Ewma().fit, None, note)
        plain = recipe.trees is not None and not forecasting.installed()
        model = Ewma.name if plain else forecasting.NAME
        fit = recipe.ewma.fit if plain else recipe.fit
        lacking = "LightGBM is not installed, so the pool can't be used" if plain else None
        if kept.result.until > last:
            return Way(model, fit, None, lacking or f"the kept back-test tests months after {last}: no score is told")
        past = kept.skill(model).get(aim)
        return Way(model, fit, past, lacking or (None if past else f"this target was not back-tested: {again}"))

    return chosen


def _months_apart(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def _frozen(made: "Sequence[Issued]", base: Ground, settings: Settings, who: str | None) -> "tuple[Frozen, ...]":
    import comity
    from comity.forecasting import freeze, sealed

    name = who or settings.who or system_user()
    return freeze(
        Path(settings.record),
        (
            sealed(
                each.forecast,
                each.distribution,
                who=name,
                version=comity.__version__,
                coder=base.coder,
                data=base.state,
                since=base.since,
                until=base.until,
            )
            for each in made
        ),
    )


def _history(panel: "Panel", name: str) -> tuple[MonthCount, ...]:
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


def _drivers(found: Prospect, base: Ground) -> dict[Target, tuple[Act, ...]]:
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


def _turned(
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


def _following(
    pair: str, way: str | None, base: Ground, settings: Settings, ranker: Ranker | None
) -> tuple[NextAct, ...]:
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


def _notes(base: Ground) -> tuple[str, ...]:
    if base.coder == CHRONICLE:
        return ("the acts are those of a chronicle, which tells what its writers chose: read counts as theirs",)
    if base.licence is None:
        return ("the acts are those of the reports that were read: what was not read is not counted",)
    return ()
