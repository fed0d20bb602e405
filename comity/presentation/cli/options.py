"""The options that several commands take, each told once."""

from typing import Annotated

import typer


def _text(name: str, metavar: str, told: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=told)
    return found


Record = Annotated[
    str | None, _text("--record", "DIR", "The record's folder, or s3://bucket/prefix (default ./comity-record).")
]
Dyad = Annotated[str | None, _text("--dyad", "AAA-BBB", "Two states, by code or name; AAA>BBB for one direction.")]
AsOf = Annotated[str | None, _text("--as-of", "DATE", "Show the record as it stood at the end of this day.")]
By = Annotated[str, _text("--by", "read|published", "What --as-of goes by: when Comity read a report, or its day.")]
Since = Annotated[str | None, _text("--since", "DATE", "From this day, month or year on.")]
Until = Annotated[str | None, _text("--until", "DATE", "Up to this day, month or year.")]
Status = Annotated[
    str | None,
    _text(
        "--status",
        "STATUS",
        "Occurred, planned, ... (events, incidents); open, due, fulfilled, ... (pledges); "
        "open, came true, did not, unclear (assessments).",
    ),
]
Issue = Annotated[str | None, _text("--issue", "ISSUE", "An issue of the codebook, with those below it.")]
Actor = Annotated[str | None, _text("--actor", "WHO", "A code (CHL, CHL.GOV), an id, or part of a name.")]
Report = Annotated[str | None, _text("--report", "ID", "One report, by its id or the id's beginning.")]
Coder = Annotated[
    str | None,
    _text("--coder", "CODER", "Rows of these coders (icews, gdelt ..., parted by commas), or all (events, incidents)."),
]
Parquet = Annotated[str | None, _text("--parquet", "FILE", "Write a Parquet file, flat.")]
Limit = Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="At most N rows.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, metavar="N", help="Processes that share the work (default: a core each if many)."),
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS|local:N", help="Share the work with a Dask cluster (extra `cluster`)."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line (the default into a pipe).")]
Csv = Annotated[bool, typer.Option("--csv", help="Comma-separated, flat, with a header.")]
Table = Annotated[bool, typer.Option("--table", help="A table to look at (the default on a terminal).")]
