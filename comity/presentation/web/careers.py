"""Offices over time as a small drawing: a bar an office, filled where the table of leaders tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WIDTH, LEFT, ROW, TOP = 720, 8, 34, 26
# A drawing of more bars is no drawing; the table below it has all.
MOST = 24


@dataclass(frozen=True)
class Bar:
    """An office as drawn: from `x`, so wide, on the row at `y`; a `point` is of one day, an `open` one goes on."""

    x: float
    y: float
    width: float
    text_x: float
    anchor: str
    label: str
    words: str
    source: str
    point: bool
    open: bool


@dataclass(frozen=True)
class Career:
    """The drawing: its bars, the ticks of its years, and what it shows in a sentence."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    summary: str
    left_out: int


def career(name: str, tenures: Sequence[Mapping[str, Any]], *, until: str | None) -> Career | None:
    """Give the drawing of dated offices; null when none has a day. `until` (ISO) ends those that go on."""
    dated = [(each, *_days(each, until)) for each in tenures]
    kept = sorted(
        ((each, first, last) for each, first, last in dated if first is not None and last is not None),
        key=lambda each: (each[1], each[2]),
    )
    if not kept:
        return None
    drawn = kept[-MOST:]
    years = (min(first for _, first, _ in drawn).year, max(last for _, _, last in drawn).year + 1)
    start, end = date(years[0], 1, 1).toordinal(), date(min(years[1], 9999), 1, 1).toordinal()
    scale = (WIDTH - 2 * LEFT) / max(end - start, 1)

    def place(when: date) -> float:
        return round(LEFT + (when.toordinal() - start) * scale, 1)

    bars = tuple(_bar(each, place(first), place(last), TOP + at * ROW, until)
                 for at, (each, first, last) in enumerate(drawn))  # fmt: skip
    step = next((each for each in (1, 2, 5, 10, 20, 50, 100) if (years[1] - years[0]) / each <= 8), 200)
    ticks = tuple((place(date(year, 1, 1)), str(year)) for year in range(years[0], min(years[1], 9999) + 1)
                  if year % step == 0 or years[1] - years[0] <= step)  # fmt: skip
    table = sum(bar.source == "table" for bar in bars)
    told = f"{table} by the codebook’s table of leaders, {len(bars) - table} by reports"
    summary = f"Offices of {name} from {years[0]} to {years[1] - 1}: {told}."
    return Career(bars, ticks, TOP + len(bars) * ROW + 6, summary, len(kept) - len(drawn))


def tenure_days(each: Mapping[str, Any]) -> str:
    """Give when an office was held in words of its own table: "2007-09-26 to 2008-08-02", "seen 2025-08-23"."""
    if each["from"] or each["to"]:
        return f"{each['from'] or 'not told'} to {each['to']}" if each["to"] else f"since {each['from']}"
    if each["former"]:
        return f"before {each['seen']}" if each["seen"] else "formerly, day not told"
    return f"in office on {each['seen']}" if each["seen"] else "day not told"


def _bar(each: Mapping[str, Any], x: float, end: float, y: float, until: str | None) -> Bar:
    where = each["organisation"] or each["country"] or ""
    words = f"{each['title']}{f', {where}' if where else ''}"
    point = not (each["from"] or each["to"])
    late = x > WIDTH * 0.6
    return Bar(
        x=x,
        y=y,
        width=max(end - x, 3.0),
        text_x=end if late else x,
        anchor="end" if late else "start",
        label=f"{words} ({tenure_days(each)})",
        words=words[:60],
        source=each["source"],
        point=point,
        open=not point and each["to"] is None,
    )


def _days(each: Mapping[str, Any], until: str | None) -> tuple[date | None, date | None]:
    first, last = _day(each["from"], last=False), _day(each["to"], last=True)
    if first is None and last is None:
        seen = _day(each["seen"], last=False)
        return seen, seen
    if last is None:
        last = max(filter(None, (_day(until, last=True), first)))
    return first or last, last


def _day(text: str | None, *, last: bool) -> date | None:
    if not text:
        return None
    whole = {4: f"{text}-12-31" if last else f"{text}-01-01", 7: f"{text}-28" if last else f"{text}-01"}
    try:
        return date.fromisoformat(whole.get(len(text), text)[:10])
    except ValueError:
        return None
