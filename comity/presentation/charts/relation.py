"""The chart of a measured relation: its level with band and turns, its acts, and how much was read."""

from collections.abc import Mapping
from datetime import date

from comity.errors import UsageError
from comity.model import Relation
from comity.presentation.charts.acts import LANE, clusters, lane_shapes
from comity.presentation.charts.bands import (
    Gap,
    Step,
    band_shapes,
    gap_names,
    gap_shapes,
    gaps,
    latest_shapes,
    scale_shapes,
    unnamed,
)
from comity.presentation.charts.coverage import coverage_shapes
from comity.presentation.charts.dates import TimeAxis, axis_shapes, span_text
from comity.presentation.charts.describing import description
from comity.presentation.charts.framing import MARGIN, foot_shapes, heading_shapes, source_text
from comity.presentation.charts.lettering import clean, width
from comity.presentation.charts.palette import SMALL, SORTS
from comity.presentation.charts.rendering import Chart
from comity.presentation.charts.shapes import Frame, Picture, Shape
from comity.presentation.charts.turnings import CLEARANCE, Placed, flags, placed, row_height, turning_shapes
from comity.presentation.names import state_name
from comity.presentation.wording import count_text

WIDTH = 700.0
_PLOT, _STRIP = 220.0, 16.0
# Room at the right for the latest level.
_RIGHT = 46.0


def relation_chart(
    relation: Relation, *, title: str | None = None, names: Mapping[str, str] | None = None, plot: float = _PLOT
) -> Chart:
    """Give the chart of a relation, 700 pixels wide; `names` are those of states by code, else the codebook's.

    `plot` is the height of the level's part in pixels. `title` stands for the sentence of names and years ("Japan and
    South Korea, 1998–2025"). Raises `UsageError` for a relation without rows.
    """
    if not relation.rows:
        raise UsageError(
            f"relation {relation.direction or relation.dyad}",
            "has no period to draw",
            "widen the time asked for, or read reports about the two",
        )
    heading = clean(title) if title else relation_title(relation, names or {})
    steps = [Step(row.start, row.end, row.level, row.low, row.high) for row in relation.rows]
    missing = gaps(steps)
    words = description(relation, heading, missing)
    height, shapes = _laid_out(relation, heading, steps, missing, plot)
    return Chart(Picture(WIDTH, height, heading, words, tuple(shapes)))


def relation_title(relation: Relation, names: Mapping[str, str]) -> str:
    """Name the two and the years: "Japan and South Korea, 1998–2025", "Japan towards South Korea, 2024"."""
    if relation.direction:
        codes, between = relation.direction.split(">"), " towards "
    else:
        codes, between = _codes(relation.dyad), " and "
    both = between.join(clean(names.get(code) or state_name(code)) for code in codes)
    return f"{both[:1].upper()}{both[1:]}, {span_text(relation.rows[0].start, relation.rows[-1].end)}"


def _codes(dyad: str) -> list[str]:
    """Part a dyad at the hyphen where both sides are known, since a body's code may hold hyphens of its own."""
    parts = dyad.split("-")
    tries = [["-".join(parts[:at]), "-".join(parts[at:])] for at in range(1, len(parts))]
    known = (pair for pair in tries if all(state_name(code) != (code.partition(":")[2] or code) for code in pair))
    return next(known, tries[0] if tries else [dyad])


def _laid_out(
    relation: Relation, title: str, steps: list[Step], missing: list[Gap], plot_height: float
) -> tuple[float, list[Shape]]:
    """Give the height of the canvas and its shapes, from the lowest to the uppermost."""
    rows = relation.rows
    left = MARGIN + max(width(quad, SMALL) for quad in SORTS) + 7
    axis = TimeAxis(date.fromisoformat(rows[0].start), date.fromisoformat(rows[-1].end), left, WIDTH - _RIGHT)
    wide = Frame(MARGIN, MARGIN - 4, WIDTH - MARGIN, 0)
    found = flags(relation.turning_points, axis, relation.period)
    kept = placed(found, left=MARGIN, right=WIDTH - MARGIN)
    heading, y = heading_shapes(title, _unit(relation, unnamed(missing, axis)), wide)
    plot = _below(y + _flags_height(kept), axis, plot_height)
    marks, outside = clusters(relation.marks, axis)
    # Without acts to draw there are no lanes: empty ones would say that nothing happened.
    lanes = _below(plot.bottom + 9, axis, LANE * len(SORTS) if marks else 0.0)
    strip = _below(lanes.bottom + 6, axis, _STRIP)
    largest = max((each.count for each in marks), default=0)
    notes = _foot(relation, largest, outside, len(found) - len(kept))
    foot, end = foot_shapes(notes, Frame(MARGIN, strip.bottom + 25, WIDTH - MARGIN, 0))
    shapes = [
        *heading,
        *gap_shapes(missing, axis, plot),
        *axis_shapes(axis, strip, lines_from=plot.top),
        *scale_shapes(plot),
        *gap_names(missing, axis, plot),
        *coverage_shapes(rows, axis, strip),
        *turning_shapes(found, kept, plot, lanes.bottom),
        *band_shapes(steps, axis, plot),
        *latest_shapes(steps, axis, plot, relation.period),
        *(lane_shapes(marks, lanes) if marks else ()),
        *foot,
    ]
    return float(round(end + MARGIN - 4)), shapes


def _unit(relation: Relation, unnamed_gaps: list[str]) -> str:
    unit = f"Level by {relation.period} from −10 (conflict) to 10 (cooperation), with its 90% band"
    return f"{unit}; grey: {' or '.join(unnamed_gaps)}" if unnamed_gaps else unit


def _below(y: float, axis: TimeAxis, height: float) -> Frame:
    return Frame(axis.left, y, axis.right, y + height)


def _flags_height(kept: list[Placed]) -> float:
    rows = max((each.row + 1 for each in kept), default=0)
    return 8 + CLEARANCE + rows * row_height(kept)


def _foot(relation: Relation, largest: int, outside: int, unlabelled: int) -> list[str]:
    """Say how to read turns, marks and coverage, where the numbers come from, and what the level is."""
    reading = []
    if relation.turning_points:
        more = f"; arrows alone: {unlabelled:,} more" if unlabelled else ""
        reading.append(f"Upright lines: turning points, up or down{more}.")
    if largest:
        several = f", larger for several (at most {largest:,})" if largest > 1 else ""
        reading.append(f"Marks: acts, hollow verbal, filled material{several}.")
    if outside:
        reading.append(f"{count_text(outside, 'act')} outside these dates not drawn.".capitalize())
    most = max(row.coverage for row in relation.rows)
    read = f"all that the coders read, at most {most:,} in a {relation.period}" if most else "the coders read nothing"
    last = max((coder.until for coder in relation.coders), default=relation.rows[-1].end)
    return [
        " ".join(reading),
        f"Coverage: {read}.",
        source_text(relation.coders, last),
        "Level: −10 to 10, 90% band; Comity.",
    ]
