"""The key of a drawing: samples with their words, set in lines from left to right."""

from collections.abc import Callable, Sequence

import msgspec

from comity.presentation.charts.lettering import fitted, width
from comity.presentation.charts.palette import SMALL, SOFT
from comity.presentation.charts.shapes import Frame, Single, Words

_LINE, _BETWEEN, _BESIDE = 17.0, 14.0, 5.0


class Key(msgspec.Struct, frozen=True):
    """A sample `wide` pixels, drawn by `sample` from its left side and its middle height, and what it stands for."""

    wide: float
    sample: Callable[[float, float], list[Single]]
    text: str


def key_shapes(keys: Sequence[Key], room: Frame) -> tuple[list[Single], float]:
    """Give the keys from the top of a frame, in as many lines as they need, and where they end."""
    shapes: list[Single] = []
    x, y = room.left, room.top + _LINE / 2
    for key in keys:
        text = fitted(key.text, SMALL, room.right - room.left - key.wide - _BESIDE)
        wide = key.wide + _BESIDE + width(text, SMALL)
        if x > room.left and x + wide > room.right:
            x, y = room.left, y + _LINE
        shapes += key.sample(x, y)
        shapes.append(Words(x + key.wide + _BESIDE, y + 3.6, text, SMALL, "key", SOFT))
        x += wide + _BETWEEN
    return shapes, (y + _LINE / 2 if keys else room.top)
