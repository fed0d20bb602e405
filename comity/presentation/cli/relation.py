"""`comity relation`: how two states stand to each other over time, in words, rows or a picture."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from comity.errors import UsageError
from comity.presentation.cli import options
from comity.presentation.cli.brief import screen, write
from comity.presentation.cli.tables import by_word

if TYPE_CHECKING:
    from comity.model import Relation

KINDS = (".svg", ".png")


def _text(name: str, metavar: str, told: str) -> Any:
    return typer.Option(name, metavar=metavar, help=told)


Pair = Annotated[str, typer.Argument(metavar="DYAD", help="Two states, by code or name; AAA>BBB for one direction.")]
PeriodWord = Annotated[str, _text("--period", "week|month|quarter", "The length of a period.")]
Direction = Annotated[str | None, _text("--direction", "AAA>BBB", "Only what the first does towards the second.")]
CoderName = Annotated[str | None, _text("--coder", "NAME", "Only this coder's acts, such as icews (default: all).")]
Chart = Annotated[str | None, _text("--chart", "FILE", "Also draw it into a file: .svg or .png.")]


def relation(
    dyad: Pair,
    since: options.Since = None,
    until: options.Until = None,
    period: PeriodWord = "month",
    direction: Direction = None,
    coder: CoderName = None,
    chart: Chart = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a period, a line each.")] = False,
    csv: options.Csv = False,
    table: Annotated[bool, typer.Option("--table", help="The periods as a table to look at.")] = False,
    record: options.Record = None,
    as_of: options.AsOf = None,
    by: options.By = "read",
) -> None:
    """Measure a relation: where it stands, how sure that is, where it turned and what drove it.

    In words, each sentence with the acts that it rests on; with --json, --csv or --table as rows, one a period
    (docs/fields.md): first both states together, then each towards the other. The level runs from -10 (conflict)
    to 10 (cooperation) with its 90% band; where nothing was read it is null, never zero. An association is called
    one, never a cause.

    \b
    Examples:
      comity relation CHL-PER
      comity relation "Chile-Peru" --since 2015 --period quarter
      comity relation CHL-PER --direction "PER>CHL"
      comity relation CHL-PER --chart chl-per.svg
      comity relation CHL-PER --as-of 2019-12-31 --by published
      comity relation CHL-PER --coder icews --json | jq "select(.direction == null) | .level"
    """
    from comity.presentation.cli import output

    form = output.chosen(json=json, csv=csv, table=table, parquet=None) if json or csv or table else None
    target = None if chart is None else picture(chart)
    pair, way = sides(dyad, direction)
    asked = _asked(period, since, until)
    asked |= {"coder": coder, "record": record, "as_of": as_of, "by": by_word(by)}

    def measure(one_way: str | None) -> "Relation":
        from comity import api

        with waiting(f"measuring {one_way or pair}") as tell:
            found: Relation = api.relation(pair, direction=one_way, watch=tell, **asked)
        return found

    main = measure(way)
    if form is None:
        _show(main)
    else:
        one, _, other = pair.partition("-")
        rest = () if way else (measure(f"{one}>{other}"), measure(f"{other}>{one}"))
        output.write(_view((main, *rest)), form=form, parquet=None)
    if target is not None:
        draw(main, target)


def sides(dyad: str, direction: str | None) -> tuple[str, str | None]:
    """Give the dyad by its codes in alphabetical order, and the one direction that is asked for, if any.

    A direction may stand in the dyad itself. Raises `UsageError` for two that differ or one of another dyad.
    """
    from comity.presentation.filters import dyad_code

    named = dyad_code(dyad)
    way = named if ">" in named else None
    pair = "-".join(sorted(named.replace(">", "-").split("-")))
    if direction is None:
        return pair, way
    asked = dyad_code(direction)
    one, _, other = pair.partition("-")
    ways = (f"{one}>{other}", f"{other}>{one}")
    if asked not in ways or (way is not None and way != asked):
        only = ways if way is None else (way,)
        step = f"write {' or '.join(repr(each) for each in only)}"
        raise UsageError(f"--direction {direction!r}", f"is none of {way or pair}", step)
    return pair, asked


def picture(chart: str) -> Path:
    """Give the file of the chart; refuse kinds that can't be drawn before anything is measured."""
    path = Path(chart)
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"--chart {chart}", "the kind of file is not known", f"end its name in {' or '.join(KINDS)}")
    return path


def draw(found: "Relation", path: Path) -> None:
    """Write the chart of a relation, whole or not at all, and say so on stderr."""
    from comity.presentation.charts import relation_chart

    drawn = relation_chart(found)
    write(path, drawn.svg() if path.suffix.lower() == ".svg" else drawn.png())
    typer.echo(f"wrote {path}", err=True)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[str], None]]:
    """Say on stderr what takes its time while a terminal looks on, and take it away again; gives what says more."""
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


def _asked(period: str, since: str | None, until: str | None) -> dict[str, Any]:
    """Check the words that the command line takes as text."""
    from comity.model import Period
    from comity.presentation.filters import day, one_of

    first = None if since is None else day(since, last=False)
    last = None if until is None else day(until, last=True)
    if first and last and first > last:
        raise UsageError(f"--since {since}", f"lies after --until {until}", "name the earlier day first")
    return {"period": one_of(period, get_args(Period), "--period"), "since": first, "until": last}


def _show(found: "Relation") -> None:
    from comity.presentation import relation_text

    width, colour = screen()
    typer.echo(relation_text(found, width=width, colour=colour))


def _view(found: "tuple[Relation, ...]") -> Any:
    import msgspec

    from comity.presentation.views import View

    return View("relation", tuple(msgspec.to_builtins(row) for each in found for row in each.rows), 0)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("relation", short_help="How two states stand over time: level, turns, drivers.")(relation)
