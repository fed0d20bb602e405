"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.comparison import compare, renamed
from comity.ledger.foresight import foresight
from comity.ledger.meaning import Meanings
from comity.ledger.placing import incidents
from comity.ledger.settling import OUTCOMES, settled

__all__ = ["OUTCOMES", "Meanings", "compare", "foresight", "incidents", "renamed", "settled"]
