"""`comity forecast`: what to expect of two states, in words, rows or a picture; frozen, and graded later."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import UsageError
from comity.presentation.cli import options
from comity.presentation.cli.brief import screen, write
from comity.presentation.cli.relation import Chart, Direction, picture, waiting
from comity.presentation.cli.tables import by_word

if TYPE_CHECKING:
    from comity.model import Grade, Prospect


def _text(name: str, metavar: str, told: str) -> Any:
    return typer.Option(name, metavar=metavar, help=told)


Pair = Annotated[
    str | None, typer.Argument(metavar="DYAD", help="Two states, by code or name; AAA>BBB for one direction.")
]
Targets = Annotated[
    list[str] | None,
    _text("--target", "WORD", "conflict, cooperation, material conflict or level; repeat for several (all)."),
]
Horizons = Annotated[
    list[int] | None,
    typer.Option("--horizon", metavar="N", help="Months ahead, 1 to 12; repeat for several (1, 3 and 6)."),
]
CoderName = Annotated[str | None, _text("--coder", "NAME", "Whose acts (default: the coder with most imported rows).")]
PeriodWord = Annotated[str, _text("--period", "month", "The length of a period; forecasts are by month.")]
Issue = Annotated[bool, typer.Option("--issue", help="Freeze the forecasts in the record, to be graded later.")]
Graded = Annotated[
    bool, typer.Option("--grade", help="Instead: hold the frozen forecasts against what came, of DYAD or of all.")
]
Who = Annotated[str | None, _text("--who", "NAME", "Who issues them (default: the setting `who`, else the user).")]


def forecast(
    dyad: Pair = None,
    target: Targets = None,
    horizon: Horizons = None,
    direction: Direction = None,
    coder: CoderName = None,
    period: PeriodWord = "month",
    issue: Issue = False,
    grade: Graded = False,
    who: Who = None,
    chart: Chart = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a forecast, a line each.")] = False,
    csv: options.Csv = False,
    table: Annotated[bool, typer.Option("--table", help="The forecasts as a table to look at.")] = False,
    record: options.Record = None,
    as_of: options.AsOf = None,
    by: options.By = "read",
) -> None:
    """Forecast a dyad: how likely conflict and cooperation are in coming months, and how much of each.

    In words, beside what is usual, with the acts that moved it and how such forecasts did before; with --json, --csv
    or --table as rows (docs/fields.md). Where too little is known it is the base rate, and says so. --issue freezes
    forecasts in the record; --grade scores those whose month the data cover by now.

    \b
    Examples:
      comity forecast CHL-PER
      comity forecast CHL-PER --target conflict --horizon 1 --chart chl-per.svg
      comity forecast "PER>CHL" --issue
      comity forecast --grade
      comity forecast CHL-PER --as-of 2014-12-31 --by published --json
    """
    from comity.presentation.cli import output

    form = output.chosen(json=json, csv=csv, table=table, parquet=None) if json or csv or table else None
    if grade:
        given = {"--issue": issue, "--chart": chart, "--target": target, "--horizon": horizon, "--coder": coder,
                 "--as-of": as_of, "--who": who}  # fmt: skip
        _grade(dyad, direction, record, form, [name for name, value in given.items() if value])
        return
    if dyad is None:
        raise UsageError("forecast", "names no dyad", "write it like comity forecast CHL-PER, or grade with --grade")
    path = None if chart is None else picture(chart)
    asked = {"direction": direction, "coder": coder, "period": period, "issue": issue, "who": who, "record": record}
    found = _made(dyad, target, horizon, form, path is not None, asked | {"as_of": as_of, "by": by_word(by)})
    _show(found, form)
    if issue:
        typer.echo(f"frozen in the record: {', '.join(found.frozen)}", err=True)
    if path is not None:
        from comity.presentation.charts import forecast_chart

        drawn = forecast_chart(found)
        write(path, drawn.svg() if path.suffix.lower() == ".svg" else drawn.png())
        typer.echo(f"wrote {path}", err=True)


def _show(found: "Prospect", form: Any) -> None:
    if form is None:
        from comity.presentation import forecast_text

        width, colour = screen()
        typer.echo(forecast_text(found, width=width, colour=colour), nl=False)
        return
    from comity.presentation.cli import output

    output.write(_view("forecasts", found.forecasts), form=form, parquet=None)


def _made(
    dyad: str, target: list[str] | None, horizon: list[int] | None, form: str | None, drawn: bool, asked: dict[str, Any]
) -> "Prospect":
    from comity import api
    from comity.presentation.charts import drawable

    if drawn:
        drawable(target)
    with waiting(f"forecasting {dyad}") as tell:
        return api.prospect(dyad, target=target, horizon=horizon, watch=tell, told=form is None, **asked)


def _grade(dyad: str | None, direction: str | None, record: str | None, form: Any, given: list[str]) -> None:
    from comity import api
    from comity.presentation.cli import output

    if given:
        problem = f"grades what was frozen, and {' and '.join(given)} would make a forecast"
        raise UsageError("--grade", problem, "take one or the other")
    if direction is not None and dyad is None:
        raise UsageError("--direction", "needs a dyad", 'write it like comity forecast "PER>CHL" --grade')
    found = api.grades(dyad, direction=direction, record=record)
    if form is not None:
        output.write(_view("grades", found), form=form, parquet=None)
        return
    from comity.presentation import grades_text

    width, colour = screen()
    typer.echo(grades_text(found, width=width, colour=colour), nl=False)


def _view(table: str, rows: "tuple[Any, ...] | tuple[Grade, ...]") -> Any:
    import msgspec

    from comity.presentation.views import View

    return View(table, tuple(msgspec.to_builtins(row) for row in rows), 0)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forecast", short_help="What to expect of two states; frozen and graded.")(forecast)
