"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.placing import incidents
from comity.ledger.pledges import pledges

__all__ = ["incidents", "pledges"]
