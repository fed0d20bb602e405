"""`comity runs`: what was done to the record, when, by which coder, and what stayed unknown."""

from typing import Annotated

import typer

from comity.presentation.cli import options


def runs(
    run: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="One run in full, by its id or the id's beginning.")
    ] = None,
    limit: options.Limit = None,
    json: options.Json = False,
    csv: options.Csv = False,
    table: options.Table = False,
    parquet: options.Parquet = None,
    record: options.Record = None,
) -> None:
    """Runs over the record: what each counted, skipped and left unknown, by which coder, and how long it took.

    A run that was killed has no end. --limit N shows the latest N.

    \b
    Examples:
      comity runs
      comity runs --limit 1 --json
    """
    from comity import api
    from comity.presentation.cli import output
    from comity.presentation.runs import run_lines

    form = output.chosen(json=json, csv=csv, table=table, parquet=parquet)
    if run is not None and form == "table":
        for line in run_lines(api.runs(run, record=record)[0]):
            typer.echo(line)
        return
    output.write(api.runs_table(run=run, record=record, limit=limit), form=form, parquet=parquet)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("runs", short_help="What was done to the record, and what stayed unknown.")(runs)
