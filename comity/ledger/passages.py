"""The plain text of two reports held together: sentences, what their words share, and runs of words copied."""

import re
from collections.abc import Sequence
from functools import lru_cache

from comity.ledger.meaning import Meanings
from comity.model import Span

_WORD = re.compile(r"[^\W\d_]{3,}")
# A stop ends a sentence unless it stands after one letter or a short form.
_END = re.compile(
    r"""(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|vs))(?<!\b(?:Mrs|Gen|Col|Sen|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?<!\bSept)"""
    r"""[.!?]["”’')]*\s+(?=["“‘'(]?[A-Z0-9])|\n+"""
)
# Grammar, days and months say nothing about which act a sentence tells.
_EMPTY = frozenset(
    "the and for with from that this these those its his her their our your has have had was were are been being "
    "will would could can may might shall should also into over onto upon than then who whom whose which what when "
    "where while after before during about said says say told tell not but all any both each other others more most "
    "such some only very out off per via new one two three four five six seven eight nine ten monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december week month year day today yesterday tomorrow "
    "country countries side sides including".split()
)
# Five letters bring "agreed" to "agreement" and "Ukraine" to "Ukrainian", and keep most other words apart.
_STEM = 5
# Two reporters at one speech quote it alike; that makes neither a copy.
_QUOTES = re.compile(r"""["“][^"“”]+["”]""")
_RUN = 5
# What sentences about different matters of one dyad reach; below it nearness of meaning says nothing.
_STRANGERS = 0.25
_ALONE = 0.2


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text as spans, by their stops and line breaks."""
    found: list[Span] = []
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.start() + len(match[0].rstrip()) if match else len(text)
        if text[start:end].strip():
            found.append(Span(start, end, text[start:end]))
        start = match.end() if match else end
    return tuple(found)


def sentence_at(parts: Sequence[Span], start: int) -> Span | None:
    """The sentence that holds an offset, null when it lies between two."""
    return next((part for part in parts if part.start <= start < part.end), None)


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's content words, without days, months and numbers."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def shared_stems(one: str, other: str, names: frozenset[str] = frozenset()) -> float:
    """How much two texts share of their content words, 0..1: the mean of Dice's measure and of containment.

    `names` are stems that do not count: who acts is compared on its own.
    """
    left, right = stems(one) - names, stems(other) - names
    if not left or not right:
        return 0.0
    shared = len(left & right)
    return shared / (len(left) + len(right)) + shared / (2 * min(len(left), len(right)))


def nearness(one: str, other: str, meanings: Meanings | None, names: frozenset[str] = frozenset()) -> float:
    """How near two texts are, 0..1: by shared words or, where that is more, by meaning."""
    words = shared_stems(one, other, names)
    if meanings is None:
        return words
    told = (meanings.nearness(one, other) - _STRANGERS) / (1 - _STRANGERS)
    # An embedding alone takes any two sentences on one subject for the same.
    return max(words, min(told, _ALONE + words))


def copied(one: str, other: str) -> float:
    """The share (0..1) of the shorter text's runs of five words that stand in the other too, quotes aside."""
    left, right = _runs(_QUOTES.sub(" | ", one)), _runs(_QUOTES.sub(" | ", other))
    if not left or not right:
        left, right = _runs(one), _runs(other)
    shorter = min(len(left), len(right))
    return round(len(left & right) / shorter, 4) if shorter else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+|\|", text.lower())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def matched(
    one: Sequence[str], other: Sequence[str], *, least: float, meanings: Meanings | None, names: frozenset[str]
) -> list[tuple[int, int, float]]:
    """Texts of two lists that are about the same, each once, best first: (place, place, nearness).

    `names` are stems that show nothing, as every sentence may hold them.
    """
    if meanings is not None:
        meanings.learn([*one, *other])
    scores = [
        (nearness(left, right, meanings, names), row, column)
        for row, left in enumerate(one)
        for column, right in enumerate(other)
    ]
    return best_pairs([score for score in scores if score[0] >= least])


def best_pairs(scores: Sequence[tuple[float, int, int]]) -> list[tuple[int, int, float]]:
    """Pairs from scored ones so that each side is used once, the best first; among equals the earliest."""
    used: tuple[set[int], set[int]] = (set(), set())
    found: list[tuple[int, int, float]] = []
    for score, row, column in sorted(scores, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1])):
        if row not in used[0] and column not in used[1]:
            used[0].add(row)
            used[1].add(column)
            found.append((row, column, score))
    return found
