"""Fetching from real servers, most of them bad ones: every wait, size, hop and answer is bounded and told."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from comity.errors import AddressBarred, FetchFailed, InputBinary, InputBroken, InputTooLarge, ReadError
from comity.following import Plan, Source
from comity.following.connecting import Stopped
from comity.following.fetching import Answer, Fetcher

from .site import Site, answer, conditional, page, raw, redirect, serving

GOOD = page(0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as started:
        yield started


class Reader:
    """A fetcher with tiny waits, and what it gives."""

    def __init__(self, **terms: Any) -> None:
        held = {"timeout": 2.0, "pause": 0.0, "allow_private": True, "robots": False, "most_bytes": 200_000} | terms
        self.source = Source(name="one", kind="page", where="", **held)
        self.stop = threading.Event()
        plan = Plan(sources=(self.source,), back_off=30.0, contact="desk@news.example")
        self.fetcher = Fetcher(plan, clock=time.monotonic, now=time.time, wait=self.stop.wait, stopped=self.stop.is_set)

    def get(self, url: str, **asked: Any) -> Answer:
        return self.fetcher.get(url, self.source, want=asked.pop("want", "page"), **asked)

    def error(self, url: str, **asked: Any) -> ReadError:
        with pytest.raises(ReadError) as caught:
            self.get(url, **asked)
        assert caught.value.subject == url
        return caught.value


def test_a_page_and_who_asks_for_it(site: Site) -> None:
    site.pages["/a"] = answer(GOOD, ETag='"one"', Last_Modified="Mon, 04 Mar 2024 10:00:00 GMT")
    found = Reader().get(site.url("/a?x=1#part"))
    assert (found.body.decode(), found.kind, found.charset) == (GOOD, "text/html", "utf-8")
    assert (found.etag, found.modified) == ('"one"', "Mon, 04 Mar 2024 10:00:00 GMT")
    headers = site.headers("/a?x=1")
    assert headers["user-agent"].startswith("comity/")
    assert headers["user-agent"].endswith("(desk@news.example)")
    assert "cookie" not in headers


def test_conditional_requests(site: Site) -> None:
    site.pages["/a"] = conditional(GOOD, etag='"v1"', kind="text/html")
    reader = Reader()
    first = reader.get(site.url("/a"))
    again = reader.get(site.url("/a"), etag=first.etag, modified="Mon, 04 Mar 2024 10:00:00 GMT")
    assert again.unchanged and again.body == b""
    assert site.headers("/a")["if-modified-since"] == "Mon, 04 Mar 2024 10:00:00 GMT"


def deflated(data: bytes, bits: int) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, bits)
    return engine.compress(data) + engine.flush()


PACKED = {
    "gzip": gzip.compress(GOOD.encode()),
    "x-gzip": gzip.compress(GOOD[:50].encode()) + gzip.compress(GOOD[50:].encode()) + b"\0\0",
    "deflate": deflated(GOOD.encode(), 15),
    "Deflate": deflated(GOOD.encode(), -15),
    "br": brotli.compress(GOOD.encode()),
    "gzip, br": brotli.compress(gzip.compress(GOOD.encode())),
    "identity": GOOD.encode(),
}


@pytest.mark.parametrize("name", PACKED)
def test_packed_pages(site: Site, name: str) -> None:
    site.pages["/a"] = answer(PACKED[name], Content_Encoding=name)
    assert Reader().get(site.url("/a")).body.decode() == GOOD


ZEROS = b"\0" * 50_000_000
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "deflate": deflated(ZEROS, 15),
    "br": brotli.compress(ZEROS, quality=5),
    "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("most", [200_000, 500_000_000])
def test_bombs_are_not_unpacked(site: Site, name: str, most: int) -> None:
    import tracemalloc

    site.pages["/a"] = answer(BOMBS[name], Content_Encoding=name)
    reader = Reader(most_bytes=most)
    tracemalloc.start()
    error = reader.error(site.url("/a"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, InputTooLarge)
    assert peak < 12_000_000


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("gzip", PACKED["gzip"][:-20], "ends in the middle"),
        ("gzip", PACKED["gzip"][:40] + b"garbage" * 9, "breaks in the middle"),
        ("br", PACKED["br"][:-20], "ends in the middle"),
        ("br", b"\xff" * 200, "breaks in the middle"),
        ("zstd", b"whatever", "not known"),
        ("gzip, gzip, gzip", b"whatever", "3 times over"),
    ],
)
def test_packing_that_breaks(site: Site, name: str, data: bytes, words: str) -> None:
    site.pages["/a"] = answer(data, Content_Encoding=name)
    error = Reader().error(site.url("/a"))
    assert isinstance(error, InputBroken)
    assert words in str(error)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (raw(), "breaks off"),
        (raw(b"\x16\x03\x01 this is no HTTP\r\n\r\n"), "garbage"),
        (raw(HEAD + b"Content-Length: 5000\r\n\r\n<html>too short"), "breaks off"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nno chunk at all"), "garbage"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\nonly begun"), "breaks off"),
        (raw(HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"), "garbage"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 300_000), "garbage"),
    ],
)
def test_servers_that_break_off_or_lie(site: Site, handler: Any, words: str) -> None:
    site.pages["/a"] = handler
    error = Reader().error(site.url("/a"))
    assert isinstance(error, FetchFailed)
    assert error.again
    assert words in str(error)


def test_a_length_that_is_too_long_is_believed_at_once(site: Site) -> None:
    site.pages["/a"] = raw(HEAD + b"Content-Length: 9000000000\r\n\r\n", pause=3)
    begun = time.monotonic()
    assert isinstance(Reader().error(site.url("/a")), InputTooLarge)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "handler",
    [
        raw(b"", pause=5),
        raw(HEAD + b"\r\n<html>", b" ", pause=0.02, forever=True),
        raw(b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n", pause=0.02, forever=True),
    ],
    ids=["silent", "a body by drops", "headers by drops"],
)
def test_slow_servers_are_left_when_the_time_is_up(site: Site, handler: Any) -> None:
    site.pages["/a"] = handler
    begun = time.monotonic()
    error = Reader(timeout=0.4).error(site.url("/a"))
    assert "took longer than 0.4 s" in str(error)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("packed", [b"", b"Content-Encoding: gzip\r\n"])
def test_a_body_without_end_is_left_when_it_is_too_long(site: Site, packed: bytes) -> None:
    # Stored blocks that hold nothing: they unpack to no bytes at all, for ever.
    start = deflated(b"", 31)[:10]
    parts = (HEAD + packed + b"\r\n" + (start if packed else b""), (b"\0\0\0\xff\xff" if packed else b"news ") * 4000)
    site.pages["/a"] = raw(*parts, forever=True)
    assert isinstance(Reader(timeout=8.0).error(site.url("/a")), InputTooLarge)


def test_stopping_does_not_wait_for_a_slow_server(site: Site) -> None:
    site.pages["/a"] = raw(b"", pause=5)
    reader = Reader(timeout=30.0)
    threading.Timer(0.1, reader.stop.set).start()
    begun = time.monotonic()
    with pytest.raises(Stopped):
        reader.get(site.url("/a"))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("status", "again"),
    [("500 Broken", True), ("503 Busy", True), ("429 Slow down", True), ("404 Gone", False), ("410 Gone", False),
     ("403 No", False), ("401 Who", False)],
)  # fmt: skip
def test_refusals(site: Site, status: str, again: bool) -> None:
    site.pages["/a"] = answer("no", status=status)
    error = Reader().error(site.url("/a"))
    assert isinstance(error, FetchFailed)
    assert status in str(error)
    assert error.again is again
    assert error.after is None


def test_a_server_that_asks_to_be_left_alone_is(site: Site) -> None:
    site.pages["/a"] = answer("no", status="429 Slow down", Retry_After="120")
    site.pages["/b"] = answer("no", status="503 Busy", Retry_After=formatdate(time.time() + 600, usegmt=True))
    site.pages["/c"] = answer("no", status="503 Busy", Retry_After="soon")
    for path, least, most in (("/a", 120, 120), ("/b", 590, 601)):
        error = Reader().error(site.url(path))
        assert isinstance(error, FetchFailed)
        assert error.after is not None
        assert least <= error.after <= most
    reader = Reader()
    assert isinstance(reader.error(site.url("/c")), FetchFailed)
    # Its host is not asked again, whatever the path, until the back-off is over.
    site.pages["/d"] = answer(GOOD)
    assert "is left alone for another" in str(reader.error(site.url("/d")))
    assert site.times("/d") == 0


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.pages["/a"] = redirect("/b", "301 Moved")
    site.pages["/b"] = redirect(site.url("/c", host="localhost"), "308 Moved")
    site.pages["/c"] = answer(GOOD)
    found = Reader().get(site.url("/a"))
    assert found.url == found.moved == site.url("/c", host="localhost")
    site.pages["/b"] = redirect("/c", "307 For now")
    assert Reader().get(site.url("/a")).moved == site.url("/b")
    site.pages["/loop"] = redirect("/loop")
    error = Reader(redirects=3).error(site.url("/loop"))
    assert "redirects more than 3 times" in str(error)
    assert site.times("/loop") == 4


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/hostname", '"file" is not fetched'),
        ("ftp://127.0.0.1/", '"ftp" is not fetched'),
        ("http://desk:secret@127.0.0.1/", "name or password"),
        ("", "redirects to nowhere"),
        ("http://[::1", "no address"),
    ],
)
def test_redirects_to_what_is_not_fetched(site: Site, target: str, words: str) -> None:
    site.pages["/a"] = redirect(target)
    assert words in str(Reader().error(site.url("/a")))


class Names:
    """A name server: names that are public to the check, and where they really lead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **names: list[list[str]]) -> None:
        self.asked: list[str] = []
        real = socket.getaddrinfo

        def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
            name = str(host).replace(".example", "")
            if name not in names:
                return real(host, port, *rest, **more)
            self.asked.append(name)
            found = names[name].pop(0) if len(names[name]) > 1 else names[name][0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)


def as_if_public(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Take these loopback addresses for public ones, so that a test server can play the open internet."""
    from comity.following import addresses as module

    real = module.is_public
    monkeypatch.setattr(module, "is_public", lambda each: str(each) in addresses or real(each))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "2130706434", "0177.0.0.2", "0x7f000002", "127.2", "[::ffff:127.0.0.2]", "[::1]", "0.0.0.0",
     "169.254.169.254", "100.64.0.1", "[fe80::1]", "inside.example"],
)  # fmt: skip
def test_no_redirect_leads_into_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    as_if_public(monkeypatch, "127.0.0.1")
    Names(monkeypatch, inside=[["10.0.0.7"]])
    site.pages["/a"] = redirect(f"http://{host}:{site.port}/secret")
    site.pages["/secret"] = answer("the keys")
    error = Reader(allow_private=False).error(site.url("/a"))
    assert isinstance(error, AddressBarred)
    # An octal number is no address to httpx, so it does not come as far as the check.
    assert "private network" in str(error) or host == "0177.0.0.2"
    assert site.times("/secret") == 0


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and private a moment later (DNS rebinding) is asked for once."""
    as_if_public(monkeypatch, "127.0.0.1")
    names = Names(monkeypatch, turning=[["127.0.0.1"], ["127.0.0.2"]])
    site.pages["/a"] = answer(GOOD)
    reader = Reader(allow_private=False)
    assert reader.get(f"http://turning.example:{site.port}/a").body
    assert names.asked == ["turning"]
    assert site.headers("/a")["host"] == f"turning.example:{site.port}"
    error = reader.error(f"http://turning.example:{site.port}/a")
    assert isinstance(error, AddressBarred)
    assert "127.0.0.2" in str(error)


def test_a_connection_of_a_trusted_feed_is_not_lent_to_another(site: Site) -> None:
    keep = GOOD.encode()
    site.pages["/a"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(keep) + keep
    )
    reader = Reader()
    assert reader.get(site.url("/a")).body
    reader.source = Source(name="two", kind="page", where="", robots=False, pause=0.0)
    assert isinstance(reader.error(site.url("/a")), AddressBarred)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "application/json"])
def test_kinds_that_hold_no_page(site: Site, kind: str) -> None:
    site.pages["/a"] = answer(b"\x89PNG", kind=kind)
    error = Reader().error(site.url("/a"))
    assert isinstance(error, InputBinary)
    assert f'"{kind}"' in str(error)


def test_cookies_and_proxies_play_no_part(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = answer(GOOD, Set_Cookie="id=1")
    reader = Reader()
    assert reader.get(site.url("/a")).body and reader.get(site.url("/a")).body
    assert "cookie" not in site.headers("/a")


def test_robots_are_asked_once_and_obeyed(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /private\n\nUser-agent: comity\nDisallow: /not-this\nCrawl-delay: 0.2\n"
    site.pages["/robots.txt"] = answer(rules, kind="text/plain")
    for path in ("/a", "/private", "/not-this"):
        site.pages[path] = answer(GOOD)
    reader = Reader(robots=True)
    assert reader.get(site.url("/a")).body
    assert reader.get(site.url("/private")).body
    assert "robots.txt of its site asks not to read it" in str(reader.error(site.url("/not-this")))
    assert site.times("/robots.txt") == 1
    assert site.times("/not-this") == 0
    # The site asks for a fifth of a second between requests, which is more than the feed's own pause.
    assert site.at[-1] - site.at[-2] >= 0.19


def test_a_redirect_obeys_robots_too(site: Site) -> None:
    site.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /b", kind="text/plain")
    site.pages["/a"] = redirect("/b")
    assert isinstance(Reader(robots=True).error(site.url("/a")), AddressBarred)
    assert site.times("/b") == 0


@pytest.mark.parametrize(
    ("handler", "read"),
    [
        (answer("", status="404 None"), True),
        (answer("", status="403 None"), True),
        (answer(b"\xff\xfe\x00 not text", kind="image/png"), True),
        # What is too long counts as far as it was read.
        (answer(BOMBS["gzip"], Content_Encoding="gzip"), True),
        (answer("User-agent: *\nDisallow: /" + "\n#" * 400_000), False),
        (answer("", status="500 Broken"), False),
        (answer("", status="429 Busy"), False),
        (raw(b"", pause=5), False),
        (redirect("/rules"), False),
    ],
)
def test_robots_that_are_missing_or_broken(site: Site, handler: Any, read: bool) -> None:
    site.pages |= {"/robots.txt": handler, "/a": answer(GOOD)}
    site.pages["/rules"] = answer("User-agent: *\nDisallow: /a", kind="text/plain")
    reader = Reader(robots=True, timeout=0.5)
    if read:
        assert reader.get(site.url("/a")).body
    else:
        reader.error(site.url("/a"))
        assert site.times("/a") == 0


def test_pauses_between_requests_to_one_host(site: Site) -> None:
    site.pages["/a"] = answer(GOOD)
    reader = Reader(pause=0.15)
    threads = [threading.Thread(target=reader.get, args=(site.url("/a"),)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    gaps = [later - earlier for earlier, later in zip(site.at, site.at[1:], strict=False)]
    assert len(gaps) == 3
    assert min(gaps) > 0.05
    assert sum(gaps) > 0.4


def test_an_address_in_another_alphabet(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(monkeypatch, **{"xn--pxabhg6c": [["127.0.0.1"]]})
    site.pages["/a"] = answer(GOOD)
    assert Reader().get(f"http://ειδησ.example:{site.port}/a").body
    assert names.asked == ["xn--pxabhg6c"]


def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over TLS the name is that of the address and not of the number that is connected to."""
    import httpx

    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example",
             "-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(certificate)]  # fmt: skip
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    Names(monkeypatch, news=[["127.0.0.1"]])
    with serving(context) as site:
        site.pages["/a"] = answer(GOOD)
        address = f"https://news.example:{site.port}/a"
        assert "CERTIFICATE_VERIFY_FAILED" in str(Reader().error(address))
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
        assert Reader().get(address).body.decode() == GOOD
        assert "Hostname mismatch" in str(Reader().error(f"https://localhost:{site.port}/a"))
        site.pages["/b"] = raw(HEAD + b"\r\n<html>", b" ", pause=0.02, forever=True)
        assert "took longer" in str(Reader(timeout=0.5).error(address.replace("/a", "/b")))
