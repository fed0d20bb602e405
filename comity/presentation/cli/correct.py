"""`comity correct` and `comity corrections`: what is wrong in the record, set right by hand and kept with its why."""

from typing import Annotated, Any

import typer

from comity.presentation.cli import options
from comity.presentation.cli.running import Group

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, in a sentence: kept with the correction.")]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who corrects (default: the setting who, else the system's user)."),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a row or report, or its beginning.")]
Told = Annotated[str, typer.Argument(metavar="ID", help="The id of a pledge or an assessment, or its beginning.")]
Incident = Annotated[str, typer.Argument(metavar="INCIDENT", help="The id of an incident, or its beginning.")]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event, or its beginning.")]
Json = Annotated[bool, typer.Option("--json", help="The correction as one JSON object.")]

group = typer.Typer(
    cls=Group,
    name="correct",
    help="""Correct the record by hand. A correction is kept with who made it, when and why; nothing is deleted, and
    --as-of an earlier day shows the record without it.

    \b
    Examples:
      comity correct revise e-3f2a date 2024-03-02 --why "the text says Saturday"
      comity correct withdraw e-3f2a --why "a joke, not an act"
      comity correct withdraw r-81d0 --why "retracted by the outlet"
      comity correct restore e-3f2a --why "no joke after all"
      comity correct join i-90c1 i-77ab --why "one summit, two names"
      comity corrections --type withdraw
    """,
    rich_markup_mode=None,
    no_args_is_help=True,
)


@group.command(
    "revise", short_help="Set a field of a row or report.", context_settings={"ignore_unknown_options": True}
)
def revise(
    id: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="The field, as docs/fields.md names it.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="JSON, or plain words.")],
    why: Why,
    who: Who = None,
    json: Json = False,
    record: options.Record = None,
) -> None:
    """Set a field of a row or report.

    VALUE is JSON, or words: a date (2024-03-02, 2024-03, 2024-03-02..2024-03-04), codes of actors (CHL.GOV, PER), a
    list parted by commas, words that stand in the report (for evidence and trigger), or null. It must fit the field.
    Quad class, intensity and CAMEO code follow a corrected type or mode. Of two corrections of one field the later
    one holds.

    \b
    Examples:
      comity correct revise e-3f2a date 2024-03-02..2024-03-03 --why "the talks took two days"
      comity correct revise e-3f2a recipients "PER.GOV, BOL.GOV" --why "both are named"
      comity correct revise p-07bd due null --why "June is when talks begin"
      comity correct revise r-81d0 published 2024-03-05 --why "the page gives the wrong year"
    """
    _correct("revise", id, value, field=field, why=why, who=who, json=json, record=record)


@group.command("withdraw", short_help="Take a row, or a whole report, out of every view.")
def withdraw(id: Id, why: Why, who: Who = None, json: Json = False, record: options.Record = None) -> None:
    """Take a row, or a report with all its rows, out of every view.

    It stays in the log, `comity corrections` tells of it, and `comity correct restore` brings it back.

    \b
    Examples:
      comity correct withdraw e-3f2a --why "he quoted a novel"
      comity correct withdraw r-81d0 --why "retracted by the outlet on 8 March"
    """
    _correct("withdraw", id, why=why, who=who, json=json, record=record)


@group.command("restore", short_help="Bring back what was withdrawn.")
def restore(id: Id, why: Why, who: Who = None, json: Json = False, record: options.Record = None) -> None:
    """Bring back a row or report that was withdrawn.

    \b
    Examples:
      comity correct restore e-3f2a --why "withdrawn by mistake"
    """
    _correct("restore", id, why=why, who=who, json=json, record=record)


@group.command("join", short_help="Say that two incidents are one.")
def join(
    first: Incident,
    second: Annotated[str, typer.Argument(metavar="INCIDENT", help="The other incident.")],
    why: Why,
    who: Who = None,
    json: Json = False,
    record: options.Record = None,
) -> None:
    """Say that two incidents are one and the same event.

    \b
    Examples:
      comity correct join i-90c1 i-77ab --why "the summit and the talks at its edge are one meeting"
    """
    _correct("join", first, second, why=why, who=who, json=json, record=record)


@group.command("part", short_help="Say that an event is none of an incident's.")
def part(
    incident: Incident, event: Event, why: Why, who: Who = None, json: Json = False, record: options.Record = None
) -> None:
    """Say that an event does not belong to an incident.

    \b
    Examples:
      comity correct part i-90c1 e-3f2a --why "this is the visit of the year before"
    """
    _correct("part", incident, event, why=why, who=who, json=json, record=record)


@group.command("match", short_help="Tie a pledge or an assessment to the event that bears on it.")
def match(id: Told, event: Event, why: Why, who: Who = None, json: Json = False, record: options.Record = None) -> None:
    """Tie a pledge or an assessment to the event that bears on it.

    \b
    Examples:
      comity correct match p-07bd e-3f2a --why "the post that was opened is the one promised"
    """
    _correct("match", id, event, why=why, who=who, json=json, record=record)


@group.command("unmatch", short_help="Part a pledge or an assessment from an event.")
def unmatch(
    id: Told, event: Event, why: Why, who: Who = None, json: Json = False, record: options.Record = None
) -> None:
    """Say that an event does not bear on a pledge or an assessment.

    \b
    Examples:
      comity correct unmatch p-07bd e-3f2a --why "another border post"
    """
    _correct("unmatch", id, event, why=why, who=who, json=json, record=record)


@group.command("settle", short_help="Give a pledge or an assessment its status by hand.")
def settle(
    id: Told,
    status: Annotated[str, typer.Argument(metavar="STATUS", help="The status, in quotes where it has a space.")],
    why: Why,
    who: Who = None,
    json: Json = False,
    record: options.Record = None,
) -> None:
    """Give a pledge or an assessment its status by hand.

    A pledge is open, due, fulfilled, partly, broken, lapsed or withdrawn; an assessment open, "came true",
    "did not" or unclear.

    \b
    Examples:
      comity correct settle p-07bd fulfilled --why "the post has been open since May, as the embassy confirmed"
      comity correct settle a-55e0 "came true" --why "he resigned on 7 September"
    """
    _correct("settle", id, status, why=why, who=who, json=json, record=record)


def corrections(
    type_: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help="Revise, withdraw, restore, join, part, match, unmatch, settle."),
    ] = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Those that name this id, or one that begins so.")
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="Those made by who has this name.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    limit: options.Limit = None,
    json: options.Json = False,
    csv: options.Csv = False,
    table: options.Table = False,
    parquet: options.Parquet = None,
    record: options.Record = None,
) -> None:
    """Corrections made by hand: who changed what, when and why.

    Earliest first. On a terminal it is a table, into a pipe JSON lines; --since and --until go by the day on which
    a correction was made (UTC).

    \b
    Examples:
      comity corrections
      comity corrections --type withdraw --since 2024-03
      comity corrections --id e-3f2a --json
    """
    from comity import api
    from comity.presentation.cli import output

    form = output.chosen(json=json, csv=csv, table=table, parquet=parquet)
    words = {"type": type_, "id": id, "who": who, "since": since, "until": until}
    view = api.corrections_table(record=record, as_of=as_of, limit=limit, filters=words)
    output.write(view, form=form, parquet=parquet)


def _correct(action: Any, id: str, value: str | None = None, *, json: bool, **more: Any) -> None:
    from comity import api
    from comity.presentation.corrected import told

    made = api.correct(action, id, value, **more)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(made).decode())
        return
    line = told(made)
    typer.echo(f"{made.target}: {line}" if action == "revise" else line)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="correct", short_help="Set right by hand what is wrong in the record.")
    app.command("corrections", short_help="What was set right by hand, by whom and why.")(corrections)
