"""The last sections: figures, sources, and what Comity could not tell."""

from collections import Counter

from comity.presentation.differing import figures_of, number_text
from comity.presentation.happened import cut
from comity.presentation.material import UNKNOWN_OUTLET, Material, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, date_text, day_text, quoted, sentence, unique

_MOST_FIGURES = 15
_MOST_REASONS = 5
_LOOSE_ENDS = frozenset("a an the of and or to on in at for with from by as that while after but is are was were".split())


def figures(material: Material) -> Section:
    """Each figure once: its value, unit and what it counts. The section is left out when there is none."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for figure, report in figures_of(material):
        what = _trimmed(figure.what)
        text = f"{number_text(figure.value)} {figure.unit}".strip()
        text = text if not what or what.casefold() == figure.unit.casefold() else f"{text}: {quoted(what)}"
        found.setdefault(text, []).append((report.id, words(figure.evidence), date_text(figure.date) if figure.date else ""))
    lines = [
        Line(
            text=sentence(text),
            date=rows[0][2],
            sources=material.cite(report for report, _, _ in rows),
            evidence=unique(evidence for _, evidence, _ in rows)[:4],
            told=count_text(len({report for report, _, _ in rows}), "report"),
        )
        for text, rows in found.items()
    ]
    kept, more = cut(lines, what="figure", most=_MOST_FIGURES)
    return Section("figures", "Figures", kept, "", more)


def _trimmed(what: str) -> str:
    parts = what.split()
    while parts and parts[-1].lower() in _LOOSE_ENDS:
        parts.pop()
    return " ".join(parts)


def sources(material: Material) -> Section:
    """The reports by footnote number: outlet, date of publication, title."""
    lines = []
    for source in sorted(material.sources.values(), key=lambda source: source.number):
        outlet = source.outlet[:1].upper() + source.outlet[1:]
        when = day_text(source.published) if source.published else "no date of publication"
        title = quoted(source.title) if source.title else "without a title"
        text = f"{outlet}, {when}, {title}"
        lines.append(Line(text=sentence(text), date=when, sources=(source,)))
    return Section("sources", "Sources", tuple(lines), "No source was found.")


def untold(material: Material) -> Section:
    """Counts of what stayed unknown: days, states, outlets, passages without a row, with the commonest reasons."""
    rows = [row for group in material.by_standing.values() for row in group]
    shown = rows if not material.asked else [*material.by_standing["between"], *material.by_standing["outside"]]
    undated = sum(row.date is None or row.date.start is None for row in shown)
    refs = [ref for row in shown for ref in {id(ref): ref for ref in (*row.actors, *row.recipients)}.values()]
    stateless = {ref.id or ref.text for ref in refs if ref.country is None}
    sided = sum(not row.actors for row in shown)
    skips = Counter(skip.reason for coding in material.codings for skip in coding.skipped)
    outlets = sum(source.outlet == UNKNOWN_OUTLET for source in material.sources.values())
    dates = sum(source.published is None for source in material.sources.values())
    texts = []
    if undated:
        texts.append(f"{count_text(undated, 'act')} of {len(shown):,} {_has(undated)} no date")
    if sided:
        texts.append(f"{count_text(sided, 'act')} {_has(sided)} no named actor")
    if stateless:
        texts.append(f"{count_text(len(stateless), 'actor')} could not be given a state")
    if outlets:
        texts.append(f"{count_text(outlets, 'report')} {_has(outlets)} no known outlet")
    if dates:
        texts.append(f"{count_text(dates, 'report')} {_has(dates)} no date of publication, so relative dates in it stay unknown" if dates == 1 else f"{count_text(dates, 'report')} have no date of publication, so relative dates in them stay unknown")
    if skips:
        common = "; ".join(f"{reason} ({count:,})" for reason, count in skips.most_common(_MOST_REASONS))
        total = sum(skips.values())
        texts.append(f"{count_text(total, 'passage')} {'was' if total == 1 else 'were'} seen and not coded: {common}")
    lines = tuple(Line(text=sentence(text)) for text in texts)
    return Section("untold", "What Comity could not tell", lines, "Every act has a date, an actor and a state.")


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
