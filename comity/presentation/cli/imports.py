"""`comity import` and `comity imports`: event data of other coders, and the files that it came from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import ReadError
from comity.presentation.cli import logs, options
from comity.presentation.cli.running import complain

if TYPE_CHECKING:
    from comity.model import ImportProgress


def import_events(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", help="One of icews, gdelt, polecat, phoenix, acled, chronicle.")
    ],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files of rows: plain, .gz or .zip.")],
    licence: Annotated[
        str | None, typer.Option("--licence", metavar="TEXT", help="The rows' licence (default: the format's own).")
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--origin", metavar="TEXT", help="Where they come from (default: the format's own).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="What the import did, as one JSON object on stdout.")] = False,
    record: options.Record = None,
    cluster: options.Cluster = None,
    log_json: logs.LogJson = False,
) -> None:
    """Bring event data of other coders into the record, beside its own codings and never among them.

    A file that was imported before changes nothing. Rows go in chunks; a run that is stopped leaves nothing that
    anybody sees, and the same command finishes it. Rows that can't be used are counted and shown on stderr, with
    the names whose state is not known (docs/formats.md).

    \b
    Examples:
      comity import icews events.2018.tab.gz
      comity import gdelt 20240304.export.CSV.zip 20240305.export.CSV.zip
      comity import chronicle chronicle.csv --licence "CC BY 4.0"
    """
    from comity import api
    from comity.presentation.imported import summary_lines

    with progress() as advance:

        def watch(found: "ImportProgress | ReadError") -> None:
            if isinstance(found, ReadError):
                complain(found)
            else:
                advance(found)
                logs.mention("progress", file=Path(found.file).name, done=found.done, size=found.size, rows=found.rows)

        summary = api.import_events(
            format, *files, record=record, licence=licence, origin=origin, watch=watch, cluster=cluster
        )
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(summary).decode())
    if logs.as_json():
        logs.say(list(summary_lines(summary))[-1], event="summary", summary=summary)
    else:
        for line in summary_lines(summary):
            typer.echo(line, err=True)
    if summary.failed:
        raise typer.Exit(ReadError.exit_status)


def imports(
    limit: options.Limit = None,
    json: options.Json = False,
    csv: options.Csv = False,
    table: options.Table = False,
    parquet: options.Parquet = None,
    record: options.Record = None,
) -> None:
    """Files of other coders whose rows the record holds: how many, of which days, under which licence.

    \b
    Examples:
      comity imports
      comity imports --json
    """
    from comity import api
    from comity.presentation.cli import output

    form = output.chosen(json=json, csv=csv, table=table, parquet=parquet)
    output.write(api.imports_table(record=record, limit=limit), form=form, parquet=parquet)


@contextmanager
def progress() -> Iterator[Callable[["ImportProgress"], None]]:
    """A progress bar on stderr while a terminal looks on, else nothing."""
    if not logs.show_progress():
        yield lambda found: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("importing"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(found: "ImportProgress") -> None:
            name = Path(found.file).name[:40].replace("[", "(")
            told = f"{name}: {found.rows:,} rows"
            bar.update(task, total=found.size, completed=found.done, description=told)

        yield advance


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import", short_help="Event data of other coders into the record.")(import_events)
    app.command("imports", short_help="The files of other coders whose rows the record holds.")(imports)
