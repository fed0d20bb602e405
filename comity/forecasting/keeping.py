"""The tuned models and the scores of a record's last back-test, kept beside its measures."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from comity.forecasting.models.pooled import Recipe
from comity.forecasting.models.protocol import Aim
from comity.model import Backtest, PastSkill

FOLDER = "measures"


class Kept(msgspec.Struct, frozen=True):
    """What a back-test leaves: its result, and how each target and horizon is forecast."""

    result: Backtest
    recipes: tuple[Recipe, ...]

    def recipe(self, aim: Aim) -> Recipe | None:
        """How an aim is forecast; null when it was not tested."""
        return next((each for each in self.recipes if (each.target, each.horizon) == (aim.target, aim.horizon)), None)

    def skill(self, model: str) -> dict[Aim, PastSkill]:
        """How a model did on all cells, by aim."""
        found = self.result
        return {
            Aim(row.target, row.horizon): PastSkill(
                row.model, row.skill_crps, row.skill_low, row.skill_high, row.coverage80, row.cells, found.since,
                found.until,
            )
            for row in found.rows
            if row.model == model
            and row.cell_set == "all"
            and row.skill_crps is not None
            and row.skill_low is not None
            and row.skill_high is not None
        }  # fmt: skip


def keep(folder: Path, key: Sequence[str], result: Backtest, recipes: Iterable[Recipe]) -> None:
    """Keep a back-test; where the folder can't be written to, forecasts do without."""
    _write(_path(folder, "backtest", key), msgspec.json.encode(Kept(result, tuple(recipes))))


def kept(folder: Path, key: Sequence[str]) -> Kept | None:
    """The back-test kept under these words; null when there is none, or an earlier Comity wrote it."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_path(folder, "backtest", key).read_bytes(), type=Kept)
    return None


def counted_run(folder: Path, key: Sequence[str]) -> int:
    """Count one more run over the same test months, and give how many there were.

    Each look at the test lets choices lean towards it, so that the number belongs beside the result.
    """
    path = _path(folder, "backtest-runs", key)
    runs = 0
    with suppress(OSError, ValueError):
        runs = int(path.read_text(encoding="utf-8"))
    _write(path, str(runs + 1).encode())
    return runs + 1


def _write(path: Path, content: bytes) -> None:
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)


def _path(folder: Path, word: str, key: Sequence[str]) -> Path:
    return folder / FOLDER / f"{word}-{sha256(chr(10).join(key).encode()).hexdigest()[:16]}.json"
