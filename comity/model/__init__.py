"""The nouns of the project: values only, so that a room needs another room's nouns but not its verbs."""

from comity.model.coding import Agreement, Assessment, Coding, Event, Pledge, Position, Statement
from comity.model.derived import Difference, Incident, RunSummary
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
    "Actor",
    "ActorRef",
    "Agreement",
    "Assessment",
    "Coding",
    "Date",
    "DateMention",
    "Difference",
    "Event",
    "Figure",
    "Incident",
    "Mention",
    "Place",
    "PlaceMention",
    "Pledge",
    "Position",
    "Quad",
    "Quote",
    "Reading",
    "Removed",
    "Report",
    "Role",
    "RunSummary",
    "Sentence",
    "Skipped",
    "Span",
    "Statement",
    "Status",
    "Token",
]
