"""Lists in a report's words: "1) a; 2) b; and 3) c", "first, a; second, b", "three areas: a; b"."""

import re
from typing import NamedTuple

NUMBERED = re.compile(r"(?<![\w.])\(?(\d{1,2}|[a-h])[).](?=\s)\s*")
ORDINAL = re.compile(
    r"(?:(?<=[:;,]\s)|(?<=\sand\s)|(?<=[.]\s)|^)(first|second|third|fourth|fifth|sixth)(?:ly)?,?\s", re.I
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
COUNTED = re.compile(
    r"\b(?:areas?|points?|steps?|fields?|measures?|goals?|priorities|pillars?|commitments?|pledges?|things|projects?|items?|tracks?|tasks?|"
    r"baskets?|initiatives?|undertakings?|promises?|sectors?|themes?|topics?|elements?)\b[^:;.]*$", re.I,
)  # fmt: skip
# Lists of what divides, or of what one side wants, bind nobody.
UNBOUND = re.compile(
    r"\b(?:disput|differen|demand|condition|accus|reason|obstacle|concern|grievance|complain|threat|risk|problem|question|worr|scenario|"
    r"option|quarrel|disagree|objection|violation|irritant)\w*\b[^:]*$", re.I,
)  # fmt: skip


class Item(NamedTuple):
    """One item of a list: offsets into the report's text, and its words."""

    start: int
    end: int
    text: str


def clean(text: str, start: int, end: int) -> Item:
    """Give a stretch as an item, without the commas and conjunctions at its ends."""
    body = text[start:end]
    lead = re.match(r"[\s;,.:]*(?:and\s+|as well as\s+|finally,?\s+)?", body, re.I)
    start += lead.end() if lead else 0
    body = text[start:end]
    trail = re.search(r"[\s;,.:]*(?:\s(?:and|as well as|or))?[\s;,.:]*$", body, re.I)
    end = start + (trail.start() if trail else len(body))
    return Item(start, end, text[start:end])


def cut(text: str, marks: list[tuple[int, int]], end: int) -> list[Item]:
    """Give the items between list marks (start, end of each mark) and the end of the list."""
    edges = [start for start, _ in marks[1:]] + [end]
    items = [clean(text, mark_end, edge) for (_, mark_end), edge in zip(marks, edges, strict=True)]
    return [item for item in items if 1 <= len(item.text.split()) <= 45]


def counted_marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the marks 1) 2) 3) or a) b) c) that count up from the first, between two offsets."""
    marks: list[tuple[int, int]] = []
    for found in NUMBERED.finditer(text, start, end):
        label = found[1].lower()
        value = int(label) if label.isdigit() else ord(label) - 96
        if value == len(marks) + 1 and (
            not marks or label.isdigit() == text[marks[0][0] : marks[0][1]].strip(" ().").isdigit()
        ):
            marks.append((found.start(), found.end()))
    return marks


def ordinal_marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the marks "first, ... second, ..." that count up, between two offsets."""
    marks: list[tuple[int, int]] = []
    for found in ORDINAL.finditer(text[start:end]):
        if len(marks) < len(ORDINALS) and found[1].lower() == ORDINALS[len(marks)]:
            marks.append((start + found.start(), start + found.end()))
    return marks


def listed(text: str, start: int, end: int) -> tuple[int, list[Item]]:
    """Give the offset where a list opens between two offsets, and its items; no items when there is no list.

    Two or more marks make a list; without marks, a colon after counted areas with items set apart by semicolons
    or, for short items, by commas.
    """
    for marks in (counted_marks(text, start, end), ordinal_marks(text, start, end)):
        if len(marks) >= 2 and not UNBOUND.search(text[start : marks[0][0]].rstrip(" :")):
            return marks[0][0], cut(text, marks, end)
    colon = text.find(": ", start, end)
    if colon < 0 or not COUNTED.search(text[start:colon]) or UNBOUND.search(text[start:colon]):
        return end, []
    body = text[colon + 1 : end]
    splitter = r";" if body.count(";") else r",(?:\s+and\b)?|\s+and\s+(?=[^,]*$)"
    edges = [colon + 1, *(colon + 1 + m.end() for m in re.finditer(splitter, body))]
    stops = [*(colon + 1 + m.start() for m in re.finditer(splitter, body)), end]
    items = [clean(text, first, last) for first, last in zip(edges, stops, strict=True)]
    return colon, [item for item in items if item.text] if len(items) >= 2 else []


def running(text: str, start: int, end: int) -> tuple[int, list[Item]]:
    """Give where ", including a, b and c" or ", such as" opens between two offsets, and its items."""
    opened = re.compile(r"(?:,|—|–|\()?\s*\b(?:including|such as|among them|notably|namely)\s+", re.I).search(
        text, start, end
    )
    if opened is None:
        return end, []
    return opened.start(), comma_items(text, opened.end(), end)


def comma_items(text: str, start: int, end: int) -> list[Item]:
    """Give the items of "a, b and c" between two offsets."""
    edges, stops = [start], []
    for found in re.finditer(r",(?:\s+and\b)?|\s+and\s+(?=[^,]*$)|\s+as well as\s+", text[start:end]):
        stops.append(start + found.start())
        edges.append(start + found.end())
    items = [clean(text, first, last) for first, last in zip(edges, [*stops, end], strict=True)]
    return [item for item in items if item.text]
