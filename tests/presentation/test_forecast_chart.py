"""Charts of forecasts: bars of what came, the fan of what is expected, and words that touch nothing."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from lxml import etree

from comity.errors import UsageError
from comity.model import Prospect
from comity.presentation.charts import Chart, drawable, forecast_chart
from comity.presentation.charts.fan import BANDS, levels
from comity.presentation.charts.lettering import height, width
from comity.presentation.charts.palette import COVERAGE, FAINT, LEVEL
from comity.presentation.charts.shapes import Area, Stroke, Words

from .forecasts import TARGETS, forecast, month, prospect

BUSY = {"0.05": 900, "0.1": 1100, "0.25": 1400, "0.5": 2000, "0.75": 2600, "0.9": 3100, "0.95": 4210}
EXAMPLES: dict[str, Prospect] = {
    "one month": prospect(),
    "all": prospect(*(forecast(target, ahead) for target in TARGETS for ahead in (1, 3, 6))),
    "busy": prospect(forecast(quantiles=BUSY), forecast(horizon=12, quantiles=BUSY)),
    "a direction": prospect(forecast(direction="PER>CHL"), direction="PER>CHL"),
    "no history": prospect(history=()),
    "long names": prospect(
        forecast("cooperation"), forecast("material conflict"), dyad="BIH-COD",
        coder="a coder of a very long name indeed", licence="terms " * 30,
    ),
}  # fmt: skip


def boxes(chart: Chart) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text of the drawing with its sides: left, top, right, bottom."""
    for text in etree.fromstring(chart.svg().encode()).iter("{http://www.w3.org/2000/svg}text"):
        size = float(str(text.get("font-size")).removesuffix("px"))
        wide = width(text.text or "", size, bold=text.get("font-weight") == "700")
        up, down = height(size)
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        yield text.text or "", left, y - up, left + wide, y + down


@pytest.mark.parametrize("name", EXAMPLES)
def test_words_stay_on_the_canvas_and_off_each_other(name: str) -> None:
    chart = forecast_chart(EXAMPLES[name])
    found = list(boxes(chart))
    assert found
    for text, left, top, right, bottom in found:
        assert left >= 0 and top >= 0, text
        assert right <= chart.picture.width and bottom <= chart.picture.height, text
    for (one, a, b, c, d), (other, e, f, g, h) in combinations(found, 2):
        assert c <= e or g <= a or d <= f or h <= b, f"{one!r} touches {other!r}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_drawn_outside_the_canvas(name: str) -> None:
    picture = forecast_chart(EXAMPLES[name]).picture
    for shape in picture.shapes:
        for x, y in shape.points if isinstance(shape, Area | Stroke) else ():
            assert 0 <= x <= picture.width and 0 <= y <= picture.height


def test_there_is_a_bar_a_month_with_acts_and_a_fan_after_them() -> None:
    given = prospect()
    shapes = forecast_chart(given).picture.shapes
    bars = [each for each in shapes if isinstance(each, Area) and each.colour == COVERAGE]
    assert len(bars) == sum(bool(each.acts and each.acts["conflict"]) for each in given.history)
    fan = [each for each in shapes if isinstance(each, Area) and each.colour in {colour for _, _, colour in BANDS}]
    assert len(fan) == 3
    assert min(x for each in fan for x, _ in each.points) >= max(x for each in bars for x, _ in each.points)
    # A line for the middle, and one that marks the month.
    assert len([each for each in shapes if isinstance(each, Stroke) and each.colour == LEVEL]) == 2


def test_wider_bands_hold_the_narrower() -> None:
    quantiles = {"0.05": 1, "0.1": 2, "0.25": 4, "0.5": 6, "0.75": 9, "0.9": 12, "0.95": 15}
    shapes = forecast_chart(prospect(forecast(quantiles=quantiles))).picture.shapes
    fan = [
        next(each for each in shapes if isinstance(each, Area) and each.colour == colour) for _, _, colour in BANDS
    ]  # fmt: skip
    spans = [(min(y for _, y in each.points), max(y for _, y in each.points)) for each in fan]
    assert spans[0][0] < spans[1][0] < spans[2][0] < spans[2][1] < spans[1][1] < spans[0][1]


def test_months_without_coverage_are_shaded() -> None:
    from comity.model import MonthCount

    history = tuple(MonthCount(*month(at - 12), None if at < 3 else {"conflict": 1}) for at in range(12))
    chart = forecast_chart(prospect(history=history))
    assert len([each for each in chart.picture.shapes if isinstance(each, Area) and each.colour == FAINT]) == 3
    words = " ".join(each.text for each in chart.picture.shapes if isinstance(each, Words))
    assert "grey ground: no coverage" in words


def test_the_description_tells_what_the_fan_shows() -> None:
    told = forecast_chart(EXAMPLES["one month"]).picture.description
    assert "January 2024: at most two conflictual acts (80% band)" in told
    assert "unlikely: about 1 chance in 4 of a conflictual month" in told


def test_the_same_forecasts_give_the_same_file() -> None:
    assert forecast_chart(EXAMPLES["all"]).svg() == forecast_chart(EXAMPLES["all"]).svg()


def test_the_level_alone_has_no_chart() -> None:
    with pytest.raises(UsageError, match="draws counts"):
        forecast_chart(prospect(forecast("level falls")))
    with pytest.raises(UsageError, match="draws counts"):
        drawable(["level"])
    drawable(["level", "conflict"])
    drawable(None)


@pytest.mark.parametrize(
    ("top", "named"), [(1, [0, 1]), (4, [0, 1, 2, 3, 4]), (7, [0, 2, 4, 6, 8]), (4210, [0, 2000, 4000, 6000])]
)
def test_scales_are_round(top: int, named: list[int]) -> None:
    assert levels(top) == named
