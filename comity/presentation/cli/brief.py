"""`comity brief`: the main job, on the terminal or as a file."""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.errors import ComityError, ReadError, RecordUnwritable, UsageError
from comity.presentation.cli import options
from comity.presentation.cli.running import complain
from comity.presentation.cli.tables import by_word

KINDS = (".html", ".md", ".pdf", ".txt")

_Measured = Annotated[
    bool | None,
    typer.Option(
        "--relation/--no-relation",
        help="Add where a record's dyad stands, where it turned, and the chart; a file has it by default.",
    ),
]


def brief(
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS|DYAD]", help="Reports to brief on, or a dyad of the record."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write .pdf, .html, .md or .txt instead of showing it."),
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the sentence below each line.")] = False,
    dyad: options.Dyad = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Add what reports from this day on brought.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every line, not only a page and a half.")] = False,
    measured: _Measured = None,
    record: options.Record = None,
    as_of: options.AsOf = None,
    by: options.By = "read",
) -> None:
    """Brief on a dyad: what happened, was agreed, stays disputed, where sources differ, what to watch.

    Bottom line first, then key judgements with how sure they are and what would change them, then what they
    rest on, about a page and a half. Each line names its source. Paths are coded on the fly and nothing is
    kept; a dyad is taken from the record; without either it is the dyad that the record tells most of.

    \b
    Examples:
      comity brief reports/
      comity brief CHL-PER --evidence
      comity brief CHL-PER --since 2024-06-01
      comity brief CHL-PER -o brief.pdf
      comity brief CHL-PER --as-of 2024-12-31 --full
      comity brief reports/ --dyad CHL-PER -o brief.html
    """
    from comity import api

    target = None if output is None else writable(output)
    failures: list[ReadError] = []

    def failed(error: ReadError) -> None:
        failures.append(error)
        complain(error)

    when: dict[str, Any] = {"record": record, "as_of": as_of, "by": by_word(by)}
    named = _to_measure(about, dyad, measured, filed=target is not None)
    when["relation"] = None if named is None else api.relation(named, **when)
    try:
        found = api.brief(about or None, dyad=dyad, since=since, full=full, failed=failed, **when)
    except UsageError:
        # Nothing could be read, and that has been told already, input by input.
        if failures:
            raise typer.Exit(ReadError.exit_status) from None
        raise
    keep(found, target, evidence=evidence, full=full) if target else show(found, evidence=evidence)
    if failures:
        raise typer.Exit(ReadError.exit_status)


def _to_measure(about: list[str] | None, dyad: str | None, asked: bool | None, *, filed: bool) -> str | None:
    """Give the dyad whose relation belongs into the brief: asked for, or of a file about a dyad of the record.

    Null for none. Raises `UsageError` when it is asked for and paths are briefed on, or no dyad is named.
    """
    named = dyad if dyad and not about else about[0] if about and len(about) == 1 and dyad is None else None
    if named is not None and Path(named).exists():
        named = None
    if asked and named is None:
        raise UsageError("--relation", "needs one dyad of the record", "write it like comity brief CHL-PER --relation")
    return named if asked or (asked is None and filed) else None


def writable(output: str) -> Path:
    """Give the file to write; refuse kinds that Comity can't draw before any report is coded."""
    path = Path(output)
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UsageError(output, "the kind of file is not known", f"end its name in {', '.join(KINDS)}")
    if kind == ".pdf":
        from comity.presentation.pdf import need_fpdf

        need_fpdf()
    return path


def rendered(found: Any, kind: str, *, evidence: bool, full: bool = False) -> str | bytes:
    """Give the brief as a file of one kind; `full` lets a PDF have more than two pages."""
    from comity import presentation

    if kind == ".pdf":
        return presentation.render_pdf(found, full=full)
    if kind == ".html":
        return presentation.render_html(found, full=full)
    if kind == ".md":
        return presentation.render_markdown(found)
    return presentation.render_text(found, width=100, colour=False, evidence=evidence)


def show(found: Any, *, evidence: bool) -> None:
    """Write the brief to stdout, as wide as the terminal, in colour only where a terminal shows it."""
    from comity.presentation import render_text

    width, colour = screen()
    typer.echo(render_text(found, width=width, colour=colour, evidence=evidence))


def screen() -> tuple[int, bool]:
    """Give the columns to fill on stdout, and whether it shows colour."""
    terminal = sys.stdout.isatty()
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 120)) if terminal else 100
    return width, terminal and not os.environ.get("NO_COLOR")


def keep(brief: Any, target: Path, *, evidence: bool, full: bool = False) -> None:
    """Write the brief to a file of its kind, and say so on stderr."""
    write(target, rendered(brief, target.suffix.lower(), evidence=evidence, full=full))
    typer.echo(f"wrote {target}", err=True)


def write(path: Path, text: str | bytes) -> None:
    """Write the file whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    try:
        # Made anew: in a folder for everybody, a link to elsewhere may lie under that name.
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> ComityError:
    """Give the error of a file that can't be written."""
    return RecordUnwritable(str(path), f"it can't be written ({error.strerror})", "choose another file")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("brief", short_help="What happened, was agreed, stays disputed; what to watch.")(brief)
