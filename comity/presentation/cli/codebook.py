"""`comity codebook`: what words mean, and whether the tables hold together."""

from typing import Annotated

import typer

from comity.errors import CodebookError
from comity.presentation.cli.running import complain


def codebook(
    term: Annotated[
        str | None,
        typer.Argument(metavar="[TERM]", help="A state, body, leader, office, type, mode, CAMEO code, issue or verb."),
    ] = None,
    lint: Annotated[bool, typer.Option("--lint", help="Check every table against its data dictionary.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a meaning.")] = False,
) -> None:
    """Look a word or code up in the codebook, or list its tables.

    A term gives every row that it names. --lint lists what is wrong with the tables and ends with status 5.

    \b
    Examples:
      comity codebook
      comity codebook Lima
      comity codebook SANCTION
      comity codebook --lint
    """
    if lint:
        _lint()
    elif term is None:
        _overview(json=json)
    else:
        _meanings(term, json=json)


def _lint() -> None:
    from comity.codebook.lint import lint as problems_of

    problems = problems_of()
    for problem in problems:
        typer.echo(problem)
    if problems:
        complain(CodebookError("the codebook", f"{len(problems)} problems", "mend the tables named above"))
        raise typer.Exit(CodebookError.exit_status)
    typer.echo("the codebook holds together", err=True)


def _overview(*, json: bool) -> None:
    import msgspec

    from comity.codebook.lookup import overview

    tables = overview()
    for name, count in tables:
        typer.echo(
            msgspec.json.encode({"table": name, "rows": count}).decode() if json else f"{name:<14}{count:>7} rows"
        )
    if not json:
        typer.echo("Look a word up with `comity codebook TERM`; docs/codebook.md explains the columns.", err=True)


def _meanings(term: str, *, json: bool) -> None:
    import msgspec

    from comity import api

    for meaning in api.meanings(term):
        if json:
            typer.echo(msgspec.json.encode(meaning).decode())
            continue
        cells = "; ".join(f"{name} {value}" for name, value in meaning.row.items() if name != "source")
        typer.echo(f"{meaning.table:<14}{cells}")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("codebook", short_help="What a word or code means; --lint checks the tables.")(codebook)
