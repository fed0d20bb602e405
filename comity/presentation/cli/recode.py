"""`comity recode`: kept reports coded again by a new version of the coder, and what changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import ReadError
from comity.presentation.cli import logs, options
from comity.presentation.cli.running import complain

if TYPE_CHECKING:
    from comity.model import RowChange


def recode(
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="CODER", help="Only reports whose newest coding is by this version."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Reports that the present version has coded, too: compared, not added.")
    ] = False,
    jobs: options.Jobs = None,
    json: Annotated[bool, typer.Option("--json", help="Each row that changed as a JSON object a line.")] = False,
    record: options.Record = None,
    log_json: logs.LogJson = False,
) -> None:
    """Code kept reports again whose newest coding is by another version of the coder, and tell what changed.

    The new codings stand beside the old ones: tables show the newest, and --as-of an earlier day, or --coder with
    the older version's name, what was told before. A run that is stopped is finished by the same command.

    \b
    Examples:
      comity recode
      comity recode --all --json > changes.jsonl
    """
    import msgspec

    from comity import api
    from comity.presentation.runs import recode_lines

    def watch(found: "RowChange | ReadError") -> None:
        if isinstance(found, ReadError):
            complain(found)
        elif json:
            typer.echo(msgspec.json.encode(found).decode())

    summary = api.recode(
        coder=coder,
        everything=everything,
        record=record,
        jobs=jobs,
        watch=watch,
        advance=lambda report: logs.mention("report", subject=report.id),
    )
    if not json:
        for line in recode_lines(summary):
            typer.echo(line)
    told = f"{summary.reports} reports coded again by {summary.coder}: {summary.coded} codings added"
    logs.say(
        f"{told}, {summary.same} with the same rows, {len(summary.failed)} failed",
        event="summary",
        run=summary.run,
        reports=summary.reports,
        coded=summary.coded,
        same=summary.same,
        failed=summary.failed,
    )
    if summary.failed:
        raise typer.Exit(ReadError.exit_status)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("recode", short_help="Code kept reports again by a new version of the coder.")(recode)
