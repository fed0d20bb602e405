"""Quote marks: where quoted words begin and end, in curly, straight, single, angled and typed marks."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"``|''|[“”\"„«»]|(?<!\w)[‘'](?=\w)|[’'](?!\w)")
_OPENING = frozenset({"“", "„", "«", "‘", '"', "``"})
# A straight mark is closed by what a typist or a converter may have made of it.
_CLOSING = {"“": '”"', "„": '“”"', "«": "»", "»": "«", "‘": "’", "'": "'", '"': '"”', "``": "''”\""}
# Before these a single mark stands for letters left out ("'em", "'tis", "'80s").
_SHORTENED = re.compile(r"[‘'](?:em|til|tis|twas|cause|[0-9]0s|[0-9]{2}(?![\w’']))", re.IGNORECASE)
_SINGLE = frozenset({"‘", "'"})
_OPENS_LINE = re.compile(r"\s*(?:[“„«\"]|``)")
_LEAD = re.compile(r"[:,]\s{0,2}\Z")
LONGEST = 1000  # how far the other mark of a pair is looked for, so that time stays linear
LONG = 20  # an open quote shorter than this is a mark that strayed


def quote_marks(text: str) -> Iterator[tuple[int, int]]:
    """Give (start, end) of the words inside quote marks, curly or straight, paragraph by paragraph.

    A quote that its paragraph leaves open runs to the paragraph's end where speech goes on in the next one or a
    colon or comma led to it; elsewhere nobody can tell its words from the report's, and there is none.
    """
    for paragraph in re.finditer(r"[^\n]+", text):
        base, line = paragraph.start(), paragraph[0]
        opened: tuple[str, int] | None = None
        inner = 0
        for match in _MARK.finditer(line):
            mark, at = match[0], match.start()
            if opened is None:
                opened = opens(line, match)
                inner = 0
            elif mark == "“" and opened[0] == '"':
                inner += 1
            elif inner and mark == "”":
                inner -= 1
            elif mark in _CLOSING[opened[0]]:
                if opened[0] in _SINGLE and owns(line, at):
                    continue
                if line[opened[1] : at].strip():
                    yield base + opened[1], base + at
                opened = None
        if opened is not None and opened[0] not in _SINGLE and len(line) - opened[1] > LONG:
            led = _LEAD.search(line[: opened[1] - len(opened[0])])
            if led or _OPENS_LINE.match(text, paragraph.end()):
                yield base + opened[1], base + len(line.rstrip())


def opens(line: str, match: re.Match[str]) -> tuple[str, int] | None:
    """Give the mark and the place after it where a quote begins; null for a mark that only closes."""
    mark, end = match[0], match.end()
    if mark == "'" and (end >= len(line) or not line[end].isalnum()):
        return None
    if mark in _SINGLE:
        closes = re.search(rf"(?<=\S){_CLOSING[mark]}(?!\w)", line[end : end + LONGEST])
        return None if closes is None or _SHORTENED.match(line, match.start()) else (mark, end)
    if mark == "»" and re.match(r"\w[^«\n]{0,400}«", line[end : end + LONGEST]) is None:
        return None
    return (mark, end) if mark in _OPENING or mark == "»" else None


def owns(line: str, at: int) -> bool:
    """Tell whether a closing mark is a plural's apostrophe ("the farmers’ road"), the real mark to come."""
    mark = line[at]
    later = re.search(rf"{mark}(?!\w)", line[at + 1 : at + LONGEST])
    opened = re.search(r"(?<!\w)[‘'](?=\w)", line[at + 1 : at + LONGEST])
    return (
        re.match(r"s[’'] [a-z]", line[at - 1 : at + 3]) is not None
        and later is not None
        and (opened is None or later.start() < opened.start())
    )
