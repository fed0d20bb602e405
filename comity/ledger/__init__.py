"""The ledger: what many reports tell together, derived from the log and rebuilt at any time."""

from comity.ledger.comparison import compare, renamed
from comity.ledger.foresight import foresight
from comity.ledger.gathering import incidents
from comity.ledger.keeping import disagreements, keep, place_anew
from comity.ledger.likeness import Likeness, likeness
from comity.ledger.linking import linked
from comity.ledger.meaning import Meanings
from comity.ledger.pacing import paced
from comity.ledger.parting import Engine
from comity.ledger.people import people
from comity.ledger.placements import table as placements_table
from comity.ledger.pledges import pledges
from comity.ledger.recalling import incident_of_event, kept_incident, kept_incidents, told_incident, touched
from comity.ledger.repairing import mend
from comity.ledger.settling import OUTCOMES, settled
from comity.ledger.whole import Ledger

__all__ = [
    "OUTCOMES",
    "Engine",
    "Ledger",
    "Likeness",
    "Meanings",
    "compare",
    "disagreements",
    "foresight",
    "incident_of_event",
    "incidents",
    "keep",
    "kept_incident",
    "kept_incidents",
    "likeness",
    "linked",
    "mend",
    "paced",
    "people",
    "place_anew",
    "placements_table",
    "pledges",
    "renamed",
    "settled",
    "told_incident",
    "touched",
]
