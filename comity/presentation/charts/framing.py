"""What stands above and below each chart: the title, the line beneath it, and the foot with its sources."""

from collections.abc import Sequence

from comity.model import CoderShare
from comity.presentation.charts.lettering import balanced, wrapped
from comity.presentation.charts.palette import INK, SMALL, SOFT, SUBTITLE, TITLE
from comity.presentation.charts.shapes import Frame, Shape, Words
from comity.presentation.wording import count_text, day_text

MARGIN = 14.0
_TITLE_LINE, _SUBTITLE_LINE, _FOOT_LINE = 22.0, 17.0, 14.0
_MOST_TITLE_LINES = 3


def heading_shapes(title: str, subtitle: str, room: Frame) -> tuple[list[Shape], float]:
    """Give title and subtitle from the top of a frame, in as many lines as they need, and where they end."""
    shapes: list[Shape] = []
    y = room.top
    for line in balanced(title, TITLE, room.right - room.left, bold=True, most=_MOST_TITLE_LINES):
        y += _TITLE_LINE
        shapes.append(Words(room.left, y - 4, line, TITLE, "title", INK, bold=True))
    for line in wrapped(subtitle, SUBTITLE, room.right - room.left):
        y += _SUBTITLE_LINE
        shapes.append(Words(room.left, y - 2, line, SUBTITLE, "subtitle", SOFT))
    return shapes, y


def foot_shapes(sentences: Sequence[str], room: Frame) -> tuple[list[Shape], float]:
    """Give lines of small print from the top of a frame, each sentence from a line of its own, and where they end."""
    shapes: list[Shape] = []
    y = room.top
    for sentence in sentences:
        for line in wrapped(sentence, SMALL, room.right - room.left):
            y += _FOOT_LINE
            shapes.append(Words(room.left, y - 3, line, SMALL, "foot", SOFT))
    return shapes, y


def source_text(coders: Sequence[CoderShare], last: str) -> str:
    """Name the coders with their numbers of acts and licences, and the last day of their data, an ISO day."""
    if not coders:
        return f"Source: no coder named. Data to {day_text(last)}."
    parts = []
    for coder in coders:
        acts = count_text(coder.acts, "act") if coder.acts != 1 else "1 act"
        parts.append(f"{coder.coder} ({acts}{f', {coder.licence}' if coder.licence else ''})")
    return f"Source: {', '.join(parts)}. Data to {day_text(last)}."
