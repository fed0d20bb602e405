"""`comity whatif`: what would follow if something happened, beside what would come without it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import UsageError
from comity.presentation.cli import options
from comity.presentation.cli.brief import screen, write
from comity.presentation.cli.relation import picture, waiting
from comity.presentation.cli.tables import by_word

if TYPE_CHECKING:
    from comity.model import Conditional, WhatIf


def _text(name: str, metavar: str, told: str) -> Any:
    return typer.Option(name, metavar=metavar, help=told)


File = Annotated[str | None, typer.Argument(metavar="[SCENARIO.toml]", help="A scenario file.")]
From = Annotated[str | None, _text("--from", "DYAD", "List what the reports about two states say would follow.")]
Write = Annotated[str | None, _text("--write", "DIR", "With --from: also write each scenario to a file there.")]
Months = Annotated[int | None, _text("--months", "N", "How many months to simulate, instead of the file's.")]
Seed = Annotated[int | None, _text("--seed", "N", "The seed of chance, instead of the file's.")]
Chart = Annotated[str | None, _text("--chart", "FILE", "Also draw both courses into a file: .svg or .png.")]
CoderName = Annotated[str | None, _text("--coder", "NAME", "Only this coder's acts (such as icews).")]


def whatif(
    scenario: File = None,
    from_dyad: From = None,
    write_to: Write = None,
    months: Months = None,
    seed: Seed = None,
    chart: Chart = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a month (or conditional), a line each.")
    ] = False,
    csv: options.Csv = False,
    precedents: Annotated[
        bool, typer.Option("--precedents", help="The precedents as rows instead of the months (JSON unless --csv).")
    ] = False,
    coder: CoderName = None,
    record: options.Record = None,
    as_of: options.AsOf = None,
    by: options.By = "read",
) -> None:
    """Run a scenario: what would follow, beside what would come without it.

    A scenario assumes dated things of two states: a change of leader, a summit, a tariff, a test, an apology, an
    agreement, a pledge kept or broken ... What each does comes from its precedents on record; where these are few, the
    answer says so. --from lists the conditionals that reports state as scenarios to edit and run.

    \b
    Examples:
      comity whatif summit.toml
      comity whatif summit.toml --chart summit.svg --months 12
      comity whatif summit.toml --json | jq .difference
      comity whatif --from CHL-PER --write scenarios/
    """
    from comity.presentation.filters import one_of

    by = one_of(by_word(by), ("read", "published"), "--by")
    about = {"record": record, "as_of": as_of, "by": by}
    if json and csv:
        raise UsageError("--json and --csv", "are two forms of one table", "choose one")
    if (scenario is None) == (from_dyad is None):
        problem = "no scenario is named" if scenario is None else "a scenario and --from are named"
        raise UsageError("whatif", problem, "give a SCENARIO.toml, or --from DYAD to list those that reports state")
    if from_dyad is not None:
        _list(from_dyad, write_to, about, json=json, csv=csv)
        return
    if write_to is not None:
        raise UsageError("--write", "it goes with --from only", "leave it out, or give --from DYAD")
    target = None if chart is None else picture(chart)
    found = _run(str(scenario), months, seed, about | {"coder": coder})
    _show(found, json=json, csv=csv, precedents=precedents)
    if target is not None:
        from comity.presentation.charts import paths_chart

        drawn = paths_chart(found)
        write(target, drawn.svg() if target.suffix.lower() == ".svg" else drawn.png())
        typer.echo(f"wrote {target}", err=True)


def _run(path: str, months: int | None, seed: int | None, about: dict[str, Any]) -> "WhatIf":
    from comity import api

    asked = api.scenario(path, months=months, seed=seed)
    with waiting(f"simulating {asked.title}"):
        found: WhatIf = api.whatif(asked, **about)
    return found


def _show(found: "WhatIf", *, json: bool, csv: bool, precedents: bool) -> None:
    import msgspec

    if precedents:
        rows = [
            {"input": effect.input} | msgspec.to_builtins(row) for effect in found.effects for row in effect.precedents
        ]
        _rows("precedents", rows, csv=csv)
    elif json or csv:
        _rows("whatif", [msgspec.to_builtins(row) for row in found.rows], csv=csv)
    else:
        from comity.presentation.whatif import whatif_text

        width, colour = screen()
        typer.echo(whatif_text(found, width=width, colour=colour), nl=False)


def _rows(table: str, rows: list[dict[str, Any]], *, csv: bool) -> None:
    from comity.presentation.cli import output
    from comity.presentation.views import View

    told = tuple(_flat(row) for row in rows) if csv else tuple(rows)
    output.write(View(table, told, 0), form="csv" if csv else "json", parquet=None)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose bands are columns of their own: baseline_mean, baseline_low ..., and whose act is its id."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name == "act":
            found["act"] = value["id"] if value else None
        elif isinstance(value, dict):
            found |= {f"{name}_{key}": each for key, each in value.items()}
        else:
            found[name] = value
    return found


def _list(dyad: str, write_to: str | None, about: dict[str, Any], *, json: bool, csv: bool) -> None:
    import msgspec

    from comity import api

    found = api.scenarios(dyad, **about)
    if json or csv:
        _rows("conditionals", [msgspec.to_builtins(each) for each in found], csv=csv)
    elif not found:
        typer.echo(f"no report of the record states a conditional about {dyad}")
    else:
        from comity.presentation.whatif import scenarios_text

        width, colour = screen()
        typer.echo(scenarios_text(found, found[0].dyad, width=width, colour=colour), nl=False)
    if write_to is not None:
        _write_all(found, Path(write_to))


def _write_all(found: "tuple[Conditional, ...]", folder: Path) -> None:
    from comity.presentation.cli.brief import cannot_write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    for each in found:
        path = folder / f"{each.id}.toml"
        if path.exists():
            # A file that is there may have been edited.
            typer.echo(f"kept {path}, which is there already", err=True)
            continue
        write(path, each.scenario)
        typer.echo(f"wrote {path}", err=True)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("whatif", short_help="What would follow if something happened, with precedents.")(whatif)
