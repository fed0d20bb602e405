"""The brief as PDF: two pages, footnotes, letters of many scripts, links, the same bytes; and the page on paper."""

import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from comity.errors import ExtraMissing
from comity.ledger import Ledger
from comity.presentation import Brief, Line, Section, Source, build_brief, render_html, render_pdf
from comity.presentation.fitting import fitted, whole
from comity.presentation.footnotes import footnotes
from comity.presentation.pdf.document import _document
from comity.presentation.pdf.letters import BOX, Letters, visual
from comity.presentation.pdf.pages import BOTTOM, HEIGHT, INNER, TOP, paged
from comity.presentation.pdf.setting import Run, paragraph
from comity.presentation.pdf.sheet import Setter

from .relations import relation
from .test_renderings import hostile, small

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("fpdf", reason="the extra `pdf` is not installed")

NAMES = {
    "Latin": "Łódź, Þingvellir, São Tomé, Kırşehir",
    "Vietnamese": "Nguyễn Thị Đặng, Cần Thơ",
    "Greek": "Υπουργείο Εξωτερικών",
    "Cyrillic": "Міністерство закордонних справ, Қазақстан",
    "Hangul": "대한민국 외교부",
    "Kana and kanji": "外務省は会談を行うと発表した",
    "simplified Chinese": "外交部发言人表示两国关系",
    "traditional Chinese": "臺灣與廣東",
    "Arabic": "الخارجية",
    "Hebrew": "ירושלים",
    "Devanagari": "विदेश मंत्रालय",
    "Thai": "กรุงเทพ",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստան",
}


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def source(number: int, **changes: object) -> Source:
    one = Source(
        number, f"r-{number}", "Example Wire", "2024-03-04", f"Report {number}", f"https://example.org/{number}"
    )
    return msgspec.structs.replace(one, **changes)


def made(*titles: str, lines: int = 1, sources: tuple[Source, ...] = (), text: str = "Peru and Chile met") -> Brief:
    """A brief of so many lines a section, each with words of its own and a source."""
    cited = sources or (source(1),)
    sections = []
    for title in titles:
        rows = []
        for at in range(lines):
            of = cited[at % len(cited)]
            words = f"The {title} ministers met for the {at}th time, the statement said."
            rows.append(
                Line(f"{text}, {title} {at}.", "4 March 2024", sources=(of,), evidence=(words,), told="a report")
            )
        sections.append(Section(title, title.capitalize(), tuple(rows)))
    listed = tuple(Line(f"{of.outlet}, 4 March 2024, “{of.title}”.", sources=(of,)) for of in cited)
    sections.append(Section("sources", "Sources", listed))
    return Brief("CHL-PER", "Chile and Peru", "One report.", tuple(sections), cited, (), as_of="2024-03-05")


def crowded() -> Brief:
    keys = ("bottom", "judgements", "happened", "agreed", "disputed", "said", "due", "watch")
    brief = made(*keys, lines=30, sources=tuple(source(number) for number in range(1, 61)))
    first = msgspec.structs.replace(brief.sections[0], lines=brief.sections[0].lines[:4])
    return msgspec.structs.replace(brief, sections=(first, *brief.sections[1:]))


@cache
def small_pdf() -> bytes:
    return render_pdf(small())


def links(pdf: bytes) -> Iterator[str]:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for each in page.get("/Annots", []):
            action = each.get_object().get("/A")
            if action is not None and "/URI" in action:
                yield action["/URI"]


def test_judgement_comes_first_and_what_is_due_before_what_it_rests_on() -> None:
    text = text_of(small_pdf())
    order = [
        "BOTTOM LINE",
        "KEY JUDGEMENTS",
        "Three dated acts",
        "PLEDGES DUE",
        "WHAT TO WATCH",
        "WHAT HAPPENED",
        "SOURCES",
    ]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
    assert pages_of(small_pdf()) <= 2


def test_a_footnote_names_outlet_and_day_and_quotes_the_words() -> None:
    text = " ".join(text_of(small_pdf()).split())
    assert "[1] Example Wire, 4 March 2024: “Peru's foreign minister met his Chilean counterpart in Santiago" in text
    assert (
        "[2] Example Daily, 5 March 2024: “Peru's foreign minister met his Chilean counterpart in Santiago on March 3"
        in text
    )


def test_lines_of_one_evidence_share_a_footnote() -> None:
    brief = small()
    lines = [line for section in brief.sections if section.key != "sources" for line in section.lines]
    numbers, notes = footnotes(lines, brief, full=False)
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    assert len(numbers) > len(notes)
    assert all(note.tellings and not note.unplaced for note in notes), "each quote is found in the report that it is of"


def test_header_page_number_and_metadata() -> None:
    reader = pypdf.PdfReader(io.BytesIO(small_pdf()))
    for at, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "Comity brief: Chile and Peru" in text and "As of 5 March 2024" in text
        assert f"page {at} of {len(reader.pages)}" in text
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    assert reader.metadata.title == "Chile and Peru: brief as of 5 March 2024"
    assert reader.metadata.author == "Comity"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [each.title for each in reader.outline][:2] == ["Bottom line", "Key judgements"]


def test_the_same_brief_gives_the_same_bytes_on_any_day() -> None:
    code = (
        "import sys; from hashlib import sha256; from tests.presentation.test_renderings import small;"
        "from comity.presentation import render_pdf; print(sha256(render_pdf(small())).hexdigest())"
    )
    root = str(Path(__file__).parents[2])
    words = [sys.executable, "-c", code]
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": root, "TZ": "Asia/Seoul"}
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip() == sha256(small_pdf()).hexdigest()
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(small(), created=date(2025, 1, 2))))
    assert reader.metadata.creation_date.date() == date(2025, 1, 2)


def test_a_crowded_brief_is_cut_to_two_pages_and_says_what_it_left_out() -> None:
    brief = crowded()
    pdf = render_pdf(brief)
    text = " ".join(text_of(pdf).split())
    assert pages_of(pdf) == 2
    told = re.search(
        r"(\d+) lines left out so that the brief fits two pages .* See them with: comity brief --full\.", text
    )
    assert told
    lines = [line.text for section in brief.sections if section.key != "sources" for line in section.lines]
    shown = sum(line in text for line in lines)
    assert shown + int(told[1]) == len(lines)
    assert all(line.text in text for line in brief.sections[0].lines), "the bottom line stays"
    assert "more reports of the brief, which no line here names" in text


def test_full_leaves_nothing_out() -> None:
    brief = crowded()
    pdf = render_pdf(brief, full=True)
    text = " ".join(text_of(pdf).split())
    assert pages_of(pdf) > 2 and "left out" not in text
    assert all(line.text in text for section in brief.sections for line in section.lines)


def test_the_least_telling_lines_go_first_with_what_belongs_to_them() -> None:
    brief = made("bottom", "judgements", "said", lines=3)
    judged = list(brief.sections[1].lines)
    judged.insert(1, Line("Confidence low: one source tells it.", sub=True))
    sections = (brief.sections[0], msgspec.structs.replace(brief.sections[1], lines=tuple(judged)), *brief.sections[2:])
    brief = msgspec.structs.replace(brief, sections=sections)
    kept = fitted(brief, lambda each: sum(len(section.lines) for section in each.sections) <= 7)
    assert [len(section.lines) for section in kept.sections] == [3, 3, 1]
    assert fitted(brief, lambda each: True) == whole(brief)
    least = fitted(brief, lambda each: False)
    assert [section.key for section in least.sections] == ["bottom", "sources"]


@pytest.mark.parametrize("script", NAMES)
def test_names_of_many_scripts_show_and_can_be_copied(script: str) -> None:
    name = NAMES[script]
    pdf = render_pdf(made("bottom", text=f"The office {name} met", sources=(source(1, outlet=name, title=name),)))
    text = text_of(pdf)
    assert name in text.replace("\u200d", "")
    assert BOX not in text and "not in this document's fonts" not in text


def test_right_to_left_names_keep_their_order_and_what_follows_stays_behind() -> None:
    assert visual("The וזר, 4 March") == [("The ", "ltr"), ("וזר", "rtl"), (", 4 March", "ltr")]
    assert visual("משרד (2024) החוץ") == [(") החוץ", "rtl"), ("2024", "ltr"), ("משרד (", "rtl")]
    assert visual("Lima") == [("Lima", "ltr")]
    assert visual("") == []


def test_what_has_no_letter_is_a_box_that_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pdf = render_pdf(made("bottom", text="The 🤝🏽 office \U00012000 of \ud800 Lima\u202e\x00\x1b[31m"))
    text = " ".join(text_of(pdf).split())
    assert f"The {BOX} office {BOX} of {BOX} Lima [31m" in text
    assert "kinds of signs in names or titles are not in this document's fonts" in text
    assert not caplog.records


def test_hostile_titles_stay_words() -> None:
    pdf = render_pdf(hostile())
    text = " ".join(text_of(pdf).split())
    assert "<script>alert(1)</script>" in text and "\x1b" not in text and pages_of(pdf) <= 2
    assert list(links(pdf)) == [], "an address that is none of the web leads nowhere"
    assert b"/JavaScript" not in pdf and b"/JS" not in pdf


def test_sources_can_be_clicked() -> None:
    assert "https://example.org/talks" in set(links(small_pdf()))


@pytest.mark.parametrize(
    "title", ["A" * 5000, "word " * 1000, "中" * 5000], ids=["one word", "words", "without blanks"]
)
def test_a_title_of_5000_letters_is_cut_and_nothing_runs_off_the_page(title: str) -> None:
    one = source(1, title=title, outlet=title, url=f"https://example.org/{title}")
    brief = msgspec.structs.replace(made("bottom", "happened", sources=(one,), text=title), title=title, head="Peru.")
    pdf = render_pdf(brief)
    assert pages_of(pdf) <= 2
    for full in (False, True):
        document = _document(brief, None)
        letters = Letters(document)
        sheet = Setter(brief, letters, full=full, chart=None, remark="").sheet(whole(brief))
        for page in paged(sheet.rows, sheet.notes):
            bottoms = [y + row.height for y, row in (*page.rows, *page.notes)]
            assert min(y for y, _ in page.rows) >= TOP and max(bottoms) <= HEIGHT - BOTTOM + 0.01
            above = max((y + row.height for y, row in page.rows), default=0.0)
            assert all(y >= above for y, _ in page.notes)
            for _, row in (*page.rows, *page.notes):
                for piece in row.pieces:
                    wide = letters.width(piece.run.text.rstrip(), piece.run.size, bold=piece.run.bold)
                    assert row.indent + piece.x + wide <= INNER + 0.01


def test_a_footnote_mark_does_not_leave_its_word() -> None:
    brief = made("bottom")
    letters = Letters(_document(brief, None))
    for width in range(60, 120, 3):
        rows = paragraph(
            letters, [Run("Peru and Chile held talks.", 9), Run("12", 6, raised=True)], width=width, leading=12
        )
        last = rows[-1].pieces
        assert len(last) > 1 and last[-1].run.raised and last[-2].run.text.endswith("talks.")


def test_the_relations_chart_is_drawn_in_lines_and_words() -> None:
    brief = made("bottom", "relation", "happened")
    pdf = render_pdf(msgspec.structs.replace(brief, relation=relation()))
    assert "Zambia and Zimbabwe" in text_of(pdf)
    assert not any(page.images for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("lacking", ["fpdf", "uharfbuzz"])
def test_without_the_extra_it_says_what_to_install(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, lacking, None)
    with pytest.raises(ExtraMissing) as caught:
        render_pdf(small())
    assert str(caught.value) == (
        "a PDF: can't be made without fpdf2 and uharfbuzz; install them with: pip install 'comity[pdf]'."
    )


def test_fpdf_is_loaded_by_a_pdf_alone() -> None:
    code = "import sys; from comity.presentation import render_html, render_pdf; print('fpdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_fonts_are_few_and_have_their_licence() -> None:
    folder = Path(render_pdf.__code__.co_filename).parent.parent / "fonts"
    assert sum(each.stat().st_size for each in folder.glob("*.ttf")) < 9_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_a_brief_without_reports_has_a_page() -> None:
    empty = build_brief(Ledger(codings=()))
    assert pages_of(render_pdf(empty)) == 1
    assert "Reports without a day" in text_of(render_pdf(empty))


def test_the_page_on_paper_hides_what_two_sheets_do_not_hold() -> None:
    html = render_html(crowded())
    assert 'class="screen"' in html and "lines of the page on the screen left out to fit two pages" in html
    assert '<ol class="notes">' in html
    uncut = render_html(crowded(), full=True)
    assert '<li class="screen"' not in uncut and "left out to fit" not in uncut
    assert '<li class="screen"' not in render_html(small())
