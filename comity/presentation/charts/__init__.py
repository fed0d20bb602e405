"""Charts: a measured relation, forecasts or a what-if as a picture (SVG, PNG), and as characters for a terminal.

`svg_of` writes a picture that is laid out without matplotlib, as do the drawings of the desk: `counts_chart` here,
`network_chart` in `network.py` and `map_chart` in `map.py`, which need numpy and are imported where they are used. The
other charts need matplotlib, the extra `charts`; characters need nothing.
"""

from comity.presentation.charts.counts import PeriodCount, counts_chart
from comity.presentation.charts.drawing import Drawing, Table
from comity.presentation.charts.forecast import drawable, forecast_chart
from comity.presentation.charts.paths import paths_chart
from comity.presentation.charts.relation import relation_chart
from comity.presentation.charts.rendering import Chart
from comity.presentation.charts.spark import GAP, sparkline
from comity.presentation.charts.svg import svg_of
from comity.presentation.charts.terminal import text_chart

__all__ = [
    "GAP",
    "Chart",
    "Drawing",
    "PeriodCount",
    "Table",
    "counts_chart",
    "drawable",
    "forecast_chart",
    "paths_chart",
    "relation_chart",
    "sparkline",
    "svg_of",
    "text_chart",
]
