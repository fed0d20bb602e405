"""A view in the form asked for: JSON lines, CSV, a table for the eye, or a Parquet file."""

import csv
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import typer

from comity.errors import UsageError
from comity.presentation.cli.brief import cannot_write
from comity.presentation.flat import EMPTY, SHOWN, flat, told
from comity.presentation.views import View

Form = Literal["json", "csv", "table", "parquet"]
# What the rows of a table are called, where it is not the table's name.
_NOUNS = {"foresight": "sources", "imports": "files", "runs": "runs", "relation": "rows", "relations": "dyads"}


def chosen(*, json: bool, csv: bool, table: bool, parquet: str | None) -> Form:
    """Give the form that the options name: by default a table on a terminal and JSON lines into a pipe."""
    asked: dict[Form, bool] = {"json": json, "csv": csv, "table": table, "parquet": parquet is not None}
    named = [form for form, wanted in asked.items() if wanted]
    if len(named) > 1:
        raise UsageError(" and ".join(f"--{each}" for each in named), "are two forms of one table", "choose one")
    return named[0] if named else ("table" if sys.stdout.isatty() else "json")


def write(view: View, *, form: Form, parquet: str | None) -> None:
    """Write a view to stdout, or to the Parquet file, and what it leaves out to stderr."""
    if form == "parquet" and parquet is not None:
        _parquet(view, Path(parquet))
    elif form == "json":
        _json(view)
    elif form == "csv":
        _csv(view)
    else:
        _table(view)
    if view.undated:
        typer.echo(f"{view.undated} {view.table} without a date left out by --since or --until", err=True)
    if view.others:
        typer.echo(also_held(view.others, f"comity {view.table}"), err=True)
    if view.table == "pledges":
        nowhere = sum(not any(ref["country"] for ref in row["parties"]) for row in view.rows)
        if nowhere:
            typer.echo(f"{nowhere} pledges by somebody whose state is not known: they stand in no dyad", err=True)


def also_held(others: Sequence[tuple[str, int]], command: str) -> str:
    """Give the line that tells of rows of other coders which were not asked for."""
    held = " and ".join(f"{count:,} imported row{'s'[: count != 1]} of {coder}" for coder, count in others)
    word = others[0][0] if len(others) == 1 else "all"
    return f"the record also holds {held} ({command} --coder {word} shows them)"


def _json(view: View) -> None:
    import msgspec

    encoder = msgspec.json.Encoder()
    for row in view.rows:
        sys.stdout.buffer.write(encoder.encode(row) + b"\n")
    sys.stdout.buffer.flush()


def _csv(view: View) -> None:
    text = io.StringIO(newline="")
    # A header even without rows, so that what reads the file finds its columns.
    writer = csv.DictWriter(text, columns(view), lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat(row) for row in view.rows)
    sys.stdout.buffer.write(text.getvalue().encode())
    sys.stdout.buffer.flush()


def columns(view: View) -> list[str]:
    """Give the flat columns of a view; of an empty one those that the terminal shows."""
    return list(flat(view.rows[0])) if view.rows else list(EMPTY.get(view.table, SHOWN[view.table]))


def _parquet(view: View, path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    rows = [flat(row) for row in view.rows]
    names = columns(view)
    table = pa.table({name: [row[name] for row in rows] for name in names})
    # A column that is empty throughout has no type of its own, and readers of several files want one.
    fields = [pa.field(f.name, pa.string()) if pa.types.is_null(f.type) else f for f in table.schema]
    draft = path.with_name(f".{path.name}.new")
    try:
        # Made anew: in a folder for everybody, a link to elsewhere may lie under that name.
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            parquet.write_table(table.cast(pa.schema(fields)), file)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise cannot_write(path, error) from error
    typer.echo(f"wrote {len(rows)} {view.table} to {path}", err=True)


def _table(view: View) -> None:
    if view.table == "actors":
        from comity.presentation.whos_who import who_text

        typer.echo("\n".join((*who_text(view.rows), _count(view))))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = SHOWN[view.table]
    if view.rows and "licence" in view.rows[0]:
        names = (*names, "coder", "licence")
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    for name in names:
        wide = name in ("evidence", "quote", "text", "outcome", "condition", "title", "affiliation")
        grid.add_column(
            name,
            overflow="fold",
            ratio=3 if wide else None,
            no_wrap=name == "id" and view.table != "reports",
        )
    for row in view.rows:
        cells = flat(row) | told(row, view.table)
        if isinstance(row.get("reports"), list):
            cells["reports"] = len(row["reports"])
        grid.add_row(*(Text(_short(name, cells.get(name))) for name in names))
    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout,
        width=None if terminal else 160,
        no_color=not terminal or bool(os.environ.get("NO_COLOR")),
    )
    console.print(grid)
    console.print(_count(view), highlight=False)


def _count(view: View) -> str:
    count = len(view.rows)
    noun = _NOUNS.get(view.table, view.table)
    return f"{count} {noun if count != 1 else noun[:-1]}"


def _short(name: str, value: Any) -> str:
    if value is None:
        return "-"
    text = " ".join(str(value).split())
    if name == "id":
        # Ids of rows are 16 hex digits; eight are enough for `comity explain` to find one.
        return text[:10] if len(text) == 18 and text[1] == "-" else text
    return text if len(text) <= 160 else text[:159] + "…"
