"""How wide words are, and how they are cut and broken to fit.

Widths are those of DejaVu Sans, from a table of our own: the same on each machine, with or without the font, and wider
than what most viewers of an SVG put in its place, so that what fits here fits there.
"""

import re
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, pairwise

from comity.errors import ExtraMissing
from comity.presentation.plain import plain

FONT = "DejaVu Sans"
_EM = 2048
_DESCENT = 0.24
_ASCENT = 0.76
_ELLIPSIS = "…"
# Words that a cut text must not end in: they promise another.
_LEADING = frozenset(["", *"a an the of to in on at by for from with and or over its their into as that".split()])
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def need_matplotlib() -> None:
    """Raise `ExtraMissing` when matplotlib, which draws, is not installed."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise ExtraMissing(
            "a chart as PNG", "can't be drawn without matplotlib", "install it with: pip install 'comity[charts]'"
        ) from error


def clean(text: str) -> str:
    """Give text on one line, without control characters and what no XML file may hold."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return plain(_NOT_XML.sub(" ", text))


@lru_cache(maxsize=8192)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of words in pixels at letters of `size` pixels, as if no two letters were drawn together."""
    return sum(_advance(letter, bold) for letter in text) * size


def _advance(letter: str, bold: bool) -> float:
    """How far a letter moves the pen, at a size of 1."""
    widths = letters()
    # Letters of other scripts are about as wide as they are high, like a long dash.
    return (widths.get(ord(letter)) or widths[ord("—")])[bold]


def lacking(text: str) -> bool:
    """Tell whether our font lacks a letter of a text."""
    return not text.isascii() and any(ord(letter) not in letters() for letter in text)


@lru_cache(maxsize=1)
def letters() -> dict[int, tuple[float, float]]:
    """Give how wide each letter of our font is, regular and bold, at a size of 1 (`scripts/letter_widths.py`)."""
    text = (files("comity.presentation.charts") / "data" / "letters.csv").read_text(encoding="utf-8")
    widths: dict[int, tuple[float, float]] = {}
    for line in text.splitlines()[1:]:
        first, last, regular, bold = line.split(",")
        widths.update(dict.fromkeys(range(int(first, 16), int(last, 16) + 1), (int(regular) / _EM, int(bold) / _EM)))
    return widths


def height(size: float) -> tuple[float, float]:
    """Give how far letters of a size stand above and hang below their foot, in pixels."""
    return _ASCENT * size, _DESCENT * size


def shortened(text: str, most: int) -> str:
    """Give text of at most about `most` characters, cut behind a word, with "…" where it was cut."""
    text = clean(text).rstrip(".,;: ")
    if len(text) <= most:
        return text
    head = text[: most + 1]
    cut = head.rfind(" ")
    # One long word is cut inside: a line without an end would push out everything else.
    if cut <= most // 2:
        return text[: most - 1] + _ELLIPSIS
    words = head[:cut].split(" ")
    while len(words) > 2 and words[-1].lower().strip(",;:–—") in _LEADING:
        words.pop()
    return " ".join(words).rstrip(".,;:–— ") + _ELLIPSIS


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Give as many letters of `text` as fit into `room` pixels, with "…" where it was cut."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def wrapped(text: str, size: float, room: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Break text into lines no wider than `room` pixels; of more than `most` lines the last kept ends in "…"."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines += [line] if line else []
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(each, size, room, bold=bold) for each in lines]


def balanced(text: str, size: float, room: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Break text as `wrapped` does, into lines of like width."""
    lines = wrapped(text, size, room, bold=bold, most=most)
    if 1 < len(lines) < most:
        for part in range(50, 100, 5):
            narrower = wrapped(text, size, room * part / 100, bold=bold)
            if len(narrower) == len(lines):
                return narrower
    return lines


def stacked(text: str, size: float) -> list[str]:
    """Break a short text into the least wide lines, one for each 14 letters or so and three at most."""
    words = text.split()
    count = min(1 + (len(text) - 1) // 14, 3, len(words))
    breaks = combinations(range(1, len(words)), max(count - 1, 0))
    layouts = ([" ".join(words[a:b]) for a, b in pairwise((0, *at, len(words)))] for at in breaks)
    return min(layouts, key=lambda lines: max(width(line, size) for line in lines), default=[text])
