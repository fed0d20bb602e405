"""`comity events`, `incidents`, `pledges` and the other tables: one shape, filters and forms."""

from typing import Annotated, Any, Literal, cast

import typer

from comity.errors import UsageError
from comity.presentation.cli import options

# The command, its help line, and what --type means there.
COMMANDS = {
    "events": ("who did what to whom", "a PLOVER type, such as CONSULT or SANCTION"),
    "incidents": ("the same event in several reports, told once", "a PLOVER type"),
    "agreements": (
        "treaties, statements and understandings",
        "treaty, agreement, statement, declaration, understanding",
    ),
    "pledges": (
        "what was promised, to whom and by when, and whether it was kept",
        "promise, plan, undertaking, assurance",
    ),
    "statements": ("what was said, by whom and about whom", "direct or reported"),
    "positions": ("where actors stand on issues", "supports, opposes, demands, concedes, avoids"),
    "assessments": (
        "what people expect, and why they think it happens",
        "conditional, forecast, cause, regularity",
    ),
    "foresight": (
        "who expects well: what became of each source's assessments",
        "conditional, forecast, regularity",
    ),
    "actors": (
        "who's who: people, states and bodies with their offices",
        "state, organisation, person, group, office, body",
    ),
    "reports": ("what was read, and how much each report told", "not used here"),
}  # fmt: skip


def table_command(name: str) -> Any:
    """Make the command that shows one table."""
    subject, kinds = COMMANDS[name]

    type_option = typer.Option("--type", metavar="TYPE", help=f"{kinds[0].upper()}{kinds[1:]}.")

    def command(
        dyad: options.Dyad = None,
        since: options.Since = None,
        until: options.Until = None,
        type_: Annotated[str | None, type_option] = None,
        status: options.Status = None,
        issue: options.Issue = None,
        actor: options.Actor = None,
        report: options.Report = None,
        coder: options.Coder = None,
        as_of: options.AsOf = None,
        by: options.By = "read",
        limit: options.Limit = None,
        json: options.Json = False,
        csv: options.Csv = False,
        table: options.Table = False,
        parquet: options.Parquet = None,
        record: options.Record = None,
    ) -> None:
        from comity import api
        from comity.presentation.cli import output
        from comity.presentation.filters import Filters

        form = output.chosen(json=json, csv=csv, table=table, parquet=parquet)
        filters = Filters(dyad, since, until, type_, status, issue, actor, report, coder)
        view = api.table(name, record=record, as_of=as_of, by=by_word(by), limit=limit, filters=filters)
        output.write(view, form=form, parquet=parquet)

    command.__doc__ = _help(name, subject)
    return command


def _help(name: str, subject: str) -> str:
    shown = subject[0].upper() + subject[1:]
    return f"""{shown}.

    A view of the record. On a terminal it is a table, into a pipe JSON lines with all fields
    (docs/fields.md); --csv and --parquet lay the fields out flat.

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
