"""`comity backtest`: how well forecasts of the record's dyads would have done."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.presentation.cli import options

if TYPE_CHECKING:
    from comity.model import Backtest, BacktestRow


def _text(name: str, metavar: str, told: str) -> Any:
    return typer.Option(name, metavar=metavar, help=told)


def backtest(
    tune_until: Annotated[
        str | None, _text("--tune-until", "DATE", "Tune on the year that ends here (default: before the test).")
    ] = None,
    test_from: Annotated[
        str | None, _text("--test-from", "DATE", "The first month to forecast (default: three years before the last).")
    ] = None,
    until: Annotated[str | None, _text("--until", "DATE", "The last month to forecast (default: the data's).")] = None,
    coder: Annotated[
        str | None, _text("--coder", "NAME", "Whose acts (default: the coder with most imported rows).")
    ] = None,
    sample: Annotated[str | None, _text("--sample", "NAME", "Only rows of this sample of the imported file.")] = None,
    least: Annotated[
        int, typer.Option("--least", metavar="N", help="Dyads with at least N acts before the tuning year.")
    ] = 12,
    horizon: Annotated[
        list[int] | None, typer.Option("--horizon", metavar="N", help="Months ahead; repeat for several (1, 3 and 6).")
    ] = None,
    together: Annotated[bool, typer.Option("--together", help="Both directions of a dyad as one series.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a row, a line each.")] = False,
    record: options.Record = None,
) -> None:
    """Forecast past months from what was known before them, and score each model by what came.

    Settings are tuned on one year and the models scored on later ones; no model sees a month after its origin. Every
    baseline is a row; skill is what is saved of climatology's CRPS, with a 95% interval over months. What was tuned
    serves the record's forecasts. How often the same months were tested is counted and told.

    \b
    Examples:
      comity backtest
      comity backtest --test-from 2013 --until 2015 --horizon 1
      comity backtest --json | jq "select(.set == \\"all\\") | [.model, .target, .skill_crps]"
    """
    from comity import api

    found = api.backtest(
        tune_until=tune_until,
        test_from=test_from,
        until=until,
        coder=coder,
        sample=sample,
        least=least,
        horizons=horizon,
        together=together,
        record=record,
        watch=(lambda told: typer.echo(told, err=True)) if sys.stderr.isatty() else None,
    )
    if json:
        import msgspec

        for row in found.rows:
            typer.echo(msgspec.json.encode(row).decode())
    else:
        _tables(found)
    for note in found.notes:
        typer.echo(note, err=True)
    run = f"run {found.runs} over these test months"
    typer.echo(f"{found.dyads} dyads, {found.since} to {found.until}, {run}", err=True)


def _tables(found: "Backtest") -> None:
    """Print a table for each target, horizon and set of cells."""
    before: tuple[object, ...] = ()
    for row in found.rows:
        now = (row.target, row.horizon, row.cell_set)
        if now != before:
            ahead = f"{row.horizon} month{'s'[: row.horizon != 1]} ahead"
            typer.echo(f"{chr(10) if before else ''}{row.target}, {ahead}, {row.cell_set} cells ({row.cells:,})")
            typer.echo(f"  {'':16}{'CRPS':>8}{'log':>8}{'BSS':>8}{'ECE':>7}{'80%':>7}  skill over climatology")
            before = now
        typer.echo(_line(row))


def _line(row: "BacktestRow") -> str:
    scores = f"{row.crps:8.4f}{row.log_score:8.4f}{_share(row.bss):>8}{row.ece:7.3f}{row.coverage80:7.1%}"
    skill = f"{_share(row.skill_crps)} ({_share(row.skill_low)} to {_share(row.skill_high)})"
    return f"  {row.model:16}{scores}  {skill}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:+.1%}"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backtest", short_help="How well forecasts would have done on past months.")(backtest)
