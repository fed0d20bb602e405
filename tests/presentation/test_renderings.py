"""Renderings: the golden text, hostile titles and quotes, and pages that ask nothing of the network."""

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.ledger import Ledger
from comity.model import Coding
from comity.presentation import Brief, build_brief, render_html, render_markdown, render_text
from comity.presentation.drawing import draw
from comity.presentation.markdown import escape

from .factory import first_coding, second_coding, third_coding
from .rows import coding, event, report

GOLDEN = Path(__file__).parent / "golden_brief.txt"
HOSTILE = (
    '<script>alert(1)</script><img src="http://example.org/x.png"> | **bold** [a](http://example.org) `x` \x1b[31mred'
)


def small() -> Brief:
    codings = (first_coding(), second_coding(), third_coding())
    return build_brief(Ledger(codings=codings), dyad="PER-CHL")


def hostile() -> Brief:
    act = event("e-1", text=HOSTILE, words=HOSTILE)
    one: Coding = coding(
        report("r-1", text=HOSTILE, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)"), events=(act,)
    )
    return build_brief(Ledger(codings=(one,)))


class Page(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_golden_text() -> None:
    assert render_text(small(), width=88, colour=False) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_text_keeps_its_width(width: int) -> None:
    text = render_text(small(), width=width, colour=False, evidence=True)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text


def test_text_with_evidence_prints_the_reports_words() -> None:
    without = render_text(small(), width=400, colour=False)
    text = render_text(small(), width=400, colour=False, evidence=True)
    assert "| Their defence ministers are due to meet in Lima on April 12." in text
    assert "| Their defence" not in without


def test_colour_only_when_asked() -> None:
    plain = render_text(small(), width=80, colour=False)
    coloured = render_text(small(), width=80, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def test_a_title_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in render_text(hostile(), width=80, colour=False, evidence=True)
    assert "\x1b[31mred" not in render_text(hostile(), width=300, colour=True, evidence=True)


def test_html_escapes_whatever_a_report_says() -> None:
    page = Page(render_html(hostile()))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert "<script>alert(1)</script>" in page.text
    assert "javascript:alert(1)" in page.text
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_html_loads_nothing() -> None:
    for brief in (small(), hostile()):
        html = render_html(brief)
        page = Page(html)
        for _, attributes in page.tags:
            for name in ("src", "href", "action", "data", "xlink:href", "srcset", "poster"):
                assert (attributes.get(name) or "#").startswith("#"), attributes
        style = html[html.index("<style>") : html.index("</style>")]
        assert "url(" not in style and "@import" not in style and "http" not in style


def test_the_pages_policy_allows_its_own_style_and_nothing_else() -> None:
    html = render_html(small())
    style = html[html.index("<style>") + len("<style>") : html.index("</style>")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = next(
        attributes["content"]
        for tag, attributes in Page(html).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not any("style" in attributes for _, attributes in Page(html).tags)


def test_html_has_unique_ids_and_marks_that_lead_to_sources() -> None:
    page = Page(render_html(small()))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert targets and all((target or "")[1:] in ids for target in targets)


def test_html_folds_the_evidence_of_each_line_and_draws_a_timeline_in_words_too() -> None:
    html = render_html(small())
    lines = [line for section in small().sections for line in section.lines if line.evidence]
    assert html.count("<details>") == len(lines)
    assert 'role="img"' in html
    assert "dated acts, " in html
    assert "https://example.org/talks" in Page(html).text


def test_a_timeline_leaves_room_for_the_latest_two_years() -> None:
    from comity.presentation import Mark

    marks = [Mark(day, "verbal cooperation", "talks", True) for day in ("1965-01-01", "2024-01-01", "2024-03-01")]
    drawing = draw(marks)
    assert drawing is not None and drawing.earlier == 1
    assert [dot.x for dot in drawing.dots] == [10.0, 350.0]
    assert draw([]) is None


def test_markdown_escapes_whatever_a_report_says() -> None:
    text = render_markdown(hostile())
    for raw in ("<script>", "**bold**", " | ", "[a](", "\x1b"):
        assert raw not in text, raw
    assert "\\<script\\>" in text and "\\|" in text


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_mark_of_markdown_survives_bare(text: str) -> None:
    safe = escape(text)
    assert "\n" not in safe
    bare = re.sub(r"\\.", "", safe)
    assert not set(bare) & set("`*_{}[]<>#|~&")


def test_markdown_numbers_its_sources_as_the_marks_do() -> None:
    text = render_markdown(small())
    assert "1. Example Wire, 4 March 2024, “Talks in Santiago”. `https://example.org/talks`" in text
    assert "\\[1\\]\\[2\\]" in text


def test_the_front_door_does_not_load_the_renderers() -> None:
    heavy = ("jinja2", "rich", "spacy", "deltalake")
    code = f"import sys, comity.presentation; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
