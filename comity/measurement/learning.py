"""What a record's dyads teach about all of them, learnt once for each state of the record and kept beside it."""

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from comity.errors import RecordError
from comity.measurement.grid import Dynamics, Floats
from comity.measurement.level import UNIT, Counts, Prior
from comity.measurement.pooling import LEARNT_FROM, for_period, learnt, prior_of, teachers
from comity.measurement.pooling import USUAL as USUAL_MONTHS
from comity.measurement.series import Covered, exposures
from comity.model import Period
from comity.record import writing

FOLDER = "measures"
# Changes whenever the same counts would teach something else.
VERSION = "comity-level.v1"
# Weeks take four times as long as months and there are more of them to learn from.
_TEACHERS: dict[Period, int] = {"week": 12, "month": LEARNT_FROM, "quarter": LEARNT_FROM}
# With fewer dyads there is nobody to learn from.
_LEAST_DYADS = 12
_UNKEPT: dict[Path, "Learnt"] = {}
# A state that deals less with one of the two is no third in their triad.
_LEAST_DEALINGS = 24


class Learnt(msgspec.Struct, frozen=True):
    """What is known of any dyad: its usual rates and how relations move; `dyads` counts the directed ones behind it.

    `acts` are the acts of each dyad ("CHL-PER") that has some number of them, by which outside states are chosen.
    """

    prior: Prior
    dynamics: Dynamics
    dyads: int
    acts: dict[str, int] = {}


class Everyone:
    """Weighted counts of all directed dyads that a coder tells of.

    `names` (N,) are directions, `weights` (N, 2, T) in `UNIT`s, `events` (N,) numbers of acts, `exposure` (T,), and
    `starts` (T,) the periods.
    """

    def __init__(self, counts: Any, covered: Sequence[Covered]) -> None:
        """Take an Arrow table of `Counted`'s columns (as of `Imported.counts`) and one coder's coverage, by time."""
        self.starts = tuple(row.start for row in covered)
        self.exposure: Floats = exposures(covered)
        # Column by column: millions of rows as Python values would take gigabytes.
        directions = counts["direction"].combine_chunks().dictionary_encode()
        quads = counts["quad"].combine_chunks().dictionary_encode()
        self.names: tuple[str, ...] = tuple(directions.dictionary.to_pylist())
        rows = directions.indices.to_numpy(zero_copy_only=False)
        conflict = np.array([quad.endswith("conflict") for quad in quads.dictionary.to_pylist()], dtype=np.int64)
        channels = conflict[quads.indices.to_numpy(zero_copy_only=False)] if len(conflict) else rows
        known = np.array(self.starts, dtype="datetime64[D]")
        days = counts["start"].to_numpy().astype("datetime64[D]")
        times = np.minimum(np.searchsorted(known, days), max(len(known) - 1, 0))
        inside = known[times] == days if len(known) else np.zeros(len(days), dtype=bool)
        weights = counts["weight"].to_numpy() / np.array(UNIT)[channels]
        self.weights = np.zeros((len(self.names), 2, len(self.starts)))
        np.add.at(self.weights, (rows[inside], channels[inside], times[inside]), weights[inside])
        acts = counts["acts"].to_numpy().astype(np.float64)
        self.events: Floats = np.bincount(rows, weights=acts, minlength=len(self.names)).astype(np.float64)

    def learnt(self, period: Period) -> Learnt:
        """What these dyads teach about one more."""
        totals = self.weights.sum(axis=2) * np.array(UNIT)
        prior = prior_of(totals, float(self.exposure.sum()), period)
        acts = {dyad: int(number) for dyad, number in self.pairs().items() if number >= _LEAST_DEALINGS}
        if len(self.names) < _LEAST_DYADS:
            return Learnt(prior, for_period(USUAL_MONTHS, period), len(self.names), acts)
        chosen = teachers(self.events, _TEACHERS[period])
        counts = Counts(self.weights[chosen][:, :, None], self.exposure[None])
        return Learnt(prior, learnt(counts, prior, period), len(self.names), acts)

    def pairs(self) -> dict[str, float]:
        """Acts by dyad, both directions together; joint acts count twice."""
        found: dict[str, float] = {}
        for name, number in zip(self.names, self.events, strict=True):
            dyad = "-".join(sorted(name.split(">")))
            found[dyad] = found.get(dyad, 0) + float(number)
        return found


def taught_by_none(period: Period) -> Learnt:
    """What is held of any dyad where a record has none to learn from."""
    return Learnt(prior_of(np.zeros((0, 2)), 0.0, period), for_period(USUAL_MONTHS, period), 0)


def kept(folder: Path, key: Sequence[str]) -> Learnt | None:
    """What was learnt from this state of the record before; null when nothing was."""
    path = _path(folder, key)
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(path.read_bytes(), type=Learnt)
    return _UNKEPT.get(path)


def keep(folder: Path, key: Sequence[str], found: Learnt) -> None:
    """Keep what was learnt; where the folder can't be written to, this process alone keeps the last of it."""
    path = _path(folder, key)
    try:
        with writing(folder):
            path.parent.mkdir(exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(msgspec.json.encode(found))
            draft.replace(path)
    except RecordError:
        _UNKEPT.clear()
        _UNKEPT[path] = found


def _path(folder: Path, key: Sequence[str]) -> Path:
    return folder / FOLDER / f"learnt-{sha256(chr(10).join(key).encode()).hexdigest()[:16]}.json"
