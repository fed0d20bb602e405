"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.likeness import Likeness, likeness
from comity.ledger.linking import linked
from comity.ledger.placing import incidents

__all__ = ["Likeness", "incidents", "likeness", "linked"]
