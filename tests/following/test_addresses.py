"""Which addresses are fetched: those of the web, never those of a private network, in whatever form they come."""

import ipaddress
import socket

import pytest

from comity.errors import AddressBarred, FetchFailed
from comity.following.addresses import is_public, resolved, web_address

PRIVATE = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:c0a8:101::1", "2001:0:53aa::1", "2001:db8::1",
)  # fmt: skip
PUBLIC = ("9.9.9.9", "193.0.6.139", "2620:fe::fe", "64:ff9b::909:909", "2002:909:909::1")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "::1", "::ffff:127.0.0.1"]
)
def test_every_form_of_loopback_is_barred(host: str) -> None:
    with pytest.raises(AddressBarred, match=r"private network; set allow_private = true"):
        resolved(host, 80, allow_private=False)


def test_one_private_address_among_public_ones_bars_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("9.9.9.9", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(AddressBarred, match=r"10\.0\.0\.1"):
        resolved("news.example", 80, allow_private=False)
    assert resolved("news.example", 80, allow_private=True) == ["9.9.9.9", "10.0.0.1"]


def test_a_name_that_nobody_knows_or_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FetchFailed, match="can't be looked up"):
        resolved("nobody.invalid", 80, allow_private=False)
    import threading

    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: never.wait(5))
    with pytest.raises(FetchFailed, match=r"within 0\.05 s"):
        resolved("slow.example", 80, allow_private=False, timeout=0.05)
    never.set()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/hostname", '"file" is not fetched'),
        ("ftp://news.example/a", '"ftp" is not fetched'),
        ("gopher://news.example/", '"gopher" is not fetched'),
        ("javascript:alert(1)", '"javascript" is not fetched'),
        ("data:text/html,hello", '"data" is not fetched'),
        ("/etc/hostname", '"no scheme" is not fetched'),
        ("http://", "names no host"),
        ("http://desk:secret@news.example/", "name or password"),
        ("http://news.example:99999/", "99999 is no port"),
        ("http://desk:secret@news.example:99999/", "99999 is no port"),
        ("http://desk:secret@[::1", "this is no address"),
        ("https://xn--\u0080.example/", "this is no address"),
        ("https://xn--zzzzzzzz.example/", "this is no address"),
        ("http://news.example/" + "a" * 3000, "longer than"),
    ],
)
def test_what_is_no_address_of_the_web(address: str, words: str) -> None:
    with pytest.raises(AddressBarred) as caught:
        web_address(address)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)
