"""The commands as functions: each does what its twin on the command line does, and gives values back.

Settings come from `comity.toml`, the environment and, last, the keywords of the call (`record=...`).
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal
from uuid import uuid4

from comity.config import Settings, load_settings
from comity.errors import ReadError, UsageError
from comity.model import Coding, Incident, Report, RunSummary

if TYPE_CHECKING:
    from comity.codebook.lookup import Meaning
    from comity.presentation import Brief
    from comity.presentation.explaining import Explanation
    from comity.presentation.filters import Filters
    from comity.presentation.views import View
    from comity.scoring import Bench

Paths = str | Path | Iterable[str | Path]
By = Literal["read", "published"]


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
) -> RunSummary:
    """Code reports and append them to the record, making it where none lies; reading twice changes nothing.

    `watch` is called with each report, or the error in its place, as it is taken up; `jobs` is that of `code`.
    Raises `RecordError`.
    """
    from comity import pipeline

    now = datetime.now(UTC)
    return pipeline.read(
        _paths(paths),
        settings=_settings(settings, record),
        read_at=now.isoformat(),
        run=f"{now:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}",
        stdin=stdin or _stdin(paths),
        watch=watch,
        jobs=jobs,
    )


def codings(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    dyad: str | None = None,
    as_of: str | None = None,
    by: By = "read",
) -> Iterator[Coding]:
    """Give what the record holds: the newest coding of each report, of one dyad or as of a day if named."""
    from comity.presentation.filters import dyad_code
    from comity.record import open_record

    named = None if dyad is None else "-".join(sorted(dyad_code(dyad).replace(">", "-").split("-")))
    # Not by way of the pipeline: it loads the coder, which takes longer than most questions to a record.
    return open_record(_settings(settings, record).record, create=False).codings(dyad=named, as_of=as_of, by=by)


def brief(
    about: Paths | None = None,
    *,
    dyad: str | None = None,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
    failed: Callable[[ReadError], None] | None = None,
) -> "Brief":
    """Give the brief of a dyad: what happened, was agreed, stays disputed, and what to watch, each sourced.

    `about` are paths, coded on the fly, or a dyad of the record; without it the record's main dyad. `failed`
    is called with each path that can't be read; without it the first one raises.
    """
    from comity.presentation import build_brief
    from comity.presentation.filters import dyad_code

    paths, dyad = _paths_or_dyad(about, dyad)
    dyad = None if dyad is None else "-".join(sorted(dyad_code(dyad).replace(">", "-").split("-")))
    kept = None if paths else _settings(settings, record)
    if kept is None:
        found = tuple(_readable(code(paths, settings=settings), failed))
    else:
        # A brief without a dyad has to see all of the record to tell which is the main one.
        found = tuple(codings(settings=kept, dyad=dyad, as_of=as_of, by=by))
    if not found:
        where = f"of {dyad}" if dyad and not paths else "in these inputs" if paths else "in the record"
        raise UsageError(
            "the brief",
            f"there is no report {where}",
            "read reports with `comity read`, or name readable paths",
        )
    return build_brief(found, _merged(found, kept=kept, as_of=as_of, by=by), dyad=dyad)


def events(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the events of the record as rows; keywords as for `table`: dyad, since, until, type, status ..."""
    return table("events", **keywords).rows


def incidents(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the incidents of the record (the same event in many reports, once); keywords as for `table`."""
    return table("incidents", **keywords).rows


def agreements(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the agreements of the record; keywords as for `table`."""
    return table("agreements", **keywords).rows


def pledges(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the pledges of the record; keywords as for `table`."""
    return table("pledges", **keywords).rows


def statements(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the statements of the record; keywords as for `table`."""
    return table("statements", **keywords).rows


def positions(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the positions of the record; keywords as for `table`."""
    return table("positions", **keywords).rows


def assessments(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the assessments of the record; keywords as for `table`."""
    return table("assessments", **keywords).rows


def actors(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give who's who in the record; keywords as for `table`."""
    return table("actors", **keywords).rows


def reports(**keywords: Any) -> tuple[dict[str, Any], ...]:
    """Give the reports of the record with how much each told; keywords as for `table`."""
    return table("reports", **keywords).rows


def table(
    name: str,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
    limit: int | None = None,
    filters: "Filters | None" = None,
    **words: str | None,
) -> "View":
    """Give one table of the record, narrowed by `filters` or by their fields as keywords (`dyad="CHL-PER"`).

    `as_of` is an ISO day or time: the record as it stood then, `by` the time of reading or of publication.
    `limit` keeps the first rows. Raises `UsageError` for an unknown table, filter or value, and
    `RecordError`.
    """
    from comity.presentation.filters import Filters, checked, one_of
    from comity.presentation.views import VIEWS
    from comity.presentation.views import incidents as incident_view

    name = one_of(name, VIEWS, "table")
    for word in words:
        one_of(word, Filters.__struct_fields__, "filter")
    wanted = checked(filters or Filters(**words), name)
    kept = _settings(settings, record)
    found = codings(settings=kept, dyad=wanted.dyad, as_of=as_of, by=by)
    if name == "incidents":
        view = incident_view(found, wanted, partial(_merged, kept=kept, as_of=as_of, by=by))
    else:
        view = VIEWS[name](found, wanted)
    if limit is None or limit >= len(view.rows):
        return view
    return type(view)(view.table, view.rows[:limit], view.undated)


def explain(
    id: str, *, record: str | Path | None = None, settings: Settings | None = None
) -> "tuple[Explanation, ...]":
    """Give why a row of the record is there, by its id or the id's beginning; an incident gives one an event.

    The report is recognised and coded again to show the runner-up. Raises `UsageError` when no row, or more
    than one, has an id like this.
    """
    from comity.presentation.explaining import explain_row
    from comity.recognition import recognise
    from comity.record import open_record

    chosen = _settings(settings, record)
    log = open_record(chosen.record, create=False)
    ids = incident(id, settings=chosen).events if id.startswith("i-") else (id,)
    found = []
    for each in ids:
        coding, row = log.find(each)
        reading = recognise(coding.report, model=chosen.model)
        name = f"{type(row).__name__.lower()}s"
        found.append(explain_row(coding, row, reading, table=name))
    return tuple(found)


def incident(id: str, *, record: str | Path | None = None, settings: Settings | None = None) -> Incident:
    """Give the incident that holds what the one of this id (or of an id that begins so) held, with its history.

    An id lasts: that of an incident which was merged into another gives the other. Raises `UsageError`.
    """
    from comity.ledger import kept_incident
    from comity.record import open_record

    return kept_incident(open_record(_settings(settings, record).record, create=False), id)


def check(
    record: str | Path | None = None, *, settings: Settings | None = None, rebuild: bool = False
) -> tuple[str, ...]:
    """Give what is wrong with the record, a sentence each; empty when every row rests on its report.

    `rebuild` first places all events anew; incidents keep their ids, and what changes is told in their history.
    """
    from comity.ledger import disagreements, place_anew
    from comity.record import check as check_record
    from comity.record import open_record

    folder = _settings(settings, record).record
    found = check_record(folder)
    if found:
        # Placements rest on the log, so there is nothing to hold them against while it is damaged.
        return found
    log = open_record(folder, create=False)
    if rebuild:
        place_anew(log, at=datetime.now(UTC).isoformat())
    return tuple(sorted(disagreements(log)))


def meanings(term: str) -> "tuple[Meaning, ...]":
    """Give every meaning of a word or code in the codebook: states, leaders, offices, types, issues, frames.

    The twin of `comity codebook TERM` (`comity.codebook` is the room itself). Raises `UsageError`.
    """
    from comity.codebook.lookup import meanings as look_up

    return look_up(term)


def _merged(found: Iterable[Coding], *, kept: Settings | None, as_of: str | None, by: By) -> tuple[Incident, ...]:
    """The incidents of codings: as the record of `kept` keeps them, or merged as they come."""
    if kept is None:
        from comity import pipeline

        return pipeline.incidents(found)
    from comity.ledger import kept_incidents
    from comity.record import open_record

    return kept_incidents(open_record(kept.record, create=False), found, as_of=as_of, by=by)


def _settings(settings: Settings | None, record: str | Path | None) -> Settings:
    named = None if record is None else str(record)
    if settings is None:
        return load_settings(record=named)
    if named is None:
        return settings
    import msgspec

    return msgspec.structs.replace(settings, record=named)


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
