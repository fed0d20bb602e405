"""Web pages and PDFs: the body stays, what surrounds it is kept as removed."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from comity.errors import InputBroken, InputEmpty
from comity.model import Report
from comity.reading import read_html, read_json_line, read_paths, read_pdf

_SENTENCES = [
    "Peru’s foreign minister flew to Santiago at the weekend for talks with the Chilean government.",
    "In a joint statement, the two countries set out three areas of work, from fishing to rail.",
    "Their defence ministers are due to meet in Lima on April 12, the first such meeting in nine years.",
    "The statement passed over the ban on Chilean poultry, which has been in force since last year.",
]
_HTML = f"""<!DOCTYPE html><html lang="en"><head>
<title>Peru and Chile open a road | Example Wire</title>
<meta property="og:title" content="Peru and Chile open a road">
<meta property="og:site_name" content="Example Wire">
<meta property="article:published_time" content="2024-03-04T10:00:00Z">
<link rel="canonical" href="https://wire.example/road">
<style>p {{ color: red }}</style><script>var text = "<p>no words</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li>World</li></ul></nav>
<article><h1>Peru and Chile open a road</h1><p>By our correspondent in Santiago</p>
<p>SANTIAGO (Example Wire) &mdash; {_SENTENCES[0]}</p>
<figure><img src="a.jpg"><figcaption>The ministers shake hands (Photo: Example Wire)</figcaption></figure>
<p>{_SENTENCES[1]}</p><div class="ad">Advertisement</div><h2>Ministers to meet</h2>
<p>{_SENTENCES[2].replace("April 12", "<b>April&nbsp;12</b>")}</p><p>{_SENTENCES[3]}</p></article>
<aside>Sign up for our weekly newsletter</aside>
<footer>© Example Wire. All rights reserved.</footer></body></html>"""


def test_a_page_gives_its_body_and_its_facts() -> None:
    report = read_html(_HTML)
    assert report.text == "\n\n".join(_SENTENCES)
    assert (report.title, report.outlet, report.published) == (
        "Peru and Chile open a road",
        "Example Wire",
        "2024-03-04",
    )
    assert (report.place, report.url) == ("Santiago", "https://wire.example/road")
    assert report.byline == "our correspondent in Santiago"


def test_what_is_removed_from_a_page_points_into_its_markup() -> None:
    removed = {item.text: item.reason for item in read_html(_HTML).removed}
    assert all(_HTML[item.start : item.end] == item.text for item in read_html(_HTML).removed)
    assert removed["The ministers shake hands (Photo: Example Wire)"] == "caption"
    assert removed["Sign up for our weekly newsletter"] == "newsletter"
    assert removed["Home"] == "navigation"
    assert removed["Ministers to meet"] == "subheading"
    assert not any("no words" in text or "color" in text for text in removed)


def test_html_inside_a_json_line() -> None:
    import json

    report = read_json_line(json.dumps({"id": "h", "text": _HTML, "outlet": "Other Wire"}))
    assert (report.id, report.outlet, report.text) == ("h", "Other Wire", "\n\n".join(_SENTENCES))


def test_a_short_sentence_with_an_id_is_kept_whole() -> None:
    sentence = "LIMA (Example Wire) - Peru left, Credit: the ministry"
    report = read_json_line(f'{{"id": "s1", "text": "{sentence}", "published": "March 4, 2024", "nick": 1}}')
    assert (report.text, report.removed, report.published, report.outlet) == (
        sentence,
        (),
        "2024-03-04",
        None,
    )


def test_a_charset_named_in_the_page_is_used(tmp_path: Path) -> None:
    head = "<html><head><meta charset='iso-8859-2'></head><body>"
    page = f"{head}<p>{_SENTENCES[1]}</p><p>Łódź and Kraków agreed.</p>"
    (tmp_path / "p.html").write_bytes(page.replace("’", "'").encode("iso-8859-2"))
    (report,) = read_paths([tmp_path / "p.html"])
    assert isinstance(report, Report) and "Łódź and Kraków agreed." in report.text


def _pdf(pages: list[list[str]]) -> bytes:
    """A PDF with a text line a list item, written by hand so that no package is needed."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 750 Td\n{shown}ET"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 "
            f"3 0 R >> >> "
            f"/Contents {5 + 2 * i} 0 R >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(bodies) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


_PAGES = [
    ["Example Review", "Peru and Chile open a road",
     "The two ministers met for four hours in the old port of Arica,",
     "and agreed to reopen the mountain road that links both coun-", "1"],
    ["Example Review", "tries before the winter comes. Traders said that they had waited",
     "for nine long years, and that they "
     "would believe it when they", "2"],
    ["Example Review", "saw it with their own eyes at the customs post on the border.", "3"],
]  # fmt: skip
_JOINED = (
    "The two ministers met for four hours in the old port of Arica, and agreed to "
    "reopen the mountain road that links "
    "both countries before the winter comes. Traders said that they had waited for "
    "nine long years, and that they "
    "would believe it when they saw it with their own eyes at the customs post on the border."
)


def test_a_pdf_loses_its_page_heads_and_numbers() -> None:
    report = read_pdf(_pdf(_PAGES))
    assert (report.title, report.text) == ("Peru and Chile open a road", _JOINED)
    assert {"page number", "running head"} <= {item.reason for item in report.removed}


def _written(*, password: str | None = None, source: bytes | None = None) -> bytes:
    writer = PdfWriter()
    if source is None:
        writer.add_blank_page(width=612, height=792)
    else:
        writer.append(PdfReader(BytesIO(source)))
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_pdfs_that_can_not_be_read(tmp_path: Path) -> None:
    whole = _pdf(_PAGES)
    cases: list[tuple[bytes, type[Exception], str]] = [
        (whole[: len(whole) // 3], InputBroken, "damaged"),
        (b"%PDF-1.7\n" + b"nonsense " * 50, InputBroken, "damaged"),
        (_written(password="secret", source=whole), InputBroken, "password"),
        (_written(), InputEmpty, "pictures"),
        (b"Peru left.", InputBroken, "no PDF"),
    ]
    for data, kind, words in cases:
        path = tmp_path / "case.pdf"
        path.write_bytes(data)
        (result,) = read_paths([path])
        assert isinstance(result, kind) and words in str(result) and str(path) in str(result)


def test_a_pdf_locked_against_printing_only_is_read() -> None:
    assert read_pdf(_written(password="", source=_pdf(_PAGES))).text == _JOINED


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputBroken):
        read_pdf(b"%PDF-1.7\n" + b"nonsense " * 50)
    read_html("<div>" * 50 + _HTML)
    assert capfd.readouterr() == ("", "")
