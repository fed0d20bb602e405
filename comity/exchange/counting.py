"""What an import counts as it goes: rows kept and skipped with samples, and names whose state is not known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from comity.exchange.columns import NONE, Column, Mask
from comity.model import NameCount, Shortfall

SAMPLES = 3
_LONGEST_SAMPLE = 80
# Names beyond this are cut back to the commonest half, so that a file of nothing but odd names fills no memory.
_MOST_NAMES = 200_000

COLUMNS = "wrong number of columns"
LONG = "line too long"
DATE = "no date that can be read"
BEFORE = "before 1900"
FUTURE = "in the future"
CODE = "unknown code"
FIELD = "a field that can't be read"
MODE = "unknown mode"
INTENSITY = "intensity beyond the scale"
CONTEXT = "unknown context"
ISSUE = "unknown issue"


@dataclass
class Tally:
    """The counts of a file, or of a run over several."""

    kept: int = 0
    between: int = 0
    untyped: int = 0
    mentions: int = 0
    unplaced: int = 0
    skips: Counter[str] = field(default_factory=Counter)
    losses: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)

    @property
    def skipped(self) -> int:
        """How many rows were not kept."""
        return self.skips.total()

    def add(self, other: "Tally") -> None:
        """Add the counts of one file to those of the run."""
        for name in ("kept", "between", "untyped", "mentions", "unplaced"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.skips.update(other.skips)
        self.losses.update(other.losses)
        self.names.update(other.names)
        for reason, samples in other.samples.items():
            self._sample(reason, samples)

    def skip(self, reason: str, rows: int, samples: Sequence[str]) -> None:
        """Count rows that are not kept."""
        if rows:
            self.skips[reason] += rows
            self._sample(reason, samples)

    def skip_where(self, reason: str, mask: Mask, shown: Column) -> None:
        """Count the rows of a mask as not kept, with what stood there as samples."""
        rows = np.flatnonzero(mask)
        self.skip(reason, len(rows), [_at(shown, row) for row in rows[:SAMPLES]])

    def lose(self, reason: str, rows: int, samples: Sequence[str]) -> None:
        """Count rows that are kept with less than they said."""
        if rows:
            self.losses[reason] += rows
            self._sample(reason, samples)

    def lose_where(self, reason: str, mask: Mask, shown: Column) -> None:
        """Count the rows of a mask as kept with less, with what stood there as samples."""
        rows = np.flatnonzero(mask)
        self.lose(reason, len(rows), [_at(shown, row) for row in rows[:SAMPLES]])

    def name(self, name: Column, country: Column) -> None:
        """Count one side's names of kept rows, and those without a state or body."""
        named = name.known()
        missing = named & ~country.known()
        self.mentions += int(named.sum())
        self.unplaced += int(missing.sum())
        codes, counts = np.unique(name.codes[missing], return_counts=True)
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            self.names[name.values[code]] += count
        if len(self.names) > _MOST_NAMES:
            self.names = Counter(dict(self.names.most_common(_MOST_NAMES // 2)))

    def shortfalls(self, counts: Counter[str]) -> tuple[Shortfall, ...]:
        """The reasons of `skips` or `losses`, the commonest first."""
        return tuple(Shortfall(reason, rows, tuple(self.samples[reason])) for reason, rows in counts.most_common())

    def unplaced_names(self, most: int = 10) -> tuple[NameCount, ...]:
        """The commonest names whose state is not known."""
        return tuple(NameCount(name, rows) for name, rows in self.names.most_common(most))

    def _sample(self, reason: str, samples: Sequence[str]) -> None:
        kept = self.samples.setdefault(reason, [])
        for sample in samples:
            shown = " ".join(sample.split())
            shown = shown if len(shown) <= _LONGEST_SAMPLE else f"{shown[: _LONGEST_SAMPLE - 1]}…"
            if len(kept) < SAMPLES and shown not in kept:
                kept.append(shown)


def _at(column: Column, row: int) -> str:
    code = int(column.codes[row])
    return "(empty)" if code == NONE else column.values[code]
