"""Workers that end at a chosen moment, for the tests of what a cluster does then."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin


class Dies(WorkerPlugin):
    """Ends the first worker that comes to a moment with kill -9: `before` or `after` the commit of a batch.

    `mark` is a file that tells that one has died; those that take its place live.
    """

    def __init__(self, moment: str, mark: Path) -> None:
        self.moment, self.mark = moment, mark

    def setup(self, worker: Any) -> None:
        from comity.exchange import importing
        from comity.scaling import work

        append, row = work.kept_of, importing._named

        def once(moment: str) -> None:
            if moment == self.moment and not self.mark.exists():
                self.mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)

        def kept_of(*given: Any, **named: Any) -> Any:
            once("before")
            found = append(*given, **named)
            once("after")
            return found

        def name(*given: Any) -> Any:
            once("before the last row")
            return row(*given)

        work.kept_of, importing._named = kept_of, name


class Chokes(WorkerPlugin):
    """Ends each worker that takes up a report of this id."""

    def __init__(self, id: str) -> None:
        self.id = id

    def setup(self, worker: Any) -> None:
        from comity.scaling import work

        code, ended = work.code_packed, self.id.encode()

        def code_packed(reports: bytes, *given: Any) -> Any:
            if ended in reports:
                # A nanny starts no other worker for one that ended before it was up.
                time.sleep(2)
                os.kill(os.getpid(), signal.SIGKILL)
            return code(reports, *given)

        work.code_packed = code_packed
