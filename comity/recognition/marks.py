"""Quote marks: where quoted words begin and end, in curly, straight, single and angled marks."""

import re
from collections.abc import Iterator


def quote_marks(text: str) -> Iterator[tuple[int, int]]:
    """Give (start, end) of the words inside quote marks, curly or straight, paragraph by paragraph.

    A quote that its paragraph leaves open runs to the paragraph's end (speech goes on in the next one).
    """
    for paragraph in re.finditer(r"[^\n]+", text):
        base, line = paragraph.start(), paragraph[0]
        opened: int | None = None
        for match in re.finditer(r"[“”\"„«»]|(?<![\w])‘(?=\w)|’(?!\w)", line):
            mark, at = match[0], match.start()
            if mark in "“„«‘" or (mark == '"' and opened is None):
                if opened is None:
                    opened = at + 1
                    closing = {"‘": "’", '"': '"', "«": "»"}.get(mark, '”"“')
            elif opened is not None and mark in closing:
                if mark == "’" and owns(line, at):
                    continue
                if at > opened:
                    yield base + opened, base + at
                opened = None
        if opened is not None and len(line) - opened > 20 and line[opened - 1] != "‘":
            yield base + opened, base + len(line)


def owns(line: str, at: int) -> bool:
    """Tell whether a closing mark is a plural's apostrophe ("the farmers’ road"), the real mark to come."""
    later = line.find("’", at + 1)
    opened = line.find("‘", at + 1)
    return bool(re.match(r"s’ [a-z]", line[at - 1 : at + 3])) and later > 0 and (opened < 0 or later < opened)
