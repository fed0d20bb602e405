"""The learned part: how likely each type is for a sentence, by weights trained on sentences of the project.

The weights are made by `make train` from `training/` and lie beside this file; at run time numpy multiplies them.
"""

import hashlib
import io
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from comity.errors import ModelMissing

WEIGHTS = Path(__file__).with_name("judge.npz")
# Of that file, set by `make train`: codings name their coder's version, so other weights must not pass for these.
SHA256 = "b2795b2e1a3458bc948672010d88d7f0043aa56f781265bff70a2b0727ea9053"
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
    """Load the weights once a process. Raises `ModelMissing` for others than this version was released with."""
    import numpy as np

    data = WEIGHTS.read_bytes() if WEIGHTS.is_file() else b""
    if hashlib.sha256(data).hexdigest() != SHA256:
        problem = "is not the one that this version was released with" if data else "is not installed"
        raise ModelMissing(WEIGHTS.name, problem, "install Comity anew, or run `make train` in a checkout")
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        names = bytes(file["names"]).decode().split("\n")
        return Judge(
            str(file["version"]), tuple(str(file["types"]).split()), {name: i for i, name in enumerate(names)},
            file["weights"], file["rarity"].astype(np.float32), file["bias"].astype(np.float32),
            tuple(float(value) for value in file["calibration"]),
        )  # fmt: skip
