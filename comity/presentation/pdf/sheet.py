"""What stands on the pages of a brief: its title, sections, footnotes and sources as rows."""

from collections.abc import Mapping
from unicodedata import east_asian_width

import msgspec

from comity.presentation.charts.lettering import shortened
from comity.presentation.charts.shapes import Picture
from comity.presentation.fitting import Fitted
from comity.presentation.footnotes import Footnote, footnotes, head_text, named
from comity.presentation.pdf.letters import BOX, TIE, Letters
from comity.presentation.pdf.pages import INNER
from comity.presentation.pdf.setting import ACCENT, INK, SOFT, Row, Run, paragraph
from comity.presentation.plain import details, is_list_of_sources, marks
from comity.presentation.values import Brief, Line, Section, Source
from comity.presentation.wording import count_text, sentence

TEXT, BOTTOM_LINE, SMALL, NOTE = 9.2, 10.2, 7.4, 7.0
# A tenth less than the text: a level needs no more, and the lines below it do.
CHART_WIDTH = INNER * 0.9
_LEADING, _BOTTOM_LEADING, _SMALL_LEADING, _NOTE_LEADING = 12.0, 13.6, 9.6, 8.8
# A title or a sentence beyond this is a flood: a reader of paper has the record for the rest.
_LONGEST_TITLE, _LONGEST, _LONGEST_SOURCE = 160, 900, 240
# A minister reads what is judged and what comes before what was; sections of other kinds keep their order.
_FIRST = ("bottom", "judgements", "relation", "due", "watch")


class Sheet(msgspec.Struct, frozen=True):
    """The rows of the text, and those of each footnote by number."""

    rows: tuple[Row, ...]
    notes: Mapping[int, tuple[Row, ...]]


class Setter:
    """Sets the parts of one brief; `chart` stands below the judgements, `remark` is said of it."""

    def __init__(self, brief: Brief, letters: Letters, *, full: bool, chart: Picture | None, remark: str) -> None:
        self.brief, self.letters, self.full = brief, letters, full
        self.chart, self.remark = chart, remark
        # What was set once is not set again while lines are tried out.
        self._set: dict[tuple[str, Line, int], list[Row]] = {}
        self._noted: dict[Footnote, tuple[Row, ...]] = {}

    def sheet(self, kept: Fitted) -> Sheet:
        """Give the rows of what was kept of the brief."""
        ordered = sorted(kept.sections, key=_place)
        lines = [line for each in ordered if not is_list_of_sources(each) for line in each.lines]
        numbers, notes = footnotes(lines, self.brief, full=self.full)
        cited = named(lines, numbers, notes)
        rows = self._top()
        drawn = False
        cut = dict(kept.left_out)
        for section in ordered:
            if not drawn and section.key not in ("bottom", "judgements"):
                rows += self._charted()
                drawn = True
            if is_list_of_sources(section):
                rows += self._sources(section, cited)
            else:
                rows += self._section(section, numbers, cut.get(section.title, 0))
        rows += self._left_out(kept)
        rows += self._lacking()
        return Sheet(tuple(rows), {note.number: self._footnote(note) for note in notes})

    def _paragraph(self, text: str, size: float, leading: float, colour: str = INK, before: float = 0.0) -> list[Row]:
        return paragraph(self.letters, [Run(text, size, colour)], width=INNER, leading=leading, before=before)

    def _top(self) -> list[Row]:
        title = Run(_cut(self.brief.title, _LONGEST_TITLE), 21, INK, bold=True)
        return [
            *paragraph(self.letters, [title], width=INNER, leading=26),
            *self._paragraph(_cut(self.brief.head, _LONGEST), TEXT, _LEADING, SOFT),
        ]

    def _heading(self, title: str, tail: str = "") -> list[Row]:
        runs = [Run(title.upper(), 8.0, ACCENT, bold=True)] + ([Run(f"  {tail}", SMALL, SOFT)] if tail else [])
        rows = paragraph(self.letters, runs, width=INNER, leading=12.5, before=9)
        rows[0] = msgspec.structs.replace(rows[0], heading=title)
        rows[-1] = msgspec.structs.replace(rows[-1], rule=True, joined=True)
        return [msgspec.structs.replace(row, joined=True) for row in rows]

    def _section(self, section: Section, numbers: Mapping[Line, int], cut: int) -> list[Row]:
        left = count_text(cut, "line") + " left out here" if cut else ""
        more = section.more.rstrip(".")
        told = "; ".join(part for part in (left, more[:1].lower() + more[1:]) if part)
        rows = self._heading(section.title, told and f"({told})")
        panel = section.key == "bottom"
        for line in section.lines:
            if line.group:
                group = self._paragraph(line.group, SMALL + 0.6, _LEADING, SOFT, before=3)
                rows += [msgspec.structs.replace(row, joined=True) for row in group]
            rows += self._line(section.key, line, numbers.get(line, 0))
        if not section.lines:
            rows += self._paragraph(section.empty, TEXT, _LEADING, SOFT, before=3)
        return [msgspec.structs.replace(row, panel=panel and not row.heading) for row in rows]

    def _line(self, key: str, line: Line, number: int) -> list[Row]:
        known = self._set.get((key, line, number))
        if known is not None:
            return known
        size, leading = (BOTTOM_LINE, _BOTTOM_LEADING) if key == "bottom" else (TEXT, _LEADING)
        text = _cut(line.text, _LONGEST)
        runs = [Run(text, size)]
        if number:
            runs.append(Run(str(number), size * 0.68, ACCENT, link=f"#note-{number}", raised=True))
        elif line.sources:
            shown, rest = marks(line)
            runs += [Run(f" [{each}]", SMALL, ACCENT, link=f"#source-{each}") for each in shown]
            runs += [Run(f" [+{rest}]", SMALL, ACCENT)] if rest else []
        if told := details(line):
            # A date or a confidence is not parted; the line breaks between them.
            runs.append(Run(f" {told.replace(' ', TIE).replace(f'{TIE}·{TIE}', f'{TIE}· ')}", SMALL, SOFT))
        rows = paragraph(
            self.letters, runs, width=INNER - 8, leading=leading, indent=14 if line.sub else 4, before=2.4,
            bullet=Run("–" if line.sub else "•", size, ACCENT), hang=9,
        )  # fmt: skip
        if number and rows:
            rows[-1] = msgspec.structs.replace(rows[-1], notes=(number,))
        self._set[(key, line, number)] = rows
        return rows

    def _charted(self) -> list[Row]:
        """The chart, and what must be said of one that is missing."""
        rows: list[Row] = []
        if self.chart is not None:
            high = self.chart.height * CHART_WIDTH / self.chart.width
            rows = [Row(high, before=8, picture=self.chart, joined=bool(self.remark))]
        if self.remark:
            rows += self._paragraph(self.remark, SMALL, _SMALL_LEADING, SOFT, before=2)
        return rows

    def _footnote(self, note: Footnote) -> tuple[Row, ...]:
        if note not in self._noted:
            self._noted[note] = tuple(self._set_footnote(note))
        return self._noted[note]

    def _set_footnote(self, note: Footnote) -> list[Row]:
        runs: list[Run] = []
        for at, telling in enumerate(note.tellings):
            lead = "; " if at else ""
            runs.append(Run(f"{lead}[{telling.source.number}] ", NOTE, SOFT))
            runs.append(Run(head_text(telling.source), NOTE, *_linked(telling.source)))
            runs.append(Run(f": {telling.words}", NOTE, INK))
        if note.unplaced:
            runs.append(Run(("; " if runs else "") + "; ".join(note.unplaced), NOTE, INK))
        if note.also:
            named = "".join(f"[{source.number}]" for source in note.also)
            more = f" and {count_text(note.more, 'more', 'more')}" if note.more else ""
            runs.append(Run(f"; also {named}{more}", NOTE, SOFT))
        mark = Run(str(note.number), NOTE * 0.8, ACCENT, raised=True)
        rows = paragraph(
            self.letters, runs, width=INNER, leading=_NOTE_LEADING, bullet=mark, hang=12, before=0.8,
        )  # fmt: skip
        return [msgspec.structs.replace(rows[0], name=f"note-{note.number}"), *rows[1:]] if rows else []

    def _sources(self, section: Section, cited: set[int]) -> list[Row]:
        """Those that a kept line names, each with its address; how many more there are is said."""
        kept = [line for line in section.lines if not line.sources or self.full or line.sources[0].number in cited]
        out = len(section.lines) - len(kept)
        more = (
            f"({count_text(out, 'more report', 'more reports')} of the brief, which no line here names)" if out else ""
        )
        rows = self._heading(section.title, more)
        for line in kept:
            rows += self._source(line)
        return rows if section.lines else [*rows, *self._paragraph(section.empty, TEXT, _LEADING, SOFT, before=3)]

    def _source(self, line: Line) -> list[Row]:
        source = line.sources[0] if line.sources else None
        text = _cut(line.text, _LONGEST if self.full else _LONGEST_SOURCE)
        runs = [Run(text, SMALL)]
        if source is not None and source.url:
            runs.append(Run(" " + _address(source.url), SMALL - 0.6, *_linked(source, ACCENT)))
        bullet = Run(f"[{source.number}]" if source else "•", SMALL, SOFT)
        rows = paragraph(
            self.letters, runs, width=INNER, leading=_SMALL_LEADING, bullet=bullet, hang=22, before=1.0,
        )  # fmt: skip
        if source is None or not rows:
            return rows
        return [msgspec.structs.replace(rows[0], name=f"source-{source.number}"), *rows[1:]]

    def _left_out(self, kept: Fitted) -> list[Row]:
        if not kept.number:
            return []
        where = "; ".join(f"{title}: {number:,}" for title, number in kept.left_out)
        text = (
            f"{count_text(kept.number, 'line').capitalize()} left out so that the brief fits two pages ({where}). "
            "See them with: comity brief --full."
        )
        return self._paragraph(text, SMALL, _SMALL_LEADING, SOFT, before=8)

    def _lacking(self) -> list[Row]:
        """Say that boxes stand for letters; told from all that was set before it."""
        number = len(self.letters.lacking)
        if not number:
            return []
        who = count_text(number, "kind of sign", "kinds of signs")
        lack = "is" if number == 1 else "are"
        text = sentence(f"{who} in names or titles {lack} not in this document's fonts: {BOX}; the record keeps them")
        return self._paragraph(text, SMALL, _SMALL_LEADING, SOFT, before=4)


def _place(section: Section) -> int:
    """What is judged first, then the relation, what falls due and what to watch; what all that rests on follows."""
    return _FIRST.index(section.key) if section.key in _FIRST else len(_FIRST)


def _cut(text: str, most: int) -> str:
    """Give a text whole up to `most` letters, of which those of East Asia take the room of two."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    room = most // 2 if wide > len(text) / 2 else most
    return text if len(text) <= room else shortened(text, room)


def _linked(source: Source, colour: str = SOFT) -> tuple[str, bool, str]:
    """The look of words that lead to a source: colour, not bold, and its address where it is one of the web."""
    url = source.url or ""
    return (colour, False, url) if url.lower().startswith(("https://", "http://")) else (SOFT, False, "")


def _address(url: str) -> str:
    bare = url.split("://", 1)[-1].removeprefix("www.")
    return bare if len(bare) <= 70 else f"{bare[:68]}…"
