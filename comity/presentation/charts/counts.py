"""Counts a period as a strip of columns, for the head of a table: zero is a line, what was not observed is hatched."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from comity.errors import UsageError
from comity.model import Quad
from comity.presentation.charts.dates import TimeAxis, axis_shapes, period_text, span_text
from comity.presentation.charts.drawing import Drawing, Table, checked_width, framed
from comity.presentation.charts.keys import Key, key_shapes
from comity.presentation.charts.lettering import clean, width
from comity.presentation.charts.palette import FAINT_TURN, INK, LAND, LEVEL, RULE, SMALL, SOFT, SORTS, SUBTITLE
from comity.presentation.charts.shapes import Frame, Linked, Patch, Shape, Single, Stroke, Words, across
from comity.presentation.wording import count_text, listing, range_text

_PLOT = 84.0
_DAY = timedelta(days=1)
# Above the highest column stands its number.
_HEAD = 14.0
_RIGHT = 22.0
# Columns narrower than this can't be told apart; they are added up to longer periods.
_LEAST_COLUMN = 3.0
_MOST_COLUMN = 56.0
_GAP = 1.0
_LONGER = {"quarter": 3, "year": 12, "decade": 120, "century": 1200}  # in months
_ROUND = tuple(lead * 10**zeros for zeros in range(15) for lead in (1, 2, 5))


class PeriodCount(msgspec.Struct, frozen=True):
    """How many there were in a period, `start..end` inclusive ISO days; null says not observed, which is not zero."""

    start: str
    end: str
    count: int | None


class Column(msgspec.Struct, frozen=True):
    """A column: its days, its count, and of how many of its periods nothing was observed."""

    first: date
    last: date
    count: int | None
    missing: int = 0
    row: PeriodCount | None = None


def counts_chart(
    rows: Sequence[PeriodCount],
    *,
    title: str,
    width: float,
    noun: str = "act",
    quad: Quad | None = None,
    href: Callable[[PeriodCount], str | None] | None = None,
) -> Drawing:
    """Give counts by period as a strip of columns, `width` CSS pixels wide.

    `noun` is what is counted, in the singular. Periods must not overlap; days between them count as not observed.
    Where columns would be too narrow they are added up by quarter, year or more, and the foot says so. `href` gives
    where a period leads, if it is drawn by itself. Rows of the table: the periods in order. Raises `UsageError` for a
    width, a day, a number or a link that can't be drawn.
    """
    width = checked_width(width, "a strip of counts")
    given = _columns(rows)
    columns, longer = _merged(given, width * 0.85)
    link = href or _nowhere

    def body(frame: Frame) -> tuple[list[Shape], float]:
        return _body(columns, frame, SORTS[quad].colour if quad else LEVEL, noun, link)

    def foot() -> list[str]:
        return [f"Added up by {longer}, since the columns of {count_text(len(given), 'period')} would be too narrow."]

    summary = _summary(given, noun, quad)
    ordered = tuple((c.first.isoformat(), c.last.isoformat(), c.count) for c in given)
    picture = framed(title, summary, width, body, foot if longer else list)
    return Drawing(picture, summary, Table(("start", "end", "count"), ordered))


def _nowhere(row: PeriodCount) -> None:
    return None


def _columns(rows: Sequence[PeriodCount]) -> list[Column]:
    found = []
    for row in rows:
        what = f"period {clean(row.start)}..{clean(row.end)}"
        try:
            first, last = date.fromisoformat(row.start), date.fromisoformat(row.end)
        except ValueError as error:
            raise UsageError(what, "is not made of two days", "write them as 2024-03-01") from error
        if last < first or (row.count is not None and row.count < 0):
            raise UsageError(f"{what} of {row.count}", "ends before it begins or is below zero", "mend the row")
        found.append(Column(first, last, row.count, int(row.count is None), row))
    found.sort(key=lambda column: column.first)
    for one, other in pairwise(found):
        if other.first <= one.last:
            raise UsageError(f"period {other.first}", "begins within another", "give each day to one period")
    return found


def _merged(columns: list[Column], room: float) -> tuple[list[Column], str]:
    """Add columns up where there are too many for the room; and the name of the longer period."""
    if not columns or _widest(columns, room) >= _LEAST_COLUMN:
        return columns, ""
    for name, months in _LONGER.items():
        groups: dict[int, list[Column]] = defaultdict(list)
        for column in columns:
            groups[(column.first.year * 12 + column.first.month - 1) // months].append(column)
        merged = [_together(own) for own in groups.values()]
        if _widest(merged, room) >= _LEAST_COLUMN or name == "century":
            break
    return merged, name


def _together(own: Sequence[Column]) -> Column:
    """Columns as one: known counts added up, and how many are not known."""
    known = [each.count for each in own if each.count is not None]
    return Column(own[0].first, own[-1].last, sum(known) if known else None, len(own) - len(known))


def _widest(columns: Sequence[Column], room: float) -> float:
    """How wide a column of the middling length is."""
    days = sorted((column.last - column.first).days + 1 for column in columns)
    return room * days[len(days) // 2] / ((columns[-1].last - columns[0].first).days + 1)


def _body(
    columns: Sequence[Column], frame: Frame, colour: str, noun: str, link: Callable[[PeriodCount], str | None]
) -> tuple[list[Shape], float]:
    if not columns:
        return [Words(frame.left, frame.top + 16, "No period to draw.", SUBTITLE, "empty", INK)], frame.top + 24
    most = max((column.count or 0 for column in columns), default=0)
    top = next(number for number in _ROUND if number >= most)
    plot = Frame(frame.left + width(f"{top:,}", SMALL) + 7, frame.top + _HEAD, frame.right - _RIGHT, 0)
    plot = Frame(plot.left, plot.top, plot.right, plot.top + _PLOT)
    axis = TimeAxis(columns[0].first, columns[-1].last, plot.left, plot.right)
    shapes: list[Shape] = [*axis_shapes(axis, plot, lines_from=plot.bottom)]
    for number in dict.fromkeys((top, top // 2 if top % 2 == 0 else top, 0)):
        y = plot.bottom - _PLOT * number / top
        shapes.append(across(plot, y, SOFT if number == 0 else RULE, width=0.7))
        shapes.append(Words(plot.left - 5, y + 3.5, f"{number:,}", SMALL, "scale", SOFT, "end"))
    shapes += [_gap(first, last, axis, plot) for first, last in _gaps(columns)]
    shapes += [_column(column, top, axis, plot, colour, noun, link) for column in columns if column.count is not None]
    shapes += _peak(columns, top, axis, plot)
    below, y = key_shapes(_keys(columns, colour), Frame(frame.left, plot.bottom + 24, frame.right, 0))
    return [*shapes, *below], y


def _gaps(columns: Sequence[Column]) -> list[tuple[date, date]]:
    """The stretches of which nothing is known, those without a row too."""
    found: list[tuple[date, date]] = []
    day = columns[0].first
    for column in columns:
        begin = day if column.first > day else column.first
        end = column.last if column.count is None else column.first - _DAY
        if end >= begin:
            joined = found and found[-1][1] + _DAY == begin
            found = [*found[:-1], (found[-1][0], end)] if joined else [*found, (begin, end)]
        day = column.last + _DAY
    return found


def _gap(first: date, last: date, axis: TimeAxis, plot: Frame) -> Shape:
    left, right = axis.x(first), axis.x(last, part=1.0)
    shade = _hatched(left, plot.top, max(right, left + 0.5), plot.bottom)
    return Linked(f"{_when(first, last)}: not observed", None, (shade,))


def _hatched(left: float, top: float, right: float, bottom: float) -> Single:
    ring = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Patch((ring,), LAND, 1.0, None, 0.5, "sparse", FAINT_TURN)


def _column(
    column: Column,
    top: int,
    axis: TimeAxis,
    plot: Frame,
    colour: str,
    noun: str,
    link: Callable[[PeriodCount], str | None],
) -> Shape:
    left, right = axis.x(column.first), axis.x(column.last, part=1.0)
    inset = max(0.0, right - left - _MOST_COLUMN) / 2
    left, right = left + inset, right - inset
    right -= _GAP if right - left > 2 * _GAP + 1 else 0.0
    y = plot.bottom - _PLOT * (column.count or 0) / top
    told = f"{_when(column.first, column.last)}: {count_text(column.count or 0, noun)}"
    if column.missing:
        told += f"; {count_text(column.missing, 'period')} not observed"
    href = link(column.row) if column.row is not None else None
    return Linked(told, href, (_bar(left, y, right, plot.bottom, colour, bool(column.missing)),))


def _bar(left: float, top: float, right: float, bottom: float, colour: str, partly: bool) -> Single:
    if bottom - top < 0.05:
        return Stroke(((left, bottom - 0.9), (right, bottom - 0.9)), colour, 1.8)
    ring = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Patch((ring,), colour, 0.3 if partly else 1.0, None, 0.5, "lines" if partly else None, colour)


def _peak(columns: Sequence[Column], top: int, axis: TimeAxis, plot: Frame) -> list[Shape]:
    """The number of the highest column above it."""
    highest = max((c for c in columns if c.count), key=lambda c: c.count or 0, default=None)
    if highest is None or highest.count is None:
        return []
    text = f"{highest.count:,}"
    half = width(text, SMALL, bold=True) / 2
    x = (axis.x(highest.first) + axis.x(highest.last, part=1.0)) / 2
    x = min(max(x, plot.left + half), plot.right + _RIGHT - half)
    y = plot.bottom - _PLOT * highest.count / top - 3
    return [Words(x, y, text, SMALL, "peak", INK, "middle", bold=True, halo=True)]


def _keys(columns: Sequence[Column], colour: str) -> list[Key]:
    """The key of what is not a plain column; nothing where there is no such thing."""
    samples: list[tuple[bool, Callable[[float, float], Single], str]] = [
        (any(c.count == 0 for c in columns), lambda x, y: _bar(x, y + 4, x + 16, y + 4, colour, False), "zero"),
        (bool(_gaps(columns)), lambda x, y: _hatched(x, y - 5, x + 16, y + 5), "not observed"),
        (
            any(c.missing and c.count is not None for c in columns),
            lambda x, y: _bar(x, y - 5, x + 16, y + 5, colour, True),
            "observed in part",
        ),
    ]
    return [Key(16, lambda x, y, draw=draw: [draw(x, y)], text) for there, draw, text in samples if there]  # type: ignore[misc]


def _when(first: date, last: date) -> str:
    start, end = first.isoformat(), last.isoformat()
    if first.day != 1 or (last + _DAY).day != 1:
        return range_text(start, end)
    whole_years = first.month == 1 and last.month == 12
    return span_text(start, end) if whole_years else period_text(start, end, "month")


def _summary(columns: Sequence[Column], noun: str, quad: Quad | None) -> str:
    """A sentence on the sum, the highest column, and how much was not observed."""
    known = [column for column in columns if column.count is not None]
    if not known:
        return "Nothing was observed."
    total = sum(column.count or 0 for column in known)
    what = f"{count_text(total, noun)}{f' of {quad}' if quad else ''}"
    text = f"{what} in {_when(columns[0].first, columns[-1].last)}"
    highest = max(known, key=lambda column: column.count or 0)
    if total and len(known) > 1:
        text += f", most in {_when(highest.first, highest.last)} ({highest.count:,})"
    missing = len(columns) - len(known)
    text += f"; {count_text(missing, 'period')} not observed" if missing else ""
    absent = [
        _when(one.last + _DAY, other.first - _DAY) for one, other in pairwise(columns) if other.first > one.last + _DAY
    ]
    text += f"; no row for {listing(absent)}" if absent else ""
    return clean(f"{text[:1].upper()}{text[1:]}.")
