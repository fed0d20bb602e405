"""The chart of a what-if: the level without and with what is assumed, each with its band, side by side."""

from collections.abc import Sequence
from datetime import date

from comity.errors import UsageError
from comity.model import Band, WhatIf
from comity.presentation.charts.bands import Step, band_shapes, latest_shapes, scale_shapes
from comity.presentation.charts.dates import TimeAxis, axis_shapes, span_text
from comity.presentation.charts.framing import MARGIN, foot_shapes, heading_shapes
from comity.presentation.charts.lettering import clean, width
from comity.presentation.charts.palette import INK, SMALL, SOFT, SUBTITLE, TURN
from comity.presentation.charts.rendering import Chart
from comity.presentation.charts.shapes import Frame, Picture, Shape, Stroke, Words
from comity.presentation.names import state_name

WIDTH = 760.0
_PLOT, _RIGHT, _BETWEEN = 230.0, 40.0, 26.0


def paths_chart(found: WhatIf) -> Chart:
    """Give the chart of a what-if, 760 pixels wide.

    Raises `UsageError` without rows.
    """
    if not found.rows:
        raise UsageError(f"what-if of {found.scenario.dyad}", "has no month to draw", "ask for at least one month")
    both = " and ".join(state_name(code) for code in found.scenario.dyad.split("-"))
    title = clean(f"{both}, {span_text(found.since, found.until)}: {found.scenario.title}")
    heading, top = heading_shapes(
        title,
        "Level by month from −10 (conflict) to 10 (cooperation), with its 90% band",
        Frame(MARGIN, MARGIN - 4, WIDTH - MARGIN, 0),
    )
    scale = MARGIN + width("cooperation  10", SMALL) + 8
    side = (WIDTH - MARGIN - scale - _BETWEEN) / 2
    shapes: list[Shape] = [*heading]
    lefts = (scale, scale + side + _BETWEEN)
    arms = (
        ("without", [row.baseline for row in found.rows]),
        ("with what is assumed", [r.scenario for r in found.rows]),
    )
    for at, (left, (name, bands)) in enumerate(zip(lefts, arms, strict=True)):
        axis = TimeAxis(date.fromisoformat(found.since), date.fromisoformat(found.until), left, left + side - _RIGHT)
        frame = Frame(left, top + 30, left + side - _RIGHT, top + 30 + _PLOT)
        shapes += _panel(found, name, bands, axis, frame, marked=at == 1, scale=at == 0)
    foot, end = foot_shapes(_foot(found), Frame(MARGIN, top + 30 + _PLOT + 26, WIDTH - MARGIN, 0))
    return Chart(Picture(WIDTH, float(round(end + MARGIN - 4)), title, _described(found, title), (*shapes, *foot)))


def _panel(
    found: WhatIf, name: str, bands: Sequence[Band], axis: TimeAxis, frame: Frame, *, marked: bool, scale: bool
) -> list[Shape]:
    steps = [
        Step(row.start, row.end, each.mean, each.low, each.high) for row, each in zip(found.rows, bands, strict=True)
    ]
    lines = scale_shapes(frame)
    shapes: list[Shape] = [
        Words(frame.left, frame.top - 9, name, SUBTITLE, "panel", INK, bold=True),
        *(each for each in lines if scale or not isinstance(each, Words)),
        *axis_shapes(axis, frame, lines_from=frame.top),
        *band_shapes(steps, axis, frame),
        *latest_shapes(steps, axis, frame, "month"),
    ]
    for number, each in enumerate(found.scenario.interventions if marked else (), start=1):
        x = axis.x(date.fromisoformat(each.date), part=0.5)
        shapes.append(Stroke(((x, frame.top), (x, frame.bottom)), TURN, 1.0, (3.0, 3.0)))
        shapes.append(Words(x + 3, frame.top + 10, str(number), SMALL, "intervention", SOFT))
    return shapes


def _foot(found: WhatIf) -> list[str]:
    named = [f"{at}: {each.input}, {each.date}" for at, each in enumerate(found.scenario.interventions, start=1)]
    last = found.rows[-1].difference
    rests = [f"{each.input}: {each.footing}, {each.used:,} precedents" for each in found.effects]
    return [
        f"Assumed: {'; '.join(named)}.",
        f"Difference in the last month: {last.mean:+.1f} ({last.low:+.1f} to {last.high:+.1f}).".replace("-", "−"),
        f"Rests on: {'; '.join(rests)}.",
        f"{found.scenario.paths:,} paths, seed {found.scenario.seed}; Comity.",
    ]


def _described(found: WhatIf, title: str) -> str:
    last = found.rows[-1]
    return (
        f"{title}. Without what is assumed the level ends at {last.baseline.mean:.1f} ({last.baseline.low:.1f} to "
        f"{last.baseline.high:.1f}), with it at {last.scenario.mean:.1f} ({last.scenario.low:.1f} to "
        f"{last.scenario.high:.1f})."
    )
