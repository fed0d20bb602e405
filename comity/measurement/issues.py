"""The issues that carry the conflict of a relation."""

from collections import Counter
from collections.abc import Iterable

from comity.codebook import issues as issue_table
from comity.model import Act, IssueShare


def issue_shares(acts: Iterable[Act]) -> tuple[tuple[IssueShare, ...], int]:
    """Give the issues by their share of all conflict, the largest first, and how many acts have no known issue.

    An act counts under its own issues, not under the wider ones above them; its intensity is split evenly over them.
    Shares are of the absolute intensity of conflictual acts whose issue is known, and sum to 1 unless there are none.
    Codes that the codebook's table of issues does not have are not known. Formula: docs/method/issues.md.
    """
    conflict: Counter[str] = Counter()
    cooperation: Counter[str] = Counter()
    weight: dict[str, float] = {}
    unknown = 0
    for act in acts:
        own = [code for code in dict.fromkeys(act.issues) if code in issue_table()]
        unknown += not own
        hostile = act.quad.endswith("conflict")
        for code in own:
            (conflict if hostile else cooperation)[code] += 1
            weight[code] = weight.get(code, 0.0) + (abs(act.intensity) / len(own) if hostile else 0.0)
    total = sum(weight.values())
    rows = [
        IssueShare(code, conflict[code], cooperation[code], mine / total if total else 0.0)
        for code, mine in weight.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.share, -row.conflict, -row.cooperation, row.issue))), unknown
