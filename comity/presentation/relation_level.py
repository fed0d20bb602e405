"""Where a relation stands, in words that its band allows: the level, its rank in time, the year before, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from comity.model import Period, Relation, RelationRow
from comity.presentation.names import possessive, state_name
from comity.presentation.periods import period_text, span_text
from comity.presentation.wording import count_text, years_before

# Widths of the 90% band, judged against the scale of 20: a tenth of it is told, beyond a quarter little is.
NARROW, WIDE = 2.0, 5.0
# A band that holds zero leans to the side that has three quarters of it.
_LEANING = 3.0
# Of what the coders usually read, half is little.
THIN = 0.5
# One kind of act outweighs the other by so much before its multiple is worth telling.
_MULTIPLE = 1.5
# A rank over less than half a year is weather. Two quarters are too few for a rule that lets one period pass.
LEAST_BETWEEN: dict[Period, int] = {"week": 26, "month": 6, "quarter": 3}


@dataclass(frozen=True)
class Measured:
    """A row whose level is known, without the nulls: what every comparison of levels works on."""

    row: RelationRow
    level: float
    low: float
    high: float

    @property
    def start(self) -> str:
        """The first day of the period."""
        return self.row.start


def measured(relation: Relation) -> tuple[Measured, ...]:
    """Give the rows that have a level and a band, in order of time."""
    return tuple(
        Measured(row, row.level, row.low, row.high)
        for row in relation.rows
        if row.level is not None and row.low is not None and row.high is not None
    )


def signed(value: float) -> str:
    """Give a level with its sign and one decimal: "+3.2", "−2.0", "0.0"."""
    shown = f"{value:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")


def band_text(low: float, high: float) -> str:
    """Give a band as "+1.1 to +3.4"."""
    return f"{signed(low)} to {signed(high)}"


def subject(relation: Relation) -> str:
    """Give what was measured as it stands inside a sentence: of two, or of one towards another."""
    if relation.direction is None:
        one, other = relation.dyad.split("-", 1)
        return f"the relation between {state_name(one)} and {state_name(other)}"
    one, other = relation.direction.split(">", 1)
    return f"{possessive(state_name(one))} conduct towards {state_name(other)}"


def meaning(low: float, high: float) -> str:
    """Give what a band says of the relation: it must lie on one side of zero to say which kind of act outweighs."""
    if low > 0:
        return "more cooperation than conflict"
    if high < 0:
        return "more conflict than cooperation"
    if high - low <= NARROW:
        return "cooperation and conflict are about in balance"
    if high >= _LEANING * -low:
        return "leaning to cooperation, though conflict may outweigh"
    if -low >= _LEANING * high:
        return "leaning to conflict, though cooperation may outweigh"
    return "whether cooperation or conflict outweighs can't be told"


def level_text(relation: Relation, now: Measured) -> str:
    """Say where the relation stands in its latest covered period: what it means first, then the number."""
    when = period_text(now.start, relation.period)
    return (
        f"{meaning(now.low, now.high)}: in {when} {subject(relation)} stood at {signed(now.level)} (90% band "
        f"{band_text(now.low, now.high)}) on the scale from −10, conflict, to +10, cooperation"
    )


def rates_text(now: Measured, period: Period) -> str:
    """Say both rates of a period; "" where one is not known.

    How many times one is the other is told only where the band says that it outweighs.
    """
    one, other = now.row.cooperation, now.row.conflict
    if one is None or other is None:
        return ""
    rates = (
        f"behind it stand rates of {one:.1f} for cooperation and {other:.1f} for conflict a {period} (acts weighted by "
        "intensity, at the usual coverage)"
    )
    if now.low > 0 and other > 0 and one / other >= _MULTIPLE:
        return f"{rates}: {one / other:.1f} times as much cooperation as conflict"
    if now.high < 0 and one > 0 and other / one >= _MULTIPLE:
        return f"{rates}: {other / one:.1f} times as much conflict as cooperation"
    return rates


def rank_text(relation: Relation, known: Sequence[Measured]) -> str:
    """Say since when the relation has not been so close (or so cold) as in its latest covered period; "" for never.

    The rule. X is the last earlier covered period whose level is at least the latest one; all covered periods after
    X are lower. "The closest since X" is said if there are at least `LEAST_BETWEEN` of them and the low bound of the
    latest band lies above the level of all of them but one at most. Without an X the whole time covered takes its
    place. Falling is the same the other way round. Where the bands do not allow this, the relation is only said to
    be "about as close as in" the last period before its present stretch whose level lies in the latest band, where
    the present stretch is all covered periods up to the latest whose levels lie in that band, and everything in
    between lies on one side of it. A band wider than `WIDE` only tells when the level was last outside of it.
    """
    if len(known) < 2:
        return ""
    now, earlier = known[-1], known[:-1]
    least = LEAST_BETWEEN[relation.period]
    up = _since(now, earlier, least=least)
    down = None if up else _since(_mirrored(now), [_mirrored(each) for each in earlier], least=least)
    if up is None and down is None:
        return _about(relation, now, earlier, least=least)
    word, since = _most(relation, now, up=up is not None), up or down or ""
    if since == "ever":
        return f"this is the {word} it has been {_ever(relation, earlier)}"
    then = next(each for each in earlier if each.start == since)
    gaps = _as_covered(relation, then, now)
    return f"this is the {word} it has been since {period_text(since, relation.period)}{gaps}"


def _as_covered(relation: Relation, then: Measured, now: Measured) -> str:
    """Say of a rank over time with gaps that it speaks for the rest only."""
    missing = any(row.level is None and then.start < row.start < now.start for row in relation.rows)
    return ", as far as that time is covered" if missing else ""


def _ever(relation: Relation, earlier: Sequence[Measured]) -> str:
    return f"in all the time covered, from {period_text(earlier[0].start, relation.period)} on"


def _since(now: Measured, earlier: Sequence[Measured], *, least: int) -> str | None:
    """Give the first day of X, or "ever" without one; null where the rule does not allow to say it."""
    at = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].level >= now.level), None)
    between = earlier if at is None else earlier[at + 1 :]
    if len(between) < least or sum(each.level >= now.low for each in between) > 1:
        return None
    return "ever" if at is None else earlier[at].start


def _mirrored(each: Measured) -> Measured:
    """Turn the scale round, so that one rule serves rising and falling."""
    return Measured(each.row, -each.level, -each.high, -each.low)


def _about(relation: Relation, now: Measured, earlier: Sequence[Measured], *, least: int) -> str:
    """Word a rank of the present stretch rather than of one period."""
    if now.high - now.low > WIDE:
        return _last_beyond(relation, now, earlier)
    like = [now.low <= each.level <= now.high for each in earlier]
    start = next((at + 1 for at in range(len(earlier) - 1, -1, -1) if not like[at]), 0)
    if start == 0:
        return f"it has been at about this level {_ever(relation, earlier)}"
    here = start < len(earlier)
    stretch = (
        f"it has been at about this level since {period_text(earlier[start].start, relation.period)}" if here else ""
    )
    before = next((at for at in range(start - 1, -1, -1) if like[at]), None)
    between = earlier[:start] if before is None else earlier[before + 1 : start]
    lower = [each.level < now.low for each in between]
    if len(between) < least or (any(lower) and not all(lower)):
        return stretch
    lead = f"{stretch}, " if here else "it is "
    if before is None:
        first = period_text(earlier[0].start, relation.period)
        word = _more(relation, now, up=all(lower))
        return f"{lead}{word} than in any {relation.period} covered before, from {first} on"
    then = period_text(earlier[before].start, relation.period)
    word = _more(relation, now, up=all(lower))
    gaps = _as_covered(relation, earlier[before], now)
    return f"{lead}about as {_plain(relation, now)} as in {then} and {word} than in between{gaps}"


def _last_beyond(relation: Relation, now: Measured, earlier: Sequence[Measured]) -> str:
    """Say what a wide band leaves to say: when the level was last outside of it."""
    last = next((each for each in reversed(earlier) if not now.low <= each.level <= now.high), None)
    if last is None:
        return "the band is so wide that it holds every level of the time covered"
    side = "below" if last.level < now.low else "above"
    then = period_text(last.start, relation.period)
    return f"the band is too wide for a rank; the level was last {side} it in {then} ({signed(last.level)})"


def _most(relation: Relation, now: Measured, *, up: bool) -> str:
    if now.level >= 0:
        return ("closest" if relation.direction is None else "friendliest") if up else "coolest"
    return "least hostile" if up else "most hostile"


def _more(relation: Relation, now: Measured, *, up: bool) -> str:
    if now.level >= 0:
        return ("closer" if relation.direction is None else "friendlier") if up else "cooler"
    return "less hostile" if up else "more hostile"


def _plain(relation: Relation, now: Measured) -> str:
    return "hostile" if now.level < 0 else "close" if relation.direction is None else "friendly"


def year_text(known: Sequence[Measured]) -> str:
    """Say how the level differs from that of a year before; "" where that period is not covered.

    Bands that lie apart differ clearly; where one level lies in the other's band, the two can't be told apart.
    """
    now = known[-1]
    day = years_before(now.start, 1)
    then = next((each for each in known[:-1] if each.start <= day <= each.row.end), None)
    if then is None:
        return ""
    way = "higher" if now.level > then.level else "lower"
    if now.low > then.high or now.high < then.low:
        judged = f"it is clearly {way} now"
    elif now.low <= then.level <= now.high or then.low <= now.level <= then.high:
        judged = "the two can't be told apart"
    else:
        judged = f"it is {way} now, though the bands overlap"
    return f"a year before it stood at {signed(then.level)} (90% band {band_text(then.low, then.high)}): {judged}"


def sure_text(known: Sequence[Measured], period: Period) -> str:
    """Say how wide the latest band is and what it rests on."""
    now = known[-1]
    width = now.high - now.low
    word = "narrow" if width <= NARROW else "wide" if width > WIDE else "of middling width"
    name = period_text(now.start, period)
    rests = (
        f"{count_text(now.row.events, 'act')} of {name} in {count_text(now.row.reports, 'report')}"
        if now.row.events else f"no act in {name} itself, so that earlier ones carry it"
    )  # fmt: skip
    return f"the band is {word} ({width:.1f} points of 20): {rests}{_covered(known)}"


def _covered(known: Sequence[Measured]) -> str:
    """Hold the latest coverage against the median; nothing where there is nothing to hold it against."""
    if len(known) < 2:
        return ""
    coverage, usual = known[-1].row.coverage, median(each.row.coverage for each in known)
    word = "thin" if coverage < THIN * usual else "above the usual" if coverage > usual / THIN else "as usual"
    return f"; coverage is {word} ({coverage:,}; in the median period {usual:,.0f})"


def stale_text(relation: Relation, now: Measured) -> str:
    """Say that nothing is known after the latest covered period, and why; "" where it is the last one."""
    after = [row for row in relation.rows if row.start > now.row.start]
    if not after:
        return ""
    span = span_text(after[0].start, after[-1].start, relation.period)
    why = " and ".join(dict.fromkeys(row.note.rstrip(".") for row in after if row.note)) or "no reason is given"
    return f"nothing is known of {span} ({why}): all here is as of {period_text(now.start, relation.period)}"
