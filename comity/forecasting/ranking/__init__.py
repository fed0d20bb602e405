"""Who does what to whom next: a ranker over names, the recurrency baseline, and how to measure both."""

from comity.forecasting.ranking.acts import Act, Coded, coded, home_in_name, ordinal
from comity.forecasting.ranking.evaluating import Skill, evaluated, ranks, skill
from comity.forecasting.ranking.history import Asked, History
from comity.forecasting.ranking.learning import Learning
from comity.forecasting.ranking.ranker import Ranked, Ranker
from comity.forecasting.ranking.recurrency import Recurrency

__all__ = [
    "Act",
    "Asked",
    "Coded",
    "History",
    "Learning",
    "Ranked",
    "Ranker",
    "Recurrency",
    "Skill",
    "coded",
    "evaluated",
    "home_in_name",
    "ordinal",
    "ranks",
    "skill",
]
