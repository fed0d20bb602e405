"""`comity check`: whether a record is whole."""

from typing import Annotated

import typer

from comity.errors import RecordError, UsageError
from comity.presentation.cli import logs, options
from comity.presentation.cli.running import complain


def check(
    folder: Annotated[
        str | None,
        typer.Argument(
            metavar="[RECORD]", help="The record's folder, or s3://bucket/prefix (default ./comity-record)."
        ),
    ] = None,
    record: options.Record = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Place all events in incidents anew first; ids and history are kept.")
    ] = False,
    cluster: options.Cluster = None,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Hold what is derived against the log, tell the first row that differs, mend."),
    ] = False,
    log_json: logs.LogJson = False,
) -> None:
    """Check that every row of a record rests on its report, and list what does not.

    Problems come on stdout, one a line; the exit status is then 4. Problems of placements (which event
    belongs to which incident) are mended with --repair; --rebuild also places by the rules of this version.

    \b
    Examples:
      comity check
      comity check copper-record
      comity check copper-record --repair
    """
    from comity import api

    if rebuild and repair:
        raise UsageError("--rebuild and --repair", "are two ways of one thing", "choose one")
    problems = api.check(
        folder or record,
        rebuild=rebuild,
        cluster=cluster,
        repair=repair,
        told=lambda told: logs.say(told, event="repair"),
    )
    for problem in problems:
        typer.echo(problem)
    if problems:
        placed = all(problem.startswith("placements: ") for problem in problems)
        step = "mend them with --repair" if placed else "read the reports named above into a new record"
        complain(f"{len(problems)} problems in the record; {step}.")
        raise typer.Exit(RecordError.exit_status)
    logs.say("the record is whole", event="summary", problems=0)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", short_help="Whether the record is whole.")(check)
