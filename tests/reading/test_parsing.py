"""Hostile pages and PDFs meet their parser in a process of its own: one clear error each, and the next one is read."""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import comity
from comity.errors import InputBroken, InputEmpty, InputTooLarge, InputUnparsed, ReadError
from comity.model import Report
from comity.reading import parsing, read_entry, read_feed, read_html, read_json_line, read_paths, read_pdf

from .corpus import ENGLISH
from .test_pages import _PAGES, _pdf

HOSTILE = Path(__file__).with_name("hostile_parser.py")
BODY = " ".join(ENGLISH[:4])
PAGE = f"<html><head><title>A road</title></head><body><article><p>{BODY}</p></article></body></html>"


@pytest.fixture(autouse=True)
def parsers(monkeypatch: pytest.MonkeyPatch) -> Iterator[parsing._Parsers]:
    """Helpers of a test's own, ended with it."""
    found = parsing._Parsers()
    monkeypatch.setattr(parsing, "_PARSERS", found)
    yield found
    found.end()


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the helper do what words in the documents tell."""
    monkeypatch.setattr(parsing, "command", lambda: [sys.executable, "-I", str(HOSTILE)])


def page(word: str) -> str:
    return PAGE.replace("</p>", f" {word}.</p>")


def pid(parsers: parsing._Parsers) -> int:
    assert parsers.helper is not None
    return parsers.helper._process.pid


def gone(number: int, seconds: float = 10) -> bool:
    """Whether a process ends within so many seconds."""
    for _ in range(int(seconds * 20)):
        try:
            state = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


MISDEEDS = {
    "HANG": "takes longer than 4 seconds",
    "SPIN": "more than 30 seconds of computing",
    "EAT": "takes more than 2 GB of memory",
    "SEGFAULT": "its parser ended on it",
    "KILLED": "its parser ended on it",
    "GARBAGE": "more text than the document can hold",
    "FALSE COUNT": "answers with garbage",
    "OTHER TYPES": "answers with garbage",
    "SWELL": "more text than the document can hold",
}


@pytest.mark.parametrize("word", MISDEEDS)
@pytest.mark.parametrize("fresh", [True, False], ids=["at once", "after another page"])
def test_a_page_that_harms_its_parser_is_one_error_and_the_next_is_read(
    hostile: None, monkeypatch: pytest.MonkeyPatch, word: str, fresh: bool
) -> None:
    if not fresh:
        assert read_html(PAGE).text == BODY
    with monkeypatch.context() as hurry, pytest.raises(InputUnparsed) as caught:
        if word == "HANG":
            hurry.setattr(parsing, "PATIENCE", 4)
        read_html(page(word), id="page 7")
    assert re.fullmatch(rf"page 7: .*({MISDEEDS[word]}).*; leave it out, or save it as text\.", str(caught.value))
    assert read_html(PAGE).text == BODY
    assert read_pdf(_pdf(_PAGES)).title == "Peru and Chile open a road"


def test_what_computes_without_end_is_stopped_by_the_system(hostile: None) -> None:
    begun = time.process_time()
    with pytest.raises(InputUnparsed, match="seconds of computing"):
        read_html(page("SPIN"))
    assert time.process_time() - begun < 1


def test_the_helper_writes_no_file(hostile: None) -> None:
    assert read_html(page("WRITE")).text.startswith("No usable temporary directory")


def test_what_was_left_behind_is_not_laid_to_the_next_page(hostile: None, parsers: parsing._Parsers) -> None:
    assert read_html(page("LEAVE")).text.startswith(BODY)
    first = pid(parsers)
    for _ in range(2):
        assert read_html(page("LEAVE")).text.startswith(BODY)
    assert pid(parsers) != first
    assert gone(first)


def test_the_run_goes_on_and_counts_what_was_not_parsed(hostile: None, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a", PAGE), ("b", page("SEGFAULT")), ("c", PAGE.replace("Peru", "Bolivia"))):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    (folder / "d.pdf").write_bytes(_pdf(_PAGES).replace(b"old port of Arica", b"old port of EAT A"))
    (folder / "e.pdf").write_bytes(_pdf(_PAGES))
    found = list(read_paths([folder]))
    assert [type(each) for each in found] == [Report, InputUnparsed, Report, InputUnparsed, Report]
    assert [str(each).split(":")[0] for each in found if isinstance(each, ReadError)] == [
        str(folder / "b.html"), str(folder / "d.pdf"),
    ]  # fmt: skip
    summary = comity.read([folder], record=tmp_path / "record")
    assert summary.reasons == {"not parsed": 2}


def test_errors_name_the_line_and_the_entry(hostile: None) -> None:
    with pytest.raises(InputUnparsed, match=r"r\.jsonl, line 3: "):
        read_json_line(json.dumps({"id": "x", "text": page("SEGFAULT")}), source="r.jsonl, line 3")
    feed = (
        "<rss version='2.0'><channel><title>Example Wire</title><item><title>A road</title>"
        f"<description><![CDATA[<p>{BODY} SEGFAULT.</p>]]></description></item></channel></rss>"
    )
    (entry,) = read_feed(feed.encode(), source="feed").entries
    with pytest.raises(InputUnparsed, match="entry 1: "):
        read_entry(entry, source="entry 1")


def _objects(*bodies: bytes) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    end = (size, table, size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % end


def _stream(data: bytes, rest: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), rest, data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _inflating(megabytes: int, layers: int) -> bytes:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * 1_000_000) for _ in range(megabytes)) + packing.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return _objects(CATALOG, ONE, LEAF, FONT, _stream(packed, b"/Filter [%s]" % (b"/FlateDecode " * layers)))


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (_inflating(400, 1), InputTooLarge, "unpacks to more"),
        (_inflating(400, 2), InputTooLarge, "unpacks to more"),
        (_objects(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"), InputBroken, "damaged"),
        (
            _objects(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>",
                     b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"),
            InputBroken,
            "damaged",
        ),
    ],
    ids=["it inflates", "it inflates twice over", "its pages are their own parent", "its pages go in a ring"],
)  # fmt: skip
def test_hostile_pdfs(data: bytes, kind: type[ReadError], words: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(kind, match=words):
        read_pdf(data)
    assert read_pdf(_pdf(_PAGES)).title == "Peru and Chile open a road"
    assert time.perf_counter() - begun < 30


@pytest.mark.slow
def test_a_small_pdf_that_takes_for_ever() -> None:
    # 37 KB that unpack to millions of words, each shown for itself.
    packed = zlib.compress(b"BT /F1 10 Tf 50 750 Td (Peru left the pact on Tuesday.) Tj ET " * 200_000, 9)
    with pytest.raises(InputUnparsed, match="seconds"):
        read_pdf(_objects(CATALOG, ONE, LEAF, FONT, _stream(packed, b"/Filter /FlateDecode")))
    assert read_pdf(_pdf(_PAGES)).title == "Peru and Chile open a road"


@pytest.mark.parametrize("tag", ["div", "b", "table"])
def test_two_hundred_thousand_nested_elements(tag: str) -> None:
    begun = time.perf_counter()
    report = read_html(
        f"<html><body>{f'<{tag}>' * 200_000}<p>Peru and Chile signed an accord on rail.</p></body></html>"
    )
    assert report.text == "Peru and Chile signed an accord on rail."
    assert time.perf_counter() - begun < 15
    assert read_html(PAGE).text == BODY


def made(number: int) -> str:
    """A page of its own kind: lists, quotes, entities, asides, odd letters, paragraphs that never close."""
    words = [ENGLISH[(number * 7 + step * 3) % len(ENGLISH)] for step in range(3 + number % 5)]
    parts = [f"<p>{each}</p>" for each in words]
    if number % 2:
        parts.insert(1, f"<ul><li>{words[0]}</li><li>{words[1]}</li></ul>")
    if number % 3 == 0:
        parts.append(f"<blockquote>&ldquo;{words[2]}&rdquo;<br>— łódź &#x1F33E; &nbsp;é</blockquote>")
    if number % 5 == 0:
        parts = [each.removesuffix("</p>") for each in parts]
    if number % 7 == 0:
        parts.append("\ud800 &#xD800; \x00 <svg><p>drawn</svg>")
    return (
        f"<!doctype html><html><head><title>Page {number} | Example Wire</title></head><body><nav><a>Home</a></nav>"
        f"<main><h1>Page {number}</h1>{''.join(parts)}<table><tr><td>{words[0]}</table></main><footer>End</footer>"
    )


def _told(markup: str) -> Report | str:
    try:
        return read_html(markup)
    except InputEmpty as error:
        return str(error)


def test_two_hundred_pages_give_what_they_give_in_process(
    parsers: parsing._Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [made(number) for number in range(200)]
    apart = [_told(each) for each in pages]
    assert parsers.able and parsers.helper is not None
    here = parsing._Parsers()
    here.able = False
    monkeypatch.setattr(parsing, "_PARSERS", here)
    assert apart == [_told(each) for each in pages]
    assert sum(isinstance(each, Report) for each in apart) == 200
    data = _pdf(_PAGES)
    within = read_pdf(data)
    monkeypatch.setattr(parsing, "_PARSERS", parsers)
    assert read_pdf(data) == within


def test_one_helper_serves_all_threads(parsers: parsing._Parsers) -> None:
    read_html(PAGE)
    first = pid(parsers)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.extend(read_html(PAGE).text for _ in range(5))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [BODY] * 20
    assert pid(parsers) == first


def test_where_no_process_can_be_started_pages_are_parsed_here_and_that_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(parsing, "command", lambda: [str(tmp_path / "no-such-program")])
    with caplog.at_level(logging.WARNING):
        assert read_html(PAGE).text == BODY
        assert read_html(PAGE).text == BODY
        assert read_pdf(_pdf(_PAGES)).title
    (told,) = caplog.records
    assert "without bounds on time and memory" in told.getMessage()


def test_a_process_that_could_be_started_once_is_not_done_without(
    monkeypatch: pytest.MonkeyPatch, parsers: parsing._Parsers, tmp_path: Path
) -> None:
    read_html(PAGE)
    parsers.end()
    monkeypatch.setattr(parsing, "command", lambda: [str(tmp_path / "no-such-program")])
    with pytest.raises(InputUnparsed, match="no process can be started"):
        read_html(PAGE)


def test_the_helper_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch, parsers: parsing._Parsers) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not for parsers")
    read_html(PAGE)
    there = Path(f"/proc/{pid(parsers)}")
    if not there.exists():
        pytest.skip("this system does not show its processes as files")
    assert b"not for parsers" not in (there / "environ").read_bytes()
    links = {str(each.readlink()).split(":")[0] for each in (there / "fd").iterdir()}
    assert links == {"pipe", "/dev/null"}
    limits = (there / "limits").read_text(encoding="ascii")
    for name in ("core file size", "file size", "processes"):
        assert [line.split()[-3:-1] or line for line in limits.splitlines() if name in line.lower()]
    assert "NoNewPrivs:\t1" in (there / "status").read_text(encoding="ascii")


ORPHAN = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from comity.reading import parsing, read_html
parsing.command = lambda: [sys.executable, "-I", {hostile!r}]
read_html({page!r})
print(parsing._PARSERS.helper._process.pid, flush=True)
read_html({hang!r})
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
@pytest.mark.parametrize("busy", [True, False], ids=["while it hangs", "while it waits"])
def test_the_helper_goes_with_its_owner(how: signal.Signals, busy: bool) -> None:
    hang = page("HANG") if busy else "<p>Peru left.</p>"
    code = ORPHAN.format(tests=str(HOSTILE.parent), hostile=str(HOSTILE), page=PAGE, hang=hang)
    if not busy:
        code += "import time\ntime.sleep(1000)\n"
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert owner.stdout is not None
    helper = int(owner.stdout.readline())
    time.sleep(0.5)
    owner.send_signal(how)
    owner.wait(20)
    owner.stdout.close()
    assert gone(helper)


def test_a_fork_has_a_helper_of_its_own(parsers: parsing._Parsers) -> None:
    read_html(PAGE)
    first = pid(parsers)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            same = read_html(PAGE).text == BODY and pid(parsing._PARSERS) != first
            parsing._PARSERS.end()
            os.write(writing, b"yes" if same else b"no")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 10) == b"yes"
    os.close(reading)
    os.close(writing)
    assert read_html(PAGE).text == BODY and pid(parsers) == first


def _helpers_of(owner: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = each.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == owner and state != "Z":
            found.append(int(each.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not show its processes as files")
def test_a_process_of_a_pool_has_a_helper_that_goes_with_it() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(read_html, PAGE).result().text == BODY
        worker = pool.submit(os.getpid).result()
        (helper,) = _helpers_of(worker)
        os.kill(worker, signal.SIGKILL)
        assert gone(helper)
