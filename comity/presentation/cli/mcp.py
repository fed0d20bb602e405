"""`comity mcp`: the record as tools for assistants, over the Model Context Protocol."""

import typer

from comity.presentation.cli import options


def mcp(record: options.Record = None) -> None:
    """Serve the record to an assistant as tools that read and never write (Model Context Protocol, over stdio).

    The tools are search_events, get_incident, dyad_series, forecast, pledges and brief. A client starts this
    command and talks to it over standard input and output; see docs/mcp.md. It ends when its input does.

    \b
    Examples:
      comity mcp
      comity mcp --record talks
    """
    from comity.config import load_settings
    from comity.presentation.mcp import serve
    from comity.record import open_record

    settings = load_settings(record=record)
    # A client shows why a server did not start; that is better than tools that all fail.
    open_record(settings.record, create=False)
    typer.echo(f"comity mcp: serving {settings.record}; it is read and never written", err=True)
    serve(settings)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mcp", short_help="The record as tools for assistants (MCP).")(mcp)
