"""The rows of a back-test: scores of each set of cells, with intervals over months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from comity.forecasting.models.protocol import Aim
from comity.forecasting.panel import Floats, Integers
from comity.forecasting.scores import brier, calibration_error, covered, crps, log_score
from comity.model import BacktestRow, CellSet

Flags = npt.NDArray[np.bool_]
REFERENCE, TO_BEAT = "climatology", "ewma-nb"
# Months are drawn with replacement so often, and the interval holds so many of the draws.
_DRAWS = 2000
_ENDS = (2.5, 97.5)
_SEED = 20


@dataclass(frozen=True)
class Scored:
    """What came of an aim in M months of C dyads, (M, C) each; `counted` cells are scored, `active` says which kind."""

    aim: Aim
    came: Integers
    counted: Flags
    active: Flags

    def cells(self, kind: CellSet) -> Flags:
        """Which cells (M, C) belong to a set."""
        if kind == "all":
            return self.counted
        return np.asarray(self.counted & (self.active if kind == "active" else ~self.active))


def rows_of(scored: Scored, found: Mapping[str, Floats], *, directed: bool) -> Iterator[BacktestRow]:
    """A row a model and set of cells; `found` gives by model's name its tables (M, C, K + 1). Empty sets have none."""
    cells = {name: _scores(table, scored.came) for name, table in found.items()}
    for kind in get_args(CellSet):
        among = scored.cells(kind)
        if not among.any():
            continue
        for name in found:
            yield _row(name, kind, scored, found[name], cells, among, directed)


def _scores(table: Floats, came: Integers) -> dict[str, Floats]:
    """Each score of every cell, (M, C)."""
    flat, outcomes = table.reshape(-1, table.shape[2]), came.ravel()
    scores = {"crps": crps, "log": log_score, "brier": brier, "covered": covered}
    return {name: score(flat, outcomes).reshape(came.shape) for name, score in scores.items()}


def _row(
    name: str,
    kind: CellSet,
    scored: Scored,
    table: Floats,
    cells: Mapping[str, Mapping[str, Floats]],
    among: Flags,
    directed: bool,
) -> BacktestRow:
    own, usual, beaten = cells[name], cells.get(REFERENCE), cells.get(TO_BEAT)
    skill = None if usual is None else _saved(own["crps"], usual["crps"], among)
    over = None if beaten is None else _saved(own["crps"], beaten["crps"], among)
    nats = None if beaten is None else _saved(own["log"], beaten["log"], among, share=False)
    nothing = (None, None, None)
    one = dict(zip(("skill_crps", "skill_low", "skill_high"), skill or nothing, strict=True))
    two = dict(zip(("over_ewma", "over_ewma_low", "over_ewma_high"), over or nothing, strict=True))
    three = dict(zip(("log_over_ewma", "log_over_ewma_low", "log_over_ewma_high"), nats or nothing, strict=True))
    values: dict[str, Any] = one | two | three
    return BacktestRow(
        model=name,
        target=scored.aim.target,
        cell_set=kind,
        horizon=scored.aim.horizon,
        cells=int(among.sum()),
        log_score=float(own["log"][among].mean()),
        crps=float(own["crps"][among].mean()),
        brier=float(own["brier"][among].mean()),
        bss=None if usual is None else float(1 - own["brier"][among].mean() / max(usual["brier"][among].mean(), 1e-12)),
        ece=calibration_error(1 - table[among][:, 0], scored.came[among]),
        coverage80=float(own["covered"][among].mean()),
        directed=directed,
        **values,
    )


def _saved(own: Floats, other: Floats, among: Flags, *, share: bool = True) -> tuple[float, float, float]:
    """What a model saves of another's score, as a share of it or a cell, with its 95% interval over months."""
    one, two, cells = ((each * among).sum(axis=1) for each in (own, other, np.ones_like(own)))
    draws = np.random.default_rng(_SEED).integers(len(one), size=(_DRAWS, len(one)))

    def value(each: Integers) -> Floats:
        difference = (two - one)[each].sum(axis=-1)
        by = (two if share else cells)[each].sum(axis=-1)
        return np.asarray(difference / np.maximum(by, 1e-12))

    low, high = np.percentile(value(draws), _ENDS)
    return float(value(np.arange(len(one)))), float(low), float(high)
