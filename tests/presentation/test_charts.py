"""Charts of a relation: what stands in the drawing, where it stands, and that the same relation gives the same file."""

import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

import msgspec
import pytest
from lxml import etree

from comity.errors import ExtraMissing, UsageError
from comity.model import Relation, TurningPoint
from comity.presentation.charts import Chart, relation_chart
from comity.presentation.charts.bands import Step, gaps, number, runs
from comity.presentation.charts.lettering import height, shortened, stacked, width, wrapped
from comity.presentation.charts.palette import BAND, LEVEL, SORTS, lightness
from comity.presentation.charts.shapes import Area, Marks, Stroke, Words

from .relations import act, relation

LONG_NAMES = {"BIH": "Bosnia and Herzegovina", "COD": "the Democratic Republic of the Congo"}
EXAMPLES: dict[str, Relation] = {
    "months": relation(count=330, turns=9, acts=900, coders=3, gaps=((60, 75), (200, 203))),
    "weeks": relation(period="week", first=date(2013, 1, 7), count=600, turns=20, acts=300, gaps=((300, 340),)),
    "quarters": relation(period="quarter", count=40, turns=3, acts=60, direction="ZWE>ZMB"),
    "long names": relation(dyad="BIH-COD", count=100, turns=5, acts=200),
    "a few weeks": relation(period="week", first=date(2024, 2, 26), count=5, turns=1, acts=12),
    "one row": relation(count=1, turns=1, acts=3),
    "three rows": relation(period="quarter", count=3),
    "nothing covered": relation(count=24, gaps=((0, 24),)),
    "a gap at the end": relation(count=60, gaps=((40, 60), (3, 4)), turns=2, acts=40, swing=9),
    "crowded": relation(count=330, turns=45, acts=20_000, coders=0, swing=1),
}
SVG = "{http://www.w3.org/2000/svg}"


def parsed(chart: Chart) -> etree._Element:
    return etree.fromstring(chart.svg().encode("utf-8"))


def boxes(chart: Chart) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text of the drawing with its sides: left, top, right, bottom."""
    for text in parsed(chart).iter(f"{SVG}text"):
        size = float(str(text.get("font-size")).removesuffix("px"))
        wide = width(text.text or "", size, bold=text.get("font-weight") == "700")
        up, down = height(size)
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        if "rotate(-90" in text.get("transform", ""):
            yield text.text or "", x - up, y - wide, x + down, y
            continue
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        yield text.text or "", left, y - up, left + wide, y + down


def words(chart: Chart, role: str) -> list[str]:
    return [shape.text for shape in chart.picture.shapes if isinstance(shape, Words) and shape.role == role]


@pytest.mark.parametrize("name", EXAMPLES)
def test_words_stay_on_the_canvas_and_off_each_other(name: str) -> None:
    chart = relation_chart(EXAMPLES[name], names=LONG_NAMES)
    found = list(boxes(chart))
    assert found
    for text, left, top, right, bottom in found:
        assert left >= 0 and top >= 0, text
        assert right <= chart.picture.width and bottom <= chart.picture.height, text
    for (one, a, b, c, d), (other, e, f, g, h) in combinations(found, 2):
        assert c <= e or g <= a or d <= f or h <= b, f"{one!r} touches {other!r}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_pole_of_a_turn_runs_through_words(name: str) -> None:
    chart = relation_chart(EXAMPLES[name])
    poles = [
        shape.points
        for shape in chart.picture.shapes
        if isinstance(shape, Stroke) and len(shape.points) == 2 and shape.points[0][0] == shape.points[1][0]
    ]
    flags = [box for box in boxes(chart) if box[0] in words(chart, "turning") + words(chart, "turning-date")]
    for (x, top), (_, bottom) in poles:
        for text, left, upper, right, lower in flags:
            assert not (left < x < right and top < lower and upper < bottom), text


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_screen_reader_is_told_what_is_shown(name: str) -> None:
    chart = relation_chart(EXAMPLES[name])
    root = parsed(chart)
    assert root.get("role") == "img"
    ids = str(root.get("aria-labelledby")).split()
    title, desc = root[0], root[1]
    assert [title.tag, desc.tag] == [f"{SVG}title", f"{SVG}desc"]
    assert [title.get("id"), desc.get("id")] == ids
    assert desc.text == chart.description
    assert title.text == chart.picture.title


def test_a_page_may_take_the_drawing_as_it_is() -> None:
    svg = relation_chart(EXAMPLES["months"]).svg()
    assert svg.startswith("<svg")
    # A page's policy may forbid styles; nothing is asked of the network.
    assert "style" not in svg
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}
    other = relation_chart(EXAMPLES["weeks"]).svg()
    ids = [set(re.findall(r'id="([^"]+)"', each)) for each in (svg, other)]
    assert ids[0] and not ids[0] & ids[1]
    for used in re.findall(r'href="#([^"]+)"', svg):
        assert used in ids[0]


def test_the_same_relation_gives_the_same_file() -> None:
    import matplotlib

    first = relation_chart(EXAMPLES["quarters"])
    svg, png = first.svg(), first.png()
    relation_chart(EXAMPLES["weeks"]).svg()
    with matplotlib.rc_context({"font.size": 30, "text.color": "red", "lines.linewidth": 9, "savefig.bbox": "tight"}):
        again = relation_chart(EXAMPLES["quarters"])
        assert (again.svg(), again.png()) == (svg, png)
        assert matplotlib.rcParams["font.size"] == 30
    assert "2026" not in svg and b"Software" not in png


@pytest.mark.parametrize(("scale", "wide"), [(1.0, 700), (2.0, 1400), (1.5, 1050)])
def test_a_png_has_the_size_asked_for(scale: float, wide: int) -> None:
    chart = relation_chart(EXAMPLES["three rows"])
    png = chart.png(scale)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (wide, int(chart.picture.height * scale))


def test_a_scale_out_of_bounds_is_refused() -> None:
    with pytest.raises(UsageError, match="not between"):
        relation_chart(EXAMPLES["one row"]).png(0)


def test_titles_are_sentences() -> None:
    assert relation_chart(EXAMPLES["months"]).picture.title == "Zambia and Zimbabwe, 1998–2025"
    assert relation_chart(EXAMPLES["quarters"]).picture.title == "Zimbabwe towards Zambia, 1998–2007"
    assert relation_chart(EXAMPLES["a few weeks"]).picture.title == "Zambia and Zimbabwe, February–March 2024"
    assert relation_chart(relation(dyad="IRN-USA", count=12)).picture.title == "Iran and the United States, 1998"
    named = relation_chart(EXAMPLES["long names"], names=LONG_NAMES)
    assert named.picture.title == "Bosnia and Herzegovina and the Democratic Republic of the Congo, 1998–2006"
    assert words(named, "title") == ["Bosnia and Herzegovina and the Democratic", "Republic of the Congo, 1998–2006"]
    assert relation_chart(EXAMPLES["one row"], title="A quiet\nmonth").picture.title == "A quiet month"


def test_turns_are_told_most_probable_first_and_the_rest_marked() -> None:
    chart = relation_chart(EXAMPLES["crowded"])
    told = words(chart, "turning-date")
    assert 8 <= len(told) < 45
    likeliest = max(EXAMPLES["crowded"].turning_points, key=lambda each: each.probability)
    assert f"{date.fromisoformat(likeliest.start):%b %Y}" in told
    arrows = [shape for shape in chart.picture.shapes if isinstance(shape, Marks) and shape.shape in ("up", "down")]
    assert len(arrows) == 45
    assert f"arrows alone: {45 - len(told)} more" in " ".join(words(chart, "foot"))


def test_a_turn_without_a_named_act_says_so() -> None:
    quiet = msgspec.structs.replace(
        EXAMPLES["quarters"], turning_points=(TurningPoint("2001-01-01", "2001-03-31", 0.9, 2.0, -3.0),)
    )
    chart = relation_chart(quiet)
    assert " ".join(words(chart, "turning")) == "Level falls, no act named"
    assert "down in January–March 2001, from 2.0 to −3.0 (Level falls, no act named)" in chart.description


def test_gaps_break_the_line_and_are_named() -> None:
    rows = [("2020-01-01", "2020-01-31", 1.0), ("2020-02-01", "2020-02-29", None), ("2020-03-01", "2020-03-31", 2.0)]
    rows += [("2020-06-01", "2020-06-30", 3.0)]
    steps = [Step(start, end, mean) for start, end, mean in rows]
    assert [[step.mean for step in run] for run in runs(steps)] == [[1.0], [2.0], [3.0]]
    found = [(gap.start, gap.end, gap.label) for gap in gaps(steps)]
    assert found == [("2020-02-01", "2020-02-29", "no coverage"), ("2020-04-01", "2020-05-31", "not measured")]
    assert words(relation_chart(EXAMPLES["a gap at the end"]), "gap") == ["no coverage"]
    assert words(relation_chart(EXAMPLES["a gap at the end"]), "latest") == ["−2.7", "in Apr 2001"]
    narrow = relation_chart(relation(count=330, gaps=((100, 101),)))
    assert words(narrow, "gap") == []
    assert words(narrow, "subtitle")[0].endswith("; grey: no coverage")


def test_nothing_covered_draws_no_level() -> None:
    chart = relation_chart(EXAMPLES["nothing covered"])
    assert words(chart, "latest") == []
    assert "nothing was covered, so there is no level to draw" in chart.description
    assert "Coverage: the coders read nothing." in words(chart, "foot")


def test_thousands_of_acts_become_marks_that_keep_apart() -> None:
    chart = relation_chart(EXAMPLES["crowded"])
    lanes = [shape for shape in chart.picture.shapes if isinstance(shape, Marks) and len(shape.points) > 5]
    assert len(lanes) == 4
    for lane in lanes:
        xs = sorted(x for x, _ in lane.points)
        assert len(xs) <= 70
        assert min(b - a for a, b in pairwise(xs)) >= 8
        assert max(lane.radii) <= 4.3


def test_acts_outside_the_dates_are_counted() -> None:
    one = relation(count=12, acts=2)
    beyond = msgspec.structs.replace(one, marks=(*one.marks, act(3, date(2031, 5, 4))))
    assert "One act outside these dates not drawn." in " ".join(words(relation_chart(beyond), "foot"))


def test_shapes_and_greys_tell_the_quad_classes_apart() -> None:
    shades = sorted(lightness(sort.colour) for sort in SORTS.values())
    assert all(b - a >= 9 for a, b in pairwise(shades))
    # Three to one against white paper is L* 61.7.
    assert max(shades) < 61.7
    assert len({sort.shape for sort in SORTS.values()}) == 4
    assert all(sort.filled == quad.startswith("material") for quad, sort in SORTS.items())


def test_the_foot_names_sources_and_scale() -> None:
    foot = " ".join(words(relation_chart(EXAMPLES["months"]), "foot"))
    assert "Source: comity-rules.v1 (812 acts), icews (14,022 acts, CC0-1.0), polecat (3,110 acts, CC0-1.0)." in foot
    assert foot.endswith("Data to 30 June 2025. Level: −10 to 10, 90% band; Comity.")


def test_the_description_is_a_few_plain_sentences() -> None:
    one = relation(count=36, gaps=((5, 7), (20, 21)), turns=1, acts=4)
    assert relation_chart(one).description == (
        "Zambia and Zimbabwe, 1998–2000: level of the relation by month, from −10 (conflict) to 10 (cooperation); "
        "it ranged from −3.6 in August 1999 to 5.4 in August 2000. "
        "The latest level, that of December 2000, is 3.3 (90% band 2.0 to 4.5). "
        "It turned down in July 1999, from 3.4 to −2.1 "
        "(Zambia closes the Kariba crossing to lorries from the south). "
        "No coverage for three months (June–July 1998 and September 1999)."
    )


HOSTILE = '<script>alert("$x$")</script> & \x1b[31m\u202e\ufffe' + "Donaudampfschifffahrt" * 9


def test_hostile_words_are_only_words() -> None:
    base = relation(count=20, turns=1, acts=1)
    turn = msgspec.structs.replace(base.turning_points[0], drivers=(act(1, date(1998, 5, 4), text=HOSTILE),))
    chart = relation_chart(
        msgspec.structs.replace(base, turning_points=(turn,)), title=HOSTILE * 5, names={"ZMB": HOSTILE}
    )
    root = parsed(chart)
    assert root.find(f".//{SVG}script") is None
    assert all(right <= 700 for _, _, _, right, _ in boxes(chart))
    assert len(words(chart, "title")) <= 3
    assert not set("\x1b\u202e\ufffe") & set("".join(text for text, *_ in boxes(chart)))
    assert chart.png(1).startswith(b"\x89PNG")


def test_nothing_to_draw_is_an_error_with_a_next_step() -> None:
    with pytest.raises(UsageError, match="relation ZMB-ZWE: has no period to draw; widen the time asked for"):
        relation_chart(msgspec.structs.replace(EXAMPLES["one row"], rows=()))


def test_without_matplotlib_a_png_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    chart = relation_chart(EXAMPLES["one row"])
    assert chart.svg().startswith("<svg")
    with pytest.raises(ExtraMissing) as caught:
        chart.png()
    assert str(caught.value) == (
        "a chart as PNG: can't be drawn without matplotlib; install it with: pip install 'comity[charts]'."
    )
    assert caught.value.exit_status == 6


def test_matplotlib_is_loaded_by_a_drawing_alone() -> None:
    code = "import sys, comity.presentation.charts; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_words_are_cut_behind_a_word() -> None:
    assert shortened("The ministry closes the crossing to all lorries", 36) == "The ministry closes the crossing…"
    assert shortened("A short one.", 40) == "A short one"
    assert len(shortened("x" * 300, 40)) == 40
    assert stacked("A joint patrol begins", 10) == ["A joint patrol", "begins"]
    assert stacked("Begins", 10) == ["Begins"]
    assert wrapped("", 10, 100) == []


def test_numbers_have_a_true_minus_and_no_minus_nought() -> None:
    assert [number(level) for level in (-2.04, 0.0, -0.01, 3.25)] == ["−2.0", "0.0", "0.0", "3.2"]


def test_no_band_is_drawn_where_none_is_known() -> None:
    base = relation(count=12)
    rows = tuple(msgspec.structs.replace(row, low=None) if at in (4, 5) else row for at, row in enumerate(base.rows))
    shapes = relation_chart(msgspec.structs.replace(base, rows=rows)).picture.shapes
    assert len([shape for shape in shapes if isinstance(shape, Area) and shape.colour == BAND]) == 2
    assert len([shape for shape in shapes if isinstance(shape, Stroke) and shape.colour == LEVEL]) == 1


def test_letters_of_other_scripts_are_measured_and_do_not_warn(recwarn: pytest.WarningsRecorder) -> None:
    chart = relation_chart(EXAMPLES["one row"], names={"ZMB": "赞比亚", "ZWE": "ज़िम्बाब्वे"})
    assert chart.png(1).startswith(b"\x89PNG")
    assert words(chart, "title") == ["赞比亚 and ज़िम्बाब्वे, January 1998"]
    assert not recwarn.list
