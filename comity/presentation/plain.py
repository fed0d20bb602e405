"""Text made safe to show: no control characters, no marks that turn the direction of what follows."""

import unicodedata

from comity.presentation.values import Brief, Line, Section

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A line told by hundreds of reports needs no hundred marks; the sources section lists them all.
MOST_MARKS = 6


def plain(text: str) -> str:
    """Give text on one line, without what could steer a terminal or hide its order from a reader."""
    kept = (" " if unicodedata.category(mark) in ("Cc", "Zl", "Zp") else mark for mark in text if mark not in _TURNING)
    return " ".join("".join(kept).split())


def marks(line: Line) -> tuple[tuple[int, ...], int]:
    """Give the footnote numbers to show, and how many more there are."""
    return line.footnotes[:MOST_MARKS], max(0, len(line.footnotes) - MOST_MARKS)


def is_list_of_sources(section: Section) -> bool:
    """Tell whether a section lists the sources themselves, whose lines carry their numbers in front."""
    return section.key == "sources"


def details(line: Line) -> str:
    """Give what stands after a line: its date, how surely it was coded, and how many tell it when it is several.

    The status is in the line's own words ("plans to", "did not") and stands in the tables.
    """
    date = "" if line.date in ("", "undated") or line.date in line.text else line.date
    return " · ".join(plain(part) for part in (date, line.confidence, line.told) if part)


def timeline_text(brief: Brief) -> str:
    """Give the timeline in words, for those who can't see it."""
    if not brief.timeline:
        return ""
    from comity.presentation.wording import count_text, listing, range_text

    counts: dict[str, int] = {}
    for mark in brief.timeline:
        counts[mark.quad] = counts.get(mark.quad, 0) + 1
    kinds = listing([f"{number:,} of {quad}" for quad, number in sorted(counts.items())], most=4)
    days = range_text(brief.timeline[0].day, brief.timeline[-1].day)
    return f"{count_text(len(brief.timeline), 'dated act').capitalize()}, {days}: {kinds}."
