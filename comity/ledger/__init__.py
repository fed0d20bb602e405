"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.placing import incidents

__all__ = ["incidents"]
