"""Target of what a stranger's server says besides its pages: addresses, redirects, robots.txt, waits, packed bodies."""

import gzip
import ipaddress
import random
import re
import zlib

import brotli

from comity.errors import ComityError
from comity.following.addresses import is_public, web_address
from comity.following.fetching import _charset, _header, _hop, host_of
from comity.following.manners import Rules, retry_after
from comity.following.webs import tidy
from comity.reading import encodings_of, read_bytes, unpacked
from fuzzing import holds
from fuzzing.documents import pages
from fuzzing.mutating import by_parts, shaken
from fuzzing.target import Target
from fuzzing.vocabulary import pieces

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_MOST = 2_000_000
_ROBOTS = (
    "User-agent: *\nDisallow: /private\nAllow: /private/news*$\nCrawl-delay: 2.5\n\nUser-agent: comity\n"
    "Disallow: /a?b=*\nCrawl-delay: nan\nRequest-rate: 1/10s 0900-1700\nVisit-time: 0600-0845\n"
    "Sitemap: https://wire.example/s.xml\nHost: wire.example\n"
)


def servers(data: bytes) -> None:
    """An answer of a server; what kind of one, its first byte tells."""
    kind, rest = data[:1], data[1:]
    if kind == b"p":
        _packed(rest)
    else:
        address, _, more = rest.decode("utf-8", "replace").partition("\n")
        _addressed(address, more, rest)


def _addressed(address: str, more: str, rest: bytes) -> None:
    wait = retry_after(address, now=1_700_000_000.0)
    holds.must(wait is None or wait >= 0, f"a wait is some seconds: {wait}")
    _charset(more)
    _header(address)
    try:
        url = web_address(address)
    except ComityError:
        return
    holds.must(url.scheme in ("http", "https") and host_of(address), "an address has a host")
    holds.must(not url.userinfo, "no address with a password is asked")
    try:
        public = is_public(ipaddress.ip_address(url.host))
    except ValueError:
        public = True
    holds.must(isinstance(public, bool), "a number is public or not")
    tidied = tidy(address)
    holds.must(tidy(tidied) == tidied, f"a tidied address is tidy: {address!r}")
    target, _, robots = more.partition("\n")
    try:
        hop = _hop(url, target, address)
        holds.must(hop.scheme in ("http", "https"), "a redirect stays in the web")
    except ComityError:
        pass
    rules = Rules.read(200, rest.partition(b"\n")[2], "comity")
    holds.must(isinstance(rules.allow(str(url)), bool), "a page may be read or not")
    holds.must(0 <= rules.pause(1.0) < 1e6, f"a pause is some seconds: {robots!r}")


def _packed(rest: bytes) -> None:
    names, _, body = rest.partition(b"\n")
    size = 0
    chunks = [body[at : at + 700] for at in range(0, len(body), 700)]
    whole = []
    try:
        for chunk in unpacked(chunks, encodings_of(names.decode("latin-1")), most=_MOST, source="the input"):
            size += len(chunk)
            holds.must(size <= _MOST, "no more is unpacked than was allowed")
            whole.append(chunk)
        holds.report(read_bytes(b"".join(whole)[:8_192], "html", source="the input"))
    except ComityError:
        return


def _seeds() -> list[bytes]:
    page = pages()[0]
    raw = zlib.compressobj(wbits=-15)
    packed = {
        b"gzip": gzip.compress(page, mtime=0), b"x-gzip": gzip.compress(page[:300], mtime=0) * 3,
        b"deflate": zlib.compress(page), b"Deflate ": raw.compress(page) + raw.flush(),
        b"br": brotli.compress(page), b"identity": page, b"gzip, br": brotli.compress(gzip.compress(page, mtime=0)),
        b"deflate,gzip": gzip.compress(zlib.compress(b"<p>" * 9_000), mtime=0),
    }  # fmt: skip
    addresses = (
        "https://wire.example:8080/a/b?utm_source=x&id=1#top", "http://[::ffff:10.0.0.1]/", "https://münchen.example/ä",
        "http://0x7f.1/", "http://user:word@wire.example/", "//wire.example", "https://wire.example", "120",
        "Wed, 21 Oct 2099 07:28:00 GMT", "text/html; charset=\"utf-8\"", "http://[fe80::1%25eth0]/", "https://xn--a.example/",
    )  # fmt: skip
    targets = ("/next", "https://other.example/x", "file:///etc/hosts", "//[::1", "\u2028", "?q=%zz")
    told = [
        f"a{address}\n{targets[at % len(targets)]}\n{_ROBOTS if at % 2 else 'charset=utf-8'}"
        for at, address in enumerate(addresses)
    ]
    return [*(b"p" + name + b"\n" + body for name, body in packed.items()), *map(str.encode, told)]


_by_words = by_parts(pieces("servers"), lambda: [seed for seed in _seeds() if seed[:1] == b"a"])


def _mutate(data: bytes, chance: random.Random) -> bytes:
    if data[:1] != b"p":
        return b"a" + _by_words(data[1:], chance)
    if chance.random() < 0.2:
        return b"p" + chance.choice((b"gzip", b"deflate", b"br", b"br, gzip", b"zstd")) + data[data.find(b"\n") :]
    return shaken(data, chance)


TARGETS = (Target("servers", "`web_address`, `Rules`, `retry_after`, `unpacked`", servers, _seeds, _mutate, 8_192),)
