"""Arrays that grow at their end while others look at their beginning, and words that are numbered as they come."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import NDArray

# A buffer that is full grows by a part of itself.
_GROWTH = 1.125
_LEAST = 1024


class Buffer:
    """An array that grows; what `all` gave stays what it was. Codes are kept in as few bytes as the largest needs."""

    def __init__(self, kind: Any) -> None:
        self._held: NDArray[Any] = np.zeros(0, kind)
        self.count = 0

    def all(self) -> NDArray[Any]:
        """All that is there, not to be written to."""
        shown = self._held[: self.count]
        shown.flags.writeable = False
        return shown

    def add(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        if not len(values):
            return
        kind = self._kind(values)
        after = self.count + len(values)
        if after > len(self._held) or kind != self._held.dtype:
            room = max(_LEAST, int(after * _GROWTH)) if after > len(self._held) else len(self._held)
            larger = np.zeros(room, kind)
            larger[: self.count] = self._held[: self.count]
            self._held = larger
        self._held[self.count : after] = values
        self.count = after

    def cut(self, count: int) -> None:
        """Drop what was added after the first `count` and shown to nobody."""
        self.count = count

    def _kind(self, values: NDArray[Any]) -> np.dtype[Any]:
        held = self._held.dtype
        if held not in (np.uint8, np.uint16):
            return held
        most = int(values.max())
        return max(held, np.dtype(np.uint8 if most < 2**8 else np.uint16 if most < 2**16 else np.int32),
                   key=lambda each: each.itemsize)  # fmt: skip


class Words:
    """The words of a list that grows, as many as there are now."""

    def __init__(self, held: list[Any]) -> None:
        self._held, self._count = held, len(held)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: SupportsIndex) -> Any:
        """The word of a code."""
        return self._held[at]

    def __iter__(self) -> Iterator[Any]:
        return islice(self._held, self._count)
