"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.foresight import foresight
from comity.ledger.placing import incidents
from comity.ledger.settling import OUTCOMES, settled

__all__ = ["OUTCOMES", "foresight", "incidents", "settled"]
