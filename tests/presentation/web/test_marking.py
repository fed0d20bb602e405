"""Overlapping spans as segments, paragraphs around them, parts of a long text, words made harmless, offices drawn."""

from hypothesis import given
from hypothesis import strategies as st

from comity.presentation.web.careers import career
from comity.presentation.web.marking import Mark, excerpts, parts, segments
from comity.presentation.web.showing import harmless, outward, shown

TEXT = "Chad thanked Niger on Monday. Niger promised help.\nMali kept silent."


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_segments_hold_the_whole_text_and_each_mark_where_it_lies(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "events", f"E{at}", f"e-{at}") for at, (start, end) in enumerate(places)]
    found = segments(text, marks)
    assert "".join(each.text for each in found) == text
    at = 0
    for each in found:
        for letter in range(at, at + len(each.text)):
            assert {mark.row for mark in each.marks} == {mark.row for mark in marks if mark.start <= letter < mark.end}
        at += len(each.text)


def test_each_mark_ends_once_and_the_longest_lies_outermost() -> None:
    marks = [Mark(0, 29, "events", "E1", "e-1", "/events/e-1"), Mark(5, 12, "actors", "N", "", "/actors/x")]
    found = segments(TEXT, marks)
    assert [each.text for each in found][:3] == ["Chad ", "thanked", " Niger on Monday."]
    assert found[1].kinds == ("events", "actors")
    assert found[1].innermost is not None and found[1].innermost.address == "/actors/x"
    assert [mark.label for each in found for mark in each.ending] == ["N", "E1"]
    assert [each.anchors for each in found][:2] == [("e-1",), ()]


def test_an_excerpt_is_the_paragraph_of_its_marks() -> None:
    (found,) = excerpts(TEXT, [Mark(30, 50, "evidence")])
    assert "".join(each.text for each in found.segments) == "Chad thanked Niger on Monday. Niger promised help."
    (cut,) = excerpts("a" * 5000, [Mark(2500, 2510, "evidence")], around=100)
    assert cut.before and cut.after and sum(len(each.text) for each in cut.segments) == 210


@given(st.text(alphabet="ab \n", max_size=400), st.integers(4, 50))
def test_parts_follow_each_other_through_the_whole_text(text: str, size: int) -> None:
    found = parts(text, size)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= size for start, end in found)


@given(st.text(max_size=80))
def test_what_is_shown_has_no_letter_that_acts_and_keeps_its_length(text: str) -> None:
    found = shown(text, None)
    assert len(found) == len(text)
    assert not set(found) & set("\x00\x07\u202e\u2066\u200f\u2028\ufeff\r")
    assert harmless(text) == found


def test_only_web_addresses_lead_out() -> None:
    assert outward("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for bad in ("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//example.org", "https:", " https://x.org",
                "http://x.org/\u202e", "file:///etc", None, "", "http://[", "https://x.org/" + "a" * 3000):  # fmt: skip
        assert outward(bad) is None


def test_offices_are_drawn_by_who_tells_them() -> None:
    tenure = {"title": "president", "country": "CHL", "organisation": None, "from": "2014-03-11", "to": "2018-03-11",
              "seen": None, "former": False, "source": "table"}  # fmt: skip
    seen = tenure | {"from": None, "to": None, "seen": "2016-05-01", "source": "reports"}
    later = tenure | {"from": "2020", "to": None, "source": "reports"}
    drawn = career("The president", [tenure, seen, later], until="2024-01-01")
    assert drawn is not None
    assert [(bar.source, bar.point, bar.open) for bar in drawn.bars] == [
        ("table", False, False), ("reports", True, False), ("reports", False, True),
    ]  # fmt: skip
    assert "1 by the codebook’s table of leaders, 2 by reports" in drawn.summary
    assert career("Nobody", [tenure | {"from": None, "to": None}], until=None) is None
