"""The learned part: how likely each type is for a sentence, by weights trained on sentences of the project.

The weights are made by `make train` from `training/` and lie beside this file; at run time numpy multiplies them.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

WEIGHTS = Path(__file__).with_name("judge.npz")
NONE = "NONE"


class Judge(NamedTuple):
    """Weights: a row a clue, a column a type (`NONE` says that the sentence tells no act)."""

    version: str
    types: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Any
    rarity: Any
    bias: Any
    calibration: tuple[float, ...]

    def likely(self, clues: Mapping[str, float]) -> dict[str, float]:
        """Give the probability of each type, `NONE` included; they sum to 1."""
        import numpy as np

        known = [(self.rows[name], value) for name, value in clues.items() if name in self.rows]
        where = np.array([row for row, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known], dtype=np.float32) * self.rarity[where]
        length = math.sqrt(float((values**2).sum())) or 1.0
        scores = (values / length) @ self.weights[where].astype(np.float32) + self.bias
        odds = np.exp(scores - scores.max())
        return {name: float(p) for name, p in zip(self.types, odds / odds.sum(), strict=True)}


@lru_cache(maxsize=1)
def judge() -> Judge:
    """Load the weights once a process."""
    import numpy as np

    with np.load(WEIGHTS) as file:
        names = bytes(file["names"]).decode().split("\n")
        return Judge(
            str(file["version"]), tuple(str(file["types"]).split()), {name: i for i, name in enumerate(names)},
            file["weights"], file["rarity"].astype(np.float32), file["bias"].astype(np.float32),
            tuple(float(value) for value in file["calibration"]),
        )  # fmt: skip
