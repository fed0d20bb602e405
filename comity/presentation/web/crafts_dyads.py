"""What the workshop makes for pages of dyads: the measured relation, forecasts, scenarios, briefs, where all stand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from comity.config import Settings
from comity.model import Conditional, Forecast, Period, RelationRow, Standing
from comity.presentation.values import Line, Section, Source

if TYPE_CHECKING:
    from comity.presentation.charts import Chart

BriefForm = Literal["pdf", "html", "md"]
# Dyads of fewer imported acts move by a single one.
LEAST_ACTS = 30


class Drawn(msgspec.Struct, frozen=True):
    """A chart as a page shows it: the SVG, its size in pixels, what it shows at length, and in one sentence."""

    svg: str
    width: int
    height: int
    title: str
    words: str
    summary: str


class RelationPart(msgspec.Struct, frozen=True):
    """A measured relation: `sections` in words, `outside` what others do in lines, `rows` a period each."""

    title: str
    head: str
    sections: tuple[Section, ...]
    outside: tuple[Line, ...]
    sources: tuple[Source, ...]
    rows: tuple[RelationRow, ...]
    chart: Drawn | None
    uncharted: str = ""


class ForecastPart(msgspec.Struct, frozen=True):
    """Forecasts in words and rows; `uncharted` says why there is no chart."""

    head: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    rows: tuple[Forecast, ...]
    chart: Drawn | None
    uncharted: str = ""


def relation_part(settings: Settings, pair: str, asked: Mapping[str, Any]) -> RelationPart:
    """Measure a dyad, tell it in words and draw it; `asked` are keywords of `api.relation`. Raises `ComityError`."""
    from comity import api
    from comity.presentation import build_relation
    from comity.presentation.charts import relation_chart
    from comity.presentation.relation_parts import together_section

    found = api.relation(pair, settings=settings, **asked)
    others = tuple(each for each in found.associations if each.kind == "triad")
    own = tuple(each for each in found.associations if each.kind != "triad")
    told = build_relation(msgspec.structs.replace(found, associations=own))
    outside = together_section(msgspec.structs.replace(found, associations=others))
    chart, why = _drawn(lambda: relation_chart(found), _range(found.rows, found.period)) if found.rows else (None, "")
    return RelationPart(
        title=told.title,
        head=told.head,
        # The blocks of a terminal stand for the chart, and the evidence is listed by the page itself.
        sections=tuple(each for each in told.sections if each.key not in ("over-time", "sources")),
        outside=outside.lines,
        sources=told.sources,
        rows=found.rows,
        chart=chart,
        uncharted=why,
    )


def relation_rows(settings: Settings, pair: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the rows of `comity relation --json`: both together and each direction, or the one that is asked for."""
    from comity import api

    one, _, other = pair.partition("-")
    ways = (asked["direction"],) if asked.get("direction") else (None, f"{one}>{other}", f"{other}>{one}")
    found = (api.relation(pair, settings=settings, **(dict(asked) | {"direction": way})) for way in ways)
    return [msgspec.to_builtins(row) for each in found for row in each.rows]


def forecast_part(settings: Settings, pair: str, asked: Mapping[str, Any]) -> ForecastPart:
    """Forecast a dyad's coming months, tell and draw them; `asked` are keywords of `api.forecast`."""
    from comity import api
    from comity.presentation import build_forecast
    from comity.presentation.charts import forecast_chart

    found = api.prospect(pair, settings=settings, **asked)
    told = build_forecast(found)
    chart, why = _drawn(lambda: forecast_chart(found), _chances(found.forecasts))
    sections = tuple(each for each in told.sections if each.key != "sources")
    return ForecastPart(told.head, sections, told.sources, found.forecasts, chart, why)


def conditionals_part(settings: Settings, pair: str, as_of: str | None, by: Any) -> tuple[Conditional, ...]:
    """Give what reports say would follow, each as a scenario to run."""
    from comity import api

    return api.scenarios(pair, settings=settings, as_of=as_of, by=by)


def standings_part(settings: Settings) -> tuple[Standing, ...]:
    """Give where the dyads of the imported coder stand, those that changed most within a year first."""
    from comity import api

    return api.relations(settings=settings, least=LEAST_ACTS)


def brief_file(settings: Settings, pair: str, form: BriefForm, as_of: str | None, by: Any) -> bytes:
    """Give the brief of a dyad as a file, with its measured relation where there is one.

    Raises `ExtraMissing` where PDFs can't be made.
    """
    from comity import api, presentation
    from comity.errors import ExtraMissing

    render_pdf: Any = getattr(presentation, "render_pdf", None)
    if form == "pdf" and render_pdf is None:
        raise ExtraMissing("the brief as PDF", "this install can't make one", "take it as .html or .md")
    measured = api.relation(pair, settings=settings, as_of=as_of, by=by)
    found = api.brief(
        dyad=pair, settings=settings, as_of=as_of, by=by, relation=measured if measured.rows else None
    )  # fmt: skip
    if form == "pdf":
        return bytes(render_pdf(found))
    text = presentation.render_html(found) if form == "html" else presentation.render_markdown(found)
    return text.encode()


def drawn(chart: "Chart", summary: str) -> Drawn:
    """Draw a chart for a page; `summary` is the sentence below it."""
    picture = chart.picture
    # It stands on the page as an image, which the page's own colours don't reach.
    svg = chart.svg(darkens=True)
    return Drawn(svg, round(picture.width), round(picture.height), picture.title, chart.description, summary)


def _range(rows: Sequence[RelationRow], period: Period) -> str:
    """Where the level stands and between what it moved."""
    from comity.presentation.periods import when_text
    from comity.presentation.relation_level import signed

    known = [row for row in rows if row.level is not None and row.low is not None and row.high is not None]
    if not known:
        return "Nothing was covered, so there is no level to draw."
    last, levels = known[-1], [row.level or 0.0 for row in known]
    return (
        f"The level stood at {signed(last.level or 0.0)} {when_text(last.start, last.start, period)} (90% band "
        f"{signed(last.low or 0.0)} to {signed(last.high or 0.0)}); over all that is drawn it ranged from "
        f"{signed(min(levels))} to {signed(max(levels))}."
    )


def _chances(forecasts: Sequence[Forecast]) -> str:
    """The chances of the first month ahead, each beside what is usual."""
    from comity.presentation.periods import period_text

    first = min((each.start for each in forecasts), default="")
    told = [
        f"{each.target} {each.probability_any:.0%} (usually {each.base_rate:.0%})"
        for each in forecasts
        if each.start == first
    ]
    return f"The chances for {period_text(first, 'month')}: {', '.join(told)}." if told else "Nothing was forecast."


def _drawn(made: Any, summary: str) -> tuple[Drawn | None, str]:
    """A page is worth showing without its chart, with the reason."""
    from comity.errors import ExtraMissing, UsageError

    try:
        return drawn(made(), summary), ""
    except (ExtraMissing, UsageError) as error:
        return None, str(error)
