"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.gathering import incidents
from comity.ledger.keeping import disagreements, keep, place_anew
from comity.ledger.recalling import kept_incident, kept_incidents

__all__ = ["disagreements", "incidents", "keep", "kept_incident", "kept_incidents", "place_anew"]
