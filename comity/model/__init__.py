"""The nouns of the project: values only, so that a room needs another room's nouns but not its verbs."""

from comity.model.coding import Agreement, Assessment, Coding, Event, Pledge, Position, Statement
from comity.model.derived import Difference, Incident, IncidentChange, RunSummary
from comity.model.ledger import (
    Action,
    Change,
    Correction,
    LedgerPledge,
    Match,
    Outcome,
    PledgeStatus,
    Settled,
)
from comity.model.reading import (
    Actor,
    DateMention,
    Mention,
    PlaceMention,
    Quote,
    Reading,
    Role,
    Sentence,
    Token,
)
from comity.model.report import Report
from comity.model.values import TOOK_PLACE, ActorRef, Date, Figure, Place, Quad, Removed, Skipped, Span, Status

__all__ = [
    "TOOK_PLACE",
    "Action",
    "Actor",
    "ActorRef",
    "Agreement",
    "Assessment",
    "Change",
    "Coding",
    "Correction",
    "Date",
    "DateMention",
    "Difference",
    "Event",
    "Figure",
    "Incident",
    "IncidentChange",
    "LedgerPledge",
    "Match",
    "Mention",
    "Outcome",
    "Place",
    "PlaceMention",
    "Pledge",
    "PledgeStatus",
    "Position",
    "Quad",
    "Quote",
    "Reading",
    "Removed",
    "Report",
    "Role",
    "RunSummary",
    "Sentence",
    "Settled",
    "Skipped",
    "Span",
    "Statement",
    "Status",
    "Token",
]
