"""Runs, logs for machines, metrics, coding again, repair and migration, from the command line and as functions."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.coding import RulesCoder
from comity.model import Coding, Reading
from comity.presentation.metrics import Metric, metrics_text
from comity.record import open_record
from presentation.cli.conftest import call, rows

OLD = Path(__file__).parents[2] / "record" / "schema-1.zip"


@pytest.fixture
def held(record: str, tmp_path: Path) -> str:
    """A copy of the record of two reports, where commands look for one."""
    shutil.copytree(record, tmp_path / "comity-record")
    return str(tmp_path / "comity-record")


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the coder, that tells no first event and is surer of the others."""
    from msgspec.structs import replace

    code = RulesCoder.code

    def coded(self: RulesCoder, reading: Reading) -> Coding:
        found = code(self, reading)
        return replace(found, events=tuple(replace(each, confidence=0.99) for each in found.events[1:]))

    monkeypatch.setattr(RulesCoder, "name", "comity-rules.v2")
    monkeypatch.setattr(RulesCoder, "code", coded)


def test_a_read_leaves_a_trace_of_what_it_did(held: str, tmp_path: Path) -> None:
    (run,) = rows("runs")
    assert (run["command"], run["status"], run["error"]) == ("read", "done", None)
    assert run["counts"]["coded"] == 2
    assert run["coders"] == ["comity-rules.v1"]
    assert {each["name"] for each in run["stages"]} == {"read", "code", "record", "merge"}
    spent = sum(each["seconds"] for each in run["stages"])
    assert 0 < spent <= run["seconds"] + 0.001
    assert run["peak_memory"] > 10**7
    assert "event without a place" in run["unknowns"]
    # Nothing of this machine or person is in it.
    assert str(tmp_path) not in json.dumps(run)
    assert set(run["settings"]) == {"model", "max_bytes", "languages", "gate"}


def test_skipped_inputs_are_counted_by_reason(held: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert call("read", str(tmp_path / "empty.txt"), str(tmp_path / "none.txt")).exit_code == 3
    assert rows("runs")[-1]["skipped"] == {"empty": 1, "missing": 1}


def test_corrections_checks_and_imports_leave_traces(held: str, tmp_path: Path) -> None:
    id = rows("events")[0]["id"]
    call("correct", "withdraw", id, "--why", "told twice")
    call("correct", "withdraw", "e-none", "--why", "no such event")
    call("check", "--rebuild")
    call("check", "--repair")
    call("compact")
    table = tmp_path / "more.csv"
    table.write_text("no chronicle\n")
    call("import", "chronicle", str(table))
    told = [(run["command"], run["status"]) for run in rows("runs")]
    assert told == [
        ("read", "done"),
        ("correct withdraw", "done"),
        ("check --rebuild", "done"),
        ("check --repair", "done"),
        ("compact", "done"),
        ("import", "done"),
    ]
    assert rows("runs")[-1]["settings"]["files"] == ["more.csv"]
    assert [run["command"] for run in rows("runs", "--limit", "2")] == ["compact", "import"]


def test_a_run_that_fails_says_so(held: str, stories: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import pipeline

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(pipeline, "batches", broken)
    assert call("read", stories).exit_code == 1
    run = rows("runs")[-1]
    assert (run["status"], run["error"]) == ("failed", "KeyError")


def test_a_run_that_breaks_off_tells_what_it_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import pipeline

    def one_by_one(found: Any) -> Any:
        for number, each in enumerate(found):
            if number == 2:
                raise KeyError("a fault of ours")
            yield [each]

    monkeypatch.setattr(pipeline, "batches", one_by_one)
    deeds = ("Peru recalled its ambassador to Chile.", "Laos thanked Cambodia for its aid.", "Kenya blamed Uganda.")
    for number, words in enumerate(("", *deeds)):
        (tmp_path / f"{number}.txt").write_text(words)
    paths = [str(tmp_path / f"{number}.txt") for number in range(4)]
    assert call("read", *paths, "--jobs", "1").exit_code == 1
    run = rows("runs")[-1]
    assert (run["status"], run["skipped"]) == ("failed", {"empty": 1})
    assert run["counts"]["coded"] == len(rows("reports")) > 0
    assert run["counts"]["inputs"] >= 2


def test_one_run_is_told_in_full(held: str) -> None:
    id = rows("runs")[0]["id"]
    told = call("runs", id[:-2], "--table").stdout
    assert told.startswith(f"{id} (read): done, ended after ")
    for words in ("stage      code: ", "unknown    ", "memory     ", "coders     comity-rules.v1"):
        assert words in told
    assert "no run of this record" in call("runs", "2020").stderr
    assert call("runs", "--csv").stdout.splitlines()[0].startswith("id,command,started")


@pytest.mark.parametrize("place", ["before", "after"])
def test_log_json_gives_an_object_a_line(held: str, tmp_path: Path, place: str) -> None:
    words = ["read", str(tmp_path / "none.txt")]
    words = ["--log-json", *words] if place == "before" else [*words, "--log-json"]
    lines = [json.loads(line) for line in call(*words).stderr.splitlines()]
    assert {"at", "level", "event", "message"} <= set.intersection(*(set(line) for line in lines))
    (complaint,) = [line for line in lines if line["level"] == "warning"]
    assert (complaint["kind"], complaint["subject"]) == ("InputMissing", str(tmp_path / "none.txt"))
    assert lines[-1]["event"] == "summary"
    assert lines[-1]["summary"]["reasons"] == {"missing": 1}
    # The next call speaks to people again.
    assert call("check").stderr == "the record is whole\n"


def test_an_error_that_ends_a_command_is_logged_as_json(tmp_path: Path) -> None:
    (line,) = call("--log-json", "check", str(tmp_path / "none")).stderr.splitlines()
    told = json.loads(line)
    assert (told["level"], told["kind"], told["problem"]) == ("error", "RecordMissing", "no record lies here")


def test_metrics_are_text_that_prometheus_reads(held: str) -> None:
    text = comity.metrics()
    sample = re.compile(r'[a-z_]+(\{[a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*\})? -?[0-9.e+]+')
    families: list[str] = []
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            families.append(line.split()[2])
            assert line.split()[3] in ("counter", "gauge")
        elif not line.startswith("# HELP "):
            assert sample.fullmatch(line), line
            assert line.split("{")[0].split(" ")[0] == families[-1]
    assert len(families) == len(set(families)) > 8
    assert "comity_record_reports 2\n" in text
    assert 'comity_runs_total{command="read",status="done"} 1\n' in text
    assert 'comity_record_codings{coder="comity-rules.v1"} 2\n' in text
    assert "process_cpu_seconds_total " in text


def test_metrics_of_the_caller_are_escaped_and_added() -> None:
    odd = Metric("desk_requests_total", "counter", "Two\nlines.", {(("path", 'a"b\\c\nd'),): 1.5})
    text = metrics_text(extra=[odd])
    assert "# HELP desk_requests_total Two\\nlines.\n" in text
    assert 'desk_requests_total{path="a\\"b\\\\c\\nd"} 1.5\n' in text
    assert "comity_record" not in text


def test_a_new_version_codes_again_side_by_side_and_tells_what_changed(held: str, second: None) -> None:
    before = rows("events")
    done = call("recode")
    assert done.exit_code == 0
    assert "2 reports coded again by comity-rules.v2: 2 codings added" in done.stderr
    assert "only old: events" in done.stdout
    assert "confidence: " in done.stdout
    now = rows("events")
    assert {row["coder"] for row in now} == {"comity-rules.v2"}
    assert len(now) == len(before) - 2
    # What the older version told can be asked for still.
    older = rows("events", "--coder", "comity-rules.v1")
    assert {row["id"] for row in older} == {row["id"] for row in before}
    assert call("check").exit_code == 0
    assert [run["command"] for run in rows("runs")] == ["read", "recode"]
    assert "event without a place" in rows("runs")[1]["unknowns"]
    assert rows("runs")[-1]["coders"] == ["comity-rules.v1", "comity-rules.v2"]


def test_recoding_twice_adds_nothing_and_its_rows_are_json(held: str, second: None) -> None:
    first = rows("recode", "--json")
    gone = [row for row in first if row["change"] == "only old"]
    assert {row["table"] for row in gone} == {"events"}
    assert all(row["sentence"] for row in gone)
    changed = [row for row in first if row["change"] == "changed"]
    assert {field["field"] for row in changed for field in row["fields"]} <= {"confidence", "event"}
    again = comity.recode()
    assert (again.reports, again.coded) == (0, 0)
    checked = comity.recode(everything=True)
    assert (checked.reports, checked.coded, checked.same) == (2, 0, 2)
    assert "has coded no report" in call("recode", "--coder", "comity-rules.v7").stderr


def test_an_old_record_is_told_and_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(OLD) as packed:
        packed.extractall(tmp_path / "old")
    refused = call("events", "--record", str(tmp_path / "old"))
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (4, 1)
    assert "comity migrate" in refused.stderr
    assert "schema 2 now, 1 before; 2 earlier runs" in call("migrate", str(tmp_path / "old")).stderr
    assert call("events", "--record", str(tmp_path / "old")).exit_code == 0
    assert "nothing was changed" in call("migrate", str(tmp_path / "old")).stderr


def test_repair_tells_what_it_found(held: str) -> None:
    done = call("check", "--repair")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (0, "placements: every row is as the log gives it")
    assert "choose one" in call("check", "--repair", "--rebuild").stderr


def test_a_clock_that_went_back_moves_no_report_before_what_was_known(
    held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=UTC)

    more = tmp_path / "more.txt"
    more.write_text("Peru's envoy met Chilean officials in Santiago on Monday, the ministry said.", encoding="utf-8")
    before = [head.read_at for head in open_record("comity-record", create=False).versions()]
    monkeypatch.setattr("comity.api.tracing.datetime", Clock)
    told = call("read", str(more))
    assert "set the clock right" in told.stderr
    after = [head.read_at for head in open_record("comity-record", create=False).versions()]
    assert len(after) == 3 and after[-1] >= max(before)
    assert "set the clock right" in rows("runs")[-1]["notes"][0]
