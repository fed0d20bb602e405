"""The page on paper: which of its lines are printed so that two sheets hold them, and the footnotes below them."""

import math
from collections.abc import Mapping

import msgspec

from comity.presentation.fitting import Fitted, fitted, whole
from comity.presentation.footnotes import Footnote, footnotes, head_text, named
from comity.presentation.plain import details, is_list_of_sources
from comity.presentation.values import Brief, Line
from comity.presentation.wording import count_text

# A browser sets the page with the reader's own fonts, so what fits is judged, on the safe side: millimetres of height
# of each part and letters of a row, measured on A4 with the margins of the style sheet and a wide serif.
_TWO_PAGES = 2 * 255.0
_TOP, _HEADING, _GROUP = 26.0, 9.5, 6.0
_CHART, _TIMELINE = 90.0, 48.0
_ROW, _LETTERS, _GAP = 4.4, 112, 0.9
_NOTE_ROW, _NOTE_LETTERS = 3.4, 148


class Printed(msgspec.Struct, frozen=True):
    """What of a page goes to paper: the places of its lines, the footnotes and their numbers by line.

    `left_out` says how much does not; "" when all does. `sources` are the numbers of those that a printed line names.
    """

    places: frozenset[tuple[int, int]]
    numbers: Mapping[Line, int]
    notes: tuple[Footnote, ...]
    sections: frozenset[str]
    left_out: str
    sources: frozenset[int]

    def shows(self, section: int, line: int) -> bool:
        """Tell whether a line is printed."""
        return (section, line) in self.places


def printed(brief: Brief, *, full: bool) -> Printed:
    """Choose what two pages hold; everything when the brief is `full`, or is a page of another kind."""
    limited = brief.kind == "brief" and not full
    kept = fitted(brief, lambda each: _height(brief, each) <= _TWO_PAGES) if limited else whole(brief)
    lines = [line for each in kept.sections if not is_list_of_sources(each) for line in each.lines]
    numbers, notes = footnotes(lines, brief, full=full)
    # A line that names a group for those before it was given that name when the others went.
    bare = {msgspec.structs.replace(line, group=""): number for line, number in numbers.items()}
    cited = named(lines, numbers, notes) if limited else {source.number for source in brief.sources}
    told = f"{count_text(kept.number, 'line').capitalize()} of the page on the screen left out to fit two pages."
    titles = frozenset(section.key for section in kept.sections)
    return Printed(kept.places, bare, notes, titles, told if kept.number else "", frozenset(cited))


def _height(brief: Brief, kept: Fitted) -> float:
    """Judge how high the printed page is, in millimetres."""
    lines = [line for each in kept.sections if not is_list_of_sources(each) for line in each.lines]
    numbers, notes = footnotes(lines, brief, full=False)
    cited = named(lines, numbers, notes)
    high = _TOP + (_CHART if brief.relation is not None else 0.0) + (_TIMELINE if brief.timeline else 0.0)
    for section in kept.sections:
        high += _HEADING + _rows(section.more, _LETTERS) * _ROW
        for line in section.lines:
            if is_list_of_sources(section):
                if line.sources and line.sources[0].number in cited:
                    high += (_rows(line.text, _NOTE_LETTERS) + bool(line.sources[0].url)) * _NOTE_ROW
                continue
            high += _rows(f"{line.text} {details(line)}", _LETTERS) * _ROW + _GAP
            high += _GROUP if line.group else 0.0
    return high + (_HEADING if notes else 0.0) + sum(_rows(_text(note), _NOTE_LETTERS) * _NOTE_ROW for note in notes)


def _text(note: Footnote) -> str:
    return "; ".join([*(f"[0] {head_text(each.source)}: {each.words}" for each in note.tellings), *note.unplaced])


def _rows(text: str, letters: int) -> int:
    return math.ceil(len(text) / letters)
