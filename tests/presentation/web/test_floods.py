"""Floods: a real desk on loopback under many connections, slow readers and requests that never end; it stays up."""

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

# A page of a small record takes milliseconds; a busy machine may take seconds.
SOON = 20.0
MOST_MEMORY = 1_000_000_000


@pytest.fixture(scope="module")
def server(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """A desk in a process of its own: its port and the process's number."""
    command = [sys.executable, "-m", "comity", "serve", "--record", str(record), "--port", "0"]
    log = tmp_path_factory.mktemp("floods") / "log"
    # What the desk logs goes into a file: a pipe that nobody reads would stop it.
    with log.open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        found = None
        while found is None:
            assert process.poll() is None, "the desk ended before it listened"
            time.sleep(0.1)
            found = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8"))
        port = int(found[1])
        until = time.monotonic() + 60
        while b" 200 " not in asked(port, "/incidents")[:20] and time.monotonic() < until:
            time.sleep(0.5)
        yield port, process.pid
        ended = process.poll()
        process.terminate()
        process.wait(timeout=20)
        assert ended is None, "the desk ended by itself"
        assert "Traceback" not in log.read_text(encoding="utf-8")


def opened(port: int, sent: bytes = b"") -> socket.socket:
    found = socket.create_connection(("127.0.0.1", port), timeout=SOON)
    found.sendall(sent)
    return found


def request(address: str, *fields: str, method: str = "GET") -> bytes:
    lines = (f"{method} {address} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *fields, "", "")
    return "\r\n".join(lines).encode()


def asked(port: int, address: str, *fields: str, method: str = "GET", body: bytes = b"") -> bytes:
    """The whole answer, b"" where the connection was closed without one."""
    parts: list[bytes] = []
    with suppress(ConnectionError), closing(opened(port)) as connection:
        with suppress(ConnectionError):
            connection.sendall(request(address, *fields, method=method) + body)
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def status(answer: bytes) -> int:
    return int(answer[9:12] or 0)


def memory(process: int) -> int:
    """The bytes that a process holds; 0 where the system does not tell."""
    told = Path(f"/proc/{process}/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if told.exists() else 0


def is_served(port: int) -> None:
    """Another reader gets a page."""
    start = time.monotonic()
    assert status(asked(port, "/incidents")) == 200
    assert time.monotonic() - start < SOON


def test_a_thousand_quick_requests_are_all_answered(server: tuple[int, int]) -> None:
    port, process = server
    with ThreadPoolExecutor(32) as pool:
        found = Counter(
            pool.map(lambda at: status(asked(port, f"/events?page=1&per_page={at % 200 + 1}")), range(1000))
        )
    assert set(found) <= {200, 503} and found[200] > 900
    assert memory(process) < MOST_MEMORY


def test_requests_that_never_end_keep_nobody_out(server: tuple[int, int]) -> None:
    port, process = server
    held = [opened(port, b"GET /incidents HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ") for _ in range(200)]
    is_served(port)
    for each in held:
        each.close()
    assert memory(process) < MOST_MEMORY


def test_readers_who_take_nothing_keep_nobody_out(server: tuple[int, int]) -> None:
    port, process = server
    held = [opened(port, request("/events.json?coder=all")) for _ in range(200)]
    is_served(port)
    for each in held:
        each.close()
    assert memory(process) < MOST_MEMORY


def test_more_connections_than_there_is_room_for_are_told_so(server: tuple[int, int]) -> None:
    port, _ = server
    held = [opened(port) for _ in range(300)]
    answer = asked(port, "/incidents")
    assert status(answer) == 503 and b"retry-after" in answer.lower() and b"nosniff" in answer
    for each in held:
        each.close()
    time.sleep(0.5)
    is_served(port)


@pytest.mark.parametrize("length", [100_000, 10_000_000])
def test_a_query_of_megabytes_is_refused_in_words(server: tuple[int, int], length: int) -> None:
    port, process = server
    answer = asked(port, f"/events?q={'x' * length}")
    assert (
        status(answer) in (400, 414) and re.search(b"too long|longer than", answer) and b"default-src 'none'" in answer
    )
    assert memory(process) < MOST_MEMORY
    is_served(port)


def test_huge_header_fields_are_refused(server: tuple[int, int]) -> None:
    port, _ = server
    assert status(asked(port, "/", f"X-Huge: {'x' * 1_000_000}")) == 400
    assert status(asked(port, "/", *(f"X-{at}: x" for at in range(20_000)))) == 400
    is_served(port)


def test_bodies_larger_than_a_form_are_refused(server: tuple[int, int]) -> None:
    port, process = server
    announced = asked(port, "/correct", "Content-Length: 200000000", method="POST", body=b"x" * 1000)
    assert status(announced) == 413
    assert status(asked(port, "/", "Content-Length: 99999999999999999999", method="POST")) in (400, 413)
    chunked = asked(port, "/correct", "Transfer-Encoding: chunked", method="POST", body=b"10000\r\n" + b"x" * 65_536)
    assert status(chunked) in (403, 413)
    assert memory(process) < MOST_MEMORY
    is_served(port)


HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize("sent", [
    b"\x00\x01\x02\xff\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"GET / HTTP/9.9\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    HEAD + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
], ids=range(11))  # fmt: skip
def test_what_is_no_request_is_answered_or_closed(server: tuple[int, int], sent: bytes) -> None:
    port, _ = server
    with closing(opened(port, sent)) as connection, suppress(ConnectionError, TimeoutError):
        connection.settimeout(15)
        answer = connection.recv(65_536)
        assert not answer or status(answer) < 500
        assert b"Traceback" not in answer
    is_served(port)


@pytest.mark.trial
def test_waves_of_everything_at_once_leave_the_desk_standing(server: tuple[int, int]) -> None:
    port, process = server
    for _ in range(4):
        held = [opened(port, b"GET /events HTTP/1.1\r\nHost: ") for _ in range(100)]
        held += [opened(port, request("/events.csv?coder=all")) for _ in range(100)]
        with ThreadPoolExecutor(32) as pool:
            list(pool.map(lambda at: asked(port, f"/incidents?q=w{at}"), range(500)))
        for each in held:
            each.close()
    time.sleep(12)
    is_served(port)
    assert memory(process) < MOST_MEMORY


@pytest.mark.trial
def test_what_never_ends_is_ended(server: tuple[int, int]) -> None:
    port, _ = server
    with closing(
        opened(port, b"POST /correct HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nx")
    ) as connection:
        connection.settimeout(30)
        with suppress(ConnectionError):
            while connection.recv(65_536):
                pass
    is_served(port)
