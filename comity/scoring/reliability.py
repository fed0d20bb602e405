"""Reliability: whether events coded with a confidence of .8 are right eight times in ten."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from comity.model import TOOK_PLACE, Coding
from comity.scoring.gold import GoldSentence


class Bin(msgspec.Struct, frozen=True):
    """Events with a confidence from `low` up to `high`: how many, their mean confidence, the share right."""

    low: float
    high: float
    events: int
    confidence: float
    right: float


def judged(gold: Iterable[GoldSentence], codings: Mapping[str, Coding]) -> list[tuple[float, bool]]:
    """Give (confidence, right) of every event told as happened; right when the gold has its type in the sentence."""
    return [
        (event.confidence, event.type in {act.type for act in row.happened})
        for row in gold if row.id in codings
        for event in codings[row.id].events if event.status in TOOK_PLACE
    ]  # fmt: skip


def reliability(gold: Iterable[GoldSentence], codings: Mapping[str, Coding], bins: int = 10) -> tuple[Bin, ...]:
    """Give the reliability table: bins of equal width over 0 to 1 that hold any event."""
    rows = judged(gold, codings)
    found: list[Bin] = []
    for k in range(bins):
        here = [row for row in rows if min(int(row[0] * bins), bins - 1) == k]
        if here:
            mean = sum(row[0] for row in here) / len(here)
            right = sum(row[1] for row in here) / len(here)
            found.append(Bin(k / bins, (k + 1) / bins, len(here), mean, right))
    return tuple(found)


def expected_error(table: Sequence[Bin]) -> float | None:
    """Give the expected calibration error (0 to 1): the mean distance of confidence and truth, weighted by events."""
    total = sum(row.events for row in table)
    return sum(row.events * abs(row.confidence - row.right) for row in table) / total if total else None
