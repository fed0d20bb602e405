"""What two states are likeliest to do to each other next, by the ranker over all that either of them did."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from comity.forecasting.ranking import Act, Learning, Ranker
from comity.model import NextAct

# Acts of the last two years tell who deals with whom; what a type's recent frequency is halves in three months.
YEARS = 2
_HALF_LIFE = 90.0
# Types of each direction that are asked about.
_TYPES = 5
# Every sixth day of the last third teaches as well for one pair of states as every other, in a third of the time.
_HOW = Learning(every=6)


def next_acts(acts: Iterable[Act], dyad: str, *, day: str) -> tuple[NextAct, ...]:
    """The likeliest acts between two states after `day` (ISO), those that came most often of late first.

    `acts` are by state code and PLOVER type, all of the last `YEARS` that either state did or that were done to it. Of
    each type that one did to the other of late the ranker says at which place the other stands among all whom the
    first may next do that to. Empty where the two had no act of a type with each other.
    """
    known = [act for act in acts if act.day <= day]
    often = _often(known, dyad, day)
    if not often:
        return ()
    ranker = Ranker(how=_HOW, home_of=lambda name: name).fit(known)
    after = date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
    others = len({act.recipient for act in known} | {act.actor for act in known}) - 1
    found = []
    for (actor, type_, recipient), rate in often:
        ranked = ranker.rank(actor, type_, after, most=others)
        place = next((each.place for each in ranked if each.name == recipient), None)
        found.append(NextAct(actor, type_, recipient, round(rate, 4), place, others, ranker.model))
    return tuple(found)


def _often(acts: Iterable[Act], dyad: str, day: str) -> list[tuple[tuple[str, str, str], float]]:
    """The commonest types of each direction with their rate a month, recent acts counting more."""
    pair = set(dyad.split("-"))
    today = date.fromisoformat(day).toordinal()
    weights: Counter[tuple[str, str, str]] = Counter()
    for act in acts:
        if {act.actor, act.recipient} == pair:
            age = today - date.fromisoformat(act.day).toordinal()
            weights[act.actor, act.type, act.recipient] += 0.5 ** (age / _HALF_LIFE)
    # The weights of one act a day sum to this many days.
    days = _HALF_LIFE / 0.693147
    ordered = sorted(weights.items(), key=lambda each: (-each[1], each[0]))
    kept = [
        (key, 30.4 * weight / days)
        for actor in sorted(pair)
        for key, weight in [each for each in ordered if each[0][0] == actor][:_TYPES]
    ]
    return sorted(kept, key=lambda each: (-each[1], each[0]))
