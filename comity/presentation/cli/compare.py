"""`comity compare`: do two reports tell the same story?"""

from typing import Annotated

import typer

from comity.errors import UsageError
from comity.presentation.cli import options
from comity.presentation.cli.brief import rendered, show, writable, write


def compare(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT REPORT", help="Two reports: paths, - for standard input, or ids of the record."),
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write .html, .pdf, .md or .txt instead of showing it."),
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the sentences below each line.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object with all there is.")] = False,
    record: options.Record = None,
) -> None:
    """Compare two reports: what both tell, what one leaves out, where they differ, whom they quote.

    [1] is the first report, [2] the second. Paths are coded on the fly and nothing is kept; what is no path
    is the id of a report of the record, or its beginning. Told differently are days, places, figures, names,
    who acted or spoke, whether it took place, the word of a quote, and years of office against the who's who.
    Rounded figures, two orders of one name and days that hold each other are told apart from those. Reports
    that share half of their wording are called copies.

    \b
    Examples:
      comity compare wire.html post.html
      comity compare wire.html r-54e4 --evidence
      comity compare r-04a5 r-54e4 -o comparison.html
      comity compare wire.html post.html --json | jq .differently

    \b
    A line of the answer; below it the kind of difference and how sure it is (for what both tell also
    the fit, from 0 to 1: how well the two tellings match):
      • Peru and Chile held talks: dated 6 May 2024 [1], but 4 May 2024 [2]. [1][2]
        date · confidence high (0.94)
    """
    from comity import api
    from comity.presentation import build_comparison

    one, other = _two(reports)
    if json and output is not None:
        raise UsageError("--json and --output", "are two forms of one comparison", "choose one")
    target = None if output is None else writable(output)
    codings = api.coding_of(one, record=record), api.coding_of(other, record=record)
    found = api.compare(*codings)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(found).decode())
        return
    drawn = build_comparison(found, *codings)
    if target is None:
        show(drawn, evidence=evidence)
    else:
        write(target, rendered(drawn, target.suffix.lower(), evidence=evidence))
        typer.echo(f"wrote {target}", err=True)


def _two(reports: list[str]) -> tuple[str, str]:
    """Refuse all but two names that are not the same."""
    if len(reports) != 2:
        named = "one report" if len(reports) == 1 else f"{len(reports)} reports"
        step = "name a second one" if len(reports) == 1 else "brief on several with `comity brief REPORT...`"
        raise UsageError(named, "can't be compared: it takes two", step)
    one, other = reports
    if one == other:
        raise UsageError(one, "is named twice", "name two reports")
    return one, other


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("compare", short_help="Do two reports tell the same story?")(compare)
