"""A real S3 server on loopback for tests: moto's, which lives in an environment of its own (`make s3`)."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import comity

SERVER = Path(comity.__path__[0]).parent / ".venv" / "s3" / "bin" / "moto_server"
LACKING = f"no S3 server to test against: `make s3` puts moto into {SERVER.parent.parent.name} of .venv"
BUCKET = "records"


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """Start the server on a free port with one empty bucket; gives the environment that leads to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(SERVER), "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _made(f"{address}/{BUCKET}", server)
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


def _made(bucket: str, server: "subprocess.Popen[bytes]") -> None:
    """Make the bucket as soon as the server answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(urllib.request.Request(bucket, method="PUT"), timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError("moto's server does not answer")


def environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment of a process of these tests."""
    return os.environ | extra | {"PYTHONPATH": str(Path(comity.__path__[0]).parent)}
