"""Scoring: codings held against sentences that people coded, and floors below which no figure may fall."""

from comity.scoring.bench import Bench, measured
from comity.scoring.counting import Scores, scores
from comity.scoring.floors import Floor, Floors, below, load_floors, raised, save_floors
from comity.scoring.gold import GoldEvent, GoldSentence, digest, read_gold
from comity.scoring.passages import (
    GoldAssessment,
    GoldPassage,
    PassageCounts,
    PassageScores,
    passage_scores,
    read_passages,
)
from comity.scoring.reliability import Bin, expected_error, reliability

__all__ = [
    "Bench",
    "Bin",
    "Floor",
    "Floors",
    "GoldAssessment",
    "GoldEvent",
    "GoldPassage",
    "GoldSentence",
    "PassageCounts",
    "PassageScores",
    "Scores",
    "below",
    "digest",
    "expected_error",
    "load_floors",
    "measured",
    "passage_scores",
    "raised",
    "read_gold",
    "read_passages",
    "reliability",
    "save_floors",
    "scores",
]
