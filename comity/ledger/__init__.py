"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.comparison import compare, renamed
from comity.ledger.foresight import foresight
from comity.ledger.likeness import Likeness, likeness
from comity.ledger.linking import linked
from comity.ledger.meaning import Meanings
from comity.ledger.people import people
from comity.ledger.placing import incidents
from comity.ledger.pledges import pledges
from comity.ledger.settling import OUTCOMES, settled
from comity.ledger.whole import Ledger

__all__ = [
    "OUTCOMES",
    "Ledger",
    "Likeness",
    "Meanings",
    "compare",
    "foresight",
    "incidents",
    "likeness",
    "linked",
    "people",
    "pledges",
    "renamed",
    "settled",
]
