"""What a brief is made of: sections of lines, each line with what it rests on."""

from collections.abc import Mapping

import msgspec

from comity.model import Quad, Relation


class Source(msgspec.Struct, frozen=True):
    """A report as the brief cites it; `number` is its footnote, `outlet` may be "unknown outlet".

    `notes` are what a reader should know of it: its outlet's notice, other versions, other addresses.
    """

    number: int
    report: str
    outlet: str
    published: str | None
    title: str | None
    url: str | None
    notes: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """One sentence of a brief, with date in words, status, sources, the reports' words, and how sure it is.

    `confidence` is "high (0.91)", "moderate (...)" or "low (...)", empty for a line that only counts.
    `sub` marks a line that belongs to the one above it (a pledge to its agreement); `group` is a plain line to
    print before it, where a new group of lines begins.
    """

    text: str
    date: str = ""
    status: str = ""
    sources: tuple[Source, ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: str = ""
    told: str = ""
    sub: bool = False
    group: str = ""

    @property
    def footnotes(self) -> tuple[int, ...]:
        """The footnote numbers of the sources, in order."""
        return tuple(source.number for source in self.sources)


class Section(msgspec.Struct, frozen=True):
    """A titled part of a brief. `empty` is said when it has no lines, `more` tells what was cut.

    `figure` is a drawing in characters, line by line, that stands above the lines and keeps its columns.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str = ""
    more: str = ""
    figure: tuple[str, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """A dated incident on the timeline: ISO day, quad class, what happened, and whether it took place."""

    day: str
    quad: Quad
    text: str
    took_place: bool


class Brief(msgspec.Struct, frozen=True):
    """A brief: dyad (null when the reports tell of no two states), title, head line, sections, sources.

    `kind` is what the page calls itself: a "brief", or what comes in the same form: the "comparison" of two reports, a
    "relation". `relation` is what a page draws a chart of, if anything. `as_of` is the ISO day up to which reports
    count: the one that was asked for, else that of the latest report, null where no report has a day. `quoted_in` gives
    the numbers of the sources in which the words of a line's evidence stand, where that is known.
    """

    dyad: str | None
    title: str
    head: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    timeline: tuple[Mark, ...]
    kind: str = "brief"
    relation: Relation | None = None
    as_of: str | None = None
    quoted_in: Mapping[str, tuple[int, ...]] = {}
