"""The last sections: figures, sources, and what Comity could not tell."""

import re

from comity.model import Figure, Report
from comity.presentation.cutting import words_from
from comity.presentation.differing import figures_of
from comity.presentation.firsts import comparison_text, number_text
from comity.presentation.happened import cut, most_lines
from comity.presentation.material import UNKNOWN_OUTLET, Material, tells_of, words
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, date_text, day_text, quoted, sentence, unique

_MOST_WORDS = 9
_PLAIN = re.compile(r"^[A-Za-z][\w’'-]{2,}")


def figures(material: Material) -> Section:
    """Each figure once: its value, unit and what it counts. The section is left out when there is none."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for figure, report in figures_of(material):
        text = figure_text(figure, report)
        if not text:
            continue
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
    kept, more = cut(lines, what="figure", most=most_lines(material, base=4))
    return Section("figures", "Figures", kept, "", more)


def figure_text(figure: Figure, report: Report) -> str:
    """Give a figure with what it counts, in the report's words up to the phrase's end; "" if it counts nothing."""
    if figure.comparison is not None:
        return comparison_text(figure)
    what = _counted_words(figure, report)
    text = f"{number_text(figure.value)} {figure.unit}".strip()
    if what.casefold() == figure.unit.casefold():
        return text
    return f"{text}: {quoted(what)}" if what else ""


def _counted_words(figure: Figure, report: Report) -> str:
    """Take what a figure counts to the end of its phrase; words that only go on ("to each") count nothing."""
    if not _PLAIN.match(figure.what):
        return ""
    if not figure.evidence:
        return words_from(figure.what, most=_MOST_WORDS)
    at = report.text.find(figure.what, figure.evidence[0].start)
    near = 0 <= at <= figure.evidence[0].end + 2
    return words_from(report.text[at : at + 200] if near else figure.what, most=_MOST_WORDS)


def sources(material: Material) -> Section:
    """The reports by footnote number: outlet, date of publication, title."""
    lines = []
    for source in sorted(material.sources.values(), key=lambda source: source.number):
        outlet = source.outlet[:1].upper() + source.outlet[1:]
        when = day_text(source.published) if source.published else "no date of publication"
        title = quoted(source.title) if source.title else "without a title"
        text = "; ".join((f"{outlet}, {when}, {title}", *source.notes))
        lines.append(Line(text=sentence(text), date=when, sources=(source,)))
    return Section("sources", "Sources", tuple(lines), "No source was found.")


def untold(material: Material) -> Section:
    """At most four plain lines on what stayed unknown: days, who acted, sources, and passages left alone."""
    rows = [*material.by_standing["between"], *material.by_standing["outside"]]
    undated = sum(row.date is None or row.date.start is None for row in rows)
    refs = [ref for row in rows for ref in {id(ref): ref for ref in (*row.actors, *row.recipients)}.values()]
    stateless = len({ref.id or ref.text for ref in refs if ref.country is None})
    passages = sum(len(coding.skipped) for coding in material.codings)
    texts = [
        f"{count_text(undated, 'of', 'of')} {count_text(len(rows), 'act')} {_have(undated)} no date, "
        "and none was guessed"
        if undated
        else "",
        f"{count_text(stateless, 'actor')} could not be tied to a state" if stateless else "",
        _sources_text(material),
        f"{count_text(passages, 'passage')} {'was' if passages == 1 else 'were'} read but left out, "
        "mostly for want of who acted or towards whom"
        if passages
        else "",
    ]
    lines = tuple(Line(text=sentence(text)) for text in texts if text)
    return Section("untold", "What Comity could not tell", lines, "Every act has a date, an actor and a state.")


def _sources_text(material: Material) -> str:
    """Say which reports lack outlet or date, and which tell nothing of the two states."""
    outlets = sum(source.outlet == UNKNOWN_OUTLET for source in material.sources.values())
    dates = sum(source.published is None for source in material.sources.values())
    silent = sum(not tells_of(coding, material.pair) for coding in material.codings) if material.pair else 0
    parts = [
        f"{count_text(outlets, 'report')} {_have(outlets)} no known outlet" if outlets else "",
        f"{count_text(dates, 'report')} {_have(dates)} no date of publication, which leaves “on Monday” open"
        if dates
        else "",
        f"{count_text(silent, 'report')} {'tells' if silent == 1 else 'tell'} nothing of the two states"
        if silent
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
