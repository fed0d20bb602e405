"""What every command shares: errors as one line with an exit status, and the options that recur."""

import errno
import os
import sys
from contextlib import suppress
from typing import Annotated, Any, TypeGuard

import typer
from typer.core import TyperGroup

from comity.errors import ComityError, ReadError, RecordUnwritable
from comity.presentation.cli import logs

INTERRUPTED = 130
PIPE_CLOSED = 141
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Group(TyperGroup):
    """Runs a command and turns what goes wrong into one line on stderr and a documented exit status."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the commands in the order in which one meets them, not by the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except ComityError as error:
            complain(error)
            raise typer.Exit(error.exit_status) from error
        except KeyboardInterrupt as stop:
            complain("stopped.")
            raise typer.Exit(INTERRUPTED) from stop
        except BrokenPipeError as gone:
            _let_go_of_stdout()
            raise typer.Exit(PIPE_CLOSED) from gone
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _FULL:
                full = disk_full(error)
                complain(full)
                raise typer.Exit(full.exit_status) from error
            if _expected(error) or os.environ.get("COMITY_DEBUG"):
                raise
            words = " ".join(str(error).split())[:300] or "no message"
            complain(f"{type(error).__name__}: {words}; run again with COMITY_DEBUG=1 for the trace.")
            raise typer.Exit(1) from error


def disk_full(error: OSError) -> RecordUnwritable:
    """Give the error of an output that takes no more; what was written so far stands."""
    _let_go_of_stdout()
    problem = f"it can't be written ({error.strerror})"
    return RecordUnwritable("standard output", problem, "free some space and run the same command again")


def _let_go_of_stdout() -> None:
    """Python flushes stdout once more at exit, which would fail again over a closed pipe or a full disk."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _expected(error: Exception) -> bool:
    """Whether the error is the command-line library's own way of ending a command."""
    return isinstance(error, typer.Exit | typer.Abort) or hasattr(error, "exit_code")


def complain(error: ComityError | str, *, source: str | None = None) -> None:
    """Write an error as one line to stderr, whatever line breaks its words hold; `source` is the feed it came of."""
    words = " ".join(str(error if source is None else f"{source}: {error}").split())
    if not logs.as_json():
        typer.echo(f"comity: {words}", err=True)
        return
    parts = {"subject": error.subject, "problem": error.problem, "step": error.step} if _told(error) else {}
    parts |= {"source": source} if source is not None else {}
    kind = type(error).__name__ if isinstance(error, Exception) else "Warning"
    level: logs.Level = "warning" if isinstance(error, str | ReadError) else "error"
    logs.say(words, event="complaint", level=level, kind=kind, **parts)


def _told(error: object) -> TypeGuard[ComityError]:
    return isinstance(error, ComityError)


def show_version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Show the version and exit.")] = False,
    log_json: logs.LogJsonFirst = False,
) -> None:
    """Read news reports about relations between states and keep what they say as a sourced record."""
    logs.begin(log_json)
    if version:
        import comity

        typer.echo(f"comity {comity.__version__}")
        raise typer.Exit
