"""The measure of one dyad: its counts gathered, its level, turns and what goes with them put together."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from comity.codebook import states
from comity.measurement.balance import own_balance
from comity.measurement.calendar import last_day
from comity.measurement.fulfilment import fulfilment
from comity.measurement.grid import Floats
from comity.measurement.halflife import half_life
from comity.measurement.issues import issue_shares
from comity.measurement.learning import Learnt
from comity.measurement.level import Levels
from comity.measurement.reciprocity import reciprocity, strongest
from comity.measurement.relation import (
    coder_shares,
    few,
    levels_of,
    notes_of,
    rows_of,
    side_of,
    turning_points,
    turns_of,
)
from comity.measurement.series import Counted, Covered, Series, series
from comity.measurement.triads import pressure, triads
from comity.measurement.turning import Turn
from comity.model import Act, Association, Interval, LedgerPledge, Period, Relation

# A chart can't show more, and reads no better for trying.
_MARKS = 2000


@dataclass(frozen=True)
class Evidence:
    """What a record holds of a dyad: counts and coverage by coder, its acts, pledges and outside pressures.

    `pressures` gives by outside state its counts towards the two. `licences` are those of imported coders.
    """

    dyad: str
    counted: Sequence[Counted]
    covered: Sequence[Covered]
    acts: Sequence[Act]
    pledges: Sequence[LedgerPledge] = ()
    pressures: Mapping[str, Sequence[Counted]] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)


def measured(
    evidence: Evidence,
    learnt: Learnt,
    *,
    period: Period,
    direction: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Relation:
    """The relation of a dyad as far as the evidence tells; `notes` say what it does not tell.

    `since` and `until` cut what is shown: the measure is of all that is known, so that a band does not depend on where
    one looks.
    """
    dyad = evidence.dyad
    whole = series(dyad, period, evidence.counted, evidence.covered)
    told = sum(row.acts for row in evidence.counted)
    if whole is None or not told:
        read = "; what was read in that time is about others" if whole is not None else ""
        step = f"no act between {_names(dyad)} is on record, so there is no number{read}"
        return Relation(dyad, direction, period, (), notes=(step,))
    if not any(
        _overlaps(start.isoformat(), last_day(start, period).isoformat(), since, until) for start in whole.starts
    ):
        first, last = whole.starts[0], last_day(whole.starts[-1], period)
        reach = f"what was read of {_names(dyad)} reaches from {first} to {last}, and the days asked for lie beyond it"
        return Relation(dyad, direction, period, (), notes=(reach,))
    side = side_of(whole, direction)
    whole, began = _since_both_exist(whole)
    levels = levels_of(whole, side, learnt.dynamics, learnt.prior)
    found = turns_of(whole, levels)
    shares = coder_shares(whole, levels, dict(Counter(act.coder for act in evidence.acts)), evidence.licences.get)
    shown = [act for act in evidence.acts if _between(act.date, since, until) and _goes(act, direction)]
    issues, _unknown = issue_shares(shown)
    lasting, reason = _half_life(whole, side, levels, found)
    notes = [*notes_of(whole, shares, began=began)]
    notes += [each for each in (few(whole.events[side]), reason) if each]
    return Relation(
        dyad=dyad,
        direction=direction,
        period=period,
        rows=tuple(
            row
            for row in rows_of(whole, side, levels, direction, began=began)
            if _overlaps(row.start, row.end, since, until)
        ),
        turning_points=tuple(
            point
            for point in turning_points(whole, found, [act for act in evidence.acts if _goes(act, direction)])
            if _overlaps(point.start, point.end, since, until)
        ),
        coders=shares,
        half_life=lasting,
        associations=_associations(whole, evidence, levels) if direction is None else (),
        issues=issues,
        fulfilment=fulfilment(evidence.pledges),
        marks=tuple(sorted(shown, key=lambda act: -abs(act.intensity))[:_MARKS]),
        notes=tuple(notes),
    )


def _since_both_exist(found: Series) -> tuple[Series, list[tuple[str, date]]]:
    """The series without coverage before both states were there, and the founding days that it cuts at."""
    began: list[tuple[str, date]] = []
    exposure = found.exposure.copy()
    known = states()
    for code in found.dyad.split("-"):
        day = known[code].since if code in known else ""
        if day and date.fromisoformat(day) > found.starts[0]:
            began.append((known[code].name, date.fromisoformat(day)))
            exposure[:, [start < date.fromisoformat(day) for start in found.starts]] = 0
    return replace(found, exposure=exposure), began


def _half_life(found: Series, side: int, levels: Levels, turns: Sequence[Turn]) -> tuple[Interval | None, str | None]:
    """How long a shock lasts, by each period's own balance of acts, which no smoothing has touched."""
    told = found.weights[side].sum(axis=1)
    exposed = (np.exp(levels.effects[0])[:, :, None] * found.exposure).sum(axis=1)
    began = np.zeros(len(found.starts))
    began[[turn.at for turn in turns]] = 1
    return half_life(*own_balance(told[0], told[1], (exposed[0], exposed[1])), began)


def _associations(found: Series, evidence: Evidence, levels: Levels) -> tuple[Association, ...]:
    """Answers in kind between the two, and what came after pressure from outside."""
    covered = found.exposure.sum(axis=0) > 0
    # What one dyad makes up most of is no measure of attention.
    others = np.maximum(found.coverage - found.reports[0], 0)
    common = np.where(covered, others, np.nan) if others[covered].sum() > 3 * found.reports[0].sum() else None
    one, other = found.dyad.split("-")
    told: list[Association] = []
    for channel, name in ((1, "conflict"), (0, "cooperation")):
        sides = [np.where(covered, found.weights[side, channel].sum(axis=0), np.nan) for side in (1, 2)]
        rows = reciprocity(sides[0], sides[1], names=(one, other), of=name, common=common)  # type: ignore[arg-type]
        told += strongest(rows)
    pressures = {state: _pressed(found, rows) for state, rows in evidence.pressures.items()}
    level = np.where(covered, levels.balance[0], np.nan)
    outside = {state: np.where(covered, counts, np.nan) for state, counts in pressures.items()}
    told += strongest(triads(outside, level, dyad=found.dyad, common=common))
    return tuple(row for row in told if row.low > 0 or row.high < 0)


def _pressed(found: Series, rows: Iterable[Counted]) -> Floats:
    place = {start: t for t, start in enumerate(found.starts)}
    towards = {side: np.zeros(len(found.starts)) for side in found.dyad.split("-")}
    for row in rows:
        side = row.direction.split(">")[1]
        if row.start in place and side in towards and row.quad.endswith("conflict"):
            towards[side][place[row.start]] += row.weight
    first, second = towards.values()
    return pressure(first, second)


def _names(dyad: str) -> str:
    known: Callable[[str], str] = lambda code: states()[code].name if code in states() else code  # noqa: E731
    return " and ".join(known(code) for code in dyad.split("-"))


def _goes(act: Act, direction: str | None) -> bool:
    return direction is None or act.joint or f"{act.actor}>{act.recipient}" == direction


def _between(day: str, since: date | None, until: date | None) -> bool:
    return _overlaps(day, day, since, until)


def _overlaps(start: str, end: str, since: date | None, until: date | None) -> bool:
    return (since is None or end >= since.isoformat()) and (until is None or start <= until.isoformat())
