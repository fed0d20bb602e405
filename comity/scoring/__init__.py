"""Scoring: codings held against sentences that people coded, and floors below which no figure may fall."""

from comity.scoring.bench import Bench, measured
from comity.scoring.counting import Scores, scores
from comity.scoring.floors import Floor, Floors, below, load_floors, raised, save_floors
from comity.scoring.gold import GoldEvent, GoldSentence, digest, read_gold
from comity.scoring.reliability import Bin, expected_error, reliability

__all__ = [
    "Bench",
    "Bin",
    "Floor",
    "Floors",
    "GoldEvent",
    "GoldSentence",
    "Scores",
    "below",
    "digest",
    "expected_error",
    "load_floors",
    "measured",
    "raised",
    "read_gold",
    "reliability",
    "save_floors",
    "scores",
]
