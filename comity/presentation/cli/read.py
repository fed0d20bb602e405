"""`comity read`: code reports and keep them in the record."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import ReadError
from comity.presentation.cli import logs, options
from comity.presentation.cli.running import complain

if TYPE_CHECKING:
    from comity.model import Report, RunSummary


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL|FEED...|-",
            help="Files or folders of text, HTML, PDF, JSON lines, feeds or WARC archives; addresses of pages or "
            "feeds; - is standard input.",
        ),
    ],
    record: options.Record = None,
    jobs: options.Jobs = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses lead into a private network.")
    ] = False,
    cluster: options.Cluster = None,
    log_json: logs.LogJson = False,
) -> None:
    """Code reports and add them to the record; reading a report twice changes nothing.

    The record is made where none lies. Reports are added whole, some at a time, so a run that is stopped
    keeps what it has read and the same command finishes it. The summary on stderr counts what was read,
    known and skipped.

    \b
    Examples:
      comity read reports/
      comity read story.html more.jsonl --record copper-record
      comity read https://www.example.org/world/rss.xml
      comity read archive/ --record s3://desk/copper --cluster tcp://10.0.0.5:8786
    """
    from comity import api

    reasons: Counter[str] = Counter()
    with progress() as advance:

        def watch(found: "Report | ReadError") -> None:
            advance(found)
            logs.mention("input", subject=found.subject if isinstance(found, ReadError) else found.id)
            if isinstance(found, ReadError):
                reasons[found.reason] += 1
                complain(found)

        alone = 1 if jobs is None and "-" in paths else jobs
        summary = api.read(paths, record=record, watch=watch, jobs=alone, allow_private=allow_private, cluster=cluster)
    for told in (*summary.retracted, *summary.notes):
        complain(f"{told}.")
    logs.say(summary_line(summary, reasons), event="summary", summary=summary)
    if summary.skipped:
        raise typer.Exit(ReadError.exit_status)


def summary_line(summary: "RunSummary", reasons: Counter[str]) -> str:
    """Give the last line of a run: what was read, and what was not, with why."""
    skipped = len(summary.skipped)
    why = ", ".join(f"{count} {name}" for name, count in sorted(reasons.items()))
    why = f" ({why})" if why else ""
    parts = (
        f"{summary.inputs} read: {summary.coded} new, {summary.known} known, {skipped} skipped{why}",
        f"{summary.events} events",
        f"{summary.undated} new without a date of publication",
        f"{summary.future} published in the future" if summary.future else "",
        f"{summary.versions} new version{'s' * (summary.versions > 1)} of known reports" if summary.versions else "",
        f"{summary.addresses} known at another address" if summary.addresses else "",
        f"{len(summary.retracted)} retracted" if summary.retracted else "",
    )  # fmt: skip
    return "; ".join(part for part in parts if part)


@contextmanager
def progress() -> Iterator[Callable[["Report | ReadError"], None]]:
    """A progress bar on stderr while a terminal looks on, else nothing."""
    if not logs.show_progress():
        yield lambda found: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    # How many reports a folder or a stream holds is known only at its end, so the bar runs without one.
    columns = (
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(found: "Report | ReadError") -> None:
            name = found.subject if isinstance(found, ReadError) else found.title or found.id
            bar.update(task, advance=1, description=name[:50].replace("[", "("))

        yield advance


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read", short_help="Code reports and keep them in the record.")(read)
