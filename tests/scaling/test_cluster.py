"""Reading, importing and rebuilding on a cluster: as on one machine, and whole whatever ends in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import comity
from comity import scaling
from comity.errors import ClusterError, ExtraMissing, UsageError
from comity.exchange import Imported, imported_files
from comity.ledger import disagreements, place_anew
from comity.record import check, open_record
from comity.scaling import Cluster

from .faults import Chokes, Dies
from .store import environment

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

DEEDS = (
    "Ghana's trade minister met his Togolese counterpart in Accra on Monday.",
    "Peru recalled its ambassador to Chile on Tuesday.",
    "Norway imposed a tariff on Icelandic fish last week.",
    "Kenya and Uganda signed an agreement on electricity on Friday.",
    "Laos accused Cambodia of moving a boundary stone.",
    "Jordan said it would open a crossing with Iraq by June.",
)
# Enough characters that a run has several batches.
FILLER = " The hall was full and the weather was fine, and the band played until the evening came." * 9


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with scaling.connected("local:2") as found:
        yield found


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    with path.open("w") as file:
        for number in range(24):
            text = f"{DEEDS[number % len(DEEDS)]} It was reported as number {number}.{FILLER}"
            row = {
                "id": f"r{number}",
                "published": f"2024-03-{number % 20 + 4:02}",
                "outlet": f"O{number % 3}",
                "text": text,
            }
            file.write(json.dumps(row) + "\n")
    return path


def read(cluster: Cluster, stories: Path, record: str | Path, run: str = "run") -> Any:
    settings = comity.load_settings(record=str(record))
    return scaling.read([stories], cluster=cluster, settings=settings, read_at="2024-04-01T08:00:00Z", run=run)


def whole(record: str | Path) -> None:
    """Every report of the stories is there once, every row rests on its report, every event is in one incident."""
    log = open_record(record, create=False)
    assert Counter(each.report_id for each in log.versions()) == {f"r{number}": 1 for number in range(24)}
    assert check(record) == () and list(disagreements(log)) == []
    assert place_anew(log, at="2024-04-02T08:00:00Z") == 0


def test_a_cluster_reads_what_one_machine_reads(cluster: Cluster, stories: Path, tmp_path: Path) -> None:
    summary = read(cluster, stories, tmp_path / "many")
    alone = comity.read(stories, record=tmp_path / "one")
    assert msgspec.structs.replace(summary, run="") == msgspec.structs.replace(alone, run="")
    assert summary.events >= 20 and summary.unknowns
    whole(tmp_path / "many")
    tables = [
        sorted((each["id"], each["type"], str(each["date"])) for each in comity.events(record=tmp_path / name))
        for name in ("many", "one")
    ]
    assert tables[0] == tables[1]
    again = read(cluster, stories, tmp_path / "many", run="again")
    assert (again.coded, again.known) == (0, 24)
    log = open_record(tmp_path / "many", create=False)
    assert place_anew(log, at="2024-04-03T08:00:00Z", engine=cluster) == 0


def test_commands_on_a_cluster_leave_whole_traces_and_lines_for_machines(stories: Path, tmp_path: Path) -> None:
    empty, record = tmp_path / "empty.txt", str(tmp_path / "record")
    empty.write_text("")
    files = chronicles(tmp_path)
    for words in (
        ["read", str(stories), str(empty)],
        ["import", "chronicle", *map(str, files)],
        ["check", "--rebuild"],
    ):
        command = [sys.executable, "-m", "comity", *words, "--record", record, "--log-json", "--cluster", "local:2"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == (0 if words[0] == "check" else 3), done.stderr
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        assert {"at", "level", "event", "message"} <= set.intersection(*map(set, lines))
        assert lines[-1]["event"] == "summary"
    read, imported, checked = comity.runs(record=record)
    comity.read([stories, empty], record=tmp_path / "one")
    (alone,) = comity.runs(record=tmp_path / "one")
    assert (read.status, read.counts, read.unknowns) == ("done", alone.counts, alone.unknowns)
    assert (read.skipped, read.coders) == ({"empty": 1}, alone.coders)
    # What workers append is in the time for which they are waited.
    assert {each.name for each in read.stages} == {each.name for each in alone.stages} - {"record"}
    assert sum(imported.skipped.values()) == 1
    assert imported.counts["rows"] > 0
    assert [each.name for each in checked.stages] == ["merge"]
    assert checked.counts == {"events moved": 0}
    assert checked.coders == alone.coders


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_around_its_commit_loses_nothing_and_doubles_nothing(
    stories: Path, tmp_path: Path, moment: str
) -> None:
    mark = tmp_path / "died"
    with scaling.connected("local:2") as cluster:
        cluster.client.register_plugin(Dies(moment, mark))
        summary = read(cluster, stories, tmp_path / "record")
    assert mark.exists()
    assert (summary.coded, summary.skipped) == (24, ())
    whole(tmp_path / "record")


def test_a_worker_killed_after_its_commit_to_an_object_store_doubles_nothing(
    stories: Path, tmp_path: Path, remote: str
) -> None:
    mark = tmp_path / "died"
    with scaling.connected("local:2") as cluster:
        cluster.client.register_plugin(Dies("after", mark))
        summary = read(cluster, stories, remote)
    assert mark.exists() and summary.coded == 24
    whole(remote)


def test_a_report_that_ends_every_worker_is_told_and_the_others_are_read(stories: Path, tmp_path: Path) -> None:
    with scaling.connected("local:2") as cluster:
        cluster.client.register_plugin(Chokes("number 23."))
        summary = read(cluster, stories, tmp_path / "record")
    (told,) = summary.skipped
    assert told.startswith("r23: the coder broke on it (each worker that took it up ended")
    assert summary.coded == 23
    assert check(tmp_path / "record") == ()


def run(stories: Path, record: Path, address: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "comity", "read", str(stories), "--record", str(record), "--cluster", address]
    return subprocess.Popen(command, env=environment({}), stderr=subprocess.PIPE, text=True, cwd=record.parent)


def begun(record: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until the first batch is in the log."""
    while process.poll() is None:
        if (record / "record.json").exists() and open_record(record, create=False).versions():
            return
        time.sleep(0.05)


def test_a_run_killed_in_the_middle_is_ended_by_the_next(stories: Path, tmp_path: Path) -> None:
    record = tmp_path / "record"
    for _ in range(2):
        process = run(stories, record, "local:2")
        begun(record, process)
        process.kill()
        process.communicate()
        if record.exists():
            assert check(record) == ()
    process = run(stories, record, "local:2")
    _, told = process.communicate(timeout=600)
    assert process.returncode == 0, told
    whole(record)


def started(what: str, *words: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", f"from distributed.cli.dask_{what} import main; main()", *words]
    return subprocess.Popen(
        command, env=environment({}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def test_a_scheduler_that_is_lost_and_started_again_finds_the_work_half_done(
    stories: Path, tmp_path: Path, free_port: int
) -> None:
    record, address = tmp_path / "record", f"tcp://127.0.0.1:{free_port}"
    servers = []
    try:
        for lost in (True, False):
            servers = [started("scheduler", "--host", "127.0.0.1", "--port", str(free_port), "--no-dashboard")]
            servers.append(started("worker", address, "--nthreads", "1", "--no-dashboard"))
            process = run(stories, record, address)
            if lost:
                begun(record, process)
                for server in servers:
                    os.killpg(server.pid, signal.SIGKILL)
                _, told = process.communicate(timeout=300)
                assert process.returncode == ClusterError.exit_status, told
                assert "the scheduler was lost; run the same command again" in told
                assert check(record) == ()
        _, told = process.communicate(timeout=600)
        assert process.returncode == 0, told
    finally:
        for server in servers:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    whole(record)


def test_files_of_event_data_are_imported_once_side_by_side(cluster: Cluster, tmp_path: Path) -> None:
    files = chronicles(tmp_path)
    for known in (False, True):
        summary = comity_import(cluster, files, tmp_path / "record")
        assert (len(summary.known if known else summary.files), len(summary.failed)) == (3, 1)
    counted(tmp_path / "record")


def test_a_worker_killed_at_the_end_of_a_file_doubles_no_row(tmp_path: Path) -> None:
    mark = tmp_path / "died"
    with scaling.connected("local:2") as cluster:
        cluster.client.register_plugin(Dies("before the last row", mark))
        comity_import(cluster, chronicles(tmp_path), tmp_path / "record")
    assert mark.exists()
    counted(tmp_path / "record")


def chronicles(folder: Path) -> list[Path]:
    """Three files of rows, and one that is none."""
    from comity.exchange import shipped

    (table,) = shipped()
    head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    files = []
    for number in range(3):
        files.append(folder / f"part{number}.csv")
        files[-1].write_text(head + "".join(rows[number * 20 : number * 20 + 20]), encoding="utf-8")
    return [*files, folder / "none.csv"]


def comity_import(cluster: Cluster, files: list[Path], record: Path) -> Any:
    from datetime import date

    from comity.exchange import ordered

    order = ordered(
        "chronicle", licence=None, origin=None, today=date(2026, 1, 2), read_at="2026-01-02T08:00:00Z",
        run="20260102T080000Z-abc123", watch=None,
    )  # fmt: skip
    return scaling.import_files(open_record(record, create=True), files, order, cluster=cluster)


def counted(record: Path) -> None:
    log = open_record(record, create=False)
    files = imported_files(log)
    assert Counter(each.file for each in files) == {"part0.csv": 1, "part1.csv": 1, "part2.csv": 1}
    comity.import_events("chronicle", *chronicles(record.parent), record=record.parent / "one")
    assert ids(record) == ids(record.parent / "one")


def ids(record: Path) -> list[str]:
    """The ids of the rows that readers see."""
    held = Imported(record)
    batches = [each["batch"] for each in held.files]
    return sorted(id for (id,) in held.ask("SELECT id FROM rows WHERE batch = ANY($1)", [batches]))


def test_what_is_no_cluster_is_told(monkeypatch: pytest.MonkeyPatch, free_port: int) -> None:
    for word in ("local:0", "local:two", "nonsense"):
        with pytest.raises(UsageError), scaling.connected(word):
            pass
    with pytest.raises(ClusterError, match="no scheduler answers"), scaling.connected(f"tcp://127.0.0.1:{free_port}"):
        pass
    with pytest.raises(UsageError, match="add --rebuild"):
        comity.check("record", cluster="local:1")
    with pytest.raises(UsageError, match="--cluster local:N"):
        comity.read("stories.jsonl", jobs=2, cluster="local:1")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExtraMissing, match=r"comity\[cluster\]"), scaling.connected("local:1"):
        pass


def test_nothing_of_the_cluster_is_loaded_without_the_option() -> None:
    code = (
        "import sys, comity.presentation.cli; assert not {'distributed', 'dask', 'comity.scaling'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment({}))
