"""PDF files to start from, made by fpdf2 without packing their streams, and changes that keep them readable."""

import re
import zlib
from datetime import UTC, datetime
from functools import cache

from fuzzing.documents import STORY
from fuzzing.mutating import by_parts
from fuzzing.vocabulary import pieces

_PARTS = re.compile(rb"<<|>>|\[|\]|/\w+|\([^()]*\)|\d+ \d+ R|\w+|\s+|[^\w\s]", re.DOTALL)


def _made(
    pages: int, *, packed: bool = False, title: str | None = None, locked: str | None = None, table: bool = False
) -> bytes:
    from fpdf import FPDF

    book = FPDF()
    book.set_compression(packed)
    book.set_creation_date(datetime(2024, 3, 4, tzinfo=UTC))
    book.set_font("Helvetica", size=11)
    if title is not None:
        book.set_title(title)
    if locked is not None:
        book.set_encryption(owner_password="owner", user_password=locked)
    for number in range(pages):
        book.add_page()
        book.cell(0, 8, "Example Wire, 4 March 2024", new_x="LMARGIN", new_y="NEXT")
        book.multi_cell(0, 6, STORY[number % 4].replace("“", '"').replace("”", '"').replace("’", "'"))
        if table:
            with book.table() as rows:
                for line in (("State", "Boats"), ("Kenya", "40"), ("Uganda", "12")):
                    row = rows.row()
                    for cell in line:
                        row.cell(cell)
        book.cell(0, 8, f"Page {number + 1} of {pages}")
    return bytes(book.output())


def _bare() -> bytes:
    """The smallest PDF that says something, with a table of letters of its own."""
    letters = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <5a> <0041> endbfrange"
    show = b"BT /F1 12 Tf 10 10 Td (KENYA AND UGANDA SIGNED AN ACCORD.) Tj T* [(OMAN) -300 (LEFT.)] TJ ET"
    page = b"/Type /Page /Parent 2 0 R /Resources << /Font << /F1 5 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
        b"<< %b /Contents 4 0 R >>" % page,
        _stream(show),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 6 0 R /Widths [500 500] /FirstChar 65 >>",
        _stream(letters),
        b"<< %b /Contents [4 0 R 8 0 R] >>" % page,
        _stream(zlib.compress(show), b"/Filter /FlateDecode"),
    )
    body = b"\n".join(b"%d 0 obj %b endobj" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"\ntrailer << /Root 1 0 R /Size 9 >>\nstartxref\n0\n%%EOF"


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %b >> stream\n%b\nendstream" % (len(data), more, data)


@cache
def portables() -> list[bytes]:
    """One and several pages, with a table, packed, locked with and without a password, and one without a map."""
    made = [_made(1), _made(4), _made(1, packed=True), _made(1, title="Lake accord (Kisumu)"), _made(1, table=True)]
    return [*made, _made(1, locked=""), _made(1, locked="secret"), _bare()]


mutate = by_parts(pieces("pdf"), portables, _PARTS)
