"""The document: pages painted onto A4, with header, page numbers, links, outline and metadata."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from comity.presentation.charts.lettering import shortened
from comity.presentation.charts.shapes import Picture
from comity.presentation.fitting import Fitted, fitted, whole
from comity.presentation.pdf.letters import Letters, need_fpdf
from comity.presentation.pdf.pages import BOTTOM, HEIGHT, INNER, LEFT, NOTES_GAP, WIDTH, Page, paged
from comity.presentation.pdf.pictures import Painter, timeline_picture
from comity.presentation.pdf.setting import ACCENT, PANEL, RULE, SOFT, Piece, Row, foot
from comity.presentation.pdf.sheet import CHART_WIDTH, Setter
from comity.presentation.plain import plain
from comity.presentation.values import Brief
from comity.presentation.wording import day_text

if TYPE_CHECKING:
    from fpdf import FPDF

_MOST_PAGES = 2
# Some day must stand in a file whose reports have none; this one is too old to be taken for it.
_NO_DAY = date(1980, 1, 1)
# Lower than on the screen, where the plot need not share two pages with the text.
_PLOT = 96.0


def render_pdf(brief: Brief, *, full: bool = False, created: date | None = None) -> bytes:
    """Give the brief as PDF: judgement first, evidence as footnotes, chart, pledges due, what to watch, sources.

    Two A4 pages: the least telling lines are left out and counted; `full` keeps every line on as many pages as it
    takes. The file's day is `created`, else the brief's `as_of`, so the same brief gives the same bytes. A letter that
    no font has is shown as □ and counted. Raises
    `ExtraMissing` without fpdf2 or uharfbuzz.
    """
    need_fpdf()
    pdf = _document(brief, created)
    letters = Letters(pdf)
    chart, remark = _chart(brief)
    setter = Setter(brief, letters, full=full, chart=chart, remark=remark)

    def pages(kept: Fitted) -> list[Page]:
        sheet = setter.sheet(kept)
        return paged(sheet.rows, sheet.notes)

    kept = whole(brief) if full else fitted(brief, lambda kept: len(pages(kept)) <= _MOST_PAGES)
    _Press(pdf, letters, brief).print(pages(kept))
    letters.close()
    return bytes(pdf.output())


def _document(brief: Brief, created: date | None) -> "FPDF":
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    day = created or (date.fromisoformat(brief.as_of[:10]) if brief.as_of else _NO_DAY)
    pdf.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
    title = shortened(brief.title, 200)
    pdf.set_title(f"{title}: {brief.kind}" + (f" as of {day_text(brief.as_of)}" if brief.as_of else ""))
    pdf.set_subject(plain(brief.head))
    pdf.set_author("Comity")
    pdf.set_creator("Comity")
    pdf.set_lang("en")
    pdf.set_display_mode("fullwidth")
    return pdf


def _chart(brief: Brief) -> tuple[Picture | None, str]:
    """The relation's chart, else the picture of the dated acts, with its words."""
    picture, told = timeline_picture(brief)
    if brief.relation is None or all(row.level is None for row in brief.relation.rows):
        return picture, told
    from comity.presentation.charts import relation_chart

    return relation_chart(brief.relation, plot=_PLOT).picture, ""


class _Press:
    """Prints pages; places that links lead to are known before any page is printed."""

    def __init__(self, pdf: "FPDF", letters: Letters, brief: Brief) -> None:
        self.pdf, self.letters, self.brief = pdf, letters, brief
        self._places: dict[str, int] = {}

    def print(self, pages: list[Page]) -> None:
        """Print all pages."""
        for at, page in enumerate(pages, start=1):
            for y, row in (*page.rows, *page.notes):
                if row.name:
                    self._places[row.name] = self.pdf.add_link(y=y, page=at)
        for at, page in enumerate(pages, start=1):
            self.pdf.add_page()
            self._frame(at, len(pages))
            for y, row in page.rows:
                self._row(y, row)
            if page.notes:
                self._rule(page.notes[0][0] - NOTES_GAP / 2 - 1, LEFT, LEFT + 120)
            for y, row in page.notes:
                self._row(y, row)

    def _frame(self, number: int, of: int) -> None:
        """The header with what the brief is about and its day, and the number of the page."""
        name = shortened(self.brief.title, 70)
        as_of = f"As of {day_text(self.brief.as_of)}" if self.brief.as_of else "Reports without a day"
        self._words(f"Comity {self.brief.kind}: {name}", LEFT, 42, 7.6)
        self._words(as_of, WIDTH - LEFT, 42, 7.6, right=True)
        self._rule(50, LEFT, WIDTH - LEFT)
        self._words(f"page {number} of {of}", WIDTH - LEFT, HEIGHT - BOTTOM + 18, 7.6, right=True)

    def _words(self, text: str, x: float, y: float, size: float, *, right: bool = False) -> None:
        shown = self.letters.shown(text)
        wide = self.letters.width(shown, size)
        self.letters.draw(shown, x - wide if right else x, y, size, colour=SOFT)

    def _rule(self, y: float, left: float, right: float) -> None:
        self.pdf.set_draw_color(RULE)
        self.pdf.set_line_width(0.5)
        self.pdf.line(left, y, right, y)

    def _row(self, y: float, row: Row) -> None:
        if row.panel:
            self.pdf.set_fill_color(PANEL)
            self.pdf.rect(LEFT, y - row.before, INNER, row.height + row.before + 0.2, style="F")
            self.pdf.set_fill_color(ACCENT)
            self.pdf.rect(LEFT, y - row.before, 2, row.height + row.before + 0.2, style="F")
        if row.heading:
            self.pdf.set_y(y)
            self.pdf.start_section(row.heading)
        if row.picture is not None:
            scale = CHART_WIDTH / row.picture.width
            Painter(self.pdf, self.letters, x=LEFT, y=y, scale=scale).draw(row.picture)
        end = 0.0
        for piece in row.pieces:
            end = self._piece(end if piece.follows else LEFT + row.indent + piece.x, y, row, piece)
        if row.rule:
            self._rule(y + row.height - 1, LEFT, LEFT + INNER)

    def _piece(self, x: float, y: float, row: Row, piece: Piece) -> float:
        """Draw a piece of a row and give where it ends."""
        run = piece.run
        text = run.text.rstrip() if piece is row.pieces[-1] else run.text
        rise = run.size * 0.45 if run.raised else 0.0
        link = self._places.get(run.link[1:], "") if run.link.startswith("#") else run.link
        return self.letters.draw(text, x, y + foot(row) - rise, run.size, colour=run.colour, bold=run.bold, link=link)
