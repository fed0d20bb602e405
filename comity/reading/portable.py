"""PDF -> the text of its pages, with running heads, feet and page numbers told apart."""

import re
from collections import Counter

from comity.errors import InputBroken, InputEmpty
from comity.reading.characters import plain_line
from comity.reading.parsing import pages_of

_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[-–] ?\d{1,4} ?[-–]", re.IGNORECASE)


def pdf_text(data: bytes, source: str) -> tuple[str, dict[str, str]]:
    """The text of a PDF, pages in order, and its lines that are page heads or feet with the reason.

    Raises InputBroken (damaged or locked), InputEmpty (images without text), InputTooLarge or InputUnparsed.
    """
    if b"%PDF" not in data[:1024]:
        raise InputBroken(source, "it is no PDF inside", "open it to see what it is, or save it as PDF again")
    pages = pages_of(data, source)
    if not any(plain_line(page) for page in pages):
        problem = "the PDF holds pictures and no text"
        raise InputEmpty(source, problem, "run text recognition (OCR) on it and read the result")
    return "\n".join(pages), _running_lines(pages)


def _running_lines(pages: list[str]) -> dict[str, str]:
    running: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [plain for line in page.splitlines() if (plain := plain_line(line))]
        edge = set(lines[:2] + lines[-2:])
        counts.update(edge)
        running.update(dict.fromkeys((line for line in edge if _PAGE_NUMBER.fullmatch(line)), "page number"))
    if len(pages) >= 3:
        often = (line for line, count in counts.items() if count * 2 > len(pages) and count >= 3)
        running.update({line: "running head" for line in often if line not in running})
    return running
