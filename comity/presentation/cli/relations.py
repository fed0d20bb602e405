"""`comity relations`: all dyads beside each other, those that moved most first."""

from typing import Annotated

import typer

from comity.presentation.cli import options
from comity.presentation.cli.relation import PeriodWord


def relations(
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="Only dyads of at least so many acts.")
    ] = 12,
    period: PeriodWord = "month",
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Whose acts (default: most).")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first rows.")] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    table: options.Table = False,
    record: options.Record = None,
) -> None:
    """Measure every relation of the imported events: where each stands, and which moved within a year.

    A row a dyad, the largest change of its level first: level with 90% band, the level a year before, the last
    turning point. One coder's acts are used, for coders are not alike. `comity relation` tells more of one dyad.

    \b
    Examples:
      comity relations
      comity relations --least 100 --limit 20
      comity relations --period quarter --csv > relations.csv
    """
    import msgspec

    from comity import api
    from comity.presentation.cli import output
    from comity.presentation.cli.relation import waiting
    from comity.presentation.views import View

    form = output.chosen(json=json, csv=csv, table=table, parquet=None)
    with waiting("measuring dyads") as tell:

        def advance(done: int, of: int) -> None:
            tell(f"measuring dyads: {done} of {of}")

        found = api.relations(record=record, period=period, coder=coder, least=least, watch=tell, advance=advance)
    rows = tuple(msgspec.to_builtins(each) for each in found[:limit])
    output.write(View("relations", rows), form=form, parquet=None)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("relations", short_help="All dyads beside each other: which moved within a year.")(relations)
