"""The section on what the sources differ on: of one act, of one figure, and of one speaker's words."""

from collections.abc import Iterator
from typing import Any

from comity.model import Difference, Figure, Report
from comity.presentation.dyads import standing
from comity.presentation.firsts import number_text
from comity.presentation.happened import cut, most_lines
from comity.presentation.material import Material, words
from comity.presentation.quoting import quotes
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, date_text, listing, quoted, range_text, sentence, unique

_FIELDS = {
    "date": "the day",
    "place": "the place",
    "figures": "the figure",
    "mode": "its form",
    "status": "whether it took place",
}


def differing(material: Material) -> Section:
    """Differences inside incidents, figures of the same thing, and short quotes of one occasion."""
    lines = [*_acts(material), *_figures(material), *quotes(material)]
    kept, more = cut(lines, what="difference", most=most_lines(material, base=4))
    several = len(material.sources) > 1
    empty = "No difference between the sources was found." if several else "There is only one source."
    return Section("differing", "What the sources differ on", kept, empty, more)


def _acts(material: Material) -> Iterator[Line]:
    groups = material.by_standing
    rows = (*groups["between"], *groups["outside"])
    for incident in rows:
        told = material.told(incident)
        for difference in incident.differences:
            values = _values(material, difference)
            if len(values) < 2:
                continue
            reports = [str(value["report"]) for value in difference.values]
            field = _FIELDS.get(difference.field, difference.field)
            yield Line(
                text=sentence(
                    f"{material.incident_clause(incident)}; the sources differ on {field}: " + "; ".join(values)
                ),
                date=date_text(incident.date),
                status=incident.status,
                sources=material.cite(reports),
                evidence=unique(words(event.evidence) for event, _ in told)[:4],
                told=count_text(len(set(reports)), "report"),
            )


def _values(material: Material, difference: Difference) -> list[str]:
    """Give each differing value in words with the sources that tell it: "3 March 2024 [1, 2]"."""
    found: dict[str, list[str]] = {}
    for value in difference.values:
        found.setdefault(_worded(difference.field, value), []).append(str(value["report"]))
    return [f"{text} {material.marks(reports)}".strip() for text, reports in found.items()]


def _worded(field: str, value: dict[str, Any]) -> str:
    told = value["value"]
    if field == "date":
        start, _, end = str(told).partition("..")
        return range_text(start, end or start)
    if field == "figures":
        unit, what = value.get("unit", ""), value.get("what", "")
        return f"{what} since {told:.0f}" if unit == "year" else f"{number_text(float(told))} {unit} {what}".strip()
    return str(told)


def figures_of(material: Material) -> list[tuple[Figure, Report]]:
    """Give the figures of the codings and of the acts that belong here, once a report and place in it."""
    found: dict[tuple[str, int, float], tuple[Figure, Report]] = {}
    for coding in material.codings:
        events = [
            event
            for event in coding.events
            if material.pair is None or standing(event, material.pair) in ("between", "outside")
        ]
        for figure in (*coding.figures, *(figure for event in events for figure in event.figures)):
            at = figure.evidence[0].start if figure.evidence else -len(found) - 1
            found.setdefault((coding.report.id, at, figure.value), (figure, coding.report))
    return list(found.values())


def _figures(material: Material) -> Iterator[Line]:
    told_of_acts = _figures_of_acts(material)
    groups: dict[tuple[str, str], list[tuple[Figure, Report]]] = {}
    for figure, report in figures_of(material):
        key = _figure_key(figure.unit, figure.what)
        if key[1] and key not in told_of_acts:
            groups.setdefault(key, []).append((figure, report))
    for told in groups.values():
        by_report: dict[str, set[float]] = {}
        by_value: dict[float, list[str]] = {}
        for figure, report in told:
            by_report.setdefault(report.id, set()).add(figure.value)
            by_value.setdefault(figure.value, []).append(report.id)
        # Two figures in one report may both be right; it is reports that differ.
        if len({frozenset(values) for values in by_report.values()}) < 2:
            continue
        values = [f"{number_text(value)} {material.marks(reports)}" for value, reports in sorted(by_value.items())]
        what = f"{told[0][0].unit} {told[0][0].what}"
        yield Line(
            text=sentence(f"The sources give different figures for {quoted(what)}: {listing(values)}"),
            sources=material.cite(by_report),
            evidence=unique(words(figure.evidence) for figure, _ in told)[:4],
            told=count_text(len(by_report), "report"),
        )


def _figures_of_acts(material: Material) -> set[tuple[str, str]]:
    """Figures whose differences stand with their act already."""
    return {
        _figure_key(str(value.get("unit", "")), str(value.get("what", "")))
        for incident in material.incidents
        for difference in incident.differences
        if difference.field == "figures"
        for value in difference.values
    }


def _figure_key(unit: str, what: str) -> tuple[str, str]:
    return unit.casefold(), " ".join(what.casefold().split())
