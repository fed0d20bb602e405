"""Small wordings that every section shares: dates, numbers, lists, quotes and how sure a line is."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from comity.model import Date

_OPENING = re.compile(r'(?:(?<=\s)|^)"')

_MARKS = ('"', "“", "”")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# The words of estimative language that most services print beside a probability; the bounds are our own.
HIGH, MODERATE = 0.8, 0.5

_DIRECTIONS = {
    "improves": "better for relations",
    "worsens": "worse for relations",
    "none": "no change in relations",
}


def day_text(day: str) -> str:
    """Give an ISO day as "4 March 2024"; other text as it is."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def days_before(day: str, number: int) -> str:
    """Give the ISO day so many days before."""
    return (date.fromisoformat(day[:10]) - timedelta(days=number)).isoformat()


def years_before(day: str, years: int) -> str:
    """Give the ISO day so many years before, "" for no day."""
    return f"{int(day[:4]) - years}{day[4:]}" if day else ""


def range_text(start: str, end: str) -> str:
    """Give two ISO days as "2–3 March 2024", naming month and year once where they are the same."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return f"{start}–{end}"
    if first == last:
        return day_text(start)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(end)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_text(end)}"
    return f"{day_text(start)} – {day_text(end)}"


def date_text(when: Date | None) -> str:
    """Give a date in words, as precise as it is known; "undated" when nothing is."""
    if when is None or when.start is None:
        return "undated"
    start, end = when.start, when.end or when.start
    try:
        first = date.fromisoformat(start)
    except ValueError:
        return start
    if when.precision == "year" and start[:4] == end[:4]:
        return start[:4]
    if when.precision == "month" and start[:7] == end[:7]:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return range_text(start, end)


def count_text(number: int, noun: str, plural: str = "") -> str:
    """Give "one report", "12 reports"."""
    return f"{number_text(number)} {noun if number == 1 else plural or noun + 's'}"


def duration_text(seconds: float) -> str:
    """Give a time in the unit that fits it: "40 s", "60 min", "5 h", "2 d"."""
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


def number_text(number: int) -> str:
    """Give a count in words up to ten: "six", "12"."""
    return COUNTS[number] if number < len(COUNTS) else f"{number:,}"


def listing(parts: Sequence[str], *, most: int = 3) -> str:
    """Join names: "A", "A and B", "A, B and C", "A, B and 3 others"."""
    if len(parts) > most + 1:
        rest = len(parts) - (most - 1)
        return f"{', '.join(parts[: most - 1])} and {rest} others"
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def quoted(text: str, *, most: int = 60) -> str:
    """Put the report's words in quote marks, on one line, cut after `most` words; inner marks are single."""
    words = _bare(_bare(" ".join(text.split())).rstrip(" ,;:"))
    words = _OPENING.sub("‘", words.replace("“", "‘").replace("”", "’")).replace('"', "’")
    parts = words.split(" ")
    return f"“{' '.join(parts[:most])} …”" if len(parts) > most else f"“{words}”"


def _bare(words: str) -> str:
    """Leave out marks around the whole, or one at an end whose partner is missing; never one of a pair."""
    if words[:1] in _MARKS and words[-1:] in _MARKS and not set(words[1:-1]) & set(_MARKS):
        words = words[1:-1]
    if sum(words.count(mark) for mark in _MARKS) % 2:
        if words[:1] in _MARKS or words[-1:] in _MARKS:
            words = words[1:] if words[:1] in _MARKS else words[:-1]
        else:
            words += "”"
    return words.strip()


def sentence(text: str) -> str:
    """Give text as a sentence: first letter large, a full stop at the end unless it has one."""
    text = " ".join(text.split())
    if not text:
        return text
    closed = text.rstrip('”’)"')
    done = closed.endswith(("?", "!", ".", "…")) and (text != closed or closed.endswith((".", "?", "!")))
    return text[0].upper() + text[1:] + ("" if done else ".")


def direction_text(direction: str) -> str:
    """Give what an assessment expects of relations in words; "" where it is not known."""
    return _DIRECTIONS.get(direction, "")


def confidence_text(value: float) -> str:
    """Give how sure a line is: "high (0.91)" from 0.8, "moderate" from 0.5, "low" below."""
    word = "high" if value >= HIGH else "moderate" if value >= MODERATE else "low"
    return f"{word} ({value:.2f})"


def unique(parts: Iterable[str]) -> tuple[str, ...]:
    """Give each text once, in order, without empty ones."""
    return tuple(dict.fromkeys(part for part in parts if part.strip()))
