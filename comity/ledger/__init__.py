"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.placing import incidents
from comity.ledger.settling import latest_day, settled

__all__ = ["incidents", "latest_day", "settled"]
