"""`comity export`: the events of the record in a file that others can read."""

from typing import Annotated

import typer

from comity.presentation.cli import options
from comity.presentation.cli.tables import by_word


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write.")],
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="plover, cameo, csv, parquet or zip (default: by the suffix)."),
    ] = None,
    dyad: options.Dyad = None,
    since: options.Since = None,
    until: options.Until = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type, such as CONSULT or SANCTION.")
    ] = None,
    status: options.Status = None,
    issue: options.Issue = None,
    actor: options.Actor = None,
    report: options.Report = None,
    coder: options.Coder = None,
    as_of: options.AsOf = None,
    by: options.By = "read",
    limit: options.Limit = None,
    record: options.Record = None,
) -> None:
    """Write the events of the record to a file: PLOVER JSON lines, CAMEO, CSV, Parquet, or a zip with all about them.

    The format is told by the suffix: .jsonl (plover), .tab (cameo), .csv, .parquet, .zip. Rows of other coders are
    written when --coder names them; the licences that they stand under are told on stderr and kept in the zip.

    \b
    Examples:
      comity export events.zip --dyad CHL-PER --since 2024
      comity export events.jsonl --coder all
      comity export events.tab --status occurred
    """
    from comity import api
    from comity.presentation.cli.output import also_held
    from comity.presentation.filters import Filters

    filters = Filters(dyad, since, until, type_, status, issue, actor, report, coder)
    done = api.export(file, format=format, record=record, as_of=as_of, by=by_word(by), limit=limit, filters=filters)
    for reason, count in done.left_out.items():
        typer.echo(f"{count} events left out: they {reason}", err=True)
    if done.others:
        typer.echo(also_held(done.others, "comity events"), err=True)
    for each in done.own_terms:
        count = done.coders[each.coder]
        typer.echo(
            f"{count} rows of {each.coder} stand under terms of their own ({each.licence}): look them up before you "
            f"pass the file on ({each.origin})",
            err=True,
        )
    typer.echo(f"wrote {done.rows} events to {done.file} ({done.format})", err=True)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", short_help="The events of the record in a file for others.")(export)
