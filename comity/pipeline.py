"""The whole way on one screen: reports in, codings, the record, incidents, a brief.

read -> recognise -> code -> record -> merge -> present
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from comity.coding import Coder, RulesCoder
from comity.config import Settings
from comity.errors import ReadError
from comity.model import Coding, Incident, Report, RunSummary
from comity.reading import read_paths
from comity.recognition import recognise_all
from comity.record import incidents as merge
from comity.record import open_record, text_hash
from comity.scoring import Bench, GoldSentence, measured

BATCH = 32  # reports a commit: few enough to lose little work, enough that commits don't cost the time


def batches(items: Iterable[Report | ReadError]) -> Iterator[list[Report | ReadError]]:
    """Give lists of 1, 2, 4 ... up to `BATCH` inputs, so that the first result does not wait for the 32nd."""
    stream, size = iter(items), 1
    while batch := list(islice(stream, size)):
        yield batch
        size = min(BATCH, size * 2)


def reports(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Report | ReadError]:
    """1. Read: files, folders, JSON lines or stdin become reports; what can't be read comes as an error value."""
    return read_paths(paths, stdin=stdin, max_bytes=settings.max_bytes, languages=frozenset(settings.languages))


def code_reports(found: Iterable[Report], *, settings: Settings, coder: Coder | None = None) -> Iterator[Coding]:
    """2. Recognise what the words refer to, then 3. code what they tell; in order, streaming."""
    coder = coder or RulesCoder()
    for reading in recognise_all(found, model=settings.model):
        yield coder.code(reading)


def code(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Coding | ReadError]:
    """Give the codings of many inputs as they come, unreadable inputs as errors in their place."""
    for batch in batches(reports(paths, settings=settings, stdin=stdin)):
        coded = code_reports((item for item in batch if isinstance(item, Report)), settings=settings)
        for item in batch:
            yield next(coded) if isinstance(item, Report) else item


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
    counts = Counter[str]()
    skipped: list[str] = []

    def watched() -> Iterator[Report | ReadError]:
        for item in reports(paths, settings=settings, stdin=stdin):
            if watch is not None:
                watch(item)
            yield item

    for batch in batches(watched()):
        skipped += [str(item) for item in batch if isinstance(item, ReadError)]
        found = [item for item in batch if isinstance(item, Report)]
        new = [report for report in found if (report.id, text_hash(report.text)) not in seen]
        new = list({report.id: report for report in new}.values())
        seen |= {(report.id, text_hash(report.text)) for report in new}
        coded = tuple(code_reports(new, settings=settings, coder=coder))
        added = frozenset(record.append(coded, read_at=read_at, run=run).added) if coded else frozenset[str]()
        kept = [coding for coding in coded if coding.report.id in added]
        counts["inputs"] += len(batch)
        counts["coded"] += len(kept)
        counts["known"] += len(found) - len(kept)
        counts["events"] += sum(len(coding.events) for coding in kept)
        counts["undated"] += sum(coding.report.published is None for coding in kept)
    return RunSummary(**counts, skipped=tuple(skipped))


def codings(
    *, settings: Settings, dyad: str | None = None, as_of: str | None = None, by: Literal["read", "published"] = "read"
) -> Iterator[Coding]:
    """Give what the record holds, of one dyad if named, as it stood on a day if named."""
    return open_record(settings.record, create=False).codings(as_of=as_of, by=by, dyad=dyad)


def incidents(found: Iterable[Coding]) -> tuple[Incident, ...]:
    """5. Merge: the same event told by several reports becomes one incident with a stable id."""
    return merge(found)


def bench(gold: Iterable[GoldSentence], *, settings: Settings) -> Bench:
    """Measure the coder: code the sentences that people coded and score what it gives."""
    rows = tuple(gold)
    found = code_reports((Report(id=row.id, text=row.text, published=row.published) for row in rows), settings=settings)
    return measured(rows, {coding.report.id: coding for coding in found})
