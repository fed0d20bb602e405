"""One file of gold measured: the scores and how far the confidences can be believed."""

from collections.abc import Mapping, Sequence

import msgspec

from comity import codebook
from comity.model import Coding
from comity.scoring.counting import Scores, scores
from comity.scoring.gold import GoldSentence
from comity.scoring.reliability import Bin, expected_error, reliability


class Bench(msgspec.Struct, frozen=True):
    """What measuring gives; `ece` is the expected calibration error over the bins, null without events."""

    scores: Scores
    ece: float | None
    reliability: tuple[Bin, ...]


def measured(gold: Sequence[GoldSentence], codings: Mapping[str, Coding]) -> Bench:
    """Score codings by the gold's ids."""
    quads = {name: row.quad for name, row in codebook.event_types().items()}
    table = reliability(gold, codings)
    return Bench(scores(gold, codings, quads), expected_error(table), table)
