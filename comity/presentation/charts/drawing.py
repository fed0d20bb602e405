"""What a drawing of the desk is: its picture, the sentence that sums it up, and its twin as a table."""

from collections.abc import Callable, Sequence

import msgspec

from comity.errors import UsageError
from comity.presentation.charts.framing import MARGIN, foot_shapes, heading_shapes
from comity.presentation.charts.lettering import clean
from comity.presentation.charts.shapes import Frame, Picture, Shape
from comity.presentation.charts.svg import svg_of

LEAST_WIDTH, MOST_WIDTH = 280, 2400
Cell = str | int | float | bool | None


class Table(msgspec.Struct, frozen=True):
    """Rows of what a drawing shows, and of what it had no room for; a null is something not observed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Drawing(msgspec.Struct, frozen=True):
    """A drawing that is laid out; `summary` says in a sentence what it shows, `table` shows the same as rows."""

    picture: Picture
    summary: str
    table: Table

    def svg(self, *, tokens: bool = True) -> str:
        """Give it as SVG (`svg_of`); without `tokens` its colours are plain, for a file that leaves the desk."""
        return svg_of(self.picture, tokens=tokens)


def checked_width(width: float, what: str) -> float:
    """Give a width in CSS pixels that a drawing can have. Raises `UsageError` for one under 280 or above 2,400."""
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        bounds = f"{LEAST_WIDTH} and {MOST_WIDTH:,} pixels"
        raise UsageError(f"{what} {width:g} pixels wide", f"is not between {bounds}", "give a width between them")
    return float(width)


def framed(
    title: str,
    summary: str,
    width: float,
    body: Callable[[Frame], tuple[list[Shape], float]],
    foot: Callable[[], Sequence[str]],
) -> Picture:
    """Give the picture of a `body` between title and summary above and the `foot` beneath.

    `body` gets the frame that begins where the heading ends, and gives its shapes and where they end. The foot is asked
    for afterwards, since it tells what the body had no room for.
    """
    room = Frame(MARGIN, MARGIN - 6, width - MARGIN, 0)
    heading, y = heading_shapes(title, summary, room)
    inner, y = body(Frame(room.left, y + 8, room.right, y + 8))
    sentences = foot()
    below, y = foot_shapes(sentences, Frame(room.left, y + 6, room.right, 0))
    description = " ".join([clean(summary), *(clean(each) for each in sentences)])
    return Picture(width, round(y + MARGIN - 4), clean(title), description, (*inner, *heading, *below))
