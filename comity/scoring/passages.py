"""Assessments held against passages that people marked by hand: spans by their words, then each field.

A found row and a gold row match when they are of one kind and the words of their outcomes overlap with an F1 of at
least 0.5; where the gold tells what an outcome hangs on or comes from (conditional, cause), those words too. Each row
matches once, the best pairs first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from comity.model import ActorRef, Assessment, Coding

OVERLAP = 0.5
TWO_SIDED = frozenset({"conditional", "cause"})
FIELDS = ("by", "hedge", "direction", "dyads")


class GoldAssessment(msgspec.Struct, frozen=True):
    """One assessment as a person marked it; `by` is "author" or the passage's words for who holds it."""

    kind: Literal["conditional", "forecast", "cause", "regularity"]
    condition: str | None
    outcome: str
    hedge: str | None
    by: str
    dyads: tuple[str, ...]
    direction: str


class GoldPassage(msgspec.Struct, frozen=True):
    """A passage with its assessments; `set` is "open" (its errors may be read) or "kept" (only its score)."""

    id: str
    text: str
    published: str
    set: Literal["open", "kept"]
    assessments: tuple[GoldAssessment, ...]


class PassageCounts(msgspec.Struct, frozen=True):
    """How many rows the gold has, how many were found and how many match; shares are null over nothing."""

    gold: int
    found: int
    matched: int

    @property
    def precision(self) -> float | None:
        """Give the share of found rows that match."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Give the share of gold rows that match."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Give the harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.matched / total if total else None


class PassageScores(msgspec.Struct, frozen=True):
    """Counts of all rows and of each kind, and the share of matched rows whose `by`, hedge, ... are right."""

    overall: PassageCounts
    by_kind: dict[str, PassageCounts]
    fields: dict[str, float]


def read_passages(path: str | Path) -> tuple[GoldPassage, ...]:
    """Read a file of passages, a JSON object a line. Raises `msgspec.DecodeError` on one not in the format."""
    lines = Path(path).read_bytes().splitlines()
    return tuple(msgspec.json.decode(line, type=GoldPassage) for line in lines if line.strip())


def passage_scores(gold: Iterable[GoldPassage], codings: Mapping[str, Coding]) -> PassageScores:
    """Score the assessments of codings by the gold's ids; a passage without a coding counts as one without rows."""
    wanted, found, matched = Counter[str](), Counter[str](), Counter[str]()
    right = Counter[str]()
    for passage in gold:
        rows = codings[passage.id].assessments if passage.id in codings else ()
        wanted.update(row.kind for row in passage.assessments)
        found.update(row.kind for row in rows)
        for want, row in matches(passage.assessments, rows):
            matched[want.kind] += 1
            right.update(name for name in FIELDS if is_right(name, want, row))
    kinds = sorted({*wanted, *found})
    total = matched.total()
    return PassageScores(
        overall=PassageCounts(wanted.total(), found.total(), total),
        by_kind={kind: PassageCounts(wanted[kind], found[kind], matched[kind]) for kind in kinds},
        fields={name: right[name] / total for name in FIELDS} if total else {},
    )


def matches(gold: Sequence[GoldAssessment], rows: Sequence[Assessment]) -> list[tuple[GoldAssessment, Assessment]]:
    """Give the pairs that match, each row at most once, the largest overlap first."""
    pairs = [(nearness(want, row), g, f) for g, want in enumerate(gold) for f, row in enumerate(rows)]
    pairs = sorted((pair for pair in pairs if pair[0] > 0), key=lambda pair: (-pair[0], pair[1], pair[2]))
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[tuple[GoldAssessment, Assessment]] = []
    for _, g, f in pairs:
        if g not in taken[0] and f not in taken[1]:
            taken[0].add(g)
            taken[1].add(f)
            found.append((gold[g], rows[f]))
    return found


def nearness(want: GoldAssessment, row: Assessment) -> float:
    """Give how far two rows overlap, 0 when they don't match."""
    if want.kind != row.kind:
        return 0.0
    shares = [overlap(want.outcome, row.outcome.text)]
    if want.kind in TWO_SIDED and want.condition is not None:
        shares.append(overlap(want.condition, row.condition.text if row.condition is not None else ""))
    return sum(shares) / len(shares) if min(shares) >= OVERLAP else 0.0


def tokens(text: str) -> Counter[str]:
    """Give the words of a text in lower case, marks left off."""
    return Counter(re.findall(r"\w+", text.lower()))


def overlap(one: str, other: str) -> float:
    """Give the F1 of the words that two texts share (0 to 1)."""
    a, b = tokens(one), tokens(other)
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else 0.0


def is_right(name: str, want: GoldAssessment, row: Assessment) -> bool:
    """Tell whether one field of a matched row is as the gold has it; `by` by its words, the rest exactly."""
    if name == "by":
        return same_holder(want.by, row.by)
    if name == "hedge":
        return tokens(want.hedge or "") == tokens(row.hedge or "")
    if name == "dyads":
        return set(want.dyads) == set(row.dyads)
    return want.direction == row.direction


def same_holder(want: str, by: ActorRef | Literal["author"]) -> bool:
    """Tell whether a holder is the one of the gold: the same words, or a name that the found words open with."""
    if isinstance(by, str) or want == "author":
        return want == by
    told = f"{by.name or ''} {by.text}"
    return overlap(want, by.text) >= OVERLAP or tokens(want) <= tokens(told)
