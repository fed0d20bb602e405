"""The chart of a dyad's forecasts: what the months brought, as bars, and the fan of what is expected."""

from collections.abc import Sequence
from datetime import date

from comity.errors import UsageError
from comity.model import Forecast, MonthCount, Prospect, Target
from comity.presentation.chances import band_text, forecast_chance
from comity.presentation.charts.dates import TimeAxis, axis_shapes, period_text
from comity.presentation.charts.fan import bar_shapes, count_scale, fan_shapes, levels, top_of
from comity.presentation.charts.framing import MARGIN, foot_shapes, heading_shapes
from comity.presentation.charts.lettering import clean, width
from comity.presentation.charts.palette import INK, SMALL, SUBTITLE
from comity.presentation.charts.rendering import Chart
from comity.presentation.charts.shapes import Frame, Picture, Shape, Stroke, Words
from comity.presentation.names import state_name
from comity.presentation.wording import count_text, day_text, listing, sentence

WIDTH = 700.0
_PLOT = 110.0
# Months of history: with more the fan ahead would be too narrow to read.
_SHOWN = 48
_NAMES: dict[Target, str] = {
    "conflict": "Conflictual acts a month",
    "cooperation": "Cooperative acts a month",
    "material conflict": "Acts of material conflict a month",
}


def drawable(targets: Sequence[str] | None) -> None:
    """Raise `UsageError` where none of the targets asked for (null: all) is a count, so that nothing can be drawn."""
    if targets and all(each.casefold().startswith("level") for each in targets):
        raise UsageError("--chart", "draws counts of acts, and the level is none", "add --target conflict")


def forecast_chart(prospect: Prospect, *, title: str | None = None) -> Chart:
    """Give the chart of a dyad's forecasts, 700 pixels wide: a plot a target that counts acts.

    `title` stands for the sentence of names. Raises `UsageError` where nothing that was forecast is a count.
    """
    targets = [each for each in _NAMES if any(one.target == each for one in prospect.forecasts)]
    if not targets:
        raise UsageError("--chart", "draws counts of acts, and none was forecast", "add --target conflict")
    heading = clean(title) if title else _title(prospect)
    height, shapes = _laid_out(prospect, heading, targets)
    return Chart(Picture(WIDTH, height, heading, _description(prospect, heading, targets), tuple(shapes)))


def _title(prospect: Prospect) -> str:
    parts = (prospect.direction or prospect.dyad).split(">" if prospect.direction else "-", 1)
    both = (" towards " if prospect.direction else " and ").join(clean(state_name(code)) for code in parts)
    return f"{both[:1].upper()}{both[1:]}: what to expect"


def _of(prospect: Prospect, target: Target) -> list[Forecast]:
    return sorted((each for each in prospect.forecasts if each.target == target), key=lambda each: each.start)


def _laid_out(prospect: Prospect, title: str, targets: Sequence[Target]) -> tuple[float, list[Shape]]:
    """Give the height of the canvas and its shapes, from the lowest to the uppermost."""
    shown: tuple[MonthCount, ...] = prospect.history[-_SHOWN:]
    last = max(each.end for each in prospect.forecasts)
    scales = {each: levels(top_of(shown, _of(prospect, each), each)) for each in targets}
    left = MARGIN + max(width(f"{named[-1]:,}", SMALL) for named in scales.values()) + 9
    begin = shown[0].start if shown else prospect.forecasts[0].start
    axis = TimeAxis(date.fromisoformat(begin), date.fromisoformat(last), left, WIDTH - MARGIN - 4)
    heading, y = heading_shapes(title, _subtitle(shown), Frame(MARGIN, MARGIN - 4, WIDTH - MARGIN, 0))
    shapes = heading
    frames: list[tuple[Target, Frame]] = []
    for target in targets:
        shapes.append(Words(MARGIN, y + 22, _NAMES[target], SUBTITLE, "plot", INK, bold=True))
        frames.append((target, Frame(axis.left, y + 32, axis.right, y + 32 + _PLOT)))
        y += 32 + _PLOT
    for target, frame in frames:
        named = scales[target]
        dates = axis_shapes(axis, frame, lines_from=frame.top)
        # Only the last plot has the dates' names; lines through all plots would cross the names of these.
        shapes += dates if frame is frames[-1][1] else [each for each in dates if isinstance(each, Stroke)]
        shapes += count_scale(frame, named)
        shapes += bar_shapes(shown, target, axis, frame, named[-1])
        shapes += fan_shapes(_of(prospect, target), axis, frame, named[-1])
    foot, end = foot_shapes(_foot(prospect, shown), Frame(MARGIN, frames[-1][1].bottom + 25, WIDTH - MARGIN, 0))
    return float(round(end + MARGIN - 4)), [*shapes, *foot]


def _subtitle(shown: Sequence[MonthCount]) -> str:
    grey = "; grey ground: no coverage" if any(month.acts is None for month in shown) else ""
    return f"Bars: what came; fan: what is expected, its 50%, 80% and 90% bands, the line its middle{grey}"


def _foot(prospect: Prospect, shown: Sequence[MonthCount]) -> list[str]:
    ahead = sorted({each.start: each.end for each in prospect.forecasts}.items())
    months = listing([period_text(start, end, "month") for start, end in ahead], most=len(ahead))
    models = listing(list(dict.fromkeys(each.model for each in prospect.forecasts)), most=4)
    issued = max(each.issued for each in prospect.forecasts)[:10]
    left_out = len(prospect.history) - len(shown)
    more = f" {count_text(left_out, 'earlier month').capitalize()} not drawn." if left_out else ""
    licence = f" ({prospect.licence})" if prospect.licence else ""
    return [
        f"Upright lines: the months that were forecast ({months}), with the 80% band.{more}",
        f"Source: {prospect.coder}{licence}. Data to {day_text(prospect.until)}.",
        f"Forecast of {day_text(issued)} by {models}; Comity.",
    ]


def _description(prospect: Prospect, title: str, targets: Sequence[Target]) -> str:
    parts = [f"{title}: counts of acts by month up to {day_text(prospect.until)}, and what is expected after."]
    for target in targets:
        for each in _of(prospect, target):
            when = period_text(each.start, each.end, "month")
            parts.append(sentence(f"{_NAMES[target]}, {when}: {band_text(each)}; {forecast_chance(each)}"))
    return " ".join(parts)
