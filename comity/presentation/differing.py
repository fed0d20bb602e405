"""The section on what the sources differ on: of one act, of one figure, and of one speaker's words."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from comity.model import Difference, Figure, Report, Statement
from comity.presentation.dyads import standing
from comity.presentation.happened import cut
from comity.presentation.material import Material, words
from comity.presentation.names import actor_name
from comity.presentation.said import statements_of
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, date_text, listing, quoted, range_text, sentence, unique

_FIELDS = {
    "date": "the day",
    "place": "the place",
    "figures": "the figure",
    "mode": "its form",
    "status": "whether it took place",
}
# Words of an occasion: two undated quotes are of one speech when both reports name it so.
_OCCASIONS = frozenset(
    [
        "speech",
        "address",
        "statement",
        "interview",
        "ceremony",
        "anniversary",
        "summit",
        "memorial",
        "parliament",
        "conference",
        "message",
        "letter",
        "declaration",
        "banquet",
        "inauguration",
        "briefing",
        "remarks",
    ]
)
# A longer quote is seldom cut alike in two reports; short ones carry the word that matters ("remorse").
_SHORT_QUOTE = 4
# The latest quotes of one day; a day with more is a flood of copies, and pairs grow with the square.
_MOST_COMPARED = 60

Spoken = tuple[Statement, Report]


def differing(material: Material) -> Section:
    """Differences inside incidents, figures of the same thing, and short quotes of one occasion."""
    lines = [*_acts(material), *_figures(material), *_quotes(material)]
    kept, more = cut(lines, what="difference")
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
                    f"{material.incident_clause(incident)}; the sources differ on {field}: "
                    + "; ".join(values)
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
    return [f"{text} {_marks(material, reports)}".strip() for text, reports in found.items()]


def _worded(field: str, value: dict[str, Any]) -> str:
    told = value["value"]
    if field == "date":
        start, _, end = str(told).partition("..")
        return range_text(start, end or start)
    if field == "figures":
        return f"{number_text(float(told))} {value.get('unit', '')} {value.get('what', '')}".strip()
    return str(told)


def _marks(material: Material, reports: Sequence[str]) -> str:
    numbers = [str(source.number) for source in material.cite(reports)]
    return f"[{', '.join(numbers)}]" if numbers else ""


def number_text(value: float) -> str:
    """Give a figure as it is read: "15", "8.8 million", "350 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def figures_of(material: Material) -> list[tuple[Figure, Report]]:
    """Give the figures of the codings and of the acts that belong here, once a report and place in it."""
    found: dict[tuple[str, int, float], tuple[Figure, Report]] = {}
    for coding in material.codings:
        events = [
            event
            for event in coding.events
            if material.pair is None
            or standing(event, material.pair) in ("between", "outside")
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
        values = [
            f"{number_text(value)} {_marks(material, reports)}" for value, reports in sorted(by_value.items())
        ]
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


def _quotes(material: Material) -> Iterator[Line]:
    """Short direct quotes of one speaker on one day or occasion that two reports word differently."""
    by_speaker: dict[str, list[Spoken]] = {}
    for row in statements_of(material):
        if row[0].direct and row[0].speaker is not None and 0 < len(row[0].quote.split()) <= _SHORT_QUOTE:
            by_speaker.setdefault(_speaker(row[0]), []).append(row)
    for short in by_speaker.values():
        groups: dict[str, dict[str, Spoken]] = {}
        for one, other in _near(short):
            group = groups.setdefault(_when(one[0], other[0]), {})
            group.update({row[0].id: row for row in (one, other)})
        for when, group in groups.items():
            yield _quotes_line(material, when, list(group.values()))


def _near(rows: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Pairs of one day or occasion that differ; no others are compared, as a speaker may have thousands."""
    buckets: dict[str, list[Spoken]] = {}
    for row in rows:
        day = row[0].said_on.start if row[0].said_on else None
        for key in {*_occasion(row[0]), *((day,) if day else ())}:
            buckets.setdefault(key, []).append(row)
    for key in sorted(buckets):
        for one, other in combinations(buckets[key][-_MOST_COMPARED:], 2):
            if _differ(one, other):
                yield one, other


def _when(one: Statement, other: Statement) -> str:
    """Give the day or occasion of two quotes; the words say when it is only likely to be one."""
    days = [date_text(statement.said_on) for statement in (one, other)]
    if days[0] == days[1] != "undated":
        return f"on {days[0]}"
    known = next((day for day in days if day != "undated"), "")
    return f"on what seems one occasion ({known})" if known else "on what seems one occasion"


def _quotes_line(material: Material, when: str, rows: Sequence[Spoken]) -> Line:
    ref = rows[0][0].speaker
    told = [f"{quoted(row[0].quote)} {_marks(material, [row[1].id])}" for row in rows]
    text = f"the sources quote {actor_name(ref) if ref else ''} differently {when}: {listing(told, most=6)}"
    return Line(
        text=sentence(text),
        status="direct quote",
        sources=material.cite(row[1].id for row in rows),
        evidence=unique(words(row[0].evidence) for row in rows)[:4],
        told=count_text(len({row[1].id for row in rows}), "report"),
    )


def _differ(one: Spoken, other: Spoken) -> bool:
    (left, first), (right, second) = one, other
    if first.id == second.id:
        return False
    here, there = _plain(left.quote), _plain(right.quote)
    if here in there or there in here:
        return False
    days = [statement.said_on.start if statement.said_on else None for statement in (left, right)]
    if days[0] and days[1]:
        return days[0] == days[1]
    return bool(_occasion(left) & _occasion(right))


def _speaker(statement: Statement) -> str:
    ref = statement.speaker
    return "" if ref is None else ref.id or actor_name(ref)


def _occasion(statement: Statement) -> set[str]:
    return {word.strip(".,;:\"“”'’()") for word in words(statement.evidence).lower().split()} & _OCCASIONS


def _plain(quote: str) -> str:
    return " ".join(quote.lower().strip(" .,;:!?\"“”'’").split())
