"""Drawings of the desk: network, map and strip of counts; what stands where, what is told, and what no text can do."""

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from comity import codebook
from comity.errors import UsageError
from comity.model import Quad
from comity.presentation.charts import Chart, Drawing, PeriodCount, counts_chart, relation_chart, svg_of
from comity.presentation.charts.lettering import height, width
from comity.presentation.charts.map import StateValue, map_chart
from comity.presentation.charts.network import MOST_NODES, MOST_TIES, network_chart
from comity.presentation.charts.outlines import dotted, outlined, outlines, points
from comity.presentation.charts.palette import DARK, LEVEL, PAPER, SORTS, TOKENS, dark_style, lightness, token
from comity.presentation.charts.shapes import Linked, Marks, Patch, Picture, Stroke, Words, singles
from comity.presentation.charts.spots import PlaceCount
from comity.presentation.charts.ties import Tie

from .relations import relation

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent
HOSTILE = '</title></svg><script>alert(1)</script><a href="javascript:alert(2)">\x00\x1b[31m\u202e" onload="x'
QUADS: tuple[Quad, ...] = tuple(SORTS)
STATES = [code for code, state in codebook.states().items() if not state.until]


def ties(states: int, number: int) -> list[Tie]:
    """Ties of many states, the first of them in most; the same at each call."""
    codes = STATES[:: max(1, len(STATES) // states)][:states]
    found = []
    for at in range(number):
        one, other = codes[at * at % len(codes)], codes[(at * 7 + at // 5) % (1 + at % len(codes))]
        found.append(Tie(one, other, QUADS[at % 4], 1 + at * 37 % 91))
    return found


def values(step: int = 1) -> list[StateValue]:
    counts = (None, 0, 1, 3, 8, 40, 700)
    return [StateValue(code, counts[at % 7], QUADS[at % 4]) for at, code in enumerate(STATES[::step])]


PLACES = [
    PlaceCount("Nairobi", "KEN", -1.2833, 36.8167, "verbal cooperation", 30),
    PlaceCount("Nairobi", "KEN", -1.2833, 36.8167, "material conflict", 4),
    PlaceCount("Lima", "PER", -12.0432, -77.0282, "verbal conflict", 9),
    PlaceCount("Suva", "FJI", -18.1416, 178.4415, "material cooperation", 1),
    PlaceCount("Addis Ababa", "ETH", 9.025, 38.7469, "verbal cooperation", 12),
    PlaceCount("a border post", "KEN", None, None, "material conflict", 2),
]


def months(count: int, *, first: int = 1990) -> list[PeriodCount]:
    """Months with zeros and with some that were not observed."""
    found = []
    for at in range(count):
        start = date(first + at // 12, at % 12 + 1, 1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found.append(PeriodCount(start.isoformat(), end.isoformat(), None if at % 11 < 2 else at * 13 % 29))
    return found


def of_tie(each: Tie | str) -> str | None:
    return (
        f"/actors/{each}" if isinstance(each, str) else f"/events?dyad={each.actor}-{each.recipient}&quad={each.quad}"
    )


EXAMPLES: dict[str, Callable[[float], Drawing]] = {
    "a large network": lambda w: network_chart(ties(120, 1500), title="Who acts on whom", width=w, href=of_tie),
    "a state in focus": lambda w: network_chart(ties(60, 600), title="Aruba", width=w, focus=[STATES[0]]),
    "a dyad in focus": lambda w: network_chart(ties(60, 600), title="Two", width=w, focus=[STATES[0], STATES[8]]),
    "a small network": lambda w: network_chart(ties(3, 5), title="Three", width=w),
    "no network": lambda w: network_chart([], title="Nobody", width=w),
    "counts on a map": lambda w: map_chart(values(), PLACES, title="Where acts happened", width=w),
    "levels on a map": lambda w: map_chart(
        [StateValue("KEN", -7.5), StateValue("SGP", 3.0), StateValue("TLS", None)], title="L", width=w, measure="level"
    ),
    "an empty map": lambda w: map_chart([], title="Nothing", width=w),
    "a window": lambda w: map_chart(values(), PLACES, title="East Africa", width=w, focus=["KEN", "UGA", "TZA", "ETH"]),
    "a window over the date line": lambda w: map_chart(values(), PLACES, title="P", width=w, focus=["FJI", "TON"]),
    "a window round a dot": lambda w: map_chart(values(2), title="Singapore", width=w, focus=["SGP"]),
    "months": lambda w: counts_chart(months(48), title="Acts by month", width=w),
    "many months": lambda w: counts_chart(months(420), title="Acts by month", width=w, quad="verbal conflict"),
    "one period": lambda w: counts_chart(months(3)[2:], title="A month", width=w),
    "no period": lambda w: counts_chart([], title="No month", width=w),
}
CASES = [(name, wide) for name in EXAMPLES for wide in (280, 360, 900)]


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode("utf-8"))


def boxes(picture: Picture) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text of the drawing with its sides: left, top, right, bottom."""
    for shape in singles(picture.shapes):
        if isinstance(shape, Words):
            wide = width(shape.text, shape.size, bold=shape.bold)
            up, down = height(shape.size)
            left = shape.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
            yield shape.text, left, shape.y - up, left + wide, shape.y + down


def drawn_points(picture: Picture) -> Iterator[tuple[float, float]]:
    for shape in singles(picture.shapes):
        match shape:
            case Words():
                continue
            case Patch():
                yield from (point for ring in shape.rings for point in ring)
            case Marks():
                for (x, y), radius in zip(shape.points, shape.radii, strict=True):
                    yield from ((x - radius, y - radius), (x + radius, y + radius))
            case _:
                yield from shape.points


def check_places(picture: Picture) -> None:
    found = list(boxes(picture))
    for text, left, top, right, bottom in found:
        assert left >= -0.01 and top >= 0, text
        assert right <= picture.width + 0.01 and bottom <= picture.height, text
    for (one, a, b, c, d), (other, e, f, g, h) in combinations(found, 2):
        assert c <= e or g <= a or d <= f or h <= b, f"{one!r} touches {other!r}"
    for x, y in drawn_points(picture):
        assert 0 <= x <= picture.width and 0 <= y <= picture.height


@pytest.mark.parametrize(("name", "wide"), CASES)
def test_nothing_leaves_the_canvas_and_no_words_touch(name: str, wide: float) -> None:
    drawing = EXAMPLES[name](wide)
    assert drawing.picture.width == wide
    check_places(drawing.picture)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_takes_the_drawing_as_it_is(name: str) -> None:
    drawing = EXAMPLES[name](900)
    svg = drawing.svg()
    root = parsed(svg)
    assert svg.startswith("<svg") and svg == EXAMPLES[name](900).svg()
    assert "style" not in svg and "<script" not in svg
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}
    title, desc = root[0], root[1]
    assert [title.tag, desc.tag] == [f"{SVG}title", f"{SVG}desc"]
    assert str(root.get("aria-labelledby")).split() == [title.get("id"), desc.get("id")]
    assert drawing.summary in str(desc.text) and drawing.summary.endswith(".")
    # What is linked must be reached by a screen reader, which an image would hide.
    assert root.get("role") == ("group" if root.find(f".//{SVG}a") is not None else "img")
    for used in re.findall(r"url\(#([^)]+)\)", svg):
        assert root.find(f".//{SVG}pattern[@id='{used}']") is not None
    # With the rest of a page, below the 150 KB that a page of the desk may have.
    assert len(svg.encode()) < 140_000


def test_colours_may_be_changed_by_a_page_and_are_plain_in_a_file() -> None:
    drawing = EXAMPLES["counts on a map"](360)
    used = set(re.findall(r"var\(--comity-([a-z-]+), (#[0-9a-f]{6})\)", drawing.svg()))
    assert ("paper", PAPER) in used and used <= set(TOKENS.items())
    assert "var(" not in drawing.svg(tokens=False)


def test_dark_colours_stand_out_from_dark_paper_as_the_light_ones_do_from_light() -> None:
    assert DARK.keys() == TOKENS.keys()
    for tokens in (TOKENS, DARK):
        paper = luminance(tokens["paper"])
        for name in (
            "ink",
            "soft",
            "level",
            *(token(sort.colour)[len("var(--comity-") :].split(",")[0] for sort in SORTS.values()),
        ):
            light, dark = sorted((luminance(tokens[name]), paper), reverse=True)
            # WCAG 2.2: 4.5 for words, 3 for what must be seen to understand a drawing.
            assert (light + 0.05) / (dark + 0.05) >= (4.5 if name in ("ink", "soft") else 3.0), name


def luminance(colour: str) -> float:
    return ((lightness(colour) + 16) / 116) ** 3


def test_a_chart_of_a_relation_is_written_without_matplotlib_too() -> None:
    picture = relation_chart(relation(count=60, turns=3, acts=90)).picture
    root = parsed(svg_of(picture))
    assert root.get("role") == "img" and root.get("width") == "700"
    told = [shape.text for shape in singles(picture.shapes) if isinstance(shape, Words)]
    assert [text.text for text in root.iter(f"{SVG}text")] == [" ".join(text.split()) for text in told]


@pytest.mark.parametrize("name", ["a small network", "a window", "months"])
def test_matplotlib_draws_them_too(name: str) -> None:
    png = Chart(EXAMPLES[name](360).picture).png(1.0)
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") == 360


def test_drawings_need_no_matplotlib() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from tests.presentation.test_drawings import EXAMPLES\n"
        "assert all(draw(360).svg() for draw in EXAMPLES.values())"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)


# Hostile texts


@pytest.mark.parametrize("wide", [360, 900])
def test_no_text_gets_out_of_its_place(wide: float) -> None:
    drawings = (
        network_chart([Tie(HOSTILE, "KEN", "verbal conflict", 2), Tie("KEN", "<b>", "verbal conflict", 1)],
                      title=HOSTILE, width=wide, href=lambda each: f"/x?q={HOSTILE}"),
        map_chart([StateValue(HOSTILE, 3), StateValue("KEN", 1)],
                  [PlaceCount(HOSTILE, HOSTILE, 1.0, 1.0, "verbal conflict", 2)], title=HOSTILE, width=wide,
                  href=lambda row: f"/x?q={HOSTILE}"),
        counts_chart(months(5), title=HOSTILE, noun=HOSTILE, width=wide, href=lambda row: f"?{HOSTILE}"),
    )  # fmt: skip
    for drawing in drawings:
        check_places(drawing.picture)
        root = parsed(drawing.svg())
        names = {element.tag for element in root.iter()}
        assert f"{SVG}script" not in names
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]
        for link in root.iter(f"{SVG}a"):
            assert str(link.get("href")).startswith(("/x?q=", "?"))
        assert not set("\x00\x1b\u202e") & set(drawing.svg())


@pytest.mark.parametrize("href", ["javascript:alert(1)", "java\nscript:alert(1)", " data:text/html,x", "vbscript:x"])
def test_an_address_that_runs_is_refused(href: str) -> None:
    drawing = network_chart(ties(4, 8), title="T", width=600, href=lambda each: href)
    if href.startswith("java\n"):
        # The line break is written as a blank, and then it is no scheme.
        assert "java script" in drawing.svg()
        return
    with pytest.raises(UsageError, match="no address of a page"):
        drawing.svg()


# The network


def test_a_large_network_is_cut_and_the_rest_is_counted() -> None:
    drawing = EXAMPLES["a large network"](900)
    root = parsed(drawing.svg())
    states = [text for text in root.iter(f"{SVG}text") if text.get("class") == "state"]
    assert len(states) <= MOST_NODES
    drawn = [row for row in drawing.table.rows if row[-1]]
    assert len(drawn) <= MOST_TIES < len(drawing.table.rows)
    assert all(row[0] != row[2] for row in drawn)
    left = sum(1 for row in drawing.table.rows if not row[-1] and row[0] != row[2])
    assert f"{left} ties" in drawing.picture.description
    assert sum(int(row[5] or 0) for row in drawing.table.rows) == sum(tie.count for tie in ties(120, 1500))


def test_quad_classes_differ_in_dashes_and_signs() -> None:
    drawing = network_chart([Tie("KEN", "UGA", quad, 5) for quad in QUADS], title="T", width=600)
    arrows = [s.shapes for s in drawing.picture.shapes if isinstance(s, Linked) and " to " in s.title]
    assert len({line.dashes for line, *_ in arrows if isinstance(line, Stroke)}) == 4
    assert len({(sign.shape, sign.filled) for *_, sign in arrows if isinstance(sign, Marks)}) == 4
    assert {"material cooperation", "verbal conflict"} <= {text for text, *_ in boxes(drawing.picture)}


def test_an_arrow_ends_at_who_is_acted_on_and_widens_with_the_number() -> None:
    drawing = network_chart(
        [Tie("KEN", "UGA", "verbal conflict", 100), Tie("UGA", "KEN", "verbal conflict", 1)], title="T", width=600
    )
    lines = [s for s in singles(drawing.picture.shapes) if isinstance(s, Stroke) and len(s.points) > 2]
    thick, thin = sorted(lines[:2], key=lambda line: -line.width)
    assert thick.width > 4 * thin.width
    places = {
        "KEN" if "Kenya" in shape.title else "UGA": shape.shapes[0].points[0]
        for shape in drawing.picture.shapes
        if hasattr(shape, "title") and "done or received" in shape.title
    }
    (x, _), (start, _) = places["KEN"], thick.points[0]
    assert abs(start - x) < 20 and abs(thick.points[-1][0] - places["UGA"][0]) < 30


def test_the_focus_comes_first() -> None:
    rows = [*ties(80, 900), Tie("NPL", "BTN", "verbal cooperation", 1)]
    drawing = network_chart(rows, title="Nepal", width=900, focus=["NPL"])
    assert [row[-1] for row in drawing.table.rows if row[:3:2] == ("NPL", "BTN")] == [True]
    assert "Nepal" in [text for text, *_ in boxes(drawing.picture)]
    with pytest.raises(UsageError, match="3 states"):
        network_chart(rows, title="T", width=900, focus=["NPL", "BTN", "IND"])


@pytest.mark.parametrize("wide", [280, 640, 1200])
@pytest.mark.parametrize("two", [("KEN", "UGA"), ("NOR", "BIH")])
def test_two_states_alone_take_the_whole_width(wide: int, two: tuple[str, str]) -> None:
    rows = [Tie(*way, quad, 3) for way in (two, two[::-1]) for quad in QUADS]
    drawing = network_chart(rows, title="Two", width=wide, focus=two)
    check_places(drawing.picture)
    nodes = [mark.points[0] for mark in singles(drawing.picture.shapes) if isinstance(mark, Marks)
             and mark.shape == "circle" and mark.colour == LEVEL]  # fmt: skip
    (a, b), (c, d) = sorted(nodes)
    assert b == d
    assert c - a > 0.45 * wide
    # As high as its arrows need, with the heading and the key, which take more lines where it is narrow.
    assert drawing.picture.height < (420 if wide < 400 else 300)


def test_a_picture_that_darkens_has_a_dark_twin_of_each_of_its_colours() -> None:
    drawing = network_chart(ties(6, 20), title="T", width=600)
    plain, darkens = svg_of(drawing.picture, tokens=False), svg_of(drawing.picture, tokens=False, darkens=True)
    style = f"<style>{dark_style()}</style>"
    assert darkens.count(style) == 1
    assert darkens.replace(style, "") == plain
    assert dark_style().startswith("@media screen and (prefers-color-scheme:dark){")
    for what, colour in set(re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', plain)):
        assert f'[{what}="{colour}"]{{{what}:#' in dark_style()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(Tie, st.sampled_from(STATES[:60]), st.sampled_from(STATES[:60]), st.sampled_from(QUADS),
                  st.integers(0, 10**7)), max_size=160),
    st.sampled_from([280, 360, 640, 1200]),
    st.lists(st.sampled_from(STATES[:5]), max_size=2),
)  # fmt: skip
def test_any_network_keeps_its_places(rows: list[Tie], wide: float, focus: list[str]) -> None:
    check_places(network_chart(rows, title="Who acts on whom", width=wide, focus=focus).picture)


# The map


def test_every_state_of_the_codebook_has_a_place_on_the_map() -> None:
    assert set(codebook.states()) <= set(points()) | set(outlined())
    assert {"SGP", "MLT", "TUV", "LIE"} <= set(dotted())
    drawing = map_chart([StateValue(code, 1) for code in STATES], title="All", width=900)
    assert [row for row in drawing.table.rows if row[-1] != "yes"] == []


def test_each_outline_is_of_a_state_of_the_codebook_or_of_none() -> None:
    assert {each.name for each in outlines() if each.code is None} == {"N. Cyprus", "Somaliland"}
    assert set(outlined()) <= set(codebook.states())
    data = Path(__file__).parents[2] / "comity/presentation/charts/data/outlines.csv"
    assert data.stat().st_size < 150_000
    # No ring leaps over the date line.
    for each in outlines():
        for longitude, _ in each.rings:
            steps = abs(longitude[1:] - longitude[:-1])
            assert each.code == "ATA" or steps.max() < 90


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"), [("KEN", 36.8, -1.3), ("RUS", 100.0, 60.0), ("PER", -76, -9)]
)
def test_land_lies_where_it_should(code: str, longitude: float, latitude: float) -> None:
    """A place inside a state is drawn inside its outline."""
    place = PlaceCount("here", code, latitude, longitude, "verbal conflict", 1)
    drawing = map_chart([StateValue(code, 1)], [place], title="T", width=900)
    marks = [shape for shape in singles(drawing.picture.shapes) if isinstance(shape, Marks)]
    x, y = marks[0].points[0]
    land = next(s for s in drawing.picture.shapes if hasattr(s, "title") and s.title.endswith(": one act"))
    crossings = 0
    for ring in land.shapes[0].rings:
        for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
            crossings += (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a)
    assert crossings % 2 == 1


def test_zero_and_not_observed_look_different() -> None:
    drawing = map_chart([StateValue("KEN", 0), StateValue("UGA", None), StateValue("TZA", 4)], title="T", width=900)
    looks = {s.title: s.shapes[0] for s in drawing.picture.shapes if hasattr(s, "title")}
    zero, missing, some = looks["Kenya: no acts"], looks["Uganda: not observed"], looks["Tanzania: four acts"]
    assert (zero.colour, zero.pattern) != (missing.colour, missing.pattern)
    assert missing.pattern and not zero.pattern
    assert looks["Chad: not observed"].pattern == missing.pattern
    assert (some.colour, some.opacity) != (zero.colour, zero.opacity)
    assert {"0", "not observed"} <= {text for text, *_ in boxes(drawing.picture)}
    assert {row[1]: row[4] for row in drawing.table.rows} == {"KEN": 0, "UGA": None, "TZA": 4}


def test_steps_differ_by_more_than_colour() -> None:
    drawing = map_chart(values(), title="T", width=900)
    looks = {
        (shape.pattern, round(shape.opacity, 2))
        for shape in singles(drawing.picture.shapes)
        if isinstance(shape, Patch) and shape.colour == TOKENS["level"]
    }
    assert len(looks) == 5 and len({pattern for pattern, _ in looks}) == 4


def test_counts_are_added_up_over_quad_classes_or_taken_of_one() -> None:
    rows = [StateValue("PER", 2, "verbal conflict"), StateValue("PER", 5, "material conflict"),
            StateValue("CHL", None, "verbal conflict"), StateValue("CHL", 1, "verbal conflict")]  # fmt: skip
    both = map_chart(rows, title="T", width=600).table.rows
    one = map_chart(rows, title="T", width=600, quad="verbal conflict").table.rows
    assert [(row[1], row[4]) for row in both] == [("PER", 7), ("CHL", 1)]
    assert [(row[1], row[4]) for row in one] == [("PER", 2), ("CHL", 1)]


def test_what_is_not_drawn_is_counted() -> None:
    drawing = map_chart([StateValue("IGO:UN", 4), StateValue("PER", 1)], PLACES, title="T", width=600, focus=["KEN"])
    told = drawing.picture.description
    assert "one state or body beyond the sides of the map, one state or body without a known place" in told
    assert "one place without a known place" in told and "judge no claim" in told


def test_more_places_than_there_is_room_for_are_counted() -> None:
    places = [PlaceCount(f"town {at}", "BRA", -at / 9, -50 - at / 7, QUADS[at % 4], at) for at in range(1, 160)]
    drawing = map_chart(values(), places, title="Towns", width=900, href=lambda row: "/events?place=a-town-in-a-state")
    assert "59 places for want of room" in drawing.picture.description
    assert [row[4] for row in drawing.table.rows if row[-1] == "no room"] == [*range(59, 0, -1)]
    assert len(drawing.svg()) < 150_000


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([StateValue("PER", -1)], {}, "is not a number of acts"),
        ([StateValue("PER", float("nan"))], {}, "is not a number of acts"),
        ([StateValue("PER", 11)], {"measure": "level"}, "is not a level"),
        ([StateValue("PER", 1), StateValue("PER", 2)], {"measure": "level"}, "more than one level"),
        ([], {"focus": ["XYZ"]}, "is on no map"),
        ([], {"width": 90}, "not between 280 and 2,400"),
    ],
)
def test_bad_input_of_a_map_is_told(rows: list[StateValue], options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        map_chart(rows, title="T", **{"width": 600, **options})  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.builds(PlaceCount, st.text(max_size=40), st.none(), st.floats(-90, 90), st.floats(-180, 180),
                       st.sampled_from(QUADS), st.integers(0, 10**6)), max_size=60),
    st.sampled_from([280, 360, 900]),
    st.lists(st.sampled_from(STATES), max_size=4),
)  # fmt: skip
def test_any_places_keep_theirs(places: list[PlaceCount], wide: float, focus: list[str]) -> None:
    drawing = map_chart([], places, title="Where", width=wide, focus=focus)
    check_places(drawing.picture)
    parsed(drawing.svg())


# The strip of counts


def test_zero_is_a_line_and_a_gap_is_hatched() -> None:
    rows = [
        PeriodCount(f"{year}-01-01", f"{year}-12-31", count) for year, count in ((2001, 3), (2002, 0), (2003, None))
    ]
    drawing = counts_chart([*rows, PeriodCount("2006-01-01", "2006-12-31", 1)], title="T", width=400)
    looks = {s.title: s.shapes[0] for s in drawing.picture.shapes if hasattr(s, "title")}
    # Years without a row are not observed either.
    assert list(looks) == ["2003–2005: not observed", "2001: three acts", "2002: no acts", "2006: one act"]
    assert isinstance(looks["2002: no acts"], Stroke)
    assert looks["2003–2005: not observed"].pattern == "sparse"
    assert drawing.table.rows[2] == ("2003-01-01", "2003-12-31", None)
    assert drawing.summary == "Four acts in 2001–2006, most in 2001 (3); one period not observed; no row for 2004–2005."


def test_too_many_columns_are_added_up_and_the_foot_says_so() -> None:
    drawing = counts_chart(months(420), title="T", width=360)
    assert "Added up by year" in drawing.picture.description
    assert len(drawing.table.rows) == 420
    assert "observed in part" in [text for text, *_ in boxes(drawing.picture)]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([PeriodCount("2001-01-01", "2001-12-31", 1), PeriodCount("2001-06-01", "2002-12-31", 1)], "within another"),
        ([PeriodCount("soon", "2001-12-31", 1)], "not made of two days"),
        ([PeriodCount("2001-01-01", "2000-12-31", 1)], "ends before"),
    ],
)
def test_bad_periods_are_told(rows: list[PeriodCount], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        counts_chart(rows, title="T", width=400)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=300), st.sampled_from([280, 360, 900]))
def test_any_counts_keep_their_places(counts: list[int | None], wide: float) -> None:
    rows = [PeriodCount(row.start, row.end, count) for row, count in zip(months(len(counts)), counts, strict=True)]
    check_places(counts_chart(rows, title="By month", width=wide).picture)


# Golden files: `python -m tests.presentation.test_drawings` writes them anew, to be looked at before they are kept.

GOLDENS: dict[str, Callable[[], Drawing]] = {
    "golden_network.svg": lambda: network_chart(
        [
            Tie("KEN", "UGA", "verbal cooperation", 40),
            Tie("UGA", "KEN", "material cooperation", 11),
            Tie("ETH", "SOM", "material conflict", 6),
            Tie("SOM", "ETH", "verbal conflict", 19),
            Tie("TZA", "KEN", "verbal conflict", 1),
            Tie("KEN", "KEN", "verbal conflict", 3),
        ],
        title="Who acts on whom in East Africa, 2023",
        width=480,
        href=of_tie,
    ),
    "golden_map.svg": lambda: map_chart(
        [StateValue("KEN", 51), StateValue("UGA", 0), StateValue("ETH", 6), StateValue("RWA", 1)],
        PLACES,
        title="Where acts happened in East Africa, 2023",
        width=480,
        focus=["KEN", "UGA", "RWA"],
    ),
    "golden_counts.svg": lambda: counts_chart(months(30, first=2021), title="Acts by month", width=480),
}


@pytest.mark.parametrize("name", GOLDENS)
def test_golden_drawings(name: str) -> None:
    assert GOLDENS[name]().svg() == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_page_of_the_drawings_gives_the_colours_as_they_are() -> None:
    page = (Path(__file__).parents[2] / "docs/drawings.md").read_text(encoding="utf-8")
    light, dark = re.findall(r"^    :root \{(.*)\}$", page, re.MULTILINE)
    for told, tokens in ((light, TOKENS), (dark, DARK)):
        assert dict(re.findall(r"--comity-([a-z-]+): (#[0-9a-f]{6});", told)) == tokens


def test_the_points_by_hand_name_their_source() -> None:
    table = Path(__file__).parents[2] / "comity/presentation/charts/data/points.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert all(row["source"] and row["code"] in codebook.states() for row in rows)


if __name__ == "__main__":
    for name, draw in GOLDENS.items():
        (GOLDEN / name).write_text(draw().svg(), encoding="utf-8")
