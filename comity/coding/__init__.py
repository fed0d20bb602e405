"""What a reading tells: events, pledges, statements, positions, assessments, each with its evidence."""

from comity.coding.coder import Coder, RulesCoder
from comity.coding.issues import find_issues
from comity.coding.processes import batches, code_in_processes, code_packed, sharing, started

__all__ = ["Coder", "RulesCoder", "batches", "code_in_processes", "code_packed", "find_issues", "sharing", "started"]
