"""`comity code`: what reports tell, as JSON lines; nothing is kept."""

import sys
from typing import Annotated

import typer

from comity.errors import ReadError
from comity.presentation.cli import options
from comity.presentation.cli.running import complain


def code(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...|-",
            help="Files or folders of text, HTML, PDF or JSON lines; - is standard input.",
        ),
    ],
    jobs: options.Jobs = None,
) -> None:
    """Code reports: a JSON line a report on stdout; nothing is kept.

    Each line holds the report and its actors, events, agreements, pledges, statements, positions and
    assessments, every row with the stretch of text it rests on. A report that can't be read is told on
    stderr and skipped; the exit status is then 3.

    \b
    Examples:
      comity code story.html
      comity code reports/ > codings.jsonl
      echo '{"text": "...", "published": "2024-03-04"}' | comity code -
    """
    import msgspec

    from comity import api

    encoder = msgspec.json.Encoder()
    skipped = 0
    # From a pipe each report is coded as it comes; to look ahead would wait for the slowest writer.
    jobs = 1 if jobs is None and "-" in paths else jobs
    for found in api.code(paths, jobs=jobs):
        if isinstance(found, ReadError):
            skipped += 1
            complain(found)
            continue
        sys.stdout.buffer.write(encoder.encode(found) + b"\n")
        # The next program in the pipe gets each report as soon as it is coded.
        sys.stdout.buffer.flush()
    if skipped:
        raise typer.Exit(ReadError.exit_status)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("code", short_help="What reports tell, as JSON lines; nothing is kept.")(code)
