"""A relation shared out over columns of characters, each as long in days as the next."""

from collections.abc import Sequence
from datetime import date

import msgspec

from comity.model import RelationRow


class Column(msgspec.Struct, frozen=True):
    """What a column shows: the means of level and band over its days, null where nothing is known of any of them."""

    level: float | None
    low: float | None
    high: float | None


def columns(rows: Sequence[RelationRow], count: int) -> list[Column]:
    """Give the rows as `count` columns; a row counts in a column by the share of days that it has there."""
    first = date.fromisoformat(rows[0].start)
    days = (date.fromisoformat(rows[-1].end) - first).days + 1
    shares: list[list[tuple[RelationRow, float]]] = [[] for _ in range(count)]
    for row in rows:
        begin = (date.fromisoformat(row.start) - first).days * count / days
        end = ((date.fromisoformat(row.end) - first).days + 1) * count / days
        for at in range(int(begin), min(int(end) + 1, count)):
            part = min(end, at + 1) - max(begin, at)
            # Less than a hundredth is what rounding leaves of a neighbour.
            if part > 0.01:
                shares[at].append((row, part))
    return [_column(share) for share in shares]


def _column(share: Sequence[tuple[RelationRow, float]]) -> Column:
    return Column(
        _mean([(row.level, part) for row, part in share]),
        _mean([(row.low, part) for row, part in share]),
        _mean([(row.high, part) for row, part in share]),
    )


def _mean(values: Sequence[tuple[float | None, float]]) -> float | None:
    known = [(value, part) for value, part in values if value is not None]
    total = sum(part for _, part in known)
    return sum(value * part for value, part in known) / total if total > 0 else None
