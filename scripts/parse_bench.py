"""What a page and a PDF cost through the helper that parses them, and in the caller's own process: median of each.

python scripts/parse_bench.py
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import generated

from comity.reading import parsing, read_html, read_pdf

PAGES, PDFS = 200, 60


def pages() -> list[str]:
    """Pages of about 6 KB, each of other paragraphs."""
    pool = generated.paragraphs()
    return [
        f"<html><head><title>Page {n}</title></head><body><nav><a>Home</a></nav><main><h1>Page {n}</h1>"
        + "".join(f"<p>{pool[(n * 11 + step) % len(pool)]}</p>" for step in range(20))
        + "</main><footer>End</footer></body></html>"
        for n in range(PAGES)
    ]


def pdf() -> bytes:
    """A PDF of ten pages of text, as `comity brief -o brief.pdf` writes them."""
    from fpdf import FPDF

    made = FPDF()
    made.set_font("Helvetica", size=10)
    for paragraph in generated.paragraphs()[:40]:
        if made.page_no() < 10:
            made.add_page()
        made.multi_cell(0, 5, paragraph.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def measured(read: Callable[[Any], Any], inputs: list[Any]) -> str:
    """The first and the median of the others (ms)."""
    taken = []
    for each in inputs:
        begun = time.perf_counter()
        read(each)
        taken.append(1000 * (time.perf_counter() - begun))
    return f"first {taken[0]:7.1f} ms, then {statistics.median(taken[1:]):6.2f} ms"


def main() -> None:
    """Measure both ways."""
    found, document = pages(), pdf()
    length = statistics.median(map(len, found))
    print(f"{PAGES} pages, median {length:,.0f} characters; a PDF of {len(document):,} bytes")
    # What both ways load, so that neither is charged with it.
    read_html("<p>Le ministre a signé un accord sur la pêche avec son homologue chilien à Santiago.</p>")
    parsing._PARSERS.end()
    for name, able in (("through the helper", None), ("in this process", False)):
        parsing._PARSERS.able = able
        print(f"{name:20} page {measured(read_html, found)}; PDF {measured(read_pdf, [document] * PDFS)}")
        parsing._PARSERS.end()


if __name__ == "__main__":
    main()
