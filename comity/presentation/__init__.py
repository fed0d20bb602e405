"""What a reader sees: the brief, built from codings and incidents, and its three renderings."""

from comity.presentation.brief import build_brief
from comity.presentation.markdown import render_markdown
from comity.presentation.page import render_html
from comity.presentation.terminal import render_text
from comity.presentation.values import Brief, Line, Mark, Section, Source

__all__ = [
    "Brief",
    "Line",
    "Mark",
    "Section",
    "Source",
    "build_brief",
    "render_html",
    "render_markdown",
    "render_text",
]
