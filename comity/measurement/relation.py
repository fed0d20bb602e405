"""A relation from its series: the rows, the turning points with their drivers, and what can't be known."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from comity.measurement.calendar import last_day
from comity.measurement.drivers import drivers
from comity.measurement.grid import Dynamics, Floats
from comity.measurement.level import Counts, Levels, Prior, measure
from comity.measurement.series import Series
from comity.measurement.turning import Turn, turns
from comity.model import Act, CoderShare, RelationRow, TurningPoint

NO_COVERAGE = "nothing was read of this period, so there is no number"


def side_of(series: Series, direction: str | None) -> int:
    """Which row of a series' first axis a direction is; null is both together."""
    return 0 if direction is None else 1 + series.directions.index(direction)


def levels_of(series: Series, side: int, dynamics: Dynamics, prior: Prior) -> Levels:
    """Measure one side of a series; both directions together tell of twice a usual directed dyad."""
    counts = Counts(series.weights[side : side + 1], series.exposure)
    if side == 0:
        more = float(np.log(2))
        prior = Prior((prior.means[0] + more, prior.means[1] + more), prior.acts)
    return measure(counts, dynamics, prior)


def rows_of(
    series: Series, side: int, levels: Levels, direction: str | None, *, began: Sequence[tuple[str, date]] = ()
) -> tuple[RelationRow, ...]:
    """The rows of one side, nulls where nothing was covered or, by `began`, one of the two was not founded yet."""
    covered = series.exposure.sum(axis=0) > 0

    def why(t: int) -> str:
        late = [each for each in began if series.starts[t] < each[1]]
        return "; ".join(_too_young(*each) for each in late) or NO_COVERAGE

    def row(t: int) -> RelationRow:
        measures: dict[str, float | None] = dict.fromkeys(
            ("level", "low", "high", "cooperation", "conflict", "turning")
        )
        if covered[t]:
            measures = {name: round(float(getattr(levels, name)[0, t]), 4) for name in measures}
        return RelationRow(
            dyad=series.dyad,
            direction=direction,
            start=series.starts[t].isoformat(),
            end=last_day(series.starts[t], series.period).isoformat(),
            events=int(series.events[side, t]),
            reports=int(series.reports[side, t]),
            coverage=int(series.coverage[t]),
            note=None if covered[t] else why(t),
            **measures,
        )

    return tuple(row(t) for t in range(len(series.starts)))


def turns_of(series: Series, levels: Levels) -> tuple[Turn, ...]:
    """The turning points of one measured side."""
    return turns(levels.turning[0], levels.level[0], series.exposure.sum(axis=0))


def turning_points(series: Series, found: Sequence[Turn], acts: Sequence[Act]) -> tuple[TurningPoint, ...]:
    """The turns with their days and the acts that drove them: acts of the turn's period and the one before."""

    def point(turn: Turn) -> TurningPoint:
        start, end = series.starts[turn.at], last_day(series.starts[turn.at], series.period)
        since = series.starts[max(turn.at - 1, 0)]
        return TurningPoint(
            start=start.isoformat(),
            end=end.isoformat(),
            probability=round(turn.probability, 4),
            before=round(turn.before, 4),
            after=round(turn.after, 4),
            drivers=drivers(
                acts,
                since=since.isoformat(),
                until=end.isoformat(),
                change=turn.after - turn.before,
                turned=start.isoformat(),
            ),
        )

    return tuple(point(turn) for turn in found)


def coder_shares(
    series: Series,
    levels: Levels,
    told: dict[str, int],
    licence: Callable[[str], str | None],
) -> tuple[CoderShare, ...]:
    """What each coder gave; `told` counts its acts, `licence` gives that of a coder."""

    def share(k: int, coder: str) -> CoderShare:
        covered = np.flatnonzero(series.exposure[k])
        return CoderShare(
            coder=coder,
            acts=told.get(coder, 0),
            since=series.starts[covered[0]].isoformat(),
            until=last_day(series.starts[covered[-1]], series.period).isoformat(),
            cooperation=round(float(levels.effects[0, 0, k]), 4),
            conflict=round(float(levels.effects[0, 1, k]), 4),
            licence=licence(coder),
        )

    return tuple(share(k, coder) for k, coder in enumerate(series.coders) if series.exposure[k].any())


# A coder's balance is off by this factor before a sentence is spent on it, and rests on as many acts.
_DISAGREE = 2.5
_ENOUGH = 10


def notes_of(
    series: Series, shares: Sequence[CoderShare], *, began: Sequence[tuple[str, date]] = ()
) -> tuple[str, ...]:
    """What a reader must know before quoting a number: gaps, outliers, coders that disagree, states too young.

    `began` gives (name, day) of a state that was founded within or after the series.
    """
    found: list[str] = []
    first = max((day for _, day in began), default=series.starts[0])
    covered = (series.exposure.sum(axis=0) > 0)[[start >= first for start in series.starts]]
    gaps = int((~covered).sum())
    if gaps:
        found.append(f"{gaps} of {len(covered)} {series.period}s were not covered by any coder and have no number")
    told = series.events[0]
    biggest = int(told.argmax()) if told.size else 0
    others = np.delete(told, biggest)
    if told.sum() >= 20 and told[biggest] > 0.5 * told.sum() and told[biggest] > 20 * max(float(np.median(others)), 1):
        when = series.starts[biggest].isoformat()
        found.append(
            f"the {series.period} of {when} alone holds {told[biggest]} of {told.sum()} acts: look whether one story "
            "was coded many times"
        )
    for share in shares[1:]:
        apart = share.cooperation - share.conflict
        if share.acts >= _ENOUGH and abs(apart) > np.log(_DISAGREE):
            more = "cooperation" if apart > 0 else "conflict"
            times = np.exp(abs(apart))
            found.append(
                f"{share.coder} and {shares[0].coder} disagree: for one act of the other kind {share.coder} tells "
                f"{times:.1f} times as much {more}; the level follows {shares[0].coder}, which has more acts"
            )
    found += [f"{_too_young(name, day)}, so earlier periods have no number" for name, day in began]
    return tuple(found)


def _too_young(name: str, day: date) -> str:
    return f"{name} is counted as a state from {day.isoformat()} on"


def few(events: Floats) -> str | None:
    """Why hardly anything can be said, where hardly anything was told; else null."""
    total = int(events.sum())
    return None if total >= _ENOUGH else f"{total} acts in all are too few for more than a wide band"
