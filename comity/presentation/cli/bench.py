"""`comity bench`: how well the coder codes sentences that people coded, and a gate below which it may not fall."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import BelowFloor
from comity.presentation.cli.running import complain

if TYPE_CHECKING:
    from comity.scoring import Bench, Floors

SHOWN = (
    ("type", "types, F1"), ("type_macro", "types, macro-F1"), ("quad", "quad class, F1"), ("dyad", "both states, F1"),
    ("dyad_type", "both states and type, F1"), ("dyad_quad", "both states and quad class, F1"),
    ("actor_found", "actors found"), ("recipient_found", "recipients found"), ("status", "status right"),
    ("coded", "sentences coded"), ("false_alarms", "false alarms"),
)  # fmt: skip


def bench(
    gold: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GOLD...]", help="Files of gold sentences (default: every tests/gold/*.jsonl that is gold)."
        ),
    ] = None,
    floors: Annotated[
        str | None, typer.Option("--floors", metavar="FILE", help="Hold the figures against the floors pinned in FILE.")
    ] = None,
    lift: Annotated[
        bool, typer.Option("--raise", help="Raise the floors in the file of --floors to what was reached.")
    ] = False,
    lower: Annotated[
        str | None,
        typer.Option(
            "--lower", metavar="WHY", help="Let floors sink to what was reached; WHY must stand in CHANGELOG.md."
        ),
    ] = None,
    by_type: Annotated[bool, typer.Option("--by-type", help="Show each type's F1 as well.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
) -> None:
    """Measure the coder on sentences that people coded.

    Prints a table a file, with the digest of its gold: figures compare only where the digests are the same. With
    --floors the run fails, with status 7, when a figure is below its floor: the gate that the tests of this project
    run. Raising floors is free; to lower one takes --lower and a line in the changelog.

    \b
    Examples:
      comity bench
      comity bench my-gold.jsonl --by-type
      comity bench --floors tests/gold/floors.json
      comity bench --floors tests/gold/floors.json --raise
    """
    from comity import api
    from comity.scoring import below, digest, load_floors, raised, save_floors

    known: Floors = load_floors(floors) if floors and (Path(floors).exists() or not lift) else {}
    changelog = Path("CHANGELOG.md").read_text(encoding="utf-8") if Path("CHANGELOG.md").exists() else ""
    problems: list[str] = []
    for path in gold or api.gold_files():
        found = api.bench(path)
        name = Path(path).stem
        show(path, digest(path), found, by_type=by_type, json=json)
        if floors and (lift or lower):
            known[name] = raised(known.get(name, {}), found.scores, lower=lower or "")
            save_floors(floors, known)
        problems += [f"{path}: {problem}" for problem in below(known.get(name, {}), found.scores, changelog)]
    for problem in problems:
        complain(f"{problem}.")
    if problems:
        raise typer.Exit(BelowFloor.exit_status)


def show(path: str, mark: str, found: "Bench", *, by_type: bool, json: bool) -> None:
    """Print one file's figures, as JSON or as a table with bars of the reliability."""
    if json:
        import msgspec

        line = {"gold": path, "digest": mark, **msgspec.to_builtins(found)}
        typer.echo(msgspec.json.encode(line).decode())
        return
    scores = found.scores
    typer.echo(f"{path}: {scores.sentences} sentences, {scores.quiet} of them without an act; digest {mark}")
    for key, label in SHOWN:
        value = getattr(scores, key)
        if value is not None:
            typer.echo(f"  {label:32}{value:6.3f}")
    if by_type:
        for kind, value in sorted(scores.by_type.items(), key=lambda row: -row[1]):
            typer.echo(f"    {kind:12}{value:6.3f}  {'█' * round(value * 30)}")
    if found.ece is not None:
        typer.echo(f"  {'confidence off by (ECE)':32}{found.ece:6.3f}")
        for row in found.reliability:
            bar = "█" * round(row.right * 20)
            typer.echo(f"    said {row.confidence:.2f}  true {row.right:.2f}  {row.events:5} events  {bar}")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench", short_help="How well the coder codes sentences that people coded.")(bench)
