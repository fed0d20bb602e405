"""`code` streams codings, `read` keeps them; inputs that can't be read are told, skipped and counted."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import comity
from presentation.cli.conftest import STORIES, call, rows


def test_code_gives_a_line_a_report(stories: str) -> None:
    found = rows("code", stories)
    assert [coding["report"]["id"] for coding in found] == ["wire-1", "post-1"]
    for coding in found:
        assert coding["coder"].startswith("comity-rules.")
        for event in coding["events"]:
            for span in event["evidence"]:
                assert coding["report"]["text"][span["start"] : span["end"]] == span["text"]


def test_code_reads_standard_input() -> None:
    result = call("code", "-", stdin=json.dumps(STORIES[0]))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["report"]["id"] == "wire-1"


def test_code_is_its_python_twin(stories: str) -> None:
    twin = [coding.report.id for coding in comity.code(stories) if isinstance(coding, comity.Coding)]
    assert twin == [coding["report"]["id"] for coding in rows("code", stories)]


def test_code_leaves_no_record(stories: str, tmp_path: Path) -> None:
    call("code", stories)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("empty.txt", "empty"),
        ("binary.txt", "binary"),
        ("truncated.jsonl", "broken"),
        ("nowhere.txt", "missing"),
    ],
)
@pytest.mark.parametrize("command", ["code", "read"])
def test_the_run_goes_on_after_a_bad_input(
    name: str, told: str, command: str, stories: str, bad_inputs: Callable[[str], Path]
) -> None:
    path = str(bad_inputs(name)) if name != "nowhere.txt" else name
    result = call(command, path, stories)
    assert result.exit_code == 3
    line = next(line for line in result.stderr.splitlines() if line.startswith("comity: "))
    assert name in line
    if command == "code":
        assert len(result.stdout.splitlines()) == 2
    else:
        assert f"3 read: 2 new, 0 known, 1 skipped (1 {told})" in result.stderr
        assert result.stdout == ""


def test_reading_twice_changes_nothing(stories: str) -> None:
    first = call("read", stories)
    before = rows("events")
    second = call("read", stories)
    assert first.exit_code == second.exit_code == 0
    assert "2 read: 2 new, 0 known, 0 skipped" in first.stderr
    assert "2 read: 0 new, 2 known, 0 skipped; 0 events" in second.stderr
    assert rows("events") == before


def test_a_missing_argument_is_a_usage_error() -> None:
    assert call("code").exit_code == 2
    assert call("read").exit_code == 2
    assert call("nothing").exit_code == 2


def test_a_pipe_that_closes_ends_the_run_quietly(stories: str) -> None:
    code = subprocess.Popen(
        [sys.executable, "-m", "comity", "code", stories],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    assert code.stdout is not None
    assert code.stderr is not None
    code.stdout.close()
    complaint = code.stderr.read()
    assert code.wait(60) == 141
    assert complaint == b""


def test_a_process_reads_standard_input_and_writes_json_lines() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "comity", "code", "-"],
        input=json.dumps(STORIES[1]).encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(result.stdout)["report"]["outlet"] == "Example Post"
    assert result.stderr == b""


def test_an_unforeseen_error_is_one_line(monkeypatch: pytest.MonkeyPatch, stories: str) -> None:
    def fail(*words: object, **more: object) -> None:
        raise ValueError("the\nsky fell")

    monkeypatch.setattr("comity.pipeline.code", fail)
    result = call("code", stories)
    assert result.exit_code == 1
    assert result.stderr == "comity: ValueError: the sky fell; run again with COMITY_DEBUG=1 for the trace.\n"
    monkeypatch.setenv("COMITY_DEBUG", "1")
    assert isinstance(call("code", stories).exception, ValueError)


def test_ctrl_c_has_its_own_status(monkeypatch: pytest.MonkeyPatch, stories: str) -> None:
    def stop(*words: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("comity.pipeline.code", stop)
    assert call("code", stories).exit_code == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")
def test_a_terminal_sees_progress_and_a_pipe_does_not(stories: str) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "comity", "read", stories]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux ends a terminal that nobody writes to with an error
        pass
    os.close(ours)
    assert run.wait(60) == 0
    assert b"reading" in shown
    assert b"2 read: 2 new" in shown
    assert "reading" not in call("read", stories).stderr
