"""A relation as a small chart of characters, for a terminal."""

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import wrap

import msgspec

from comity.errors import UsageError
from comity.model import Relation, TurningPoint
from comity.presentation.charts.bands import BOTTOM, TOP, number
from comity.presentation.charts.columns import Column, columns
from comity.presentation.charts.dates import Tick, period_text, ticks
from comity.presentation.charts.lettering import shortened
from comity.presentation.charts.turnings import told

_LEAST_WIDTH, _LEAST_HEIGHT = 24, 4
# Fewer letters than these say nothing of what happened.
_LEAST_WORDS = 12
_LETTERS = "abcdefghijkl"
_REST = "+"
# Numbers of the scale and the wall beside them.
_GUTTER = 5


class Signs(msgspec.Struct, frozen=True):
    """The characters of a chart; `upper` and `lower` are the level in the upper or lower half of its line."""

    upper: str
    lower: str
    band: str
    zero: str
    turn: str
    wall: str


_BLOCKS = Signs("▀", "▄", "░", "─", "┊", "│")
_ASCII = Signs("#", "#", ".", "-", ":", "|")


def text_chart(relation: Relation, width: int, height: int, ascii: bool = False) -> list[str]:
    """Give a relation as lines of at most `width` characters: letters of turns, `height` lines of plot, dates, legend.

    The level is solid and its 90% band light; nothing stands where nothing was covered. With `ascii` no character is
    beyond ASCII; letters of acts' words that are come as "?". Raises `UsageError` for less than 24 columns or 4 lines,
    and for a relation without rows.
    """
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        least = f"{_LEAST_WIDTH} columns and {_LEAST_HEIGHT} lines"
        raise UsageError(f"a chart of {width} by {height} characters", "is too small to read", f"give it {least}")
    if not relation.rows:
        raise UsageError(f"relation {relation.dyad}", "has no period to draw", "widen the time asked for")
    signs = _ASCII if ascii else _BLOCKS
    room = width - _GUTTER
    found = columns(relation.rows, room)
    turns = _lettered(relation, room)
    lines = [_at({each.column: each.letter for each in turns})] if turns else []
    lettered = {each.column for each in turns if each.letter != _REST}
    # Lines closer than this would hide the level that they cross.
    lines += _plot(found, lettered if len(lettered) * 5 <= room else set(), height, signs)
    lines.append(_dates(relation, room))
    # In ASCII an ellipsis is three characters wide.
    lines += [*_legend(relation, turns, width - 2 * ascii), *_reading(relation, found, signs, width)]
    return [(_to_ascii(line) if ascii else line)[:width].rstrip() for line in lines]


def _to_ascii(line: str) -> str:
    for mark, plain in (("−", "-"), ("–", "-"), ("…", "...")):
        line = line.replace(mark, plain)
    return line.encode("ascii", "replace").decode("ascii")


def _at(marks: dict[int, str]) -> str:
    """Words or letters at their columns, behind the gutter."""
    line = ""
    for column, text in sorted(marks.items()):
        line = f"{line:{column}}{text}"
    return " " * _GUTTER + line


def _plot(found: Sequence[Column], turns: set[int], height: int, signs: Signs) -> list[str]:
    names = {0: "10", _line(0.0, height): "0", height - 1: "-10"}
    lines = []
    for line in range(height):
        cells = "".join(
            _cell(column, line, height, signs, signs.turn if at in turns else "") for at, column in enumerate(found)
        )
        lines.append(f"{names.get(line, ''):>{_GUTTER - 2}} {signs.wall}{cells}")
    return lines


def _line(level: float, height: int, *, halves: int = 1) -> int:
    """The line of a level from above, or its half line where a line has two `halves`."""
    held = min(max(level, BOTTOM), TOP)
    return min(int((TOP - held) / (TOP - BOTTOM) * height * halves), height * halves - 1)


def _cell(column: Column, line: int, height: int, signs: Signs, turn: str) -> str:
    if column.level is None:
        return turn or " "
    half = _line(column.level, height, halves=2)
    if half // 2 == line:
        return signs.lower if half % 2 else signs.upper
    if turn:
        return turn
    known = column.low is not None and column.high is not None
    if known and _line(column.high or 0.0, height) <= line <= _line(column.low or 0.0, height):
        return signs.band
    return signs.zero if line == _line(0.0, height) else " "


class _Turn(msgspec.Struct, frozen=True):
    """A turning point with its letter, or the sign of those without, and its column."""

    turning: TurningPoint
    column: int
    letter: str


def _lettered(relation: Relation, room: int) -> list[_Turn]:
    """The most probable turns with letters in order of time, one a column, and the rest with a sign."""
    place = _placer(relation, room)
    likeliest: dict[int, TurningPoint] = {}
    for each in sorted(relation.turning_points, key=lambda one: (-one.probability, one.start)):
        column = place(date.fromisoformat(each.start))
        if len(likeliest) < len(_LETTERS):
            likeliest.setdefault(column, each)
    kept = list(likeliest.values())
    turns = [
        _Turn(each, column, letter) for letter, (column, each) in zip(_LETTERS, sorted(likeliest.items()), strict=False)
    ]
    rest = [each for each in relation.turning_points if each not in kept]
    taken = {turn.column for turn in turns}
    for each in rest:
        column = place(date.fromisoformat(each.start))
        turns += [_Turn(each, column, _REST)] if column not in taken else []
    return turns


def _placer(relation: Relation, room: int) -> Callable[[date], int]:
    first, last = date.fromisoformat(relation.rows[0].start), date.fromisoformat(relation.rows[-1].end)
    days = (last - first).days + 1

    def place(day: date) -> int:
        return min(max((day - first).days * room // days, 0), room - 1)

    return place


def _dates(relation: Relation, room: int) -> str:
    place = _placer(relation, room)

    def fits(found: tuple[Tick, ...]) -> bool:
        end = -2
        for tick in found:
            column = place(tick.day)
            if column < end + 2:
                return False
            end = column + len(tick.label)
        return bool(found) and end <= room

    first, last = date.fromisoformat(relation.rows[0].start), date.fromisoformat(relation.rows[-1].end)
    return _at({place(tick.day): tick.label for tick in ticks(first, last, fits)})


def _legend(relation: Relation, turns: Sequence[_Turn], width: int) -> list[str]:
    lines = []
    for turn in turns:
        each = turn.turning
        if turn.letter != _REST:
            when = period_text(each.start, each.end, relation.period, short=True)
            levels = f"{number(each.before)} to {number(each.after)}"
            head = f"{turn.letter:>{_GUTTER - 2}}  {when}, {levels}"
            room = width - len(head) - 2
            lines.append(f"{head}: {shortened(told(each), room)}" if room >= _LEAST_WORDS else head)
    rest = len(relation.turning_points) - len(lines)
    if rest:
        lines.append(f"{_REST:>{_GUTTER - 2}}  {rest} less probable {'turn' if rest == 1 else 'turns'}")
    return lines


def _reading(relation: Relation, found: Sequence[Column], signs: Signs, width: int) -> list[str]:
    blank = "; blank: no coverage" if any(column.level is None for column in found) else ""
    text = f"by {relation.period}, -10 conflict to 10 cooperation; {signs.band} 90% band{blank}"
    return wrap(text, width, initial_indent="  ", subsequent_indent="  ")
