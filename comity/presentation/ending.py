"""The last sections: figures, sources, and what Comity could not tell."""

from collections import Counter

from comity.model import Figure
from comity.presentation.differing import figures_of, number_text
from comity.presentation.happened import cut
from comity.presentation.material import UNKNOWN_OUTLET, Material, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, date_text, day_text, quoted, sentence, unique

_RANKS = frozenset({"first", "second", "third", "fourth", "fifth"})
_MOST_FIGURES = 15
_MOST_REASONS = 5
_LOOSE_ENDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "on",
        "in",
        "at",
        "for",
        "with",
        "from",
        "by",
        "as",
        "that",
        "while",
        "after",
        "but",
        "is",
        "are",
        "was",
        "were",
    ]
)


def figures(material: Material) -> Section:
    """Each figure once: its value, unit and what it counts. The section is left out when there is none."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for figure, report in figures_of(material):
        text = figure_text(figure)
        found.setdefault(text, []).append(
            (report.id, words(figure.evidence), date_text(figure.date) if figure.date else "")
        )
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


def figure_text(figure: Figure) -> str:
    """Give a figure with what it counts: "15 percent: “tariff”", "“first such visit” since 1965"."""
    what = _trimmed(figure.what)
    if figure.unit == "year":
        return f"{quoted(what)} since {figure.value:.0f}" if what else f"the year {figure.value:.0f}"
    text = f"{number_text(figure.value)} {figure.unit}".strip()
    if what.partition(" ")[0] in _RANKS:
        return f"{quoted(what)} in {text}"
    return text if not what or what.casefold() == figure.unit.casefold() else f"{text}: {quoted(what)}"


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
    """Counts of what stayed unknown: days, states, outlets, passages without a row and why."""
    rows = [row for group in material.by_standing.values() for row in group]
    shown = (
        rows if not material.asked else [*material.by_standing["between"], *material.by_standing["outside"]]
    )
    undated = sum(row.date is None or row.date.start is None for row in shown)
    refs = [ref for row in shown for ref in {id(ref): ref for ref in (*row.actors, *row.recipients)}.values()]
    stateless = {ref.id or ref.text for ref in refs if ref.country is None}
    sided = sum(not row.actors for row in shown)
    skips = Counter(skip.reason for coding in material.codings for skip in coding.skipped)
    outlets = sum(source.outlet == UNKNOWN_OUTLET for source in material.sources.values())
    dates = sum(source.published is None for source in material.sources.values())
    texts = [
        _counted(undated, "of", f"{count_text(len(shown), 'act')} {{have}} no date", plural="of"),
        _counted(sided, "act", "{have} no named actor"),
        _counted(len(stateless), "actor", "could not be given a state"),
        _counted(outlets, "report", "{have} no known outlet"),
        _counted(dates, "report", "{have} no date of publication, which leaves relative dates unknown"),
    ]
    if skips:
        common = "; ".join(f"{reason} ({count:,})" for reason, count in skips.most_common(_MOST_REASONS))
        total = sum(skips.values())
        texts.append(
            f"{count_text(total, 'passage')} {'was' if total == 1 else 'were'} seen and not coded: {common}"
        )
    lines = tuple(Line(text=sentence(text)) for text in texts if text)
    return Section(
        "untold", "What Comity could not tell", lines, "Every act has a date, an actor and a state."
    )


def _counted(number: int, noun: str, rest: str, *, plural: str = "") -> str:
    if not number:
        return ""
    return f"{count_text(number, noun, plural)} {rest.format(have='has' if number == 1 else 'have')}"
