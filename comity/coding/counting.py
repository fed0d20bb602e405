"""All figures of a sentence: numbers, with what they are compared with, and firsts that stand on their own."""

import re
from collections.abc import Sequence

import msgspec

from comity.coding.figures import find_figures
from comity.coding.firsts import First, find_firsts
from comity.coding.multiples import find_multiples, onto
from comity.model import DateMention, Figure, Reading, Sentence

# Most sentences hold none of these, and none of the patterns fits without one.
_ANY = re.compile(
    r"\d(?:st|nd|rd|th)\b|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"[a-z]est\b|worst|\bmost\b|\bleast\b|record|all[- ]time|\bhad\b|doubl|trip|trebl|quadrup|half|halv|twice|times|"
    r"fold\b|\bfrom\b|compared|against",
    re.IGNORECASE,
)


def counted(
    reading: Reading, sentence: Sentence, dates: Sequence[DateMention], heads: frozenset[int]
) -> tuple[tuple[Figure, ...], tuple[First, ...]]:
    """Give the figures that all acts of a sentence carry, and the comparisons that hang on one of them.

    `dates` are those of the sentence, `heads` the tokens that head the phrases of actors.
    """
    figures = find_figures(reading.report, sentence)
    if not _ANY.search(reading.report.text, sentence.start, sentence.end):
        return figures, ()
    kept, alone = onto(figures, find_multiples(reading.report, sentence, dates))
    firsts: list[First] = []
    for first in find_firsts(reading.report, sentence, dates, heads):
        at = _record_of(first, kept)
        if at is None:
            firsts.append(first)
        else:
            kept[at] = msgspec.structs.replace(kept[at], comparison=first.figure.comparison)
    return tuple(kept), tuple(sorted((*firsts, *alone), key=lambda first: first.figure.evidence[0].start))


def _record_of(first: First, figures: Sequence[Figure]) -> int | None:
    """Give the place of the figure that is a record ("a record 3.2 million visitors"); null for none."""
    comparison = first.figure.comparison
    if comparison is None or not str(comparison.rank).startswith("record"):
        return None
    words = first.figure.evidence[0]
    inside = (n for n, figure in enumerate(figures) if words.start <= figure.evidence[0].start <= words.end + 1)
    return next(inside, None)
