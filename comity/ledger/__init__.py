"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.comparison import compare, renamed
from comity.ledger.foresight import foresight
from comity.ledger.likeness import Likeness, likeness
from comity.ledger.linking import linked
from comity.ledger.meaning import Meanings
from comity.ledger.placing import incidents
from comity.ledger.settling import OUTCOMES, settled

__all__ = [
    "OUTCOMES",
    "Likeness",
    "Meanings",
    "compare",
    "foresight",
    "incidents",
    "likeness",
    "linked",
    "renamed",
    "settled",
]
