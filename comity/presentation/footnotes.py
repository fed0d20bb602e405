"""Footnotes of a brief that is handed over: under what a line says, who says so, on which day and in which words."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from comity.presentation.material import Material, words
from comity.presentation.plain import MOST_MARKS, is_list_of_sources, marks
from comity.presentation.values import Brief, Line, Section, Source
from comity.presentation.wording import day_text, quoted
from comity.record import rows_of

# What shows that a line is sourced, in small print; the page on the screen and the record have every word.
_MOST_QUOTES, _MOST_WORDS = 2, 28
# No sentence of a report is longer; what is longer is a flood.
_LONGEST, _LONGEST_SHORT, _LONGEST_OUTLET = 600, 280, 80
_INNER = re.compile(r"\[(\d+(?:, \d+)*)\]")


class Telling(msgspec.Struct, frozen=True):
    """A source with its words in quote marks, which may be of several places; "" when it is only named."""

    source: Source
    words: str


class Footnote(msgspec.Struct, frozen=True):
    """What one or more lines rest on; `also` are sources that tell the same, `more` how many of them are not named.

    `unplaced` are words of a report that no one source could be found for.
    """

    number: int
    tellings: tuple[Telling, ...]
    unplaced: tuple[str, ...]
    also: tuple[Source, ...]
    more: int

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources that it names."""
        return (*(each.source for each in self.tellings), *self.also)


def footnotes(lines: Iterable[Line], brief: Brief, *, full: bool) -> tuple[dict[Line, int], tuple[Footnote, ...]]:
    """Number what the lines rest on, in their order; lines of one evidence share a footnote.

    Lines without the words of a report have none. Without `full` a footnote quotes two sources once each, cut after
    some words.
    """
    known: dict[tuple[tuple[str, ...], tuple[int, ...]], int] = {}
    numbers: dict[Line, int] = {}
    found: list[Footnote] = []
    for line in lines:
        # An act of imported data has its source in the sentence, and its words too.
        if not line.evidence or (not line.sources and all(each.strip("“”") in line.text for each in line.evidence)):
            continue
        rests_on = (line.evidence, line.footnotes)
        if rests_on not in known:
            known[rests_on] = len(found) + 1
            found.append(_footnote(len(found) + 1, line, brief, full=full))
        numbers[line] = known[rests_on]
    return numbers, tuple(found)


def _footnote(number: int, line: Line, brief: Brief, *, full: bool) -> Footnote:
    quotes: dict[int, list[str]] = {}
    unplaced: list[str] = []
    for told in line.evidence:
        if not full and len(quotes) + len(unplaced) >= _MOST_QUOTES:
            break
        holders = [each for each in brief.quoted_in.get(told, ()) if each in line.footnotes] or (
            line.footnotes if len(line.footnotes) == 1 else []
        )
        short = _short(told, full=full)
        if holders and not full and holders[0] in quotes:
            continue
        if holders:
            quotes.setdefault(holders[0], []).append(short)
        else:
            unplaced.append(short)
    by_number = {source.number: source for source in line.sources}
    tellings = tuple(Telling(by_number[each], "; ".join(quotes[each])) for each in sorted(quotes))
    also = [source for source in line.sources if source.number not in quotes]
    most = len(also) if full else MOST_MARKS
    return Footnote(number, tellings, tuple(unplaced), tuple(also[:most]), len(also[most:]))


def _short(told: str, *, full: bool) -> str:
    """Give the words of a report in quote marks, cut where a footnote has no room for them."""
    most = _LONGEST if full else _LONGEST_SHORT
    cut = told if len(told) <= most else told[:most].rsplit(" ", 1)[0] + " …"
    return quoted(cut, most=len(cut) if full else _MOST_WORDS)


def head_text(source: Source) -> str:
    """Give a source as a footnote names it: "Example Wire, 4 March 2024"."""
    name = source.outlet if len(source.outlet) <= _LONGEST_OUTLET else f"{source.outlet[:_LONGEST_OUTLET]}…"
    outlet = name[:1].upper() + name[1:]
    return f"{outlet}, {day_text(source.published) if source.published else 'no date of publication'}"


def _named_inside(line: Line) -> set[int]:
    """Give the numbers of the sources that a line names in its sentence: "2 March [1]; 3 March [2, 4]"."""
    return {int(each) for marks in _INNER.findall(line.text) for each in marks.split(", ")}


def named(lines: Iterable[Line], numbers: Mapping[Line, int], notes: Iterable[Footnote]) -> set[int]:
    """Give the numbers of the sources that lines name: in their sentence, their footnote, or marks behind them."""
    found = {source.number for note in notes for source in note.sources}
    for line in lines:
        found |= _named_inside(line)
        if line not in numbers:
            found.update(marks(line)[0])
    return found


def quoted_in(material: Material, sections: Sequence[Section]) -> dict[str, tuple[int, ...]]:
    """Give for each evidence of the sections' lines the numbers of the sources whose text holds it."""
    wanted: dict[str, set[str]] = {}
    for section in sections:
        for line in () if is_list_of_sources(section) else section.lines:
            for told in line.evidence:
                wanted.setdefault(told, set()).update(source.report for source in line.sources)
    holders: dict[str, set[int]] = {told: set() for told in wanted}
    for coding in material.codings:
        number = material.sources[coding.report.id].number
        for row in rows_of(coding):
            told = words(row.evidence)
            if told in holders:
                holders[told].add(number)
    texts = {coding.report.id: coding.report.text for coding in material.codings}
    for told, reports in wanted.items():
        if not holders[told]:
            # Quote marks and joints of a line's own are no words of the report.
            bare = told.strip("“”")
            holders[told] = {material.sources[each].number for each in reports if bare in texts.get(each, "")}
    return {told: tuple(sorted(numbers)) for told, numbers in holders.items() if numbers}
