"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.comparison import compare, renamed
from comity.ledger.meaning import Meanings
from comity.ledger.placing import incidents

__all__ = ["Meanings", "compare", "incidents", "renamed"]
