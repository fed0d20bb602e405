"""The brief as one HTML file that asks nothing of the network and runs no script."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from comity.presentation.drawing import RADIUS, draw
from comity.presentation.footnotes import head_text
from comity.presentation.plain import details, is_list_of_sources, marks, plain, timeline_text
from comity.presentation.printing import printed
from comity.presentation.values import Brief, Line
from comity.presentation.wording import day_text

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(brief: Brief, *, full: bool = False) -> str:
    """Give the brief as a self-contained page: inline style, inline drawing, everything from reports escaped.

    A brief prints on two A4 pages, with footnotes in place of the words that the screen unfolds; `full` prints every
    line. The page's own policy allows one style sheet by its hash and nothing else.
    """
    style = _read("brief.css")
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            style=style,
            digest=digest,
            drawing=draw(brief.timeline),
            drawing_text=timeline_text(brief),
            radius=RADIUS,
            chart=_chart(brief),
            printed=printed(brief, full=full),
        )
    )


def _chart(brief: Brief) -> str:
    """The chart of a measured relation as SVG; "" where nothing was measured."""
    if brief.relation is None or not brief.relation.rows:
        return ""
    from comity.presentation.charts import relation_chart

    return relation_chart(brief.relation).svg()


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = plain
    environment.filters["details"] = details
    environment.filters["marks"] = marks
    environment.filters["head"] = head_text
    environment.filters["day"] = day_text
    environment.filters["bare"] = _without_group
    environment.tests["list_of_sources"] = is_list_of_sources
    return environment


def _without_group(line: Line) -> Line:
    return msgspec.structs.replace(line, group="")


@lru_cache(maxsize=4)
def _read(name: str) -> str:
    return (files("comity.presentation") / "templates" / name).read_text(encoding="utf-8")
