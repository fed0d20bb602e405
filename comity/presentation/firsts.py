"""Firsts and comparisons in words: "first visit of its kind since 1965", "up from 12"."""

import re
from collections.abc import Iterable

from comity.model import Date, Figure, FigureComparison
from comity.presentation.cutting import words_from
from comity.presentation.wording import COUNTS, date_text

_PLACES = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_TIMES = {"half": "half of", "double": "twice", "triple": "three times", "quadruple": "four times"}
_WAYS = {"higher": "up", "lower": "down"}
_SUCH = re.compile(r"^such\s(\w+)\b")
_MOST_WORDS = 14


def number_text(value: float) -> str:
    """Give a figure as it is read: "15", "8.8 million", "350 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def place_text(rank: int) -> str:
    """Give a place in an order: "first", "20th"."""
    if 0 < rank < len(_PLACES):
        return _PLACES[rank]
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def comparison_text(figure: Figure) -> str:
    """Give a comparison in words; "" for a figure without one."""
    told = figure.comparison
    if told is None:
        return ""
    of = words_from(_SUCH.sub(r"\1 of its kind", told.of), most=_MOST_WORDS)
    over = over_text(told)
    if isinstance(told.rank, int):
        place = place_text(told.rank)
        if _timed(figure):
            return f"{'' if of == 'time' else of} for the {place} time{over}".strip()
        return f"{place}{' ' if of else ''}{of}{over}"
    if told.rank in ("highest", "lowest"):
        return f"{words_from(figure.what, most=_MOST_WORDS)}{over}"
    number = f"{number_text(figure.value)} {figure.unit}".strip()
    if told.rank.startswith("record"):
        text = f"a {told.rank}" if figure.unit == "rank" else f"{number}, a {told.rank}"
    elif told.rank in _WAYS and told.than is not None:
        text = f"{number}, {_WAYS[told.rank]} from {number_text(told.than)}{_in(told.since)}"
    else:
        times = _TIMES.get(told.rank, f"{number_text(figure.value)} times")
        known = told.since is not None and told.since.start
        times = times if figure.unit in ("times", "rank") else f"{number}, {times}"
        text = f"{times} {f'that of {date_text(told.since)}' if known else 'what it was before'}"
    return f"{of}: {text}" if of else text


def over_text(told: FigureComparison) -> str:
    """Give what a rank is counted over, with a blank before it: " since 1965", " in 17 years", " in 2025"."""
    if told.span is not None:
        whole = told.span.value == int(told.span.value)
        count = int(told.span.value)
        unit = told.span.unit.removesuffix("s") if told.span.value == 1 else told.span.unit
        if told.span.value == 1:
            return f" in a {unit}"
        return f" in {COUNTS[count] if whole and 0 < count < len(COUNTS) else f'{told.span.value:g}'} {unit}"
    if told.since is None:
        return ""
    words = told.since.text
    if words.startswith("this ") and told.since.precision in ("year", "month"):
        return _in(told.since)
    if re.match(r"(?:in|for|of|this|within|over)\s", words):
        return f" {words}"
    return f" since {date_text(told.since) if told.since.start else words}"


def firsts_text(figures: Iterable[Figure]) -> str:
    """Give the first rank of an act that is counted over a time as an apposition: ", the first visit since 1965".

    "The first time in 21 years that a premier had come for talks outside the capital" is left to the section of
    figures: what is counted is the whole clause, and an apposition to "visited" would claim more than it says.
    """
    for figure in figures:
        told = figure.comparison
        if told is not None and isinstance(told.rank, int) and (told.span is not None or told.since is not None):
            if not _timed(figure):
                return f", the {comparison_text(figure)}"
    return ""


def _timed(figure: Figure) -> bool:
    return bool(figure.evidence) and bool(re.search(r"\btimes?\b", figure.evidence[0].text))


def _in(since: Date | None) -> str:
    return f" in {date_text(since)}" if since is not None and since.start else ""
