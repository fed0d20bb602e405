"""A comparison in plain sentences: what both tell, what one leaves out, where they differ, whom each quotes."""

from collections.abc import Sequence

from comity.ledger import incidents, renamed
from comity.model import Coding, Comparison, Disagreement
from comity.presentation.disagreeing import disagreement_text, told_note
from comity.presentation.dyads import main_dyad
from comity.presentation.material import UNKNOWN_OUTLET, Material, words
from comity.presentation.stressing import first_section, tone_section, voices_section
from comity.presentation.tellings import MOST_LINES, Shelf, told_section
from comity.presentation.values import Brief, Line, Section, Source
from comity.presentation.wording import confidence_text, count_text, day_text, quoted, sentence, unique


def build_comparison(comparison: Comparison, one: Coding, other: Coding) -> Brief:
    """Give a comparison of two codings in the form of a brief, so that every rendering of a brief draws it.

    The one is source [1], the other [2], whatever their dates. Lines rest on the rows and the reports' words alone.
    """
    codings = (one, renamed(other, comparison.reports[1]))
    dyad = main_dyad(codings)
    material = Material(codings, incidents(codings), None, _sources(codings))
    shelf = Shelf(material, dyad)
    alone = "It tells nothing that the other lacks."
    both = comparison.both
    sections = (
        told_section("both", "Told by both", both, shelf, "Nothing was found that both tell."),
        told_section("only-one", f"Only {_mark(one, 1)}", comparison.only_one, shelf, alone, beside=both),
        told_section("only-other", f"Only {_mark(other, 2)}", comparison.only_other, shelf, alone, beside=both),
        _differently(comparison, material),
        _apparent(comparison, material),
        _years(comparison, material),
        voices_section(comparison, material),
        first_section(comparison, material, shelf.text),
        tone_section(comparison, material),
        _listed(material),
    )
    return Brief(
        dyad=dyad,
        title=f"{_name(one)} and {_name(other)}: do they tell the same story?",
        head=_head(comparison),
        sections=tuple(section for section in sections if section.lines or section.empty),
        sources=tuple(material.sources.values()),
        timeline=(),
        kind="comparison",
    )


def _differently(comparison: Comparison, material: Material) -> Section:
    several = comparison.differently
    lines = tuple(_disagreement_line(each, material) for each in several[:MOST_LINES])
    rest = len(several) - len(lines)
    more = f"{count_text(rest, 'more difference').capitalize()} left out here; --json gives all." if rest > 0 else ""
    empty = "No difference was found in what both tell."
    return Section("differently", "Told differently", lines, empty, more)


def _apparent(comparison: Comparison, material: Material) -> Section:
    lines = tuple(_disagreement_line(each, material) for each in comparison.apparent[:MOST_LINES])
    rest = len(comparison.apparent) - len(lines)
    more = f"{count_text(rest, 'more')} left out here; --json gives all.".capitalize() if rest > 0 else ""
    return Section("apparent", "What looks like a difference and is none", lines, "", more)


def _disagreement_line(each: Disagreement, material: Material) -> Line:
    sides = [side for side in (each.one, each.other) if side.report in material.sources]
    return Line(
        text=sentence(disagreement_text(each, material)),
        status=each.kind,
        sources=material.cite(side.report for side in sides),
        evidence=unique(words(side.evidence[:1]) for side in sides),
        confidence=confidence_text(each.confidence),
    )


def _years(comparison: Comparison, material: Material) -> Section:
    lines = []
    for each in comparison.attributions:
        if each.fits is False:
            continue
        verdict = f"agrees: {told_note(each.note)}" if each.fits else f"can't tell: {told_note(each.note)}"
        text = f"{each.office} {each.person} in {each.year}: the who's who {verdict}"
        lines.append(Line(sentence(text), sources=material.cite((each.report,)),
                          evidence=unique([words(each.evidence)])))  # fmt: skip
    return Section("years", "Years of office, held against the who's who", tuple(lines[:MOST_LINES]), "")


def _head(comparison: Comparison) -> str:
    """Give the answer in two sentences: how much they share and differ, and whether one copies the other."""
    share = f"{comparison.shared_words:.0%}" if comparison.shared_words >= 0.01 else "less than 1%"
    if not comparison.independent:
        whole = "all" if comparison.shared_words == 1 else share
        origin = f"Copies: {whole} of the shorter report's wording stands in the other; independent: no."
    else:
        origin = f"Their wording is their own ({share} of the shorter report's stands in the other); independent: yes."
    acts = [count_text(sum(each.kind == "act" for each in told), "act") for told in (
        comparison.both, comparison.only_one, comparison.only_other)]  # fmt: skip
    told = f"Both tell {acts[0]}; [1] alone tells {acts[1]}, [2] alone {acts[2]}."
    real = count_text(len(comparison.differently), "point")
    told += f" They differ on {real}." if comparison.differently else " They differ on no point that was found."
    return f"{told} {origin}"


def _sources(codings: Sequence[Coding]) -> dict[str, Source]:
    """Number the reports in the order in which they were named."""
    reports = [coding.report for coding in codings]
    return {
        report.id: Source(
            number, report.id, report.outlet or UNKNOWN_OUTLET, report.published, report.title, report.url
        )
        for number, report in enumerate(reports, start=1)
    }


def _listed(material: Material) -> Section:
    lines = []
    for source in material.sources.values():
        outlet = source.outlet[:1].upper() + source.outlet[1:]
        when = day_text(source.published) if source.published else "no date of publication"
        title = quoted(source.title) if source.title else "without a title"
        lines.append(Line(sentence(f"{outlet}, {when}, {title}"), date=when, sources=(source,)))
    return Section("sources", "The two reports", tuple(lines))


def _name(coding: Coding) -> str:
    return coding.report.outlet or (quoted(coding.report.title, most=12) if coding.report.title else coding.report.id)


def _mark(coding: Coding, number: int) -> str:
    return f"[{number}]" + (f", {coding.report.outlet}" if coding.report.outlet else "")
