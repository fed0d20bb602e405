"""Forecasts of a dyad as functions: made, frozen in the record, and graded by what came."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from comity.api.asking import By
from comity.api.correcting import system_user
from comity.api.forecasting import key_of
from comity.api.grounds import CHRONICLE, Ground, ground
from comity.api.measuring import sides_of
from comity.api.opening import caches, place, settings_of
from comity.api.resting import Ranker, Watch, drivers_of, history_of, last_turn, next_of, notes_on
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Forecast, Grade, Prospect, Target

if TYPE_CHECKING:
    from comity.forecasting import Aim, Issued, Panel, Way
    from comity.model import Frozen

# What `--target` takes; "level" is short for the question whether it falls.
TARGETS: dict[str, Target] = {
    "conflict": "conflict",
    "cooperation": "cooperation",
    "material conflict": "material conflict",
    "level": "level falls",
}
FARTHEST = 12


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

    chosen = settings_of(settings, record)
    pair, way = sides_of(dyad, direction)
    aims = _aims(target, horizon, period)
    if issue and as_of is not None:
        raise UsageError("--issue", "freezes what is known now, not what was known then", "leave out --as-of")
    base = ground(pair, way, chosen, coder=coder, as_of=as_of, by=by)
    name = way or pair
    say = watch or (lambda told: None)
    say(f"forecasting {name} from {base.coder}")
    made, missing = issued_of(_choosing(base.panel), name, aims, _ways(base, chosen, way), issued=_now())
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
        history=history_of(base.panel, name),
        frozen=tuple(each.id for each in frozen),
        notes=(*missing, *notes_on(base)),
    )
    if not told:
        return found
    say("looking for what moved it")
    return msgspec.structs.replace(
        found,
        drivers=drivers_of(found, base),
        turned=last_turn(pair, way, base, chosen, as_of, by, watch),
        following=next_of(pair, way, base, chosen, ranker),
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

    kept = forecasting.kept(caches(settings), key_of(base.coder, None, way is None))
    again = f"run `comity backtest{' --together' if way is None else ''}`"
    if base.coder == CHRONICLE or base.licence is None:
        again = "a back-test needs imported event data"
    last = forecasting.last_day_of(base.panel.starts[-1]).isoformat()

    def chosen(aim: Aim) -> Way:
        counted = Aim("conflict", aim.horizon) if aim.target == "level falls" else aim
        recipe = kept.recipe(counted) if kept else None
        # Another version may have kept a pool of other members.
        if kept is None or recipe is None or len(recipe.members) != len(recipe.pool.weights):
            return Way(Ewma.name, Ewma().fit, None, f"no back-test of this target and horizon is kept: {again}")
        if _months_apart(last, kept.result.since) > 1:
            note = f"the back-test that is kept was tuned on months after {last}, so an untuned model is used"
            return Way(Ewma.name, Ewma().fit, None, note)
        plain = recipe.trees is not None and not forecasting.installed()
        model = recipe.regression.name if plain else forecasting.NAME
        fit = recipe.regression.fit if plain else recipe.fit
        lacking = "LightGBM is not installed: one member of the pool is used alone" if plain else None
        if kept.result.until > last:
            return Way(model, fit, None, lacking or f"the kept back-test tests months after {last}: no score is told")
        past = kept.skill(model).get(aim)
        return Way(model, fit, past, lacking or (None if past else f"this target was not back-tested: {again}"))

    return chosen


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _months_apart(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def _frozen(made: "Sequence[Issued]", base: Ground, settings: Settings, who: str | None) -> "tuple[Frozen, ...]":
    import comity
    from comity.forecasting import freeze, sealed

    name = who or settings.who or system_user()
    return freeze(
        place(settings),
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
