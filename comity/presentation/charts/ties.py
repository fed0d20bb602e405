"""Who acts on whom, made small enough to draw: the busiest states, the strongest ties, and where each stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from comity.errors import UsageError
from comity.model import Quad
from comity.presentation.charts.lettering import clean
from comity.presentation.charts.palette import SORTS

# Passes that bring states who act on each other next to each other; nine in ten networks need fewer.
_MOST_SWAPS = 400


class Tie(msgspec.Struct, frozen=True):
    """How many acts of a quad class one actor did to another; both are codes of states or bodies."""

    actor: str
    recipient: str
    quad: Quad
    count: int


class Network(msgspec.Struct, frozen=True):
    """What is drawn of a network: the `centre` (the states in focus), the ring around it in order, and the ties.

    `acts` counts the acts of each state drawn, done or received. The rest is counted: `home` the acts of a state on
    itself, `nodes_left` and `ties_left` the states and ties that there was no room for.
    """

    centre: tuple[str, ...]
    ring: tuple[str, ...]
    ties: tuple[Tie, ...]
    acts: Mapping[str, int]
    home: int
    nodes_left: int
    ties_left: int


def added_up(rows: Iterable[Tie]) -> list[Tie]:
    """Give one tie for each actor, recipient and quad class, the strongest first; those of no acts are left out.

    Raises `UsageError` for a number below zero.
    """
    counts: Counter[tuple[str, str, Quad]] = Counter()
    for row in rows:
        if row.count < 0:
            what = f"{row.count} acts of {clean(row.actor)} on {clean(row.recipient)}"
            raise UsageError(what, "are no number of acts", "give 0 or more")
        counts[row.actor, row.recipient, row.quad] += row.count
    order = {quad: at for at, quad in enumerate(SORTS)}
    found = [Tie(actor, recipient, quad, count) for (actor, recipient, quad), count in counts.items() if count]
    return sorted(found, key=lambda tie: (-tie.count, tie.actor, tie.recipient, order[tie.quad]))


def network(ties: Sequence[Tie], *, focus: Sequence[str], most_nodes: int, most_ties: int) -> Network:
    """Choose what to draw of ties that are added up: at most so many states and ties, those of the focus first."""
    between = [tie for tie in ties if tie.actor != tie.recipient]
    centre = tuple(code for code in dict.fromkeys(focus))
    of_centre = [tie for tie in between if tie.actor in centre or tie.recipient in centre] if centre else []
    acts, near = _acts(between), _acts(of_centre)
    busiest = sorted(acts, key=lambda code: (code not in centre, code not in near, -near[code], -acts[code], code))
    kept = set(busiest[:most_nodes]) | set(centre)
    drawable = [tie for tie in between if tie.actor in kept and tie.recipient in kept]
    if centre:
        # A stable sort: those of the focus first, each part from the strongest down.
        drawable.sort(key=lambda tie: tie.actor not in centre and tie.recipient not in centre)
    drawn = drawable[:most_ties]
    tied = {code for tie in drawn for code in (tie.actor, tie.recipient)} - set(centre)
    home = sum(tie.count for tie in ties if tie.actor == tie.recipient)
    left = len(set(acts) - tied - set(centre))
    ring = _ordered(sorted(tied, key=lambda code: (-acts[code], code)), drawn)
    shown = {code: acts[code] for code in (*centre, *ring)}
    return Network(centre, tuple(ring), tuple(drawn), shown, home, left, len(between) - len(drawn))


def _acts(ties: Iterable[Tie]) -> Counter[str]:
    acts: Counter[str] = Counter()
    for tie in ties:
        acts[tie.actor] += tie.count
        acts[tie.recipient] += tie.count
    return acts


def _ordered(codes: list[str], ties: Sequence[Tie]) -> list[str]:
    """Put states round a ring by swaps, the best first: those tied more than their numbers of ties would let expect
    stand near, the others apart, so that the busiest of all don't crowd at one side.

    That excess is what modularity adds up (Newman and Girvan, Physical Review E 69 (2004), 026113). All numbers are
    whole, so that each machine finds the same order.
    """
    count = len(codes)
    if count < 4:
        return codes
    at = {code: place for place, code in enumerate(codes)}
    weights = np.zeros((count, count), dtype=np.int64)
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    for tie in ties:
        if tie.actor in at and tie.recipient in at:
            pairs[at[tie.actor], at[tie.recipient]] += tie.count
    for (one, other), acts in pairs.items():
        # Roughly a logarithm: one pair of a thousand acts must not outweigh ten of a hundred.
        weights[one, other] += acts.bit_length()
        weights[other, one] += acts.bit_length()
    degrees = weights.sum(axis=1)
    weights = weights * degrees.sum() - np.outer(degrees, degrees)
    np.fill_diagonal(weights, 0)
    places = np.arange(count)
    apart = np.abs(places[:, None] - places[None, :])
    apart = np.minimum(apart, count - apart)
    for _ in range(_MOST_SWAPS):
        # cost[i, s]: how far state i is from those it belongs with, if it stands at place s.
        cost = weights @ apart[places]
        own = cost[np.arange(count), places]
        swapped = cost[:, places]
        gain = own[:, None] + own[None, :] - swapped - swapped.T - 2 * weights * apart[places][:, places]
        best = int(gain.argmax())
        if gain.flat[best] <= 0:
            break
        one, other = divmod(best, count)
        places[one], places[other] = places[other], places[one]
    ring = [""] * count
    for code, place in zip(codes, places.tolist(), strict=True):
        ring[place] = code
    return ring
