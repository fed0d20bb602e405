"""The whole way on one screen: reports in, codings, the record, incidents, a brief.

    read -> recognise -> code -> record -> merge -> present
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from comity.coding import Coder, RulesCoder
from comity.config import Settings
from comity.errors import ReadError
from comity.model import Coding, Incident, Report, RunSummary
from comity.reading import read_paths
from comity.recognition import recognise
from comity.record import incidents as merge
from comity.record import open_record

BATCH = 32  # reports a commit: few enough to lose little work, enough that commits don't cost the time


def reports(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Report | ReadError]:
    """1. Read: files, folders, JSON lines or stdin become reports; what can't be read comes as an error value."""
    return read_paths(
        paths, stdin=stdin, max_bytes=settings.max_bytes, languages=frozenset(settings.languages)
    )


def code_report(report: Report, *, settings: Settings, coder: Coder | None = None) -> Coding:
    """2. Recognise what the words refer to, then 3. code what they tell."""
    reading = recognise(report, model=settings.model)
    return (coder or RulesCoder()).code(reading)


def code(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Coding | ReadError]:
    """Give the codings of many inputs as they come, unreadable inputs as errors in their place."""
    for report in reports(paths, settings=settings, stdin=stdin):
        yield report if isinstance(report, ReadError) else code_report(report, settings=settings)


def read(
    paths: Iterable[str | Path],
    *,
    settings: Settings,
    read_at: str,
    run: str,
    stdin: BinaryIO | None = None,
    watch: Callable[[Report | ReadError], None] | None = None,
) -> RunSummary:
    """4. Code what the record does not hold yet and append it, whole reports at a time.

    `read_at` is the ISO time that the run is filed under; `watch` is called with each input as it is taken up.
    """
    record = open_record(settings.record, create=True)
    coder = RulesCoder()
    seen = record.known(coder.name)
    skipped: list[str] = []
    counts = dict.fromkeys(("inputs", "coded", "known", "events", "undated"), 0)
    batch: list[Coding] = []

    def commit() -> None:
        if batch:
            done = record.append(tuple(batch), read_at=read_at, run=run)
            added = [coding for coding in batch if coding.report.id in set(done.added)]
            counts["coded"] += len(added)
            counts["known"] += len(batch) - len(added)
            counts["events"] += sum(len(coding.events) for coding in added)
            counts["undated"] += sum(coding.report.published is None for coding in added)
            batch.clear()

    for report in reports(paths, settings=settings, stdin=stdin):
        counts["inputs"] += 1
        if watch is not None:
            watch(report)
        if isinstance(report, ReadError):
            skipped.append(str(report))
        elif record.holds(report, seen):
            counts["known"] += 1
        else:
            batch.append(code_report(report, settings=settings, coder=coder))
            if len(batch) >= BATCH:
                commit()
    commit()
    return RunSummary(**counts, skipped=tuple(skipped))


def codings(
    *, settings: Settings, dyad: str | None = None, as_of: str | None = None, by: Literal["read", "published"] = "read"
) -> Iterator[Coding]:
    """Give what the record holds, of one dyad if named, as it stood on a day if named."""
    return open_record(settings.record, create=False).codings(as_of=as_of, by=by, dyad=dyad)


def incidents(found: Iterable[Coding]) -> tuple[Incident, ...]:
    """5. Merge: the same event told by several reports becomes one incident with a stable id."""
    return merge(found)
