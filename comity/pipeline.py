"""The whole way on one screen: reports in, codings, the record, incidents, a brief.

read -> recognise -> code -> record -> merge -> measure -> present
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from comity.coding import Coder, RulesCoder, batches, code_in_processes, sharing
from comity.config import Settings
from comity.errors import ReadError
from comity.ledger import Ledger, paced
from comity.ledger import incidents as merge
from comity.measurement import Evidence, Learnt, measured
from comity.model import Coding, Correction, Incident, Period, Relation, Report, RunSummary
from comity.reading import read_paths
from comity.recognition import recognise_all
from comity.record import Arrivals, Stages, open_record
from comity.scoring import Bench, GoldSentence
from comity.scoring import measured as scored


def reports(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Report | ReadError]:
    """1. Read: files, folders, JSON lines or stdin become reports; what can't be read comes as an error value."""
    return read_paths(paths, stdin=stdin, max_bytes=settings.max_bytes, languages=frozenset(settings.languages))


def code_reports(found: Iterable[Report], *, settings: Settings, coder: Coder | None = None) -> Iterator[Coding]:
    """2. Recognise what the words refer to, then 3. code what they tell; in order, streaming."""
    coder = coder or RulesCoder()
    for reading in recognise_all(found, model=settings.model, gate=settings.gate):
        yield coder.code(reading)


def code_all(
    found: Iterable[Report | ReadError], *, settings: Settings, jobs: int | None
) -> Iterator[Coding | ReadError]:
    """Code inputs in order, errors in their place: in this process, or in `jobs` others (null: as many as pay)."""
    jobs, found = sharing(found, jobs)
    if jobs > 1:
        yield from code_in_processes(found, model=settings.model, gate=settings.gate, jobs=jobs)
        return
    for batch in batches(found):
        coded = code_reports((item for item in batch if isinstance(item, Report)), settings=settings)
        for item in batch:
            yield next(coded) if isinstance(item, Report) else item


def code(
    paths: Iterable[str | Path], *, settings: Settings, stdin: BinaryIO | None = None, jobs: int | None = 1
) -> Iterator[Coding | ReadError]:
    """Give the codings of many inputs as they come, unreadable inputs as errors in their place."""
    return code_all(reports(paths, settings=settings, stdin=stdin), settings=settings, jobs=jobs)


def read(
    paths: Iterable[str | Path],
    *,
    settings: Settings,
    read_at: str,
    run: str,
    stdin: BinaryIO | None = None,
    watch: Callable[[Report | ReadError], None] | None = None,
    jobs: int | None = 1,
    found: Iterable[Report | ReadError] | None = None,
    stages: Stages | None = None,
) -> RunSummary:
    """4. Code what the record does not hold yet and append it, whole reports at a time.

    `read_at` is the ISO time of the run; `watch` is called with each input; `found` are inputs in place of `paths`.
    """
    stages = stages or Stages()
    record = open_record(settings.record, create=True)
    arrivals = Arrivals(record, coder=RulesCoder.name, read_at=read_at, run=run)

    def new() -> Iterator[Report | ReadError]:
        for item in stages.over("read", found or reports(paths, settings=settings, stdin=stdin)):
            if watch is not None:
                watch(item)
            if arrivals.take(item):
                yield item

    with paced(record, stages) as place:
        for batch in stages.over("code", batches(code_all(new(), settings=settings, jobs=jobs))):
            with stages.of("record"):
                arrivals.keep(batch)
            place(len(batch))
    return arrivals.summary()


def codings(*, settings: Settings, **view: Any) -> Iterator[Coding]:
    """Give what the record holds; a `view` is of one `dyad`, or as it stood on a day (`as_of`, `by`)."""
    return open_record(settings.record, create=False).codings(**view)


def incidents(found: Iterable[Coding]) -> tuple[Incident, ...]:
    """5. Merge: the same event told by several reports becomes one incident (`api.ledger`: a record's)."""
    return merge(found)


def ledger(found: Iterable[Coding], *, corrections: Iterable[Correction] = (), as_of: str | None = None) -> Ledger:
    """6. Draw from the codings what became of promises and expectations, as of a day."""
    return Ledger(codings=tuple(found), corrections=tuple(corrections), as_of=as_of)


def measure(evidence: Evidence, learnt: Learnt, *, period: Period, **view: Any) -> Relation:
    """7. Measure a dyad: its level over time with bands, where it turned, and what drove it."""
    return measured(evidence, learnt, period=period, **view)


def bench(gold: Iterable[GoldSentence], *, settings: Settings) -> Bench:
    """Measure the coder: code the sentences that people coded and score what it gives."""
    rows = tuple(gold)
    found = code_reports((Report(id=row.id, text=row.text, published=row.published) for row in rows), settings=settings)
    return scored(rows, {coding.report.id: coding for coding in found})
