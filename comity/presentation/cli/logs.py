"""What a command says on stderr: words for people, or with --log-json one JSON object a line for machines."""

import sys
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import typer

Level = Literal["info", "warning", "error"]


@dataclass
class _Form:
    json: bool = False


# One command runs in a process, and its errors are told from places that no option reaches.
_FORM = _Form()


def begin(json: bool) -> None:
    """Begin a call of the command line, with --log-json before the command's name or without."""
    _FORM.json = json


def _asked(wanted: bool) -> bool:
    # Commands are parsed after the call has begun: the option holds before and after their name.
    _FORM.json = _FORM.json or wanted
    return wanted


def as_json() -> bool:
    """Whether --log-json was asked for."""
    return _FORM.json


def show_progress() -> bool:
    """Whether a progress bar has a place on stderr: a terminal looks on, and lines are not for machines."""
    return sys.stderr.isatty() and not _FORM.json


_HELP = "One JSON object a line on stderr instead of words."
LogJson = Annotated[bool, typer.Option("--log-json", callback=_asked, help=_HELP)]
LogJsonFirst = Annotated[bool, typer.Option("--log-json", help=_HELP)]


def say(message: str, *, event: str, level: Level = "info", **fields: Any) -> None:
    """Write a line to stderr: the words, or a JSON object with time, level, event, message and the fields."""
    if not _FORM.json:
        typer.echo(message, err=True)
        return
    import msgspec

    from comity import api

    told = {"at": api.stamp(), "level": level, "event": event, "message": message, **fields}
    typer.echo(msgspec.json.encode(told).decode(), err=True)


def mention(event: str, **fields: Any) -> None:
    """Write a line for machines where people see a progress bar, or nothing."""
    if _FORM.json:
        say(event, event=event, **fields)
