"""Lines and paragraphs: where lines of the given text begin and end, and which were broken to fit a page."""

import re
from typing import NamedTuple

from comity.reading.characters import LINE_BREAK, plain_line

_CLOSING = "\"'”’»)]*"
_FINAL = ".!?…。！？"
_COMPOUNDS_WORDS = (
    "anti cross ex far first half high ill long low mid much near non north one post pre pro second "
    "self short so south then third three two vice well"
)
_COMPOUNDS = frozenset(_COMPOUNDS_WORDS.split())
# Text is set in narrow columns when most lines stop in mid-sentence and none is longer than this.
_WIDEST_COLUMN = 130
# Noise that stands where one page of a PDF ends and the next begins: a sentence may run across.
PAGE_TURN = frozenset({"page number", "running head"})
_BULLET = re.compile(r"(?:[-*•‣·–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


class Line(NamedTuple):
    """A line with something on it: offsets into the given text, its plain words, a blank line before it."""

    start: int
    end: int
    text: str
    gap: bool


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank; offsets leave surrounding white space out."""
    lines: list[Line] = []
    start, gap = 0, True
    for end, after in [(match.start(), match.end()) for match in LINE_BREAK.finditer(text)] + [(len(text), len(text))]:
        raw = text[start:end]
        plain = plain_line(raw)
        if plain:
            left = start + len(raw) - len(raw.lstrip())
            lines.append(Line(left, left + len(raw.strip()), plain, gap))
        gap = not plain
        start = after
    return lines


def ends_sentence(text: str) -> bool:
    """Whether plain words end with a full stop, question mark or the like, closing quotes set aside."""
    bare = text.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in _FINAL


def is_bullet(text: str) -> bool:
    """Whether a line is an item of a list."""
    return _BULLET.match(text) is not None


def group_lines(lines: list[Line], noise: list[str | None]) -> list[list[int]]:
    """Indices of lines, a list a paragraph; lines that are noise stand alone and break nothing."""
    width = _column(lines, noise)
    groups: list[list[int]] = []
    open_group: list[int] = []
    gap = turned = False
    for index, line in enumerate(lines):
        gap = gap or line.gap
        if noise[index] is not None:
            groups.append([index])
            turned = turned or noise[index] in PAGE_TURN
            continue
        if turned and open_group and line.text[0].islower() and not ends_sentence(lines[open_group[-1]].text):
            gap = False
        # Noise between two halves of a sentence (a page number, say) does not part them.
        if open_group and _continues(lines[open_group[-1]], line, gap, width):
            open_group.append(index)
        else:
            open_group = [index]
            groups.append(open_group)
        gap = turned = False
    return groups


def join_lines(texts: list[str]) -> str:
    """One paragraph of lines that were broken to fit; words broken at a hyphen are made whole."""
    parts: list[str] = []
    for text, after in zip(texts, [*texts[1:], ""], strict=True):
        if not after or not text.endswith("-") or text.endswith(" -"):
            parts.append(text + (" " if after else ""))
            continue
        word = text[:-1].rsplit(" ", 1)[-1]
        whole = after[0].islower() and word.isalpha() and word.lower() not in _COMPOUNDS
        parts.append(text[:-1] if whole else text)
    return "".join(parts)


def _column(lines: list[Line], noise: list[str | None]) -> int:
    """The width of the text's columns in characters; 0 when its lines are whole paragraphs."""
    first = [
        lines[index].text
        for index in range(len(lines) - 1)
        if not lines[index + 1].gap and noise[index] is None and noise[index + 1] is None
    ]
    longest = max((len(line.text) for line in lines), default=0)
    if len(first) < 2 or longest > _WIDEST_COLUMN or longest < 30:
        return 0
    width = sorted(len(text) for text in first)[len(first) * 9 // 10]
    open_ended = sum(1 for text in first if not ends_sentence(text) and len(text) >= 0.6 * width)
    return width if open_ended * 2 > len(first) else 0


def _continues(before: Line, line: Line, gap: bool, width: int) -> bool:
    if gap or is_bullet(line.text):
        return False
    if line.text[0].islower() and not ends_sentence(before.text):
        return len(before.text) >= 30 or before.text[-1] in ",;-–—"
    if not width:
        return before.text[-1] in ",;-" and len(before.text) >= 40
    # In a column, a line far short of the width ends its paragraph.
    short = len(before.text) < 0.66 * width
    return not short if ends_sentence(before.text) else len(before.text) >= 0.55 * width
