"""A verdict on one expectation, before it is told as `Settled`."""

from typing import NamedTuple

from comity.model import Match, Outcome


class Verdict(NamedTuple):
    """What became of an expectation, the ISO day that settled it, why in a sentence, and the matches."""

    outcome: Outcome
    on: str | None
    why: str
    matches: tuple[Match, ...] = ()
