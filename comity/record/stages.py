"""The time that each stage of a run takes, measured with a clock that the caller brings."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from comity.model import StageTime

Item = TypeVar("Item")


class Stages:
    """A stopwatch for stages, one inside another; `clock` gives seconds (without one, nothing is measured)."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or (lambda: 0.0)
        self._since = 0.0
        self._open: list[str] = []
        self._seconds: dict[str, float] = {}
        self._calls: dict[str, int] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Count the time inside as that of a stage; the one around it stands still meanwhile."""
        self._turn()
        self._open.append(name)
        self._calls[name] = self._calls.get(name, 0) + 1
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def over(self, name: str, items: Iterable[Item]) -> Iterator[Item]:
        """The same items; the time of getting each is that of the stage."""
        source = iter(items)
        while True:
            with self.of(name):
                try:
                    item = next(source)
                except StopIteration:
                    self._calls[name] -= 1
                    return
            yield item

    def times(self) -> tuple[StageTime, ...]:
        """What was measured so far, in the order in which the stages were first entered."""
        return tuple(
            StageTime(name, round(self._seconds.get(name, 0.0), 6), calls) for name, calls in self._calls.items()
        )

    def _turn(self) -> None:
        now = self._clock()
        if self._open:
            name = self._open[-1]
            self._seconds[name] = self._seconds.get(name, 0.0) + now - self._since
        self._since = now
