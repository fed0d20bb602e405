"""Which dyad a brief is about, and where each act stands to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

from comity import codebook
from comity.errors import CodebookError, UsageError
from comity.model import ActorRef, Coding, Event, Incident

# Between both states; one of them and somebody beyond; one alone; neither.
Standing = Literal["between", "outside", "own", "other"]


def read_dyad(text: str) -> str:
    """Give a dyad as its two codes in alphabetical order; either order is taken, case does not matter.

    Raises `UsageError` with the nearest valid codes when one is unknown or both are the same.
    """
    codes = [part.strip().upper() for part in text.replace("–", "-").split("-")]
    try:
        table = {code: state.name for code, state in codebook.states().items()}
    except CodebookError:
        table = {}
    if len(codes) != 2 or not all(codes):
        raise UsageError(f"dyad {text!r}", "is not two state codes joined by a hyphen", "write it like PER-CHL")
    if codes[0] == codes[1]:
        raise UsageError(f"dyad {text!r}", "names one state twice", "name two states, like PER-CHL")
    for code in codes:
        if table and code not in table:
            near = ", ".join(f"{each} ({table[each]})" for each in _nearest(code, table))
            raise UsageError(
                f"dyad {text!r}",
                f"holds the unknown state code {code}",
                f"the nearest valid codes are {near}",
            )
    return "-".join(sorted(codes))


def _nearest(word: str, table: dict[str, str]) -> list[str]:
    """The three codes nearest to a word, by its likeness to the code or to the start of the name."""

    def likeness(code: str) -> float:
        # People err in the middle of a code or write the name's start; they rarely miss the first letter.
        first = 0.25 if code[0] == word[0] else 0.0
        near = SequenceMatcher(None, word, code).ratio()
        start = SequenceMatcher(None, word, table[code].upper()[: len(word)]).ratio()
        return first + max(near, start)

    return sorted(table, key=lambda code: (-likeness(code), code))[:3]


def states_in(refs: Iterable[ActorRef]) -> set[str]:
    """Give the codes of the states and bodies that refs belong to."""
    return {ref.country for ref in refs if ref.country}


def is_body(code: str) -> bool:
    """Tell whether a code is an international body's rather than a state's."""
    return ":" in code


def main_dyad(codings: Sequence[Coding]) -> str | None:
    """Give the pair of states with most events between them, the first by code among equals; or null."""
    counts: dict[str, float] = defaultdict(float)
    for coding in codings:
        for event in coding.events:
            states = {code for code in states_in((*event.actors, *event.recipients)) if not is_body(code)}
            for one, other in combinations(sorted(states), 2):
                if standing(event, (one, other)) == "between":
                    # An act of many states says less of each pair of them.
                    counts[f"{one}-{other}"] += 1 / (len(states) - 1)
    return min(counts, key=lambda dyad: (-counts[dyad], dyad)) if counts else None


def standing(act: Event | Incident, pair: tuple[str, str]) -> Standing:
    """Tell where an act stands to a pair of states.

    It is between them when both take part and face each other or act as one with nobody beyond; where both
    stand on one side and somebody else on the other, the act comes from or goes outside.
    """
    both = set(pair)
    actors, recipients = states_in(act.actors), states_in(act.recipients)
    everyone = actors | recipients
    if not everyone & both:
        return "other"
    beyond = bool(everyone - both)
    if both <= everyone:
        facing = bool(actors & both and recipients & both)
        return "between" if facing or not beyond else "outside"
    return "outside" if beyond else "own"
