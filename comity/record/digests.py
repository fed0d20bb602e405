"""A number to each of very many keys, in 24 bytes a key: of keys only digests are kept.

A Python set of pairs of text takes some 300 bytes a pair; a run that reads for weeks would grow by that.
"""

from hashlib import blake2b
from struct import unpack

# Keys that wait in a dict before they go into the arrays; later a share of what these hold, so that all copying
# of arrays together stays in proportion to what was added.
_FEWEST = 8192
_SHARE = 64


def digest(kind: str, *parts: str) -> bytes:
    """The 16 bytes that stand for a key of this kind: two of a billion keys are taken for one once in 10^20 times.

    A part's length is among what is digested, so that no two lists of parts look alike.
    """
    held = blake2b(digest_size=16, person=kind.encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        held.update(len(data).to_bytes(8, "big") + data)
    return held.digest()


class Digests:
    """Numbers (0 to 2^64 - 1) by digests of 16 bytes."""

    def __init__(self) -> None:
        import numpy as np

        self._fresh: dict[bytes, int] = {}
        # A digest in two halves, in the order of the first.
        self._firsts, self._seconds, self._numbers = (np.empty(0, np.uint64) for _ in range(3))

    def __len__(self) -> int:
        return len(self._fresh) + len(self._firsts)

    def get(self, key: bytes) -> int | None:
        """The number of a digest, null where it has none."""
        fresh = self._fresh.get(key)
        if fresh is not None:
            return fresh
        place = self._place(key)
        return None if place is None else int(self._numbers[place])

    def put(self, key: bytes, number: int) -> None:
        """Give a digest its number, in place of the one that it had."""
        place = None if key in self._fresh else self._place(key)
        if place is not None:
            self._numbers[place] = number
            return
        self._fresh[key] = number
        if len(self._fresh) >= max(_FEWEST, len(self._firsts) // _SHARE):
            self._pack()

    def _place(self, key: bytes) -> int | None:
        import numpy as np

        first, second = unpack(">QQ", key)
        place = int(np.searchsorted(self._firsts, np.uint64(first)))
        while place < len(self._firsts) and self._firsts[place] == first:
            if self._seconds[place] == second:
                return place
            place += 1
        return None

    def _pack(self) -> None:
        import numpy as np

        halves = [unpack(">QQ", key) for key in sorted(self._fresh)]
        firsts, seconds = (np.array(each, np.uint64) for each in zip(*halves, strict=True))
        numbers = np.array([number for _, number in sorted(self._fresh.items())], np.uint64)
        places = np.searchsorted(self._firsts, firsts)
        self._firsts = np.insert(self._firsts, places, firsts)
        self._seconds = np.insert(self._seconds, places, seconds)
        self._numbers = np.insert(self._numbers, places, numbers)
        self._fresh.clear()
