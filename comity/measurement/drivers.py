"""The acts that drove a turning point."""

from collections import Counter
from collections.abc import Iterable
from math import log

from comity.codebook import event_types
from comity.model import Act

MOST = 5
_LED_UP = 0.5


def drivers(
    acts: Iterable[Act], *, since: str, until: str, change: float, turned: str | None = None, most: int = MOST
) -> tuple[Act, ...]:
    """Give the acts between `since` and `until` that pulled a relation the way of `change`, the heaviest first.

    `acts` are all of the dyad; `since` is the first day of the period before the turn, `until` the last day of the turn
    (ISO days, inclusive). `change` is the level after less the level before; only acts of its sign count. Rows alike
    in type, sides and day are one deed, told by its strongest row. A deed weighs |intensity| * -log(share), the share
    being that of its type among the dyad's deeds before `since`, so that what is rare between the two comes first.
    Deeds before `turned`, the first day of the turn's own period, weigh half: they led up to it at most. Acts of no
    PLOVER type come last. Formula: docs/method/drivers.md.
    """
    deeds = _deeds(acts)
    before = Counter(deed.type for deed in deeds if deed.date < since)
    near = [deed for deed in deeds if since <= deed.date <= until and deed.intensity * change > 0]
    return tuple(sorted(near, key=lambda deed: _rank(deed, before, turned or since))[:most])


def _deeds(acts: Iterable[Act]) -> list[Act]:
    """One act for all rows alike: the strongest, of these the most reported, of these the first id."""
    found: dict[tuple[str, frozenset[str] | tuple[str, str], str], Act] = {}
    for act in sorted(acts, key=lambda act: (-abs(act.intensity), -act.reports, act.id)):
        sides = frozenset((act.actor, act.recipient)) if act.joint else (act.actor, act.recipient)
        found.setdefault((act.type, sides, act.date), act)
    return list(found.values())


def _rank(deed: Act, before: Counter[str], turned: str) -> tuple[bool, float, int, str, str]:
    known = event_types()
    # One more of each type: a type never seen is rare, not impossible.
    share = (before[deed.type] + 1) / (before.total() + len(known) + (deed.type not in known))
    weight = abs(deed.intensity) * -log(share) * (1.0 if deed.date >= turned else _LED_UP)
    return deed.type not in known, -weight, -deed.reports, deed.date, deed.id
