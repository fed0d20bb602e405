"""`comity migrate` and `comity compact`: the upkeep of a record."""

from typing import Annotated

import typer

from comity.errors import UsageError
from comity.presentation.cli import logs, options

Folder = Annotated[
    str | None, typer.Argument(metavar="[RECORD]", help="The record's folder (default ./comity-record).")
]


def migrate(folder: Folder = None, record: options.Record = None, log_json: logs.LogJson = False) -> None:
    """Bring a record that an earlier Comity wrote up to date; nothing in it is lost.

    Until the last step it stays readable by the Comity that wrote it. A run that is stopped is finished by the same
    command, and a record that is up to date is left alone.

    \b
    Examples:
      comity migrate
      comity migrate copper-record
    """
    import msgspec

    from comity import api

    done = api.migrate(record=folder or record)
    if done.before == done.after:
        told = f"the record has schema {done.after}, which is this Comity's; nothing was changed"
    else:
        told = f"the record has schema {done.after} now, {done.before} before; {done.runs} earlier runs were listed"
    logs.say(told, event="summary", **msgspec.structs.asdict(done))


def compact(
    folder: Folder = None,
    keep_days: Annotated[
        float | None,
        typer.Option("--keep-days", metavar="DAYS", help="Days that replaced files stay (default: the setting)."),
    ] = None,
    record: options.Record = None,
    log_json: logs.LogJson = False,
) -> None:
    """Join the record's small files and remove those that were replaced more than some days ago.

    Appends do this by themselves now and then. Readers and writers go on meanwhile; no row is lost, and --as-of
    shows each day as before.

    \b
    Examples:
      comity compact
      comity compact copper-record --keep-days 7
    """
    from comity import api

    if keep_days is not None and not 0 <= keep_days <= 36500:
        raise UsageError(f"--keep-days {keep_days:g}", "is no number of days", "take 0 to 36500")
    for each in api.compact(record=folder or record, keep_days=keep_days):
        files = f"{each.files_before} files joined to {each.files_after}, {each.removed} older ones removed"
        logs.say(
            f"{each.table}: {each.rows:,} rows, {files}",
            event="table",
            table=each.table,
            rows=each.rows,
            files_before=each.files_before,
            files_after=each.files_after,
            removed=each.removed,
        )


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("compact", short_help="Join the record's files, and remove old ones.")(compact)
    app.command("migrate", short_help="Bring a record of an earlier Comity up to date.")(migrate)
