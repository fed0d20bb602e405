"""One small record of two reports for all tests of the command line, and a way to call it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from comity.presentation.cli import app

STORIES = (
    {
        "id": "wire-1",
        "published": "2024-03-04",
        "outlet": "Example Wire",
        "title": "Ministers meet in Santiago",
        "text": "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday. "
        "Chile imposed a tariff on Peru on Friday. Bolivia plans to hold talks with Peru in April. "
        "If Chile raises the tariff, Peru could recall its ambassador.",
    },
    {
        "id": "post-1",
        "published": "2024-03-05",
        "outlet": "Example Post",
        "title": "Talks in Santiago",
        "text": "The foreign ministers of Peru and Chile met in Santiago on March 2. "
        "Peru condemned Chile over the tariff.",
    },
)


def call(*words: str, stdin: str | bytes | None = None) -> Any:
    """The outcome of a command: `exit_code`, `stdout`, `stderr`."""
    return CliRunner().invoke(app, list(words), input=stdin)


def rows(*words: str) -> list[dict[str, Any]]:
    """The JSON lines that a command gives."""
    result = call(*words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in a folder of its own, without the settings of who runs it."""
    monkeypatch.chdir(tmp_path)
    for name in ("RECORD", "MODEL", "MAX_BYTES", "LANGUAGES", "WHO", "DEBUG"):
        monkeypatch.delenv(f"COMITY_{name}", raising=False)


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    path.write_text("".join(json.dumps(story) + "\n" for story in STORIES), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def record(stories: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("record") / "held")
    result = call("read", stories, "--record", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def bad_inputs(tmp_path: Path) -> Callable[[str], Path]:
    """Inputs that can't be read, by name."""
    contents = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 40,
        "truncated.jsonl": b'{"id": "x", "text": "Peru met Ch',
    }

    def make(name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(contents[name])
        return path

    return make
