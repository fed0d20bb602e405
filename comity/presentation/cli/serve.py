"""`comity serve`: the desk, the record as pages in a browser."""

import os
from typing import Annotated

import typer

from comity.errors import ExtraMissing, UsageError
from comity.presentation.cli import options

# Whoever may correct by hand knows this token; it never stands on a command line, where others could read it.
TOKEN = "COMITY_DESK_TOKEN"
_SHORTEST = 16


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
    edit: Annotated[bool, typer.Option("--edit", help=f"Take corrections by hand from who knows ${TOKEN}.")] = False,
    record: options.Record = None,
) -> None:
    """Show the record as pages: relations over time, incidents, pledges, positions, reports, what-ifs.

    The desk listens on this machine only, works offline and without JavaScript, and follows the record while it
    grows. Each address is a view; with .json, .csv, .parquet, .svg or .zip it gives its data.

    \b
    Examples:
      comity serve
      comity serve --record talks --port 8080
      COMITY_DESK_TOKEN=$(openssl rand -hex 16) comity serve --edit
    """
    from importlib.util import find_spec

    from comity.config import load_settings
    from comity.record import open_record

    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise ExtraMissing("the desk", "needs FastAPI, which is not installed", "pip install 'comity[web]'")
    token = os.environ.get(TOKEN, "") if edit else None
    if token is not None and len(token) < _SHORTEST:
        problem = f"needs a token of at least {_SHORTEST} letters in the environment"
        raise UsageError("--edit", problem, f"start it with {TOKEN}=$(openssl rand -hex 16) comity serve --edit")
    settings = load_settings(record=record)
    open_record(settings.record, create=False)
    from comity.presentation.web import serve as run

    run(
        settings,
        host=host,
        port=port,
        token=token,
        ready=lambda address: typer.echo(f"the desk is at {address} (Ctrl-C stops it)", err=True),
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", short_help="The record as pages in a browser.")(serve)
