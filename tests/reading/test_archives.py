"""WARC archives: pages become reports, places are kept, and damage costs no more than what is damaged."""

import gzip
import io
import time
from base64 import b32encode
from hashlib import sha1
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputBroken, InputTooLarge, ReadError
from comity.model import Report
from comity.reading import Archived, read_archive, read_paths

STORY = (
    "{one}'s foreign minister met the {other} delegation in the capital on Monday, and the two sides signed an "
    "agreement on fishing. Officials said that talks on the border would go on in the spring."
)
PAIRS = (("Peru", "Chilean"), ("Kenya", "Ugandan"), ("Norway", "Icelandic"), ("Ghana", "Togolese"))
PAGES = [
    f"<html><body><article><p>{STORY.format(one=one, other=other)}</p></article></body></html>" for one, other in PAIRS
]


def record(
    body: bytes, *, url: str, kind: str = "text/html", status: int = 200, of: str = "response",
    length: int | None = None, packed: bool = True, extra: str = "",
) -> bytes:  # fmt: skip
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {of}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"WARC-Block-Digest: sha1:{b32encode(sha1(http).digest()).decode()}\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    whole = head.encode() + http + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def records(**more: object) -> list[bytes]:
    return [record(page.encode(), url=f"https://n.example/{n}", **more) for n, page in enumerate(PAGES)]  # type: ignore[arg-type]


def read(data: bytes, start: int = 0, **options: int) -> list[Archived]:
    return list(read_archive(io.BytesIO(data), source="a.warc.gz", start=start, **options))


def urls(found: list[Archived]) -> list[str | None]:
    return [each.found.url if isinstance(each.found, Report) else type(each.found).__name__ for each in found]


ALL = [f"https://n.example/{n}" for n in range(4)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_and_places(packed: bool) -> None:
    parts = records(packed=packed)
    data = b"".join(parts)
    found = read(data)
    assert urls(found) == ALL
    assert [each.seen for each in found] == ["2024-03-04T10:00:00Z"] * 4
    assert found[-1].after == len(data)
    # From the place after each page on come the others, and nothing twice.
    for number, each in enumerate(found, 1):
        assert urls(read(data, each.after)) == ALL[number:]


def test_what_is_no_page_is_passed_over() -> None:
    odd = [
        record(b"\x89PNG", url="https://n.example/p", kind="image/png"),
        record(b"gone", url="https://n.example/g", status=404),
        record(b"asked", url="https://n.example/q", of="request"),
    ]
    assert urls(read(b"".join([*odd, *records()]))) == ALL


def test_packed_and_chunked_bodies() -> None:
    page = PAGES[0].encode()
    half = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (50, page[:50], len(page) - 50, page[50:])
    data = b"".join((
        record(gzip.compress(page), url="https://n.example/0", extra="Content-Encoding: gzip\r\n"),
        record(brotli.compress(page), url="https://n.example/1", extra="Content-Encoding: br\r\n"),
        record(page, url="https://n.example/2", extra="Content-Encoding: gzip\r\n"),
        record(half, url="https://n.example/3", extra="Transfer-Encoding: chunked\r\n"),
    ))  # fmt: skip
    assert urls(read(data)) == ALL


def test_bombs() -> None:
    zeros = b"\0" * 60_000_000
    data = b"".join((
        record(zeros, url="https://n.example/a"),
        record(gzip.compress(zeros), url="https://n.example/b", extra="Content-Encoding: gzip\r\n"),
        *records(),
    ))  # fmt: skip
    begun = time.monotonic()
    found = read(data, most=500_000)
    assert urls(found) == ["InputTooLarge", "InputTooLarge", *ALL]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("packed", [True, False])
def test_damage_costs_only_what_is_damaged(packed: bool) -> None:
    parts = records(packed=packed)
    garbage = b"".join((parts[0], b"garbage" * 50, *parts[1:]))
    found = read(garbage)
    told = [each for each in urls(found) if each != "InputBroken"]
    assert told == ALL
    assert urls(found).count("InputBroken") == 1
    broken = bytearray(parts[1])
    broken[len(broken) // 2] ^= 0xFF
    for each in (bytes(broken), *(parts[1][:cut] for cut in (60, 150, 250, 300, len(parts[1]) - 30))):
        found = read(b"".join((parts[0], each, *parts[2:])))
        assert urls(found)[0] == ALL[0]
        assert urls(found)[-2:] == ALL[2:]
        # No half page is taken for a whole one.
        assert all(len(each.found.text) > 180 for each in found if isinstance(each.found, Report))
        assert len(found) <= 5
    lying = record(PAGES[1].encode(), url=ALL[1], length=10**13, packed=packed)
    found = read(b"".join((parts[0], lying, *parts[2:])))
    assert urls(found) == [ALL[0], "InputTooLarge", ALL[2], ALL[3]]
    assert isinstance(found[1].found, InputTooLarge)


@pytest.mark.parametrize("packed", [True, False])
@given(st.integers(0, 3), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
@settings(max_examples=80, deadline=None)
def test_one_wrong_byte_costs_one_page(packed: bool, number: int, place: float, change: int) -> None:
    parts = records(packed=packed)
    broken = bytearray(parts[number])
    broken[int(place * len(broken))] ^= change
    parts[number] = bytes(broken)
    found = read(b"".join(parts))
    whole = [url for url in urls(found) if url in ALL]
    assert [url for url in whole if url != ALL[number]] == [url for url in ALL if url != ALL[number]]
    places = [each.after for each in found]
    assert places == sorted(places)


def test_a_place_after_damage_is_after_it() -> None:
    parts = records()
    data = b"".join((parts[0], b"garbage" * 50, *parts[1:]))
    found = read(data)
    places = [each.after for each in found]
    assert places == sorted(places)
    for number, each in enumerate(found, 1):
        assert urls(read(data, each.after)) == urls(found)[number:]


# Named, for packed bytes hold the time and would give each process of the tests another name.
NONE = {"text": b"this is no archive", "packed": gzip.compress(b"nor is this" * 100), "broken": b"\x1f\x8b\x08 broken"}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_archive(data: bytes) -> None:
    (only,) = read(data)
    assert isinstance(only.found, InputBroken)
    assert "the archive is damaged near here" in str(only.found)


def test_an_empty_archive() -> None:
    assert read(b"") == []


def test_an_archive_that_is_named_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "CC-NEWS.warc.gz").write_bytes(b"".join(records()))
    (tmp_path / "plain.warc").write_bytes(b"".join(records(packed=False)[:1]))
    found = list(read_paths([tmp_path]))
    assert [each.url for each in found if not isinstance(each, ReadError)] == [*ALL, ALL[0]]
