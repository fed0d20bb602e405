"""An S3 server for the tests of one run, and its environment."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from .store import BUCKET, LACKING, SERVER, served


@pytest.fixture(scope="session")
def store() -> Iterator[dict[str, str]]:
    """The environment that leads to a running S3 server."""
    if not SERVER.exists():
        pytest.skip(LACKING)
    with served() as found:
        yield found


@pytest.fixture
def remote(store: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An address in the store at which nothing lies yet."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in store.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return f"s3://{BUCKET}/{uuid4().hex[:12]}"


@pytest.fixture
def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
