"""A small record and a desk on it, made once for all tests of pages: the sample reports and the shipped chronicle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import comity
from comity.config import Settings
from comity.exchange import shipped
from comity.presentation.web import create_app

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports and the chronicle; not to be changed."""
    folder = tmp_path_factory.mktemp("desk") / "record"
    comity.import_events("chronicle", *(str(path) for path in shipped()), record=folder)
    samples = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html"))
    comity.read(samples, record=folder)
    return folder


@pytest.fixture(scope="session")
def desk(record: Path) -> Iterator[TestClient]:
    """A read-only desk on the record."""
    app = create_app(Settings(record=str(record)), keep=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
