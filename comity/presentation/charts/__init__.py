"""Charts: a measured relation, forecasts or a what-if as a picture (SVG, PNG), and as characters for a terminal.

Pictures need matplotlib, the extra `charts`; characters need nothing.
"""

from comity.presentation.charts.forecast import drawable, forecast_chart
from comity.presentation.charts.paths import paths_chart
from comity.presentation.charts.relation import relation_chart
from comity.presentation.charts.rendering import Chart
from comity.presentation.charts.spark import GAP, sparkline
from comity.presentation.charts.terminal import text_chart

__all__ = [
    "GAP",
    "Chart",
    "drawable",
    "forecast_chart",
    "paths_chart",
    "relation_chart",
    "sparkline",
    "text_chart",
]
