"""What a poll gives: reports, errors in their place, and what the source's state learns once they are kept."""

from collections.abc import Callable
from dataclasses import dataclass

from comity.errors import ReadError
from comity.following.keeping import State
from comity.model import Report
from comity.reading import judged


@dataclass(frozen=True)
class Found:
    """One step of a poll. `mark` is applied to the state when `item` is in the record, so that nothing is lost.

    `at` is the moment of the report's publication, or of what stands for it (seconds since 1970). `failed` says that
    the poll itself failed, and not one report of it; `taken` is bytes fetched.
    """

    item: Report | ReadError | None
    mark: Callable[[State], None] | None = None
    at: float | None = None
    failed: bool = False
    taken: int = 0


@dataclass(frozen=True)
class Bounds:
    """What bounds a report (`max_bytes` of text), and the languages that are read."""

    max_bytes: int
    languages: frozenset[str]

    def judged(self, found: Report | ReadError, where: str) -> Report | ReadError:
        """The report, or why it is not read."""
        return judged(found, where, max_bytes=self.max_bytes, languages=self.languages)
