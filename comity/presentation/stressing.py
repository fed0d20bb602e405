"""What each of two reports stresses: whom it quotes, what it puts first, what it leaves out, and its tone."""

from collections.abc import Callable

from comity.model import Comparison, Tone
from comity.presentation.material import Material
from comity.presentation.names import issue_name, state_name
from comity.presentation.values import Line, Section
from comity.presentation.wording import count_text, listing, sentence

_MOST_VOICES = 5
_FIRST = 3
_MOST_ISSUES = 6
# Below so many quotes or acts a mean says more about the one than about the report.
_FEW = 3
# Means that lie closer are no difference of tone: half of the step in which a reader would give one.
_SAME_TONE, _SAME_ACTS = 0.15, 1.0


def voices_section(comparison: Comparison, material: Material) -> Section:
    """Who is quoted in each report, by the share of its quoted words, speaker by speaker and state by state."""
    lines = []
    for report in comparison.reports:
        rows = [row for row in comparison.voices if row.report == report]
        if not rows:
            continue
        states: dict[str, float] = {}
        for row in rows:
            name = state_name(row.state) if row.state else "an unknown state"
            states[name] = states.get(name, 0.0) + row.share
        shown = [
            f"{row.speaker}{f' ({state_name(row.state)})' if row.state else ''} {row.share:.0%} "
            f"({count_text(row.quotes, 'quote')})"
            for row in rows
        ]
        ranked = [f"{name} {share:.0%}" for name, share in sorted(states.items(), key=lambda pair: -pair[1])]
        total = sum(row.words for row in rows)
        text = (
            f"Of {count_text(total, 'quoted word')}: {listing(shown, most=_MOST_VOICES)}; "
            f"by state: {listing(ranked, most=_MOST_VOICES)}"
        )
        lines.append(Line(sentence(text), sources=material.cite((report,))))
    for report in comparison.reports:
        if not any(row.report == report for row in comparison.voices):
            lines.append(Line("Nobody is quoted in their own words.", sources=material.cite((report,))))
    return Section("voices", "Who is quoted", tuple(lines), "Neither quotes anybody.")


def first_section(comparison: Comparison, material: Material, worded: Callable[[str], str]) -> Section:
    """What each report puts first, which shared acts they order otherwise, and the issues that only one tells."""
    lines = []
    for order, missing in zip(comparison.orders, comparison.left_out, strict=True):
        sources = material.cite((order.report,))
        if order.rows:
            told = "; then ".join(worded(row).rstrip(".") for row in order.rows[:_FIRST])
            lines.append(Line(sentence(f"First: {told}"), sources=sources))
        if missing:
            names = listing([issue_name(code) for code in missing], most=_MOST_ISSUES)
            lines.append(Line(sentence(f"Issues that the other leaves out: {names}"), sources=sources))
    moved = _moved(comparison)
    if moved:
        places = f"the {_rank(moved[1])} of the acts told by both in [1], the {_rank(moved[2])} in [2]"
        text = f"{worded(moved[0]).rstrip('.')}: {places}"
        lines.append(Line(sentence(text), sources=material.cite(comparison.reports)))
    return Section("first", "What comes first", tuple(lines), "Neither tells an act.")


def _moved(comparison: Comparison) -> tuple[str, int, int] | None:
    """The shared act whose place among the shared acts differs most, with both places; null when none does."""
    starts = [
        (min(span.start for span in each.one.evidence), min(span.start for span in each.other.evidence), each)
        for each in comparison.both
        if each.kind == "act" and each.one and each.other
    ]
    ranks = [
        (sum(mine > start for start, _, _ in starts), sum(theirs > start for _, start, _ in starts), each)
        for mine, theirs, each in starts
    ]
    best = max(ranks, key=lambda rank: abs(rank[0] - rank[1]), default=None)
    if best is None or best[0] == best[1] or best[2].one is None:
        return None
    return best[2].one.rows[0], best[0], best[1]


def _rank(at: int) -> str:
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return names[at] if at < len(names) else f"number {at + 1}"


def tone_section(comparison: Comparison, material: Material) -> Section:
    """The tone of what each quotes about each state, and how warm the acts are that it tells, where both have some."""
    one, other = ({row.state: row for row in comparison.tones if row.report == report} for report in comparison.reports)
    lines = []
    for state in sorted(set(one) | set(other)):
        left, right = one.get(state), other.get(state)
        quoted = _pair(left, right, "quoted", "quotes", "quote", _SAME_TONE, "what is quoted about {state}", state)
        acts = _pair(left, right, "acts", "told", "act", _SAME_ACTS, "the acts told of {state}", state)
        lines += [Line(sentence(text), sources=material.cite(comparison.reports)) for text in (quoted, acts) if text]
    empty = "Neither quotes or tells enough about one state for a comparison of tone."
    return Section("tone", "Tone", tuple(lines), empty, _SCALES if lines else "")


_SCALES = "Quotes from -1 (hostile) to 1 (warm), the mean of each; acts by PLOVER's intensity from -10 to 10."


def _pair(
    left: Tone | None, right: Tone | None, value: str, number: str, noun: str, same: float, what: str, state: str
) -> str:  # fmt: skip
    """Word two means with their counts; "" unless both are known and one rests on more than a few."""
    rows = [row for row in (left, right) if row is not None and getattr(row, value) is not None]
    means, counts = [getattr(row, value) for row in rows], [getattr(row, number) for row in rows]
    if len(rows) < 2 or max(counts) < _FEW:
        return ""
    told = [f"{mean:+.2f} in [{at}] ({count_text(count, noun)})" for at, (mean, count) in
            enumerate(zip(means, counts, strict=True), start=1)]  # fmt: skip
    apart = means[0] - means[1]
    verdict = "about the same" if abs(apart) < same else f"warmer in [{1 if apart > 0 else 2}]"
    few = f" (on few {noun}s)" if min(counts) < _FEW else ""
    return f"{what.format(state=state_name(state))}: {told[0]}, {told[1]}: {verdict}{few}"
