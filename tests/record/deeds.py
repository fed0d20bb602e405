"""What is done to a record in the trials of faults, each deed in a process of its own that may be killed at any moment.

The deeds go through the same functions as the commands; only the parser is left out, for it would take most of the
time and writes nothing: a report's coding is made up.
"""

import json
import multiprocessing
import os
import shutil
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from comity.model import Coding, Report

from .factory import CODER, TEXT, coding, report

OLD = Path(__file__).parent / "schema-1.zip"
REPORTS, KEPT, ROWS = 40, 12, 3000
AT = "2024-03-05T08:00:00Z"
SECOND = "comity-rules.v2"
CONTEXT = multiprocessing.get_context("forkserver")
# Imported once, in the process that all others are forked from; it opens no table, so it has no threads to lose.
CONTEXT.set_forkserver_preload(
    [
        *("comity.api", "comity.pipeline", "comity.exchange", "comity.forecasting", "comity.presentation.views"),
        *("deltalake", "duckdb", "pyarrow.parquet"),
    ]
)


@dataclass(frozen=True)
class Deed:
    """What is laid before it, what it does, and what must hold when it has been done to the end."""

    prepare: Callable[[Path], None]
    do: Callable[[Path], None]
    done: Callable[[Path], None]


def record_of(folder: Path) -> Path:
    return folder / "record"


def story(number: int) -> dict[str, str]:
    return {
        "id": f"story-{number:03}", "published": "2024-03-05", "outlet": "Example Wire", "language": "en",
        "title": "Customs post", "text": f"{TEXT} Line {number} was added at the end of the day.",
    }  # fmt: skip


def made_up(found: Iterable[Any], **_: Any) -> Iterator[Any]:
    """In place of the parser and the rules."""
    from comity.coding import RulesCoder

    for item in found:
        yield coding(item, coder=RulesCoder.name) if isinstance(item, Report) else item


@contextmanager
def without_the_parser(**changes: Any) -> Iterator[None]:
    from comity import pipeline
    from comity.coding import RulesCoder
    from comity.exchange import importing

    held = pipeline.code_all, RulesCoder.name, importing.CHUNK
    pipeline.code_all = made_up  # type: ignore[assignment]
    RulesCoder.name = changes.get("coder", CODER)
    importing.CHUNK = changes.get("chunk", importing.CHUNK)  # type: ignore[misc]
    try:
        yield
    finally:
        pipeline.code_all, RulesCoder.name, importing.CHUNK = held  # type: ignore[misc]


def some_read(folder: Path) -> None:
    """A record of some reports in several commits, with placements."""
    from comity.ledger import keep
    from comity.record import open_record

    record = open_record(record_of(folder), create=True)
    for first in range(0, KEPT, 3):
        some = [coding(report(f"kept-{number}")) for number in range(first, first + 3)]
        record.append(some, read_at=AT, run=f"kept {first}")
        keep(record)


def stories_laid(folder: Path) -> None:
    some_read(folder)
    lines = (json.dumps(story(number)) + "\n" for number in range(REPORTS))
    (folder / "stories.jsonl").write_text("".join(lines), encoding="utf-8")


def read(folder: Path) -> None:
    from comity import api

    with without_the_parser():
        api.read(folder / "stories.jsonl", record=record_of(folder))


def all_read(folder: Path) -> None:
    counts = Counter(head.report_id for head in versions(folder))
    wanted = {f"story-{number:03}" for number in range(REPORTS)} | {f"kept-{number}" for number in range(KEPT)}
    assert counts == dict.fromkeys(wanted, 1)
    assert placed(folder) == {f"e-{id}": 1 for id in wanted}


def table_laid(folder: Path) -> None:
    some_read(folder)
    lines = ["date,precision,actors,recipients,type,mode,status,issues,text,source,confidence_note\n"]
    for number in range(ROWS):
        day = f"20{number % 20:02}-0{number % 9 + 1}-1{number % 10}"
        lines.append(f"{day},day,CHL.GOV,PER.GOV,CONSULT,meet,occurred,trade,Talks number {number},Example Wire,high\n")
    (folder / "table.csv").write_text("".join(lines), encoding="utf-8")


def import_(folder: Path) -> None:
    from comity import api
    from comity.exchange import rows

    rows.BLOCK = 1 << 15
    with without_the_parser(chunk=500):
        api.import_events("chronicle", folder / "table.csv", record=record_of(folder))


def all_imported(folder: Path) -> None:
    from comity import api
    from comity.exchange import rows_table

    (file,) = api.imports(record=record_of(folder))
    assert file.rows == ROWS
    ids = [id for (id,) in rows_table(record_of(folder)).opened().scan(["id"])]
    assert len(ids) == len(set(ids)) == ROWS


def compact(folder: Path) -> None:
    from comity import api

    api.compact(record=record_of(folder), keep_days=0)


def all_kept(folder: Path) -> None:
    counts = Counter(head.report_id for head in versions(folder))
    assert counts == {f"kept-{number}": 1 for number in range(KEPT)}
    assert placed(folder) == {f"e-kept-{number}": 1 for number in range(KEPT)}


def one_misplaced(folder: Path) -> None:
    """An event lies in an incident where the rules would not place it, as after a change of the rules."""
    import pyarrow as pa
    from deltalake import DeltaTable, write_deltalake

    some_read(folder)
    path = record_of(folder) / "placements"
    table = DeltaTable(path).to_pyarrow_table()
    rows = table.to_pylist()
    rows[0]["incident"] = "i-elsewhere"
    write_deltalake(path, pa.Table.from_pylist(rows, schema=table.schema), mode="overwrite")


def rebuild(folder: Path) -> None:
    from comity import api

    assert api.check(record_of(folder), rebuild=True) == ()


def all_placed(folder: Path) -> None:
    from comity.ledger import mend
    from comity.record import open_record

    all_kept(folder)
    assert mend(open_record(record_of(folder), create=False), at=AT)[0].endswith("as the log gives it")


def correct(folder: Path) -> None:
    from comity import api
    from comity.errors import UsageError

    for number in range(3):
        try:
            api.correct("withdraw", f"e-kept-{number}", why="told twice", who="desk", record=record_of(folder))
        except UsageError as known:
            assert "withdrawn already" in str(known)


def all_corrected(folder: Path) -> None:
    from comity.record import open_record

    all_kept(folder)
    made = [each.target for each in open_record(record_of(folder), create=False).corrections()]
    assert sorted(made) == ["e-kept-0", "e-kept-1", "e-kept-2"]


def old_laid(folder: Path) -> None:
    with zipfile.ZipFile(OLD) as packed:
        packed.extractall(record_of(folder))


def migrate(folder: Path) -> None:
    from comity import api

    api.migrate(record=record_of(folder))


def all_migrated(folder: Path) -> None:
    from comity.record import open_record

    record = open_record(record_of(folder), create=False)
    assert [each.report.id for each in record.codings()] == ["r1", "r2", "r3"]
    assert Counter(run.id for run in record.runs() if run.command == "read") == {
        "20240305T080000Z-aaaaaa": 1,
        "20240306T093000Z-bbbbbb": 1,
    }
    assert len(record.corrections()) == 1


def recode(folder: Path) -> None:
    from comity import api

    with without_the_parser(coder=SECOND):
        api.recode(record=record_of(folder))


def all_recoded(folder: Path) -> None:
    from comity.record import open_record

    counts = Counter((head.report_id, head.coder) for head in versions(folder))
    assert counts == {(f"kept-{number}", coder): 1 for number in range(KEPT) for coder in (CODER, SECOND)}
    shown = [(each.report.id, each.coder) for each in open_record(record_of(folder), create=False).codings()]
    assert shown == [(f"kept-{number}", SECOND) for number in range(KEPT)]


DEEDS = {
    "read": Deed(stories_laid, read, all_read),
    "import": Deed(table_laid, import_, all_imported),
    "compact": Deed(some_read, compact, all_kept),
    "rebuild": Deed(one_misplaced, rebuild, all_placed),
    "correct": Deed(some_read, correct, all_corrected),
    "migrate": Deed(old_laid, migrate, all_migrated),
    "recode": Deed(some_read, recode, all_recoded),
}


def versions(folder: Path) -> Any:
    from comity.record import open_record

    return open_record(record_of(folder), create=False).versions()


def placed(folder: Path) -> dict[str, int]:
    """How often each event lies in the newest edition of the placements."""
    from comity.ledger import placements

    with placements.table(record_of(folder)).opened().asked() as query:
        edition = placements.editions(query)[-1].number
        return dict(Counter(each.event_id for each in placements.held(query, edition)))


def whole(found: Iterable[Coding], *, withdrawn: Collection[str] = ()) -> None:
    """Every coding that is there is wholly there, but for events that were withdrawn by hand."""
    from comity.record import coding_problems

    for each in found:
        assert not list(coding_problems(each))
        told = 0 if f"e-{each.report.id}" in withdrawn else 1
        assert (len(each.events), len(each.pledges), len(each.statements)) == (told, 1, 1)


def run(name: str, folder: Path, *, kill_after: float | None = None, before: Any = None) -> tuple[float, str]:
    """Do a deed in a process of its own, and kill it after some seconds; gives how long it took and how it ended."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_child, args=(name, folder, theirs, before))
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    began = time.perf_counter()
    if kill_after is not None:
        if ours.poll(kill_after):
            kill_after = None  # it was done before
        else:
            os.kill(process.pid or 0, signal.SIGKILL)
    try:
        told = ours.recv()
    except EOFError:
        told = "killed"
    process.join(60)
    return time.perf_counter() - began, told


def _child(name: str, folder: Path, pipe: Connection, before: Callable[[], None] | None) -> None:
    from comity.errors import ComityError

    pipe.send("ready")
    if before is not None:
        before()
    try:
        DEEDS[name].do(folder)
    except ComityError as error:
        pipe.send(type(error).__name__)
    else:
        pipe.send("done")


def copied(template: Path, folder: Path) -> Path:
    """A copy of what was laid, to do a deed to."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder
