"""The commands as functions: each does what its twin on the command line does, and gives values back.

Settings come from `comity.toml`, the environment and, last, the keywords of the call (`record=...`).
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import structs

from comity.api.asking import By as By
from comity.api.asking import actors as actors
from comity.api.asking import agreements as agreements
from comity.api.asking import assessments as assessments
from comity.api.asking import codings as codings
from comity.api.asking import events as events
from comity.api.asking import events_page as events_page
from comity.api.asking import foresight as foresight
from comity.api.asking import incident_told as incident_told
from comity.api.asking import incidents as incidents
from comity.api.asking import ledger as ledger
from comity.api.asking import pledges as pledges
from comity.api.asking import positions as positions
from comity.api.asking import reports as reports
from comity.api.asking import statements as statements
from comity.api.asking import table as table
from comity.api.correcting import correct as correct
from comity.api.correcting import corrections as corrections
from comity.api.correcting import corrections_table as corrections_table
from comity.api.correcting import incident as incident
from comity.api.explaining import explain as explain
from comity.api.exporting import export as export
from comity.api.following import follow as follow
from comity.api.following import with_addresses
from comity.api.forecasting import backtest as backtest
from comity.api.importing import import_events as import_events
from comity.api.importing import imports as imports
from comity.api.importing import imports_table as imports_table
from comity.api.issuing import forecast as forecast
from comity.api.issuing import grades as grades
from comity.api.issuing import prospect as prospect
from comity.api.maintaining import check as check
from comity.api.maintaining import compact as compact
from comity.api.maintaining import metrics as metrics
from comity.api.maintaining import migrate as migrate
from comity.api.maintaining import runs as runs
from comity.api.maintaining import runs_table as runs_table
from comity.api.measuring import relation as relation
from comity.api.measuring import relations as relations
from comity.api.opening import place as _place
from comity.api.opening import settings_of as _settings
from comity.api.recoding import recode as recode
from comity.api.simulating import scenario as scenario
from comity.api.simulating import scenarios as scenarios
from comity.api.simulating import whatif as whatif
from comity.api.tracing import stamp as stamp
from comity.api.tracing import traced
from comity.config import Settings, load_settings
from comity.errors import ReadError, UsageError
from comity.model import Coding, Report, RunSummary

if TYPE_CHECKING:
    from comity.codebook.lookup import Meaning
    from comity.model import Comparison, Relation
    from comity.presentation import Brief
    from comity.scoring import Bench

Paths = str | Path | Iterable[str | Path]


def code(
    paths: Paths, *, settings: Settings | None = None, stdin: BinaryIO | None = None, jobs: int | None = 1
) -> Iterator[Coding | ReadError]:
    """Give the coding of each report in files, folders or standard input ("-"), in order; nothing is kept.

    Streams: an input that can't be read comes as a `ReadError` value in its place. `jobs` processes share the work;
    null takes one for each core if the inputs are many. A script that asks for more than one must guard its entry
    with `if __name__ == "__main__":`, for each process imports it. Raises `ModelMissing`.
    """
    from comity import pipeline

    chosen = settings or load_settings()
    return pipeline.code(_paths(paths), settings=chosen, stdin=stdin or _stdin(paths), jobs=jobs)


def code_text(text: str, *, settings: Settings | None = None, **about: Any) -> Coding:
    """Give the coding of one text; `about` takes `id`, `title`, `published`, `outlet`, `url`, `language`.

    `published` is needed to resolve "on Monday". Raises `InputEmpty` when nothing is left of the text.
    """
    from comity import pipeline
    from comity.reading import read_text

    (coding,) = pipeline.code_reports([read_text(text, **about)], settings=settings or load_settings())
    return coding


def read(
    paths: Paths,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    watch: Callable[[Report | ReadError], None] | None = None,
    jobs: int | None = 1,
    allow_private: bool = False,
    cluster: str | None = None,
) -> RunSummary:
    """Code reports and append them to the record, making it where none lies; reading twice changes nothing.

    A path may be an address of a page or a feed, which is fetched once; `allow_private` lets it lead into a private
    network. `watch` is called with each report, or the error in its place, as it is taken up; `jobs` is that of
    `code`. `cluster` (an address, or "local:N") has the workers of a Dask cluster code and append instead.
    Raises `RecordError`, `ExtraMissing` for an address without `comity[follow]` and a cluster without
    `comity[cluster]`, and `ClusterError`.
    """
    if cluster is not None and jobs is not None and jobs != 1:
        raise UsageError("--jobs", "counts processes without a cluster", "write --cluster local:N instead")
    from comity import pipeline
    from comity.coding import RulesCoder
    from comity.record import open_record

    chosen, stdin = _settings(settings, record), stdin or _stdin(paths)
    with ExitStack() as stack:
        if cluster is not None:
            from comity import scaling

            workers = stack.enter_context(scaling.connected(cluster))
            reader: Callable[..., RunSummary] = partial(scaling.read, cluster=workers)
        else:
            reader = partial(pipeline.read, jobs=jobs)
        log = open_record(chosen.record, create=True)
        run = stack.enter_context(traced(log, "read", chosen, jobs=jobs, cluster=cluster))
        with run.counting(watch) as seen:
            found = reader(
                _paths(paths),
                found=with_addresses(_paths(paths), settings=chosen, stdin=stdin, allow_private=allow_private),
                settings=chosen,
                read_at=run.at,
                run=run.id,
                stdin=stdin,
                watch=seen,
                stages=run.stages,
            )
        counts = {"inputs": found.inputs, "coded": found.coded, "known": found.known, "events": found.events}
        run.tell(
            counts={**counts, "skipped": len(found.skipped), "new versions": found.versions},
            unknowns=found.unknowns,
            skipped=found.reasons,
            coders=(RulesCoder.name,),
        )
        notes = run.notes
    return structs.replace(found, notes=notes)


def brief(
    about: Paths | None = None,
    *,
    dyad: str | None = None,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
    since: str | None = None,
    full: bool = False,
    relation: "Relation | None" = None,
    failed: Callable[[ReadError], None] | None = None,
) -> "Brief":
    """Give the brief of a dyad: what happened, was agreed, stays disputed, and what to watch, each sourced.

    `about` are paths, coded on the fly, or a dyad of the record; without it the record's main dyad. `since`
    (a day, month or year) adds what reports from then on brought; `full` gives every line; `relation`, as
    measured of the same dyad, adds a section on it. `failed` is called with each path that can't be read; without it
    the first one raises.
    """
    from comity.presentation import build_brief
    from comity.presentation.filters import day, dyad_code

    since = None if since is None else day(since, last=False)
    paths, dyad = _paths_or_dyad(about, dyad)
    dyad = None if dyad is None else "-".join(sorted(dyad_code(dyad).replace(">", "-").split("-")))
    if paths:
        from comity import pipeline

        coded = _readable(code(paths, settings=settings), failed)
        told = pipeline.ledger(coded, as_of=None if as_of is None else day(as_of, last=True))
    else:
        told = ledger(record=record, settings=settings, as_of=as_of, by=by)
    if not told.codings:
        where = f"of {dyad}" if dyad and not paths else "in these inputs" if paths else "in the record"
        raise UsageError(
            "the brief",
            f"there is no report {where}",
            "read reports with `comity read`, or name readable paths",
        )
    until = None if as_of is None else day(as_of, last=True)
    return build_brief(told, dyad=dyad, since=since, full=full, relation=relation, as_of=until)


def compare(
    one: str | Path | Coding,
    other: str | Path | Coding,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
) -> "Comparison":
    """Give what two reports both tell, what one leaves out, and where they differ.

    Each is a coding, or what `coding_of` takes; a copy with the id of the one is given another id.
    """
    from comity import ledger

    left, right = (
        each if isinstance(each, Coding) else coding_of(each, record=record, settings=settings, stdin=stdin)
        for each in (one, other)
    )
    return ledger.compare(left, right, meanings=ledger.Meanings())


def coding_of(
    name: str | Path,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
) -> Coding:
    """Give the coding of one report: of a path or "-", coded on the fly, or of the record, by the start of its id.

    Raises `UsageError` when the name fits no report or more than one, `ReadError` when a path can't be read.
    """
    from comity.record import open_record

    word, chosen = str(name), _settings(settings, record)
    path = word == "-" or os.sep in word
    with suppress(OSError):
        path = path or Path(word).exists()
    # Without a record the name can only have been meant as a path.
    there = _place(chosen)
    if not path and (not isinstance(there, Path) or there.exists()):
        return open_record(chosen.record, create=False).coding_like(word)
    rows = tuple(_readable(code(word, settings=chosen, stdin=stdin), None))
    if len(rows) != 1:
        problem = f"holds {len(rows)} reports, and a comparison takes one a side"
        raise UsageError(word, problem, "name one report, or brief on many with `comity brief`")
    return rows[0]


def meanings(term: str) -> "tuple[Meaning, ...]":
    """Give every meaning of a word or code in the codebook: states, leaders, offices, types, issues, frames.

    The twin of `comity codebook TERM` (`comity.codebook` is the room itself). Raises `UsageError`.
    """
    from comity.codebook.lookup import meanings as look_up

    return look_up(term)


def _paths(paths: Paths) -> tuple[str | Path, ...]:
    return (paths,) if isinstance(paths, str | Path) else tuple(paths)


def _stdin(paths: Paths) -> BinaryIO | None:
    return sys.stdin.buffer if paths == "-" or (isinstance(paths, list | tuple) and "-" in paths) else None


def _paths_or_dyad(about: Paths | None, dyad: str | None) -> tuple[tuple[str | Path, ...], str | None]:
    """Tell paths from a dyad: what exists is a path, and a single word that names two parties is a dyad."""
    from comity.presentation.filters import dyad_code

    paths = () if about is None else _paths(about)
    if len(paths) != 1 or dyad is not None or not isinstance(paths[0], str):
        return paths, dyad
    word = paths[0]
    with suppress(OSError):
        if word == "-" or Path(word).exists():
            return paths, None
    try:
        return (), dyad_code(word)
    except UsageError:
        # A file's name has a dot or a folder; what has neither was meant as a dyad.
        if os.sep in word or "." in word or ("-" not in word and ">" not in word):
            return paths, None
        raise


def _readable(found: Iterable[Coding | ReadError], failed: Callable[[ReadError], None] | None) -> Iterator[Coding]:
    for each in found:
        if not isinstance(each, ReadError):
            yield each
        elif failed is None:
            raise each
        else:
            failed(each)


def bench(gold: str | Path, *, settings: Settings | None = None) -> "Bench":
    """Measure the coder on a file of gold sentences. Raises `UsageError` when the file is none."""
    from comity import pipeline
    from comity.scoring import read_gold

    return pipeline.bench(read_gold(gold), settings=settings or load_settings())


def gold_files(folder: str | Path = "tests/gold") -> list[str]:
    """Give the project's own files of gold. Raises `UsageError` when none lie there."""
    names = ("events", "kept", "negatives")
    found = [str(path) for name in names if (path := Path(folder) / f"{name}.jsonl").exists()]
    if not found:
        raise UsageError(str(folder), "holds no gold sentences", "name a file: comity bench GOLD.jsonl")
    return found
