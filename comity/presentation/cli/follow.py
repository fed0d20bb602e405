"""`comity follow`: feeds, pages, folders and archives polled into the record, around the clock or once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import ReadError
from comity.presentation.cli import logs, options
from comity.presentation.cli.running import complain
from comity.presentation.wording import duration_text

if TYPE_CHECKING:
    from comity.following import Told
    from comity.model import FollowSummary


def follow(
    feeds: Annotated[
        str, typer.Argument(metavar="FEEDS.toml", help="What to follow: docs/follow.md tells its format.")
    ],
    once: Annotated[
        bool, typer.Option("--once", help="Poll each source once and end; status 3 if something was skipped.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="What the run did, as one JSON object on stdout.")] = False,
    record: options.Record = None,
    log_json: logs.LogJson = False,
) -> None:
    """Poll feeds, pages, folders, JSON lines and WARC archives, and add what is new to the record.

    Servers are asked politely: at intervals, with pauses, by their robots.txt, and only for what has changed. Ctrl-C or
    SIGTERM ends it after the report in hand; the next start goes on there. How each source fares is told on stderr
    and kept in the record (`follow/health.json`).

    \b
    Examples:
      comity follow FEEDS.toml
      comity follow FEEDS.toml --once --record copper-record
    """
    from comity import api

    with stopping() as stop:
        summary = api.follow(feeds, once=once, record=record, tell=_tell, stop=stop)
    for told in summary.retracted:
        complain(f"{told}.")
    logs.say(summary_line(summary), event="summary", summary=summary)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(summary).decode())
    if once and summary.skipped:
        raise typer.Exit(ReadError.exit_status)


def summary_line(summary: "FollowSummary") -> str:
    """Give the last line of a run: polls, what they brought, and what was skipped, with why."""
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(summary.reasons.items()))
    parts = (
        f"{summary.polls} poll{'s'[: summary.polls != 1]}, {summary.unchanged} of them without a change",
        f"{summary.coded} new, {summary.known} known, {summary.skipped} skipped" + (f" ({why})" if why else ""),
        f"{summary.events} events",
        f"{summary.undated} new without a date of publication" if summary.undated else "",
        f"{summary.future} published in the future" if summary.future else "",
        f"{summary.versions} new version{'s' * (summary.versions > 1)} of known reports" if summary.versions else "",
        f"{summary.addresses} known at another address" if summary.addresses else "",
        f"{summary.pending} left for the next poll" if summary.pending else "",
        f"{len(summary.retracted)} retracted" if summary.retracted else "",
        "stopped" if summary.stopped else "",
    )  # fmt: skip
    return "; ".join(part for part in parts if part)


def poll_line(told: "Told") -> str:
    """Give the line that tells how a poll went."""
    if told.unchanged and not (told.new or told.known or told.skipped):
        brought = "nothing has changed"
    else:
        brought = f"{told.new} new, {told.known} known, {told.skipped} skipped"
    return f"{told.source.name}: {brought}; next in {duration_text(told.wait)}"


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C or SIGTERM into a wish to stop; the second one ends at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def asked(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        stop.set()

    for each in before:
        signal.signal(each, asked)
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _tell(told: "Told") -> None:
    name = told.source.name
    if told.error is not None:
        complain(told.error, source=name)
        return
    logs.say(
        poll_line(told),
        event="poll",
        source=name,
        new=told.new,
        known=told.known,
        skipped=told.skipped,
        unchanged=told.unchanged,
        wait=told.wait,
    )


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("follow", short_help="Feeds, folders and archives, polled into the record.")(follow)
