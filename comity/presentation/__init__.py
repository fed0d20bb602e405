"""What a reader sees: the brief, comparisons and measured relations in its form, and its four renderings.

The names are loaded when they are first used: a command imports this package before it knows whether it
will draw a brief, and `comity --help` should not wait for one.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.presentation.brief import build_brief
    from comity.presentation.comparing import build_comparison
    from comity.presentation.forecast import build_forecast, forecast_text
    from comity.presentation.grades import build_grades, grades_text
    from comity.presentation.markdown import render_markdown
    from comity.presentation.page import render_html
    from comity.presentation.pdf import render_pdf
    from comity.presentation.relation import build_relation, relation_text
    from comity.presentation.terminal import render_text
    from comity.presentation.values import Brief, Line, Mark, Section, Source

__all__ = [
    "Brief",
    "Line",
    "Mark",
    "Section",
    "Source",
    "build_brief",
    "build_comparison",
    "build_forecast",
    "build_grades",
    "build_relation",
    "forecast_text",
    "grades_text",
    "relation_text",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_text",
]

_HOME = {
    "build_brief": "brief",
    "build_comparison": "comparing",
    "build_forecast": "forecast",
    "build_grades": "grades",
    "build_relation": "relation",
    "forecast_text": "forecast",
    "grades_text": "grades",
    "relation_text": "relation",
    "render_html": "page",
    "render_markdown": "markdown",
    "render_pdf": "pdf",
    "render_text": "terminal",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'comity.presentation' has no attribute {name!r}")
    value = getattr(import_module(f"comity.presentation.{_HOME.get(name, 'values')}"), name)
    globals()[name] = value
    return value
