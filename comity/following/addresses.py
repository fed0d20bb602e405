"""Which addresses are fetched: those of the web, and of these none that leads into a private network."""

import ipaddress
import re
import socket
import threading
from typing import Any

from comity.errors import AddressBarred, FetchFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_MOST_LETTERS = 2000
# Networks whose addresses carry one of IPv4 in them, with where its 32 bits end: a way round a check of the outside.
_CARRIERS = (
    (ipaddress.ip_network("::ffff:0:0/96"), 0),
    (ipaddress.ip_network("::/96"), 0),
    (ipaddress.ip_network("64:ff9b::/96"), 0),
    (ipaddress.ip_network("2002::/16"), 80),
)
# What `is_global` of some Python versions lets through: relays, benchmarks, site-local, local NAT64, Teredo.
_NEVER = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_RESOLVING = 10.0


def web_address(address: str) -> Any:
    """The address as an `httpx.URL`. Raises `AddressBarred` unless it is a plain one of http or https."""
    import httpx

    step = "give an address that begins with https:// or http://"
    # A name or password would be kept in states, logs and reports.
    shown = re.sub(r"//[^/?#]*@", "//", address)[:200]
    if len(address) > _MOST_LETTERS:
        raise AddressBarred(shown, f"the address is longer than {_MOST_LETTERS} letters", "leave it out")
    try:
        url = httpx.URL(address)
        # Names of other alphabets are written out only when they are asked for, and "xn--" may stand before anything.
        host = url.host
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise AddressBarred(shown, "this is no address", step) from error
    if url.scheme not in ("http", "https"):
        raise AddressBarred(shown, f'"{url.scheme or "no scheme"}" is not fetched', step)
    if url.port is not None and not 0 < url.port < 65_536:
        raise AddressBarred(shown, f"{url.port} is no port", step)
    if not host:
        raise AddressBarred(shown, "it names no host", step)
    if url.userinfo:
        raise AddressBarred(f"{url.scheme}://{host}", "it holds a name or password", "give it without")
    return url


def is_public(address: Address) -> bool:
    """Whether an IP address is one of the open internet, whatever form it was written in."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        for network, shift in _CARRIERS:
            if address in network:
                return is_public(ipaddress.IPv4Address(int(address) >> shift & 0xFFFF_FFFF))
    if any(address.version == network.version and address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int, *, allow_private: bool, timeout: float | None = None) -> list[str]:
    """The IP addresses of a host, all checked; what is connected to must be one of these.

    Numbers in any form (decimal, octal, hexadecimal, short) are resolved as the system would, then checked as well.
    Raises `AddressBarred` if one of them is not public and that is not allowed, `FetchFailed` if there is none.
    """
    found = _looked_up(host, port, min(_RESOLVING, timeout or _RESOLVING))
    if allow_private:
        return found
    for each in found:
        try:
            public = is_public(ipaddress.ip_address(each))
        except ValueError:
            public = False
        if not public:
            by = "" if each == host else f"{host}, that is "
            problem = f"it leads to {by}{each}, an address of a private network"
            raise AddressBarred(host, problem, "set allow_private = true for this feed if that is meant")
    return found


def _looked_up(host: str, port: int, timeout: float) -> list[str]:
    """The system's answer, waited for in a thread since it knows no time limit of its own."""
    answer: list[Any] = []

    def ask() -> None:
        try:
            answer.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError, ValueError, OverflowError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout)
    if not answer:
        raise FetchFailed(host, f"its name could not be looked up within {timeout:g} s", "look at the network")
    if isinstance(answer[0], Exception):
        words = getattr(answer[0], "strerror", None) or "no such host"
        raise FetchFailed(host, f"its name can't be looked up ({words})", "check the address and the network")
    return list(dict.fromkeys(str(each[4][0]) for each in answer[0]))
