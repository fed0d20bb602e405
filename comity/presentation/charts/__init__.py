"""Charts: a measured relation, forecasts or a what-if as a picture (SVG, PNG), and as characters for a terminal.

SVG is written by `svg_of`; PNG needs matplotlib, the extra `charts`. `network_chart` in `network.py` and `map_chart` in
`map.py` need numpy and are imported where they are used.
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
