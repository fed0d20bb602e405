"""`comity events`, `incidents`, `pledges` and the other tables of the record: one shape, filters and formats."""

from typing import Annotated, Any, Literal, cast

import typer

from comity.errors import UsageError
from comity.presentation.cli.running import AsOfOption, ByOption, DyadOption, RecordOption

# The command, its help line, and what --type means there.
COMMANDS = {
    "events": ("who did what to whom", "a PLOVER type, such as CONSULT or SANCTION"),
    "incidents": ("the same event in several reports, told once", "a PLOVER type"),
    "agreements": ("treaties, statements and understandings", "treaty, agreement, statement, declaration, understanding"),
    "pledges": ("what was promised, to whom and by when", "promise, plan, undertaking, assurance"),
    "statements": ("what was said, by whom and about whom", "direct or reported"),
    "positions": ("where actors stand on issues", "supports, opposes, demands, concedes, avoids"),
    "assessments": ("what people expect, and why they think it happens", "conditional, forecast, cause, regularity"),
    "actors": ("who's who: people, states and bodies with their offices", "state, organisation, person, group, office, body"),
    "reports": ("what was read, and how much each report told", "not used here"),
}  # fmt: skip


def table_command(name: str) -> Any:
    """Make the command that shows one table."""
    subject, kinds = COMMANDS[name]

    def command(
        dyad: DyadOption = None,
        since: Annotated[
            str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")
        ] = None,
        until: Annotated[
            str | None, typer.Option("--until", metavar="DATE", help="Up to this day, month or year.")
        ] = None,
        type_: Annotated[
            str | None,
            typer.Option(
                "--type", metavar="TYPE", help=f"Only {kinds}." if name != "reports" else "Not used here."
            ),
        ] = None,
        status: Annotated[
            str | None,
            typer.Option(
                "--status",
                metavar="STATUS",
                help="Events and incidents: occurred, ongoing, planned, conditional, demanded, denied.",
            ),
        ] = None,
        issue: Annotated[
            str | None,
            typer.Option("--issue", metavar="ISSUE", help="An issue of the codebook, with those below it."),
        ] = None,
        actor: Annotated[
            str | None,
            typer.Option("--actor", metavar="WHO", help="A code (CHL, CHL.GOV), an id, or part of a name."),
        ] = None,
        report: Annotated[
            str | None,
            typer.Option("--report", metavar="ID", help="One report, by its id or the id's beginning."),
        ] = None,
        as_of: AsOfOption = None,
        by: ByOption = "read",
        limit: Annotated[
            int | None, typer.Option("--limit", min=0, metavar="N", help="At most N rows.")
        ] = None,
        json: Annotated[
            bool, typer.Option("--json", help="One JSON object a line (the default into a pipe).")
        ] = False,
        csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, flat, with a header.")] = False,
        table: Annotated[
            bool, typer.Option("--table", help="A table to look at (the default on a terminal).")
        ] = False,
        parquet: Annotated[
            str | None, typer.Option("--parquet", metavar="FILE", help="Write a Parquet file, flat.")
        ] = None,
        record: RecordOption = None,
    ) -> None:
        from comity import api
        from comity.presentation.cli import output
        from comity.presentation.filters import Filters

        form = output.chosen(json=json, csv=csv, table=table, parquet=parquet)
        filters = Filters(
            dyad=dyad,
            since=since,
            until=until,
            type=type_,
            status=status,
            issue=issue,
            actor=actor,
            report=report,
        )
        view = api.table(name, record=record, as_of=as_of, by=by_word(by), limit=limit, filters=filters)
        output.write(view, form=form, parquet=parquet)

    command.__doc__ = _help(name, subject)
    return command


def _help(name: str, subject: str) -> str:
    shown = subject[0].upper() + subject[1:]
    return f"""{shown}.

    A view of the record. On a terminal it is a table, into a pipe JSON lines with all fields (docs/fields.md); --csv and
    --parquet lay the fields out flat.

    \b
    Examples:
      comity {name} --dyad CHL-PER --since 2024-03
      comity {name} --as-of 2024-03-31 --csv > {name}.csv
      comity {name} --actor CHL --json | head
    """


def by_word(by: str) -> Literal["read", "published"]:
    """Check the word of --by."""
    if by not in ("read", "published"):
        raise UsageError(f"--by {by!r}", "is not known", "write read or published")
    return cast(Literal["read", "published"], by)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for name in COMMANDS:
        subject = COMMANDS[name][0]
        app.command(name, short_help=subject[0].upper() + subject[1:] + ".")(table_command(name))
