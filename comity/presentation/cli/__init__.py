"""The command line: one command a file; each parses its words and calls its twin in `comity.api`."""

import sys

import typer

from comity.presentation.cli import (
    backtest,
    bench,
    brief,
    check,
    code,
    codebook,
    compare,
    correct,
    explain,
    export,
    follow,
    forecast,
    imports,
    mcp,
    read,
    recode,
    relation,
    relations,
    runs,
    serve,
    tables,
    upkeep,
    whatif,
)
from comity.presentation.cli.running import PIPE_CLOSED, Group, complain, disk_full, show_version

EPILOG = """\b
Start here:
  comity code story.html                  what one report tells, as JSON
  comity read reports/                    keep it: a record in ./comity-record
  comity follow FEEDS.toml                feeds, folders and archives, around the clock
  comity brief CHL-PER                    the brief of one dyad from the record
  comity relation CHL-PER                 how the two stand over time, and where it turned
  comity whatif scenario.toml             what would follow if something happened, with its precedents
  comity forecast CHL-PER                 what to expect of the two in the coming months
  comity backtest                         how well forecasts of past months would have done
  comity compare one.html other.html      do two reports tell the same story?
  comity events --dyad CHL-PER --since 2024-03 --status occurred
  comity explain e-3f2a                   why a row is there
  comity import icews events.tab.gz       event data of other coders, beside the record's own
  comity export events.zip                the events with all that others need to use them
  comity serve                            all of it as pages, at http://127.0.0.1:8000
  comity correct withdraw e-3f2a --why "a joke, not an act"

\b
Exit statuses:
  0  all went well                   4    the record can't be opened or written
  1  an error nobody foresaw         5    the codebook breaks its own rules
  2  a word of the call is wrong     6    the language model is not installed
  3  done, but inputs were skipped   7  a figure of the coder is below its floor
  8  the cluster can't be used       130  stopped by Ctrl-C
  141  the reader went away

\b
Settings come from comity.toml in this folder, then COMITY_RECORD, COMITY_MODEL, COMITY_MAX_BYTES,
COMITY_LANGUAGES, COMITY_GATE, COMITY_WHO and COMITY_KEEP_DAYS, then options. COMITY_DEBUG=1 shows the
trace of an unforeseen error.
"""

app = typer.Typer(
    cls=Group,
    name="comity",
    help="Read news reports about relations between states and keep what they say as a sourced record.",
    epilog=EPILOG,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
app.callback(invoke_without_command=True)(show_version)
for module in (
    code,
    read,
    follow,
    imports,
    brief,
    relation,
    relations,
    whatif,
    forecast,
    backtest,
    compare,
    tables,
    explain,
    correct,
    export,
    serve,
    mcp,
    codebook,
    bench,
    check,
    runs,
    recode,
    upkeep,
):
    module.add_to(app)


def main() -> None:
    """Run the command line: the console entry point."""
    try:
        app(prog_name="comity")
    except BrokenPipeError:
        sys.exit(PIPE_CLOSED)
    except OSError as error:
        # Help is shown before any command runs, so the group does not see that it could not be written.
        full = disk_full(error)
        complain(full)
        sys.exit(full.exit_status)
