"""Relations made up month by month, of which the true rates and turns are known; not by the model that measures them.

The log-rates of a dyad stand around a regime's means and stray from them by an AR(1) of their own; a month's gamma
noise comes on top; acts are Poisson, each of a PLOVER type with that type's intensity. The measure knows none of these:
it has a grid, rare new regimes around one mean, sums of intensities that it takes for counts, and no acts one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.codebook import weight
from comity.measurement.grid import Dynamics, Floats
from comity.measurement.level import UNIT, Counts, Levels, Prior, level_of, measure
from comity.measurement.pooling import learnt, prior_of, teachers
from comity.measurement.turning import turns

MONTHS = 120
# How often acts are of a type: invented, and other than in the sample from which the measure's units come.
_COOPERATION = {"CONSULT": 0.45, "AGREE": 0.2, "SUPPORT": 0.15, "COOPERATE": 0.1, "AID": 0.05, "CONCEDE": 0.05}
_CONFLICT = {
    "ACCUSE": 0.35, "REJECT": 0.15, "THREATEN": 0.15, "PROTEST": 0.1, "SANCTION": 0.1, "MOBILIZE": 0.1, "ASSAULT": 0.05,
}  # fmt: skip
_APART = 12
_FROM_ENDS = 8


@dataclass(frozen=True)
class World:
    """What relations are like: usual acts a month (cooperative, conflictual), how the dyads' logarithms of them spread.

    A turn moves the log-ratio of the two rates by one of `jump`; between turns log-rates stray by an AR(1) with
    `persistence` and `innovation`. `noise` is the shape of a month's gamma factor (variance 1 / noise).
    """

    usual: tuple[float, float]
    spread: float
    jump: tuple[float, float]
    persistence: float = 0.8
    innovation: float = 0.12
    noise: float = 6.0
    most_turns: int = 3


CLEAR = World(usual=(12, 6), spread=0.6, jump=(2.0, 3.2))
HARD = World(usual=(4, 1.5), spread=1.0, jump=(1.2, 2.2), innovation=0.25)


@dataclass(frozen=True)
class Simulated:
    """N dyads of `MONTHS` months: their acts one by one, and what is true of them.

    `dyad`, `channel`, `month` and `intensity` are (acts,); `truth` (N, MONTHS) is the level of the month's own rates,
    gamma noise included; `turns` are the months in which a regime began.
    """

    dyad: Floats
    channel: Floats
    month: Floats
    intensity: Floats
    truth: Floats
    turns: tuple[tuple[int, ...], ...]

    def thinned(self, share: float, seed: int) -> "Simulated":
        """A sample of the same acts, each kept with the same chance."""
        keep = np.random.default_rng(seed).random(len(self.dyad)) < share
        parts = (each[keep] for each in (self.dyad, self.channel, self.month, self.intensity))
        return Simulated(*parts, truth=self.truth, turns=self.turns)

    @property
    def weights(self) -> Floats:
        """Weighted counts (N, 2, MONTHS) in `UNIT`s."""
        made = np.zeros((len(self.truth), 2, MONTHS))
        np.add.at(made, (self.dyad, self.channel, self.month), self.intensity)
        return made / np.array(UNIT)[None, :, None]

    @property
    def acts(self) -> Floats:
        """Numbers of acts (N, MONTHS)."""
        made = np.zeros((len(self.truth), MONTHS))
        np.add.at(made, (self.dyad, self.month), 1.0)
        return made

    @property
    def mean_scores(self) -> Floats:
        """The mean signed intensity of a month's acts (N, MONTHS), 0 where there are none: what is in common use."""
        made = np.zeros((len(self.truth), MONTHS))
        np.add.at(made, (self.dyad, self.month), np.where(self.channel == 0, self.intensity, -self.intensity))
        return np.asarray(made / np.maximum(self.acts, 1))


def simulated(world: World, *, dyads: int, seed: int) -> Simulated:
    """Make up relations of such a world."""
    chance = np.random.default_rng(seed)
    rates = np.empty((dyads, 2, MONTHS))
    begun = []
    for each in range(dyads):
        rates[each], turned = _rates(world, chance)
        begun.append(turned)
    rates *= chance.gamma(world.noise, 1 / world.noise, rates.shape)
    counts = chance.poisson(rates)
    dyad, channel, month = (np.repeat(at, counts.ravel()) for at in (axis.ravel() for axis in np.indices(counts.shape)))
    intensity = np.empty(len(dyad))
    means = []
    for side, types in enumerate((_COOPERATION, _CONFLICT)):
        points = np.array([weight(type_, None) for type_ in types])
        shares = np.array(list(types.values()))
        intensity[channel == side] = chance.choice(points, int((channel == side).sum()), p=shares)
        means.append(float(points @ shares))
    truth = level_of(rates[:, 0] * means[0], rates[:, 1] * means[1])
    return Simulated(dyad, channel, month, intensity, truth, tuple(begun))


def _rates(world: World, chance: np.random.Generator) -> tuple[Floats, tuple[int, ...]]:
    """Rates (2, MONTHS) of one dyad before the gamma noise, and the months of its turns."""
    wanted = int(chance.integers(world.most_turns + 1))
    turned: list[int] = []
    while len(turned) < wanted:
        at = int(chance.integers(_FROM_ENDS, MONTHS - _FROM_ENDS))
        if all(abs(at - other) >= _APART for other in turned):
            turned.append(at)
    turned.sort()
    regime = np.log(world.usual) + chance.normal(0, world.spread, 2)
    stray = chance.normal(0, world.innovation / np.sqrt(1 - world.persistence**2), 2)
    sign = chance.choice([-1, 1])
    logs = np.empty((2, MONTHS))
    for month in range(MONTHS):
        if month in turned:
            moved, share = sign * chance.uniform(*world.jump), chance.uniform()
            regime = regime + np.array([moved * share, -moved * (1 - share)])
            sign = -sign
        stray = world.persistence * stray + chance.normal(0, world.innovation, 2)
        logs[:, month] = regime + stray
    return np.exp(logs), tuple(turned)


@dataclass(frozen=True)
class Measured:
    """What the measure makes of simulated relations: `levels`, the dynamics that it learnt, and the turns it names."""

    levels: Levels
    dynamics: Dynamics
    prior: Prior
    turns: tuple[tuple[int, ...], ...]


def measured(told: Simulated, *, exposure: float = 1.0, dynamics: Dynamics | None = None) -> Measured:
    """Measure them as a record's dyads are: usual rates and dynamics learnt from their own counts.

    `exposure` is the share of the acts that was read; `dynamics` are held for true where given.
    """
    weights = told.weights
    exposures = np.full((1, MONTHS), exposure)
    prior = prior_of(weights.sum(axis=2) * np.array(UNIT), float(exposures.sum()), "month")
    if dynamics is None:
        chosen = teachers(told.acts.sum(axis=1))
        dynamics = learnt(Counts(weights[chosen][:, :, None], exposures), prior, "month")
    levels = measure(Counts(weights[:, :, None], exposures), dynamics, prior)
    found = tuple(
        tuple(turn.at for turn in turns(levels.turning[each], levels.level[each], exposures[0]))
        for each in range(len(weights))
    )
    return Measured(levels, dynamics, prior, found)


def f1(found: Sequence[Sequence[int]], true: Sequence[Sequence[int]], *, within: int = 1) -> tuple[float, float, float]:
    """F1, precision and recall of turns, each true one found by at most one that lies `within` so many periods."""
    hits = told = wanted = 0
    for ours, theirs in zip(found, true, strict=True):
        left = set(theirs)
        for at in ours:
            near = [turn for turn in left if abs(turn - at) <= within]
            if near:
                left.remove(min(near, key=lambda turn: abs(turn - at)))
                hits += 1
        told += len(ours)
        wanted += len(theirs)
    return 2 * hits / max(told + wanted, 1), hits / max(told, 1), hits / max(wanted, 1)


def pelt(scores: Floats, penalty: float) -> tuple[tuple[int, ...], ...]:
    """Change points of mean scores (N, T) by PELT with squared errors, the series scaled to a deviation of 1.

    The linear kernel's cost is the squared error, and its PELT is written in C: the same points, far sooner.
    """
    import ruptures

    found = []
    for row in scores:
        finder = ruptures.KernelCPD(kernel="linear", min_size=2).fit(row[:, None] / (row.std() or 1.0))
        found.append(tuple(finder.predict(pen=penalty)[:-1]))
    return tuple(found)


PENALTIES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 17, 20, 25, 30)


def tuned(told: Simulated) -> float:
    """The penalty with which PELT finds most of these relations' turns."""
    scores = told.mean_scores
    return max(PENALTIES, key=lambda each: f1(pelt(scores, each), told.turns)[0])
