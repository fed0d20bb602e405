"""What a reading tells: events, pledges, statements, positions, assessments, each with its evidence."""

from comity.coding.coder import Coder, RulesCoder
from comity.coding.issues import find_issues

__all__ = ["Coder", "RulesCoder", "find_issues"]
