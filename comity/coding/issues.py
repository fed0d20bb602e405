"""Which issues a text is about, by the phrases of the issue table."""

import re
from functools import lru_cache
from typing import Any

from comity import codebook


@lru_cache(maxsize=1)
def automaton() -> Any:
    """Build the automaton of every issue phrase once a process; values are (phrase length, open end, code)."""
    import ahocorasick

    found: dict[str, list[tuple[int, bool, str]]] = {}
    for issue in codebook.issues().values():
        for phrase in issue.words:
            plain = phrase.lower().rstrip("*")
            found.setdefault(plain, []).append((len(plain), phrase.endswith("*"), issue.code))
    machine = ahocorasick.Automaton()
    for plain, rows in found.items():
        machine.add_word(plain, tuple(rows))
    machine.make_automaton()
    return machine


def find_issues(text: str) -> tuple[str, ...]:
    """Give the codes of the issues in a text, in the order in which they come."""
    lower = text.lower()
    plain = re.sub(r"[“”\"‘’]", "'", lower) if len(lower) == len(text) else lower
    found: dict[str, int] = {}
    for last, rows in automaton().iter(plain):
        for size, open_end, code in rows:
            start, end = last - size + 1, last + 1
            if start > 0 and plain[start - 1].isalnum():
                continue
            if not open_end and end < len(plain) and plain[end].isalnum() and plain[end : end + 2] not in ("s", "s "):
                continue
            found.setdefault(code, start)
    return tuple(sorted(found, key=lambda code: found[code]))
