"""What a scenario can assume, and which acts on record are precedents of it (`inputs.csv`)."""

import csv
import re
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from comity.errors import UsageError
from comity.model import Act

_DENIED = re.compile(r"\b(?:no|not|never|without|unless|fail\w*|refus\w*|reject\w*)\b|n['’]t\b", re.IGNORECASE)


class Input(NamedTuple):
    """A row of the table: where its precedents come from, and what an act must show to be one.

    An act is a precedent by another coder's label, or by its type, mode, issue and words together; an empty field asks
    for nothing. `sides` is "one", "joint" or "any"; `said` are words of a condition that speaks of it; `*` at the end
    of a word stands for any ending.
    """

    input: str
    name: str
    source: Literal["acts", "leaders", "pledges", "nothing"]
    sides: str
    labels: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    issues: frozenset[str]
    words: re.Pattern[str] | None
    but_not: re.Pattern[str] | None
    said: re.Pattern[str] | None
    note: str

    def shows(self, act: Act) -> bool:
        """Tell whether an act is a precedent."""
        if self.source != "acts" or (self.sides != "any" and act.joint != (self.sides == "joint")):
            return False
        if act.text.casefold() in self.labels:
            return True
        return (
            bool(self.types)
            and act.type in self.types
            and (not self.modes or act.mode in self.modes)
            and (not self.issues or not self.issues.isdisjoint(act.issues))
            and (self.words is None or bool(self.words.search(act.text)))
            and not (self.but_not and self.but_not.search(act.text))
        )


@lru_cache(maxsize=1)
def inputs() -> dict[str, Input]:
    """Give every input by its name in scenarios."""
    text = files("comity.simulation").joinpath("inputs.csv").read_text(encoding="utf-8")
    return {row["input"]: _input(row) for row in csv.DictReader(text.splitlines())}


def input_of(word: str, subject: str) -> Input:
    """Give the input of a name. Raises `UsageError` with the nearest names."""
    known = inputs()
    found = known.get("-".join(word.casefold().replace("_", " ").split()))
    if found is None:
        near = get_close_matches(word.casefold(), known, n=2, cutoff=0.6)
        step = f"did you mean {' or '.join(near)}" if near else f"take one of {', '.join(known)}"
        raise UsageError(subject, f"input {word!r} is not known", step)
    return found


def spoken_of(words: str) -> Input | None:
    """Give the input that a condition speaks of: that with most of its words in it, null where none has any.

    A condition that something does not happen speaks of none.
    """
    if _DENIED.search(words):
        return None
    counts = {name: len(set(each.said.findall(words))) if each.said else 0 for name, each in inputs().items()}
    best = max(counts, key=lambda name: counts[name])
    return inputs()[best] if counts[best] else None


def _input(row: dict[str, str]) -> Input:
    return Input(
        input=row["input"],
        name=row["name"],
        source=row["from"],  # type: ignore[arg-type]
        sides=row["sides"],
        labels=frozenset(each.casefold() for each in _many(row["labels"])),
        types=frozenset(_many(row["types"])),
        modes=frozenset(_many(row["modes"])),
        issues=frozenset(_many(row["issues"])),
        words=_pattern(row["words"]),
        but_not=_pattern(row["but_not"]),
        said=_pattern(row["said"]),
        note=row["note"],
    )


def _many(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split("|") if each.strip())


def _pattern(text: str) -> re.Pattern[str] | None:
    words = [re.escape(each).replace(r"\*", r"\w*") for each in _many(text)]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) if words else None
